"""Made-up figures for the preview: one firm, one conveyancing matter, and what hangs on it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

Values = dict[str, Any]

TODAY = date(2026, 11, 21)


def everywhere(current: str) -> Values:
    """The shell, the same on every page."""
    places = [
        ("", [("Home", "/", "house", "h", 0), ("Matters", "/matters/", "briefcase-business", "m", 0),
              ("Contacts", "/contacts/", "users", "c", 0)]),
        ("Money", [("Client bills", "/bills/", "receipt", "b", 12), ("Trust accounts", "/trust/", "scale", "t", 0),
                   ("Supplier bills", "/suppliers/", "shopping-cart", "s", 4), ("Banking", "/banking/", "landmark", "k", 31),
                   ("General ledger", "/trial-balance/", "book-text", "l", 0), ("Reports", "/reports/", "clipboard-list", "r", 0)]),
        ("Connections", [("Xero sync", "/sync/", "cloud-upload", "x", 0)]),
    ]
    owner = {"matter": "Matters", "matters": "Matters", "entry": "Client bills", "document": "Trust accounts",
             "trial-balance": "General ledger", "sync": "Xero sync", "empty": "Contacts"}.get(current)
    nav = [
        {"title": title, "entries": [{"label": label, "href": href, "icon": icon, "go": go, "count": count,
                                      "current": label == owner} for label, href, icon, go, count in entries]}
        for title, entries in places
    ]
    nav[2]["entries"][0]["alarm"] = 2
    shell = {
        "firm": {"name": "Hollis Lane LLP", "place": "England & Wales", "initials": "HL"},
        "firms": [{"name": "Hollis Lane LLP", "href": "/", "current": True}, {"name": "Hollis Lane Training", "href": "/"}],
        "nav": nav,
        "settings": {"label": "Settings", "href": "/settings/", "icon": "settings"},
        "help": {"href": "/help/"},
        "search": {"href": "/search/", "results": "/omnibox/"},
        "period": {"text": "November 2026", "href": "/periods/"},
        "alerts": {"count": 2, "href": "/sync/"},
        "user": {"name": "Priya Nair", "email": "priya@hollislane.example", "initials": "PN", "sign_out": "/accounts/logout/",
                 "links": [{"label": "Your account", "href": "/account/", "icon": "user"}]},
    }
    return {"shell": shell, "today": TODAY}


def row(day: str, reference: str, payee: str, narration: str, *, out: int = 0, into: int = 0, balance: int, **more: Any) -> Values:
    return {"on": date.fromisoformat(f"2026-{day}"), "reference": reference, "href": "/document/", "payee": payee,
            "narration": narration, "out_minor": out, "in_minor": into, "balance_minor": balance,
            "reconciled": True, "state": "pushed", **more}


CLIENT = "Harrow & Pike Ltd"

OPENED = {
    "title": "Journal 118204",
    "note": "posted 16 Nov 2026 11:02 by Priya Nair",
    "links": [{"label": "Open journal", "href": "/document/"}, {"label": "Voucher PDF", "href": "/document/"}],
    "lines": [
        {"code": "2110", "name": "Trust liability", "whose": "24-0117 Harrow & Pike Ltd", "debit_minor": 54000},
        {"code": "1120", "name": "Trust bank, current account", "whose": "Not mapped: archived in Xero", "credit_minor": 54000},
    ],
    "total_minor": 54000,
}


def ledger_rows() -> list[Values]:
    return [
        row("08-03", "TR-10412", CLIENT, "Funds on account of costs and searches", into=500000, balance=500000),
        row("08-05", "TP-20877", "Tendring District Council", "Local authority search, invoice 77120", out=18640, balance=481360),
        row("08-05", "TP-20878", "HM Land Registry", "Official copies and priority search OS1", out=2100, balance=479260),
        row("08-19", "TR-10460", CLIENT, "Ten per cent deposit, exchange of contracts", into=8650000, balance=9129260),
        row("08-21", "TP-20931", "Mercer Lowe LLP, client account", "Deposit paid on exchange, held as stakeholder",
            out=8650000, balance=479260),
        row("09-02", "TR-10498", "Northgate Building Society", "Mortgage advance, roll no. 88-201174", into=51900000,
            balance=52379260),
        row("09-03", "TR-10503", CLIENT, "Balance of purchase price", into=25950000, balance=78329260),
        row("09-03", "TR-10502", CLIENT, "Balance of purchase price (entered twice)", into=25950000, balance=104279260,
            reversed=True),
        row("09-03", "TJ-00391", "Reversal of TR-10502", "Posted twice from bank feed, see note of 4 September", out=25950000,
            balance=78329260, reversed=True),
        row("09-04", "TP-20988", "Mercer Lowe LLP, client account", "Completion monies, 14 Quayside", out=77850000,
            balance=479260),
        row("09-11", "TR-10531", CLIENT, "Stamp duty, registration fee and costs", into=5264000, balance=5743260),
        row("09-12", "TP-21004", "HM Revenue & Customs", "SDLT return 309-22187-K", out=3325000, balance=2418260),
        row("09-14", "TP-21010", "HM Land Registry", "AP1 registration fee, scale 1", out=65500, balance=2352760),
        row("09-30", "TI-00086", "Interest on designated deposit", "Quarter to 30 September 2026", into=14218, balance=2366978),
        row("10-09", "TX-04415", "Matter 24-0122 Harrow & Pike Ltd", "Transfer between matters, client authority of 8 October",
            out=250000, balance=2116978),
        row("10-16", "TB-03307", "Bill 50871, office account", "Bill dated 14 October paid from trust", out=438000,
            balance=1678978),
        row("11-12", "TR-10702", CLIENT, "Retention released by seller", into=1250000, balance=2928978),
        row("11-16", "TP-21190", "Eastern Drainage Surveys Ltd", "CCTV drain survey, invoice 3391", out=54000, balance=2874978,
            reconciled=False, state="failed", journal=OPENED,
            cause="Xero refused it: account 1120 is archived there. Choose another account for it, then retry.",
            fixes=[{"label": "Fix mapping", "href": "/sync/"}, {"label": "Retry", "href": "/sync/", "post": True}]),
        row("11-18", "TP-21196", "Quayside Management Co.", "Service charge apportionment to 31 December 2026", out=189423,
            balance=2685555, reconciled=False, state="pushing"),
        row("11-19", "TR-10733", CLIENT, "Cheque 000418, further costs on account", into=240000, balance=2925555,
            reconciled=False, state="queued", uncleared=True),
        row("11-20", "TB-03351", "Bill 50944, office account", "Bill dated 18 November paid from trust", out=115500,
            balance=2810055, reconciled=False, state="queued"),
    ]


def days() -> list[Values]:
    heights = [12, 17, 15, 20, 4, 1, 18, 21, 20, 16, 25, 4, 1, 22]
    return [{"on": date(2026, 11, 8 + index), "pushed": count, "failed": 2 if index == 7 else 0}
            for index, count in enumerate(heights)]


XERO = {
    "name": "Hollis Lane LLP",
    "mode": {"text": "Sandbox", "tone": "warn"},
    "connected": True,
    "note": "One way to Xero. Last push 14:32",
    "pause": "/sync/",
    "refresh": "/sync/",
    "push": {"title": "Pushing trust payment TP-21196", "done": 26, "of": 38, "note": "About 14 s left, 22 of 60 calls used"},
    "counts": [
        {"label": "Pushed", "count": 1284, "href": "/sync/"},
        {"label": "Queued", "count": 12, "href": "/sync/"},
        {"label": "Failed", "count": 2, "href": "/sync/", "bad": True},
        {"label": "Not sent", "count": 61, "href": "/sync/"},
    ],
}


def xero() -> Values:
    entries = [
        {"state": "failed", "reference": "TP-21190", "amount_minor": 54000, "reason": "Account 1120 is archived in Xero.",
         "actions": [{"label": "Fix mapping", "href": "/sync/"}, {"label": "Retry", "href": "/sync/", "post": True},
                     {"label": "Details", "href": "/document/"}]},
        {"state": "pushing", "reference": "TP-21196", "amount_minor": 189423, "reason": "Bank transaction, attempt 1"},
        {"state": "queued", "reference": "TR-10733", "amount_minor": 240000, "reason": "Queued behind TP-21196"},
        {"state": "waiting", "reference": "TB-03351", "amount_minor": 115500, "reason": "Waits for bill 50944"},
        {"state": "pushed", "reference": "TR-10702", "amount_minor": 1250000, "reason": "12 Nov 16:04",
         "links": [{"label": "Open in Xero", "href": "/sync/"}]},
    ]
    for entry in entries:
        entry["href"] = "/document/"
    return {**XERO, "days": days(), "items_title": "This matter", "entries": entries}


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

LEDGER_FILTERS = {
    "action": "/",
    "target": "ledger",
    "placeholder": "Filter this ledger",
    "selects": [
        {"name": "dates", "label": "Dates", "value": "", "options": [
            {"value": "", "label": "All dates"}, {"value": "month", "label": "This month"}]},
        {"name": "type", "label": "Types", "value": "", "options": [
            {"value": "", "label": "All types"}, {"value": "receipt", "label": "Receipts"}]},
    ],
    "saved": {"href": "/"},
    "columns": {"href": "/"},
    "downloads": [{"label": "CSV", "href": "/"}, {"label": "XLSX", "href": "/"}, {"label": "PDF", "href": "/"}],
    "print": True,
}


def matter() -> Values:
    return {
        "page": {
            "title": "Purchase of 14 Quayside, Harwich",
            "crumbs": [{"label": "Matters", "href": "/matters/"}, {"label": CLIENT, "href": "/matters/"}, {"label": "24-0117"}],
            "badge": {"text": "Open", "tone": "trust"},
            "facts": [{"text": "24-0117"}, {"text": CLIENT, "href": "/contacts/"}, {"text": "Conveyancing, purchase"},
                      {"text": "Lawyer: Daniel Achterberg"}],
            "actions": [
                {"label": "Pay a bill", "href": "/entry/", "icon": "arrow-right-left"},
                {"label": "Payment", "href": "/entry/", "icon": "arrow-up-right", "key": "P"},
                {"label": "Receipt", "href": "/entry/", "icon": "arrow-down-left", "key": "R", "main": True},
            ],
            "more": [{"label": "Change the matter", "href": "/entry/"}, {"label": "Close the matter", "href": "/entry/"}],
        },
        "figures": [
            {"label": "Trust balance", "minor": 2810055, "note": "as at 21 Nov 2026", "money": "trust"},
            {"label": "Available", "minor": 2570055, "note": "cleared funds", "money": "trust"},
            {"label": "Uncleared", "minor": 240000, "note": "clears 25 Nov", "money": "trust", "warn": True},
            {"label": "Protected", "minor": 0, "note": "no holds", "money": "trust"},
            {"label": "Office balance", "minor": 191040, "note": "2 bills unpaid", "money": "office", "side": True},
            {"label": "Unbilled work", "minor": 326250, "note": "13.4 hours", "money": "office"},
        ],
        "tabs": [{"label": label, "href": "/", "current": label == "Trust ledger"} for label in (
            "Overview", "Time and WIP", "Bills", "Trust ledger", "Office ledger", "Documents", "History")],
        "ledger": {
            "caption": "Trust ledger of matter 24-0117", "money": "trust", "filters": LEDGER_FILTERS, "rows": ledger_rows(),
            "totals": {"text": "21 entries", "out_minor": 116908163, "in_minor": 119718218, "balance_minor": 2810055},
        },
        "xero": xero(),
        "checks": CHECKS,
    }


def matters() -> Values:
    listed = [
        ("24-0117", "Purchase of 14 Quayside, Harwich", CLIENT, "Daniel Achterberg", 2810055, 191040, 326250, "2026-11-20", None),
        ("24-0122", "Lease of Unit 4, Parkeston", CLIENT, "Daniel Achterberg", 250000, 0, 88400, "2026-11-18", None),
        ("24-0131", "Estate of Margaret Oyelaran", "Executors of M. Oyelaran", "Ruth Falk", 41822740, 0, 1204000, "2026-11-20", None),
        ("24-0138", "Employment claim against Tern Logistics", "Samir Haddad", "Ruth Falk", 150000, 642000, 415500, "2026-11-17", None),
        ("24-0140", "Sale of 2 Mill Lane, Manningtree", "J. and P. Cartwright", "Owen Brathwaite", 0, 138000, 0, "2026-10-30",
         {"text": "To close", "tone": ""}),
        ("24-0144", "Shareholders' agreement, Tidewater Ltd", "Tidewater Ltd", "Daniel Achterberg", 500000, 1260000, 742300, "2026-11-19", None),
        ("24-0151", "Boundary dispute, Wrabness", "Edith Lomas", "Owen Brathwaite", 85000, 0, 96750, "2026-11-12", None),
        ("24-0153", "Remortgage of 9 Church Street", "Anita and Paul Reyes", "Owen Brathwaite", 21500000, 0, 45000, "2026-11-20",
         {"text": "Uncleared", "tone": "warn"}),
        ("24-0156", "Contract review, Harwich Boatyard", "Harwich Boatyard CIC", "Ruth Falk", 0, 54000, 210000, "2026-11-16", None),
        ("24-0158", "Probate, John Stannard", "Estate of J. Stannard", "Ruth Falk", 9644310, 0, 318200, "2026-11-14", None),
    ]
    rows = [
        {"href": "/", "value": code, "label": code, "tone": "uncleared" if mark and mark["tone"] == "warn" else "",
         "cells": [code, {"text": title, "sub": client, "badge": mark}, {"text": lawyer}, trust, office, work, date.fromisoformat(last)]}
        for code, title, client, lawyer, trust, office, work, last, mark in listed
    ]
    return {
        "page": {"title": "Matters", "facts": [{"text": "214 open"}, {"text": "1,038 closed"}],
                 "actions": [{"label": "Open a matter", "href": "/entry/", "icon": "plus", "key": "N", "main": True}]},
        "tabs": [{"label": "Open", "href": "/matters/", "current": True, "count": 214},
                 {"label": "Mine", "href": "/matters/", "count": 37}, {"label": "To close", "href": "/matters/", "count": 9},
                 {"label": "Closed", "href": "/matters/"}],
        "table": {
            "id": "matters", "caption": "Open matters", "sort": "code", "sort_to": "?sort=",
            "filters": {**LEDGER_FILTERS, "action": "/matters/", "target": "matters", "placeholder": "Filter matters",
                        "selects": [{"name": "lawyer", "label": "Lawyer", "value": "", "options": [
                            {"value": "", "label": "All lawyers"}, {"value": "1", "label": "Ruth Falk"}]}],
                        "chips": [{"label": "Worked on in November 2026", "href": "/matters/"}]},
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
            "totals": [None, None, None, 76762105, 2285040, 3446400, None], "totals_text": "10 matters",
            "choose": {"name": "matter", "action": "/matters/", "buttons": [{"label": "Change lawyer", "name": "do", "value": "lawyer"}]},
            "pager": {"text": "1 to 10 of 214", "next": "/matters/"},
        },
    }


def entry() -> Values:
    accounts = [{"value": "4100", "label": "4100 Professional fees"}, {"value": "4200", "label": "4200 Disbursements recovered"}]
    taxes = [{"value": "20", "label": "20% VAT"}, {"value": "0", "label": "No VAT"}]

    def line(account: str, text: str, hours: str, net: str, tax: str, **more: Any) -> Values:
        return {"cells": [{"value": account}, {"value": text}, {"value": hours}, {"value": net, **more}, {"value": tax}]}

    return {
        "page": {"title": "New client bill", "crumbs": [{"label": "Client bills", "href": "/bills/"}, {"label": "New"}],
                 "facts": [{"text": "24-0117 Purchase of 14 Quayside, Harwich", "href": "/"}]},
        "form": {
            "action": "/entry/", "request_key": "preview",
            "errors": {"title": "This bill cannot be posted yet.", "entries": [
                {"text": "Line 3 has no amount: enter one, or remove the line.", "field": "id_items-2-net"}]},
            "fields": [
                {"kind": "picker", "name": "matter", "label": "Matter", "value": "24-0117", "required": True, "width": "field-6",
                 "text": "24-0117 Purchase of 14 Quayside, Harwich", "search": "/options/", "help": "Billed to Harwich & Pike Ltd"},
                {"kind": "date", "name": "on", "label": "Bill date", "value": "21 Nov 2026", "required": True, "width": "field-3",
                 "help": "Open from 1 Nov 2026"},
                {"kind": "date", "name": "due_on", "label": "Due", "value": "21 Dec 2026", "required": True, "width": "field-3",
                 "help": "30 days, as agreed"},
                {"name": "reference", "label": "Their reference", "width": "field-3"},
                {"kind": "select", "name": "template", "label": "Layout", "value": "fixed", "required": True, "width": "field-3",
                 "options": [{"value": "fixed", "label": "Fixed fee"}, {"value": "time", "label": "With time records"}]},
                {"kind": "money", "name": "discount", "label": "Discount", "currency": "GBP", "width": "field-3"},
            ],
            "lines": {
                "prefix": "items", "caption": "Lines of the bill",
                "columns": [
                    {"name": "account", "label": "Account", "kind": "select", "width": "line-medium", "options": accounts},
                    {"name": "text", "label": "What was done", "kind": "text"},
                    {"name": "hours", "label": "Hours", "kind": "money", "width": "line-short", "total": True},
                    {"name": "net", "label": "Net", "kind": "money", "width": "line-amount", "total": True, "required": True},
                    {"name": "tax", "label": "Tax", "kind": "select", "width": "line-amount", "options": taxes},
                ],
                "rows": [
                    line("4100", "Acting in the purchase, to completion", "9.50", "2,375.00", "20"),
                    line("4100", "Land transaction return and registration", "1.20", "300.00", "20"),
                    line("4200", "Local authority search, Tendring", "", "", "20",
                         error="Enter an amount, or remove the line."),
                ],
                "blank": line("4100", "", "", "", "20"),
            },
            "totals": [{"label": "Net", "minor": 267500}, {"label": "VAT 20%", "minor": 53500},
                       {"label": "Total GBP", "minor": 321000, "main": True}],
            "after": [{"kind": "textarea", "name": "note", "label": "Note on the bill", "width": "field-8"},
                      {"kind": "checkbox", "name": "from_trust", "label": "Pay from trust when posted", "value": True,
                       "help": "25,700.55 is available"}],
            "buttons": [{"label": "Post the bill", "name": "do", "value": "post", "main": True},
                        {"label": "Keep as draft", "name": "do", "value": "draft"}],
            "cancel": {"label": "Cancel", "href": "/"},
            "foot": "Goes to Xero as an invoice",
        },
        "facts": [
            {"title": "Held in trust", "money": "trust", "pairs": [
                {"label": "Balance", "minor": 2810055}, {"label": "Uncleared", "minor": 240000, "tone": "warn"},
                {"label": "Available", "minor": 2570055}], "note": "as at 21 Nov 2026"},
            {"title": "Open bills", "money": "office", "pairs": [
                {"label": "50944, 18 Nov", "minor": 115500, "href": "/document/"},
                {"label": "50951, 19 Nov", "minor": 75540, "href": "/document/"}], "note": "none overdue"},
            {"title": "Unbilled work", "money": "office", "pairs": [
                {"label": "Time, 13.4 hours", "minor": 326250}, {"label": "Disbursements", "minor": 18640}],
             "note": "2 fee earners", "link": {"label": "Bring onto the bill", "href": "/entry/"}},
        ],
    }


def document() -> Values:
    return {
        "page": {
            "title": "Trust payment TP-21190",
            "crumbs": [{"label": "Trust accounts", "href": "/trust/"}, {"label": "24-0117", "href": "/"}, {"label": "TP-21190"}],
            "badge": {"text": "Posted", "tone": "trust"},
            "facts": [{"text": "16 Nov 2026"}, {"text": "Eastern Drainage Surveys Ltd", "href": "/contacts/"}, {"text": "540.00"}],
            "actions": [{"label": "Voucher PDF", "href": "/document/", "icon": "download"},
                        {"label": "Duplicate", "href": "/entry/", "icon": "copy", "key": "D"},
                        {"label": "Reverse", "href": "/document/", "icon": "undo-2", "post": True}],
        },
        "note": {"tone": "bad", "icon": "circle-alert", "title": "Xero refused this payment.",
                 "text": "Account 1120 is archived there. Map trust bank, current account to another Xero account, then retry. "
                         "The books here are right and stay as they are.",
                 "links": [{"label": "Fix mapping", "href": "/sync/"}, {"label": "Retry", "href": "/sync/", "post": True}]},
        "pairs": [
            {"label": "Date", "on": date(2026, 11, 16)}, {"label": "Amount", "minor": 54000},
            {"label": "Trust account", "text": "Current account, 20-11-74", "href": "/trust/"},
            {"label": "Paid to", "text": "Eastern Drainage Surveys Ltd", "href": "/contacts/"},
            {"label": "Reference", "text": "Invoice 3391"}, {"label": "Paid by", "text": "Bank transfer"},
            {"label": "Requested by", "text": "Daniel Achterberg"}, {"label": "Approved by", "text": "Priya Nair"},
        ],
        "table": {
            "id": "parts", "caption": "Matters of this payment",
            "columns": [{"key": "matter", "label": "Matter", "kind": "reference"}, {"key": "title", "label": "Title and client", "kind": "wide"},
                        {"key": "amount", "label": "Amount", "kind": "money", "money": "trust"}],
            "rows": [{"href": "/", "cells": ["24-0117", {"text": "Purchase of 14 Quayside, Harwich", "sub": CLIENT}, 54000]}],
        },
        "journals": [{**OPENED, "links": [{"label": "Open journal", "href": "/document/"}]}],
        "history": [
            {"icon": "circle-alert", "text": "Xero refused the bank transaction: account 1120 is archived.", "who": "Xero sync",
             "at": datetime(2026, 11, 16, 11, 3, tzinfo=UTC)},
            {"icon": "check", "text": "Approved and posted as journal 118204.", "who": "Priya Nair",
             "at": datetime(2026, 11, 16, 11, 2, tzinfo=UTC)},
            {"icon": "paperclip", "text": "Invoice 3391.pdf attached.", "who": "Daniel Achterberg",
             "at": datetime(2026, 11, 16, 9, 41, tzinfo=UTC)},
            {"icon": "hand", "text": "Payment requested.", "who": "Daniel Achterberg",
             "at": datetime(2026, 11, 16, 9, 40, tzinfo=UTC)},
        ],
        "xero": {**{key: XERO[key] for key in ("name", "mode", "connected", "note")}, "items_title": "This document",
                 "entries": xero()["entries"][:1]},
        "facts": [{"title": "Held in trust", "money": "trust", "pairs": [
            {"label": "Before", "minor": 2928978}, {"label": "This payment", "minor": -54000}, {"label": "After", "minor": 2874978}]}],
    }


def trial_balance() -> Values:
    def group(title: str, money: str, *accounts: tuple[str, str, int, int]) -> Values:
        rows = [{"code": code, "name": name, "href": "/", "debit_minor": max(minor, 0), "credit_minor": max(-minor, 0),
                 "before_minor": before} for code, name, minor, before in accounts]
        return {"title": title, "money": money, "rows": rows, "debit_minor": sum(each["debit_minor"] for each in rows),
                "credit_minor": sum(each["credit_minor"] for each in rows)}

    groups = [
        group("Trust", "trust", ("1120", "Trust bank, current account", 143898176, 139200510),
              ("1130", "Trust bank, designated deposits", 40822740, 40822740), ("2110", "Trust liability", -184720916, -180023250)),
        group("Office", "office", ("1010", "Office bank, current account", 21844190, 20117455), ("1015", "Office bank, tax reserve", 4500000, 4500000),
              ("1200", "Receivables", 18420360, 17204900), ("1300", "Disbursements not yet billed", 1188240, 1040600),
              ("2010", "Payables", -2914405, -3120080), ("2200", "VAT collected", -3648210, -2911340), ("1250", "VAT paid", 412655, 366210)),
        group("Capital", "", ("3000", "Partners' capital", -20000000, -20000000), ("3100", "Retained profit", -8212670, -8212670)),
        group("Income", "office", ("4100", "Professional fees", -31894000, -28744000), ("4200", "Disbursements recovered", -2233160, -2011820)),
        group("Expenses", "office", ("6010", "Salaries", 15842500, 14402250), ("6100", "Rent and rates", 3300000, 3000000),
              ("6200", "Practising certificates and insurance", 2194500, 2194500), ("6300", "Software", 1200000, 1100000)),
    ]
    debit, credit = sum(each["debit_minor"] for each in groups), sum(each["credit_minor"] for each in groups)
    return {
        "page": {"title": "Trial balance", "crumbs": [{"label": "Reports", "href": "/reports/"}, {"label": "Trial balance"}],
                 "facts": [{"text": "as at 21 Nov 2026"}, {"text": "GBP"}, {"text": "Accrual"}],
                 "actions": [{"label": "Compare with Xero", "href": "/sync/", "icon": "scale"},
                             {"label": "New journal", "href": "/entry/", "icon": "plus", "key": "N", "main": True}]},
        "trial": {"caption": "Trial balance as at 21 Nov 2026", "before": "31 Oct 2026", "groups": groups, "debit_minor": debit, "credit_minor": credit,
                  "filters": {**LEDGER_FILTERS, "action": "/trial-balance/", "target": "trial", "placeholder": "", "saved": None,
                              "selects": [{"name": "basis", "label": "Accounts", "value": "", "options": [
                                  {"value": "", "label": "Accounts with a balance"}, {"value": "all", "label": "All accounts"}]}],
                              "dates": [{"name": "as_at", "label": "As at", "value": "21 Nov 2026"},
                                        {"name": "before", "label": "Compare with", "value": "31 Oct 2026"}]}},
    }


def sync() -> Values:
    def actions(*labels: str) -> list[Values]:
        return [{"label": label, "href": "/sync/", "post": label in {"Retry", "Release"}} for label in labels]

    def item(state: str, reference: str, what: str, reason: str, matter: str, day: int, minor: int, *labels: str) -> Values:
        return {"href": "/document/", "tone": "failed" if state == "failed" else "",
                "cells": [{"text": reference, "href": "/document/"}, state, {"text": what, "sub": reason}, {"text": matter, "href": "/"},
                          date(2026, 11, day), minor, actions(*labels)]}

    return {
        "page": {"title": "Xero sync", "facts": [{"text": "One way: the books stay here, a copy goes out"}],
                 "actions": [{"label": "Refresh from Xero", "href": "/sync/", "icon": "refresh-cw", "post": True},
                             {"label": "Pause", "href": "/sync/", "icon": "pause", "post": True},
                             {"label": "Push now", "href": "/sync/", "icon": "cloud-upload", "key": "P", "main": True, "post": True}],
                 "more": [{"label": "Connection", "href": "/sync/"}, {"label": "Disconnect", "href": "/sync/"}]},
        "tabs": [{"label": "Needs attention", "href": "/sync/", "current": True, "count": 5}, {"label": "Waiting", "href": "/sync/", "count": 12},
                 {"label": "Pushed", "href": "/sync/", "count": 1284}, {"label": "Not sent", "href": "/sync/", "count": 61},
                 {"label": "Mapping", "href": "/sync/"}, {"label": "Differences", "href": "/sync/"}],
        "sync": {**XERO, "days": days()},
        "table": {
            "id": "records", "caption": "Records that need attention", "sort": "-on", "sort_to": "?sort=",
            "filters": {"action": "/sync/", "target": "records", "placeholder": "Filter records", "print": True, "selects": [
                {"name": "type", "label": "Types", "value": "", "options": [{"value": "", "label": "All records"}]}]},
            "columns": [{"key": "reference", "label": "Document", "kind": "reference", "sort": True}, {"key": "state", "label": "State", "kind": "state"},
                        {"key": "what", "label": "Record and reason", "kind": "wide"}, {"key": "matter", "label": "Matter", "kind": "reference"},
                        {"key": "on", "label": "Date", "kind": "date", "sort": True}, {"key": "amount", "label": "Amount", "kind": "money"},
                        {"key": "actions", "label": "Actions", "kind": "actions"}],
            "rows": [
                item("failed", "TP-21190", "Bank transaction", "Account 1120 is archived in Xero", "24-0117", 16, 54000, "Fix mapping", "Retry"),
                item("failed", "BL-50951", "Invoice", "Contact name Harrow & Pike is taken by another contact", "24-0117", 19, 75540, "Choose contact", "Retry"),
                item("needs_you", "TR-10688", "Bank transaction", "Xero answered too late; two records match it", "24-0131", 11, 1200000, "Decide"),
                item("checking", "TP-21195", "Bank transaction", "No answer; looking for it in Xero, next look in 40 s", "24-0138", 18, 32000, "Details"),
                item("pushing", "TP-21196", "Bank transaction", "Attempt 1", "24-0117", 18, 189423, "Details"),
                item("queued", "TR-10733", "Bank transaction", "Queued behind TP-21196", "24-0117", 19, 240000, "Hold"),
                item("waiting", "TB-03351", "Payment", "Waits for bill 50944", "24-0117", 20, 115500, "Details"),
                item("pushed", "TR-10702", "Bank transaction", "12 Nov 16:04", "24-0117", 12, 1250000, "Open in Xero"),
                item("not_sent", "GJ-00218", "General journal", "Adjusting entries are made by the accountant in each ledger", "", 9, 88000),
                item("cancelled", "BL-50940", "Invoice", "The bill went back to draft before it was pushed", "24-0144", 6, 144000, "Details"),
            ],
        },
    }


def empty() -> Values:
    return {
        "page": {"title": "Contacts"},
        "table": {"caption": "Contacts", "rows": [], "empty": {
            "icon": "users", "title": "Nobody here yet",
            "text": "A contact is anyone money comes from or goes to: clients, counsel, suppliers, the other side. Add the first, or bring "
                    "in a list you already have.",
            "actions": [{"label": "Add a contact", "href": "/entry/", "icon": "plus", "key": "N", "main": True},
                        {"label": "Import a CSV file", "href": "/entry/", "icon": "upload"}]}},
    }


PAGES: dict[str, tuple[str, Callable[[], Values]]] = {
    "matter": ("pages/matter.html", matter),
    "matters": ("pages/list.html", matters),
    "entry": ("pages/entry.html", entry),
    "document": ("pages/document.html", document),
    "trial-balance": ("pages/trial_balance.html", trial_balance),
    "sync": ("pages/sync.html", sync),
    "empty": ("pages/list.html", empty),
}


def found(wanted: str, *, omnibox: bool) -> list[Values]:
    """What the omnibox and the pickers find."""
    known = [
        {"value": "24-0117", "label": "24-0117", "sub": "Purchase of 14 Quayside, Harwich", "end": "28,100.55"},
        {"value": "24-0122", "label": "24-0122", "sub": "Lease of Unit 4, Parkeston", "end": "2,500.00"},
        {"value": "24-0131", "label": "24-0131", "sub": "Estate of Margaret Oyelaran", "end": "418,227.40"},
    ]
    matters_found = [
        {**each, "text": f"{each['label']} {each['sub']}", "icon": "briefcase-business", "href": "/" if omnibox else ""}
        for each in known if wanted.lower() in f"{each['label']} {each['sub']}".lower()
    ]
    groups = [{"title": "Matters", "options": matters_found}] if matters_found else []
    if omnibox and not wanted:
        groups.append({"title": "Commands", "options": [
            {"label": "New client bill", "href": "/entry/", "icon": "plus"}, {"label": "Trial balance", "href": "/trial-balance/", "icon": "scale"}]})
    return groups
