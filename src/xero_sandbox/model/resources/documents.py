"""Documents that a person writes: invoices, bills and credit notes."""

from xero_sandbox.model import credit_notes, invoices, show_credit, show_invoice
from xero_sandbox.model.resources.shape import Resource, cents, named, of_contact

INVOICES = Resource(
    name="Invoices",
    id_member="InvoiceID",
    scope="accounting.invoices",
    table=lambda books: books.invoices,
    show=show_invoice.show,
    show_listed=lambda call, row, paged: show_invoice.show(call, row, brief=True, with_lines=paged),
    members=lambda books: named(
        InvoiceID=lambda row: row.id,
        InvoiceNumber=lambda row: row.number,
        Reference=lambda row: row.reference,
        Type=lambda row: row.type,
        Status=lambda row: row.status,
        Date=lambda row: row.on,
        DueDate=lambda row: row.due_on,
        **of_contact(books),
        Total=cents(lambda row: row.total),
        AmountDue=cents(lambda row: row.due),
        AmountPaid=cents(lambda row: row.paid),
        Url=lambda row: row.url,
    ),
    create=invoices.create,
    create_or_update=invoices.create_or_update,
    update=invoices.update,
    by_number=lambda books, text: reversed(books.invoices.find("number", text)),
    error_flag="HasErrors",
    lists={
        "IDs": "invoiceid",
        "InvoiceNumbers": "invoicenumber",
        "ContactIDs": "contact.contactid",
        "Statuses": "status",
    },
)

CREDIT_NOTES = Resource(
    name="CreditNotes",
    id_member="CreditNoteID",
    scope="accounting.invoices",
    table=lambda books: books.credit_notes,
    show=show_credit.show,
    show_listed=lambda call, row, paged: show_credit.show(call, row, brief=True, with_lines=paged),
    members=lambda books: named(
        CreditNoteID=lambda row: row.id,
        CreditNoteNumber=lambda row: row.number,
        Reference=lambda row: row.reference,
        Type=lambda row: row.type,
        Status=lambda row: row.status,
        Date=lambda row: row.on,
        DueDate=lambda row: row.due_on,
        **of_contact(books),
        Total=cents(lambda row: row.total),
        RemainingCredit=cents(lambda row: row.remaining),
    ),
    create=credit_notes.create,
    create_or_update=credit_notes.create_or_update,
    update=credit_notes.update,
    by_number=lambda books, text: reversed(books.credit_notes.find("number", text)),
    error_flag="HasErrors",
    spends=True,
)
