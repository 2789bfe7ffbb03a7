"""Retainer refund: a client gets back what is left of a general retainer.

    Dr Retainers held         60.00  M-104
    Cr Office bank            60.00

Never more than is held for the matter, on no later day. A closed matter pays back like an open one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.facts import LowestOn
from counterfoil.core.kinds import Kind, register
from counterfoil.core.lifecycle import EDITABLE
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting, credit, debit
from counterfoil.core.references import ContactCode, MatterCode, OfficeBank
from counterfoil.kinds.billing.retainers import STAYS, held_since, is_held


@dataclass(frozen=True, slots=True, kw_only=True)
class RetainerRefund:
    on: Annotated[date, "Date"]
    bank: Annotated[OfficeBank, "From"]
    matter: Annotated[MatterCode, "Matter"]
    payee: Annotated[ContactCode, "Paid to"]
    amount: Annotated[Money, "Amount"]
    memo: Annotated[str, "Memo"] = ""


def total(refund: RetainerRefund, books: Books) -> Money:
    return refund.amount


def needs(refund: RetainerRefund) -> Iterator[LowestOn]:
    yield held_since(refund)


def from_an_office_account(refund: RetainerRefund, books: Books) -> None:
    rules.bank_of_sort(refund.bank, books, trust=False)


def enough_is_held(refund: RetainerRefund, books: Books) -> None:
    is_held(refund, refund.amount, books)


def lines(refund: RetainerRefund, books: Books) -> Iterator[Posting]:
    yield debit(books.chart.retainers_held, refund.amount, matter=refund.matter)
    yield credit(books.bank_account(refund.bank), refund.amount, bank=refund.bank)


def sample() -> RetainerRefund:
    return RetainerRefund(
        on=date(2026, 3, 31),
        bank=OfficeBank("O1"),
        matter=MatterCode("M-104"),
        payee=ContactCode("C-0007"),
        amount=aud("60.00"),
    )


RETAINER_REFUND = register(
    Kind(
        code="retainer_refund",
        title="Retainer refund",
        plural="Retainer refunds",
        area="sales",
        series="RF",
        shape=RetainerRefund,
        lifecycle=EDITABLE,
        total=total,
        needs=needs,
        rules=(from_an_office_account, enough_is_held),
        lines=lines,
        push=STAYS,
        sample=sample,
    )
)
