"""The pages of money that moved: payments, bank transactions and bank transfers."""

from starlette.responses import Response

from xero_sandbox.model import allocations
from xero_sandbox.model.books import Books
from xero_sandbox.model.records import DELETED, BankTransaction, BankTransfer, Payment
from xero_sandbox.server.html import Html, button, facts, table, tag
from xero_sandbox.server.pages import shown
from xero_sandbox.server.pages.by_hand import edit_form
from xero_sandbox.server.pages.documents.parts import document_page, line_table, money_buttons, text_form, yes
from xero_sandbox.server.pages.shown import money


def payment_page(books: Books, one: Payment, refusal: str = "") -> Response:
    here = shown.address(books, one)
    told = facts(
        [
            ("Status", shown.state(one.status)),
            ("Type", one.type),
            ("Invoice", shown.invoice(books, one.invoice_id)),
            ("Refund of", _credit(books, one.credit_id)),
            ("Account", shown.account(books, one.account_id)),
            ("Reference", one.reference),
            ("Date", one.on),
            ("Amount", money(one.amount)),
            ("Reconciled", yes(one.reconciled)),
            ("PaymentID", tag("code", one.id)),
        ]
    )
    buttons = money_buttons(one.status, one.reference, here, reconciled=one.reconciled, reference=True)
    return document_page(books, one.id, "Payment", refusal, buttons, told, here="payments")


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
            ("Reconciled", yes(one.reconciled)),
            ("Opened", _credit(books, one.credit_id)),
            ("Side of", _transfer(books, one.transfer_id)),
            ("BankTransactionID", tag("code", one.id)),
        ]
    )
    plain_kind = one.credit_id is None and one.transfer_id is None
    buttons = money_buttons(one.status, one.reference, here, reconciled=one.reconciled, reference=plain_kind)
    return document_page(
        books,
        one.id,
        f"{one.type.capitalize()} {money(one.total)}",
        refusal,
        buttons,
        told,
        edit_form(books, one, here) if plain_kind and one.status != DELETED else None,
        tag("h2", "Lines"),
        line_table(books, one.lines),
        here="bank-transactions",
    )


def bank_transfer_page(books: Books, one: BankTransfer, refusal: str = "") -> Response:
    here = shown.address(books, one)
    sides = [books.bank_transactions[key] for key in (one.from_transaction_id, one.to_transaction_id)]
    rows = [
        (
            tag("a", side.type, href=shown.address(books, side)),
            shown.account(books, side.bank_account_id),
            shown.state(side.status),
            yes(side.reconciled),
        )
        for side in sides
    ]
    buttons: list[Html] = []
    if one.status != DELETED:
        buttons = [
            button("Delete", f"{here}/delete", kind="danger"),
            text_form("Reference", "reference", one.reference, here),
        ]
    told = facts(
        [
            ("Status", shown.state(one.status)),
            ("Reference", one.reference),
            ("Date", one.on),
            ("Amount", money(one.amount)),
            ("BankTransferID", tag("code", one.id)),
        ]
    )
    return document_page(
        books,
        one.id,
        "Bank transfer",
        refusal,
        buttons,
        told,
        tag("h2", "Sides"),
        tag("p", "Reconcile each on its own page."),
        table(("Bank transaction", "Account", "Status", "Reconciled"), rows),
        here="bank-transfers",
    )


def _transfer(books: Books, transfer_id: str | None) -> Html | None:
    transfer = books.bank_transfers.get(transfer_id or "")
    return tag("a", shown.title(transfer), href=shown.address(books, transfer)) if transfer else None


def _credit(books: Books, credit_id: str | None) -> Html | None:
    if credit_id is None:
        return None
    credit = allocations.find(books, credit_id)
    return tag("a", shown.title(credit), href=shown.address(books, credit))
