"""What a receipt leaves over: an overpayment in Xero at once, or kept here by a setting and named by the comparison."""

from dataclasses import replace
from typing import Any

import pytest

from counterfoil.core.link import DEFAULT, SURPLUS_KEPT
from counterfoil.documents.models import Document
from counterfoil.kinds import all_kinds
from counterfoil.outbox.models import Item, Link
from counterfoil.reports.capabilities import capabilities
from counterfoil.reports.checks import run_checks
from counterfoil.xero.link_settings import change_settings, settings_of
from counterfoil.xero.pointing_out import point_out
from tests.refusals import refused
from tests.xero.comparing import compare, left_over, listed, read
from tests.xero.conftest import Linked

pytestmark = pytest.mark.one_database(
    "what is written for Xero, and how it is taken there; the documents themselves are entered on both"
)

ROW = "What a client's receipt leaves unallocated"


def keep(linked: Linked, *, kept: bool = True) -> None:
    change_settings(
        by=linked.firm.by,
        at=linked.store.now(),
        destination=linked.destination,
        settings=replace(DEFAULT, keep_surplus=kept),
        day_limit=1000,
    )
    linked.destination.refresh_from_db()


def overpay(linked: Linked) -> None:
    """Of 1,000.00 the bill takes 880.00."""
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.firm.receipt("1000.00", pays={str(bill.number): "880.00"})
    linked.settle()


def test_it_goes_to_xero_at_once_as_an_overpayment(linked: Linked) -> None:
    overpay(linked)

    assert [row["Total"] for row in linked.in_xero("BankTransactions")] == [120.0]
    assert compare(linked, read(linked)).differing == ()


def test_one_that_somebody_points_out_is_linked_under_both_its_ids_so_that_it_can_be_used(linked: Linked) -> None:
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.settle()
    receipt = linked.firm.receipt("1000.00", pays={str(bill.number): "880.00"})
    linked.fault("drop_after", match={"method": "PUT", "resource": "BankTransactions"})
    linked.push()
    item = Item.objects.get(type="RECEIVE-OVERPAYMENT")
    (made,) = linked.in_xero("BankTransactions")
    Item.objects.filter(pk=item.pk).update(state="review")

    def pointed(remote_id: str) -> None:
        asked: dict[str, Any] = {"settings": linked.settings, "http": linked.http, "now": linked.store.now}
        point_out(item_id=item.pk, remote_id=remote_id, by=linked.firm.by, why="found there", **asked)

    with refused("xero-not-reached"):
        pointed("00000000-0000-0000-0000-000000000001")
    pointed(made["BankTransactionID"])
    other = linked.firm.bill("100.00", matter="M-104", on="2026-03-18", due_on="2026-03-30")
    linked.firm.apply(receipt, pays={str(other.number): "110.00"})
    linked.settle()

    link = Link.objects.get(item=item)
    assert (link.remote_id, link.other_id) == (made["BankTransactionID"], made["OverpaymentID"])
    assert Item.objects.get(resource="Allocations").state == "confirmed"
    assert compare(linked, read(linked)).differing == ()


def test_a_setting_keeps_it_and_the_comparison_names_it_to_the_cent(linked: Linked) -> None:
    keep(linked)
    overpay(linked)
    reading = read(linked)

    comparison = compare(linked, reading)

    assert linked.in_xero("BankTransactions") == []
    assert [row["Amount"] for row in linked.in_xero("Payments")] == [880.0]
    kept = Item.objects.get(part="rest")
    assert (kept.state, kept.reason_code, kept.reason_text) == ("cancelled", "surplus-kept", SURPLUS_KEPT)
    assert left_over(comparison) == {}
    assert listed(linked, comparison, reading) == {
        "Office Bank (090)": [("R-1001", "not_sent", 12000)],
        "Accounts Receivable (610)": [("R-1001", "not_sent", -12000)],
    }
    assert run_checks(firm_id=linked.firm.id) == []


def test_what_is_paid_from_it_later_stays_here_too_and_is_named(linked: Linked) -> None:
    keep(linked)
    overpay(linked)
    second = linked.firm.bill("100.00", matter="M-104", on="2026-03-18", due_on="2026-03-31")
    receipt = Document.objects.get(kind="client_receipt")
    parts = [{"bill": str(second.number), "amount": "110.00"}]
    linked.firm.enter("receipt_allocation", on="2026-03-19", receipt=receipt.number, parts=parts)
    linked.settle()
    reading = read(linked)

    comparison = compare(linked, reading)

    assert [row["AmountDue"] for row in linked.in_xero("Invoices")] == [0.0, 110.0]
    assert Item.objects.get(source_kind="receipt_allocation").state == "cancelled"
    assert left_over(comparison) == {}


def test_a_change_touches_only_what_is_posted_later(linked: Linked) -> None:
    keep(linked)
    overpay(linked)
    keep(linked, kept=False)
    linked.firm.receipt("50.00")
    linked.settle()

    assert settings_of(linked.destination) == DEFAULT
    assert [row["Total"] for row in linked.in_xero("BankTransactions")] == [50.0]


def test_the_table_of_what_is_copied_shows_it_with_its_setting() -> None:
    shown = {}
    for name, link in {"as it begins": DEFAULT, "kept": replace(DEFAULT, keep_surplus=True)}.items():
        (row,) = (each for each in capabilities(all_kinds(), link) if each.transaction == ROW)
        shown[name] = (row.here, row.why, row.setting)

    assert shown == {
        "as it begins": ("Yes", "At once, as an overpayment of the client.", "What a receipt leaves over"),
        "kept": ("No", "A setting of the link keeps what a receipt leaves over here.", "What a receipt leaves over"),
    }


def test_with_sales_switched_off_there_is_nothing_to_keep_back() -> None:
    (row,) = (
        each
        for each in capabilities(all_kinds(), replace(DEFAULT, areas=frozenset({"trust"})))
        if each.transaction == ROW
    )

    assert (row.here, row.setting) == ("No", "Sales")
