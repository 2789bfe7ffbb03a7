"""One document a page: what it says, its lines, payments and ledger movements, its history, and what one may do."""

from typing import Any

from starlette.responses import Response

from xero_sandbox.model.books import Books
from xero_sandbox.model.money import shortest
from xero_sandbox.model.records import (
    ACTIVE,
    AUTHORISED,
    DELETED,
    Account,
    BankTransaction,
    Contact,
    Invoice,
    Line,
    Overpayment,
    Payment,
)
from xero_sandbox.server.html import Html, Part, button, facts, table, tag
from xero_sandbox.server.pages import shown
from xero_sandbox.server.pages.frame import page
from xero_sandbox.server.pages.shown import instant, money


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
        buttons.append(_reference_form(one.reference, here))
    title = f"{'Invoice' if one.type == 'ACCREC' else 'Bill'} {one.number}".strip()
    return _document_page(
        books,
        one.id,
        title,
        refusal,
        buttons,
        told,
        tag("h2", "Lines"),
        _lines(books, one.lines),
        tag("h2", "Payments"),
        table(("Date", "Reference", "Account", "Status", "Amount"), paid, numbers=(4,)),
        here="invoices" if one.type == "ACCREC" else "bills",
    )


def payment_page(books: Books, one: Payment, refusal: str = "") -> Response:
    here = shown.address(books, one)
    told = facts(
        [
            ("Status", shown.state(one.status)),
            ("Type", one.type),
            ("Invoice", shown.invoice(books, one.invoice_id)),
            ("Account", shown.account(books, one.account_id)),
            ("Reference", one.reference),
            ("Date", one.on),
            ("Amount", money(one.amount)),
            ("Reconciled", _yes(one.reconciled)),
            ("PaymentID", tag("code", one.id)),
        ]
    )
    buttons = _money_buttons(one.status, one.reference, here, reconciled=one.reconciled, reference=True)
    return _document_page(books, one.id, "Payment", refusal, buttons, told, here="payments")


def bank_transaction_page(books: Books, one: BankTransaction, refusal: str = "") -> Response:
    here = shown.address(books, one)
    told = facts(
        [
            ("Status", shown.state(one.status)),
            ("Type", one.type),
            ("Contact", shown.contact(books, one.contact_id)),
            ("Bank", shown.account(books, one.bank_account_id)),
            ("Reference", one.reference),
            ("Link back", one.url),
            ("Date", one.on),
            ("Line amounts", one.amounts_are),
            ("Subtotal", money(one.sub_total)),
            ("Tax", money(one.tax)),
            ("Total", money(one.total)),
            ("Reconciled", _yes(one.reconciled)),
            ("BankTransactionID", tag("code", one.id)),
        ]
    )
    plain_kind = one.overpayment_id is None
    buttons = _money_buttons(one.status, one.reference, here, reconciled=one.reconciled, reference=plain_kind)
    return _document_page(
        books,
        one.id,
        f"{one.type.capitalize()} {money(one.total)}",
        refusal,
        buttons,
        told,
        tag("h2", "Lines"),
        _lines(books, one.lines),
        here="bank-transactions",
    )


def overpayment_page(books: Books, one: Overpayment, refusal: str = "") -> Response:
    bank = books.bank_transactions[one.bank_transaction_id]
    told = facts(
        [
            ("Status", shown.state(one.status)),
            ("Type", one.type),
            ("Contact", shown.contact(books, one.contact_id)),
            ("Bank transaction", tag("a", bank.on, href=shown.address(books, bank))),
            ("Total", money(one.total)),
            ("Remaining", money(one.remaining)),
            ("OverpaymentID", tag("code", one.id)),
        ]
    )
    rows = [(shown.invoice(books, part.invoice_id), part.on, money(part.amount)) for part in one.allocations]
    allocations = table(("Invoice", "Date", "Amount"), rows, numbers=(2,))
    return _document_page(
        books, one.id, "Overpayment", refusal, [], told, tag("h2", "Allocations"), allocations, here="overpayments"
    )


def contact_page(books: Books, one: Contact, refusal: str = "") -> Response:
    here = shown.address(books, one)
    details = [(name, value) for name, value in one.details.items() if isinstance(value, str)]
    told = facts(
        [
            ("Status", shown.state(one.status)),
            ("Contact number", one.number),
            *details,
            ("ContactID", tag("code", one.id)),
        ]
    )
    change = button("Archive", f"{here}/archive") if one.status == ACTIVE else button("Restore", f"{here}/restore")
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
    return _document_page(
        books, one.id, one.name, refusal, [change], told, tag("h2", "Invoices and bills"), documents, here="contacts"
    )


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
    buttons = [] if one.system else [change, recode]
    return _document_page(
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


def _document_page(
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
    ledger = [tag("h2", "Ledger"), table(("Date", "Account", "Debit", "Credit"), movements, numbers=(2, 3))]
    return page(
        title,
        tag("p", refusal, class_="refusal", role="alert") if refusal else None,
        tag("div", buttons, class_="actions") if buttons else None,
        parts,
        ledger if movements else None,
        tag("h2", "History"),
        table(("When", "Who", "Change", "Details"), history),
        tenant_id=books.tenant_id,
        here=here,
        status=409 if refusal else 200,
    )


def _lines(books: Books, lines: tuple[Line, ...]) -> Html:
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


def _money_buttons(status: str, text: str, here: str, *, reconciled: bool, reference: bool) -> list[Html]:
    if status == DELETED:
        return []
    change = button("Unreconcile", f"{here}/unreconcile") if reconciled else button("Reconcile", f"{here}/reconcile")
    buttons = [change, button("Delete", f"{here}/delete", kind="danger")]
    return [*buttons, _reference_form(text, here)] if reference else buttons


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


def _reference_form(reference: str, here: str) -> Html:
    return tag(
        "form",
        tag("label", "Reference ", tag("input", name="reference", value=reference, size=40)),
        tag("button", "Change", class_="plain"),
        method="post",
        action=f"{here}/reference",
    )


def _source(books: Books, source: str, source_id: str) -> Html:
    tables: dict[str, Any] = {
        "invoice": books.invoices,
        "payment": books.payments,
        "bank_transaction": books.bank_transactions,
    }
    document = tables[source][source_id]
    return tag("a", f"{document.type} {document.reference}".strip(), href=shown.address(books, document))


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"
