"""Sales invoices and bills: what Xero computes, refuses and allows."""

from decimal import Decimal

import pytest

from tests.sandbox.harness import World, bill, line, new_world, payment, sale
from xero_sandbox.model import people


def test_tax_is_rounded_on_each_line_and_then_added() -> None:
    """Three lines at 15 % give 11.44, not the 11.45 of their sum."""
    kiwi = new_world(country="NZ")
    lines = [line(amount, TaxType="OUTPUT2") for amount in ("25.06", "25.61", "25.63")]

    made = kiwi.made("Invoices", sale(kiwi.contact(), *lines))

    assert (made["SubTotal"], made["TotalTax"], made["Total"]) == (Decimal("76.3"), Decimal("11.44"), Decimal("87.74"))


@pytest.mark.parametrize(("amount", "tax", "net"), [("541.25", "70.6", "470.65"), ("500.00", "65.22", "434.78")])
def test_tax_inside_an_amount_is_taken_out_half_up(amount: str, tax: str, net: str) -> None:
    kiwi = new_world(country="NZ")
    inclusive = sale(kiwi.contact(), line(amount, TaxType="OUTPUT2"), LineAmountTypes="Inclusive")

    made = kiwi.made("Invoices", inclusive)

    assert (made["TotalTax"], made["SubTotal"], made["Total"]) == (Decimal(tax), Decimal(net), Decimal(amount))


def test_no_tax_ignores_the_lines_tax_types(world: World) -> None:
    made = world.made("Invoices", sale(world.contact(), line("100.00"), LineAmountTypes="NoTax"))

    assert made["TotalTax"] == 0
    assert made["LineItems"][0]["TaxType"] == "NONE"


def test_another_tax_amount_is_taken_on_an_invoice(world: World) -> None:
    made = world.made("Invoices", sale(world.contact(), line("100.00", TaxAmount="9.99")))

    assert made["Total"] == Decimal("109.99")


def test_a_line_without_a_tax_type_takes_its_accounts(world: World) -> None:
    untaxed = {"Description": "Work", "Quantity": 2, "UnitAmount": "50.00", "AccountCode": "200"}

    made = world.made("Invoices", sale(world.contact(), untaxed))

    assert made["LineItems"][0]["TaxType"] == "OUTPUT"
    assert made["TotalTax"] == 10


def test_a_line_amount_that_is_not_quantity_times_price_is_refused(world: World) -> None:
    wrong = line("10.00", Quantity=3, LineAmount="30.05")

    messages = world.refused("PUT", "Invoices", sale(world.contact(), wrong))

    assert messages == ["The line total 30.05 does not match the expected line total 30.00"]


def test_prices_have_two_decimals_unless_four_are_asked_for(world: World) -> None:
    contact = world.contact()
    sent = sale(contact, line("0.1255", Quantity=100, TaxType="BASEXCLUDED"))

    rounded = world.ask("PUT", "Invoices", sent).json()["Invoices"][0]
    exact = world.ask("PUT", "Invoices", sent, unitdp="4").json()["Invoices"][0]

    assert (rounded["Total"], exact["Total"]) == (Decimal("13.0"), Decimal("12.55"))


def test_all_faults_of_a_document_are_told_at_once(world: World) -> None:
    messages = world.refused("PUT", "Invoices", {"Type": "ACCREC", "Status": "PAID"})

    assert messages == [
        "Invoice not of valid status for creation",
        "One or more line items must be specified",
        "A Contact must be specified for this type of transaction",
    ]


def test_put_with_a_taken_number_is_refused(world: World) -> None:
    contact = world.contact()
    world.made("Invoices", sale(contact, InvoiceNumber="B-1"))

    assert world.refused("PUT", "Invoices", sale(contact, InvoiceNumber="B-1")) == ["Invoice # must be unique."]


def test_post_with_a_taken_number_overwrites_that_invoice(world: World) -> None:
    contact = world.contact()
    first = world.made("Invoices", sale(contact, InvoiceNumber="B-1"))

    second = world.ask("POST", "Invoices", sale(contact, line("70.00"), InvoiceNumber="B-1")).json()["Invoices"][0]

    assert second["InvoiceID"] == first["InvoiceID"]
    assert second["Total"] == 77


def test_two_bills_may_have_the_same_number(world: World) -> None:
    supplier = world.contact("Counsel")

    first = world.made("Invoices", bill(supplier, InvoiceNumber="77"))
    second = world.made("Invoices", bill(supplier, InvoiceNumber="77"))

    assert first["InvoiceID"] != second["InvoiceID"]


def test_a_bill_has_no_reference(world: World) -> None:
    assert "Reference" not in world.made("Invoices", bill(world.contact(), Reference="LX-1"))


def test_an_invoice_without_a_number_gets_the_next_one(world: World) -> None:
    contact = world.contact()

    numbers = [world.made("Invoices", sale(contact))["InvoiceNumber"] for _ in range(2)]

    assert numbers == ["INV-0001", "INV-0002"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"AccountCode": "999"}, "Account code '999' is not a valid code for this document."),
        ({"AccountCode": "090"}, "Account code '090' is not a valid code for this document."),
        ({"AccountCode": "610"}, "Account code '610' is not a valid code for this document."),
        ({"TaxType": "INPUT"}, "The TaxType code 'INPUT' cannot be used with account code '200'."),
        (
            {"TaxType": "OUTPUT9"},
            "The TaxType code 'OUTPUT9' does not exist or cannot be used for this type of transaction.",
        ),
    ],
)
def test_a_line_must_fit_its_account_and_tax(world: World, change: dict[str, str], message: str) -> None:
    assert world.refused("PUT", "Invoices", sale(world.contact(), line("10.00", **change))) == [message]


