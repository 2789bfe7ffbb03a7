"""Firm advance: the firm pays something for a client out of its own money in trust, before the client's money is there.

    Dr Trust paid by firm    120.00  M-104
    Dr Trust funds held      120.00  FIRM T1
    Cr Interest in trust     120.00
    Cr Trust bank            120.00  T1

Never more than the firm itself holds in the account: no other client's money is lent.
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
from counterfoil.core.references import FIRM, ContactCode, MatterCode, TrustBank
from counterfoil.kinds.trust.parts import Part, not_in_future, total_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmAdvance:
    on: Annotated[date, "Date"]
    bank: Annotated[TrustBank, "Trust account"]
    payee: Annotated[ContactCode, "Paid to"]
    reason: Annotated[str, "Reason"]
    parts: Annotated[tuple[Part, ...], "Matters"]


def total(advance: FirmAdvance, books: Books) -> Money:
    return total_of(advance.parts, books=books)


def needs(advance: FirmAdvance) -> Iterator[Fact]:
    yield LowestHeld(FIRM, advance.bank, advance.on)
    yield LowestInBank(advance.bank, advance.on)


def from_a_trust_account(advance: FirmAdvance, books: Books) -> None:
    rules.bank_of_sort(advance.bank, books, trust=True)


def for_open_matters(advance: FirmAdvance, books: Books) -> None:
    rules.each_above_zero(part.amount for part in advance.parts)
    rules.open_matters((part.matter for part in advance.parts), books)


def is_the_firms(advance: FirmAdvance, books: Books) -> None:
    asked = [(FIRM, total(advance, books))]
    rules.taken_from_trust(asked, bank=advance.bank, on=advance.on, books=books)
    rules.bank_has(total(advance, books), bank=advance.bank, on=advance.on, books=books)


def lines(advance: FirmAdvance, books: Books) -> Iterator[Posting]:
    chart, paid, text = books.chart, total(advance, books), advance.reason
    for part in advance.parts:
        yield debit(chart.trust_advances, part.amount, matter=part.matter, text=text)
    yield debit(chart.trust_held, paid, matter=FIRM, bank=advance.bank, text=text)
    yield credit(chart.firm_interest_in_trust, paid, text=text)
    yield credit(books.bank_account(advance.bank), paid, bank=advance.bank)


def sample() -> FirmAdvance:
    part = Part(matter=MatterCode("M-104"), amount=aud("120.00"))
    return FirmAdvance(
        on=date(2026, 3, 9), bank=TrustBank("T1"), payee=ContactCode("C-0007"), reason="Filing fee", parts=(part,)
    )


FIRM_ADVANCE = register(
    Kind(
        code="firm_advance",
        title="Firm advance",
        plural="Firm advances",
        area="trust",
        series="FA",
        shape=FirmAdvance,
        lifecycle=TRUST,
        total=total,
        needs=needs,
        rules=(from_a_trust_account, not_in_future, for_open_matters, is_the_firms),
        lines=lines,
        push=(Pushed("BankTransactions", "SPEND"),),
        incoming=False,
        only_with=("FIRM_INTEREST_IN_TRUST", "TRUST_ADVANCES"),
        sample=sample,
    )
)
