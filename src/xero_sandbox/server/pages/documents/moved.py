"""The pages of money that moved: payments, bank transactions, overpayments."""

from starlette.responses import Response

from xero_sandbox.model.books import Books
from xero_sandbox.model.records import BankTransaction, Overpayment, Payment
from xero_sandbox.server.html import facts, table, tag
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
            ("BankTransactionID", tag("code", one.id)),
        ]
    )
    plain_kind = one.overpayment_id is None
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
    return document_page(
        books, one.id, "Overpayment", refusal, [], told, tag("h2", "Allocations"), allocations, here="overpayments"
    )
