"""Money that moved: payments, bank transactions and transfers, overpayments and prepayments."""

from xero_sandbox.model import bank_transactions, bank_transfers, payments, show_credit
from xero_sandbox.model.records import DELETED
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
        CreditNote__CreditNoteID=lambda row: row.credit_note_id,
        Overpayment__OverpaymentID=lambda row: row.overpayment_id,
        Amount=cents(lambda row: row.amount),
        Account__AccountID=lambda row: row.account_id,
        IsReconciled=lambda row: row.reconciled,
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
    attached=True,
)

BANK_TRANSFERS = Resource(
    name="BankTransfers",
    id_member="BankTransferID",
    scope="accounting.banktransactions",
    table=lambda books: books.bank_transfers,
    show=bank_transfers.show,
    show_listed=lambda call, row, paged: bank_transfers.show(call, row, brief=True),
    members=lambda books: named(
        BankTransferID=lambda row: row.id,
        Amount=cents(lambda row: row.amount),
        Date=lambda row: row.on,
        Reference=lambda row: row.reference,
        Status=lambda row: row.status,
        CreatedDateUTC=lambda row: row.created_at,
        FromBankAccount__AccountID=lambda row: row.from_account_id,
        ToBankAccount__AccountID=lambda row: row.to_account_id,
        FromBankTransactionID=lambda row: row.from_transaction_id,
        ToBankTransactionID=lambda row: row.to_transaction_id,
    ),
    create=bank_transfers.create,
    create_or_update=bank_transfers.delete_by_id,
    update=bank_transfers.update,
    paged=False,
    attached=True,
    hides=(DELETED, "includeDeleted"),
    always_summarised=("PUT",),
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
        Reference=lambda row: "",
        **of_contact(books),
        Total=cents(lambda row: row.total),
        RemainingCredit=cents(lambda row: row.remaining),
    ),
    lists={"References": "reference"},
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
        InvoiceNumber=lambda row: row.reference,
        Reference=lambda row: row.reference,
        **of_contact(books),
        Total=cents(lambda row: row.total),
        RemainingCredit=cents(lambda row: row.remaining),
    ),
    lists={"InvoiceNumbers": "invoicenumber"},
    spends=True,
)