def test_an_archived_account_is_refused(world: World) -> None:
    fees = next(account for account in world.books.accounts if account.code == "200")
    world.ask("POST", f"Accounts/{fees.id}", {"AccountID": fees.id, "Status": "ARCHIVED"})

    messages = world.refused("PUT", "Invoices", sale(world.contact()))

    assert messages == ["Account code '200' has been archived, or deleted."]


def test_a_draft_moves_nothing_until_it_is_approved(world: World) -> None:
    draft = world.made("Invoices", sale(world.contact(), Status="DRAFT"))
    before = world.trial_balance()

    world.ask("POST", f"Invoices/{draft['InvoiceID']}", {"Status": "AUTHORISED"})

    assert before == ""
    assert world.trial_balance() == "200 Fees: -100.00\n610 Accounts Receivable: 110.00\n820 GST: -10.00"


@pytest.mark.parametrize(
    ("begin", "then"), [("DRAFT", "VOIDED"), ("AUTHORISED", "DELETED"), ("AUTHORISED", "DRAFT"), ("DRAFT", "PAID")]
)
def test_a_step_the_status_does_not_allow_is_refused(world: World, begin: str, then: str) -> None:
    made = world.made("Invoices", sale(world.contact(), Status=begin))

    messages = world.refused("POST", f"Invoices/{made['InvoiceID']}", {"Status": then})

    assert messages == ["Invoice not of valid status for modification"]


def test_a_voided_invoice_leaves_the_books_but_still_shows_its_amount_due(world: World) -> None:
    made = world.made("Invoices", sale(world.contact()))

    voided = world.ask("POST", f"Invoices/{made['InvoiceID']}", {"Status": "VOIDED"}).json()["Invoices"][0]

    assert (voided["Status"], voided["AmountDue"], voided["Total"]) == ("VOIDED", 110, 110)
    assert world.trial_balance() == ""


def test_an_invoice_with_a_payment_cannot_be_voided_or_rewritten(world: World) -> None:
    made = world.made("Invoices", sale(world.contact()))
    world.made("Payments", payment(made["InvoiceID"], "10.00"))
    path = f"Invoices/{made['InvoiceID']}"

    voiding = world.refused("POST", path, {"Status": "VOIDED"})
    rewriting = world.refused("POST", path, {"LineItems": [line("1.00")]})

    assert voiding == [
        "The status VOIDED cannot be applied to the invoice because it has payments or credit notes allocated to it."
    ]
    assert rewriting == ["This document cannot be edited as it has a payment or credit note allocated to it."]


def test_a_paid_invoice_may_still_get_another_reference(world: World) -> None:
    made = world.made("Invoices", sale(world.contact()))
    world.made("Payments", payment(made["InvoiceID"], "110.00"))

    changed = world.ask("POST", f"Invoices/{made['InvoiceID']}", {"Reference": "M-104"}).json()["Invoices"][0]

    assert (changed["Reference"], changed["Status"]) == ("M-104", "PAID")


def test_an_edit_moves_the_books_to_the_new_amounts(world: World) -> None:
    made = world.made("Invoices", sale(world.contact()))

    world.ask("POST", f"Invoices/{made['InvoiceID']}", {"LineItems": [line("30.00", AccountCode="201")]})

    assert world.trial_balance() == (
        "201 Disbursements Recovered: -30.00\n610 Accounts Receivable: 33.00\n820 GST: -3.00"
    )


def test_a_line_left_out_of_an_update_is_gone(world: World) -> None:
    made = world.made("Invoices", sale(world.contact(), line("10.00"), line("20.00")))
    kept = made["LineItems"][0]

    again = {"LineItems": [line("10.00", LineItemID=kept["LineItemID"])]}
    changed = world.ask("POST", f"Invoices/{made['InvoiceID']}", again).json()["Invoices"][0]

    assert [one["LineItemID"] for one in changed["LineItems"]] == [kept["LineItemID"]]


def test_a_line_may_be_words_alone(world: World) -> None:
    made = world.made("Invoices", sale(world.contact(), {"Description": "Re: the harbour matter"}, line("10.00")))

    assert "LineAmount" not in made["LineItems"][0]
    assert made["Total"] == 11


def test_an_approved_invoice_of_nothing_is_paid_at_once(world: World) -> None:
    assert world.made("Invoices", sale(world.contact(), line("0.00")))["Status"] == "PAID"


def test_a_negative_line_is_taken_and_a_negative_total_refused(world: World) -> None:
    contact = world.contact()

    made = world.made("Invoices", sale(contact, line("100.00"), line("-20.00")))

    assert made["Total"] == 88
    assert world.refused("PUT", "Invoices", sale(contact, line("-20.00"))) == ["The total cannot be negative"]


@pytest.mark.parametrize(
    ("lock", "message"),
    [
        ("period", "The document date cannot be before the period lock date, currently set at 1 November 2026"),
        ("year", "The document date cannot be before the end of year lock date, currently set at 1 November 2026"),
    ],
)
def test_nothing_is_made_or_voided_in_a_locked_period(world: World, lock: str, message: str) -> None:
    contact = world.contact()
    made = world.made("Invoices", sale(contact))
    days = {"period": None, "year": None} | {lock: world.now.date().replace(day=1)}
    people.set_lock_dates(world.call, period=days["period"], year=days["year"])

    assert world.refused("PUT", "Invoices", sale(contact)) == [message]
    assert world.refused("POST", f"Invoices/{made['InvoiceID']}", {"Status": "VOIDED"}) == [message]


def test_the_contact_comes_back_in_full_after_a_write(world: World) -> None:
    contact = world.made("Invoices", sale(world.contact()))["Contact"]

    assert [one["AddressType"] for one in contact["Addresses"]] == ["STREET", "POBOX"]
    assert len(contact["Phones"]) == 4
