"""The books: trial balance, an account's ledger, one journal. Every figure leads to the next with the same dates."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from counterfoil.core.dates import EARLIEST, LATEST
from counterfoil.firms.roles import require
from counterfoil.reports.account_ledger import AccountLedger, account_ledger
from counterfoil.reports.entries import entry as journal_entry
from counterfoil.reports.files.sheet import Sheet, columns
from counterfoil.reports.reading import PAGE
from counterfoil.reports.standard.report import Reader
from counterfoil.reports.standard.trial import TRIAL_BALANCE, AskedTrial
from counterfoil.reports.trial_balance import TrialBalance, TrialBalanceRow, trial_balance
from counterfoil.web.asked import Asked
from counterfoil.web.files import MOST_IN_A_FILE, file_answer
from counterfoil.web.pages import READ, glanced, page
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show.document import local
from counterfoil.web.show.journal import posted_journal
from counterfoil.web.show.ledger import account_rows
from counterfoil.web.show.listing import EveryRow, filters
from counterfoil.web.templatetags.counterfoil_ui import longdate, moment

Values = dict[str, Any]

GROUPS = (
    ("Trust", "trust", ("trust_bank", "trust_liability")),
    ("Assets", "office", ("asset",)),
    ("Liabilities", "office", ("liability",)),
    ("Equity", "", ("equity",)),
    ("Income", "office", ("income",)),
    ("Expenses", "office", ("expense",)),
)
"""Client money stands apart from the firm's, whatever class its accounts have."""


@require_GET
def trial(request: WebRequest) -> HttpResponse:
    seat, asked = request.seat, Asked(request)
    require(seat.actor, READ)
    as_at = asked.day("as_at") or seat.today
    before = asked.day("before")
    found = trial_balance(firm_id=seat.firm.id, as_at=as_at)
    earlier = trial_balance(firm_id=seat.firm.id, as_at=before) if before else None
    values = {
        "page": {
            "title": "Trial balance",
            "facts": [
                {"text": f"as at {longdate(as_at)}"},
                {"text": f"year from {longdate(found.year_began_on)}"},
                {"text": seat.firm.currency},
                {"text": seat.firm.method.capitalize()},
            ],
            "actions": _beside_xero(request),
        },
        "trial": {
            "caption": f"Trial balance as at {longdate(as_at)}",
            "currency": found.currency,
            "before": longdate(before) if before else "",
            "groups": _groups(found, earlier, seat),
            "debit_minor": found.debit_minor,
            "credit_minor": found.credit_minor,
            "filters": filters(
                asked,
                "trial",
                "",
                file="trial-balance",
                dates=[
                    {"name": "as_at", "label": "As at", "value": longdate(as_at)},
                    {"name": "before", "label": "Compare with", "value": longdate(before)},
                ],
            ),
            "empty": {
                "icon": "scale",
                "title": "No balances",
                "text": f"Nothing had been posted by {longdate(as_at)}.",
            },
        },
    }
    return page(request, "pages/trial_balance.html", values, place="trial-balance")


def _beside_xero(request: WebRequest) -> list[Values]:
    if not glanced(request).organisation:
        return []
    return [{"label": "Compare with Xero", "href": request.seat.to.place("sync/compare"), "icon": "scale"}]


def _groups(found: TrialBalance, earlier: TrialBalance | None, seat: Seat) -> list[Values]:
    before = {row.code: row.minor for row in earlier.rows} if earlier else {}
    groups = []
    for title, money, _ in GROUPS:
        rows = [row for row in found.rows if _group_of(row) == title]
        if rows:
            groups.append(
                {
                    "title": title,
                    "money": money,
                    "rows": [_trial_row(row, found, before, seat) for row in rows],
                    "debit_minor": sum(row.debit_minor for row in rows),
                    "credit_minor": sum(row.credit_minor for row in rows),
                }
            )
    return groups


def _group_of(row: TrialBalanceRow) -> str:
    named = (title for title, _, members in GROUPS if row.type in members or row.account_class in members)
    return next(named, "Assets")


def _trial_row(row: TrialBalanceRow, found: TrialBalance, before: dict[str, int], seat: Seat) -> Values:
    """Income and expenses lead to the year that they add up; the rest to everything before the day."""
    of_year = row.account_class in ("income", "expense")
    since = found.year_began_on.isoformat() if of_year else ""
    return {
        "code": row.code,
        "name": row.name,
        "href": seat.to.account(row.code, since=since, through=found.as_at.isoformat())
        if row.code
        else seat.to.place("accounts"),
        "debit_minor": row.debit_minor,
        "credit_minor": row.credit_minor,
        "before_minor": before.get(row.code, 0),
    }


@require_GET
def trial_file(request: WebRequest, ending: str) -> HttpResponse:
    seat, asked = request.seat, Asked(request)
    require(seat.actor, "export")
    as_at = asked.day("as_at") or seat.today
    sheets = TRIAL_BALANCE.sheets(Reader(seat.firm.id, seat.today), AskedTrial(as_at=as_at, before=asked.day("before")))
    return file_answer(ending, sheets, seat)


def _ledger(request: WebRequest, code: str, number: int) -> AccountLedger:
    asked = Asked(request)
    return account_ledger(
        firm_id=request.seat.firm.id,
        account=code,
        since=asked.day("since") or EARLIEST,
        through=asked.day("through") or LATEST,
        page=number,
    )


