"""Documents that a person writes: invoices and bills."""

from xero_sandbox.model import invoices, show_invoice
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
