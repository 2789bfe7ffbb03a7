"""Retainer payment: bills are paid out of the general retainer of a matter.

    Dr Retainers held        440.00  M-104
    Cr Receivables           440.00  M-104   bill B-1042

It pays bills of its own matter, and of other matters of the same client; never more than is held, on no later day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.facts import LowestOn
from counterfoil.core.kinds import Kind, Settles, register
from counterfoil.core.lifecycle import EDITABLE
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting, credit, debit
from counterfoil.core.references import BillNumber, MatterCode
from counterfoil.core.refusals import Refusal
from counterfoil.kinds.billing.applying import Part, total_of
from counterfoil.kinds.billing.retainers import STAYS, held_since, is_held


@dataclass(frozen=True, slots=True, kw_only=True)
class RetainerPayment:
    on: Annotated[date, "Date"]
    matter: Annotated[MatterCode, "From the retainer of"]
    parts: Annotated[tuple[Part, ...], "Bills paid"]
    memo: Annotated[str, "Memo"] = ""


def total(payment: RetainerPayment, books: Books) -> Money:
    return total_of(payment.parts, books=books)


def needs(payment: RetainerPayment) -> Iterator[LowestOn]:
    yield held_since(payment)


def bills_owe_it(payment: RetainerPayment, books: Books) -> None:
    rules.each_above_zero(part.amount for part in payment.parts)
    rules.settles_within(((part.bill, part.amount) for part in payment.parts), on=payment.on, books=books)


def for_its_own_client(payment: RetainerPayment, books: Books) -> None:
    client = books.matter(payment.matter).client
    for part in payment.parts:
        bill = books.posted(part.bill)
        if bill.matter != payment.matter and bill.contact != client:
            raise Refusal(
                "other-contact",
                "{bill} is of {contact}, the retainer of {client}; choose bills of one client",
                bill=part.bill,
                contact=bill.contact,
                client=client,
            )


def enough_is_held(payment: RetainerPayment, books: Books) -> None:
    is_held(payment, total(payment, books), books)


def lines(payment: RetainerPayment, books: Books) -> Iterator[Posting]:
    yield debit(books.chart.retainers_held, total(payment, books), matter=payment.matter)
    for part in payment.parts:
        yield credit(books.chart.receivable, part.amount, matter=books.posted(part.bill).matter, text=part.bill)


def allocates(payment: RetainerPayment) -> Iterator[Settles]:
    yield from (Settles(part.amount, target=part.bill) for part in payment.parts)


def sample() -> RetainerPayment:
    part = Part(bill=BillNumber("B-1042"), amount=aud("440.00"))
    return RetainerPayment(on=date(2026, 3, 16), matter=MatterCode("M-104"), parts=(part,))


RETAINER_PAYMENT = register(
    Kind(
        code="retainer_payment",
        title="Retainer payment",
        plural="Retainer payments",
        area="sales",
        series="RP",
        shape=RetainerPayment,
        lifecycle=EDITABLE,
        total=total,
        needs=needs,
        rules=(bills_owe_it, for_its_own_client, enough_is_held),
        lines=lines,
        allocates=allocates,
        push=STAYS,
        sample=sample,
    )
)
