"""How values look on a page: money with two decimals, links to documents, a state in its colour."""

from datetime import datetime
from typing import Any

from xero_sandbox.model.books import Books
from xero_sandbox.model.money import plain
from xero_sandbox.model.records import (
    Account,
    BankTransaction,
    BankTransfer,
    Contact,
    CreditNote,
    Invoice,
    ManualJournal,
    Overpayment,
    Payment,
    Prepayment,
    PurchaseOrder,
)
from xero_sandbox.server.html import Html, tag

GOOD, BAD = {"AUTHORISED", "PAID", "ACTIVE", "POSTED"}, {"VOIDED", "DELETED", "ARCHIVED"}
SECTION_OF: dict[type, str] = {
    Invoice: "invoices",
    Payment: "payments",
    BankTransaction: "bank-transactions",
    BankTransfer: "bank-transfers",
    Overpayment: "overpayments",
    Prepayment: "prepayments",
    CreditNote: "credit-notes",
    ManualJournal: "manual-journals",
    PurchaseOrder: "purchase-orders",
    Contact: "contacts",
    Account: "accounts",
}


def money(amount: int) -> str:
    whole, _, part = plain(amount).partition(".")
    return f"{int(whole):,}.{part}" if whole not in ("-0", "0") else f"{whole}.{part}"


def state(status: str) -> Html:
    kind = "good" if status in GOOD else "bad" if status in BAD else "open"
    return tag("span", status, class_=f"state {kind}")


def instant(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"


def address(books: Books, document: Any) -> str:
    section = SECTION_OF[type(document)]
    if isinstance(document, Invoice) and document.type == "ACCPAY":
        section = "bills"
    return f"/o/{books.tenant_id}/{section}/{document.id}"


def title(document: Any) -> str:
    """What a link to a document says."""
    match document:
        case ManualJournal():
            return f"Journal {document.narration}"
        case BankTransfer():
            return f"Bank transfer {document.reference}".strip()
        case PurchaseOrder():
            return f"Purchase order {document.number}"
        case Contact() | Account():
            return f"{type(document).__name__} {document.name}"
    name = getattr(document, "number", "") or getattr(document, "reference", "")
    return f"{document.type} {name}".strip()


def contact(books: Books, contact_id: str) -> Html | None:
    one = books.contacts.get(contact_id)
    return tag("a", one.name, href=address(books, one)) if one else None


def contact_name(books: Books, contact_id: str) -> str:
    one = books.contacts.get(contact_id)
    return one.name if one else ""


def account(books: Books, account_id: str | None) -> Html | None:
    one = books.accounts.get(account_id or "")
    return tag("a", f"{one.code} {one.name}".strip(), href=f"/o/{books.tenant_id}/accounts/{one.id}") if one else None


def invoice(books: Books, invoice_id: str | None) -> Html | None:
    one = books.invoices.get(invoice_id or "")
    return tag("a", one.number or one.type, href=address(books, one)) if one else None
