"""The trial balance as at a day.

Accounts of the balance sheet stand with their balance at the end of the day. Income and expense accounts stand with
what moved since the financial year began. The result of all earlier years is added to retained earnings, as if each
year had been closed into it, so that debits equal credits on every day. A month's end reads kept month balances only.
"""

from dataclasses import dataclass
from datetime import date

from counterfoil.core.chart import CLASS_OF_TYPE
from counterfoil.firms.rows import run
from counterfoil.reports.balances import balances
from counterfoil.reports.reading import day_before, firm_row

OF_THE_YEAR = ("income", "expense")


@dataclass(frozen=True, slots=True)
class TrialBalanceRow:
    """One account; a debit is above zero. `earlier_years_minor` is the part that the result of earlier years adds."""

    account_id: int | None
    code: str
    name: str
    type: str
    account_class: str
    slot: str | None
    minor: int
    earlier_years_minor: int = 0

    @property
    def debit_minor(self) -> int:
        return max(self.minor, 0)

    @property
    def credit_minor(self) -> int:
        return max(-self.minor, 0)


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """Rows in order of their codes; accounts at zero are left out."""

    as_at: date
    year_began_on: date
    currency: str
    rows: tuple[TrialBalanceRow, ...]

    @property
    def debit_minor(self) -> int:
        return sum(row.debit_minor for row in self.rows)

    @property
    def credit_minor(self) -> int:
        return sum(row.credit_minor for row in self.rows)


def trial_balance(*, firm_id: int, as_at: date, year_began: date | None = None) -> TrialBalance:
    """`year_began` is the financial year's first day where another ledger keeps another year; else it is the firm's."""
    firm = firm_row(firm_id)
    began = year_began or firm.year_began(as_at)
    now = balances(firm_id=firm_id, through=as_at)
    before = balances(firm_id=firm_id, through=day_before(began))
    accounts = run("select id, code, name, type, slot from ledger_account where firm_id = %s order by code", [firm_id])
    earlier = sum(before.get(row[0], 0) for row in accounts if CLASS_OF_TYPE[row[3]] in OF_THE_YEAR)
    rows = []
    for account_id, code, name, account_type, slot in accounts:
        of_year = CLASS_OF_TYPE[account_type] in OF_THE_YEAR
        added = earlier if slot == "RETAINED_EARNINGS" else 0
        minor = now.get(account_id, 0) - (before.get(account_id, 0) if of_year else 0) + added
        rows.append(
            TrialBalanceRow(account_id, code, name, account_type, CLASS_OF_TYPE[account_type], slot, minor, added)
        )
    if earlier and not any(row.slot == "RETAINED_EARNINGS" for row in rows):
        rows.append(TrialBalanceRow(None, "", "Earnings of earlier years", "equity", "equity", None, earlier, earlier))
    return TrialBalance(as_at, began, firm.currency, tuple(row for row in rows if row.minor))
