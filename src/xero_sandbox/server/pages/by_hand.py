"""What a person types in Xero: a document changed line by line, or one entered that no app has sent."""

from collections.abc import Mapping
from typing import Any

from xero_sandbox.model.books import Books
from xero_sandbox.model.money import plain, shortest
from xero_sandbox.model.records import ACTIVE, JournalLine, Line, ManualJournal
from xero_sandbox.server.html import Html, tag

Form = Mapping[str, str]
Sent = dict[str, Any]
ENTRIES = {
    "invoices": ("Invoice", {"Type": "ACCREC"}),
    "bills": ("Invoice", {"Type": "ACCPAY"}),
    "bank-transactions": ("BankTransaction", {}),
}
"""The lists on which one may be entered: what it becomes, and what is settled about it."""


def edit_form(books: Books, document: Any, here: str) -> Html:
    """Date, contact and every line; what is left as it is is not sent."""
    rows = [_line_row(books, at, line) for at, line in enumerate(document.lines)]
    contact = None
    if hasattr(document, "contact_id"):
        contact = tag("label", " contact ", _contacts(books, document.contact_id))
    form = tag(
        "form",
        tag("label", "Date ", tag("input", type="date", name="on", value=document.on.isoformat())),
        contact,
        rows,
        tag("button", "Save"),
        method="post",
        action=f"{here}/edit",
    )
    return tag("details", tag("summary", "Edit"), form)


def edited(books: Books, document: Any, form: Form) -> Sent:
    """What differs from the document, in the words of the API."""
    sent: Sent = {}
    if form.get("on") and form["on"] != document.on.isoformat():
        sent["Date"] = form["on"]
    if form.get("contact") and form["contact"] != document.contact_id:
        sent["Contact"] = {"ContactID": form["contact"]}
    before = [_typed(line) for line in document.lines]
    after = [{name: form.get(f"{name}-{at}", so_far[name]) for name in so_far} for at, so_far in enumerate(before)]
    if after != before:
        member = "JournalLines" if isinstance(document, ManualJournal) else "LineItems"
        sent[member] = [_sent_line(line, typed) for line, typed in zip(document.lines, after, strict=True)]
    return sent


def entry_form(books: Books, section: str) -> Html:
    """One more, as if a bookkeeper had written it or a bank feed had brought it."""
    money = section == "bank-transactions"
    takers = [row for row in books.accounts if row.status == ACTIVE and row.type != "BANK" and not row.system]
    banks = [row for row in books.accounts if row.status == ACTIVE and row.type == "BANK"]
    kinds = [tag("option", kind, value=kind) for kind in ("RECEIVE", "SPEND")]
    form = tag(
        "form",
        tag("label", " kind ", tag("select", kinds, name="kind")) if money else None,
        tag("label", " bank ", _accounts(banks, banks[0].id if banks else "", "bank")) if money else None,
        tag("label", " reference " if money else " number ", tag("input", name="name", size=16)),
        tag("label", " contact ", tag("input", name="contact", required=True)),
        tag("label", " date ", tag("input", type="date", name="on", required=True)),
        tag("label", " amount ", tag("input", name="amount", size=10, inputmode="decimal", required=True)),
        tag("label", " account ", _accounts(takers, "", "account")),
        tag("button", "Enter"),
        method="post",
        action=f"/o/{books.tenant_id}/{section}",
        class_="actions",
    )
    return tag("details", tag("summary", "Enter one by hand"), form)


def entered(section: str, form: Form) -> Sent:
    """The amount is the whole of it, tax inside."""
    line = {"Description": "Entered by hand", "Quantity": 1, "UnitAmount": form.get("amount", "")}
    _, settled = ENTRIES[section]
    sent = settled | {
        "Contact": {"Name": form.get("contact", "")},
        "Date": form.get("on", ""),
        "LineAmountTypes": "Inclusive",
        "LineItems": [line | {"AccountID": form.get("account", "")}],
    }
    if section == "bank-transactions":
        return sent | {
            "Type": form.get("kind", ""),
            "BankAccount": {"AccountID": form.get("bank", "")},
            "Reference": form.get("name", ""),
        }
    return sent | {"InvoiceNumber": form.get("name", ""), "DueDate": form.get("on", ""), "Status": "AUTHORISED"}


def _line_row(books: Books, at: int, line: Line | JournalLine) -> Html:
    typed = _typed(line)
    takers = [row for row in books.accounts if row.status == ACTIVE and row.type != "BANK"]
    return tag(
        "p",
        tag("input", name=f"description-{at}", value=typed["description"], size=40, aria_label="Description"),
        " ",
        tag("input", name=f"amount-{at}", value=typed["amount"], size=10, inputmode="decimal", aria_label="Amount"),
        " ",
        _accounts(takers, typed["account"], f"account-{at}"),
    )


def _typed(line: Line | JournalLine) -> dict[str, str]:
    """A line as its three fields say it; the amount of an invoice's line is its price."""
    if isinstance(line, JournalLine):
        amount = plain(line.amount)
    else:
        amount = "" if line.unit_amount is None else str(shortest(line.unit_amount))
    return {"description": line.description, "amount": amount, "account": line.account_id or ""}


def _sent_line(line: Line | JournalLine, typed: Mapping[str, str]) -> Sent:
    sent: Sent = {"Description": typed["description"]}
    if typed["account"]:
        sent["AccountID"] = typed["account"]
    if line.tax_type:
        sent["TaxType"] = line.tax_type
    if isinstance(line, JournalLine):
        return sent | {"LineAmount": typed["amount"]}
    if typed["amount"]:
        sent |= {"Quantity": line.quantity or 1, "UnitAmount": typed["amount"]}
        if line.discount_rate is not None:
            sent["DiscountRate"] = line.discount_rate
    if typed["amount"] == _typed(line)["amount"]:
        sent["TaxAmount"] = plain(line.tax)
    return sent | {"LineItemID": line.id}


def _contacts(books: Books, chosen: str) -> Html:
    rows = [row for row in books.contacts if row.status == ACTIVE or row.id == chosen]
    return tag(
        "select", [tag("option", row.name, value=row.id, selected=row.id == chosen) for row in rows], name="contact"
    )


def _accounts(rows: list[Any], chosen: str, name: str) -> Html:
    options = [tag("option", f"{row.code} {row.name}", value=row.id, selected=row.id == chosen) for row in rows]
    none = [] if chosen else [tag("option", "(none)", value="")]
    return tag("select", none, options, name=name, aria_label="Account")
