"""The general ledger between two days: every account with its opening balance, its lines and its closing balance.

Fifty lines a page, over the accounts in the order of their codes; an account in which nothing moved takes one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from counterfoil.core.refusals import Refusal
from counterfoil.firms.rows import run
from counterfoil.reports.account_ledger import AccountLine, lines_between
from counterfoil.reports.balances import balances
from counterfoil.reports.reading import PAGE, day_before, firm_row, page_within, pages_of

AT_ONCE = 1_000
"""Lines of an account that a file reads together."""


@dataclass(frozen=True, slots=True)
class LedgerAccount:
    """One account between the two days. Balances are above zero for a debit."""

    id: int
    code: str
    name: str
    type: str
    opening_minor: int
    debit_minor: int
    credit_minor: int
    count: int

    @property
    def closing_minor(self) -> int:
        return self.opening_minor + self.debit_minor - self.credit_minor


@dataclass(frozen=True, slots=True)
class Section:
    """An account as one page has it. `begins` and `ends` say whether its first and its last line stand there."""

    account: LedgerAccount
    lines: tuple[AccountLine, ...]
    begins: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class GeneralLedger:
    """`debit_minor` and `credit_minor` are equal unless one account is chosen. `count` is how many lines there are."""

    since: date
    through: date
    currency: str
    sections: tuple[Section, ...]
    accounts: tuple[LedgerAccount, ...]
    page: int
    pages: int

    @property
    def count(self) -> int:
        return sum(account.count for account in self.accounts)

    @property
    def debit_minor(self) -> int:
        return sum(account.debit_minor for account in self.accounts)

    @property
    def credit_minor(self) -> int:
        return sum(account.credit_minor for account in self.accounts)


def general_ledger(*, firm_id: int, since: date, through: date, account: str = "", page: int = 1) -> GeneralLedger:
    """`account` is the code of the only one that is shown."""
    accounts = ledger_accounts(firm_id=firm_id, since=since, through=through, account=account)
    places = sum(_places(each) for each in accounts)
    page = page_within(page, places)
    return GeneralLedger(
        since=since,
        through=through,
        currency=firm_row(firm_id).currency,
        sections=tuple(_sections(accounts, since, through, first=(page - 1) * PAGE)),
        accounts=accounts,
        page=page,
        pages=pages_of(places),
    )


def ledger_accounts(*, firm_id: int, since: date, through: date, account: str = "") -> tuple[LedgerAccount, ...]:
    """Every account with a balance before, or a line between the two days."""
    if account and not run("select 1 from ledger_account where firm_id = %s and code = %s", [firm_id, account]):
        raise Refusal("account-unknown", "there is no account {code}; choose one from the chart", code=account[:40])
    opening = balances(firm_id=firm_id, through=day_before(since))
    only, chosen = ("and a.code = %s", [account]) if account else ("", [])
    rows = run(
        "select a.id, a.code, a.name, a.type, count(l.id),"
        " coalesce(sum(case when l.minor > 0 then l.minor else 0 end), 0),"
        " coalesce(sum(case when l.minor < 0 then -l.minor else 0 end), 0)"
        " from ledger_account a left join ledger_line l on l.account_id = a.id and l.dated_on between %s and %s"
        f" where a.firm_id = %s {only} group by a.id, a.code, a.name, a.type order by a.code",
        [since.isoformat(), through.isoformat(), firm_id, *chosen],
    )
    found = (
        LedgerAccount(*row[:4], opening.get(row[0], 0), int(row[5]), int(row[6]), int(row[4]))  # type: ignore[call-arg]
        for row in rows
    )
    return tuple(each for each in found if account or each.count or each.opening_minor)


def _places(account: LedgerAccount) -> int:
    return max(account.count, 1)


def _sections(accounts: tuple[LedgerAccount, ...], since: date, through: date, *, first: int) -> Iterator[Section]:
    """What stands on a page: its places are counted over all accounts, one after another."""
    before = 0
    for account in accounts:
        begin, end = before, before + _places(account)
        before = end
        if end <= first or begin >= first + PAGE:
            continue
        offset = max(first - begin, 0)
        limit = min(end, first + PAGE) - begin - offset
        lines = lines_between(
            account_id=account.id,
            since=since,
            through=through,
            limit=limit,
            offset=offset,
            opening_minor=account.opening_minor,
        )
        yield Section(account, tuple(lines), begins=offset == 0, ends=end <= first + PAGE)


def every_line(account: LedgerAccount, *, since: date, through: date) -> Iterator[AccountLine]:
    """All lines of the account, for a file."""
    for offset in range(0, account.count, AT_ONCE):
        yield from lines_between(
            account_id=account.id,
            since=since,
            through=through,
            limit=AT_ONCE,
            offset=offset,
            opening_minor=account.opening_minor,
        )
