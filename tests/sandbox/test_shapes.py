"""Every answer has the shape Xero's own description gives it."""

import pytest

from tests.sandbox.harness import World, bank, bill, journal, new_world, payment, sale
from tests.sandbox.openapi import mismatches

RESOURCES = [
    ("Contacts", "Contacts"),
    ("Invoices", "Invoices"),
    ("Payments", "Payments"),
    ("Accounts", "Accounts"),
    ("BankTransactions", "BankTransactions"),
    ("Overpayments", "Overpayments"),
    ("ManualJournals", "ManualJournals"),
    ("TaxRates", "TaxRates"),
    ("Organisation", "Organisations"),
    ("Currencies", "Currencies"),
    ("Organisation/Actions", "Actions"),
    ("Reports/TrialBalance", "ReportWithRows"),
]
SEEN_BUT_NOT_DESCRIBED = (
    "unknown member DateString",
    "unknown member DueDateString",
    "unknown member UpdatedDateUTCString",
    "unknown member InvoicePaymentServices",
    "unknown member ID",
    "LineItems[0]: unknown member ValidationErrors",
)
"""Members that recorded answers of the real Xero have and its description lacks."""


@pytest.fixture(scope="module")
def busy() -> World:
    world = new_world()
    contact = world.made("Contacts", {"Name": "Ann", "ContactNumber": "C-1", "EmailAddress": "a@example.com"})
    ann = contact["ContactID"]
    invoice = world.made("Invoices", sale(ann, Reference="LX-1", Url="https://firm.example/1"))
    world.made("Invoices", bill(ann, InvoiceNumber="77"))
    world.made("Payments", payment(invoice["InvoiceID"], "10.00"))
    world.made("BankTransactions", bank(ann, Reference="LX-2"))
    world.made("ManualJournals", journal(Url="https://firm.example/2"))
    surplus = {"Description": "Too much", "LineAmount": "40.00"}
    made = world.made("BankTransactions", bank(ann, surplus, kind="RECEIVE-OVERPAYMENT", account="090"))
    allocation = {"Amount": "5.00", "Invoice": {"InvoiceID": invoice["InvoiceID"]}}
    assert world.ask("PUT", f"Overpayments/{made['OverpaymentID']}/Allocations", allocation).status == 200
    return world


@pytest.mark.parametrize(("path", "schema"), RESOURCES)
@pytest.mark.parametrize("paged", [False, True])
def test_lists_have_the_described_shape(busy: World, path: str, schema: str, paged: bool) -> None:
    response = busy.ask("GET", path, page="1") if paged else busy.ask("GET", path)

    found = [one for one in mismatches(response.json(), schema) if not one.endswith(SEEN_BUT_NOT_DESCRIBED)]

    assert response.status == 200
    assert found == []


@pytest.mark.parametrize(
    "resource", ["Contacts", "Invoices", "Payments", "BankTransactions", "Overpayments", "ManualJournals"]
)
def test_one_document_has_the_described_shape(busy: World, resource: str) -> None:
    listed = busy.ask("GET", resource).json()[resource]
    id_member = f"{resource.removesuffix('s')}ID"

    for one in listed:
        whole = busy.ask("GET", f"{resource}/{one[id_member]}").json()
        assert [it for it in mismatches(whole, resource) if not it.endswith(SEEN_BUT_NOT_DESCRIBED)] == []


@pytest.mark.parametrize("country", ["AU", "NZ", "GB", "US"])
def test_every_country_has_a_chart_and_rates_that_fit_each_other(country: str) -> None:
    world = new_world(country=country)
    rates = {rate.id: rate for rate in world.books.tax_rates}

    for account in world.books.accounts:
        assert account.account_class in rates[account.tax_type].classes
    assert mismatches(world.ask("GET", "Organisation").json(), "Organisations") == []
