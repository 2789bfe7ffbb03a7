"""What is copied: nothing posted while connected is missing from the outbox, or from the audit log."""

import pytest

from counterfoil.core.link import TRUST_TRANSFERS
from counterfoil.firms.rows import run
from counterfoil.outbox.models import Destination, Item
from counterfoil.reports.checks import run_checks
from tests.builders import BuiltFirm
from tests.reports.checks.found import Case, Tampering, assert_found, each_of, told
from tests.reports.tampering import put_the_guards_back, take_the_guards_away

pytestmark = pytest.mark.django_db


def outbox_item_lost(firm: BuiltFirm) -> None:
    run("delete from outbox_dependency")
    run("delete from outbox_item where source_kind = 'trust_payment' and firm_id = %s", [firm.id])


def allocation_not_queued(firm: BuiltFirm) -> None:
    run("delete from outbox_dependency")
    run("delete from outbox_item where resource = 'Payments' and firm_id = %s", [firm.id])


def remainder_not_queued(firm: BuiltFirm) -> None:
    run("delete from outbox_dependency")
    run("delete from outbox_item where part = 'rest' and firm_id = %s", [firm.id])


def audit_row_lost(firm: BuiltFirm) -> None:
    run("delete from firms_audit where action = 'reverse' and firm_id = %s", [firm.id])


CASES: list[Case] = [
    (outbox_item_lost, ["pushed_has_outbox_item: TP-1001: posted and connected, but nothing in the outbox for Bank"]),
    (
        allocation_not_queued,
        ["pushed_has_outbox_item: R-1001: posted and connected, but nothing in the outbox for Pay"],
    ),
    (
        remainder_not_queued,
        ["pushed_has_outbox_item: R-1001: posted and connected, but nothing in the outbox for Bank"],
    ),
    (audit_row_lost, ["postings_have_audit_rows: entry 4: the audit log does not know of 'Reversal of TR-1002'"]),
]


@each_of(CASES)
def test_tampering_is_found_by_name(unguarded: BuiltFirm, tamper: Tampering, wanted: list[str]) -> None:
    assert_found(unguarded, tamper, wanted)


@pytest.mark.parametrize("way", TRUST_TRANSFERS)
def test_a_record_is_missed_under_the_way_that_was_chosen(firm: BuiltFirm, way: str) -> None:
    """A transfer is one record or two, by a setting that may have changed since."""
    Destination.objects.filter(firm=firm.firm).update(trust_transfers=way)
    on = {"on": "2026-03-20", "bank": "T1", "reason": "Share"}
    firm.enter("trust_transfer", **on, matter="M-104", to="M-117", amount="1.00")
    assert told(run_checks()) == []

    take_the_guards_away()
    run("delete from outbox_dependency")
    newest = Item.objects.filter(source_kind="trust_transfer").order_by("-id")[0]
    run("delete from outbox_item where id = %s", [newest.pk])
    found = told(run_checks())
    put_the_guards_back()

    assert found == [
        "pushed_has_outbox_item: TT-1001: posted and connected, but nothing in the outbox for ManualJournals (document)"
    ]
