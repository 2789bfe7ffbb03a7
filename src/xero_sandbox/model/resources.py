"""The resources of the API in one table: names, scopes, and the rules that make, change and show."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xero_sandbox.model import (
    accounts,
    bank_transactions,
    contacts,
    invoices,
    organisation,
    overpayments,
    payments,
    show_invoice,
)
from xero_sandbox.model.books import Books, Call
from xero_sandbox.model.sent import Sent
from xero_sandbox.model.tables import Table
from xero_sandbox.model.where import Member


@dataclass(frozen=True, kw_only=True)
class Resource:
    name: str
    id_member: str
    scope: str
    table: Callable[[Books], Table[Any]]
    show: Callable[[Call, Any], dict[str, Any]]
    """In full: by id, and after a write."""
    show_listed: Callable[[Call, Any, bool], dict[str, Any]]
    """In a list; the flag says whether the list is paged, which is when lines are shown."""
    members: Callable[[Books], Mapping[str, Member]]
    """What `where` and `order` may name, in lower case."""
    create: Callable[[Call, Sent], Any] | None = None
    create_or_update: Callable[[Call, Sent], Any] | None = None
    update: Callable[[Call, Any, Sent], Any] | None = None
    by_number: Callable[[Books, str], Iterable[Any]] = lambda books, text: ()
    error_flag: str = "HasValidationErrors"
    one_at_a_time: bool = False
    paged: bool = True
    lists: Mapping[str, str] = field(default_factory=dict)
    """Parameters that take a comma-separated list, and the member each looks at."""


def _cents(member: Callable[[Any], int]) -> Member:
    return lambda row: Decimal(member(row)) / 100


def _contact(books: Books) -> dict[str, Member]:
    """A document's contact, by what a filter may know it by."""
    return {
        "Contact__ContactID": lambda row: row.contact_id,
        "Contact__Name": lambda row: books.contacts[row.contact_id].name,
        "Contact__ContactNumber": lambda row: books.contacts[row.contact_id].number,
    }


def _all(**members: Member) -> dict[str, Member]:
    """Names with `__` for the point between a record and its part."""
    common: dict[str, Member] = {"updateddateutc": lambda row: row.updated_at}
    return common | {name.replace("__", ".").lower(): member for name, member in members.items()}


ACCOUNTS = Resource(
    name="Accounts",
    id_member="AccountID",
    scope="accounting.settings",
    table=lambda books: books.accounts,
    show=lambda call, row: accounts.show(row, call.books.profile.currency),
    show_listed=lambda call, row, paged: accounts.show(row, call.books.profile.currency),
    members=lambda books: _all(
        AccountID=lambda row: row.id,
        Code=lambda row: row.code,
        Name=lambda row: row.name,
        Type=lambda row: row.type,
        Class=lambda row: row.account_class,
        Status=lambda row: row.status,
        SystemAccount=lambda row: row.system,
        TaxType=lambda row: row.tax_type,
        EnablePaymentsToAccount=lambda row: row.takes_payments,
    ),
    create=accounts.create,
    create_or_update=accounts.create_or_update,
    update=accounts.update,
    one_at_a_time=True,
    paged=False,
)

TAX_RATES = Resource(
    name="TaxRates",
    id_member="TaxType",
    scope="accounting.settings",
    table=lambda books: books.tax_rates,
    show=lambda call, row: organisation.show_tax_rate(row),
    show_listed=lambda call, row, paged: organisation.show_tax_rate(row),
    members=lambda books: {
        "taxtype": lambda row: row.id,
        "name": lambda row: row.name,
        "status": lambda row: row.status,
        "effectiverate": lambda row: row.percent,
    },
    paged=False,
    lists={"TaxType": "taxtype"},
)

CONTACTS = Resource(
    name="Contacts",
    id_member="ContactID",
    scope="accounting.contacts",
    table=lambda books: books.contacts,
    show=lambda call, row: contacts.show(row),
    show_listed=lambda call, row, paged: contacts.show(row),
    members=lambda books: _all(
        ContactID=lambda row: row.id,
        Name=lambda row: row.name,
        ContactNumber=lambda row: row.number,
        ContactStatus=lambda row: row.status,
        EmailAddress=lambda row: row.details.get("EmailAddress", ""),
        AccountNumber=lambda row: row.details.get("AccountNumber", ""),
        IsCustomer=lambda row: row.is_customer,
        IsSupplier=lambda row: row.is_supplier,
    ),
    create=contacts.create,
    create_or_update=contacts.create_or_update,
    update=contacts.update,
    by_number=lambda books, text: books.contacts.find("number", text),
    lists={"IDs": "contactid"},
)

INVOICES = Resource(
    name="Invoices",
    id_member="InvoiceID",
    scope="accounting.invoices",
    table=lambda books: books.invoices,
    show=show_invoice.show,
    show_listed=lambda call, row, paged: show_invoice.show(call, row, brief=True, with_lines=paged),
    members=lambda books: _all(
        InvoiceID=lambda row: row.id,
        InvoiceNumber=lambda row: row.number,
        Reference=lambda row: row.reference,
        Type=lambda row: row.type,
        Status=lambda row: row.status,
        Date=lambda row: row.on,
        DueDate=lambda row: row.due_on,
        **_contact(books),
        Total=_cents(lambda row: row.total),
        AmountDue=_cents(lambda row: row.due),
        AmountPaid=_cents(lambda row: row.paid),
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

PAYMENTS = Resource(
    name="Payments",
    id_member="PaymentID",
    scope="accounting.payments",
    table=lambda books: books.payments,
    show=payments.show,
    show_listed=lambda call, row, paged: payments.show(call, row),
    members=lambda books: _all(
        PaymentID=lambda row: row.id,
        Reference=lambda row: row.reference,
        PaymentType=lambda row: row.type,
        Status=lambda row: row.status,
        Date=lambda row: row.on,
        Invoice__InvoiceID=lambda row: row.invoice_id,
        Overpayment__OverpaymentID=lambda row: row.overpayment_id,
        Amount=_cents(lambda row: row.amount),
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
    members=lambda books: _all(
        BankTransactionID=lambda row: row.id,
        Reference=lambda row: row.reference,
        Type=lambda row: row.type,
        Status=lambda row: row.status,
        Date=lambda row: row.on,
        **_contact(books),
        BankAccount__AccountID=lambda row: row.bank_account_id,
        Total=_cents(lambda row: row.total),
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
    show=overpayments.show,
    show_listed=lambda call, row, paged: overpayments.show(call, row, brief=True, with_lines=paged),
    members=lambda books: _all(
        OverpaymentID=lambda row: row.id,
        Type=lambda row: row.type,
        Status=lambda row: row.status,
        Date=lambda row: row.on,
        **_contact(books),
        Total=_cents(lambda row: row.total),
        RemainingCredit=_cents(lambda row: row.remaining),
    ),
)

RESOURCES = {
    resource.name: resource
    for resource in (ACCOUNTS, TAX_RATES, CONTACTS, INVOICES, PAYMENTS, BANK_TRANSACTIONS, OVERPAYMENTS)
}
