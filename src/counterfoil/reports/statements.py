"""The balance sheet as at a day and the income statement of a period, each beside another where one is chosen.

Both are read off account balances. The result of the financial year to date stands in equity as current year earnings;
that of all earlier years is part of retained earnings, as in the trial balance.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from counterfoil.core.chart import CLASS_OF_TYPE
from counterfoil.core.dates import month_end
from counterfoil.firms.rows import run
from counterfoil.reports.balances import balances
from counterfoil.reports.reading import day_before, firm_row
from counterfoil.reports.trial_balance import OF_THE_YEAR, TrialBalance, trial_balance

Compare = Literal["none", "year", "period"]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """An account, as its section counts it: assets and expenses by their debit, the rest by their credit.

    Without a `code` it is no account: earnings that nobody has closed into one yet.
    """

    code: str
    name: str
    minor: int
    before_minor: int


@dataclass(frozen=True, slots=True)
class StatementSection:
    """`side` is `trust` for clients' money, else `office` or nothing."""

    title: str
    side: str
    rows: tuple[StatementRow, ...]

    @property
    def minor(self) -> int:
        return sum(row.minor for row in self.rows)

    @property
    def before_minor(self) -> int:
        return sum(row.before_minor for row in self.rows)


@dataclass(frozen=True, slots=True)
class BalanceSheet:
    """`before` is the other day. What is owned less what is owed is the equity, on every day."""

    as_at: date
    before: date | None
    year_began_on: date
    currency: str
    assets: tuple[StatementSection, ...]
    liabilities: tuple[StatementSection, ...]
    equity: StatementSection

    @property
    def net_assets(self) -> tuple[int, int]:
        return _less(self.assets, self.liabilities)

    @property
    def agrees(self) -> bool:
        return self.net_assets == (self.equity.minor, self.equity.before_minor)


def _less(these: Sequence[StatementSection], those: Sequence[StatementSection]) -> tuple[int, int]:
    return (
        sum(section.minor for section in these) - sum(section.minor for section in those),
        sum(section.before_minor for section in these) - sum(section.before_minor for section in those),
    )


ASSETS = (
    ("Trust money", "trust", ("trust_bank",)),
    ("Bank accounts", "office", ("bank",)),
    ("Current assets", "office", ("current_asset",)),
    ("Fixed assets", "office", ("fixed_asset",)),
)
"""Sections with the types of their accounts. A statutory deposit is clients' money, whatever its account's type."""

LIABILITIES = (("Owed to clients in trust", "trust", ("trust_liability",)), ("Liabilities", "office", ("liability",)))


def balance_sheet(*, firm_id: int, as_at: date, before: date | None = None) -> BalanceSheet:
    now = trial_balance(firm_id=firm_id, as_at=as_at)
    then = trial_balance(firm_id=firm_id, as_at=before) if before else None
    accounts = _accounts(firm_id)
    here, there = _minors(now), _minors(then) if then else {}

    def section(title: str, side: str, types: Sequence[str], sign: int) -> StatementSection:
        rows = (
            StatementRow(code, name, sign * here.get(code, 0), sign * there.get(code, 0))
            for code, name, account_type, slot in accounts
            if ("trust_bank" if slot == "STATUTORY_DEPOSIT" else account_type) in types
        )
        return StatementSection(title, side, tuple(row for row in rows if row.minor or row.before_minor))

    return BalanceSheet(
        as_at=as_at,
        before=before,
        year_began_on=now.year_began_on,
        currency=now.currency,
        assets=_filled(section(*each, 1) for each in ASSETS),
        liabilities=_filled(section(*each, -1) for each in LIABILITIES),
        equity=_with_earnings(section("Equity", "", ("equity",), -1), now, then, accounts),
    )


def _filled(sections: Iterable[StatementSection]) -> tuple[StatementSection, ...]:
    return tuple(section for section in sections if section.rows)


def _accounts(firm_id: int) -> list[tuple[str, str, str, str | None]]:
    """(code, name, type, slot) in the order of codes."""
    rows = run("select code, name, type, slot from ledger_account where firm_id = %s order by code", [firm_id])
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def _minors(found: TrialBalance) -> dict[str, int]:
    return {row.code: row.minor for row in found.rows}


