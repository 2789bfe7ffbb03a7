"""The balance sheet and the income statement: every figure leads to its account with the same dates."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from counterfoil.reports.standard.statements import (
    BALANCE_SHEET,
    INCOME_STATEMENT,
    AskedIncome,
    AskedSheet,
    asked_income,
    asked_sheet,
)
from counterfoil.reports.statements import BalanceSheet, IncomeStatement, Period, StatementSection
from counterfoil.web.asked import Asked
from counterfoil.web.pages import page
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show.reports import PLACE, bar, crumbs, downloads, reader_of, tone_of_proof, wanted_by
from counterfoil.web.templatetags.counterfoil_ui import longdate, money, shortdate

Values = dict[str, Any]

COMPARES = (("year", "Beside the year before"), ("period", "Beside the period before"), ("none", "Alone"))


@require_GET
def sheet(request: WebRequest) -> HttpResponse:
    seat, asked = request.seat, Asked(request)
    wanted: AskedSheet = wanted_by(request, BALANCE_SHEET)
    found = asked_sheet(reader_of(seat), wanted)
    day, through = longdate(found.as_at), found.as_at.isoformat()
    assets, liabilities = _added(found.assets), _added(found.liabilities)
    blocks = [
        *(_section(each, seat, through=through) for each in found.assets),
        _result("Total assets", assets),
        *(_section(each, seat, through=through) for each in found.liabilities),
        _result("Total liabilities", liabilities),
        _result("Net assets", found.net_assets, main=True),
        _section(found.equity, seat, through=through),
    ]
    strip = (
        ("Net assets", found.net_assets[0], "assets less liabilities"),
        ("Assets", assets[0], "trust money among them"),
        ("Liabilities", liabilities[0], "what is owed to clients among them"),
    )
    has_any = found.assets or found.liabilities or found.equity.rows
    values = {
        "page": {
            "title": BALANCE_SHEET.title,
            "crumbs": crumbs(seat, BALANCE_SHEET.title),
            "facts": [
                {"text": f"as at {day}"},
                {"text": f"year from {longdate(found.year_began_on)}"},
                {"text": found.currency},
                {"text": seat.firm.method.capitalize()},
            ],
        },
        "figures": _strip(strip, found.currency),
        "statement": {
            "caption": f"Balance sheet as at {day}",
            "currency": found.currency,
            "now": day,
            "before": longdate(found.before),
            "filters": bar(
                asked,
                "statement",
                dates=[
                    {"name": "as_at", "label": "As at", "value": day},
                    {"name": "before", "label": "Compare with", "value": longdate(found.before)},
                ],
                downloads=downloads(asked, BALANCE_SHEET),
            ),
            "blocks": [block for block in blocks if block] if has_any else [],
            "empty": {"icon": "scale", "title": "No balances", "text": f"Nothing had been posted by {day}."},
        },
        "proof": _sheet_proof(found) if has_any else None,
    }
    return page(request, "pages/statement.html", values, place=PLACE)


def _added(sections: Iterable[StatementSection]) -> tuple[int, int]:
    both = list(sections)
    return sum(section.minor for section in both), sum(section.before_minor for section in both)


def _section(found: StatementSection, seat: Seat, **span: str) -> Values | None:
    """None where the section has no row."""
    if not found.rows:
        return None
    rows = [
        {
            "code": row.code,
            "name": row.name,
            "href": seat.to.account(row.code, **span) if row.code else "",
            "minor": row.minor,
            "before_minor": row.before_minor,
            "change_minor": row.minor - row.before_minor,
        }
        for row in found.rows
    ]
    return {**_result(found.title, (found.minor, found.before_minor)), "money": found.side, "rows": rows}


def _result(title: str, minors: tuple[int, int], *, main: bool = False) -> Values:
    now, before = minors
    return {"title": title, "minor": now, "before_minor": before, "change_minor": now - before, "main": main}


def _strip(strip: Sequence[tuple[str, int, str]], currency: str) -> list[Values]:
    return [
        {"label": label, "minor": minor, "note": note, "money": "office", "currency": currency}
        for label, minor, note in strip
    ]


def _sheet_proof(found: BalanceSheet) -> Values:
    net, equity = found.net_assets[0], found.equity.minor
    shown = money(net, found.currency)
    text = f"Assets less liabilities are {shown}, and equity with the year's result is {money(equity, found.currency)}."
    title = "It balances." if found.agrees else "It does not balance."
    return {**tone_of_proof(agrees=found.agrees), "title": title, "text": text}


@require_GET
def income(request: WebRequest) -> HttpResponse:
    seat, asked = request.seat, Asked(request)
    wanted: AskedIncome = wanted_by(request, INCOME_STATEMENT)
    found = asked_income(reader_of(seat), wanted)
    period = found.period
    values = {
        "page": {
            "title": INCOME_STATEMENT.title,
            "crumbs": crumbs(seat, INCOME_STATEMENT.title),
            "facts": [
                {"text": f"{longdate(period.since)} to {longdate(period.through)}"},
                {"text": found.currency},
                {"text": seat.firm.method.capitalize()},
            ],
        },
        "figures": _income_figures(found),
        "statement": {
            "caption": f"Income statement from {longdate(period.since)} to {longdate(period.through)}",
            "currency": found.currency,
            "now": _short(period),
            "before": _short(found.before) if found.before else "",
            "filters": bar(
                asked,
                "statement",
                dates=[
                    {"name": "since", "label": "From", "value": longdate(period.since)},
                    {"name": "through", "label": "To", "value": longdate(period.through)},
                ],
                selects=[
                    {
                        "name": "compare",
                        "label": "Compare with",
                        "value": wanted.compare,
                        "options": [{"value": value, "label": label} for value, label in COMPARES],
                    }
                ],
                downloads=downloads(asked, INCOME_STATEMENT),
            ),
            "blocks": _income_blocks(found, seat),
            "empty": {
                "icon": "chart-column",
                "title": "Nothing earned, nothing spent",
                "text": "No account of income or expense moved in these days.",
            },
        },
    }
    return page(request, "pages/statement.html", values, place=PLACE)


def _short(period: Period) -> str:
    return f"{shortdate(period.since)} to {shortdate(period.through)}"


def _income_figures(found: IncomeStatement) -> list[Values]:
    before = found.before
    beside = f"{money(found.net_result[1], found.currency)} before" if before else "in less out"
    return _strip(
        (
            ("Net result", found.net_result[0], beside),
            ("Income", found.income.minor + found.other_income.minor, "direct costs not taken off"),
            ("Gross profit", found.gross_profit[0], "income less direct costs"),
            ("Expenses", found.expenses.minor, "direct costs apart"),
        ),
        found.currency,
    )


def _income_blocks(found: IncomeStatement, seat: Seat) -> list[Values]:
    span = {"since": found.period.since.isoformat(), "through": found.period.through.isoformat()}
    sections = {
        name: _section(section, seat, **span)
        for name, section in (
            ("income", found.income),
            ("direct_costs", found.direct_costs),
            ("other_income", found.other_income),
            ("expenses", found.expenses),
        )
    }
    if not any(sections.values()):
        return []
    gross = _result("Gross profit", found.gross_profit) if sections["direct_costs"] else None
    blocks = (
        sections["income"],
        sections["direct_costs"],
        gross,
        sections["other_income"],
        sections["expenses"],
        _result("Net result", found.net_result, main=True),
    )
    return [block for block in blocks if block]
