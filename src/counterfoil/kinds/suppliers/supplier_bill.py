"""Supplier bill: what a supplier charges the firm, for itself or for a matter, with the tax it may claim.

    Dr Disbursements paid    100.00  M-104
    Dr Software and IT        50.00
    Dr Tax paid               15.00
    Cr Trade creditors       165.00

The supplier's own number stands on it once. A discount is a line below zero. Tax is worked out line by line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import items, rules
from counterfoil.core.books import Books
from counterfoil.core.facts import Fact
from counterfoil.core.items import CostItem, PricedCostItem
from counterfoil.core.kinds import Kind, Pushed, register
from counterfoil.core.lifecycle import EDITABLE
from counterfoil.core.money import aud
from counterfoil.core.postings import Posting, credit
from counterfoil.core.references import ContactCode, CostAccount, MatterCode, PurchaseSourceNumber
from counterfoil.core.shapes import Help
from counterfoil.kinds.suppliers import orders
from counterfoil.kinds.suppliers.parts import (
    for_clients_name_matters,
    for_open_matters,
    lines_of,
    priced,
    reference_is_new,
    same_reference,
    total,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierBill:
    on: Annotated[date, "Date"]
    due_on: Annotated[date, "Due"]
    supplier: Annotated[ContactCode, "Supplier"]
    reference: Annotated[str, "Reference", Help("The number on the supplier's bill.")]
    items: Annotated[tuple[CostItem, ...], "Items"]
    memo: Annotated[str, "Memo"] = ""
    made_from: Annotated[
        PurchaseSourceNumber | None,
        "Made from",
        Help("The order is closed by it; any number of bills are made from a template."),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedSupplierBill(SupplierBill):
    items: Annotated[tuple[PricedCostItem, ...], "Items"]


def price(bill: SupplierBill, books: Books) -> PricedSupplierBill:
    return PricedSupplierBill(
        on=bill.on,
        due_on=bill.due_on,
        supplier=bill.supplier,
        reference=bill.reference,
        items=priced(bill.items, on=bill.on, books=books),
        memo=bill.memo,
        made_from=bill.made_from,
    )


def due_after_date(bill: SupplierBill, books: Books) -> None:
    rules.due_after(bill.on, bill.due_on)


def needs(bill: SupplierBill) -> Iterator[Fact]:
    yield same_reference("supplier_bill", bill)
    yield from orders.needs(bill)


def lines(bill: PricedSupplierBill, books: Books) -> Iterator[Posting]:
    yield from items.debited(lines_of(bill), books=books)
    yield credit(books.chart.payable, total(bill, books), text=bill.reference)


def sample() -> SupplierBill:
    search = CostItem(
        description="Title search", account=CostAccount("5100"), net=aud("100.00"), matter=MatterCode("M-104")
    )
    software = CostItem(description="Practice software", account=CostAccount("6290"), net=aud("50.00"))
    return SupplierBill(
        on=date(2026, 3, 2),
        due_on=date(2026, 4, 1),
        supplier=ContactCode("C-0007"),
        reference="INV-88",
        items=(search, software),
    )


SUPPLIER_BILL = register(
    Kind(
        code="supplier_bill",
        title="Supplier bill",
        plural="Supplier bills",
        area="payables",
        series="SB",
        shape=SupplierBill,
        lifecycle=EDITABLE,
        price=price,
        total=total,
        needs=needs,
        rules=(
            for_open_matters,
            for_clients_name_matters,
            due_after_date,
            reference_is_new("supplier_bill"),
            orders.order_becomes_one,
        ),
        lines=lines,
        open_as="owed",
        push=(Pushed("Invoices", "ACCPAY"),),
        sample=sample,
    )
)
