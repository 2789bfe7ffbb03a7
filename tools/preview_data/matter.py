"""A matter page: figures, trust ledger, Xero panel, trust checks."""

from tools.preview_data.ledger import ledger_rows
from tools.preview_data.shapes import CLIENT, LEDGER_FILTERS, Values
from tools.preview_data.xero import xero

CHECKS = {
    "badge": {"text": "Balanced", "tone": "trust"},
    "rows": [
        {"label": "Bank statement", "minor": 184720916},
        {"label": "Trust ledger", "minor": 184720916},
        {"label": "Sum of 214 matters", "minor": 184720916},
    ],
    "note": "Three-way match at 31 Oct.",
    "link": {"label": "Next due 30 Nov", "href": "/trust/"},
}


def matter() -> Values:
    return {
        "page": {
            "title": "Purchase of 14 Quayside, Harwich",
            "crumbs": [
                {"label": "Matters", "href": "/matters/"},
                {"label": CLIENT, "href": "/matters/"},
                {"label": "24-0117"},
            ],
            "badge": {"text": "Open", "tone": "trust"},
            "facts": [
                {"text": "24-0117"},
                {"text": CLIENT, "href": "/contacts/"},
                {"text": "Conveyancing, purchase"},
                {"text": "Lawyer: Daniel Achterberg"},
            ],
            "actions": [
                {"label": "Pay a bill", "href": "/entry/", "icon": "arrow-right-left"},
                {"label": "Payment", "href": "/entry/", "icon": "arrow-up-right", "key": "P"},
                {"label": "Receipt", "href": "/entry/", "icon": "arrow-down-left", "key": "R", "main": True},
            ],
            "more": [
                {"label": "Change the matter", "href": "/entry/"},
                {"label": "Close the matter", "href": "/entry/"},
            ],
        },
        "figures": [
            {"label": "Trust balance", "minor": 2810055, "note": "as at 21 Nov 2026", "money": "trust"},
            {"label": "Available", "minor": 2570055, "note": "cleared funds", "money": "trust"},
            {"label": "Uncleared", "minor": 240000, "note": "clears 25 Nov", "money": "trust", "warn": True},
            {"label": "Protected", "minor": 0, "note": "no holds", "money": "trust"},
            {"label": "Office balance", "minor": 191040, "note": "2 bills unpaid", "money": "office", "side": True},
            {"label": "Unbilled work", "minor": 326250, "note": "13.4 hours", "money": "office"},
        ],
        "tabs": [
            {"label": label, "href": "/", "current": label == "Trust ledger"}
            for label in ("Overview", "Time and WIP", "Bills", "Trust ledger", "Office ledger", "Documents", "History")
        ],
        "ledger": {
            "caption": "Trust ledger of matter 24-0117",
            "money": "trust",
            "filters": LEDGER_FILTERS,
            "rows": ledger_rows(),
            "totals": {"text": "21 entries", "out_minor": 116908163, "in_minor": 119718218, "balance_minor": 2810055},
        },
        "xero": xero(),
        "checks": CHECKS,
    }
