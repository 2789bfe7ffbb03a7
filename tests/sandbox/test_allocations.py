"""Allocations of credit notes, overpayments and prepayments: how far they go, and back."""

import pytest

from tests.sandbox.harness import Json, World, allocation, bank, bill, credit_note, line, payment, sale, supplier_credit
from xero_sandbox.model import people

KINDS = ["CreditNotes", "Overpayments", "Prepayments"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_applied_lowers_what_is_due(world: World, kind: str) -> None:
    contact = world.contact()
    path, invoice = _credit(world, contact, kind), world.made("Invoices", sale(contact))["InvoiceID"]

    made = _applied(world, path, allocation(invoice, "30.00"))

    assert (made["Amount"], made["Invoice"]["InvoiceID"]) == (30, invoice)
    assert (_invoice(world, invoice)["AmountDue"], _invoice(world, invoice)["AmountCredited"]) == (80, 30)
    assert _left(world, path) == ("AUTHORISED", 14)
    (applied,) = _invoice(world, invoice)[kind]
    assert (applied["AppliedAmount"], applied[f"{kind.removesuffix('s')}ID"]) == (30, path.split("/")[1])


@pytest.mark.parametrize("kind", KINDS)
def test_both_are_paid_when_nothing_is_left_and_due(world: World, kind: str) -> None:
    contact = world.contact()
    path = _credit(world, contact, kind)
    invoice = world.made("Invoices", sale(contact, line("40.00")))["InvoiceID"]

    _applied(world, path, allocation(invoice, "44.00"))

    assert _left(world, path) == ("PAID", 0)
    shown = _invoice(world, invoice)
    assert (shown["Status"], shown["AmountDue"]) == ("PAID", 0)
    assert "FullyPaidOnDate" in shown


@pytest.mark.parametrize("amount", ["44.00", "0.37"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_allocation_is_taken_back_by_its_id(world: World, kind: str, amount: str) -> None:
    contact = world.contact()
    path = _credit(world, contact, kind)
    invoice = world.made("Invoices", sale(contact, line("40.00")))["InvoiceID"]
    before = world.trial_balance()
    made = _applied(world, path, allocation(invoice, amount))

    deleted = world.ask("DELETE", f"{path}/Allocations/{made['AllocationID']}").json()

    assert (deleted["AllocationID"], deleted["IsDeleted"]) == (made["AllocationID"], True)
    assert _left(world, path) == ("AUTHORISED", 44)
    assert (_invoice(world, invoice)["Status"], _invoice(world, invoice)["AmountDue"]) == ("AUTHORISED", 44)
    assert world.trial_balance() == before
    assert world.ask("DELETE", f"{path}/Allocations/{made['AllocationID']}").status == 404


@pytest.mark.parametrize(
    ("kind", "word"), [("CreditNotes", "Credit Note"), ("Overpayments", "Overpayment"), ("Prepayments", "Prepayment")]
)
def test_more_than_is_left_or_due_is_refused(world: World, kind: str, word: str) -> None:
    contact = world.contact()
    path = _credit(world, contact, kind)
    large = world.made("Invoices", sale(contact))["InvoiceID"]
    small = world.made("Invoices", sale(contact, line("10.00")))["InvoiceID"]
    refusal = [f"{word} cannot be allocated as amount is greater than amount outstanding"]

    assert world.refused("PUT", f"{path}/Allocations", allocation(large, "44.01")) == refusal
    assert world.refused("PUT", f"{path}/Allocations", allocation(small, "11.01")) == refusal
    assert world.refused("PUT", f"{path}/Allocations", allocation(large, "0.00")) == [
        "The amount must be greater than zero"
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_another_contact_s_another_side_s_and_a_paid_invoice_are_refused(world: World, kind: str) -> None:
    contact = world.contact()
    path = f"{_credit(world, contact, kind)}/Allocations"
    stranger = world.made("Invoices", sale(world.contact("Bob")))["InvoiceID"]
    payable = world.made("Invoices", bill(contact))["InvoiceID"]
    paid = world.made("Invoices", sale(contact))["InvoiceID"]
    draft = world.made("Invoices", sale(contact, Status="DRAFT"))["InvoiceID"]
    world.made("Payments", payment(paid, "110.00"))

    refusals = [world.refused("PUT", path, allocation(one, "1.00")) for one in (stranger, payable, paid, draft, "none")]

    assert refusals == [
        ["The invoice belongs to another contact"],
        ["The invoice is not of a type this credit can be allocated to"],
        ["The invoice you are trying to allocate to has already been paid off"],
        ["Payments can only be made against Authorised documents"],
        ["An existing Invoice with the specified InvoiceID could not be found"],
    ]


def test_a_draft_credit_note_is_not_applied(world: World) -> None:
    contact = world.contact()
    note = world.made("CreditNotes", credit_note(contact, Status="DRAFT"))["CreditNoteID"]
    invoice = world.made("Invoices", sale(contact))["InvoiceID"]

    assert world.refused("PUT", f"CreditNotes/{note}/Allocations", allocation(invoice, "1.00")) == [
        "Payments can only be made against Authorised documents"
    ]


def test_the_day_is_the_later_of_credit_and_invoice_whatever_was_sent(world: World) -> None:
    contact = world.contact()
    path = _credit(world, contact, "CreditNotes")
    invoice = world.made("Invoices", sale(contact, Date="2026-11-09", DueDate="2026-11-30"))["InvoiceID"]

    early = _applied(world, path, allocation(invoice, "1.00", Date="2026-10-01"))
    late = _applied(world, path, allocation(invoice, "1.00", Date="2026-11-20"))

    assert early["Date"] == "/Date(1794182400000+0000)/"
    assert late["Date"] == "/Date(1795132800000+0000)/"


def test_an_allocation_in_a_locked_period_is_neither_made_nor_taken_back(world: World) -> None:
    contact = world.contact()
    path = _credit(world, contact, "CreditNotes")
    invoice = world.made("Invoices", sale(contact))["InvoiceID"]
    made = _applied(world, path, allocation(invoice, "1.00", Date=None))
    people.set_lock_dates(world.call, period=world.now.date(), year=None)

    made_again = world.refused("PUT", f"{path}/Allocations", allocation(invoice, "1.00"))
    taken_back = world.ask("DELETE", f"{path}/Allocations/{made['AllocationID']}")

    assert made_again[0].startswith("The document date cannot be before the period lock date")
    assert taken_back.status == 400


def test_sending_an_allocation_again_applies_it_again(world: World) -> None:
    """Nothing of an allocation is unique; only what is left and due bounds it."""
    contact = world.contact()
    path, invoice = _credit(world, contact, "CreditNotes"), world.made("Invoices", sale(contact))["InvoiceID"]

    first, second = (_applied(world, path, allocation(invoice, "10.00")) for _ in range(2))

    assert first["AllocationID"] != second["AllocationID"]
    assert _invoice(world, invoice)["AmountCredited"] == 20


def test_a_list_of_allocations_has_a_verdict_each(world: World) -> None:
    contact = world.contact()
    path = f"{_credit(world, contact, 'CreditNotes')}/Allocations"
    one, other = (world.made("Invoices", sale(contact))["InvoiceID"] for _ in range(2))
    batch = {"Allocations": [allocation(one, "40.00"), allocation(other, "40.00"), allocation(other, "4.00")]}

    verdicts = world.ask("PUT", path, batch, summarizeErrors="false").json()["Allocations"]
    whole = world.ask("PUT", path, batch)

    assert [one["StatusAttributeString"] for one in verdicts] == ["OK", "ERROR", "OK"]
    assert "greater than amount outstanding" in verdicts[1]["ValidationErrors"][0]["Message"]
    assert whole.status == 400


def test_a_supplier_s_credit_is_applied_to_a_bill(world: World) -> None:
    supplier = world.contact("Counsel")
    note = world.made("CreditNotes", supplier_credit(supplier))["CreditNoteID"]
    owed = world.made("Invoices", bill(supplier))["InvoiceID"]

    _applied(world, f"CreditNotes/{note}", allocation(owed, "22.00"))

    assert _invoice(world, owed)["AmountDue"] == 33
    assert world.trial_balance() == "310 Disbursements Paid: 30.00\n800 Accounts Payable: -33.00\n820 GST: 3.00"


def test_an_invoice_with_a_credit_applied_is_not_voided(world: World) -> None:
    contact = world.contact()
    path, invoice = _credit(world, contact, "CreditNotes"), world.made("Invoices", sale(contact))["InvoiceID"]
    _applied(world, path, allocation(invoice, "1.00"))

    (message,) = world.refused("POST", f"Invoices/{invoice}", {"Status": "VOIDED"})

    assert message.startswith("The status VOIDED cannot be applied")


def test_a_prepayment_sits_on_its_own_accounts_until_it_is_applied(world: World) -> None:
    contact = world.contact()
    path = _credit(world, contact, "Prepayments")
    before = world.trial_balance()
    invoice = world.made("Invoices", sale(contact))["InvoiceID"]

    _applied(world, path, allocation(invoice, "22.00"))

    assert before == "090 Office Bank: 44.00\n200 Fees: -40.00\n820 GST: -4.00"
    assert world.trial_balance() == (
        "090 Office Bank: 44.00\n200 Fees: -120.00\n610 Accounts Receivable: 88.00\n820 GST: -12.00"
    )


def test_a_prepayment_given_back_leaves_nothing(world: World) -> None:
    path = _credit(world, world.contact(), "Prepayments")
    sent = payment("", "44.00") | {"Invoice": None, "Prepayment": {"PrepaymentID": path.split("/")[1]}}

    made = world.made("Payments", sent)

    assert made["PaymentType"] == "ARPREPAYMENTPAYMENT"
    assert _left(world, path) == ("PAID", 0)
    assert world.trial_balance() == ""


def test_the_bank_transaction_of_a_spent_prepayment_is_not_deleted(world: World) -> None:
    contact = world.contact()
    path = _credit(world, contact, "Prepayments")
    invoice = world.made("Invoices", sale(contact))["InvoiceID"]
    made = _applied(world, path, allocation(invoice, "1.00"))
    (opened,) = world.books.bank_transactions
    deleting = f"BankTransactions/{opened.id}", {"Status": "DELETED"}

    assert "allocated or refunded" in world.refused("POST", *deleting)[0]
    world.ask("DELETE", f"{path}/Allocations/{made['AllocationID']}")
    assert world.ask("POST", *deleting).status == 200
    assert _left(world, path)[0] == "VOIDED"


def _credit(world: World, contact: str, kind: str) -> str:
    """44.00 in a customer's hand; its path."""
    if kind == "CreditNotes":
        return f"{kind}/{world.made(kind, credit_note(contact))['CreditNoteID']}"
    one, overpaid = kind.removesuffix("s"), kind == "Overpayments"
    given = {"Description": "Too much", "LineAmount": "44.00"} if overpaid else line("40.00")
    ways = {"account": "090", "LineAmountTypes": "NoTax" if overpaid else "Exclusive"}
    made = world.made("BankTransactions", bank(contact, given, kind=f"RECEIVE-{one.upper()}", **ways))
    return f"{kind}/{made[f'{one}ID']}"


def _applied(world: World, path: str, sent: Json) -> Json:
    response = world.ask("PUT", f"{path}/Allocations", {"Allocations": [sent]})
    assert response.status == 200, response.body
    return dict(response.json()["Allocations"][0])


def _invoice(world: World, invoice_id: str) -> Json:
    return dict(world.ask("GET", f"Invoices/{invoice_id}").json()["Invoices"][0])


def _left(world: World, path: str) -> tuple[str, object]:
    shown = world.ask("GET", path).json()[path.partition("/")[0]][0]
    return shown["Status"], shown["RemainingCredit"]
