"""What a person does inside Xero, beside any app: pay, reconcile, void, archive, move a lock date, edit a reference.

Much of it the API cannot do (reconcile, change a payment's reference), and all of it surprises a push that thought it
knew. The rules of the books still hold.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec.structs import replace

from xero_sandbox.model import (
    accounts,
    allocations,
    bank_transactions,
    bank_transfers,
    contacts,
    credit_notes,
    invoices,
    manual_journals,
    organisation,
    payments,
    purchase_orders,
    texts,
)
from xero_sandbox.model.books import Call
from xero_sandbox.model.money import plain
from xero_sandbox.model.records import (
    ACTIVE,
    ARCHIVED,
    AUTHORISED,
    DELETED,
    POSTED,
    VOIDED,
    Account,
    Allocation,
    BankTransaction,
    BankTransfer,
    Contact,
    Credit,
    CreditNote,
    Invoice,
    ManualJournal,
    Payment,
    PurchaseOrder,
)
from xero_sandbox.model.refusals import Invalid, NoSuchThing
from xero_sandbox.model.sent import Sent
from xero_sandbox.model.tables import Table

Document = Invoice | CreditNote | Payment | BankTransaction | BankTransfer
UPDATE: dict[type, Callable[[Call, Any, Sent], Any]] = {
    Invoice: invoices.update,
    CreditNote: credit_notes.update,
    BankTransaction: bank_transactions.update,
    ManualJournal: manual_journals.update,
    PurchaseOrder: purchase_orders.update,
    Contact: contacts.update,
    Account: accounts.update,
}
CREATE: dict[str, Callable[[Call, Sent], Any]] = {
    "Invoice": invoices.create,
    "BankTransaction": bank_transactions.create,
}


def rewrite(call: Call, document: Any, sent: Sent) -> Any:
    """Whatever may be edited, edited: what was sent is what changes."""
    return UPDATE[type(document)](call, document, sent) if sent else document


def enter(call: Call, kind: str, sent: Sent) -> Any:
    """A document that no app has sent."""
    return CREATE[kind](call, sent)


def pay(
    call: Call, document: Invoice | Credit, *, amount: int, account_id: str, on: date, reference: str = ""
) -> Payment:
    """An invoice is paid; of a credit so much is given back."""
    kind = type(document).__name__
    sent = {
        kind: {f"{kind}ID": document.id},
        "Account": {"AccountID": account_id},
        "Date": on.isoformat(),
        "Amount": plain(amount),
        "Reference": reference,
    }
    return payments.create(call, sent)


def approve(call: Call, document: Invoice | CreditNote) -> Any:
    return rewrite(call, document, {"Status": AUTHORISED})


def void(call: Call, document: Invoice | CreditNote) -> Any:
    """A draft is deleted, an approved document voided."""
    return rewrite(call, document, {"Status": VOIDED if document.status in invoices.STANDING else DELETED})


def allocate(call: Call, credit: Credit, *, invoice_id: str, amount: int) -> Allocation:
    return allocations.allocate(call, credit, {"Invoice": {"InvoiceID": invoice_id}, "Amount": plain(amount)})


def take_back(call: Call, credit: Credit, allocation_id: str) -> Allocation:
    try:
        return allocations.take_back(call, credit, allocation_id)
    except NoSuchThing:
        raise Invalid(texts.ALLOCATION_GONE) from None


def delete_payment(call: Call, payment: Payment) -> Payment:
    return payments.update(call, payment, {"Status": DELETED})


def delete_bank_transfer(call: Call, transfer: BankTransfer) -> BankTransfer:
    return bank_transfers.update(call, transfer, {"Status": DELETED})


def delete_bank_transaction(call: Call, transaction: BankTransaction) -> BankTransaction | BankTransfer:
    """One side of a transfer takes the whole transfer with it."""
    if transaction.transfer_id:
        return delete_bank_transfer(call, call.books.bank_transfers[transaction.transfer_id])
    return bank_transactions.update(call, transaction, {"Status": DELETED})


def post_journal(call: Call, journal: ManualJournal) -> ManualJournal:
    return manual_journals.update(call, journal, {"Status": POSTED})


def void_journal(call: Call, journal: ManualJournal) -> ManualJournal:
    """A draft is deleted, a posted journal voided."""
    ended = VOIDED if journal.status == POSTED else DELETED
    return manual_journals.update(call, journal, {"Status": ended})


def edit_narration(call: Call, journal: ManualJournal, narration: str) -> ManualJournal:
    return manual_journals.update(call, journal, {"Narration": narration})


def move_order(call: Call, order: PurchaseOrder, status: str) -> PurchaseOrder:
    return purchase_orders.update(call, order, {"Status": status})


def edit_reference(call: Call, document: Document, reference: str) -> Document:
    call.note(document.id, "Edited", f"Reference from {document.reference!r} to {reference!r}")
    tables: dict[type, Table[Any]] = {
        Invoice: call.books.invoices,
        CreditNote: call.books.credit_notes,
        Payment: call.books.payments,
        BankTransfer: call.books.bank_transfers,
        BankTransaction: call.books.bank_transactions,
    }
    changed: Document = replace(document, reference=reference, updated_at=call.now)
    tables[type(document)].put(changed)
    if isinstance(document, BankTransfer):
        for key in (document.from_transaction_id, document.to_transaction_id):
            side = call.books.bank_transactions[key]
            call.books.bank_transactions.put(replace(side, reference=reference, updated_at=call.now))
    return changed


def set_reconciled(call: Call, document: Payment | BankTransaction, *, reconciled: bool) -> None:
    if document.status != AUTHORISED:
        raise Invalid(texts.BANK_TRANSACTION_STATUS)
    call.note(document.id, "Reconciled" if reconciled else "Unreconciled", "")
    if isinstance(document, Payment):
        call.books.payments.put(replace(document, reconciled=reconciled, updated_at=call.now))
    else:
        call.books.bank_transactions.put(replace(document, reconciled=reconciled, updated_at=call.now))


def archive_contact(call: Call, contact: Contact) -> Contact:
    return contacts.update(call, contact, {"ContactStatus": ARCHIVED})


def restore_contact(call: Call, contact: Contact) -> Contact:
    if call.books.contacts.find("active_name", contact.name.casefold()):
        raise Invalid(texts.CONTACT_NAME_TAKEN.format(name=contact.name))
    if contact.merged_to:
        raise Invalid(texts.ARCHIVED_CONTACT_FIXED)
    call.note(contact.id, "Restored", contact.name)
    return call.books.contacts.put(replace(contact, status=ACTIVE, updated_at=call.now))


def merge_contact(call: Call, contact: Contact, into_id: str) -> Contact:
    into = call.books.contacts.get(into_id)
    if into is None:
        raise Invalid(texts.CONTACT_NOT_FOUND)
    return contacts.merge(call, contact, into)


def set_account_status(call: Call, account: Account, *, archived: bool) -> Account:
    if account.system:
        raise Invalid(texts.ACCOUNT_SYSTEM)
    call.note(account.id, "Archived" if archived else "Restored", account.name)
    status = ARCHIVED if archived else ACTIVE
    return call.books.accounts.put(replace(account, status=status, updated_at=call.now))


def set_lock_dates(call: Call, *, period: date | None, year: date | None) -> None:
    call.note(call.books.tenant_id, "Lock dates", f"period {period or 'none'}, year {year or 'none'}")
    call.books.profiles.put(replace(call.books.profile, period_lock=period, year_lock=year))


def set_plan(call: Call, *, plan: str, edition: str, status: str, is_demo: bool) -> None:
    """What Xero sells the organisation: Class, Edition, OrganisationStatus and IsDemoCompany."""
    call.note(call.books.tenant_id, "Plan", f"{plan}, {edition}, {status}{', demo company' if is_demo else ''}")
    changed = replace(call.books.profile, edition_class=plan, edition=edition, status=status, is_demo=is_demo)
    call.books.profiles.put(changed)


def set_rights(call: Call, *, denied: tuple[str, ...]) -> None:
    """Which actions the person who consents may not do; the app may not do them either."""
    if unknown := [name for name in denied if name not in organisation.ALLOWED]:
        raise Invalid(texts.ACTION_UNKNOWN.format(name=unknown[0]))
    call.note(call.books.tenant_id, "Rights", f"not allowed: {', '.join(denied) or 'nothing'}")
    call.books.profiles.put(replace(call.books.profile, denied=denied))


def add_currency(call: Call, code: str) -> None:
    """A currency beside the organisation's own; it cannot be taken away again."""
    profile = call.books.profile
    if len(code) != 3 or not code.isalpha():
        raise Invalid(texts.CURRENCY_INVALID)
    call.note(call.books.tenant_id, "Currency", f"{code.upper()} added")
    known = dict.fromkeys((*profile.currencies, code.upper()))
    call.books.profiles.put(replace(profile, currencies=tuple(one for one in known if one != profile.currency)))


def add_bank_account(call: Call, *, name: str, number: str) -> Account:
    """Accounting, Bank accounts, Add bank account: a name and a number. It has no code until it is given one."""
    return accounts.create(call, {"Name": name, "Type": "BANK", "BankAccountNumber": number})


def set_account_code(call: Call, account: Account, code: str) -> Account:
    """On Xero's own pages a code can be changed, and a bank account does without one."""
    if len(code) > 10:
        raise Invalid(texts.ACCOUNT_CODE_TOO_LONG)
    if not code and account.type != "BANK":
        raise Invalid(texts.ACCOUNT_CODE_MISSING)
    if code and any(other.id != account.id for other in call.books.accounts.find("code", code)):
        raise Invalid(texts.ACCOUNT_CODE_TAKEN)
    call.note(account.id, "Code", f"{account.code or 'none'} to {code or 'none'}")
    return call.books.accounts.put(replace(account, code=code, updated_at=call.now))
