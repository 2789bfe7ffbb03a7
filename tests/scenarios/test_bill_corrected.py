"""A bill went out wrong: it is taken back to draft, corrected and posted again under its number."""

import json
from typing import Any

import pytest

from counterfoil.documents import actions
from counterfoil.documents.models import Document
from counterfoil.firms.models import Audit
from counterfoil.kinds import kind_of
from counterfoil.outbox.models import Item
from tests.builders import BuiltFirm, a_firm
from tests.refusals import refused
from tests.scenarios.telling import assert_whole, documents, journal

pytestmark = pytest.mark.django_db

ITEM = {"description": "Advice", "account": "4100", "net": "750.00", "tax": "GST"}
CORRECTED: dict[str, Any] = {"on": "2026-03-09", "due_on": "2026-03-23", "matter": "M-117", "items": [ITEM]}


@pytest.fixture
def firm() -> BuiltFirm:
    firm = a_firm(connected=True)
    firm.matter("M-104")
    firm.matter("M-117", client="R. Osei")
    return firm


def edit(firm: BuiltFirm, document_id: int) -> None:
    document = actions.read(kind_of("client_bill"), CORRECTED, firm_id=firm.id, at=firm.at)
    actions.edit(document_id=document_id, document=document, by=firm.by, at=firm.at)


def test_a_corrected_bill_keeps_its_number_and_is_version_two(firm: BuiltFirm) -> None:
    bill = firm.bill("800.00", matter="M-104")

    firm.reopen(bill, why="wrong matter")
    edit(firm, bill.id)
    again = actions.post(document_id=bill.id, by=firm.by, at=firm.at)

    assert (again.number, again.state) == ("B-1001", "posted")
    assert documents(firm) == "B-1001 v2 posted 825.00 open 825.00"
    assert (
        journal(firm)
        == """\
1 2026-03-09 Client bill
  Dr 1200    880.00 M-104
  Cr 4100    800.00 M-104
  Cr 2210     80.00
2 2026-03-09 Reversal of B-1001
  Cr 1200    880.00 M-104
  Dr 4100    800.00 M-104
  Dr 2210     80.00
3 2026-03-09 Client bill
  Dr 1200    825.00 M-117
  Cr 4100    750.00 M-117
  Cr 2210     75.00"""
    )
    assert_whole()


def test_each_version_has_its_own_copy_and_only_the_last_waits(firm: BuiltFirm) -> None:
    bill = firm.bill("800.00", matter="M-104")
    firm.reopen(bill)
    edit(firm, bill.id)
    actions.post(document_id=bill.id, by=firm.by, at=firm.at)

    copies = Item.objects.filter(source_kind="client_bill", source_id=bill.id).order_by("version")

    assert [(copy.version, copy.state, json.loads(copy.snapshot)["total"]) for copy in copies] == [
        (1, "cancelled", 88000),
        (2, "pending", 82500),
    ]


def test_a_reversal_after_a_correction_undoes_the_second_posting_only(firm: BuiltFirm) -> None:
    bill = firm.bill("800.00", matter="M-104")
    firm.reopen(bill)
    edit(firm, bill.id)
    actions.post(document_id=bill.id, by=firm.by, at=firm.at)

    firm.reverse(bill)

    assert documents(firm) == "B-1001 v2 reversed 825.00 open 825.00"
    assert journal(firm).count("Reversal of B-1001") == 2
    assert journal(firm).endswith("Cr 1200    825.00 M-117\n  Dr 4100    750.00 M-117\n  Dr 2210     75.00")
    assert_whole()


def test_a_bill_taken_back_and_put_away_keeps_its_number_for_itself(firm: BuiltFirm) -> None:
    bill = firm.bill("800.00", matter="M-104")
    firm.reopen(bill)

    actions.discard(document_id=bill.id, by=firm.by, at=firm.at)
    next_bill = firm.bill("100.00", matter="M-104")

    assert next_bill.number == "B-1002"
    assert documents(firm) == "B-1001 v2 discarded 880.00 open 880.00\nB-1002 v1 posted 110.00 open 110.00"
    assert_whole()


