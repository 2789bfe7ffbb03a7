"""Client bill: fees and disbursements charged to a matter, with tax.

    Dr Receivables           880.00  M-104
    Cr Fees                  700.00  M-104
    Cr Disbursements         100.00  M-104
    Cr Tax collected          80.00

A discount is a line below zero. Tax is worked out line by line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import items, rules
from counterfoil.core.books import Books
from counterfoil.core.items import Item, PricedItem
from counterfoil.core.kinds import Kind, Pushed, register
from counterfoil.core.lifecycle import EDITABLE
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting, debit
from counterfoil.core.references import ContactCode, IncomeAccount, MatterCode, SalesTax
from counterfoil.core.shapes import Help


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientBill:
    on: Annotated[date, "Date"]
    due_on: Annotated[date, "Due"]
    matter: Annotated[MatterCode, "Matter"]
    items: Annotated[tuple[Item, ...], "Items"]
    client: Annotated[ContactCode | None, "Billed to", Help("The matter's client when left empty.")] = None
    memo: Annotated[str, "Memo"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedBill(ClientBill):
    items: Annotated[tuple[PricedItem, ...], "Items"]


def price(bill: ClientBill, books: Books) -> PricedBill:
    return PricedBill(
        on=bill.on,
        due_on=bill.due_on,
        matter=bill.matter,
        items=items.price(bill.items, into=PricedItem, side=items.SALES, on=bill.on, books=books),
        client=bill.client or ContactCode(books.matter(bill.matter).client),
        memo=bill.memo,
    )


def total(bill: PricedBill, books: Books) -> Money:
    return items.total(bill.items, books=books)


def matter_is_open(bill: ClientBill, books: Books) -> None:
    rules.open_matter(bill.matter, books)


def due_after_date(bill: ClientBill, books: Books) -> None:
    rules.due_after(bill.on, bill.due_on)


def lines(bill: PricedBill, books: Books) -> Iterator[Posting]:
    yield debit(books.chart.receivable, total(bill, books), matter=bill.matter)
    yield from items.credited([(item, bill.matter) for item in bill.items], books=books)


def sample() -> ClientBill:
    fee = Item(description="Advice on lease", account=IncomeAccount("4100"), net=aud("700.00"), tax=SalesTax("GST"))
    search = Item(description="Title search", account=IncomeAccount("4200"), net=aud("100.00"), tax=SalesTax("GST"))
    return ClientBill(on=date(2026, 3, 2), due_on=date(2026, 3, 16), matter=MatterCode("M-104"), items=(fee, search))


CLIENT_BILL = register(
    Kind(
        code="client_bill",
        title="Client bill",
        plural="Client bills",
        area="sales",
        series="B",
        shape=ClientBill,
        lifecycle=EDITABLE,
        price=price,
        total=total,
        rules=(matter_is_open, due_after_date),
        lines=lines,
        open_as="owed",
        push=(Pushed("Invoices", "ACCREC"),),
        sample=sample,
    )
)
