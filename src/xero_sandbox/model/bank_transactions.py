"""Bank transactions: money in (RECEIVE), money out (SPEND), and what a contact paid too much or beforehand.

Tax is always Xero's own here: another TaxAmount is refused. A Reference is kept on SPEND and RECEIVE only.
"""

from typing import Any

from msgspec.structs import replace

from xero_sandbox.model import accounts, allocations, contacts, ledger, lines, overpayments, texts
from xero_sandbox.model.books import Call
from xero_sandbox.model.dates import date_string, instant_string, wire_date, wire_instant
from xero_sandbox.model.lines import show_line
from xero_sandbox.model.money import number, plain
from xero_sandbox.model.overpayments import OVERPAID, PREPAID
from xero_sandbox.model.records import ACTIVE, AUTHORISED, DELETED, VOIDED, Account, BankTransaction, Line
from xero_sandbox.model.refusals import Invalid
from xero_sandbox.model.sent import Reader, Sent

PLAIN = ("RECEIVE", "SPEND")


def create(call: Call, sent: Sent) -> BankTransaction:
    reader = Reader(sent)
    kind = (reader.text("Type") or "").upper()
    if kind not in PLAIN + OVERPAID + PREPAID:
        raise Invalid(texts.BANK_TRANSACTION_TYPE)
    return _save(call, reader, kind, None)


def create_or_update(call: Call, sent: Sent) -> BankTransaction:
    found = call.books.bank_transactions.get((Reader(sent).text("BankTransactionID") or "").lower())
    return update(call, found, sent) if found else create(call, sent)


def update(call: Call, before: BankTransaction, sent: Sent) -> BankTransaction:
    reader = Reader(sent)
    if before.transfer_id:
        raise Invalid(texts.BANK_TRANSFER_SIDE)
    if before.status != AUTHORISED:
        raise Invalid(texts.BANK_TRANSACTION_STATUS)
    if before.reconciled:
        raise Invalid(texts.BANK_TRANSACTION_RECONCILED)
    status = (reader.text("Status") or AUTHORISED).upper()
    if status in (DELETED, VOIDED):
        return delete(call, before)
    if before.credit_id:
        raise Invalid(texts.BANK_TRANSACTION_STATUS)
    call.books.check_open(before.on)
    return _save(call, reader, before.type, before)


def delete(call: Call, before: BankTransaction) -> BankTransaction:
    call.books.check_open(before.on)
    if before.credit_id:
        overpayments.void(call, allocations.find(call.books, before.credit_id))
    ledger.reverse(call.books, before.id)
    call.note(before.id, "Deleted", before.reference)
    return call.books.bank_transactions.put(replace(before, status=DELETED, updated_at=call.now))


def _save(call: Call, reader: Reader, kind: str, before: BankTransaction | None) -> BankTransaction:
    amounts_are = lines.AMOUNTS_ARE.get(
        (reader.text("LineAmountTypes") or (before.amounts_are if before else "Exclusive")).lower(), "Exclusive"
    )
    on = reader.day("Date") or (before.on if before else call.today)
    reference, url = reader.text("Reference"), reader.text("Url")
    bank_id = before.bank_account_id if before else ""
    if before is None or reader.part("BankAccount"):
        bank = reader.trying(lambda: bank_account(call, reader.part("BankAccount")))
        bank_id = bank.id if bank else ""
    contact_id = before.contact_id if before else ""
    if before is None or reader.part("Contact"):
        contact = reader.trying(lambda: contacts.for_document(call, reader.part("Contact")))
        contact_id = contact.id if contact else ""
    priced = _lines(call, reader, kind, amounts_are, before.lines if before else ())
    if (reader.text("CurrencyCode") or call.books.profile.currency) != call.books.profile.currency:
        reader.refuse(texts.CURRENCY_UNKNOWN.format(code=reader.text("CurrencyCode")))
    if len(reference or "") > 255:
        reader.refuse(texts.REFERENCE_TOO_LONG)
    reader.trying(lambda: call.books.check_open(on))
    sums = lines.totals(priced, amounts_are)
    if priced and sums.total <= 0:
        reader.refuse(texts.AMOUNT_NOT_POSITIVE)
    reader.done()
    transaction = BankTransaction(
        id=before.id if before else call.books.new_id(),
        type=kind,
        bank_account_id=bank_id,
        contact_id=contact_id,
        on=on,
        status=AUTHORISED,
        amounts_are="NoTax" if kind in OVERPAID else amounts_are,
        lines=priced,
        sub_total=sums.sub_total,
        tax=sums.tax,
        total=sums.total,
        currency=call.books.profile.currency,
        updated_at=call.now,
        made_by=before.made_by if before else call.who,
        reference=((before.reference if before else "") if reference is None else reference) if kind in PLAIN else "",
        url=(before.url if before else "") if url is None else url,
        reconciled=bool(reader.flag("IsReconciled")),
    )
    return _keep(call, before, transaction)


