"""Credits and what they settle, in Xero: credit notes, overpayments and their allocations; and what stays here."""

from typing import Any

import pytest

from counterfoil.firms.rows import run
from counterfoil.kinds import kind_of
from counterfoil.outbox.models import Item
from counterfoil.reports.checks import run_checks
from counterfoil.xero.models import AccountMapping
from tests.refusals import refused
from tests.xero.books import ours, theirs, unmapped_with_a_balance
from tests.xero.conftest import Linked
from tests.xero.test_doubts import in_xero

pytestmark = pytest.mark.one_database(
    "what is written for Xero, and how it is taken there; the documents themselves are entered on both"
)


def invoice(linked: Linked, number: str | None) -> dict[str, Any]:
    (found,) = (row for row in linked.in_xero("Invoices") if row["InvoiceNumber"] == number)
    return found


def owes(linked: Linked, number: str | None) -> tuple[float, float, float]:
    """(due, paid, credited) of an invoice over there."""
    row = invoice(linked, number)
    return row["AmountDue"], row["AmountPaid"], row["AmountCredited"]


def open_here() -> dict[str, int]:
    """What is open of each posted document here that can be open."""
    rows = run("select kind, number, total_minor - settled_minor from documents_document where state = 'posted'")
    return {number: int(minor) for kind, number, minor in rows if minor and kind_of(kind).open_as}


def test_a_credit_note_settles_two_bills_in_part_and_both_ledgers_agree(linked: Linked) -> None:
    first, second = linked.firm.bill("800.00", matter="M-104"), linked.firm.bill("50.00", matter="M-104")
    note = linked.firm.credit_note("200.00", matter="M-104")
    linked.firm.apply(note, pays={str(first.number): "100.00", str(second.number): "55.00"})

    linked.settle()

    (credit,) = linked.in_xero("CreditNotes")
    assert (credit["Type"], credit["CreditNoteNumber"], credit["Total"], credit["RemainingCredit"]) == (
        "ACCRECCREDIT",
        note.number,
        220.00,
        65.00,
    )
    assert owes(linked, first.number) == (780.00, 0, 100.00)
    assert owes(linked, second.number) == (0, 0, 55.00)
    assert invoice(linked, second.number)["Status"] == "PAID"
    assert open_here() == {first.number: 78_000, note.number: 6_500}
    assert ours(linked) == theirs(linked) != {}
    assert run_checks() == []


def test_a_credit_of_one_matter_settles_a_bill_of_another_of_the_same_client(linked: Linked) -> None:
    linked.firm.matter("M-117")
    bill, note = linked.firm.bill("100.00", matter="M-117"), linked.firm.credit_note("100.00", matter="M-104")
    applied = linked.firm.apply(note, pays={str(bill.number): "110.00"})

    linked.settle()

    assert owes(linked, bill.number) == (0, 0, 110.00)
    moved = run("select count(*) from ledger_entry where document_id = %s", [applied.id])
    assert moved == [(1,)]
    assert ours(linked) == theirs(linked) == {}, "the credit undid the bill"
    assert run_checks() == []


def test_what_a_receipt_left_over_settles_a_later_bill(linked: Linked) -> None:
    bill = linked.firm.bill("800.00", matter="M-104")
    receipt = linked.firm.receipt("1000.00", pays={str(bill.number): "880.00"})
    later = linked.firm.bill("100.00", matter="M-104", on="2026-03-18", due_on="2026-03-31")
    linked.firm.apply(receipt, pays={str(later.number): "110.00"})

    linked.settle()

    assert owes(linked, later.number) == (0, 0, 110.00)
    (overpayment,) = (row for row in linked.in_xero("BankTransactions") if row["Type"] == "RECEIVE-OVERPAYMENT")
    assert overpayment["Total"] == 120.00
    assert open_here() == {receipt.number: 1_000}
    assert ours(linked) == theirs(linked) != {}
    assert run_checks() == []


def test_an_allocation_waits_for_the_credit_and_the_bill_it_stands_between(linked: Linked) -> None:
    bill, note = linked.firm.bill("100.00", matter="M-104"), linked.firm.credit_note("20.00", matter="M-104")
    linked.firm.apply(note, pays={str(bill.number): "22.00"})
    item = Item.objects.get(resource="Allocations")

    leans_on = {one.on.resource for one in item.leans_on.select_related("on")}

    assert leans_on == {"Invoices", "CreditNotes"}
    linked.settle()
    assert {state for _, state, _ in linked.items()} == {"confirmed"}


def test_a_credit_of_a_bill_from_before_the_connection_stays_here_with_its_reason(linked: Linked) -> None:
    before = linked.firm.bill("100.00", matter="M-104")
    Item.objects.all().update(state="cancelled")
    note = linked.firm.credit_note("20.00", matter="M-104")

    linked.firm.apply(note, pays={str(before.number): "22.00"})
    linked.settle()

    assert linked.items()[-1] == ("Allocations CreditNotes", "cancelled", "bill-predates-connection")


