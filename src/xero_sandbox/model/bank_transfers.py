"""Bank transfers: between two BANK accounts, created and deleted, never changed.

Each makes two bank transactions, SPEND-TRANSFER and RECEIVE-TRANSFER; while either is reconciled it stays.
"""

from typing import Any

from msgspec.structs import replace

from xero_sandbox.model import ledger, texts
from xero_sandbox.model.bank_transactions import bank_account
from xero_sandbox.model.books import Call
from xero_sandbox.model.dates import date_string, instant_string, wire_date, wire_instant
from xero_sandbox.model.money import number, plain
from xero_sandbox.model.records import AUTHORISED, DELETED, BankTransaction, BankTransfer
from xero_sandbox.model.refusals import Invalid
from xero_sandbox.model.sent import Reader, Sent


def create(call: Call, sent: Sent) -> BankTransfer:
    reader, books = Reader(sent), call.books
    source = reader.trying(lambda: bank_account(call, reader.part("FromBankAccount")))
    target = reader.trying(lambda: bank_account(call, reader.part("ToBankAccount")))
    if source is not None and source == target:
        reader.refuse(texts.BANK_TRANSFER_SAME)
    on, amount, reference = reader.day("Date") or call.today, reader.money("Amount"), reader.text("Reference") or ""
    if amount is None or amount <= 0:
        reader.refuse(texts.AMOUNT_NOT_POSITIVE)
    if len(reference) > 255:
        reader.refuse(texts.REFERENCE_TOO_LONG)
    reader.trying(lambda: books.check_open(on))
    reader.done()
    assert source is not None and target is not None and amount is not None
    transfer = BankTransfer(
        id=books.new_id(),
        from_account_id=source.id,
        to_account_id=target.id,
        from_transaction_id=books.new_id(),
        to_transaction_id=books.new_id(),
        amount=amount,
        on=on,
        created_at=call.now,
        updated_at=call.now,
        made_by=call.who,
        reference=reference,
    )
    for side in ("From", "To"):
        books.bank_transactions.put(_side(call, transfer, side, reconciled=bool(reader.flag(f"{side}IsReconciled"))))
    ledger.post_bank_transfer(books, transfer)
    call.note(transfer.id, "Created", f"{source.name} to {target.name} {plain(amount)} {reference}".strip())
    return books.bank_transfers.put(transfer)


def delete_by_id(call: Call, sent: Sent) -> BankTransfer:
    """POST without an id in the address: each element names its transfer."""
    found = call.books.bank_transfers.get((Reader(sent).text("BankTransferID") or "").lower())
    if found is None:
        raise Invalid(texts.BANK_TRANSFER_NOT_FOUND)
    return update(call, found, sent)


def update(call: Call, before: BankTransfer, sent: Sent) -> BankTransfer:
    """The one change there is: Status DELETED, of the transfer and of both its sides."""
    if before.status == DELETED or (Reader(sent).text("Status") or "").upper() != DELETED:
        raise Invalid(texts.BANK_TRANSFER_STATUS)
    books = call.books
    sides = [books.bank_transactions[key] for key in (before.from_transaction_id, before.to_transaction_id)]
    if any(side.reconciled for side in sides):
        raise Invalid(texts.BANK_TRANSACTION_RECONCILED)
    books.check_open(before.on)
    ledger.reverse(books, before.id)
    for side in sides:
        books.bank_transactions.put(replace(side, status=DELETED, updated_at=call.now))
    call.note(before.id, "Deleted", plain(before.amount))
    return books.bank_transfers.put(replace(before, status=DELETED, updated_at=call.now))


def _side(call: Call, transfer: BankTransfer, side: str, *, reconciled: bool) -> BankTransaction:
    out = side == "From"
    return BankTransaction(
        id=transfer.from_transaction_id if out else transfer.to_transaction_id,
        type="SPEND-TRANSFER" if out else "RECEIVE-TRANSFER",
        bank_account_id=transfer.from_account_id if out else transfer.to_account_id,
        contact_id="",
        on=transfer.on,
        status=AUTHORISED,
        amounts_are="NoTax",
        lines=(),
        sub_total=transfer.amount,
        tax=0,
        total=transfer.amount,
        currency=call.books.profile.currency,
        updated_at=call.now,
        made_by=call.who,
        reference=transfer.reference,
        reconciled=reconciled,
        transfer_id=transfer.id,
    )


def show(call: Call, transfer: BankTransfer, *, brief: bool = False) -> dict[str, Any]:
    books = call.books
    shown: dict[str, Any] = {
        "BankTransferID": transfer.id,
        "CreatedDateUTCString": instant_string(transfer.created_at),
        "CreatedDateUTC": wire_instant(transfer.created_at),
        "DateString": date_string(transfer.on),
        "Date": wire_date(transfer.on),
        "Status": transfer.status,
        "Amount": number(transfer.amount),
        "FromBankTransactionID": transfer.from_transaction_id,
        "ToBankTransactionID": transfer.to_transaction_id,
        "FromIsReconciled": books.bank_transactions[transfer.from_transaction_id].reconciled,
        "ToIsReconciled": books.bank_transactions[transfer.to_transaction_id].reconciled,
        "Reference": transfer.reference,
        "CurrencyRate": number(100),
        "HasAttachments": False,
        "FromTracking": [],
        "ToTracking": [],
    }
    for member, account_id in (("From", transfer.from_account_id), ("To", transfer.to_account_id)):
        account = books.accounts[account_id]
        code = {} if brief or not account.code else {"Code": account.code}
        shown[f"{member}BankAccount"] = {"AccountID": account.id, **code, "Name": account.name}
    return shown
