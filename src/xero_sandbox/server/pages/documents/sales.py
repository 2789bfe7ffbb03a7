"""The page of an invoice or a bill."""

from collections.abc import Iterable
from itertools import chain

from starlette.responses import Response

from xero_sandbox.model.books import Books
from xero_sandbox.model.records import AUTHORISED, DELETED, VOIDED, Credit, Invoice
from xero_sandbox.server.html import facts, table, tag
from xero_sandbox.server.pages import shown
from xero_sandbox.server.pages.by_hand import edit_form
from xero_sandbox.server.pages.documents.parts import document_page, end_buttons, line_table, money_form, text_form
from xero_sandbox.server.pages.shown import money


def invoice_page(books: Books, one: Invoice, refusal: str = "") -> Response:
    here = shown.address(books, one)
    told = facts(
        [
            ("Status", shown.state(one.status)),
            ("Contact", shown.contact(books, one.contact_id)),
            ("Reference", one.reference),
            ("Link back", one.url),
            ("Date", one.on),
            ("Due", one.due_on),
            ("Line amounts", one.amounts_are),
            ("Subtotal", money(one.sub_total)),
            ("Tax", money(one.tax)),
            ("Total", money(one.total)),
            ("Paid", money(one.paid)),
            ("Credited", money(one.credited)),
            ("Amount due", money(one.due)),
            ("InvoiceID", tag("code", one.id)),
        ]
    )
    paid = [
        (
            tag("a", payment.on, href=shown.address(books, payment)),
            payment.reference,
            shown.account(books, payment.account_id),
            shown.state(payment.status),
            money(payment.amount),
        )
        for payment in books.payments.find("invoice", one.id)
    ]
    tables: tuple[Iterable[Credit], ...] = (books.credit_notes, books.overpayments, books.prepayments)
    credited = [
        (tag("a", shown.title(credit), href=shown.address(books, credit)), part.on, money(part.amount))
        for credit in chain.from_iterable(tables)
        for part in credit.allocations
        if part.invoice_id == one.id
    ]
    buttons = end_buttons(one.status, here)
    if one.status == AUTHORISED:
        buttons.append(money_form(books, "Pay", one.due, one.on, here))
    if one.type == "ACCREC":
        buttons.append(text_form("Reference", "reference", one.reference, here))
    title = f"{'Invoice' if one.type == 'ACCREC' else 'Bill'} {one.number}".strip()
    return document_page(
        books,
        one.id,
        title,
        refusal,
        buttons,
        told,
        edit_form(books, one, here) if one.status not in (VOIDED, DELETED) else None,
        tag("h2", "Lines"),
        line_table(books, one.lines),
        tag("h2", "Payments"),
        table(("Date", "Reference", "Account", "Status", "Amount"), paid, numbers=(4,)),
        tag("h2", "Credits applied"),
        table(("Credit", "Date", "Amount"), credited, numbers=(2,)),
        here="invoices" if one.type == "ACCREC" else "bills",
    )
