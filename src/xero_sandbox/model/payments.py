"""Payments: created, deleted, never changed. Never more than is due; from a bank account or one that takes payments."""

from typing import Any

from msgspec.structs import replace

from xero_sandbox.model import accounts, contacts, invoices, ledger, overpayments, texts
from xero_sandbox.model.books import Call
from xero_sandbox.model.dates import instant_string, wire_date, wire_instant
from xero_sandbox.model.money import number, plain
from xero_sandbox.model.records import ACTIVE, AUTHORISED, DELETED, Account, Invoice, Overpayment, Payment
from xero_sandbox.model.refusals import Invalid
from xero_sandbox.model.sent import Reader, Sent
from xero_sandbox.model.show_invoice import inside_payment


def create(call: Call, sent: Sent) -> Payment:
    reader = Reader(sent)
    target = reader.trying(lambda: _target(call, reader))
    account = reader.trying(lambda: _account(call, reader))
    on, amount = reader.day("Date") or call.today, reader.money("Amount")
    reference = reader.text("Reference") or ""
    if amount is None or amount <= 0:
        reader.refuse(texts.AMOUNT_NOT_POSITIVE)
    elif target is not None:
        reader.refuse(*_not_payable(target, amount))
    if len(reference) > 255:
        reader.refuse(texts.REFERENCE_TOO_LONG)
    reader.trying(lambda: call.books.check_open(on))
    reader.done()
    assert target is not None and account is not None and amount is not None
    payment = Payment(
        id=call.books.new_id(),
        type=_type(target),
        on=on,
        amount=amount,
        account_id=account.id,
        updated_at=call.now,
        made_by=call.who,
        reference=reference,
        reconciled=bool(reader.flag("IsReconciled")),
        invoice_id=target.id if isinstance(target, Invoice) else None,
        overpayment_id=target.id if isinstance(target, Overpayment) else None,
    )
    call.books.payments.put(payment)
    ledger.post_payment(call.books, payment)
    _settle(call, payment, amount)
    call.note(target.id, "Payment", f"{plain(amount)} on {on} {reference}".strip())
    call.note(payment.id, "Created", f"{plain(amount)} {reference}".strip())
    return payment


def create_or_update(call: Call, sent: Sent) -> Payment:
    found = call.books.payments.get((Reader(sent).text("PaymentID") or "").lower())
    return update(call, found, sent) if found else create(call, sent)


def update(call: Call, before: Payment, sent: Sent) -> Payment:
    """The one change there is: Status DELETED."""
    if before.status == DELETED or (Reader(sent).text("Status") or "").upper() != DELETED:
        raise Invalid(texts.PAYMENT_NOT_CHANGEABLE)
    if before.reconciled:
        raise Invalid(texts.PAYMENT_RECONCILED)
    call.books.check_open(before.on)
    ledger.reverse(call.books, before.id)
    after = call.books.payments.put(replace(before, status=DELETED, updated_at=call.now))
    _settle(call, before, -before.amount)
    call.note(before.invoice_id or before.overpayment_id or "", "Payment deleted", plain(before.amount))
    call.note(before.id, "Deleted", plain(before.amount))
    return after


def _target(call: Call, reader: Reader) -> Invoice | Overpayment:
    invoice, overpayment = Reader(reader.part("Invoice")), Reader(reader.part("Overpayment"))
    number_sent = invoice.text("InvoiceNumber") or reader.text("InvoiceNumber")
    if (invoice.text("InvoiceID") or number_sent) and not overpayment.sent:
        if invoice_id := invoice.text("InvoiceID"):
            found = call.books.invoices.get(invoice_id.lower())
        else:
            numbered = [one for one in invoices.by_number(call, number_sent or "") if one.status != DELETED]
            found = numbered[-1] if numbered else None
        if found is None:
            raise Invalid(texts.INVOICE_NOT_FOUND)
        return found
    if overpayment.sent and not invoice.sent:
        credit = call.books.overpayments.get((overpayment.text("OverpaymentID") or "").lower())
        if credit is None:
            raise Invalid(texts.OVERPAYMENT_NOT_FOUND)
        return credit
    raise Invalid(texts.PAYMENT_TARGET)


def _account(call: Call, reader: Reader) -> Account:
    account = accounts.by_code_or_id(call.books, reader.part("Account") or {"Code": reader.text("Code")})
    if account is None or account.status != ACTIVE:
        raise Invalid(texts.ACCOUNT_INVALID)
    if account.type != "BANK" and not account.takes_payments:
        raise Invalid(texts.PAYMENT_ACCOUNT_INVALID)
    return account


def _not_payable(target: Invoice | Overpayment, amount: int) -> list[str]:
    if target.status != AUTHORISED:
        return [texts.PAYMENT_NEEDS_AUTHORISED]
    left = target.due if isinstance(target, Invoice) else target.remaining
    return [texts.PAYMENT_TOO_LARGE] if amount > left else []


def _type(target: Invoice | Overpayment) -> str:
    if isinstance(target, Invoice):
        return f"{target.type}PAYMENT"
    return "AROVERPAYMENTPAYMENT" if target.type == "RECEIVE-OVERPAYMENT" else "APOVERPAYMENTPAYMENT"


def _settle(call: Call, payment: Payment, amount: int) -> None:
    if payment.invoice_id:
        invoices.settle(call, call.books.invoices[payment.invoice_id], paid=amount, on=payment.on)
    elif payment.overpayment_id:
        overpayments.refund(call, call.books.overpayments[payment.overpayment_id], amount)


def show(call: Call, payment: Payment) -> dict[str, Any]:
    account = call.books.accounts[payment.account_id]
    shown: dict[str, Any] = {
        "PaymentID": payment.id,
        "Date": wire_date(payment.on),
        "BankAmount": number(payment.amount),
        "Amount": number(payment.amount),
        "Reference": payment.reference,
        "CurrencyRate": number(100),
        "PaymentType": payment.type,
        "Status": payment.status,
        "UpdatedDateUTC": wire_instant(payment.updated_at),
        "UpdatedDateUTCString": instant_string(payment.updated_at),
        "HasAccount": True,
        "IsReconciled": payment.reconciled,
        "Account": {"AccountID": account.id, "Code": account.code, "Name": account.name},
    }
    if payment.invoice_id:
        shown["Invoice"] = inside_payment(call, call.books.invoices[payment.invoice_id])
    if payment.overpayment_id:
        credit = call.books.overpayments[payment.overpayment_id]
        contact = contacts.show_brief(call.books.contacts[credit.contact_id])
        shown["Overpayment"] = {
            "OverpaymentID": credit.id,
            "Type": credit.type,
            "Contact": contact,
            "LineItems": [],
        }
    return shown | {"HasValidationErrors": False}
