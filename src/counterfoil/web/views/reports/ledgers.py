"""The general ledger over all accounts, and the ledger of one bank account."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from counterfoil.documents.standing import standing
from counterfoil.reports.account_ledger import AccountLine
from counterfoil.reports.bank_ledger import BankLedger
from counterfoil.reports.general_ledger import GeneralLedger, Section
from counterfoil.reports.reading import PAGE
from counterfoil.reports.standard.ledgers import (
    BANK_LEDGER,
    GENERAL_LEDGER,
    AskedBank,
    AskedLedger,
    asked_bank,
    asked_general,
)
from counterfoil.web.asked import Asked
from counterfoil.web.pages import page
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show.reports import PLACE, bar, crumbs, downloads, reader_of, wanted_by
from counterfoil.web.templatetags.counterfoil_ui import longdate

Values = dict[str, Any]


@require_GET
def general(request: WebRequest) -> HttpResponse:
    seat, asked = request.seat, Asked(request)
    wanted: AskedLedger = wanted_by(request, GENERAL_LEDGER)
    found = asked_general(reader_of(seat), wanted, page=asked.page or 1)
    first, last = longdate(found.since), longdate(found.through)
    table = {
        "id": "lines",
        "caption": f"General ledger from {first} to {last}",
        "currency": found.currency,
        "filters": bar(
            asked,
            "lines",
            selects=[{"name": "account", "label": "Account", "value": wanted.account or "", "options": _chart(seat)}],
            dates=[
                {"name": "since", "label": "From", "value": first},
                {"name": "through", "label": "To", "value": last},
            ],
            downloads=downloads(asked, GENERAL_LEDGER),
        ),
        "columns": [
            {"key": "on", "label": "Date", "kind": "date"},
            {"key": "seq", "label": "Journal", "kind": "reference"},
            {"key": "number", "label": "Document", "kind": "reference"},
            {"key": "title", "label": "Details", "kind": "wide"},
            {"key": "place", "label": "For", "kind": "text"},
            {"key": "debit", "label": "Debit", "kind": "money"},
            {"key": "credit", "label": "Credit", "kind": "money"},
            {"key": "balance", "label": "Balance", "kind": "money", "strong": True},
        ],
        "rows": [row for section in found.sections for row in _section(section, found, seat)],
        "totals": [None, None, None, None, None, found.debit_minor, found.credit_minor, None],
        "totals_text": f"{found.count:,} lines",
        "pager": _pages(found, asked),
        "empty": {"icon": "list", "title": "No lines", "text": "Nothing moved between these days, or before them."},
    }
    values = {
        "page": {
            "title": GENERAL_LEDGER.title,
            "crumbs": crumbs(seat, GENERAL_LEDGER.title),
            "facts": [{"text": f"{first} to {last}"}, {"text": found.currency}],
        },
        "table": table,
    }
    return page(request, "pages/report.html", values, place=PLACE)


def _span(first: str, last: str) -> list[Values]:
    return [{"name": "since", "label": "From", "value": first}, {"name": "through", "label": "To", "value": last}]


def _chart(seat: Seat) -> list[Values]:
    """Every account to choose from; the chart is kept in memory."""
    firm = seat.firm
    kept = standing(firm_id=firm.id, public_id=firm.public_id, chart_version=firm.chart_version)
    accounts = sorted(kept.chart.accounts.values(), key=lambda account: account.code)
    each = [{"value": account.code, "label": f"{account.code} {account.name}"} for account in accounts]
    return [{"value": "", "label": "All accounts"}, *each]


def _pages(found: GeneralLedger, asked: Asked) -> Values | None:
    if found.pages <= 1:
        return None
    return {
        "text": f"page {found.page:,} of {found.pages:,}",
        "previous": asked.with_(page=found.page - 1) if found.page > 1 else "",
        "next": asked.with_(page=found.page + 1) if found.page < found.pages else "",
    }


def _section(section: Section, found: GeneralLedger, seat: Seat) -> list[Values]:
    """The account with its opening balance, its lines, and its closing balance where they end on this page."""
    account = section.account
    side = "trust" if account.type in ("trust_bank", "trust_liability") else "office"
    href = seat.to.account(account.code, since=found.since.isoformat(), through=found.through.isoformat())
    name = {
        "text": f"{account.code} {account.name}",
        "sub": "opening balance" if section.begins else "continued",
        "href": href,
    }
    before = account.opening_minor if section.begins else section.lines[0].balance_minor - section.lines[0].minor
    head = {"tone": "account", "cells": [None, "", "", name, "", None, None, before], "money": side}
    rows: list[Values] = [head, *(_line(line, seat, side) for line in section.lines)]
    if section.ends and account.count:
        sums = [account.debit_minor, account.credit_minor, account.closing_minor]
        rows.append({"tone": "closing", "cells": [None, "", "", {"text": "Closing balance"}, "", *sums], "money": side})
    return rows


def _line(line: AccountLine, seat: Seat, side: str) -> Values:
    to = seat.to
    told = " · ".join(part for part in (line.party, line.memo) if part)
    return {
        "money": side,
        "cells": [
            line.on,
            {"text": str(line.seq), "href": to.entry(line.seq)},
            {"text": line.number, "href": to.document(line.public_id)},
            {"text": line.title, "sub": told},
            " ".join(part for part in (line.matter, line.bank) if part),
            line.debit_minor or None,
            line.credit_minor or None,
            line.balance_minor,
        ],
    }


@require_GET
def bank(request: WebRequest) -> HttpResponse:
    seat, asked = request.seat, Asked(request)
    wanted: AskedBank = wanted_by(request, BANK_LEDGER)
    found = asked_bank(reader_of(seat), wanted, page=asked.page or 1)
    ledger, side = found.ledger, found.bank.sort
    first, last = longdate(found.since), longdate(found.through)
    banks = [{"value": each.code, "label": f"{each.code} {each.name}"} for each in found.banks]
    table = {
        "id": "lines",
        "caption": f"Ledger of bank account {found.bank.code} from {first} to {last}",
        "currency": found.currency,
        "filters": bar(
            asked,
            "lines",
            selects=[{"name": "bank", "label": "Bank account", "value": found.bank.code, "options": banks}],
            dates=[
                {"name": "since", "label": "From", "value": first},
                {"name": "through", "label": "To", "value": last},
            ],
            downloads=downloads(asked, BANK_LEDGER),
        ),
        "columns": [
            {"key": "on", "label": "Date", "kind": "date"},
            {"key": "number", "label": "Reference", "kind": "reference"},
            {"key": "party", "label": "Details", "kind": "wide"},
            {"key": "out", "label": "Out", "kind": "money"},
            {"key": "in", "label": "In", "kind": "money", "money": side},
            {"key": "balance", "label": "Balance", "kind": "money", "strong": True},
        ],
        "rows": [_moved(line, seat) for line in found.lines],
        "totals": [None, None, None, ledger.credit_minor, ledger.debit_minor, ledger.closing_minor],
        "totals_text": f"{ledger.count:,} {'line' if ledger.count == 1 else 'lines'}",
        "pager": asked.pager(page=found.page, pages=found.pages, count=ledger.count, size=PAGE, what="lines"),
        "empty": {"icon": "landmark", "title": "No lines", "text": f"Nothing moved from {first} to {last}."},
    }
    values = {
        "page": {
            "title": f"{found.bank.code} {found.bank.name}",
            "crumbs": crumbs(seat, BANK_LEDGER.title),
            "facts": [
                {"text": f"{first} to {last}"},
                {"text": f"account {found.bank.account}", "href": seat.to.account(found.bank.account)},
                {"text": found.currency},
            ],
        },
        "figures": _figures(found),
        "table": table,
    }
    return page(request, "pages/report.html", values, place=PLACE)


def _figures(found: BankLedger) -> list[Values]:
    ledger = found.ledger
    strip = (
        ("Closing balance", ledger.closing_minor, f"on {longdate(found.through)}"),
        ("Opening balance", ledger.opening_minor, f"before {longdate(found.since)}"),
        ("In", ledger.debit_minor, "between the two"),
        ("Out", ledger.credit_minor, "between the two"),
    )
    return [
        {"label": label, "minor": minor, "note": note, "money": found.bank.sort, "currency": found.currency}
        for label, minor, note in strip
    ]


def _moved(line: AccountLine, seat: Seat) -> Values:
    told = " · ".join(part for part in (line.matter, line.memo or line.title) if part)
    return {
        "href": seat.to.document(line.public_id),
        "cells": [
            line.on,
            {"text": line.number, "href": seat.to.document(line.public_id)},
            {"text": line.party or line.title, "sub": told},
            line.credit_minor or None,
            line.debit_minor or None,
            line.balance_minor,
        ],
    }
