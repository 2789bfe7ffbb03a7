"""The general ledger and the bank ledgers as files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from counterfoil.core.dates import LATEST
from counterfoil.core.money import Money
from counterfoil.core.references import AccountCode, BankCode
from counterfoil.core.shapes import Help
from counterfoil.reports.bank_ledger import BankLedger, bank_ledger
from counterfoil.reports.files.sheet import Sheet, columns
from counterfoil.reports.general_ledger import (
    GeneralLedger,
    LedgerAccount,
    every_line,
    general_ledger,
    ledger_accounts,
)
from counterfoil.reports.reading import firm_row
from counterfoil.reports.standard.report import Reader, Report, told


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLedger:
    since: Annotated[date | None, "From", Help("The financial year's first day when left empty.")] = None
    through: Annotated[date | None, "To", Help("Today when left empty.")] = None
    account: Annotated[AccountCode | None, "Account", Help("All of them when left empty.")] = None


def span(reader: Reader, since: date | None, through: date | None) -> tuple[date, date]:
    """From the beginning of the year that `through` lies in, unless said otherwise."""
    last = through or (reader.today if since is None or since <= reader.today else LATEST)
    return since or firm_row(reader.firm_id).year_began(last), last


def asked_general(reader: Reader, asked: AskedLedger, *, page: int) -> GeneralLedger:
    since, through = span(reader, asked.since, asked.through)
    return general_ledger(firm_id=reader.firm_id, since=since, through=through, account=asked.account or "", page=page)


def _general(reader: Reader, asked: AskedLedger) -> Sequence[Sheet]:
    since, through = span(reader, asked.since, asked.through)
    accounts = ledger_accounts(firm_id=reader.firm_id, since=since, through=through, account=asked.account or "")
    heads = ("Account", "Name", "Date", "Journal", "Document", "Title", "Memo", "Party", "Matter", "Bank")
    amounts = ("Debit", "Credit", "Balance")
    sheet = Sheet(
        name=f"general ledger {asked.account or ''} {since} to {through}",
        title="General ledger",
        columns=columns(*heads, *amounts, dates=("Date",), numbers=("Journal",), money=amounts),
        rows=(row for account in accounts for row in _rows(account, since, through)),
        currency=firm_row(reader.firm_id).currency,
        about=[f"From {told(since)} to {told(through)}"],
        totals=(
            *("Total", "", None, None, "", "", "", "", "", ""),
            *(sum(each.debit_minor for each in accounts), sum(each.credit_minor for each in accounts), None),
        ),
    )
    return [sheet]


def _rows(account: LedgerAccount, since: date, through: date) -> Iterator[tuple[Any, ...]]:
    """Opening balance, lines, closing balance."""
    head, nothing = (account.code, account.name), ("",) * 4
    yield (*head, since, None, "", "Opening balance", *nothing, None, None, account.opening_minor)
    for line in every_line(account, since=since, through=through):
        told_of = (line.on, line.seq, line.number, line.title, line.memo, line.party, line.matter, line.bank)
        yield (*head, *told_of, line.debit_minor, line.credit_minor, line.balance_minor)
    sums = (account.debit_minor, account.credit_minor, account.closing_minor)
    yield (*head, through, None, "", "Closing balance", *nothing, *sums)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBank:
    bank: Annotated[BankCode | None, "Bank account", Help("The firm's first when left empty.")] = None
    since: Annotated[date | None, "From", Help("The financial year's first day when left empty.")] = None
    through: Annotated[date | None, "To", Help("Today when left empty.")] = None


def asked_bank(reader: Reader, asked: AskedBank, *, page: int) -> BankLedger:
    since, through = span(reader, asked.since, asked.through)
    return bank_ledger(firm_id=reader.firm_id, bank=asked.bank or "", since=since, through=through, page=page)


def _bank(reader: Reader, asked: AskedBank) -> Sequence[Sheet]:
    found = asked_bank(reader, asked, page=1)
    ledger = found.ledger
    amounts = ("Out", "In", "Balance")
    lines = every_line(ledger, since=found.since, through=found.through)
    sheet = Sheet(
        name=f"bank ledger {found.bank.code} {found.since} to {found.through}",
        title=f"Bank ledger {found.bank.code}",
        columns=columns("Date", "Reference", "Party", "Details", "Matter", *amounts, dates=("Date",), money=amounts),
        rows=(
            (
                *(line.on, line.number, line.party, line.memo or line.title, line.matter),
                *(line.credit_minor, line.debit_minor, line.balance_minor),
            )
            for line in lines
        ),
        currency=found.currency,
        about=[
            found.bank.name,
            f"From {told(found.since)} to {told(found.through)}",
            f"Opening balance {Money(ledger.opening_minor, found.currency)}",
        ],
        totals=("Total", "", "", "", "", ledger.credit_minor, ledger.debit_minor, ledger.closing_minor),
    )
    return [sheet]


GENERAL_LEDGER = Report(
    code="general-ledger",
    title="General ledger",
    group="Books",
    says="Every account between two days: its opening balance, each line, its closing balance.",
    takes=AskedLedger,
    sheets=_general,
    words="journal entries accounts lines",
    of_ledger=True,
)
BANK_LEDGER = Report(
    code="bank-ledger",
    title="Bank ledger",
    group="Books",
    says="One bank account, office or trust, between two days: money in, money out, and the balance after each.",
    takes=AskedBank,
    sheets=_bank,
    words="cash book trust office account",
)
