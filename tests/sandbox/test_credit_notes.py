"""Credit notes of both sides: numbers, statuses, what they do to the books, and giving their money back."""

from decimal import Decimal

import pytest

from tests.sandbox.harness import Json, World, allocation, credit_note, line, payment, sale, supplier_credit
from xero_sandbox.model import people

PATH = "CreditNotes"


def test_a_credit_note_lessens_what_is_owed(world: World) -> None:
    contact = world.contact()
    world.made("Invoices", sale(contact))

    made = world.made(PATH, credit_note(contact, CreditNoteNumber="C-1", Reference="LX-1"))

    assert (made["Total"], made["RemainingCredit"], made["Status"]) == (44, 44, "AUTHORISED")
    assert (made["CreditNoteNumber"], made["Reference"]) == ("C-1", "LX-1")
    assert world.trial_balance() == "200 Fees: -60.00\n610 Accounts Receivable: 66.00\n820 GST: -6.00"


def test_a_supplier_s_credit_is_the_mirror(world: World) -> None:
    made = world.made(PATH, supplier_credit(world.contact("Counsel"), Reference="LX-1"))

    assert (made["Type"], made["CreditNoteNumber"], made["Reference"]) == ("ACCPAYCREDIT", "", "")
    assert world.trial_balance() == "310 Disbursements Paid: -20.00\n800 Accounts Payable: 22.00\n820 GST: -2.00"


def test_without_a_status_it_is_a_draft_that_moves_nothing(world: World) -> None:
    made = world.made(PATH, credit_note(world.contact(), Status=None))
    before = world.trial_balance()

    approved = _changed(world, made, Status="AUTHORISED")

    assert (made["Status"], before, approved["Status"]) == ("DRAFT", "", "AUTHORISED")
    assert world.trial_balance() == "200 Fees: 40.00\n610 Accounts Receivable: -44.00\n820 GST: 4.00"


def test_a_customer_s_number_is_unique_and_a_supplier_s_is_not(world: World) -> None:
    contact = world.contact()
    world.made(PATH, credit_note(contact, CreditNoteNumber="C-1"))
    world.made(PATH, supplier_credit(contact, CreditNoteNumber="S-1"))

    assert world.refused("PUT", PATH, credit_note(contact, CreditNoteNumber="C-1")) == ["Credit Note # must be unique."]
    assert world.made(PATH, supplier_credit(contact, CreditNoteNumber="S-1"))["CreditNoteNumber"] == "S-1"
    assert world.made(PATH, credit_note(contact))["CreditNoteNumber"] == "CN-0002"


def test_an_invoice_s_number_is_not_in_its_way(world: World) -> None:
    contact = world.contact()
    world.made("Invoices", sale(contact, InvoiceNumber="1042"))

    assert world.made(PATH, credit_note(contact, CreditNoteNumber="1042"))["CreditNoteNumber"] == "1042"


def test_post_with_a_taken_number_overwrites_that_credit_note(world: World) -> None:
    contact = world.contact()
    first = world.made(PATH, credit_note(contact, CreditNoteNumber="C-1"))

    again = world.ask("POST", PATH, credit_note(contact, line("10.00"), CreditNoteNumber="C-1")).json()[PATH][0]

    assert (again["CreditNoteID"], again["Total"]) == (first["CreditNoteID"], 11)


def test_all_faults_are_told_at_once(world: World) -> None:
    messages = world.refused("PUT", PATH, {"Type": "ACCRECCREDIT", "Status": "PAID"})

    assert messages == [
        "Credit note not of valid status for creation",
        "One or more line items must be specified",
        "A Contact must be specified for this type of transaction",
    ]


def test_it_takes_no_discount_and_no_negative_total(world: World) -> None:
    contact = world.contact()

    assert world.refused("PUT", PATH, credit_note(contact, line("10.00", DiscountRate=5))) == [
        "Discounts can only be given on sales invoices"
    ]
    assert world.refused("PUT", PATH, credit_note(contact, line("-10.00"))) == ["The total cannot be negative"]


def test_another_tax_amount_is_taken(world: World) -> None:
    assert world.made(PATH, credit_note(world.contact(), line("10.00", TaxAmount="0.99")))["TotalTax"] == Decimal(
        "0.99"
    )


@pytest.mark.parametrize(("begin", "then"), [("DRAFT", "VOIDED"), ("AUTHORISED", "DELETED"), ("AUTHORISED", "DRAFT")])
def test_a_step_the_status_does_not_allow_is_refused(world: World, begin: str, then: str) -> None:
    made = world.made(PATH, credit_note(world.contact(), Status=begin))

    assert world.refused("POST", f"{PATH}/{made['CreditNoteID']}", {"Status": then}) == [
        "Credit note not of valid status for modification"
    ]


def test_a_voided_credit_note_leaves_the_books(world: World) -> None:
    made = world.made(PATH, credit_note(world.contact()))

    voided = _changed(world, made, Status="VOIDED")

    assert (voided["Status"], voided["Total"]) == ("VOIDED", 44)
    assert world.trial_balance() == ""