def _result(found: TrialBalance | None) -> int:
    """What the year has earned so far: credits above zero."""
    return -sum(row.minor for row in found.rows if row.account_class in OF_THE_YEAR) if found else 0


def _with_earnings(
    equity: StatementSection,
    now: TrialBalance,
    then: TrialBalance | None,
    accounts: Sequence[tuple[str, str, str, str | None]],
) -> StatementSection:
    """The year's result is added to the account that is meant for it, or stands on a row of its own."""
    rows = {row.code: row for row in equity.rows}
    code, name = next(
        ((code, name) for code, name, _, slot in accounts if slot == "CURRENT_YEAR_EARNINGS"),
        ("", "Current year earnings"),
    )
    stood = rows.get(code, StatementRow(code, name, 0, 0))
    rows[code] = StatementRow(code, name, stood.minor + _result(now), stood.before_minor + _result(then))
    ordered = [row for _, row in sorted(rows.items()) if row.minor or row.before_minor]
    return StatementSection(equity.title, equity.side, (*ordered, *_nameless(now, then)))


def _nameless(now: TrialBalance, then: TrialBalance | None) -> Iterator[StatementRow]:
    """Earnings of earlier years, where the chart has no account for them."""
    minor, before = _minors(now).get("", 0), _minors(then).get("", 0) if then else 0
    if minor or before:
        yield StatementRow("", "Earnings of earlier years", -minor, -before)


@dataclass(frozen=True, slots=True)
class Period:
    since: date
    through: date


@dataclass(frozen=True, slots=True)
class IncomeStatement:
    """`before` is the period beside it. Results are (this, that): what came in less what went out."""

    period: Period
    before: Period | None
    currency: str
    income: StatementSection
    direct_costs: StatementSection
    other_income: StatementSection
    expenses: StatementSection

    @property
    def gross_profit(self) -> tuple[int, int]:
        return _less([self.income], [self.direct_costs])

    @property
    def net_result(self) -> tuple[int, int]:
        return _less([self.income, self.other_income], [self.direct_costs, self.expenses])


SECTIONS = (
    ("income", "Income", "income", -1),
    ("direct_costs", "Direct costs", "direct_cost", 1),
    ("other_income", "Other income", "other_income", -1),
    ("expenses", "Expenses", "expense", 1),
)


def income_statement(*, firm_id: int, period: Period, before: Period | None = None) -> IncomeStatement:
    """`before` is a period to set beside it: see `beside`."""
    accounts = [each for each in _accounts(firm_id) if CLASS_OF_TYPE[each[2]] in OF_THE_YEAR]
    here = _moved(firm_id, period)
    there = _moved(firm_id, before) if before else {}
    sections = {}
    for name, title, account_type, sign in SECTIONS:
        rows = (
            StatementRow(code, called, sign * here.get(code, 0), sign * there.get(code, 0))
            for code, called, of_type, _ in accounts
            if of_type == account_type
        )
        kept = tuple(row for row in rows if row.minor or row.before_minor)
        sections[name] = StatementSection(title, "office", kept)
    return IncomeStatement(period, before, firm_row(firm_id).currency, **sections)


def _moved(firm_id: int, period: Period) -> Mapping[str, int]:
    """Code -> what moved on the account in the period."""
    now = balances(firm_id=firm_id, through=period.through)
    then = balances(firm_id=firm_id, through=day_before(period.since))
    rows = run("select id, code from ledger_account where firm_id = %s", [firm_id])
    return {code: now.get(account_id, 0) - then.get(account_id, 0) for account_id, code in rows}


def beside(period: Period, compare: Compare) -> Period | None:
    """The period to compare with: the same days a year before, or as many months (or days) just before."""
    if compare == "none":
        return None
    if compare == "year":
        return Period(_months_before(period.since, 12), _months_before(period.through, 12))
    if period.since.day == 1 and period.through == month_end(period.through):
        months = _months(period.through) - _months(period.since) + 1
        return Period(_months_before(period.since, months), day_before(period.since))
    days = period.through - period.since + timedelta(days=1)
    return Period(period.since - days, period.through - days)


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _months_before(day: date, months: int) -> date:
    """The same day so many months before; the end of a month stays one."""
    year, month = divmod(_months(day) - months, 12)
    last = month_end(date(year, month + 1, 1))
    return last if day == month_end(day) or day.day > last.day else last.replace(day=day.day)
