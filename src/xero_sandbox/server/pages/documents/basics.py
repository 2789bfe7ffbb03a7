"""The pages of a contact and of an account."""

from starlette.responses import Response

from xero_sandbox.model.books import Books
from xero_sandbox.model.records import ACTIVE, Account, Contact
from xero_sandbox.server.html import Html, button, facts, table, tag
from xero_sandbox.server.pages import shown
from xero_sandbox.server.pages.documents.parts import document_page, text_form
from xero_sandbox.server.pages.shown import money


def contact_page(books: Books, one: Contact, refusal: str = "") -> Response:
    here = shown.address(books, one)
    details = [(name, value) for name, value in one.details.items() if isinstance(value, str)]
    told = facts(
        [
            ("Status", shown.state(one.status)),
            ("Merged into", shown.contact(books, one.merged_to or "")),
            ("Contact number", one.number),
            *details,
            ("ContactID", tag("code", one.id)),
        ]
    )
    change = button("Archive", f"{here}/archive") if one.status == ACTIVE else button("Restore", f"{here}/restore")
    buttons = (
        [change]
        if one.status != ACTIVE
        else [
            change,
            text_form("Name", "name", one.name, here),
            text_form("Number", "number", one.number, here),
            *_merge_form(books, one, here),
        ]
    )
    rows = [
        (
            tag("a", document.number or document.type, href=shown.address(books, document)),
            document.on,
            shown.state(document.status),
            money(document.total),
        )
        for document in books.invoices.find("contact", one.id)
    ]
    documents = table(("Number", "Date", "Status", "Total"), rows, numbers=(3,))
    return document_page(
        books, one.id, one.name, refusal, buttons, told, tag("h2", "Invoices and bills"), documents, here="contacts"
    )


def _merge_form(books: Books, one: Contact, here: str) -> list[Html]:
    others = [row for row in books.contacts if row.status == ACTIVE and row.id != one.id]
    if not others:
        return []
    options = [tag("option", row.name, value=row.id) for row in others]
    choice = tag("label", "Merge into ", tag("select", options, name="into"))
    return [tag("form", choice, tag("button", "Merge", class_="danger"), method="post", action=f"{here}/merge")]


def account_page(books: Books, one: Account, refusal: str = "") -> Response:
    here = f"/o/{books.tenant_id}/accounts/{one.id}"
    told = facts(
        [
            ("Status", shown.state(one.status)),
            ("Type", one.type),
            ("Class", one.account_class),
            ("Default tax", one.tax_type),
            ("System account", one.system),
            ("Description", one.description),
            ("Payments", "allowed" if one.takes_payments or one.type == "BANK" else "not allowed"),
            ("Bank account number", one.bank_number),
            ("AccountID", tag("code", one.id)),
        ]
    )
    change = button("Archive", f"{here}/archive") if one.status == ACTIVE else button("Restore", f"{here}/restore")
    rows, balance = [], 0
    for entry in sorted(books.entries, key=lambda entry: entry.on):
        for account_id, amount in entry.movements:
            if account_id == one.id:
                balance += amount
                rows.append((entry.on, _source(books, entry.source, entry.source_id), money(amount), money(balance)))
    movements = table(("Date", "Document", "Debit (credit -)", "Balance"), rows[-500:], numbers=(2, 3))
    recode = tag(
        "form",
        tag("label", "Code ", tag("input", name="code", value=one.code, size=10)),
        tag("button", "Set", class_="plain"),
        method="post",
        action=f"{here}/code",
        class_="inline",
    )
    takes = "Refuse payments" if one.takes_payments else "Allow payments"
    allow = [] if one.type == "BANK" else [button(takes, f"{here}/payments", kind="plain")]
    rename = text_form("Name", "name", one.name, here)
    buttons = [] if one.system else [change, recode, rename, *allow]
    return document_page(
        books,
        one.id,
        f"{one.code} {one.name}".strip(),
        refusal,
        buttons,
        told,
        tag("h2", "Movements"),
        movements,
        here="accounts",
    )


def _source(books: Books, source: str, source_id: str) -> Html:
    """The document behind a movement; an entry's source is the name of its table."""
    document = books.store.tables[source][source_id]
    return tag("a", shown.title(document), href=shown.address(books, document))
