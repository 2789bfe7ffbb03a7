"""Suppliers' documents on their way to Xero: bills as drafts first, then approved, then paid; both ledgers agree."""

from decimal import Decimal

import pytest

from counterfoil.core.jurisdictions import jurisdiction
from counterfoil.documents.models import Document, DocumentLine
from counterfoil.outbox.models import Dependency
from counterfoil.reports.checks import run_checks
from counterfoil.reports.document import copies_of
from counterfoil.xero.client import new_http
from counterfoil.xero.models import TaxMapping
from tests.builders import BuiltFirm, a_firm
from tests.databases import CommittedDatabase
from tests.refusals import refused
from tests.xero.books import ours, theirs, unmapped_with_a_balance
from tests.xero.conftest import Linked, Row, connected
from xero_sandbox.model.settings import Settings as SandboxSettings
from xero_sandbox.server.running import running
from xero_sandbox.server.sandbox import Options

pytestmark = pytest.mark.one_database(
    "what is written for Xero, and how it is taken there; the documents themselves are entered on both"
)

COUNTRIES = {"au": "AU", "nz": "NZ", "ew": "GB", "us": "US"}


NUMBERED = {"Invoices": "InvoiceNumber", "CreditNotes": "CreditNoteNumber"}


def in_xero(linked: Linked, number: str, resource: str = "Invoices") -> Row:
    (found,) = [one for one in linked.in_xero(resource) if one[NUMBERED[resource]] == number]
    return found


def a_bill(linked: Linked, reference: str = "INV-88") -> str:
    """A search on a matter and software for the office; 176.33 with tax. Its number here."""
    items = [
        {"description": "Title search", "account": "5100", "net": "100.25", "matter": "M-104"},
        {"description": "Practice software", "account": "6250", "net": "50.00"},
        {"description": "One seat more", "account": "6250", "net": "10.05"},
    ]
    supplier = linked.firm.contact("Chambers Office Supply").code
    done = linked.firm.enter(
        "supplier_bill", on="2026-03-09", due_on="2026-04-08", supplier=supplier, reference=reference, items=items
    )
    return str(done.number)


def test_a_bill_is_approved_in_xero_under_the_suppliers_number_and_paid_there(linked: Linked) -> None:
    bill = a_bill(linked)
    linked.firm.supplier_payment({bill: "100.00"})

    linked.settle()

    assert [item[:2] for item in linked.items()] == [
        ("Contacts", "confirmed"),
        ("Invoices ACCPAY", "confirmed"),
        ("Payments ACCPAY", "confirmed"),
    ]
    arrived = in_xero(linked, "INV-88")
    assert (arrived["Type"], arrived["Status"], arrived["DueDateString"][:10]) == ("ACCPAY", "AUTHORISED", "2026-04-08")
    assert (arrived["SubTotal"], arrived["TotalTax"], arrived["Total"], arrived["AmountDue"]) == (
        160.30,
        16.04,
        176.34,
        76.34,
    )
    assert [(line["LineAmount"], line["TaxAmount"]) for line in arrived["LineItems"]] == [
        (100.25, 10.03),
        (60.05, 6.01),
    ]
    assert unmapped_with_a_balance() == []
    assert ours(linked) == theirs(linked) != {}


def test_one_payment_over_bills_of_two_suppliers_is_one_payment_of_each(linked: Linked) -> None:
    bill = a_bill(linked)
    other = linked.firm.supplier_bill("80.00", reference="88-B", supplier="Swift Process Servers", account="6250")

    linked.firm.supplier_payment({bill: "176.34", str(other.number): "88.00"})
    linked.settle()

    paid = {one["Invoice"]["InvoiceNumber"]: one["Amount"] for one in linked.in_xero("Payments")}
    assert paid == {"INV-88": 176.34, "88-B": 88.00}
    assert {one["Status"] for one in linked.in_xero("Invoices")} == {"PAID"}
    assert ours(linked) == theirs(linked) != {}


def test_one_credit_settles_two_bills_of_its_supplier_here_and_there(linked: Linked) -> None:
    firm = linked.firm
    bill, small = a_bill(linked), firm.supplier_bill("10.00", reference="89", account="6250")
    credit = firm.supplier_credit("50.00", reference="CR-9", account="6250")
    firm.apply(credit, pays={bill: "44.00", str(small.number): "11.00"})

    linked.settle()

    assert [item[:2] for item in linked.items()][3:] == [
        ("CreditNotes ACCPAYCREDIT", "confirmed"),
        ("Allocations CreditNotes", "confirmed"),
        ("Allocations CreditNotes", "confirmed"),
    ]
    arrived = in_xero(linked, "CR-9", "CreditNotes")
    assert (arrived["Type"], arrived["Total"], arrived["TotalTax"], arrived["RemainingCredit"]) == (
        "ACCPAYCREDIT",
        55.00,
        5.00,
        0.00,
    )
    assert (in_xero(linked, "INV-88")["AmountDue"], in_xero(linked, "89")["Status"]) == (132.34, "PAID")
    open_here = Document.objects.get(firm=firm.firm, number=bill)
    assert open_here.open_minor == 13_234
    assert ours(linked) == theirs(linked) != {}
    assert run_checks() == []


