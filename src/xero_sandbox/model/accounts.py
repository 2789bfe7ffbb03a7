"""The chart of accounts: create one, change one, archive one on its own."""

from typing import Any

from msgspec.structs import replace

from xero_sandbox.model import texts
from xero_sandbox.model.books import Books, Call
from xero_sandbox.model.dates import wire_instant
from xero_sandbox.model.records import ACTIVE, ARCHIVED, Account
from xero_sandbox.model.refusals import Invalid
from xero_sandbox.model.sent import Reader, Sent

CLASS_OF = {
    "BANK": "ASSET",
    "CURRENT": "ASSET",
    "FIXED": "ASSET",
    "INVENTORY": "ASSET",
    "NONCURRENT": "ASSET",
    "PREPAYMENT": "ASSET",
    "CURRLIAB": "LIABILITY",
    "LIABILITY": "LIABILITY",
    "TERMLIAB": "LIABILITY",
    "PAYG": "LIABILITY",
    "EQUITY": "EQUITY",
    "DEPRECIATN": "EXPENSE",
    "DIRECTCOSTS": "EXPENSE",
    "EXPENSE": "EXPENSE",
    "OVERHEADS": "EXPENSE",
    "OTHERINCOME": "REVENUE",
    "REVENUE": "REVENUE",
    "SALES": "REVENUE",
}


def create(call: Call, sent: Sent) -> Account:
    books, reader = call.books, Reader(sent)
    code, name, kind = reader.text("Code") or "", reader.text("Name") or "", (reader.text("Type") or "").upper()
    if kind not in CLASS_OF:
        reader.refuse(texts.ACCOUNT_TYPE_INVALID)
    if not code and kind != "BANK":
        reader.refuse(texts.ACCOUNT_CODE_MISSING)
    if kind == "BANK" and not reader.text("BankAccountNumber"):
        reader.refuse(texts.ACCOUNT_NUMBER_MISSING)
    _check_code_and_name(books, reader, code=code, name=name, own_id=None)
    tax_type = reader.text("TaxType") or "NONE"
    if books.tax_rates.get(tax_type) is None:
        reader.refuse(texts.TAX_RATE_INVALID)
    reader.done()
    account = Account(
        id=books.new_id(),
        code=code,
        name=name,
        type=kind,
        account_class=CLASS_OF[kind],
        tax_type=tax_type,
        updated_at=call.now,
        description=reader.text("Description") or "",
        takes_payments=bool(reader.flag("EnablePaymentsToAccount")) and kind != "BANK",
        bank_number=reader.text("BankAccountNumber") or "",
        bank_type=(reader.text("BankAccountType") or "BANK") if kind == "BANK" else "",
    )
    call.note(account.id, "Created", f"{code} {name}")
    return books.accounts.put(account)


def create_or_update(call: Call, sent: Sent) -> Account:
    reader = Reader(sent)
    found = call.books.accounts.get((reader.text("AccountID") or "").lower())
    return update(call, found, sent) if found else create(call, sent)


def update(call: Call, before: Account, sent: Sent) -> Account:
    reader = Reader(sent)
    status = reader.text("Status")
    if status == ARCHIVED:
        if set(sent) - {"AccountID", "Status"}:
            raise Invalid(texts.ACCOUNT_ARCHIVE_ALONE)
        if before.system:
            raise Invalid(texts.ACCOUNT_SYSTEM)
        call.note(before.id, "Archived", before.name)
        return call.books.accounts.put(replace(before, status=ARCHIVED, updated_at=call.now))
    code, name = reader.text("Code") or before.code, reader.text("Name") or before.name
    _check_code_and_name(call.books, reader, code=code, name=name, own_id=before.id)
    tax_type = reader.text("TaxType") or before.tax_type
    if call.books.tax_rates.get(tax_type) is None:
        reader.refuse(texts.TAX_RATE_INVALID)
    reader.done()
    enabled = reader.flag("EnablePaymentsToAccount")
    description, number = reader.text("Description"), reader.text("BankAccountNumber")
    after = replace(
        before,
        code=code,
        name=name,
        tax_type=tax_type,
        updated_at=call.now,
        status=status or ACTIVE,
        description=before.description if description is None else description,
        takes_payments=before.takes_payments if enabled is None else enabled and before.type != "BANK",
        bank_number=before.bank_number if number is None else number,
    )
    call.note(before.id, "Edited", name)
    return call.books.accounts.put(after)


def by_code_or_id(books: Books, sent: Sent) -> Account | None:
    """The account a payment or a bank transaction names."""
    reader = Reader(sent)
    if account_id := reader.text("AccountID"):
        return books.accounts.get(account_id.lower())
    found = books.accounts.find("code", reader.text("Code") or "")
    return found[0] if found else None


def _check_code_and_name(books: Books, reader: Reader, *, code: str, name: str, own_id: str | None) -> None:
    if len(code) > 10:
        reader.refuse(texts.ACCOUNT_CODE_TOO_LONG)
    if code and any(other.id != own_id for other in books.accounts.find("code", code)):
        reader.refuse(texts.ACCOUNT_CODE_TAKEN)
    if not name:
        reader.refuse(texts.ACCOUNT_NAME_MISSING)
    wanted = name.casefold()
    if any(other.name.casefold() == wanted and other.id != own_id for other in books.accounts):
        reader.refuse(texts.ACCOUNT_NAME_TAKEN)


def show(account: Account, currency: str) -> dict[str, Any]:
    shown: dict[str, Any] = {"AccountID": account.id}
    if account.code:
        shown["Code"] = account.code
    shown |= {
        "Name": account.name,
        "Status": account.status,
        "Type": account.type,
        "TaxType": account.tax_type,
        "Description": account.description,
        "Class": account.account_class,
        "EnablePaymentsToAccount": account.takes_payments,
        "ShowInExpenseClaims": False,
    }
    if account.system:
        shown["SystemAccount"] = account.system
    if account.type == "BANK":
        shown |= {
            "BankAccountNumber": account.bank_number,
            "BankAccountType": account.bank_type,
            "CurrencyCode": currency,
        }
    return shown | {
        "ReportingCode": account.account_class[:3],
        "HasAttachments": False,
        "UpdatedDateUTC": wire_instant(account.updated_at),
        "AddToWatchlist": False,
    }
