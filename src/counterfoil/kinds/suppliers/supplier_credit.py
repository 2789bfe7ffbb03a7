"""Supplier credit: a supplier gives back what a bill charged, or lets the firm off some of it.

    Dr Trade creditors        55.00
    Cr Software and IT        50.00
    Cr Tax paid                5.00

It lies open until it is applied to the supplier's bills. The supplier's own number stands on it once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import items
from counterfoil.core.books import Books
from counterfoil.core.facts import Fact
from counterfoil.core.items import CostItem, PricedCostItem
from counterfoil.core.kinds import Kind, Pushed, register
from counterfoil.core.lifecycle import EDITABLE
from counterfoil.core.money import aud
from counterfoil.core.postings import Posting, debit
from counterfoil.core.references import ContactCode, CostAccount, CreditOrderNumber
from counterfoil.core.shapes import Help
from counterfoil.kinds.suppliers import orders
from counterfoil.kinds.suppliers.parts import (
    for_clients_name_matters,
    lines_of,
    priced,
    reference_is_new,
    same_reference,
    total,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierCredit:
    on: Annotated[date, "Date"]
    supplier: Annotated[ContactCode, "Supplier"]
    reference: Annotated[str, "Reference", Help("The number on the supplier's credit.")]
    items: Annotated[tuple[CostItem, ...], "Items"]
    memo: Annotated[str, "Memo"] = ""
    made_from: Annotated[CreditOrderNumber | None, "Made from", Help("The credit order is closed by it.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedSupplierCredit(SupplierCredit):
    items: Annotated[tuple[PricedCostItem, ...], "Items"]


def price(credit: SupplierCredit, books: Books) -> PricedSupplierCredit:
    return PricedSupplierCredit(
        on=credit.on,
        supplier=credit.supplier,
        reference=credit.reference,
        items=priced(credit.items, on=credit.on, books=books),
        memo=credit.memo,
        made_from=credit.made_from,
    )


def needs(credit: SupplierCredit) -> Iterator[Fact]:
    yield same_reference("supplier_credit", credit)
    yield from orders.needs(credit)


def lines(credit: PricedSupplierCredit, books: Books) -> Iterator[Posting]:
    yield debit(books.chart.payable, total(credit, books), text=credit.reference)
    yield from items.taken_back(lines_of(credit), books=books)


def sample() -> SupplierCredit:
    software = CostItem(description="Practice software, one seat less", account=CostAccount("6290"), net=aud("50.00"))
    return SupplierCredit(on=date(2026, 3, 12), supplier=ContactCode("C-0007"), reference="CR-9", items=(software,))


SUPPLIER_CREDIT = register(
    Kind(
        code="supplier_credit",
        title="Supplier credit",
        plural="Supplier credits",
        area="payables",
        series="SC",
        shape=SupplierCredit,
        lifecycle=EDITABLE,
        price=price,
        total=total,
        needs=needs,
        rules=(for_clients_name_matters, reference_is_new("supplier_credit"), orders.order_becomes_one),
        lines=lines,
        open_as="credit",
        push=(Pushed("CreditNotes", "ACCPAYCREDIT"),),
        sample=sample,
    )
)
