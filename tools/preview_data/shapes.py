"""What the made-up pages are made of."""

from datetime import date
from typing import Any

Values = dict[str, Any]

TODAY = date(2026, 11, 21)
CLIENT = "Harrow & Pike Ltd"

LEDGER_FILTERS = {
    "action": "/",
    "target": "ledger",
    "placeholder": "Filter this ledger",
    "selects": [
        {
            "name": "dates",
            "label": "Dates",
            "value": "",
            "icon": "calendar",
            "options": [{"value": "", "label": "All dates"}, {"value": "month", "label": "This month"}],
        },
        {
            "name": "type",
            "label": "Types",
            "value": "",
            "options": [{"value": "", "label": "All types"}, {"value": "receipt", "label": "Receipts"}],
        },
    ],
    "saved": {"href": "/"},
    "columns": {"href": "/"},
    "downloads": [{"label": "CSV", "href": "/"}, {"label": "XLSX", "href": "/"}, {"label": "PDF", "href": "/"}],
    "print": True,
}