@require_GET
def account(request: WebRequest, code: str) -> HttpResponse:
    seat, asked = request.seat, Asked(request)
    require(seat.actor, READ)
    found = _ledger(request, code, asked.page or 1)
    money = "trust" if found.type in ("trust_bank", "trust_liability") else "office"
    back = seat.to.place("trial-balance", as_at=_iso(found.through, LATEST))
    span = _span(found)
    values: Values = {
        "page": {
            "title": f"{found.code} {found.name}",
            "crumbs": [{"label": "Trial balance", "href": back}, {"label": found.code}],
            "facts": [{"text": span}, {"text": found.currency}],
        },
        "figures": [
            {"label": "Closing balance", "minor": found.closing_minor, "note": span, "money": money, "side": True},
            {
                "label": "Opening balance",
                "minor": found.opening_minor,
                "note": _opening_note(found),
                "money": money,
                "side": True,
            },
            {
                "label": "Moved",
                "minor": found.closing_minor - found.opening_minor,
                "note": f"{found.count:,} lines",
                "side": True,
            },
        ],
        "table": {
            "id": "lines",
            "caption": f"Ledger of account {found.code}",
            "currency": found.currency,
            "filters": filters(
                asked,
                "lines",
                "",
                file=f"accounts/{found.code}",
                dates=[
                    {"name": "since", "label": "From", "value": longdate(found.since) if asked.text("since") else ""},
                    {
                        "name": "through",
                        "label": "To",
                        "value": longdate(found.through) if asked.text("through") else "",
                    },
                ],
            ),
            "columns": [
                {"key": "on", "label": "Date", "kind": "date"},
                {"key": "seq", "label": "Journal", "kind": "reference"},
                {"key": "number", "label": "Document", "kind": "reference"},
                {"key": "title", "label": "Details", "kind": "wide"},
                {"key": "place", "label": "For", "kind": "text"},
                {"key": "debit", "label": "Debit", "kind": "money"},
                {"key": "credit", "label": "Credit", "kind": "money"},
                {"key": "balance", "label": "Balance", "kind": "money", "money": money},
            ],
            "rows": account_rows(found, seat),
            "totals": [None, None, None, None, None, None, None, found.closing_minor],
            "totals_text": f"{found.count:,} lines",
            "pager": asked.pager(
                page=found.page, pages=found.pages, count=found.count, size=PAGE, what="lines", filed=MOST_IN_A_FILE
            ),
            "empty": {"icon": "list", "title": "No lines", "text": "Nothing moved on this account between these days."},
        },
    }
    for figure in values["figures"]:
        figure["currency"] = found.currency
    return page(request, "pages/list.html", values, place="trial-balance")


def _iso(day: date, unlimited: date) -> str:
    return "" if day == unlimited else day.isoformat()


def _span(found: AccountLedger) -> str:
    since = "the beginning" if found.since == EARLIEST else longdate(found.since)
    through = "now" if found.through == LATEST else longdate(found.through)
    return f"from {since} to {through}"


def _opening_note(found: AccountLedger) -> str:
    return "before the first line" if found.since == EARLIEST else f"before {longdate(found.since)}"


@require_GET
def account_file(request: WebRequest, code: str, ending: str) -> HttpResponse:
    seat = request.seat
    require(seat.actor, "export")
    found = _ledger(request, code, 1)
    rows = EveryRow(lambda number: _ledger(request, code, number))
    heads = ("Date", "Journal", "Document", "Title", "Memo", "Matter", "Bank", "Debit", "Credit", "Balance")
    sheet = Sheet(
        name=f"account {code} {seat.today}",
        title=f"{found.code} {found.name}",
        columns=columns(*heads, dates=("Date",), numbers=("Journal",), money=("Debit", "Credit", "Balance")),
        rows=(
            (
                *(row.on, row.seq, row.number, row.title, row.memo, row.matter, row.bank),
                *(row.debit_minor, row.credit_minor, row.balance_minor),
            )
            for row in rows
        ),
        currency=seat.firm.currency,
        about=[_span(found).capitalize(), *rows.told],
        totals=(*[""] * 7, None, None, found.closing_minor),
    )
    return file_answer(ending, [sheet], seat)


@require_GET
def journal(request: WebRequest, seq: int) -> HttpResponse:
    seat = request.seat
    require(seat.actor, READ)
    found = journal_entry(firm_id=seat.firm.id, seq=seq)
    posted = moment(local(found.posted_at, seat))
    drawn = posted_journal(found, seat.to, note=found.title)
    pairs: list[Values] = [
        {"label": "Date", "on": found.on},
        {"label": "Document", "text": found.number, "href": seat.to.document(found.public_id)},
        {"label": "Posted", "text": posted},
        {"label": "Posted by", "text": found.posted_by or "the installation"},
    ]
    for label, other in (("Reverses journal", found.reverses), ("Reversed by journal", found.reversed_by)):
        if other:
            pairs.append({"label": label, "text": str(other), "href": seat.to.entry(other)})
    pairs.append({"label": "Seal", "text": found.hash[:16]})
    values = {
        "page": {
            "title": f"Journal {found.seq}",
            "crumbs": [
                {"label": "Trial balance", "href": seat.to.place("trial-balance", as_at=found.on.isoformat())},
                {"label": f"Journal {found.seq}"},
            ],
            "facts": [{"text": found.title}, {"text": longdate(found.on)}],
        },
        "pairs": pairs,
        "journals": [{**drawn, "links": []}],
    }
    return page(request, "pages/journal.html", values, place="trial-balance")
