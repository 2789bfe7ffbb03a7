"""What paying bills out of trust money shares: the client's bills, each paid by its own matter. No kind itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Protocol

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.facts import Fact, LowestHeldForBill
from counterfoil.core.kinds import Settles
from counterfoil.core.money import Money
from counterfoil.core.postings import Posting, credit, debit
from counterfoil.core.references import BillNumber, ContactCode, TrustBank
from counterfoil.core.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class BillPart:
    bill: Annotated[BillNumber, "Bill"]
    amount: Annotated[Money, "Amount"]


class PaysBills(Protocol):
    """A document that pays a client's bills out of a trust account."""

    @property
    def on(self) -> date: ...
    @property
    def bank(self) -> TrustBank: ...
    @property
    def client(self) -> ContactCode: ...
    @property
    def reason(self) -> str: ...
    @property
    def parts(self) -> tuple[BillPart, ...]: ...


def total(payment: PaysBills, books: Books) -> Money:
    return Money.sum((part.amount for part in payment.parts), currency=books.currency)


def held(payment: PaysBills) -> Iterator[Fact]:
    yield from (LowestHeldForBill(part.bill, payment.bank, payment.on) for part in payment.parts)


def are_the_clients(payment: PaysBills, books: Books) -> None:
    """No client's money pays another's bill."""
    for part in payment.parts:
        theirs = books.posted(part.bill).contact
        if theirs != payment.client:
            raise Refusal(
                "other-contact",
                "bill {number} is {theirs}'s; pay it in a document of that client",
                number=part.bill,
                theirs=theirs,
            )


def owe_it(payment: PaysBills, books: Books) -> None:
    rules.each_above_zero(part.amount for part in payment.parts)
    rules.settles_within(((part.bill, part.amount) for part in payment.parts), on=payment.on, books=books)


def held_for_each(payment: PaysBills, books: Books) -> None:
    parts = ((part.bill, part.amount) for part in payment.parts)
    rules.taken_for_bills(parts, bank=payment.bank, on=payment.on, books=books)


def taken_from_each(payment: PaysBills, books: Books) -> Iterator[Posting]:
    """Dr TRUST HELD for the matter of each bill."""
    for part in payment.parts:
        matter = books.posted(part.bill).matter
        yield debit(books.chart.trust_held, part.amount, matter=matter, bank=payment.bank, text=payment.reason)


def off_receivables(payment: PaysBills, books: Books) -> Iterator[Posting]:
    """Cr RECEIVABLE for the matter of each bill."""
    for part in payment.parts:
        yield credit(books.chart.receivable, part.amount, matter=books.posted(part.bill).matter)


def settled(payment: PaysBills) -> Iterator[Settles]:
    yield from (Settles(part.amount, target=part.bill) for part in payment.parts)
