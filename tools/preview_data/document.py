"""A trust payment that Xero refused."""

from datetime import UTC, date, datetime

from tools.preview_data.ledger import OPENED
from tools.preview_data.shapes import CLIENT, Values
from tools.preview_data.xero import XERO, xero


def document() -> Values:
    return {
        "page": {
            "title": "Trust payment TP-21190",
            "crumbs": [
                {"label": "Trust accounts", "href": "/trust/"},
                {"label": "24-0117", "href": "/"},
                {"label": "TP-21190"},
            ],
            "badge": {"text": "Posted", "tone": "trust"},
            "facts": [
                {"text": "16 Nov 2026"},
                {"text": "Eastern Drainage Surveys Ltd", "href": "/contacts/"},
                {"text": "540.00"},
            ],
            "actions": [
                {"label": "Voucher PDF", "href": "/document/", "icon": "download"},
                {"label": "Duplicate", "href": "/entry/", "icon": "copy", "key": "D"},
                {"label": "Reverse", "href": "/document/", "icon": "undo-2", "post": True},
            ],
        },
        "note": {
            "tone": "bad",
            "icon": "circle-alert",
            "title": "Xero refused this payment.",
            "text": "Account 1120 is archived there. Map the trust bank to another Xero account, then retry. "
            "The books here are right and stay as they are.",
            "links": [{"label": "Fix mapping", "href": "/sync/"}, {"label": "Retry", "href": "/sync/", "post": True}],
        },
        "pairs": [
            {"label": "Date", "on": date(2026, 11, 16)},
            {"label": "Amount", "minor": 54000},
            {"label": "Trust account", "text": "Current account, 20-11-74", "href": "/trust/"},
            {"label": "Paid to", "text": "Eastern Drainage Surveys Ltd", "href": "/contacts/"},
            {"label": "Reference", "text": "Invoice 3391"},
            {"label": "Paid by", "text": "Bank transfer"},
            {"label": "Requested by", "text": "Daniel Achterberg"},
            {"label": "Approved by", "text": "Priya Nair"},
        ],
        "table": {
            "id": "parts",
            "caption": "Matters of this payment",
            "columns": [
                {"key": "matter", "label": "Matter", "kind": "reference"},
                {"key": "title", "label": "Title and client", "kind": "wide"},
                {"key": "amount", "label": "Amount", "kind": "money", "money": "trust"},
            ],
            "rows": [
                {"href": "/", "cells": ["24-0117", {"text": "Purchase of 14 Quayside, Harwich", "sub": CLIENT}, 54000]}
            ],
        },
        "journals": [{**OPENED, "links": [{"label": "Open journal", "href": "/document/"}]}],
        "history": [
            {
                "icon": "circle-alert",
                "text": "Xero refused the bank transaction: account 1120 is archived.",
                "who": "Xero sync",
                "at": datetime(2026, 11, 16, 11, 3, tzinfo=UTC),
            },
            {
                "icon": "check",
                "text": "Approved and posted as journal 118204.",
                "who": "Priya Nair",
                "at": datetime(2026, 11, 16, 11, 2, tzinfo=UTC),
            },
            {
                "icon": "paperclip",
                "text": "Invoice 3391.pdf attached.",
                "who": "Daniel Achterberg",
                "at": datetime(2026, 11, 16, 9, 41, tzinfo=UTC),
            },
            {
                "icon": "hand",
                "text": "Payment requested.",
                "who": "Daniel Achterberg",
                "at": datetime(2026, 11, 16, 9, 40, tzinfo=UTC),
            },
        ],
        "xero": {
            **{key: XERO[key] for key in ("name", "mode", "connected", "note")},
            "items_title": "This document",
            "entries": xero()["entries"][:1],
        },
        "facts": [
            {
                "title": "Held in trust",
                "money": "trust",
                "pairs": [
                    {"label": "Before", "minor": 2928978},
                    {"label": "This payment", "minor": -54000},
                    {"label": "After", "minor": 2874978},
                ],
            }
        ],
    }
