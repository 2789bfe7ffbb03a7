"""Payments: created, deleted, never changed. Never more than is due; from a bank account or one that takes payments."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from xero_sandbox.model import accounts, allocations, invoices, ledger, show_credit, texts
from xero_sandbox.model.books import Call
from xero_sandbox.model.dates import instant_string, wire_date, wire_instant
from xero_sandbox.model.money import number, plain
from xero_sandbox.model.records import (
    ACTIVE,
    AUTHORISED,
    DELETED,
    Account,
    Credit,
    CreditNote,
    Invoice,
    Overpayment,
    Payment,
    Prepayment,
)
from xero_sandbox.model.refusals import Invalid
from xero_sandbox.model.sent import Reader, Sent
from xero_sandbox.model.show_invoice import inside_payment

NOT_FOUND = {
    "Invoice": texts.INVOICE_NOT_FOUND,
    "CreditNote": texts.CREDIT_NOTE_NOT_FOUND,
    "Overpayment": texts.OVERPAYMENT_NOT_FOUND,
    "Prepayment": texts.PREPAYMENT_NOT_FOUND,
}


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
        credit_note_id=target.id if isinstance(target, CreditNote) else None,
        prepayment_id=target.id if isinstance(target, Prepayment) else None,
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
    call.note(before.invoice_id or before.credit_id or "", "Payment deleted", plain(before.amount))
    call.note(before.id, "Deleted", plain(before.amount))
    return after


def _target(call: Call, reader: Reader) -> Invoice | Credit:
    """The one document it is for: by its id, an invoice or a customer's credit note also by its number."""
    named = {kind: Reader(reader.part(kind)) for kind in ("Invoice", "CreditNote", "Overpayment", "Prepayment")}
    numbers = {
        kind: named[kind].text(f"{kind}Number") or reader.text(f"{kind}Number") for kind in ("Invoice", "CreditNote")
    }
    given = [kind for kind, part in named.items() if part.text(f"{kind}ID") or numbers.get(kind)]
    if len(given) != 1:
        raise Invalid(texts.PAYMENT_TARGET)
    (kind,) = given
    target_id, books = (named[kind].text(f"{kind}ID") or "").lower(), call.books
    found: Invoice | Credit | None
    match kind:
        case "Invoice":
            found = books.invoices.get(target_id) or _last(books.invoices.find("number", numbers[kind]))
        case "CreditNote":
            found = books.credit_notes.get(target_id) or _last(books.credit_notes.find("number", numbers[kind]))
        case "Overpayment":
            found = books.overpayments.get(target_id)
        case _:
            found = books.prepayments.get(target_id)
    if found is None:
        raise Invalid(NOT_FOUND[kind])
    return found


def _last(numbered: Sequence[Invoice | CreditNote]) -> Invoice | CreditNote | None:
    standing = [one for one in numbered if one.status != DELETED]
    return standing[-1] if standing else None


def _account(call: Call, reader: Reader) -> Account:
    account = accounts.by_code_or_id(call.books, reader.part("Account") or {"Code": reader.text("Code")})
    if account is None or account.status != ACTIVE:
        raise Invalid(texts.ACCOUNT_INVALID)
    if account.type != "BANK" and not account.takes_payments:
        raise Invalid(texts.PAYMENT_ACCOUNT_INVALID)
    return account


def _not_payable(target: Invoice | Credit, amount: int) -> list[str]:
    if target.status != AUTHORISED:
        return [texts.PAYMENT_NEEDS_AUTHORISED]
    left = target.due if isinstance(target, Invoice) else target.remaining
    return [texts.PAYMENT_TOO_LARGE] if amount > left else []


def _type(target: Invoice | Credit) -> str:
    if isinstance(target, Invoice):
        return f"{target.type}PAYMENT"
    kind = {CreditNote: "CREDIT", Overpayment: "OVERPAYMENT", Prepayment: "PREPAYMENT"}[type(target)]
    return f"{'AR' if target.sale else 'AP'}{kind}PAYMENT"


def _settle(call: Call, payment: Payment, amount: int) -> None:
    if payment.invoice_id:
        invoices.settle(call, call.books.invoices[payment.invoice_id], paid=amount, on=payment.on)
    elif payment.credit_id:
        allocations.refund(call, allocations.find(call.books, payment.credit_id), amount)


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
    if payment.credit_note_id:
        shown["Invoice"] = show_credit.as_invoice(call, call.books.credit_notes[payment.credit_note_id])
    if payment.overpayment_id:
        shown["Overpayment"] = show_credit.inside_payment_of(call, call.books.overpayments[payment.overpayment_id])
    if payment.prepayment_id:
        shown["Prepayment"] = show_credit.inside_payment_of(call, call.books.prepayments[payment.prepayment_id])
    return shown | {"HasValidationErrors": False}
