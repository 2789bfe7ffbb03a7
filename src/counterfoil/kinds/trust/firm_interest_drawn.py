"""Firm interest drawn: what the firm holds in trust for itself goes to its office account.

    Dr Trust funds held      880.00  FIRM T1
    Cr Trust bank            880.00  T1
    Dr Office bank           880.00  O1
    Cr Interest in trust     880.00

The firm's own trust ledger is never below zero, like any matter's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.facts import Fact, LowestHeld, LowestInBank
from counterfoil.core.kinds import Kind, Pushed, register
from counterfoil.core.lifecycle import TRUST
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting, credit, debit
from counterfoil.core.references import FIRM, OfficeBank, TrustBank
from counterfoil.kinds.trust.parts import not_in_future


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmInterestDrawn:
    on: Annotated[date, "Date"]
    bank: Annotated[TrustBank, "From trust account"]
    into: Annotated[OfficeBank, "Into office account"]
    amount: Annotated[Money, "Amount"]
    reason: Annotated[str, "Reason"]


def total(drawn: FirmInterestDrawn, books: Books) -> Money:
    return drawn.amount


def needs(drawn: FirmInterestDrawn) -> Iterator[Fact]:
    yield LowestHeld(FIRM, drawn.bank, drawn.on)
    yield LowestInBank(drawn.bank, drawn.on)


def from_trust_to_office(drawn: FirmInterestDrawn, books: Books) -> None:
    rules.bank_of_sort(drawn.bank, books, trust=True)
    rules.bank_of_sort(drawn.into, books, trust=False)


def is_the_firms(drawn: FirmInterestDrawn, books: Books) -> None:
    rules.taken_from_trust([(FIRM, drawn.amount)], bank=drawn.bank, on=drawn.on, books=books)
    rules.bank_has(drawn.amount, bank=drawn.bank, on=drawn.on, books=books)


def lines(drawn: FirmInterestDrawn, books: Books) -> Iterator[Posting]:
    yield debit(books.chart.trust_held, drawn.amount, matter=FIRM, bank=drawn.bank, text=drawn.reason)
    yield credit(books.bank_account(drawn.bank), drawn.amount, bank=drawn.bank)
    yield debit(books.bank_account(drawn.into), drawn.amount, bank=drawn.into)
    yield credit(books.chart.firm_interest_in_trust, drawn.amount, text=drawn.reason)


def sample() -> FirmInterestDrawn:
    return FirmInterestDrawn(
        on=date(2026, 3, 31),
        bank=TrustBank("T1"),
        into=OfficeBank("O1"),
        amount=aud("880.00"),
        reason="Fees of the month",
    )


FIRM_INTEREST_DRAWN = register(
    Kind(
        code="firm_interest_drawn",
        title="Firm interest drawn",
        plural="Firm interest drawn",
        area="trust",
        series="FD",
        shape=FirmInterestDrawn,
        lifecycle=TRUST,
        total=total,
        needs=needs,
        rules=(from_trust_to_office, not_in_future, is_the_firms),
        lines=lines,
        push=(
            Pushed("BankTransactions", "SPEND", carries=("TRUST_HELD",)),
            Pushed("BankTransactions", "RECEIVE", through="into", carries=("FIRM_INTEREST_IN_TRUST",)),
        ),
        incoming=False,
        only_with=("FIRM_INTEREST_IN_TRUST",),
        sample=sample,
    )
)
