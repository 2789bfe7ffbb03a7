"""Payments: bounded by what is due, made from accounts that take payments, deleted but never changed."""

import pytest

from tests.sandbox.harness import World, bill, payment, sale
from xero_sandbox.model import people


def test_a_payment_of_the_rest_pays_the_invoice_off(world: World) -> None:
    made = world.made("Invoices", sale(world.contact()))

    world.made("Payments", payment(made["InvoiceID"], "60.00"))
    last = world.made("Payments", payment(made["InvoiceID"], "50.00"))

    assert last["PaymentType"] == "ACCRECPAYMENT"
    assert last["Invoice"]["Status"] == "PAID"
    assert world.trial_balance() == "090 Office Bank: 110.00\n200 Fees: -100.00\n820 GST: -10.00"


def test_a_payment_above_what_is_due_is_refused(world: World) -> None:
    made = world.made("Invoices", sale(world.contact()))

    messages = world.refused("PUT", "Payments", payment(made["InvoiceID"], "110.01"))

    assert messages == ["Payment amount exceeds the amount outstanding on this document"]


@pytest.mark.parametrize("status", ["DRAFT", "SUBMITTED"])
def test_a_document_that_is_not_approved_cannot_be_paid(world: World, status: str) -> None:
    made = world.made("Invoices", sale(world.contact(), Status=status))

    messages = world.refused("PUT", "Payments", payment(made["InvoiceID"], "1.00"))

    assert messages == ["Payments can only be made against Authorised documents"]


def test_a_bill_can_be_paid_out_of_a_liability_that_takes_payments(world: World) -> None:
    made = world.made("Invoices", sale(world.contact()))

    world.made("Payments", payment(made["InvoiceID"], "110.00", account="850"))

    assert world.trial_balance() == "200 Fees: -100.00\n820 GST: -10.00\n850 Trust Liability: 110.00"


@pytest.mark.parametrize("account", ["200", "853", "610"])
def test_other_accounts_take_no_payments(world: World, account: str) -> None:
    made = world.made("Invoices", sale(world.contact()))

    messages = world.refused("PUT", "Payments", payment(made["InvoiceID"], "1.00", account=account))

    assert messages == ["Payments can only be made from bank accounts or accounts that allow payments"]


def test_deleting_a_payment_opens_the_invoice_again(world: World) -> None:
    made = world.made("Invoices", sale(world.contact()))
    paid = world.made("Payments", payment(made["InvoiceID"], "110.00"))

    deleted = world.ask("POST", f"Payments/{paid['PaymentID']}", {"Status": "DELETED"}).json()["Payments"][0]

    assert deleted["Status"] == "DELETED"
    assert (deleted["Invoice"]["Status"], deleted["Invoice"]["AmountDue"]) == ("AUTHORISED", 110)
    assert world.trial_balance() == "200 Fees: -100.00\n610 Accounts Receivable: 110.00\n820 GST: -10.00"


def test_a_deleted_payment_cannot_be_deleted_again_and_none_can_be_changed(world: World) -> None:
    made = world.made("Invoices", sale(world.contact()))
    paid = world.made("Payments", payment(made["InvoiceID"], "10.00"))
    path = f"Payments/{paid['PaymentID']}"

    changing = world.refused("POST", path, {"Amount": "5.00"})
    world.ask("POST", path, {"Status": "DELETED"})
    again = world.refused("POST", path, {"Status": "DELETED"})

    assert changing == again == ["Payment not of valid status for modification"]


def test_a_reconciled_payment_cannot_be_deleted(world: World) -> None:
    made = world.made("Invoices", sale(world.contact()))
    paid = world.made("Payments", payment(made["InvoiceID"], "10.00"))
    people.set_reconciled(world.call, world.books.payments[paid["PaymentID"]], reconciled=True)

    messages = world.refused("POST", f"Payments/{paid['PaymentID']}", {"Status": "DELETED"})

    assert "reconciled" in messages[0]


def test_paying_a_bill_takes_money_out(world: World) -> None:
    made = world.made("Invoices", bill(world.contact()))

    paid = world.made("Payments", payment(made["InvoiceID"], "55.00"))

    assert paid["PaymentType"] == "ACCPAYPAYMENT"
    assert world.trial_balance() == "090 Office Bank: -55.00\n310 Disbursements Paid: 50.00\n820 GST: 5.00"


def test_two_equal_payments_are_two_payments(world: World) -> None:
    """Nothing of a payment is unique in Xero; a push that repeats itself pays twice."""
    made = world.made("Invoices", sale(world.contact()))

    first, second = (world.made("Payments", payment(made["InvoiceID"], "10.00", Reference="LX-1")) for _ in range(2))

    assert first["PaymentID"] != second["PaymentID"]
