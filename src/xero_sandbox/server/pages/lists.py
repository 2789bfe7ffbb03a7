"""The lists: newest first, two hundred at a time, with a search over what a row shows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from xero_sandbox.model import trial_balance
from xero_sandbox.model.books import Books
from xero_sandbox.model.dates import NotADate, read_date
from xero_sandbox.server.html import Html, Part, table, tag
from xero_sandbox.server.pages import shown
from xero_sandbox.server.pages.by_hand import ENTRIES, entry_form
from xero_sandbox.server.pages.frame import page
from xero_sandbox.server.pages.shown import money

AT_A_TIME = 200


@dataclass(frozen=True, kw_only=True)
class Section:
    title: str
    heads: tuple[str, ...]
    rows: Callable[[Books], Iterable[Any]]
    row: Callable[[Books, Any], tuple[Part, ...]]
    searched: Callable[[Books, Any], str]
    numbers: tuple[int, ...] = ()


def _invoices(kind: str, title: str) -> Section:
    return Section(
        title=title,
        heads=("Number", "Reference", "Contact", "Date", "Due", "Status", "Total", "Amount due"),
        rows=lambda books: [row for row in books.invoices if row.type == kind],
        row=lambda books, row: (
            tag("a", row.number or "(no number)", href=shown.address(books, row)),
            row.reference,
            shown.contact(books, row.contact_id),
            row.on,
            row.due_on,
            shown.state(row.status),
            money(row.total),
            money(row.due),
        ),
        searched=lambda books, row: f"{row.number} {row.reference} {books.contacts[row.contact_id].name} {row.status}",
        numbers=(6, 7),
    )


def _in_hand(title: str, rows: Callable[[Books], Iterable[Any]]) -> Section:
    return Section(
        title=title,
        heads=("Date", "Type", "Contact", "Status", "Total", "Remaining"),
        rows=lambda books: list(rows(books)),
        row=lambda books, row: (
            tag("a", row.on, href=shown.address(books, row)),
            row.type,
            shown.contact(books, row.contact_id),
            shown.state(row.status),
            money(row.total),
            money(row.remaining),
        ),
        searched=lambda books, row: f"{row.type} {books.contacts[row.contact_id].name}",
        numbers=(4, 5),
    )


SECTIONS = {
    "invoices": _invoices("ACCREC", "Invoices"),
    "bills": _invoices("ACCPAY", "Bills"),
    "payments": Section(
        title="Payments",
        heads=("Date", "Reference", "Invoice", "Account", "Type", "Status", "Amount"),
        rows=lambda books: list(books.payments),
        row=lambda books, row: (
            tag("a", row.on, href=shown.address(books, row)),
            row.reference,
            shown.invoice(books, row.invoice_id),
            shown.account(books, row.account_id),
            row.type,
            shown.state(row.status),
            money(row.amount),
        ),
        searched=lambda books, row: f"{row.reference} {row.on} {row.status} {row.type}",
        numbers=(6,),
    ),
    "bank-transactions": Section(
        title="Bank transactions",
        heads=("Date", "Reference", "Type", "Contact", "Bank", "Status", "Total"),
        rows=lambda books: list(books.bank_transactions),
        row=lambda books, row: (
            tag("a", row.on, href=shown.address(books, row)),
            row.reference,
            row.type,
            shown.contact(books, row.contact_id),
            shown.account(books, row.bank_account_id),
            shown.state(row.status),
            money(row.total),
        ),
        searched=lambda books, row: (
            f"{row.reference} {row.type} {shown.contact_name(books, row.contact_id)} {row.status}"
        ),
        numbers=(6,),
    ),
    "bank-transfers": Section(
        title="Bank transfers",
        heads=("Date", "Reference", "From", "To", "Status", "Amount"),
        rows=lambda books: list(books.bank_transfers),
        row=lambda books, row: (
            tag("a", row.on, href=shown.address(books, row)),
            row.reference,
            shown.account(books, row.from_account_id),
            shown.account(books, row.to_account_id),
            shown.state(row.status),
            money(row.amount),
        ),
        searched=lambda books, row: f"{row.reference} {row.on} {row.status}",
        numbers=(5,),
    ),
    "credit-notes": Section(
        title="Credit notes",
        heads=("Number", "Reference", "Type", "Contact", "Date", "Status", "Total", "Remaining"),
        rows=lambda books: list(books.credit_notes),
        row=lambda books, row: (
            tag("a", row.number or "(no number)", href=shown.address(books, row)),
            row.reference,
            row.type,
            shown.contact(books, row.contact_id),
            row.on,
            shown.state(row.status),
            money(row.total),
            money(row.remaining),
        ),
        searched=lambda books, row: f"{row.number} {row.reference} {row.type} {books.contacts[row.contact_id].name}",
        numbers=(6, 7),
    ),
    "overpayments": _in_hand("Overpayments", lambda books: books.overpayments),
    "prepayments": _in_hand("Prepayments", lambda books: books.prepayments),
    "purchase-orders": Section(
        title="Purchase orders",
        heads=("Number", "Reference", "Contact", "Date", "Status", "Total"),
        rows=lambda books: list(books.purchase_orders),
        row=lambda books, row: (
            tag("a", row.number, href=shown.address(books, row)),
            row.reference,
            shown.contact(books, row.contact_id),
            row.on,
            shown.state(row.status),
            money(row.total),
        ),
        searched=lambda books, row: f"{row.number} {row.reference} {shown.contact_name(books, row.contact_id)}",
        numbers=(5,),
    ),
    "manual-journals": Section(
        title="Manual journals",
        heads=("Date", "Narration", "Status", "Debits"),
        rows=lambda books: list(books.manual_journals),
        row=lambda books, row: (
            row.on,
            tag("a", row.narration, href=shown.address(books, row)),
            shown.state(row.status),
            money(sum(max(line.amount, 0) for line in row.lines)),
        ),
        searched=lambda books, row: f"{row.narration} {row.on} {row.status}",
        numbers=(3,),
    ),
    "contacts": Section(
        title="Contacts",
        heads=("Name", "Number", "Email", "Status"),
        rows=lambda books: list(books.contacts),
        row=lambda books, row: (
            tag("a", row.name, href=shown.address(books, row)),
            row.number,
            row.details.get("EmailAddress"),
            shown.state(row.status),
        ),
        searched=lambda books, row: f"{row.name} {row.number}",
    ),
    "accounts": Section(
        title="Accounts",
        heads=("Code", "Name", "Type", "Tax", "Payments", "System", "Status"),
        rows=lambda books: sorted(books.accounts, key=lambda row: row.code, reverse=True),
        row=lambda books, row: (
            row.code,
            tag("a", row.name, href=f"/o/{books.tenant_id}/accounts/{row.id}"),
            row.type,
            row.tax_type,
            "allowed" if row.takes_payments or row.type == "BANK" else "",
            row.system,
            shown.state(row.status),
        ),
        searched=lambda books, row: f"{row.code} {row.name} {row.type}",
    ),
}


def list_page(books: Books, name: str, request: Request, refusal: str = "") -> Response:
    section = SECTIONS[name]
    wanted = request.query_params.get("q", "")
    rows = [row for row in section.rows(books) if wanted.casefold() in section.searched(books, row).casefold()]
    rows.reverse()
    begin = max(int(request.query_params.get("from", "0")) if request.query_params.get("from", "0").isdigit() else 0, 0)
    part = rows[begin : begin + AT_A_TIME]
    search = tag(
        "form",
        tag("input", type="search", name="q", value=wanted, aria_label=f"Search {section.title.lower()}"),
        tag("button", "Search", class_="plain"),
        method="get",
        class_="search",
    )
    count = tag("p", f"{len(rows)} in all", class_="quiet")
    return page(
        section.title,
        tag("p", refusal, class_="refusal", role="alert") if refusal else None,
        _add_bank_account(books) if name == "accounts" else None,
        entry_form(books, name) if name in ENTRIES else None,
        search,
        count,
        table(section.heads, [section.row(books, row) for row in part], numbers=section.numbers),
        _older(wanted, begin, len(rows)),
        tenant_id=books.tenant_id,
        here=name,
        status=409 if refusal else 200,
    )


def _add_bank_account(books: Books) -> Html:
    """As Xero has it under Bank accounts: no code is asked for, and no feed is begun."""
    return tag(
        "form",
        tag("label", "Account name ", tag("input", name="name", required=True)),
        tag("label", " Account number ", tag("input", name="number", required=True)),
        tag("button", "Add bank account"),
        method="post",
        action=f"/o/{books.tenant_id}/accounts",
        class_="actions",
    )


def _older(wanted: str, begin: int, count: int) -> Html | None:
    if begin + AT_A_TIME >= count:
        return None
    hidden = [
        tag("input", type="hidden", name="q", value=wanted),
        tag("input", type="hidden", name="from", value=begin + AT_A_TIME),
    ]
    return tag("form", hidden, tag("button", "Older", class_="plain"), method="get")


def trial_balance_page(books: Books, request: Request, today: str) -> Response:
    asked = request.query_params.get("date") or today
    try:
        on = read_date(asked)
    except NotADate:
        on = read_date(today)
    found = trial_balance.balances(books, on)
    rows: list[tuple[Part, ...]] = [
        (
            shown.account(books, one.account.id),
            one.account.account_class,
            money(one.month) if one.month > 0 else "",
            money(-one.month) if one.month < 0 else "",
            money(one.year) if one.year > 0 else "",
            money(-one.year) if one.year < 0 else "",
        )
        for one in found
    ]
    totals = [
        sum(max(one.month, 0) for one in found),
        sum(max(-one.month, 0) for one in found),
        sum(max(one.year, 0) for one in found),
        sum(max(-one.year, 0) for one in found),
    ]
    rows.append((tag("strong", "Total"), "", *(tag("strong", money(total)) for total in totals)))
    pick = tag(
        "form",
        tag("label", "As at ", tag("input", type="date", name="date", value=on.isoformat())),
        tag("button", "Show", class_="plain"),
        method="get",
        class_="search",
    )
    heads = ("Account", "Class", "Debit", "Credit", "Year to date debit", "Year to date credit")
    return page(
        "Trial balance", pick, table(heads, rows, numbers=(2, 3, 4, 5)), tenant_id=books.tenant_id, here="trial-balance"
    )
