"""The balance sheet and the income statement, worked out by hand over two financial years."""

from datetime import date

import pytest

from counterfoil.core.money import Money
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
from counterfoil.reports.trial_balance import trial_balance
from tests.builders import BuiltFirm, a_firm

pytestmark = pytest.mark.django_db

LAST_OF_MARCH = date(2026, 3, 31)
THIS_YEAR = Period(date(2025, 7, 1), LAST_OF_MARCH)


@pytest.fixture
def firm() -> BuiltFirm:
    """Earned 100 less 30 last year; 800 less 35 and 40 this year; 500 of trust money, 120 of it paid out."""
    firm = a_firm()
    firm.matter("M-104")
    firm.bill("100.00", matter="M-104", on="2025-05-10", due_on="2025-05-24")
    journal(firm, "2025-05-31", "6100", "1505", "30.00")
    firm.receipt("110.00", pays={"B-1001": "110.00"}, on="2025-06-30")
    firm.trust_receipt("500.00", matter="M-104", on="2026-03-02")
    firm.trust_payment("120.00", matter="M-104", on="2026-03-05")
    firm.bill("800.00", matter="M-104", on="2026-03-09")
    journal(firm, "2026-03-10", "5220", "1505", "35.00", matter="M-104")
    journal(firm, "2026-03-31", "6100", "1505", "40.00")
    return firm


def journal(firm: BuiltFirm, on: str, debit: str, credit: str, amount: str, *, matter: str = "") -> None:
    lines = [{"account": debit, "debit": amount, "matter": matter}, {"account": credit, "credit": amount}]
    firm.enter("general_journal", on=on, memo="By hand", lines=lines)


def aud(minor: int) -> str:
    return str(Money(minor, "AUD"))


def section_text(section: StatementSection) -> list[str]:
    rows = [f"  {row.code} {row.name}: {aud(row.minor)} / {aud(row.before_minor)}" for row in section.rows]
    return [section.title, *rows]


def sheet_text(found: BalanceSheet) -> str:
    sections = (*found.assets, *found.liabilities, found.equity)
    return "\n".join(line for section in sections for line in section_text(section))


def income_text(found: IncomeStatement) -> str:
    sections = (found.income, found.direct_costs, found.other_income, found.expenses)
    lines = [line for section in sections if section.rows for line in section_text(section)]
    return "\n".join([*lines, f"Gross {_both(found.gross_profit)}", f"Net {_both(found.net_result)}"])


def _both(minors: tuple[int, int]) -> str:
    return f"{aud(minors[0])} / {aud(minors[1])}"


def test_trust_money_stands_apart_and_earnings_by_the_year(firm: BuiltFirm) -> None:
    found = balance_sheet(firm_id=firm.id, as_at=LAST_OF_MARCH, before=date(2025, 6, 30))

    assert (
        sheet_text(found)
        == """\
Trust money
  1150 Trust bank account: 380.00 / 0.00
Bank accounts
  1100 Office bank account: 110.00 / 110.00
Current assets
  1200 Trade debtors: 880.00 / 0.00
Fixed assets
  1505 Office equipment: accumulated depreciation: -105.00 / -30.00
Owed to clients in trust
  2150 Trust funds held: 380.00 / 0.00
Liabilities
  2210 GST collected: 90.00 / 10.00
Equity
  3900 Retained earnings: 70.00 / 0.00
  3990 Current year earnings: 725.00 / 70.00"""
    )
    assert (found.net_assets, found.agrees) == ((79500, 7000), True)


@pytest.mark.parametrize("day", ["2025-05-09", "2025-05-10", "2025-06-30", "2025-07-01", "2026-03-09", "2026-03-31"])
def test_assets_less_liabilities_are_the_equity_on_every_day(firm: BuiltFirm, day: str) -> None:
    found = balance_sheet(firm_id=firm.id, as_at=date.fromisoformat(day))

    assert found.agrees
    assert found.net_assets[1] == 0


def test_the_years_result_is_what_the_income_statement_of_the_year_says(firm: BuiltFirm) -> None:
    earned = next(row for row in balance_sheet(firm_id=firm.id, as_at=LAST_OF_MARCH).equity.rows if row.code == "3990")
    found = income_statement(firm_id=firm.id, period=THIS_YEAR)

    assert (earned.minor, found.net_result) == (72500, (72500, 0))


def test_the_balance_sheet_has_the_figures_of_the_trial_balance(firm: BuiltFirm) -> None:
    found = balance_sheet(firm_id=firm.id, as_at=LAST_OF_MARCH)
    shown = {row.code: row.minor for section in found.assets for row in section.rows}
    owed = {row.code: -row.minor for section in found.liabilities for row in section.rows}
    balances = {row.code: row.minor for row in trial_balance(firm_id=firm.id, as_at=LAST_OF_MARCH).rows}

    assert {code: minor for code, minor in balances.items() if code < "3"} == shown | owed


def test_a_period_stands_beside_the_same_days_a_year_before(firm: BuiltFirm) -> None:
    period = Period(date(2026, 3, 1), date(2026, 5, 31))
    found = income_statement(firm_id=firm.id, period=period, before=beside(period, "year"))

    assert (
        income_text(found)
        == """\
Income
  4100 Professional fees: 800.00 / 100.00
Direct costs
  5220 Search fees: 35.00 / 0.00
Expenses
  6100 Depreciation: 40.00 / 30.00
Gross 765.00 / 100.00
Net 725.00 / 70.00"""
    )


def test_a_period_counts_its_first_and_its_last_day_only(firm: BuiltFirm) -> None:
    inside = income_statement(firm_id=firm.id, period=Period(date(2026, 3, 9), date(2026, 3, 10)))
    outside = income_statement(firm_id=firm.id, period=Period(date(2026, 3, 11), date(2026, 3, 30)))

    assert inside.net_result[0] == 76500
    assert (outside.net_result[0], outside.income.rows) == (0, ())


@pytest.mark.parametrize(
    ("since", "through", "compare", "expected"),
    [
        ("2026-03-01", "2026-03-31", "year", ("2025-03-01", "2025-03-31")),
        ("2026-03-01", "2026-03-31", "period", ("2026-02-01", "2026-02-28")),
        ("2025-07-01", "2026-03-31", "period", ("2024-10-01", "2025-06-30")),
        ("2024-02-01", "2024-02-29", "year", ("2023-02-01", "2023-02-28")),
        ("2023-02-01", "2023-02-28", "year", ("2022-02-01", "2022-02-28")),
        ("2025-02-01", "2025-02-28", "year", ("2024-02-01", "2024-02-29")),
        ("2026-03-05", "2026-03-14", "period", ("2026-02-23", "2026-03-04")),
        ("2026-03-05", "2026-03-14", "year", ("2025-03-05", "2025-03-14")),
    ],
)
def test_what_stands_beside_a_period(since: str, through: str, compare: Compare, expected: tuple[str, str]) -> None:
    found = beside(Period(date.fromisoformat(since), date.fromisoformat(through)), compare)

    assert found == Period(*map(date.fromisoformat, expected))


def test_nothing_stands_beside_a_period_that_is_shown_alone() -> None:
    assert beside(THIS_YEAR, "none") is None


def test_another_firm_sees_nothing_of_it(firm: BuiltFirm) -> None:
    other = a_firm("Mercer Lowe")
    found = balance_sheet(firm_id=other.id, as_at=LAST_OF_MARCH)

    assert (found.assets, found.liabilities, found.equity.rows, found.agrees) == ((), (), (), True)
    assert income_statement(firm_id=other.id, period=THIS_YEAR).net_result == (0, 0)
