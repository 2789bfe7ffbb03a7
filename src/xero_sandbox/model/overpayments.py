"""Overpayments: born with a bank transaction, then allocated to invoices of the same contact, or refunded."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from xero_sandbox.model import contacts, invoices, texts
from xero_sandbox.model.books import Call
from xero_sandbox.model.dates import date_string, instant_string, wire_date, wire_instant
from xero_sandbox.model.lines import show_line
from xero_sandbox.model.money import number, plain
from xero_sandbox.model.records import (
    AUTHORISED,
    DELETED,
    PAID,
    VOIDED,
    Allocation,
    BankTransaction,
    Invoice,
    Overpayment,
)
from xero_sandbox.model.refusals import Invalid, NoSuchThing
from xero_sandbox.model.sent import Reader, Sent
from xero_sandbox.model.show_invoice import inside_payment

PAYS = {"RECEIVE-OVERPAYMENT": "ACCREC", "SPEND-OVERPAYMENT": "ACCPAY"}


def open_for(call: Call, transaction: BankTransaction) -> Overpayment:
    assert transaction.overpayment_id is not None
    return call.books.overpayments.put(
        Overpayment(
            id=transaction.overpayment_id,
            type=transaction.type,
            bank_transaction_id=transaction.id,
            contact_id=transaction.contact_id,
            on=transaction.on,
            total=transaction.total,
            currency=transaction.currency,
            lines=transaction.lines,
            updated_at=call.now,
        )
    )


def void(call: Call, overpayment: Overpayment) -> None:
    if overpayment.remaining != overpayment.total:
        raise Invalid(texts.BANK_TRANSACTION_ALLOCATED)
    call.books.overpayments.put(replace(overpayment, status=VOIDED, updated_at=call.now))


def refund(call: Call, overpayment: Overpayment, amount: int) -> None:
    """A payment gave part of it back, or (negative) was deleted."""
    _keep(call, replace(overpayment, refunded=overpayment.refunded + amount))


def allocate(call: Call, overpayment: Overpayment, sent: Sent) -> Allocation:
    reader = Reader(sent)
    invoice = call.books.invoices.get((Reader(reader.part("Invoice")).text("InvoiceID") or "").lower())
    if invoice is None:
        raise Invalid(texts.INVOICE_NOT_FOUND)
    amount = reader.money("Amount")
    if amount is None or amount <= 0:
        reader.refuse(texts.AMOUNT_NOT_POSITIVE)
    else:
        reader.refuse(*_not_allocatable(overpayment, invoice, amount))
    on = max(reader.day("Date") or date.min, overpayment.on, invoice.on)
    reader.trying(lambda: call.books.check_open(on))
    reader.done()
    assert amount is not None
    one = Allocation(id=call.books.new_id(), invoice_id=invoice.id, amount=amount, on=on)
    _keep(call, replace(overpayment, allocations=(*overpayment.allocations, one)))
    invoices.settle(call, invoice, credited=amount, on=on)
    call.note(invoice.id, "Overpayment applied", plain(amount))
    return one


def take_back(call: Call, overpayment: Overpayment, allocation_id: str) -> Allocation:
    for one in overpayment.allocations:
        if one.id == allocation_id:
            call.books.check_open(one.on)
            left = tuple(other for other in overpayment.allocations if other is not one)
            _keep(call, replace(overpayment, allocations=left))
            invoices.settle(call, call.books.invoices[one.invoice_id], credited=-one.amount, on=one.on)
            call.note(one.invoice_id, "Overpayment taken back", plain(one.amount))
            return one
    raise NoSuchThing


def _not_allocatable(overpayment: Overpayment, invoice: Invoice, amount: int) -> list[str]:
    if invoice.type != PAYS[overpayment.type]:
        return [texts.ALLOCATION_WRONG_TYPE]
    if invoice.contact_id != overpayment.contact_id:
        return [texts.ALLOCATION_OTHER_CONTACT]
    if invoice.status == PAID:
        return [texts.ALLOCATION_PAID_OFF]
    if invoice.status != AUTHORISED or overpayment.status not in (AUTHORISED, PAID):
        return [texts.PAYMENT_NEEDS_AUTHORISED]
    if amount > overpayment.remaining or amount > invoice.due:
        return [texts.ALLOCATION_TOO_LARGE]
    return []


def _keep(call: Call, overpayment: Overpayment) -> None:
    status = PAID if overpayment.remaining == 0 else AUTHORISED
    call.books.overpayments.put(replace(overpayment, status=status, updated_at=call.now))


def show_allocation(call: Call, one: Allocation) -> dict[str, Any]:
    return {
        "AllocationID": one.id,
        "Amount": number(one.amount),
        "Date": wire_date(one.on),
        "Invoice": inside_payment(call, call.books.invoices[one.invoice_id]),
    }


def show(call: Call, overpayment: Overpayment, *, brief: bool = False, with_lines: bool = True) -> dict[str, Any]:
    contact = call.books.contacts[overpayment.contact_id]
    return {
        "OverpaymentID": overpayment.id,
        "ID": overpayment.id,
        "Type": overpayment.type,
        "RemainingCredit": number(overpayment.remaining),
        "Allocations": [show_allocation(call, one) for one in overpayment.allocations],
        "Payments": [
            {"PaymentID": one.id, "Date": wire_date(one.on), "Amount": number(one.amount), "Reference": one.reference}
            for one in call.books.payments.find("overpayment", overpayment.id)
            if one.status != DELETED
        ],
        "HasAttachments": False,
        "Contact": contacts.show_brief(contact) if brief else contacts.show(contact),
        "DateString": date_string(overpayment.on),
        "Date": wire_date(overpayment.on),
        "Status": overpayment.status,
        "LineAmountTypes": "NoTax",
        "LineItems": [show_line(call, line) for line in overpayment.lines] if with_lines else [],
        "SubTotal": number(overpayment.total),
        "TotalTax": number(0),
        "Total": number(overpayment.total),
        "UpdatedDateUTC": wire_instant(overpayment.updated_at),
        "UpdatedDateUTCString": instant_string(overpayment.updated_at),
        "CurrencyCode": overpayment.currency,
        "CurrencyRate": number(100),
    }
