"""Supplier bills: numbers that repeat, drafts approved by id, what a payment leaves free, and accounts that pay."""

from typing import Any

from tests.sandbox.harness import Json, World, bill, line, payment

COST: Json = {"AccountCode": "310", "TaxType": "INPUT"}


def test_a_draft_bill_has_no_effect_and_is_approved_by_its_id_in_a_batch(world: World) -> None:
    supplier = world.contact("Counsel")
    drafts = [world.made("Invoices", bill(supplier, Status="DRAFT", InvoiceNumber="77")) for _ in range(2)]
    before = world.trial_balance()

    approvals = [{"InvoiceID": one["InvoiceID"], "Status": "AUTHORISED"} for one in drafts]
    answer = world.ask("POST", "Invoices", {"Invoices": approvals}, summarizeErrors="false").json()["Invoices"]

    assert before == ""
    assert [one["StatusAttributeString"] for one in answer] == ["OK", "OK"]
    assert world.trial_balance() == "310 Disbursements Paid: 100.00\n800 Accounts Payable: -110.00\n820 GST: 10.00"


def test_post_with_the_same_number_and_supplier_saves_the_same_bill_again(world: World) -> None:
    supplier, other = world.contact("Counsel"), world.contact("Search House")
    first = world.made("Invoices", bill(supplier, InvoiceNumber="77"))

    again = _posted(world, bill(supplier, line("70.00", **COST), InvoiceNumber="77"))
    elsewhere = _posted(world, bill(other, InvoiceNumber="77"))

    assert (again["InvoiceID"], again["Total"]) == (first["InvoiceID"], 77)
    assert elsewhere["InvoiceID"] != first["InvoiceID"]


def test_a_reused_supplier_number_meets_the_payment_on_the_old_bill(world: World) -> None:
    supplier = world.contact("Counsel")
    first = world.made("Invoices", bill(supplier, InvoiceNumber="77"))
    world.made("Payments", payment(first["InvoiceID"], "10.00"))

    messages = world.refused("POST", "Invoices", bill(supplier, line("70.00", **COST), InvoiceNumber="77"))

    assert messages == ["This document cannot be edited as it has a payment or credit note allocated to it."]


def test_a_bill_is_found_by_its_number_and_supplier(world: World) -> None:
    supplier = world.contact("Counsel")
    wanted = world.made("Invoices", bill(supplier, InvoiceNumber="77"))
    world.made("Invoices", bill(world.contact("Search House"), InvoiceNumber="77"))

    where = f'Type=="ACCPAY" AND InvoiceNumber=="77" AND Contact.ContactID==guid("{supplier}")'
    found = world.ask("GET", "Invoices", where=where).json()["Invoices"]

    assert [one["InvoiceID"] for one in found] == [wanted["InvoiceID"]]


def test_a_bill_is_paid_out_of_a_liability_that_takes_payments(world: World) -> None:
    made = world.made("Invoices", bill(world.contact("Counsel")))

    paid = world.made("Payments", payment(made["InvoiceID"], "55.00", account="850"))

    assert (paid["PaymentType"], paid["Invoice"]["Status"]) == ("ACCPAYPAYMENT", "PAID")
    assert world.trial_balance() == "310 Disbursements Paid: 50.00\n820 GST: 5.00\n850 Trust Liability: -55.00"


def test_payments_of_several_bills_travel_together_and_each_has_its_verdict(world: World) -> None:
    first, second = (world.made("Invoices", bill(world.contact(name)))["InvoiceID"] for name in ("Counsel", "Court"))
    batch = {"Payments": [payment(first, "55.00"), payment(second, "55.01")]}

    good, bad = world.ask("PUT", "Payments", batch, summarizeErrors="false").json()["Payments"]

    assert (good["StatusAttributeString"], bad["StatusAttributeString"]) == ("OK", "ERROR")
    assert bad["HasValidationErrors"] is True
    assert bad["ValidationErrors"] == [{"Message": "Payment amount exceeds the amount outstanding on this document"}]


def test_a_payment_leaves_the_words_and_the_account_of_a_line_free(world: World) -> None:
    made = world.made("Invoices", bill(world.contact("Counsel"), line("50.00", **COST)))
    world.made("Payments", payment(made["InvoiceID"], "10.00"))
    kept = made["LineItems"][0]["LineItemID"]
    recoded = line("50.00", **COST | {"AccountCode": "320", "Description": "Counsel's advice", "LineItemID": kept})

    changed = world.ask("POST", f"Invoices/{made['InvoiceID']}", {"LineItems": [recoded]}).json()["Invoices"][0]

    assert (changed["LineItems"][0]["Description"], changed["AmountDue"]) == ("Counsel's advice", 45)
    assert "320 Counsel Fees: 50.00" in world.trial_balance()


def test_a_discount_is_for_sales_invoices_only(world: World) -> None:
    discounted = line("50.00", **COST, DiscountRate=10)

    messages = world.refused("PUT", "Invoices", bill(world.contact("Counsel"), discounted))

    assert messages == ["Discounts can only be given on sales invoices"]


def test_a_bill_with_a_payment_is_voided_only_after_the_payment_is_deleted(world: World) -> None:
    made = world.made("Invoices", bill(world.contact("Counsel")))
    paid = world.made("Payments", payment(made["InvoiceID"], "55.00"))
    path = f"Invoices/{made['InvoiceID']}"

    (refusal,) = world.refused("POST", path, {"Status": "VOIDED"})
    world.ask("POST", f"Payments/{paid['PaymentID']}", {"Status": "DELETED"})
    voided = world.ask("POST", path, {"Status": "VOIDED"}).json()["Invoices"][0]

    assert refusal.startswith("The status VOIDED cannot be applied")
    assert voided["Status"] == "VOIDED"
    assert world.trial_balance() == ""


def _posted(world: World, sent: Json) -> dict[str, Any]:
    response = world.ask("POST", "Invoices", sent)
    assert response.status == 200, response.body
    return dict(response.json()["Invoices"][0])
