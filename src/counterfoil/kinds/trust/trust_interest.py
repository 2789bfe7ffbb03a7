"""Trust interest: a bank pays interest on money held for matters, less the tax it withholds and its fees.

    Dr Trust bank             95.00  T1
    Dr Trust funds held        5.00  M-104 T1   tax withheld
    Cr Trust funds held      100.00  M-104 T1   interest

It belongs to the clients whose money earned it; what the firm itself earned is a firm deposit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.kinds import Kind, Pushed, register
from counterfoil.core.lifecycle import TRUST
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting, credit, debit
from counterfoil.core.references import ContactCode, MatterCode, TrustBank
from counterfoil.core.refusals import Refusal
from counterfoil.kinds.trust.parts import not_in_future


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    matter: Annotated[MatterCode, "Matter"]
    interest: Annotated[Money, "Interest"]
    withheld: Annotated[Money | None, "Tax withheld"] = None
    fees: Annotated[Money | None, "Fees"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustInterest:
    on: Annotated[date, "Date"]
    bank: Annotated[TrustBank, "Trust account"]
    payer: Annotated[ContactCode, "Received from"]
    reason: Annotated[str, "Reason"]
    parts: Annotated[tuple[Earned, ...], "Matters"]


def taken(part: Earned) -> list[tuple[Money, str]]:
    """What the bank keeps of the interest, each with its name."""
    return [(amount, name) for amount, name in ((part.withheld, "Tax withheld"), (part.fees, "Fees")) if amount]


def total(interest: TrustInterest, books: Books) -> Money:
    """What was earned, before the bank takes its part."""
    return Money.sum((part.interest for part in interest.parts), currency=books.currency)


def into_a_trust_account(interest: TrustInterest, books: Books) -> None:
    rules.bank_of_sort(interest.bank, books, trust=True)


def something_is_left_of_each(interest: TrustInterest, books: Books) -> None:
    for part in interest.parts:
        rules.open_matter(part.matter, books)
        rules.each_above_zero([part.interest, *(amount for amount, _ in taken(part))])
        kept = Money.sum((amount for amount, _ in taken(part)), currency=books.currency)
        if kept >= part.interest:
            raise Refusal(
                "interest-used-up",
                "of {interest} for {matter} the bank keeps {kept}; enter what it keeps beyond that as a trust payment",
                interest=part.interest,
                matter=part.matter,
                kept=kept,
            )


def lines(interest: TrustInterest, books: Books) -> Iterator[Posting]:
    kept = Money.sum((amount for part in interest.parts for amount, _ in taken(part)), currency=books.currency)
    held, bank = books.chart.trust_held, interest.bank
    yield debit(books.bank_account(bank), total(interest, books) - kept, bank=bank)
    for part in interest.parts:
        for amount, name in taken(part):
            yield debit(held, amount, matter=part.matter, bank=bank, text=name)
        yield credit(held, part.interest, matter=part.matter, bank=bank, text=interest.reason)


def sample() -> TrustInterest:
    part = Earned(matter=MatterCode("M-104"), interest=aud("100.00"), withheld=aud("5.00"))
    return TrustInterest(
        on=date(2026, 3, 31),
        bank=TrustBank("T1"),
        payer=ContactCode("C-0007"),
        reason="Interest for the quarter",
        parts=(part,),
    )


TRUST_INTEREST = register(
    Kind(
        code="trust_interest",
        title="Trust interest",
        plural="Trust interest",
        area="trust",
        series="TI",
        shape=TrustInterest,
        lifecycle=TRUST,
        total=total,
        rules=(into_a_trust_account, not_in_future, something_is_left_of_each),
        lines=lines,
        push=(Pushed("BankTransactions", "RECEIVE"),),
        sample=sample,
    )
)
