"""The page of an invoice or a bill."""

from starlette.responses import Response

from xero_sandbox.model.books import Books
from xero_sandbox.model.records import ACTIVE, AUTHORISED, Invoice
from xero_sandbox.server.html import Html, button, facts, table, tag
from xero_sandbox.server.pages import shown
from xero_sandbox.server.pages.documents.parts import document_page, line_table, text_form
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
    buttons: list[Html] = []
    if one.status in ("DRAFT", "SUBMITTED"):
        buttons += [button("Approve", f"{here}/approve"), button("Delete", f"{here}/void", kind="danger")]
    elif one.status in ("AUTHORISED", "PAID"):
        buttons.append(button("Void", f"{here}/void", kind="danger"))
    if one.status == AUTHORISED:
        buttons.append(_pay_form(books, one, here))
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
        tag("h2", "Lines"),
        line_table(books, one.lines),
        tag("h2", "Payments"),
        table(("Date", "Reference", "Account", "Status", "Amount"), paid, numbers=(4,)),
        here="invoices" if one.type == "ACCREC" else "bills",
    )


def _pay_form(books: Books, one: Invoice, here: str) -> Html:
    takers = [row for row in books.accounts if row.status == ACTIVE and (row.type == "BANK" or row.takes_payments)]
    return tag(
        "form",
        tag(
            "label",
            "Pay ",
            tag("input", name="amount", value=money(one.due).replace(",", ""), size=10, inputmode="decimal"),
        ),
        tag("label", " on ", tag("input", type="date", name="on", value=one.on.isoformat())),
        tag(
            "label",
            " from or into ",
            tag("select", [tag("option", f"{row.code} {row.name}", value=row.id) for row in takers], name="account"),
        ),
        tag("button", "Pay"),
        method="post",
        action=f"{here}/pay",
    )