def test_one_that_is_applied_is_neither_voided_nor_rewritten(world: World) -> None:
    contact = world.contact()
    made, invoice = world.made(PATH, credit_note(contact)), world.made("Invoices", sale(contact))
    path = f"{PATH}/{made['CreditNoteID']}"
    world.ask("PUT", f"{path}/Allocations", allocation(invoice["InvoiceID"], "1.00"))

    (voiding,) = world.refused("POST", path, {"Status": "VOIDED"})
    (rewriting,) = world.refused("POST", path, {"LineItems": [line("1.00")]})

    assert voiding.startswith("The status VOIDED cannot be applied to the credit note")
    assert rewriting == "This document cannot be edited as it has a payment or credit note allocated to it."
    assert _changed(world, made, Reference="M-104")["Reference"] == "M-104"


def test_a_refund_pays_a_credit_note_off(world: World) -> None:
    made = world.made(PATH, credit_note(world.contact()))

    paid = world.made("Payments", _refund(made, "44.00"))
    shown = world.ask("GET", f"{PATH}/{made['CreditNoteID']}").json()[PATH][0]

    assert paid["PaymentType"] == "ARCREDITPAYMENT"
    assert (paid["Invoice"]["Type"], paid["Invoice"]["InvoiceID"]) == ("ACCRECCREDIT", made["CreditNoteID"])
    assert (shown["Status"], shown["RemainingCredit"], len(shown["Payments"])) == ("PAID", 0, 1)
    assert "FullyPaidOnDate" in shown
    assert world.trial_balance() == "090 Office Bank: -44.00\n200 Fees: 40.00\n820 GST: 4.00"


def test_a_supplier_s_refund_brings_money_in(world: World) -> None:
    made = world.made(PATH, supplier_credit(world.contact("Counsel")))

    paid = world.made("Payments", _refund(made, "22.00"))

    assert paid["PaymentType"] == "APCREDITPAYMENT"
    assert world.trial_balance() == "090 Office Bank: 22.00\n310 Disbursements Paid: -20.00\n820 GST: -2.00"


def test_no_more_is_refunded_than_is_left_and_a_deleted_refund_opens_it_again(world: World) -> None:
    made = world.made(PATH, credit_note(world.contact()))
    paid = world.made("Payments", _refund(made, "40.00"))

    assert world.refused("PUT", "Payments", _refund(made, "4.01")) == [
        "Payment amount exceeds the amount outstanding on this document"
    ]
    world.ask("POST", f"Payments/{paid['PaymentID']}", {"Status": "DELETED"})
    assert world.ask("GET", f"{PATH}/{made['CreditNoteID']}").json()[PATH][0]["RemainingCredit"] == 44


def test_a_payment_of_two_documents_at_once_is_refused(world: World) -> None:
    contact = world.contact()
    made, invoice = world.made(PATH, credit_note(contact)), world.made("Invoices", sale(contact))

    messages = world.refused(
        "PUT", "Payments", _refund(made, "1.00") | {"Invoice": {"InvoiceID": invoice["InvoiceID"]}}
    )

    assert messages == ["A payment needs exactly one Invoice, CreditNote, Overpayment or Prepayment"]


def test_nothing_is_credited_in_a_locked_period(world: World) -> None:
    people.set_lock_dates(world.call, period=world.now.date(), year=None)

    (message,) = world.refused("PUT", PATH, credit_note(world.contact()))

    assert message.startswith("The document date cannot be before the period lock date")


def test_credit_notes_are_found_by_number_reference_and_contact(world: World) -> None:
    ann, bob = world.contact("Ann"), world.contact("Bob")
    wanted = world.made(PATH, credit_note(ann, CreditNoteNumber="C-1", Reference="LX-1"))
    world.made(PATH, credit_note(bob, CreditNoteNumber="C-2"))
    filters = (
        'CreditNoteNumber=="C-1"',
        'Reference=="LX-1"',
        f'Contact.ContactID==guid("{ann}") AND Type=="ACCRECCREDIT" AND Status=="AUTHORISED"',
    )

    for where in filters:
        found = world.ask("GET", PATH, where=where, page="1").json()[PATH]
        assert [one["CreditNoteID"] for one in found] == [wanted["CreditNoteID"]], where
    assert world.ask("GET", f"{PATH}/C-1").json()[PATH][0]["CreditNoteID"] == wanted["CreditNoteID"]


def _changed(world: World, made: Json, **change: object) -> Json:
    response = world.ask("POST", f"{PATH}/{made['CreditNoteID']}", change)
    assert response.status == 200, response.body
    return dict(response.json()[PATH][0])


def _refund(made: Json, amount: str) -> Json:
    return payment("", amount) | {"Invoice": None, "CreditNote": {"CreditNoteID": made["CreditNoteID"]}}