def _keep(call: Call, before: BankTransaction | None, after: BankTransaction) -> BankTransaction:
    if before is not None:
        ledger.reverse(call.books, before.id)
    elif after.type not in PLAIN:
        after = overpayments.open_for(call, after)
    ledger.post_bank_transaction(call.books, after)
    contacts.mark_used(call, call.books.contacts[after.contact_id], sale=after.type.startswith("RECEIVE"))
    told = f"{after.type} {plain(after.total)} {after.reference}".strip()
    call.note(after.id, "Edited" if before else "Created", told)
    return call.books.bank_transactions.put(after)


def bank_account(call: Call, sent: Sent) -> Account:
    account = accounts.by_code_or_id(call.books, sent)
    if account is None or account.type != "BANK" or account.status != ACTIVE:
        raise Invalid(texts.ACCOUNT_INVALID)
    return account


def _lines(call: Call, reader: Reader, kind: str, amounts_are: str, kept: tuple[Line, ...]) -> tuple[Line, ...]:
    sent = reader.parts("LineItems")
    if sent is None and kept:
        return lines.retaxed(call, kept, amounts_are)
    if not sent:
        reader.refuse(texts.LINES_MISSING)
        return ()
    if kind in OVERPAID:
        amounts_are = "NoTax"
    priced = (
        reader.trying(lambda: lines.read_lines(call, sent, amounts_are=amounts_are, tax_may_differ=False, kept=kept))
        or ()
    )
    if kind in OVERPAID and any(line.account_id for line in priced):
        reader.refuse(texts.OVERPAYMENT_LINE)
    if kind not in OVERPAID and any(line.amount and line.account_id is None for line in priced):
        reader.refuse(texts.LINE_ACCOUNT_MISSING)
    return priced


def show(call: Call, transaction: BankTransaction, *, brief: bool = False, with_lines: bool = True) -> dict[str, Any]:
    bank = call.books.accounts[transaction.bank_account_id]
    contact = call.books.contacts.get(transaction.contact_id)
    shown: dict[str, Any] = {
        "BankTransactionID": transaction.id,
        "BankAccount": {"AccountID": bank.id, "Code": bank.code, "Name": bank.name},
        "Type": transaction.type,
        "Reference": transaction.reference,
        "IsReconciled": transaction.reconciled,
        "HasAttachments": False,
        **({"Contact": contacts.show_brief(contact) if brief else contacts.show(contact)} if contact else {}),
        "DateString": date_string(transaction.on),
        "Date": wire_date(transaction.on),
        "Status": transaction.status,
        "LineAmountTypes": transaction.amounts_are,
        "LineItems": [show_line(call, line) for line in transaction.lines] if with_lines else [],
        "SubTotal": number(transaction.sub_total),
        "TotalTax": number(transaction.tax),
        "Total": number(transaction.total),
        "UpdatedDateUTC": wire_instant(transaction.updated_at),
        "UpdatedDateUTCString": instant_string(transaction.updated_at),
        "CurrencyCode": transaction.currency,
    }
    if transaction.url:
        shown["Url"] = transaction.url
    if transaction.overpayment_id:
        shown["OverpaymentID"] = transaction.overpayment_id
    if transaction.prepayment_id:
        shown["PrepaymentID"] = transaction.prepayment_id
    return shown
