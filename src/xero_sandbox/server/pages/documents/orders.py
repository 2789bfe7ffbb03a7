"""The page of a purchase order."""

from starlette.responses import Response

from xero_sandbox.model.books import Books
from xero_sandbox.model.records import AUTHORISED, DRAFT, SUBMITTED, PurchaseOrder
from xero_sandbox.server.html import Html, button, facts, tag
from xero_sandbox.server.pages import shown
from xero_sandbox.server.pages.documents.parts import document_page, line_table
from xero_sandbox.server.pages.shown import money


def purchase_order_page(books: Books, one: PurchaseOrder, refusal: str = "") -> Response:
    here = shown.address(books, one)
    told = facts(
        [
            ("Status", shown.state(one.status)),
            ("Contact", shown.contact(books, one.contact_id)),
            ("Reference", one.reference),
            ("Date", one.on),
            ("Delivery", one.delivery_on),
            ("Line amounts", one.amounts_are),
            ("Tax", money(one.tax)),
            ("Total", money(one.total)),
            ("PurchaseOrderID", tag("code", one.id)),
        ]
    )
    buttons: list[Html] = []
    if one.status in (DRAFT, SUBMITTED):
        buttons.append(button("Approve", f"{here}/approve"))
    if one.status == AUTHORISED:
        buttons.append(button("Mark as billed", f"{here}/bill"))
    if one.status in (DRAFT, SUBMITTED, AUTHORISED):
        buttons.append(button("Delete", f"{here}/delete", kind="danger"))
    return document_page(
        books,
        one.id,
        f"Purchase order {one.number}",
        refusal,
        buttons,
        told,
        tag("h2", "Lines"),
        line_table(books, one.lines),
        here="purchase-orders",
    )
