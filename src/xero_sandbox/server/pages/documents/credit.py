"""The pages of what a contact has in hand: credit notes, overpayments, prepayments, and what they were spent on."""

from starlette.responses import Response

from xero_sandbox.model.books import Books
from xero_sandbox.model.records import AUTHORISED, DELETED, VOIDED, Credit, CreditNote, Overpayment, Prepayment
from xero_sandbox.server.html import Html, Part, button, facts, table, tag
from xero_sandbox.server.pages import shown
from xero_sandbox.server.pages.by_hand import edit_form
from xero_sandbox.server.pages.documents.parts import document_page, end_buttons, line_table, money_form, text_form
from xero_sandbox.server.pages.shown import money


def credit_note_page(books: Books, one: CreditNote, refusal: str = "") -> Response:
    here = shown.address(books, one)
    told: list[tuple[str, Part]] = [
        ("Reference", one.reference),
        ("Due", one.due_on),
        ("CreditNoteID", tag("code", one.id)),
    ]
    buttons = end_buttons(one.status, here)
    if one.sale:
        buttons.append(text_form("Reference", "reference", one.reference, here))
    title = f"{'Credit note' if one.sale else 'Supplier credit'} {one.number}".strip()
    return _credit_page(books, one, title, refusal, buttons, told, "credit-notes")


def overpayment_page(books: Books, one: Overpayment, refusal: str = "") -> Response:
    told = [_bank(books, one.bank_transaction_id), ("OverpaymentID", tag("code", one.id))]
    return _credit_page(books, one, "Overpayment", refusal, [], told, "overpayments")


def prepayment_page(books: Books, one: Prepayment, refusal: str = "") -> Response:
    told = [_bank(books, one.bank_transaction_id), ("PrepaymentID", tag("code", one.id))]
    return _credit_page(books, one, "Prepayment", refusal, [], told, "prepayments")


def _credit_page(
    books: Books,
    one: Credit,
    title: str,
    refusal: str,
    buttons: list[Html],
    told: list[tuple[str, Part]],
    section: str,
) -> Response:
    here = shown.address(books, one)
    if one.status == AUTHORISED:
        buttons = [*buttons, *_apply_form(books, one, here), money_form(books, "Refund", one.remaining, one.on, here)]
    applied = [
        (
            shown.invoice(books, part.invoice_id),
            part.on,
            money(part.amount),
            button("Take back", f"{here}/take-back", allocation=part.id),
        )
        for part in one.allocations
    ]
    refunds = [
        (tag("a", payment.on, href=shown.address(books, payment)), shown.state(payment.status), money(payment.amount))
        for payment in books.payments.find("credit", one.id)
    ]
    return document_page(
        books,
        one.id,
        title,
        refusal,
        buttons,
        facts(
            [
                ("Status", shown.state(one.status)),
                ("Type", one.type),
                ("Contact", shown.contact(books, one.contact_id)),
                ("Date", one.on),
                ("Line amounts", one.amounts_are),
                ("Tax", money(one.tax)),
                ("Total", money(one.total)),
                ("Remaining", money(one.remaining)),
                *told,
            ]
        ),
        edit_form(books, one, here) if isinstance(one, CreditNote) and one.status not in (VOIDED, DELETED) else None,
        tag("h2", "Lines"),
        line_table(books, one.lines),
        tag("h2", "Allocations"),
        table(("Invoice", "Date", "Amount", ""), applied, numbers=(2,)),
        tag("h2", "Refunds"),
        table(("Date", "Status", "Amount"), refunds, numbers=(2,)),
        here=section,
    )


def _apply_form(books: Books, one: Credit, here: str) -> list[Html]:
    """Onto any open invoice or bill of the same contact."""
    kind = "ACCREC" if one.sale else "ACCPAY"
    open_ones = [
        row for row in books.invoices.find("contact", one.contact_id) if row.status == AUTHORISED and row.type == kind
    ]
    if not open_ones:
        return []
    options = [
        tag("option", f"{row.number or row.type} of {row.on}: {money(row.due)} due", value=row.id) for row in open_ones
    ]
    amount = money(min(one.remaining, open_ones[0].due)).replace(",", "")
    form = tag(
        "form",
        tag("label", "Apply ", tag("input", name="amount", value=amount, size=10, inputmode="decimal")),
        tag("label", " to ", tag("select", options, name="invoice")),
        tag("button", "Apply"),
        method="post",
        action=f"{here}/apply",
    )
    return [form]


def _bank(books: Books, transaction_id: str) -> tuple[str, Part]:
    bank = books.bank_transactions[transaction_id]
    return "Bank transaction", tag("a", bank.on, href=shown.address(books, bank))
