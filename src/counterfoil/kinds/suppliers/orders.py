"""What orders of purchases share, and what is made from them. No kind itself; kinds are made of it.

An order is priced like the bill that it becomes, at its own day's rates; nothing of it is posted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Protocol

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.facts import MadeFrom
from counterfoil.core.items import CostItem, PricedCostItem
from counterfoil.core.kinds import Kept
from counterfoil.core.references import ContactCode, OrderNumber
from counterfoil.core.refusals import Refusal
from counterfoil.kinds.suppliers.parts import priced

ORDERS_STAY = Kept("Orders are made and kept here; nothing of them is posted, here or in Xero.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    on: Annotated[date, "Date"]
    supplier: Annotated[ContactCode, "Supplier"]
    items: Annotated[tuple[CostItem, ...], "Items"]
    memo: Annotated[str, "Memo"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedOrder(Order):
    items: Annotated[tuple[PricedCostItem, ...], "Items"]


def price(order: Order, books: Books) -> PricedOrder:
    items = priced(order.items, on=order.on, books=books)
    return PricedOrder(on=order.on, supplier=order.supplier, items=items, memo=order.memo)


class Made(Protocol):
    """A document that may have been made from an order."""

    @property
    def supplier(self) -> ContactCode: ...
    @property
    def made_from(self) -> OrderNumber | None: ...


def needs(made: Made) -> Iterator[MadeFrom]:
    if made.made_from:
        yield MadeFrom(made.made_from)


def order_becomes_one(made: Made, books: Books) -> None:
    """An order becomes one document of its own supplier; a template any number of them."""
    if made.made_from is None:
        return
    rules.is_of(made.supplier, made.made_from, books)
    order = books.posted(made.made_from)
    became = books.made_from(made.made_from)
    if became and order.kind != "purchase_template":
        raise Refusal(
            "order-used",
            "{order} became {became} already; take that back, or leave the order out",
            order=order.number,
            became=became,
        )