def test_an_application_waits_for_the_credit_and_the_bill_that_it_leans_on(linked: Linked) -> None:
    """All three were posted before anything was sent; nothing is refused on the way."""
    bill = a_bill(linked)
    credit = linked.firm.supplier_credit("50.00", reference="CR-9", account="6250")
    applied = linked.firm.apply(credit, pays={bill: "44.00"})

    assert Dependency.objects.filter(item__source_id=applied.id).count() == 2
    (copy,) = copies_of(firm_id=linked.firm.id, kind=applied.kind, document_id=applied.id, at=linked.store.now())
    assert copy.waits_for == min(bill, str(credit.number))
    linked.settle()

    assert {state for _, state, _ in linked.items()} == {"confirmed"}


def test_what_is_taken_back_before_it_is_sent_never_arrives(linked: Linked) -> None:
    firm = linked.firm
    bill = firm.supplier_bill("80.00", reference="88-B", account="6250")
    payment = firm.supplier_payment({str(bill.number): "88.00"})
    with refused("document-settled"):
        firm.reverse(bill)
    firm.reverse(payment)
    firm.reverse(bill)

    linked.settle()

    assert (linked.in_xero("Invoices"), linked.in_xero("Payments")) == ([], [])
    assert ours(linked) == theirs(linked) == {}


def test_a_bill_whose_copy_is_in_xero_is_locked(linked: Linked) -> None:
    bill = linked.firm.supplier_bill("80.00", reference="88-B", account="6250")
    linked.settle()

    with refused("document-locked", "correct it, or unlink it first"):
        linked.firm.reopen(bill)


def test_a_bill_corrected_before_it_was_sent_arrives_once_as_it_was_corrected(linked: Linked) -> None:
    firm = linked.firm
    bill = firm.supplier_bill("80.00", reference="88-B", account="6250")
    firm.reopen(bill, "wrong amount")
    firm.post(bill)

    linked.settle()

    assert [one["InvoiceNumber"] for one in linked.in_xero("Invoices")] == ["88-B"]
    assert ours(linked) == theirs(linked) != {}


@pytest.mark.parametrize("code", COUNTRIES)
def test_tax_on_purchases_agrees_to_the_cent(code: str, committed_database: CommittedDatabase) -> None:
    """Every purchase code that Xero has a counterpart of in that country, on lines whose tax has to be rounded."""
    unlimited = SandboxSettings(minute_limit=100_000, day_limit=100_000)
    with running(Options(settings=unlimited, countries=(COUNTRIES[code],))) as sandbox, new_http() as http:
        linked = connected(a_firm(jurisdiction=code), sandbox, http)
        linked.firm.matter("M-104")
        codes = _purchase_codes(linked, code)
        bills = [_taxed(linked.firm, "supplier_bill", tax, due_on="2026-04-08") for tax in codes]
        given_back = [_taxed(linked.firm, "supplier_credit", tax) for tax in codes]
        linked.firm.supplier_payment({bills[0]: "1000.00"}, on="2026-03-31")
        linked.map_all()

        linked.settle()

        assert {state for _, state, _ in linked.items()} == {"confirmed"}, linked.items()
        for resource, number in [("Invoices", bill) for bill in bills] + [("CreditNotes", one) for one in given_back]:
            here = Document.objects.get(firm=linked.firm.firm, number=number)
            there = in_xero(linked, here.memo, resource)
            tax = sum(line.tax_minor for line in DocumentLine.objects.filter(document=here))
            assert (_cents(there["Total"]), _cents(there["TotalTax"])) == (here.total_minor, tax)
            assert all(line["Description"] != "Rounding" for line in there["LineItems"])
        assert ours(linked) == theirs(linked) != {}, "the payment is left of it"


def _purchase_codes(linked: Linked, code: str) -> list[str]:
    mapped = TaxMapping.objects.filter(destination=linked.destination).values_list("tax_code__code", flat=True)
    found = [one.code for one in jurisdiction(code).tax_codes if one.direction != "collected" and one.code in mapped]
    assert found
    return found


def _taxed(firm: BuiltFirm, kind: str, tax: str, **more: str) -> str:
    """Lines of a matter and of the office, two of them to be summed in Xero."""
    nets = (("5100", "33.33", "M-104"), ("6250", "0.05", ""), ("6250", "1234.56", ""), ("5100", "-1.11", "M-104"))
    items = [
        {"description": "As agreed", "account": account, "net": net, "tax": tax, "matter": matter}
        for account, net, matter in nets
    ]
    supplier = firm.contact("Chambers Office Supply").code
    given = {"on": "2026-03-09", "supplier": supplier, "reference": f"Of {tax}", "items": items}
    return str(firm.enter(kind, **given, **more).number)


def _cents(amount: float) -> int:
    return int((Decimal(str(amount)) * 100).to_integral_value())
