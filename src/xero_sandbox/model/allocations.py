"""What a contact has in hand is allocated to invoices of the same contact, taken back, or refunded."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from xero_sandbox.model import invoices, ledger, texts
from xero_sandbox.model.books import Books, Call
from xero_sandbox.model.money import plain
from xero_sandbox.model.records import (
    AUTHORISED,
    PAID,
    Allocation,
    Credit,
    CreditNote,
    Invoice,
    Overpayment,
    Prepayment,
)
from xero_sandbox.model.refusals import Invalid, NoSuchThing
from xero_sandbox.model.sent import Reader, Sent
from xero_sandbox.model.tables import Table

KINDS = {CreditNote: "Credit Note", Overpayment: "Overpayment", Prepayment: "Prepayment"}


def table(books: Books, credit: Credit) -> Table[Any]:
    if isinstance(credit, CreditNote):
        return books.credit_notes
    return books.prepayments if isinstance(credit, Prepayment) else books.overpayments


def find(books: Books, credit_id: str) -> Credit:
    """A credit of any kind by its id, which is known to exist."""
    note, overpayment = books.credit_notes.get(credit_id), books.overpayments.get(credit_id)
    return note or overpayment or books.prepayments[credit_id]


def refund(call: Call, credit: Credit, amount: int) -> None:
    """A payment gave part of it back, or (negative) was deleted."""
    _keep(call, replace(credit, refunded=credit.refunded + amount))


def allocate(call: Call, credit: Credit, sent: Sent) -> Allocation:
    reader = Reader(sent)
    invoice = call.books.invoices.get((Reader(reader.part("Invoice")).text("InvoiceID") or "").lower())
    if invoice is None:
        raise Invalid(texts.INVOICE_NOT_FOUND)
    amount = reader.money("Amount")
    if amount is None or amount <= 0:
        reader.refuse(texts.AMOUNT_NOT_POSITIVE)
    else:
        reader.refuse(*_not_allocatable(credit, invoice, amount))
    on = max(reader.day("Date") or date.min, credit.on, invoice.on)
    reader.trying(lambda: call.books.check_open(on))
    reader.done()
    assert amount is not None
    one = Allocation(id=call.books.new_id(), invoice_id=invoice.id, amount=amount, on=on)
    _use(call, credit, invoice, amount, on)
    _keep(call, replace(credit, allocations=(*credit.allocations, one)))
    _tell(call, credit, one, "applied")
    return one


def take_back(call: Call, credit: Credit, allocation_id: str) -> Allocation:
    for one in credit.allocations:
        if one.id == allocation_id:
            call.books.check_open(one.on)
            left = tuple(other for other in credit.allocations if other is not one)
            _use(call, credit, call.books.invoices[one.invoice_id], -one.amount, one.on)
            _keep(call, replace(credit, allocations=left))
            _tell(call, credit, one, "taken back")
            return one
    raise NoSuchThing


def _use(call: Call, credit: Credit, invoice: Invoice, amount: int, on: date) -> None:
    if isinstance(credit, Prepayment):
        ledger.post_prepayment_use(call.books, credit, amount=amount, on=on)
    invoices.settle(call, invoice, credited=amount, on=on)


def _not_allocatable(credit: Credit, invoice: Invoice, amount: int) -> list[str]:
    if invoice.type != ("ACCREC" if credit.sale else "ACCPAY"):
        return [texts.ALLOCATION_WRONG_TYPE]
    if invoice.contact_id != credit.contact_id:
        return [texts.ALLOCATION_OTHER_CONTACT]
    if invoice.status == PAID:
        return [texts.ALLOCATION_PAID_OFF]
    if invoice.status != AUTHORISED or credit.status not in (AUTHORISED, PAID):
        return [texts.PAYMENT_NEEDS_AUTHORISED]
    if amount > credit.remaining or amount > invoice.due:
        return [texts.ALLOCATION_TOO_LARGE.format(kind=KINDS[type(credit)])]
    return []


def _keep(call: Call, credit: Credit) -> None:
    status = PAID if credit.remaining == 0 else AUTHORISED
    table(call.books, credit).put(replace(credit, status=status, updated_at=call.now))


def _tell(call: Call, credit: Credit, one: Allocation, what: str) -> None:
    for about in (one.invoice_id, credit.id):
        call.note(about, f"{KINDS[type(credit)]} {what}", plain(one.amount))
