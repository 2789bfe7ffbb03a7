"""The list of matters, and an empty list."""

from datetime import date

from tools.preview_data.shapes import CLIENT, LEDGER_FILTERS, Values


def matters() -> Values:
    listed = [
        (
            "24-0117",
            "Purchase of 14 Quayside, Harwich",
            CLIENT,
            "Daniel Achterberg",
            2810055,
            191040,
            326250,
            "2026-11-20",
            None,
        ),
        ("24-0122", "Lease of Unit 4, Parkeston", CLIENT, "Daniel Achterberg", 250000, 0, 88400, "2026-11-18", None),
        (
            "24-0131",
            "Estate of Margaret Oyelaran",
            "Executors of M. Oyelaran",
            "Ruth Falk",
            41822740,
            0,
            1204000,
            "2026-11-20",
            None,
        ),
        (
            "24-0138",
            "Employment claim against Tern Logistics",
            "Samir Haddad",
            "Ruth Falk",
            150000,
            642000,
            415500,
            "2026-11-17",
            None,
        ),
        (
            "24-0140",
            "Sale of 2 Mill Lane, Manningtree",
            "J. and P. Cartwright",
            "Owen Brathwaite",
            0,
            138000,
            0,
            "2026-10-30",
            {"text": "To close", "tone": ""},
        ),
        (
            "24-0144",
            "Shareholders' agreement, Tidewater Ltd",
            "Tidewater Ltd",
            "Daniel Achterberg",
            500000,
            1260000,
            742300,
            "2026-11-19",
            None,
        ),
        (
            "24-0151",
            "Boundary dispute, Wrabness",
            "Edith Lomas",
            "Owen Brathwaite",
            85000,
            0,
            96750,
            "2026-11-12",
            None,
        ),
        (
            "24-0153",
            "Remortgage of 9 Church Street",
            "Anita and Paul Reyes",
            "Owen Brathwaite",
            21500000,
            0,
            45000,
            "2026-11-20",
            {"text": "Uncleared", "tone": "warn"},
        ),
        (
            "24-0156",
            "Contract review, Harwich Boatyard",
            "Harwich Boatyard CIC",
            "Ruth Falk",
            0,
            54000,
            210000,
            "2026-11-16",
            None,
        ),
        (
            "24-0158",
            "Probate, John Stannard",
            "Estate of J. Stannard",
            "Ruth Falk",
            9644310,
            0,
            318200,
            "2026-11-14",
            None,
        ),
    ]
    rows = [
        {
            "href": "/",
            "value": code,
            "label": code,
            "tone": "uncleared" if mark and mark["tone"] == "warn" else "",
            "cells": [
                code,
                {"text": title, "sub": client, "badge": mark},
                {"text": lawyer},
                trust,
                office,
                work,
                date.fromisoformat(last),
            ],
        }
        for code, title, client, lawyer, trust, office, work, last, mark in listed
    ]
    return {
        "page": {
            "title": "Matters",
            "facts": [{"text": "214 open"}, {"text": "1,038 closed"}],
            "actions": [{"label": "Open a matter", "href": "/entry/", "icon": "plus", "key": "N", "main": True}],
        },
        "tabs": [
            {"label": "Open", "href": "/matters/", "current": True, "count": 214},
            {"label": "Mine", "href": "/matters/", "count": 37},
            {"label": "To close", "href": "/matters/", "count": 9},
            {"label": "Closed", "href": "/matters/"},
        ],
        "table": {
            "id": "matters",
            "caption": "Open matters",
            "sort": "code",
            "sort_to": "?sort=",
            "filters": {
                **LEDGER_FILTERS,
                "action": "/matters/",
                "target": "matters",
                "placeholder": "Filter matters",
                "selects": [
                    {
                        "name": "lawyer",
                        "label": "Lawyer",
                        "value": "",
                        "options": [{"value": "", "label": "All lawyers"}, {"value": "1", "label": "Ruth Falk"}],
                    }
                ],
                "chips": [{"label": "Worked on in November 2026", "href": "/matters/"}],
            },
            "columns": [
                {"key": "code", "label": "Matter", "kind": "reference", "sort": True},
                {"key": "title", "label": "Title and client", "kind": "wide", "sort": True},
                {"key": "lawyer", "label": "Lawyer", "kind": "text", "sort": True},
                {"key": "trust", "label": "Trust", "kind": "money", "sort": True, "money": "trust"},
                {"key": "office", "label": "Office", "kind": "money", "sort": True, "money": "office"},
                {"key": "work", "label": "Unbilled", "kind": "money", "sort": True, "money": "office"},
                {"key": "last", "label": "Last entry", "kind": "date", "sort": True},
            ],
            "rows": rows,
            "totals": [None, None, None, 76762105, 2285040, 3446400, None],
            "totals_text": "10 matters",
            "choose": {
                "name": "matter",
                "action": "/matters/",
                "buttons": [{"label": "Change lawyer", "name": "do", "value": "lawyer"}],
            },
            "pager": {"text": "1 to 10 of 214", "next": "/matters/"},
        },
    }


def empty() -> Values:
    return {
        "page": {"title": "Contacts"},
        "table": {
            "caption": "Contacts",
            "rows": [],
            "empty": {
                "icon": "users",
                "title": "Nobody here yet",
                "text": "A contact is anyone money comes from or goes to: clients, counsel, suppliers. "
                "Add the first, or bring in a list you already have.",
                "actions": [
                    {"label": "Add a contact", "href": "/entry/", "icon": "plus", "key": "N", "main": True},
                    {"label": "Import a CSV file", "href": "/entry/", "icon": "upload"},
                ],
            },
        },
    }