def test_a_draft_that_was_put_away_never_had_a_number(firm: BuiltFirm) -> None:
    draft = firm.draft("client_bill", **CORRECTED)

    actions.discard(document_id=draft.id, by=firm.by, at=firm.at)
    with refused("step-not-allowed", "discarded"):
        actions.post(document_id=draft.id, by=firm.by, at=firm.at)

    assert documents(firm) == "(draft) v1 discarded 825.00 open 825.00"
    assert firm.bill("100.00", matter="M-104").number == "B-1001"


def test_a_posted_bill_is_not_edited(firm: BuiltFirm) -> None:
    bill = firm.bill("800.00", matter="M-104")

    with refused("step-not-allowed", "take it back to draft first"):
        edit(firm, bill.id)


@pytest.mark.parametrize("why", ["", "   "])
def test_taking_back_needs_a_reason(why: str, firm: BuiltFirm) -> None:
    bill = firm.bill("800.00", matter="M-104")

    with refused("reason-missing", "say why"):
        firm.reopen(bill, why=why)
    with refused("reason-missing"):
        firm.reverse(bill, why=why)


def test_every_step_is_in_the_audit_log_with_who_and_why(firm: BuiltFirm) -> None:
    bill = firm.bill("800.00", matter="M-104")
    firm.reopen(bill, why="wrong matter")
    edit(firm, bill.id)
    actions.post(document_id=bill.id, by=firm.by, at=firm.at)
    firm.reverse(bill, why="never sent")

    steps = Audit.objects.filter(subject="document", subject_id=bill.id).order_by("id")

    assert [(step.action, step.by_id, step.why) for step in steps] == [
        ("post", firm.by.user_id, ""),
        ("reopen", firm.by.user_id, "wrong matter"),
        ("edit", firm.by.user_id, ""),
        ("post", firm.by.user_id, ""),
        ("reverse", firm.by.user_id, "never sent"),
    ]


def test_a_bill_whose_copy_is_over_there_stays_as_it_is(firm: BuiltFirm) -> None:
    bill = firm.bill("800.00", matter="M-104")
    copy = Item.objects.get(source_kind="client_bill", source_id=bill.id)
    Item.objects.filter(pk=copy.pk).update(state="sending", generation=1)
    Item.objects.filter(pk=copy.pk).update(state="confirmed", remote_id="5e0f")

    with refused("document-locked", "in Xero"):
        firm.reopen(bill)

    assert Document.objects.get(pk=bill.id).state == "posted"
    assert_whole()


def test_a_reversed_bill_whose_copy_is_over_there_is_voided_there(firm: BuiltFirm) -> None:
    bill = firm.bill("800.00", matter="M-104")
    firm.arrive()

    firm.reverse(bill)

    copies = Item.objects.filter(source_kind="client_bill", source_id=bill.id).order_by("id")
    assert [(copy.operation, copy.state) for copy in copies] == [("create", "confirmed"), ("void", "pending")]
    assert_whole()


def test_of_two_who_change_one_draft_the_second_is_told(firm: BuiltFirm) -> None:
    bill = firm.bill("800.00", matter="M-104")
    firm.reopen(bill, why="wrong matter")
    opened = actions.content_mark(Document.objects.get(pk=bill.id).content)
    document = actions.read(kind_of("client_bill"), CORRECTED, firm_id=firm.id, at=firm.at)

    actions.edit(document_id=bill.id, document=document, by=firm.by, at=firm.at, seen=opened)
    with refused("document-changed", "open it again"):
        actions.edit(document_id=bill.id, document=document, by=firm.by, at=firm.at, seen=opened)

    assert documents(firm) == "B-1001 v2 draft 825.00 open 825.00"
