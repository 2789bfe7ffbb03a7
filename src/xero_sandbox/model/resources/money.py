"""Money that moved: payments, bank transactions, overpayments and prepayments."""

from xero_sandbox.model import bank_transactions, payments, show_credit
from xero_sandbox.model.resources.shape import Resource, cents, named, of_contact

PAYMENTS = Resource(
    name="Payments",
    id_member="PaymentID",
    scope="accounting.payments",
    table=lambda books: books.payments,
    show=payments.show,
    show_listed=lambda call, row, paged: payments.show(call, row),
    members=lambda books: named(
        PaymentID=lambda row: row.id,
        Reference=lambda row: row.reference,
        PaymentType=lambda row: row.type,
        Status=lambda row: row.status,
        Date=lambda row: row.on,
        Invoice__InvoiceID=lambda row: row.invoice_id or row.credit_note_id,
        Prepayment__PrepaymentID=lambda row: row.prepayment_id,
        Overpayment__OverpaymentID=lambda row: row.overpayment_id,
        Amount=cents(lambda row: row.amount),
        Account__AccountID=lambda row: row.account_id,
    ),
    create=payments.create,
    create_or_update=payments.create_or_update,
    update=payments.update,
)

BANK_TRANSACTIONS = Resource(
    name="BankTransactions",
    id_member="BankTransactionID",
    scope="accounting.banktransactions",
    table=lambda books: books.bank_transactions,
    show=bank_transactions.show,
    show_listed=lambda call, row, paged: bank_transactions.show(call, row, brief=True, with_lines=paged),
    members=lambda books: named(
        BankTransactionID=lambda row: row.id,
        Reference=lambda row: row.reference,
        Type=lambda row: row.type,
        Status=lambda row: row.status,
        Date=lambda row: row.on,
        **of_contact(books),
        BankAccount__AccountID=lambda row: row.bank_account_id,
        Total=cents(lambda row: row.total),
        IsReconciled=lambda row: row.reconciled,
        Url=lambda row: row.url,
    ),
    create=bank_transactions.create,
    create_or_update=bank_transactions.create_or_update,
    update=bank_transactions.update,
)

OVERPAYMENTS = Resource(
    name="Overpayments",
    id_member="OverpaymentID",
    scope="accounting.payments",
    table=lambda books: books.overpayments,
    show=show_credit.show,
    show_listed=lambda call, row, paged: show_credit.show(call, row, brief=True, with_lines=paged),
    members=lambda books: named(
        OverpaymentID=lambda row: row.id,
        Type=lambda row: row.type,
        Status=lambda row: row.status,
        Date=lambda row: row.on,
        **of_contact(books),
        Total=cents(lambda row: row.total),
        RemainingCredit=cents(lambda row: row.remaining),
    ),
    spends=True,
)

PREPAYMENTS = Resource(
    name="Prepayments",
    id_member="PrepaymentID",
    scope="accounting.payments",
    table=lambda books: books.prepayments,
    show=show_credit.show,
    show_listed=lambda call, row, paged: show_credit.show(call, row, brief=True, with_lines=paged),
    members=lambda books: named(
        PrepaymentID=lambda row: row.id,
        Type=lambda row: row.type,
        Status=lambda row: row.status,
        Date=lambda row: row.on,
        **of_contact(books),
        Total=cents(lambda row: row.total),
        RemainingCredit=cents(lambda row: row.remaining),
    ),
    spends=True,
)
