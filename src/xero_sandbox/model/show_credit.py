"""A credit note, an overpayment or a prepayment as Xero writes it, with what became of it."""

from typing import Any

from xero_sandbox.model import contacts
from xero_sandbox.model.books import Call
from xero_sandbox.model.dates import date_string, instant_string, wire_date, wire_instant
from xero_sandbox.model.lines import show_line
from xero_sandbox.model.money import number
from xero_sandbox.model.records import (
    DELETED,
    PAID,
    Allocation,
    Credit,
    CreditNote,
    Overpayment,
    Payment,
    Prepayment,
)
from xero_sandbox.model.show_invoice import inside_payment

ID_MEMBERS = {CreditNote: "CreditNoteID", Overpayment: "OverpaymentID", Prepayment: "PrepaymentID"}


def show(call: Call, credit: Credit, *, brief: bool = False, with_lines: bool = True) -> dict[str, Any]:
    contact = call.books.contacts[credit.contact_id]
    shown: dict[str, Any] = {ID_MEMBERS[type(credit)]: credit.id, "ID": credit.id}
    if isinstance(credit, CreditNote):
        shown |= {"CreditNoteNumber": credit.number, "Reference": credit.reference, "HasErrors": False}
    elif isinstance(credit, Prepayment):
        shown |= {"Reference": credit.reference}
    payments = _payments(call, credit)
    shown |= {
        "Type": credit.type,
        "RemainingCredit": number(credit.remaining),
        "Allocations": [show_allocation(call, credit, one) for one in credit.allocations],
        "Payments": [_inside_credit(one) for one in payments],
        "HasAttachments": False,
        "Contact": contacts.show_brief(contact) if brief else contacts.show(contact),
        "DateString": date_string(credit.on),
        "Date": wire_date(credit.on),
        "Status": credit.status,
        "LineAmountTypes": credit.amounts_are,
        "LineItems": [show_line(call, line) for line in credit.lines] if with_lines else [],
        "SubTotal": number(credit.total - credit.tax),
        "TotalTax": number(credit.tax),
        "Total": number(credit.total),
        "UpdatedDateUTC": wire_instant(credit.updated_at),
        "UpdatedDateUTCString": instant_string(credit.updated_at),
        "CurrencyCode": credit.currency,
        "CurrencyRate": number(100),
    }
    if isinstance(credit, CreditNote):
        if credit.due_on:
            shown |= {"DueDateString": date_string(credit.due_on), "DueDate": wire_date(credit.due_on)}
        if credit.status == PAID:
            used_on = [credit.on, *(one.on for one in credit.allocations), *(one.on for one in payments)]
            shown["FullyPaidOnDate"] = wire_date(max(used_on))
    return shown


def show_allocation(call: Call, credit: Credit, one: Allocation) -> dict[str, Any]:
    kind = type(credit)
    return {
        "AllocationID": one.id,
        "Amount": number(one.amount),
        "Date": wire_date(one.on),
        "Invoice": inside_payment(call, call.books.invoices[one.invoice_id]),
        kind.__name__: {ID_MEMBERS[kind]: credit.id, "ID": credit.id, "LineItems": []},
    }


def as_invoice(call: Call, note: CreditNote) -> dict[str, Any]:
    """A payment names the credit note it refunds as if it were an invoice."""
    return {
        "Type": note.type,
        "InvoiceID": note.id,
        "InvoiceNumber": note.number,
        "Payments": [],
        "CreditNotes": [],
        "Prepayments": [],
        "Overpayments": [],
        "HasErrors": False,
        "IsDiscounted": False,
        "Contact": contacts.show_brief(call.books.contacts[note.contact_id]),
        "LineItems": [],
        "CurrencyCode": note.currency,
    }


def inside_payment_of(call: Call, credit: Overpayment | Prepayment) -> dict[str, Any]:
    contact = contacts.show_brief(call.books.contacts[credit.contact_id])
    return {ID_MEMBERS[type(credit)]: credit.id, "Type": credit.type, "Contact": contact, "LineItems": []}


def _payments(call: Call, credit: Credit) -> list[Payment]:
    return [one for one in call.books.payments.find("credit", credit.id) if one.status != DELETED]


def _inside_credit(one: Payment) -> dict[str, Any]:
    return {
        "PaymentID": one.id,
        "Date": wire_date(one.on),
        "Amount": number(one.amount),
        "Reference": one.reference,
        "CurrencyRate": number(100),
        "HasAccount": False,
        "HasValidationErrors": False,
    }
