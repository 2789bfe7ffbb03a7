"""An income statement beside the year before, and what clients owe by age with one of them opened."""

from datetime import date

from tools.preview_data.shapes import LEDGER_FILTERS, Values


def income() -> Values:
    def block(title: str, *accounts: tuple[str, str, int, int]) -> Values:
        rows = [
            {
                "code": code,
                "name": name,
                "href": "/",
                "minor": minor,
                "before_minor": before,
                "change_minor": minor - before,
            }
            for code, name, minor, before in accounts
        ]
        return {**result(title, sum(each[2] for each in accounts), sum(each[3] for each in accounts)), "rows": rows}

    def result(title: str, minor: int, before: int, *, main: bool = False) -> Values:
        changed = {"before_minor": before, "change_minor": minor - before}
        return {"title": title, "money": "office", "minor": minor, "main": main, **changed}

    blocks = [
        block("Income", ("4100", "Profit costs", 48211090, 44190215), ("4200", "Disbursements recovered", 1820450, 0)),
        block("Direct costs", ("5220", "Search fees", 940110, 880245)),
        result("Gross profit", 49091430, 43309970),
        block("Expenses", ("6270", "Rent", 6600000, 6600000), ("6500", "Salaries", 19840000, 18210000)),
        result("Net result", 22651430, 18499970, main=True),
    ]
    return {
        "page": {
            "title": "Income statement",
            "crumbs": [{"label": "Reports", "href": "/"}, {"label": "Income statement"}],
            "facts": [{"text": "1 Apr 2026 to 21 Nov 2026"}, {"text": "GBP"}],
        },
        "statement": {
            "caption": "Income statement",
            "currency": "GBP",
            "now": "1 Apr 26 to 21 Nov 26",
            "before": "1 Apr 25 to 21 Nov 25",
            "filters": {**LEDGER_FILTERS, "target": "statement"},
            "blocks": blocks,
        },
        "proof": {"tone": "trust", "icon": "circle-check", "title": "It balances.", "text": "To the penny."},
    }


def aged() -> Values:
    labels = ("Current", "1 to 30", "31 to 60", "61 to 90", "Over 90", "Unallocated", "Total")
    money = [{"key": label, "label": label, "kind": "money", "money": "office"} for label in labels]

    def client(name: str, code: str, *amounts: int | None, is_open: bool = False) -> Values:
        opens = {"opens": "/", "is_open": is_open, "id": f"open_{code}"}
        total = sum(minor or 0 for minor in amounts)
        return {"cells": [{"text": name, "sub": code, "href": "/", **opens}, "2", *amounts, total]}

    def bill(number: str, on: date, *amounts: int | None) -> Values:
        name = {"text": number, "sub": f"{on.day} {on:%b %y} · 24-0117", "href": "/"}
        return {"tone": "detail", "cells": [name, "41 d", *amounts, sum(minor or 0 for minor in amounts)]}

    nothing = None
    return {
        "page": {
            "title": "Aged receivables",
            "crumbs": [{"label": "Reports", "href": "/"}, {"label": "Aged receivables"}],
            "facts": [{"text": "as at 21 Nov 2026"}, {"text": "GBP"}],
        },
        "table": {
            "id": "aged",
            "caption": "Aged receivables",
            "currency": "GBP",
            "filters": {**LEDGER_FILTERS, "target": "aged"},
            "columns": [
                {"key": "name", "label": "Client", "kind": "opens", "target": "aged"},
                {"key": "documents", "label": "Documents", "kind": "number"},
                *money,
            ],
            "rows": [
                client("Harrow & Pike Ltd", "C-0001", nothing, 191040, 88000, nothing, nothing, -22000, is_open=True),
                bill("50871", date(2026, 10, 11), nothing, nothing, 88000, nothing, nothing, nothing),
                bill("50944", date(2026, 10, 28), nothing, 191040, nothing, nothing, nothing, nothing),
                client("R. Osei", "C-0002", 44000, nothing, nothing, nothing, 12500, nothing),
            ],
            "totals": [None, "4", 44000, 191040, 88000, 0, 12500, -22000, 313540],
            "totals_text": "2 clients",
        },
        "proof": {
            "tone": "bad",
            "icon": "circle-alert",
            "title": "Does not agree.",
            "text": "The total is 3,135.40, and account 1200 Receivables says 3,185.40.",
            "links": [{"label": "See the account", "href": "/"}],
        },
    }
