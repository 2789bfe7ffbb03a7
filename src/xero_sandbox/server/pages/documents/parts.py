"""What every document's page has: its facts, its lines, its movements in the ledger, its history, and forms."""

from datetime import date
from typing import Any

from starlette.responses import Response

from xero_sandbox.model.books import Books
from xero_sandbox.model.money import shortest
from xero_sandbox.model.records import ACTIVE, AUTHORISED, DELETED, DRAFT, PAID, SUBMITTED, Line
from xero_sandbox.server.html import Html, Part, button, table, tag
from xero_sandbox.server.pages import shown
from xero_sandbox.server.pages.frame import page
from xero_sandbox.server.pages.shown import instant, money


def document_page(
    books: Books, document_id: str, title: str, refusal: str, buttons: list[Html], *parts: Part, here: str
) -> Response:
    movements = [
        (
            entry.on,
            shown.account(books, account_id),
            money(amount) if amount > 0 else "",
            money(-amount) if amount < 0 else "",
        )
        for entry in books.entries.find("source", document_id)
        for account_id, amount in entry.movements
    ]
    history = [
        (instant(note.at), note.who, note.change, note.details)
        for note in reversed(books.notes.find("about", document_id))
    ]
    files = [(one.name, one.kind, len(one.content)) for one in books.attachments.find("about", document_id)]
    attached = [tag("h2", "Attachments"), table(("Name", "Kind", "Bytes"), files, numbers=(2,))]
    ledger = [tag("h2", "Ledger"), table(("Date", "Account", "Debit", "Credit"), movements, numbers=(2, 3))]
    return page(
        title,
        tag("p", refusal, class_="refusal", role="alert") if refusal else None,
        tag("div", buttons, class_="actions") if buttons else None,
        parts,
        attached if files else None,
        ledger if movements else None,
        tag("h2", "History"),
        table(("When", "Who", "Change", "Details"), history),
        tenant_id=books.tenant_id,
        here=here,
        status=409 if refusal else 200,
    )


def line_table(books: Books, lines: tuple[Line, ...]) -> Html:
    rows: list[tuple[Any, ...]] = [
        (
            line.description,
            shortest(line.quantity) if line.quantity is not None else "",
            shortest(line.unit_amount) if line.unit_amount is not None else "",
            shown.account(books, line.account_id),
            line.tax_type,
            money(line.tax) if line.amount is not None else "",
            money(line.amount) if line.amount is not None else "",
        )
        for line in lines
    ]
    heads = ("Description", "Quantity", "Price", "Account", "Tax rate", "Tax", "Amount")
    return table(heads, rows, numbers=(1, 2, 5, 6))


def money_buttons(status: str, text: str, here: str, *, reconciled: bool, reference: bool) -> list[Html]:
    if status == DELETED:
        return []
    change = button("Unreconcile", f"{here}/unreconcile") if reconciled else button("Reconcile", f"{here}/reconcile")
    buttons = [change, button("Delete", f"{here}/delete", kind="danger")]
    return [*buttons, text_form("Reference", "reference", text, here)] if reference else buttons


def end_buttons(status: str, here: str) -> list[Html]:
    """Of a document that a person writes: approve or delete a draft, void what is approved."""
    if status in (DRAFT, SUBMITTED):
        return [button("Approve", f"{here}/approve"), button("Delete", f"{here}/void", kind="danger")]
    if status in (AUTHORISED, PAID):
        return [button("Void", f"{here}/void", kind="danger")]
    return []


def money_form(books: Books, verb: str, amount: int, on: date, here: str) -> Html:
    """Pay or refund so much on a day, from or into an account that takes payments."""
    takers = [row for row in books.accounts if row.status == ACTIVE and (row.type == "BANK" or row.takes_payments)]
    shown_amount = money(amount).replace(",", "")
    return tag(
        "form",
        tag("label", f"{verb} ", tag("input", name="amount", value=shown_amount, size=10, inputmode="decimal")),
        tag("label", " on ", tag("input", type="date", name="on", value=on.isoformat())),
        tag(
            "label",
            " from or into ",
            tag("select", [tag("option", f"{row.code} {row.name}", value=row.id) for row in takers], name="account"),
        ),
        tag("button", verb),
        method="post",
        action=f"{here}/{verb.lower()}",
    )


def text_form(label: str, name: str, value: str, here: str) -> Html:
    """A person changes one text of a document."""
    return tag(
        "form",
        tag("label", f"{label} ", tag("input", name=name, value=value, size=40)),
        tag("button", "Change", class_="plain"),
        method="post",
        action=f"{here}/{name}",
    )


def yes(answer: bool) -> str:
    return "yes" if answer else "no"
