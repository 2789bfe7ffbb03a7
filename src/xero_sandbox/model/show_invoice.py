"""An invoice as Xero writes it: in full by id and after a write, without lines in an unpaged list."""

from typing import Any

from xero_sandbox.model import contacts
from xero_sandbox.model.books import Call
from xero_sandbox.model.dates import date_string, instant_string, wire_date, wire_instant
from xero_sandbox.model.lines import show_line
from xero_sandbox.model.money import number
from xero_sandbox.model.records import DELETED, DRAFT, SUBMITTED, VOIDED, CreditNote, Invoice
from xero_sandbox.model.tables import Table


def show(call: Call, invoice: Invoice, *, brief: bool = False, with_lines: bool = True) -> dict[str, Any]:
    contact = call.books.contacts[invoice.contact_id]
    shown: dict[str, Any] = {"Type": invoice.type, "InvoiceID": invoice.id, "InvoiceNumber": invoice.number}
    if invoice.type == "ACCREC":
        shown["Reference"] = invoice.reference
    if invoice.url:
        shown["Url"] = invoice.url
    shown |= {
        "Payments": _payments(call, invoice),
        "CreditNotes": _credits(call.books.credit_notes, invoice, "CreditNoteID"),
        "Prepayments": _credits(call.books.prepayments, invoice, "PrepaymentID"),
        "Overpayments": _credits(call.books.overpayments, invoice, "OverpaymentID"),
        "AmountDue": number(invoice.due),
        "AmountPaid": number(invoice.paid),
        "AmountCredited": number(invoice.credited),
        "SentToContact": invoice.sent_to_contact,
        "CurrencyRate": number(100),
        "IsDiscounted": any(line.discount or line.discount_rate for line in invoice.lines),
        "HasAttachments": False,
        "HasErrors": False,
        "InvoicePaymentServices": [],
        "Contact": contacts.show_brief(contact) if brief else contacts.show(contact),
        "DateString": date_string(invoice.on),
        "Date": wire_date(invoice.on),
    }
    for member, day in (
        ("DueDate", invoice.due_on),
        ("ExpectedPaymentDate", invoice.expected_on),
        ("PlannedPaymentDate", invoice.planned_on),
    ):
        if day:
            shown |= {f"{member}String": date_string(day), member: wire_date(day)}
    shown |= {
        "Status": invoice.status,
        "LineAmountTypes": invoice.amounts_are,
        "LineItems": [show_line(call, line) for line in invoice.lines] if with_lines else [],
        "SubTotal": number(invoice.sub_total),
        "TotalTax": number(invoice.tax),
        "Total": number(invoice.total),
        "UpdatedDateUTC": wire_instant(invoice.updated_at),
        "UpdatedDateUTCString": instant_string(invoice.updated_at),
        "CurrencyCode": invoice.currency,
    }
    if invoice.paid_off_on:
        shown["FullyPaidOnDate"] = wire_date(invoice.paid_off_on)
    return shown


def inside_payment(call: Call, invoice: Invoice) -> dict[str, Any]:
    """What a payment or an allocation repeats of its invoice."""
    return {
        "Type": invoice.type,
        "InvoiceID": invoice.id,
        "InvoiceNumber": invoice.number,
        "Payments": [],
        "CreditNotes": [],
        "Prepayments": [],
        "Overpayments": [],
        "AmountDue": number(invoice.due),
        "AmountPaid": number(invoice.paid),
        "AmountCredited": number(invoice.credited),
        "IsDiscounted": False,
        "HasErrors": False,
        "InvoicePaymentServices": [],
        "Contact": contacts.show_brief(call.books.contacts[invoice.contact_id]),
        "Status": invoice.status,
        "LineItems": [],
        "CurrencyCode": invoice.currency,
    }


def _payments(call: Call, invoice: Invoice) -> list[dict[str, Any]]:
    if invoice.status in (DRAFT, SUBMITTED, VOIDED, DELETED):
        return []
    return [
        {
            "PaymentID": payment.id,
            "Date": wire_date(payment.on),
            "Amount": number(payment.amount),
            "Reference": payment.reference,
            "CurrencyRate": number(100),
            "HasAccount": False,
            "HasValidationErrors": False,
        }
        for payment in call.books.payments.find("invoice", invoice.id)
        if payment.status != DELETED
    ]


def _credits(table: Table[Any], invoice: Invoice, id_member: str) -> list[dict[str, Any]]:
    """What was applied to the invoice, allocation by allocation."""
    if not invoice.credited:
        return []
    return [
        {
            id_member: credit.id,
            "ID": credit.id,
            **({"CreditNoteNumber": credit.number} if isinstance(credit, CreditNote) else {}),
            "AppliedAmount": number(one.amount),
            "Date": wire_date(one.on),
            "Total": number(credit.total),
            "CurrencyRate": number(100),
            "LineItems": [],
        }
        for credit in table.find("contact", invoice.contact_id)
        for one in credit.allocations
        if one.invoice_id == invoice.id
    ]
