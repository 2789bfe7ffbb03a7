"""How the copies to Xero stand."""

from datetime import date

from tools.preview_data.shapes import Values


def days() -> list[Values]:
    heights = [12, 17, 15, 20, 4, 1, 18, 21, 20, 16, 25, 4, 1, 22]
    return [
        {"on": date(2026, 11, 8 + index), "pushed": count, "failed": 2 if index == 7 else 0}
        for index, count in enumerate(heights)
    ]


XERO = {
    "name": "Hollis Lane LLP",
    "mode": {"text": "Sandbox", "tone": "warn"},
    "connected": True,
    "note": "One way to Xero. Last push 14:32",
    "pause": "/sync/",
    "refresh": "/sync/",
    "push": {
        "title": "Pushing trust payment TP-21196",
        "done": 26,
        "of": 38,
        "note": "About 14 s left, 22 of 60 calls used",
    },
    "counts": [
        {"label": "Pushed", "count": 1284, "href": "/sync/"},
        {"label": "Queued", "count": 12, "href": "/sync/"},
        {"label": "Failed", "count": 2, "href": "/sync/", "bad": True},
        {"label": "Not sent", "count": 61, "href": "/sync/"},
    ],
}


def xero() -> Values:
    entries = [
        {
            "state": "failed",
            "reference": "TP-21190",
            "amount_minor": 54000,
            "reason": "Account 1120 is archived in Xero.",
            "actions": [
                {"label": "Fix mapping", "href": "/sync/"},
                {"label": "Retry", "href": "/sync/", "post": True},
                {"label": "Details", "href": "/document/"},
            ],
        },
        {"state": "pushing", "reference": "TP-21196", "amount_minor": 189423, "reason": "Bank transaction, attempt 1"},
        {"state": "queued", "reference": "TR-10733", "amount_minor": 240000, "reason": "Queued behind TP-21196"},
        {"state": "waiting", "reference": "TB-03351", "amount_minor": 115500, "reason": "Waits for bill 50944"},
        {
            "state": "pushed",
            "reference": "TR-10702",
            "amount_minor": 1250000,
            "reason": "12 Nov 16:04",
            "links": [{"label": "Open in Xero", "href": "/sync/"}],
        },
    ]
    for entry in entries:
        entry["href"] = "/document/"
    return {**XERO, "days": days(), "items_title": "This matter", "entries": entries}
