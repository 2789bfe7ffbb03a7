"""The balance sheet and the income statement as files."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, cast

from counterfoil.core.shapes import Help, Length
from counterfoil.reports.files.sheet import Sheet, columns
from counterfoil.reports.standard.ledgers import span
from counterfoil.reports.standard.report import Reader, Report, chosen, told
from counterfoil.reports.statements import (
    BalanceSheet,
    Compare,
    IncomeStatement,
    Period,
    StatementSection,
    balance_sheet,
    beside,
    income_statement,
)

COMPARE: tuple[Compare, ...] = ("none", "year", "period")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSheet:
    as_at: Annotated[date | None, "As at", Help("The last day that counts; today when left empty.")] = None
    before: Annotated[date | None, "Compare with", Help("Another day, in a column beside it.")] = None


def asked_sheet(reader: Reader, asked: AskedSheet) -> BalanceSheet:
    return balance_sheet(firm_id=reader.firm_id, as_at=asked.as_at or reader.today, before=asked.before)


def _balance_sheet(reader: Reader, asked: AskedSheet) -> Sequence[Sheet]:
    found = asked_sheet(reader, asked)
    names = [told(found.as_at), *([told(found.before)] if found.before else [])]
    wide = len(names)
    rows = [
        *_sections(found.assets, wide),
        _sum("Total assets", (_added(found.assets)), wide),
        *_sections(found.liabilities, wide),
        _sum("Total liabilities", _added(found.liabilities), wide),
        _sum("Net assets", found.net_assets, wide),
        *_sections([found.equity], wide),
    ]
    sheet = Sheet(
        name=f"balance sheet {found.as_at} {found.before or ''}",
        title="Balance sheet",
        columns=columns("Section", "Code", "Account", *names, money=names),
        rows=rows,
        currency=found.currency,
        about=[f"As at {told(found.as_at)}, year from {told(found.year_began_on)}"],
    )
    return [sheet]


def _added(sections: Iterable[StatementSection]) -> tuple[int, int]:
    both = list(sections)
    return sum(section.minor for section in both), sum(section.before_minor for section in both)


def _sections(sections: Iterable[StatementSection], wide: int) -> Iterator[tuple[Any, ...]]:
    for section in sections:
        for row in section.rows:
            yield (section.title, row.code, row.name, *(row.minor, row.before_minor)[:wide])
        yield _sum(f"{section.title}, total", (section.minor, section.before_minor), wide)


def _sum(title: str, minors: tuple[int, int], wide: int) -> tuple[Any, ...]:
    return (title, "", "", *minors[:wide])


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedIncome:
    since: Annotated[date | None, "From", Help("The financial year's first day when left empty.")] = None
    through: Annotated[date | None, "To", Help("Today when left empty.")] = None
    compare: Annotated[
        str,
        "Compare with",
        Length(6),
        Help("One of none, year (the same days a year before) and period (as long, just before)."),
    ] = "year"


def asked_income(reader: Reader, asked: AskedIncome) -> IncomeStatement:
    period = Period(*span(reader, asked.since, asked.through))
    compare = cast(Compare, chosen(asked.compare, COMPARE, field="compare"))
    return income_statement(firm_id=reader.firm_id, period=period, before=beside(period, compare))


def period_told(period: Period) -> str:
    return f"{told(period.since)} to {told(period.through)}"


def _income(reader: Reader, asked: AskedIncome) -> Sequence[Sheet]:
    found = asked_income(reader, asked)
    names = [period_told(found.period), *([period_told(found.before)] if found.before else [])]
    wide = len(names)
    rows = [
        *_sections([found.income, found.direct_costs], wide),
        _sum("Gross profit", found.gross_profit, wide),
        *_sections([found.other_income, found.expenses], wide),
        _sum("Net result", found.net_result, wide),
    ]
    sheet = Sheet(
        name=f"income statement {found.period.since} to {found.period.through}",
        title="Income statement",
        columns=columns("Section", "Code", "Account", *names, money=names),
        rows=rows,
        currency=found.currency,
        about=[f"From {told(found.period.since)} to {told(found.period.through)}"],
    )
    return [sheet]


BALANCE_SHEET = Report(
    code="balance-sheet",
    title="Balance sheet",
    group="Books",
    says="What the firm owns and owes as at a day, with trust money apart, beside another day when asked.",
    takes=AskedSheet,
    sheets=_balance_sheet,
    words="assets liabilities equity net worth position",
    of_ledger=True,
)
INCOME_STATEMENT = Report(
    code="income-statement",
    title="Income statement",
    group="Books",
    says="What came in and went out in a period, beside the year before or the period before.",
    takes=AskedIncome,
    sheets=_income,
    words="profit and loss p&l earnings result",
    of_ledger=True,
)
