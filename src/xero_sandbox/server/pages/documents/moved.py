"""The pages of money that moved: payments and bank transactions."""

from starlette.responses import Response

from xero_sandbox.model import allocations
from xero_sandbox.model.books import Books
from xero_sandbox.model.records import BankTransaction, Payment
from xero_sandbox.server.html import Html, facts, tag
from xero_sandbox.server.pages import shown
from xero_sandbox.server.pages.documents.parts import document_page, line_table, money_buttons, yes
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
            ("BankTransactionID", tag("code", one.id)),
        ]
    )
    plain_kind = one.credit_id is None
    buttons = money_buttons(one.status, one.reference, here, reconciled=one.reconciled, reference=plain_kind)
    return document_page(
        books,
        one.id,
        f"{one.type.capitalize()} {money(one.total)}",
        refusal,
        buttons,
        told,
        tag("h2", "Lines"),
        line_table(books, one.lines),
        here="bank-transactions",
    )


def _credit(books: Books, credit_id: str | None) -> Html | None:
    if credit_id is None:
        return None
    credit = allocations.find(books, credit_id)
    return tag("a", shown.title(credit), href=shown.address(books, credit))
