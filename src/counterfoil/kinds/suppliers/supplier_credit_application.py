"""Supplier credit application: a supplier's credit settles bills of the same supplier, in whole or in part.

Nothing moves in the books: the bills and the credit are open for so much less.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.facts import GivenTo
from counterfoil.core.kinds import Kind, Pushed, Settles, register
from counterfoil.core.lifecycle import EDITABLE
from counterfoil.core.money import Money, aud
from counterfoil.core.references import SupplierBillNumber, SupplierCreditNumber
from counterfoil.kinds.suppliers.parts import Part, owed_enough, total_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierCreditApplication:
    on: Annotated[date, "Date"]
    credit: Annotated[SupplierCreditNumber, "Supplier credit"]
    parts: Annotated[tuple[Part, ...], "Bills settled"]
    memo: Annotated[str, "Memo"] = ""


def total(applied: SupplierCreditApplication, books: Books) -> Money:
    return total_of(applied.parts, books=books)


def needs(applied: SupplierCreditApplication) -> Iterator[GivenTo]:
    yield from (GivenTo(applied.credit, part.bill, applied.on) for part in applied.parts)


def bills_owe_it(applied: SupplierCreditApplication, books: Books) -> None:
    owed_enough(applied.parts, on=applied.on, books=books)


def enough_is_left(applied: SupplierCreditApplication, books: Books) -> None:
    rules.used_within(applied.credit, total(applied, books), on=applied.on, books=books)


def of_one_supplier(applied: SupplierCreditApplication, books: Books) -> None:
    bills = [part.bill for part in applied.parts]
    rules.of_one_contact([applied.credit, *bills], books)
    rules.given_once(applied.credit, bills, on=applied.on, books=books)


def allocates(applied: SupplierCreditApplication) -> Iterator[Settles]:
    yield from (Settles(part.amount, target=part.bill, source=applied.credit) for part in applied.parts)


def sample() -> SupplierCreditApplication:
    part = Part(bill=SupplierBillNumber("SB-1042"), amount=aud("55.00"))
    return SupplierCreditApplication(on=date(2026, 3, 20), credit=SupplierCreditNumber("SC-1003"), parts=(part,))


SUPPLIER_CREDIT_APPLICATION = register(
    Kind(
        code="supplier_credit_application",
        title="Supplier credit application",
        plural="Supplier credit applications",
        area="payables",
        series="SCA",
        shape=SupplierCreditApplication,
        lifecycle=EDITABLE,
        total=total,
        needs=needs,
        rules=(bills_owe_it, enough_is_left, of_one_supplier),
        allocates=allocates,
        push=(Pushed("Allocations", "CreditNotes", per="allocation"),),
        sample=sample,
    )
)
