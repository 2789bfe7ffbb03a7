"""Trust payment: money held for a matter is paid out on its behalf.

    Dr Trust funds held      300.00  M-104 T1
    Cr Trust bank            300.00

A matter never spends more than is held for it, on no day from the payment's date on.
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
from counterfoil.core.references import ContactCode, MatterCode, TrustBank
from counterfoil.kinds.trust.parts import Part, not_in_future, total_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustPayment:
    on: Annotated[date, "Date"]
    bank: Annotated[TrustBank, "Trust account"]
    payee: Annotated[ContactCode, "Paid to"]
    reason: Annotated[str, "Reason"]
    parts: Annotated[tuple[Part, ...], "Matters"]


def total(payment: TrustPayment, books: Books) -> Money:
    return total_of(payment.parts, books=books)


def needs(payment: TrustPayment) -> Iterator[Fact]:
    yield from (LowestHeld(part.matter, payment.bank, payment.on) for part in payment.parts)
    yield LowestInBank(payment.bank, payment.on)


def from_a_trust_account(payment: TrustPayment, books: Books) -> None:
    rules.bank_of_sort(payment.bank, books, trust=True)


def is_held(payment: TrustPayment, books: Books) -> None:
    rules.each_above_zero(part.amount for part in payment.parts)
    asked = [(part.matter, part.amount) for part in payment.parts]
    rules.taken_from_trust(asked, bank=payment.bank, on=payment.on, books=books)
    rules.bank_has(total(payment, books), bank=payment.bank, on=payment.on, books=books)


def lines(payment: TrustPayment, books: Books) -> Iterator[Posting]:
    for part in payment.parts:
        yield debit(books.chart.trust_held, part.amount, matter=part.matter, bank=payment.bank, text=payment.reason)
    yield credit(books.bank_account(payment.bank), total(payment, books), bank=payment.bank)


def sample() -> TrustPayment:
    part = Part(matter=MatterCode("M-104"), amount=aud("300.00"))
    return TrustPayment(
        on=date(2026, 3, 2), bank=TrustBank("T1"), payee=ContactCode("C-0007"), reason="Search fees", parts=(part,)
    )


TRUST_PAYMENT = register(
    Kind(
        code="trust_payment",
        title="Trust payment",
        plural="Trust payments",
        area="trust",
        series="TP",
        shape=TrustPayment,
        lifecycle=TRUST,
        total=total,
        needs=needs,
        rules=(from_a_trust_account, not_in_future, is_held),
        lines=lines,
        push=(Pushed("BankTransactions", "SPEND"),),
        incoming=False,
        sample=sample,
    )
)
