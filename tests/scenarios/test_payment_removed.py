"""A payment is taken off a bill: for that bill alone, whatever settled it, and the books stay whole."""

from datetime import date

import pytest

from counterfoil.documents.actions import Done
from counterfoil.documents.models import Document
from counterfoil.documents.removing import remove_payment
from counterfoil.firms.models import Audit
from counterfoil.outbox.models import Item
from counterfoil.practice.periods import close_period
from counterfoil.reports.checks import run_checks
from tests.builders import BuiltFirm, a_firm
from tests.refusals import refused


@pytest.fixture
def firm(db: None) -> BuiltFirm:
    built = a_firm()
    built.matter("M-104")
    return built


def remove(firm: BuiltFirm, settling: Done, bill: Done, why: str = "meant for another bill") -> Done:
    return remove_payment(document_id=settling.id, bill_id=bill.id, by=firm.by, at=firm.at, why=why)


def standing(firm: BuiltFirm) -> dict[str, tuple[str, int]]:
    """The state of each document, and the cents that are open of it."""
    rows = Document.objects.filter(firm=firm.firm)
    return {str(row.number): (row.state, row.open_minor) for row in rows}


def test_one_bill_comes_off_a_receipt_and_its_money_lies_unallocated(firm: BuiltFirm) -> None:
    first, second = firm.bill("100.00", matter="M-104"), firm.bill("200.00", matter="M-104")
    receipt = firm.receipt("330.00", pays={str(first.number): "110.00", str(second.number): "220.00"})

    done = remove(firm, receipt, first)

    assert (done.number, done.state) == ("R-1001", "posted")
    assert standing(firm) == {"B-1001": ("posted", 11_000), "B-1002": ("posted", 0), "R-1001": ("posted", 11_000)}
    assert run_checks() == []


def test_the_only_bill_comes_off_and_the_receipt_stays(firm: BuiltFirm) -> None:
    bill = firm.bill("100.00", matter="M-104")
    receipt = firm.receipt("110.00", pays={str(bill.number): "110.00"})

    remove(firm, receipt, bill)

    assert standing(firm) == {"B-1001": ("posted", 11_000), "R-1001": ("posted", 11_000)}
    assert run_checks() == []


def test_a_credit_application_keeps_its_other_bill_and_ends_with_its_last(firm: BuiltFirm) -> None:
    firm.matter("M-117")
    first, second = firm.bill("100.00", matter="M-104"), firm.bill("200.00", matter="M-117")
    note = firm.credit_note("300.00", matter="M-104")
    applied = firm.apply(note, pays={str(first.number): "110.00", str(second.number): "220.00"})

    remove(firm, applied, first)
    after_one = standing(firm)
    remove(firm, applied, second)

    assert after_one["CA-1001"][0] == "posted" and after_one["CN-1001"] == ("posted", 11_000)
    assert standing(firm) == {
        "B-1001": ("posted", 11_000),
        "B-1002": ("posted", 22_000),
        "CN-1001": ("posted", 33_000),
        "CA-1001": ("reversed", 22_000),
    }
    assert run_checks() == []


def test_what_a_receipt_left_over_goes_back_to_the_receipt(firm: BuiltFirm) -> None:
    receipt = firm.receipt("110.00")
    bill = firm.bill("100.00", matter="M-104")
    allocated = firm.apply(receipt, pays={str(bill.number): "110.00"})

    remove(firm, allocated, bill)

    assert standing(firm)["R-1001"] == ("posted", 11_000)
    assert standing(firm)["B-1001"] == ("posted", 11_000)
    assert run_checks() == []


def test_a_bill_comes_off_a_write_off_and_off_a_retainer(firm: BuiltFirm) -> None:
    first, second = firm.bill("100.00", matter="M-104"), firm.bill("200.00", matter="M-104")
    firm.retainer("500.00", matter="M-104")
    rows = [{"bill": str(bill.number), "amount": "55.00", "account": "6040"} for bill in (first, second)]
    lost = firm.enter("write_off", on="2026-03-20", parts=rows)
    parts = [{"bill": str(bill.number), "amount": "55.00"} for bill in (first, second)]
    drawn = firm.enter("retainer_payment", on="2026-03-20", matter="M-104", parts=parts)

    remove(firm, lost, first)
    remove(firm, drawn, first)

    assert standing(firm)["B-1001"] == ("posted", 11_000)
    assert standing(firm)["B-1002"] == ("posted", 11_000)
    assert run_checks() == []


def test_the_reason_is_kept_with_the_document_that_settled(firm: BuiltFirm) -> None:
    bill = firm.bill("100.00", matter="M-104")
    receipt = firm.receipt("110.00", pays={str(bill.number): "110.00"})
    with refused("reason-missing"):
        remove(firm, receipt, bill, why=" ")

    remove(firm, receipt, bill, why="for the other matter")

    assert Audit.objects.get(subject="document", subject_id=receipt.id, action="reopen").why == "for the other matter"


def test_what_settles_nothing_of_the_bill_is_refused(firm: BuiltFirm) -> None:
    bill, other = firm.bill("100.00", matter="M-104"), firm.bill("200.00", matter="M-104")
    receipt = firm.receipt("110.00", pays={str(bill.number): "110.00"})

    with refused("settles-nothing-of-it", "R-1001", "B-1002"):
        remove(firm, receipt, other)


def test_a_payment_that_is_in_xero_stays_until_it_is_unlinked_there(firm: BuiltFirm) -> None:
    firm.connect()
    bill = firm.bill("100.00", matter="M-104")
    receipt = firm.receipt("110.00", pays={str(bill.number): "110.00"})
    Item.objects.filter(source_id=receipt.id, source_kind="client_receipt").update(state="confirmed", remote_id="r1")

    with refused("document-locked"):
        remove(firm, receipt, bill)

    assert standing(firm)["B-1001"] == ("posted", 0)


def test_what_waits_to_be_sent_is_withdrawn_and_the_rest_queued_again(firm: BuiltFirm) -> None:
    firm.connect()
    bill = firm.bill("100.00", matter="M-104")
    receipt = firm.receipt("110.00", pays={str(bill.number): "110.00"})

    remove(firm, receipt, bill)

    items = Item.objects.filter(source_kind="client_receipt").order_by("id").values_list("part", "version", "state")
    assert list(items) == [(f"pay:{bill.id}", 1, "cancelled"), ("rest", 2, "pending")]


def test_a_receipt_whose_money_settles_another_bill_too_gives_that_back_first(firm: BuiltFirm) -> None:
    bill, later = firm.bill("100.00", matter="M-104"), firm.bill("10.00", matter="M-104")
    receipt = firm.receipt("121.00", pays={str(bill.number): "110.00"})
    firm.apply(receipt, pays={str(later.number): "11.00"})

    with refused("document-settled"):
        remove(firm, receipt, bill)


def test_in_a_closed_period_nothing_is_removed(firm: BuiltFirm) -> None:
    bill = firm.bill("100.00", matter="M-104")
    receipt = firm.receipt("110.00", pays={str(bill.number): "110.00"})
    close_period(ledger="general", through=date(2026, 3, 20), by=firm.by, at=firm.at, why="reconciled")

    with refused("period-closed"):
        remove(firm, receipt, bill)
