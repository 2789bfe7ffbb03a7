"""The ledger of one bank account, the firm's own or its clients': money in, money out, the balance after each line."""

from dataclasses import dataclass
from datetime import date

from counterfoil.core.dates import EARLIEST, LATEST
from counterfoil.core.refusals import Refusal
from counterfoil.firms.rows import run
from counterfoil.reports.account_ledger import AccountLine
from counterfoil.reports.general_ledger import LedgerAccount, general_ledger


@dataclass(frozen=True, slots=True)
class Bank:
    """`sort` is office or trust; `account` the code of the account that it posts to."""

    code: str
    name: str
    sort: str
    account: str


@dataclass(frozen=True, slots=True)
class BankLedger:
    """`ledger` has the balances and totals of the span; `lines` are of the page."""

    bank: Bank
    banks: tuple[Bank, ...]
    since: date
    through: date
    currency: str
    ledger: LedgerAccount
    lines: tuple[AccountLine, ...]
    page: int
    pages: int


def banks_of(firm_id: int) -> tuple[Bank, ...]:
    """Those that are open or have an entry, the firm's own first."""
    rows = run(
        "select b.code, b.name, b.sort, a.code from ledger_bankaccount b join ledger_account a on a.id = b.account_id"
        " where b.firm_id = %s order by b.sort, b.code",
        [firm_id],
    )
    return tuple(Bank(*row) for row in rows)


def bank_ledger(
    *, firm_id: int, bank: str = "", since: date = EARLIEST, through: date = LATEST, page: int = 1
) -> BankLedger:
    """`bank` is its code; without one the first is shown."""
    banks = banks_of(firm_id)
    chosen = next((each for each in banks if bank in ("", each.code)), None)
    if chosen is None:
        raise Refusal("bank-unknown", "there is no bank account {bank}; choose one of the list", bank=bank[:40])
    found = general_ledger(firm_id=firm_id, since=since, through=through, account=chosen.account, page=page)
    (account,), (section,) = found.accounts, found.sections
    return BankLedger(
        bank=chosen,
        banks=banks,
        since=since,
        through=through,
        currency=found.currency,
        ledger=account,
        lines=section.lines,
        page=found.page,
        pages=found.pages,
    )
