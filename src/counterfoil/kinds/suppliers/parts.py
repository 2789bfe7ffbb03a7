"""What bills, credits and orders of suppliers share. No kind itself; kinds are made of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Protocol

from counterfoil.core import items, rules
from counterfoil.core.books import Books
from counterfoil.core.facts import SameReference
from counterfoil.core.items import CostItem, Line, PricedCostItem
from counterfoil.core.money import Money
from counterfoil.core.references import ContactCode, SupplierBillNumber
from counterfoil.core.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """So much of a supplier's bill."""

    bill: Annotated[SupplierBillNumber, "Supplier bill"]
    amount: Annotated[Money, "Amount"]


class Purchase(Protocol):
    """A priced bill, credit or order."""

    @property
    def items(self) -> tuple[PricedCostItem, ...]: ...


class FromSupplier(Protocol):
    """What a supplier sent, with a number of the supplier's own on it."""

    @property
    def supplier(self) -> ContactCode: ...
    @property
    def reference(self) -> str: ...


def priced(entered: Iterable[CostItem], *, on: date, books: Books) -> tuple[PricedCostItem, ...]:
    return items.price(entered, into=PricedCostItem, side=items.PURCHASES, on=on, books=books)


def total(purchase: Purchase, books: Books) -> Money:
    return items.total(purchase.items, books=books)


def total_of(parts: Iterable[Part], *, books: Books) -> Money:
    return Money.sum((part.amount for part in parts), currency=books.currency)


def owed_enough(parts: Sequence[Part], *, on: date, books: Books) -> None:
    """Each amount is above zero, and its bill owes at least that and is no younger."""
    rules.each_above_zero(part.amount for part in parts)
    rules.settles_within(((part.bill, part.amount) for part in parts), on=on, books=books)


def lines_of(purchase: Purchase) -> list[Line]:
    """Each item with the matter it names."""
    return [(item, item.matter) for item in purchase.items]


def for_open_matters(purchase: Purchase, books: Books) -> None:
    rules.open_matters((item.matter for item in purchase.items), books)


def for_clients_name_matters(purchase: Purchase, books: Books) -> None:
    """What is paid for a client names the client's matter: else nobody could recover it."""
    for item in purchase.items:
        if not item.matter and item.posts_to.slot == "DISBURSEMENT_COST":
            raise Refusal(
                "matter-missing",
                "what goes to {account} is paid for a client; choose the matter of '{line}'",
                account=item.posts_to,
                line=item.description,
            )


def same_reference(kind: str, sent: FromSupplier) -> SameReference:
    return SameReference(kind, sent.supplier, sent.reference)


def reference_is_new(kind: str) -> Callable[[FromSupplier, Books], None]:
    """A supplier's number stands on one posted document: the same paper is not entered twice."""

    def rule(sent: FromSupplier, books: Books) -> None:
        number = books.same_reference(kind, contact=sent.supplier, reference=sent.reference)
        if number:
            raise Refusal(
                "reference-taken",
                "{number} of {supplier} has the reference {reference} already; if this is another, write"
                " {reference}(a)",
                number=number,
                supplier=books.contact(sent.supplier).name,
                reference=sent.reference,
            )

    return rule
