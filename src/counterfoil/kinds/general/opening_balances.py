"""Opening balances: what stood on the firm's accounts when these books began.

    Dr Office bank        12,000.00  O1
    Dr Office equipment    5,400.00
    Cr Capital            17,400.00

Open bills, suppliers' bills and trust money begin with documents of their own, dated before the first day, so that
each can be paid, credited and paid out; their accounts cannot be named here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.chart import Account
from counterfoil.core.kinds import Kept, Kind, register
from counterfoil.core.lifecycle import EDITABLE
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting
from counterfoil.core.references import AccountCode
from counterfoil.kinds.general import journal_lines
from counterfoil.kinds.general.journal_lines import JournalLine, SignedLine

WITHOUT_DOCUMENTS = ("TAX_COLLECTED", "TAX_PAID", "RETAINED_EARNINGS")
"""Accounts that documents keep for themselves, and that begin with a balance nevertheless."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningBalances:
    on: Annotated[date, "Date"]
    memo: Annotated[str, "Memo"] = ""
    lines: Annotated[tuple[JournalLine, ...], "Balances"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedBalances(OpeningBalances):
    lines: Annotated[tuple[SignedLine, ...], "Balances"]


def price(balances: OpeningBalances, books: Books) -> SignedBalances:
    return SignedBalances(on=balances.on, memo=balances.memo, lines=journal_lines.signed(balances.lines, books))


def total(balances: SignedBalances, books: Books) -> Money:
    return journal_lines.debits_of(balances.lines, books)


def each_line_on_one_side(balances: SignedBalances, books: Books) -> None:
    journal_lines.each_on_one_side(balances.lines, books)


def accounts_that_may_begin(balances: SignedBalances, books: Books) -> None:
    journal_lines.only_accounts(balances.lines, books, fits=_may_begin)


def _may_begin(account: Account) -> bool:
    return account.manual or account.slot in WITHOUT_DOCUMENTS


def for_open_matters(balances: SignedBalances, books: Books) -> None:
    rules.open_matters((line.matter for line in balances.lines), books)


def debits_are_credits(balances: SignedBalances, books: Books) -> None:
    journal_lines.debits_are_credits(balances.lines, books)


def lines(balances: SignedBalances, books: Books) -> Iterator[Posting]:
    return journal_lines.posted(balances.lines, books)


def sample() -> OpeningBalances:
    bank = JournalLine(account=AccountCode("1100"), debit=aud("12000.00"))
    desks = JournalLine(account=AccountCode("1500"), debit=aud("5400.00"))
    capital = JournalLine(account=AccountCode("3100"), credit=aud("17400.00"))
    return OpeningBalances(on=date(2026, 3, 31), memo="From the books before", lines=(bank, desks, capital))


OPENING_BALANCES = register(
    Kind(
        code="opening_balances",
        title="Opening balances",
        plural="Opening balances",
        area="general",
        series="OB",
        shape=OpeningBalances,
        lifecycle=EDITABLE,
        price=price,
        total=total,
        rules=(each_line_on_one_side, accounts_that_may_begin, for_open_matters, debits_are_credits),
        lines=lines,
        push=Kept("Balances from before stay here; Xero has its own."),
        sample=sample,
    )
)