def test_what_was_taken_back_before_it_was_sent_is_never_sent(linked: Linked) -> None:
    bill, note = linked.firm.bill("100.00", matter="M-104"), linked.firm.credit_note("20.00", matter="M-104")
    applied = linked.firm.apply(note, pays={str(bill.number): "22.00"})
    linked.firm.reverse(applied)
    linked.firm.reverse(note)

    linked.settle()

    assert linked.in_xero("CreditNotes") == []
    assert owes(linked, bill.number) == (110.00, 0, 0)
    assert ours(linked) == theirs(linked) != {}


def test_a_credit_note_that_is_edited_before_it_was_sent_goes_once_as_it_stands(linked: Linked) -> None:
    note = linked.firm.credit_note("20.00", matter="M-104")
    linked.firm.reopen(note)
    linked.firm.edit(
        note,
        on="2026-03-12",
        matter="M-104",
        items=[{"description": "Advice", "account": "4100", "net": "30.00", "tax": "GST"}],
    )
    linked.firm.post(note)

    linked.settle()

    (credit,) = linked.in_xero("CreditNotes")
    assert (credit["CreditNoteNumber"], credit["Total"]) == (note.number, 33.00)
    assert ours(linked) == theirs(linked) != {}


def test_an_application_that_has_arrived_is_locked(linked: Linked) -> None:
    bill, note = linked.firm.bill("100.00", matter="M-104"), linked.firm.credit_note("20.00", matter="M-104")
    applied = linked.firm.apply(note, pays={str(bill.number): "22.00"})
    linked.settle()

    with refused("document-locked", "correct it, or unlink it first"):
        linked.firm.reopen(applied)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("client_refund", {"bank": "O1", "credit": "CN-1001", "amount": "22.00"}),
        ("write_off", {"parts": [{"bill": "B-1001", "amount": "10.00", "account": "6040"}]}),
        ("retainer_receipt", {"bank": "O1", "matter": "M-104", "payer": "C-0001", "amount": "50.00"}),
        ("retainer_payment", {"matter": "M-104", "parts": [{"bill": "B-1001", "amount": "1.00"}]}),
        ("retainer_refund", {"bank": "O1", "matter": "M-104", "payee": "C-0001", "amount": "1.00"}),
    ],
)
def test_what_cannot_be_copied_is_refused_while_the_firm_is_connected(
    linked: Linked, kind: str, values: dict[str, Any]
) -> None:
    linked.firm.bill("100.00", matter="M-104")
    linked.firm.credit_note("20.00", matter="M-104")

    with refused("refused-while-connected"):
        linked.firm.enter(kind, on="2026-03-20", **values)


def test_a_bad_debt_is_credited_in_place_of_a_write_off(linked: Linked) -> None:
    linked.map_all("6040")
    bill = linked.firm.bill("100.00", matter="M-104")
    note = linked.firm.credit_note("110.00", matter="M-104", account="6040", tax="BASEX")
    linked.firm.apply(note, pays={str(bill.number): "110.00"})

    linked.settle()

    assert owes(linked, bill.number) == (0, 0, 110.00)
    assert unmapped_with_a_balance() == []
    assert ours(linked) == theirs(linked) != {}


@pytest.mark.parametrize("credit", ["credit_note", "client_receipt"])
@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "500_before", "500_after", "503_after"])
def test_an_allocation_whose_answer_was_lost_is_there_once(linked: Linked, fault: str, credit: str) -> None:
    bill = linked.firm.bill("20.00", matter="M-104")
    given = (
        linked.firm.credit_note("20.00", matter="M-104") if credit == "credit_note" else linked.firm.receipt("22.00")
    )
    linked.firm.apply(given, pays={str(bill.number): "22.00"})
    linked.fault(fault, match={"method": "PUT", "resource": "Allocations"})

    linked.settle()

    assert linked.items()[-1][1:] == ("confirmed", "")
    assert owes(linked, bill.number) == (0, 0, 22.00)


def test_a_bill_that_somebody_paid_in_xero_first_refuses_the_allocation_with_a_remedy(linked: Linked) -> None:
    bill = linked.firm.bill("20.00", matter="M-104")
    note = linked.firm.credit_note("20.00", matter="M-104")
    linked.settle()
    bank = AccountMapping.objects.get(account__code="1100").remote_id
    paid = {"Invoice": {"InvoiceID": invoice(linked, bill.number)["InvoiceID"]}, "Account": {"AccountID": bank}}
    in_xero(linked, "Payments", {**paid, "Date": "2026-03-20", "Amount": 22})

    linked.firm.apply(note, pays={str(bill.number): "22.00"})
    linked.settle()

    assert linked.items()[-1] == ("Allocations CreditNotes", "rejected", "amount-exceeded")
    assert "already been paid off" in Item.objects.get(resource="Allocations").reason_text
