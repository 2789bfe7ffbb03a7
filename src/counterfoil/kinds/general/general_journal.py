"""General journal: the books put right line by line, as the accountant gives it.

    Dr Search fees            35.00  M-104
    Cr Postage                35.00

Trust money, debtors, creditors and tax move with documents of their own; a journal cannot name their accounts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.kinds import Kept, Kind, register
from counterfoil.core.lifecycle import EDITABLE
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting
from counterfoil.core.references import AccountCode, MatterCode
from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import WORKED_OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    account: Annotated[AccountCode, "Account"]
    text: Annotated[str, "Details"] = ""
    matter: Annotated[MatterCode | None, "Matter"] = None
    debit: Annotated[Money | None, "Debit"] = None
    credit: Annotated[Money | None, "Credit"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedLine(JournalLine):
    """The same line as one amount: a debit above zero, a credit below."""

    net: Annotated[Money, "Amount", WORKED_OUT]


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralJournal:
    on: Annotated[date, "Date"]
    memo: Annotated[str, "Memo"] = ""
    lines: Annotated[tuple[JournalLine, ...], "Lines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedJournal(GeneralJournal):
    lines: Annotated[tuple[SignedLine, ...], "Lines"]


def price(journal: GeneralJournal, books: Books) -> SignedJournal:
    return SignedJournal(
        on=journal.on, memo=journal.memo, lines=tuple(_signed(line, books.zero()) for line in journal.lines)
    )


def _signed(line: JournalLine, zero: Money) -> SignedLine:
    return SignedLine(
        account=line.account,
        text=line.text,
        matter=line.matter,
        debit=line.debit,
        credit=line.credit,
        net=(line.debit or zero) - (line.credit or zero),
    )


def total(journal: SignedJournal, books: Books) -> Money:
    return Money.sum((line.net for line in journal.lines if line.net.minor > 0), currency=books.currency)


def each_line_on_one_side(journal: SignedJournal, books: Books) -> None:
    for at, line in enumerate(journal.lines, start=1):
        if bool(line.debit) == bool(line.credit):
            raise Refusal("line-one-side", "line {at} takes a debit or a credit, one of the two", at=at)
    rules.each_above_zero(line.debit or line.credit or books.zero() for line in journal.lines)


def accounts_a_journal_may_name(journal: SignedJournal, books: Books) -> None:
    for line in journal.lines:
        account = books.chart.account(line.account)
        if not account.manual:
            raise Refusal(
                "account-not-allowed", "{account} moves with its own documents, not with a journal", account=account
            )


def debits_are_credits(journal: SignedJournal, books: Books) -> None:
    debits = total(journal, books)
    off = Money.sum((line.net for line in journal.lines), currency=books.currency)
    if off:
        raise Refusal(
            "entry-unbalanced",
            "debits are {debits} and credits {credits}; the difference is {off}",
            debits=debits,
            credits=debits - off,
            off=off,
        )


def for_open_matters(journal: SignedJournal, books: Books) -> None:
    rules.open_matters((line.matter for line in journal.lines), books)


def lines(journal: SignedJournal, books: Books) -> Iterator[Posting]:
    for line in journal.lines:
        account = books.chart.account(line.account)
        yield Posting(account, line.net, line.matter, books.bank_of(account), text=line.text)


def sample() -> GeneralJournal:
    search = JournalLine(account=AccountCode("5220"), matter=MatterCode("M-104"), debit=aud("35.00"))
    postage = JournalLine(account=AccountCode("6090"), credit=aud("35.00"))
    return GeneralJournal(on=date(2026, 3, 31), memo="Search fee booked as postage", lines=(search, postage))


GENERAL_JOURNAL = register(
    Kind(
        code="general_journal",
        title="General journal",
        plural="General journals",
        area="general",
        series="J",
        shape=GeneralJournal,
        lifecycle=EDITABLE,
        price=price,
        total=total,
        rules=(each_line_on_one_side, accounts_a_journal_may_name, for_open_matters, debits_are_credits),
        lines=lines,
        push=Kept("Journals stay here; those of Xero are its accountant's."),
        sample=sample,
    )
)
