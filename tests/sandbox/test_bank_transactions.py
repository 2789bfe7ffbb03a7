"""Bank transactions and overpayments: money in and out without an invoice."""

from tests.sandbox.harness import World, bank, line, payment, sale
from xero_sandbox.model import people

SURPLUS = {"Description": "Paid too much", "LineAmount": "40.00"}


def test_a_trust_receipt_moves_bank_and_liability(world: World) -> None:
    made = world.made("BankTransactions", bank(world.contact(), Reference="LX-1"))

    assert (made["Status"], made["Reference"], made["Total"]) == ("AUTHORISED", "LX-1", 300)
    assert world.trial_balance() == "095 Trust Bank: 300.00\n850 Trust Liability: -300.00"


def test_a_deleted_transaction_leaves_the_books(world: World) -> None:
    made = world.made("BankTransactions", bank(world.contact(), kind="SPEND"))

    deleted = world.ask("POST", f"BankTransactions/{made['BankTransactionID']}", {"Status": "DELETED"}).json()

    assert deleted["BankTransactions"][0]["Status"] == "DELETED"
    assert world.trial_balance() == ""


def test_another_tax_amount_is_refused_on_a_bank_transaction(world: World) -> None:
    cost = line("522.80", AccountCode="429", TaxType="INPUT", TaxAmount="52.23")
    sent = bank(world.contact(), cost, kind="SPEND", account="090", LineAmountTypes="Exclusive")

    messages = world.refused("PUT", "BankTransactions", sent)

    assert messages == ["Tax amount 52.23 is incorrect for INPUT tax type, should be 52.28"]


def test_a_reconciled_transaction_cannot_be_touched(world: World) -> None:
    made = world.made("BankTransactions", bank(world.contact()))
    people.set_reconciled(world.call, world.books.bank_transactions[made["BankTransactionID"]], reconciled=True)

    messages = world.refused("POST", f"BankTransactions/{made['BankTransactionID']}", {"Status": "DELETED"})

    assert messages == ["This Bank Transaction cannot be edited as it has been reconciled with a Bank Statement."]


def test_the_bank_account_must_be_a_bank(world: World) -> None:
    assert world.refused("PUT", "BankTransactions", bank(world.contact(), account="850")) == ["Account must be valid."]


def test_a_transaction_needs_lines_and_a_contact(world: World) -> None:
    messages = world.refused("PUT", "BankTransactions", {"Type": "SPEND", "BankAccount": {"Code": "090"}})

    assert messages == [
        "A Contact must be specified for this type of transaction",
        "One or more line items must be specified",
    ]


def test_a_contact_without_any_name_or_number_is_refused(world: World) -> None:
    messages = world.refused("PUT", "BankTransactions", bank("", Contact={"EmailAddress": "ann@example.com"}))

    (message,) = messages
    assert message.startswith("The Contact must contain at least 1 of the following elements")


def test_an_overpayment_is_owed_back_and_carries_no_reference(world: World) -> None:
    sent = bank(world.contact(), SURPLUS, kind="RECEIVE-OVERPAYMENT", account="090", Reference="LX-1")

    made = world.made("BankTransactions", sent)

    assert made["Reference"] == ""
    assert made["OverpaymentID"]
    assert world.trial_balance() == "090 Office Bank: 40.00\n610 Accounts Receivable: -40.00"


def test_an_overpayment_is_allocated_to_an_invoice_of_the_same_contact(world: World) -> None:
    contact = world.contact()
    overpayment = _overpaid(world, contact)
    invoice = world.made("Invoices", sale(contact))

    path = f"Overpayments/{overpayment}/Allocations"
    response = world.ask("PUT", path, {"Amount": "40.00", "Invoice": {"InvoiceID": invoice["InvoiceID"]}})

    assert response.json()["Allocations"][0]["Amount"] == 40
    shown = world.ask("GET", f"Invoices/{invoice['InvoiceID']}").json()["Invoices"][0]
    assert (shown["AmountDue"], shown["AmountCredited"]) == (70, 40)
    assert shown["Overpayments"][0]["OverpaymentID"] == overpayment
    assert world.ask("GET", f"Overpayments/{overpayment}").json()["Overpayments"][0]["Status"] == "PAID"


def test_an_allocation_can_be_taken_back(world: World) -> None:
    contact = world.contact()
    overpayment = _overpaid(world, contact)
    invoice = world.made("Invoices", sale(contact))
    path = f"Overpayments/{overpayment}/Allocations"
    sent = {"Amount": "40.00", "Invoice": {"InvoiceID": invoice["InvoiceID"]}}
    allocation = world.ask("PUT", path, sent).json()["Allocations"][0]["AllocationID"]

    assert world.ask("DELETE", f"{path}/{allocation}").status == 200
    assert world.ask("GET", f"Overpayments/{overpayment}").json()["Overpayments"][0]["RemainingCredit"] == 40
    assert world.ask("DELETE", f"{path}/{allocation}").status == 404


def test_more_than_is_left_or_a_stranger_s_invoice_is_refused(world: World) -> None:
    contact = world.contact()
    overpayment = _overpaid(world, contact)
    own, other = world.made("Invoices", sale(contact)), world.made("Invoices", sale(world.contact("Bob")))
    path = f"Overpayments/{overpayment}/Allocations"

    too_much = world.refused("PUT", path, {"Amount": "40.01", "Invoice": {"InvoiceID": own["InvoiceID"]}})
    stranger = world.refused("PUT", path, {"Amount": "1.00", "Invoice": {"InvoiceID": other["InvoiceID"]}})

    assert "greater than amount outstanding" in too_much[0]
    assert stranger == ["The invoice belongs to another contact"]


def test_a_refund_gives_the_overpayment_back(world: World) -> None:
    overpayment = _overpaid(world, world.contact())
    sent = payment("", "40.00") | {"Invoice": None, "Overpayment": {"OverpaymentID": overpayment}}

    made = world.made("Payments", sent)

    assert made["PaymentType"] == "AROVERPAYMENTPAYMENT"
    assert world.trial_balance() == ""


def test_an_allocated_overpayment_keeps_its_bank_transaction(world: World) -> None:
    contact = world.contact()
    overpayment = _overpaid(world, contact)
    invoice = world.made("Invoices", sale(contact))
    sent = {"Amount": "1.00", "Invoice": {"InvoiceID": invoice["InvoiceID"]}}
    world.ask("PUT", f"Overpayments/{overpayment}/Allocations", sent)
    bank_id = world.books.overpayments[overpayment].bank_transaction_id

    messages = world.refused("POST", f"BankTransactions/{bank_id}", {"Status": "DELETED"})

    assert "allocated" in messages[0]


def _overpaid(world: World, contact: str) -> str:
    made = world.made("BankTransactions", bank(contact, SURPLUS, kind="RECEIVE-OVERPAYMENT", account="090"))
    return str(made["OverpaymentID"])
