"""The form of a client bill, refused once."""

from typing import Any

from tools.preview_data.shapes import Values


def entry() -> Values:
    accounts = {"4100": "4100 Professional fees", "4200": "4200 Disbursements recovered", "": ""}
    taxes = [{"value": "20", "label": "20% VAT"}, {"value": "0", "label": "No VAT"}]

    def line(account: str, text: str, hours: str, net: str, tax: str, **more: Any) -> Values:
        return {
            "cells": [
                {"value": account, "text": accounts[account]},
                {"value": text},
                {"value": hours},
                {"value": net, **more},
                {"value": tax},
            ]
        }

    return {
        "page": {
            "title": "New client bill",
            "crumbs": [{"label": "Client bills", "href": "/bills/"}, {"label": "New"}],
            "facts": [{"text": "24-0117 Purchase of 14 Quayside, Harwich", "href": "/"}],
        },
        "form": {
            "action": "/entry/",
            "request_key": "preview",
            "errors": {
                "title": "This bill cannot be posted yet.",
                "entries": [
                    {"text": "Line 3 has no amount: enter one, or remove the line.", "field": "id_items-2-net"}
                ],
            },
            "fields": [
                {
                    "kind": "picker",
                    "name": "matter",
                    "label": "Matter",
                    "value": "24-0117",
                    "required": True,
                    "width": "field-6",
                    "text": "24-0117 Purchase of 14 Quayside, Harwich",
                    "search": "/options/",
                    "help": "Billed to Harrow & Pike Ltd",
                },
                {
                    "kind": "date",
                    "name": "on",
                    "label": "Bill date",
                    "value": "21 Nov 2026",
                    "required": True,
                    "width": "field-3",
                    "help": "Open from 1 Nov 2026",
                },
                {
                    "kind": "date",
                    "name": "due_on",
                    "label": "Due",
                    "value": "21 Dec 2026",
                    "required": True,
                    "width": "field-3",
                    "help": "30 days, as agreed",
                },
                {"name": "reference", "label": "Their reference", "width": "field-3"},
                {
                    "kind": "select",
                    "name": "template",
                    "label": "Layout",
                    "value": "fixed",
                    "required": True,
                    "width": "field-3",
                    "options": [
                        {"value": "fixed", "label": "Fixed fee"},
                        {"value": "time", "label": "With time records"},
                    ],
                },
                {"kind": "money", "name": "discount", "label": "Discount", "currency": "GBP", "width": "field-3"},
            ],
            "lines": {
                "prefix": "items",
                "caption": "Lines of the bill",
                "columns": [
                    {
                        "name": "account",
                        "label": "Account",
                        "kind": "picker",
                        "width": "line-medium",
                        "search": "/options/accounts/",
                    },
                    {"name": "text", "label": "What was done", "kind": "text"},
                    {"name": "hours", "label": "Hours", "kind": "money", "width": "line-short", "total": True},
                    {
                        "name": "net",
                        "label": "Net",
                        "kind": "money",
                        "width": "line-amount",
                        "total": True,
                        "required": True,
                    },
                    {"name": "tax", "label": "Tax", "kind": "select", "width": "line-amount", "options": taxes},
                ],
                "rows": [
                    line("4100", "Acting in the purchase, to completion", "9.50", "2,375.00", "20"),
                    line("4100", "Land transaction return and registration", "1.20", "300.00", "20"),
                    line(
                        "4200",
                        "Local authority search, Tendring",
                        "",
                        "",
                        "20",
                        error="Enter an amount, or remove the line.",
                    ),
                ],
                "blank": line("", "", "", "", "20"),
            },
            "totals": [
                {"label": "Net", "minor": 267500},
                {"label": "VAT 20%", "minor": 53500},
                {"label": "Total GBP", "minor": 321000, "main": True},
            ],
            "after": [
                {"kind": "textarea", "name": "note", "label": "Note on the bill", "width": "field-8"},
                {
                    "kind": "checkbox",
                    "name": "from_trust",
                    "label": "Pay from trust when posted",
                    "value": True,
                    "help": "25,700.55 is available",
                },
            ],
            "buttons": [
                {"label": "Post the bill", "name": "do", "value": "post", "main": True},
                {"label": "Keep as draft", "name": "do", "value": "draft"},
            ],
            "cancel": {"label": "Cancel", "href": "/"},
            "foot": "Goes to Xero as an invoice",
        },
        "facts": [
            {
                "title": "Held in trust",
                "money": "trust",
                "pairs": [
                    {"label": "Balance", "minor": 2810055},
                    {"label": "Uncleared", "minor": 240000, "tone": "warn"},
                    {"label": "Available", "minor": 2570055},
                ],
                "note": "as at 21 Nov 2026",
            },
            {
                "title": "Open bills",
                "money": "office",
                "pairs": [
                    {"label": "50944, 18 Nov", "minor": 115500, "href": "/document/"},
                    {"label": "50951, 19 Nov", "minor": 75540, "href": "/document/"},
                ],
                "note": "none overdue",
            },
            {
                "title": "Unbilled work",
                "money": "office",
                "pairs": [{"label": "Time, 13.4 hours", "minor": 326250}, {"label": "Disbursements", "minor": 18640}],
                "note": "2 fee earners",
                "link": {"label": "Bring onto the bill", "href": "/entry/"},
            },
        ],
    }
