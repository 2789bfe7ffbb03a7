"""Supplier payment: money out of an office account or card for suppliers' bills, of one supplier or of many at once.

    Dr Trade creditors       165.00          bill SB-1042
    Dr Trade creditors        80.00          bill SB-1043
    Cr Office bank           245.00

No bill is paid beyond what it owes, and none before its own date.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.kinds import Kind, Pushed, Settles, register
from counterfoil.core.lifecycle import EDITABLE
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting, credit, debit
from counterfoil.core.references import ContactCode, OfficeBank, SupplierBillNumber
from counterfoil.core.shapes import Help
from counterfoil.kinds.suppliers.parts import Part, owed_enough, total_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierPayment:
    on: Annotated[date, "Date"]
    bank: Annotated[OfficeBank, "From"]
    supplier: Annotated[
        ContactCode | None, "Supplier", Help("Leave it empty to pay bills of several suppliers at once.")
    ] = None
    parts: Annotated[tuple[Part, ...], "Bills paid"]
    memo: Annotated[str, "Memo"] = ""


def total(payment: SupplierPayment, books: Books) -> Money:
    return total_of(payment.parts, books=books)


def out_of_an_office_account(payment: SupplierPayment, books: Books) -> None:
    rules.bank_of_sort(payment.bank, books, trust=False)


def bills_owe_it(payment: SupplierPayment, books: Books) -> None:
    owed_enough(payment.parts, on=payment.on, books=books)


def of_the_supplier(payment: SupplierPayment, books: Books) -> None:
    if payment.supplier:
        for part in payment.parts:
            rules.is_of(payment.supplier, part.bill, books)


def lines(payment: SupplierPayment, books: Books) -> Iterator[Posting]:
    for part in payment.parts:
        yield debit(books.chart.payable, part.amount, text=part.bill)
    yield credit(books.bank_account(payment.bank), total(payment, books), bank=payment.bank)


def allocates(payment: SupplierPayment) -> Iterator[Settles]:
    yield from (Settles(part.amount, target=part.bill) for part in payment.parts)


def sample() -> SupplierPayment:
    part = Part(bill=SupplierBillNumber("SB-1042"), amount=aud("165.00"))
    return SupplierPayment(on=date(2026, 3, 31), bank=OfficeBank("O1"), parts=(part,), memo="Month's run")


SUPPLIER_PAYMENT = register(
    Kind(
        code="supplier_payment",
        title="Supplier payment",
        plural="Supplier payments",
        area="payables",
        series="SP",
        shape=SupplierPayment,
        lifecycle=EDITABLE,
        total=total,
        rules=(out_of_an_office_account, bills_owe_it, of_the_supplier),
        lines=lines,
        allocates=allocates,
        push=(Pushed("Payments", "ACCPAY", per="allocation"),),
        sample=sample,
    )
)
