"""Firm advance repaid: money held for a matter by now gives the firm back what it advanced; it stays in trust.

    Dr Trust funds held      120.00  M-104 T1
    Cr Trust funds held      120.00  FIRM T1
    Dr Interest in trust     120.00
    Cr Trust paid by firm    120.00  M-104

No more is given back for a matter than was advanced for it, and no more than it holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.facts import Fact, LowestHeld, LowestOn
from counterfoil.core.kinds import Kind, Pushed, register
from counterfoil.core.lifecycle import TRUST
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting, credit, debit
from counterfoil.core.references import FIRM, MatterCode, TrustBank
from counterfoil.kinds.trust.parts import Part, not_in_future, summed, total_of

SLOT = "TRUST_ADVANCES"


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmAdvanceRepaid:
    on: Annotated[date, "Date"]
    bank: Annotated[TrustBank, "Trust account"]
    reason: Annotated[str, "Reason"]
    parts: Annotated[tuple[Part, ...], "Matters"]


def total(repaid: FirmAdvanceRepaid, books: Books) -> Money:
    return total_of(repaid.parts, books=books)


def needs(repaid: FirmAdvanceRepaid) -> Iterator[Fact]:
    for part in repaid.parts:
        yield LowestHeld(part.matter, repaid.bank, repaid.on)
        yield LowestOn(SLOT, repaid.on, matter=part.matter)


def in_a_trust_account(repaid: FirmAdvanceRepaid, books: Books) -> None:
    rules.bank_of_sort(repaid.bank, books, trust=True)


def was_advanced_and_is_held(repaid: FirmAdvanceRepaid, books: Books) -> None:
    rules.each_above_zero(part.amount for part in repaid.parts)
    sums = summed(repaid.parts, books=books)
    for matter, amount in sums.items():
        advanced = books.lowest_on(SLOT, since=repaid.on, matter=matter)
        rules.never_more_than(advanced, amount, slot=SLOT, of=matter)
    rules.taken_from_trust(sums.items(), bank=repaid.bank, on=repaid.on, books=books)


def lines(repaid: FirmAdvanceRepaid, books: Books) -> Iterator[Posting]:
    chart, back, text = books.chart, total(repaid, books), repaid.reason
    for part in repaid.parts:
        yield debit(chart.trust_held, part.amount, matter=part.matter, bank=repaid.bank, text=text)
    yield credit(chart.trust_held, back, matter=FIRM, bank=repaid.bank, text=text)
    yield debit(chart.firm_interest_in_trust, back, text=text)
    for part in repaid.parts:
        yield credit(chart.trust_advances, part.amount, matter=part.matter, text=text)


def sample() -> FirmAdvanceRepaid:
    part = Part(matter=MatterCode("M-104"), amount=aud("120.00"))
    return FirmAdvanceRepaid(on=date(2026, 3, 31), bank=TrustBank("T1"), reason="Filing fee of 9 March", parts=(part,))


FIRM_ADVANCE_REPAID = register(
    Kind(
        code="firm_advance_repaid",
        title="Firm advance repaid",
        plural="Firm advances repaid",
        area="trust",
        series="FR",
        shape=FirmAdvanceRepaid,
        lifecycle=TRUST,
        total=total,
        needs=needs,
        rules=(in_a_trust_account, not_in_future, was_advanced_and_is_held),
        lines=lines,
        push=(Pushed("ManualJournals", ""),),
        incoming=False,
        only_with=("FIRM_INTEREST_IN_TRUST", SLOT),
        sample=sample,
    )
)
