"""The sync page with a record in every state."""

from datetime import date

from tools.preview_data.shapes import Values
from tools.preview_data.xero import XERO, days


def sync() -> Values:
    def actions(*labels: str) -> list[Values]:
        return [{"label": label, "href": "/sync/", "post": label in {"Retry", "Release"}} for label in labels]

    def item(
        state: str, reference: str, what: str, reason: str, matter: str, day: int, minor: int, *labels: str
    ) -> Values:
        return {
            "href": "/document/",
            "tone": "failed" if state == "failed" else "",
            "cells": [
                {"text": reference, "href": "/document/"},
                state,
                {"text": what, "sub": reason},
                {"text": matter, "href": "/"},
                date(2026, 11, day),
                minor,
                actions(*labels),
            ],
        }

    return {
        "page": {
            "title": "Xero sync",
            "facts": [{"text": "One way: the books stay here, a copy goes out"}],
            "actions": [
                {"label": "Refresh from Xero", "href": "/sync/", "icon": "refresh-cw", "post": True},
                {"label": "Pause", "href": "/sync/", "icon": "pause", "post": True},
                {"label": "Push now", "href": "/sync/", "icon": "cloud-upload", "key": "P", "main": True, "post": True},
            ],
            "more": [{"label": "Connection", "href": "/sync/"}, {"label": "Disconnect", "href": "/sync/"}],
        },
        "tabs": [
            {"label": "Needs attention", "href": "/sync/", "current": True, "count": 5},
            {"label": "Waiting", "href": "/sync/", "count": 12},
            {"label": "Pushed", "href": "/sync/", "count": 1284},
            {"label": "Not sent", "href": "/sync/", "count": 61},
            {"label": "Mapping", "href": "/sync/"},
            {"label": "Differences", "href": "/sync/"},
        ],
        "sync": {**XERO, "days": days()},
        "table": {
            "id": "records",
            "caption": "Records that need attention",
            "sort": "-on",
            "sort_to": "?sort=",
            "filters": {
                "action": "/sync/",
                "target": "records",
                "placeholder": "Filter records",
                "print": True,
                "selects": [
                    {"name": "type", "label": "Types", "value": "", "options": [{"value": "", "label": "All records"}]}
                ],
            },
            "columns": [
                {"key": "reference", "label": "Document", "kind": "reference", "sort": True},
                {"key": "state", "label": "State", "kind": "state", "words": True},
                {"key": "what", "label": "Record and reason", "kind": "wide"},
                {"key": "matter", "label": "Matter", "kind": "reference"},
                {"key": "on", "label": "Date", "kind": "date", "sort": True},
                {"key": "amount", "label": "Amount", "kind": "money"},
                {"key": "actions", "label": "Actions", "kind": "actions"},
            ],
            "rows": [
                item(
                    "failed",
                    "TP-21190",
                    "Bank transaction",
                    "Account 1120 is archived in Xero",
                    "24-0117",
                    16,
                    54000,
                    "Fix mapping",
                    "Retry",
                ),
                item(
                    "failed",
                    "BL-50951",
                    "Invoice",
                    "Contact name Harrow & Pike is taken by another contact",
                    "24-0117",
                    19,
                    75540,
                    "Choose contact",
                    "Retry",
                ),
                item(
                    "needs_you",
                    "TR-10688",
                    "Bank transaction",
                    "Xero answered too late; two records match it",
                    "24-0131",
                    11,
                    1200000,
                    "Decide",
                ),
                item(
                    "checking",
                    "TP-21195",
                    "Bank transaction",
                    "No answer; looking for it in Xero, next look in 40 s",
                    "24-0138",
                    18,
                    32000,
                    "Details",
                ),
                item("pushing", "TP-21196", "Bank transaction", "Attempt 1", "24-0117", 18, 189423, "Details"),
                item("queued", "TR-10733", "Bank transaction", "Queued behind TP-21196", "24-0117", 19, 240000, "Hold"),
                item("waiting", "TB-03351", "Payment", "Waits for bill 50944", "24-0117", 20, 115500, "Details"),
                item("pushed", "TR-10702", "Bank transaction", "12 Nov 16:04", "24-0117", 12, 1250000, "Open in Xero"),
                item(
                    "not_sent",
                    "GJ-00218",
                    "General journal",
                    "Adjusting entries are made by the accountant in each ledger",
                    "",
                    9,
                    88000,
                ),
                item(
                    "cancelled",
                    "BL-50940",
                    "Invoice",
                    "The bill went back to draft before it was pushed",
                    "24-0144",
                    6,
                    144000,
                    "Details",
                ),
            ],
        },
    }
