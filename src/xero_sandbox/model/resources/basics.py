"""Accounts, tax rates and contacts: what every document leans on."""

from xero_sandbox.model import accounts, contacts, organisation
from xero_sandbox.model.records import ARCHIVED
from xero_sandbox.model.resources.shape import Resource, named

ACCOUNTS = Resource(
    name="Accounts",
    id_member="AccountID",
    scope="accounting.settings",
    table=lambda books: books.accounts,
    show=lambda call, row: accounts.show(row, call.books.profile.currency),
    show_listed=lambda call, row, paged: accounts.show(row, call.books.profile.currency),
    members=lambda books: named(
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
    attached=True,
    told=False,
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
    told=False,
)

CONTACTS = Resource(
    name="Contacts",
    id_member="ContactID",
    scope="accounting.contacts",
    table=lambda books: books.contacts,
    show=lambda call, row: contacts.show(row),
    show_listed=lambda call, row, paged: contacts.show(row),
    members=lambda books: named(
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
    attached=True,
    hides=(ARCHIVED, "includeArchived"),
)
