"""A request key makes a repetition harmless: the same content is answered, other content refused."""

from functools import partial
from typing import Any

import pytest

from counterfoil.core.refusals import Refusal
from counterfoil.documents import actions
from counterfoil.documents.actions import Done
from counterfoil.documents.batches import Wanted, enter_many
from counterfoil.documents.models import Document
from counterfoil.kinds import kind_of
from counterfoil.ledger.models import Entry
from counterfoil.reports.checks import run_checks
from tests.builders import BuiltFirm, a_firm
from tests.databases import CommittedDatabase
from tests.records.scene import fingerprint
from tests.records.threads import at_once
from tests.refusals import refused

ITEM = {"description": "Advice", "account": "4100", "net": "100.00", "tax": "GST"}
BILL: dict[str, Any] = {"on": "2026-03-09", "due_on": "2026-03-23", "matter": "M-104", "items": [ITEM]}


@pytest.fixture
def firm(db: None) -> BuiltFirm:
    return with_a_matter()


def with_a_matter() -> BuiltFirm:
    firm = a_firm(connected=True)
    firm.matter("M-104")
    return firm


def enter(firm: BuiltFirm, key: str, *, draft: bool = False, **changed: Any) -> Done:
    kind = kind_of("client_bill")
    document = actions.read(kind, BILL | changed, firm_id=firm.id, at=firm.at)
    return (actions.draft if draft else actions.enter)(kind=kind, document=document, by=firm.by, at=firm.at, key=key)


@pytest.mark.parametrize("draft", [False, True], ids=["posted", "draft"])
def test_the_same_request_is_answered_with_the_same_document(firm: BuiltFirm, draft: bool) -> None:
    first = enter(firm, "till-1", draft=draft)
    stored = fingerprint()

    second = enter(firm, "till-1", draft=draft)

    assert (second.id, second.public_id, second.number, second.state) == (
        first.id,
        first.public_id,
        first.number,
        first.state,
    )
    assert (first.again, second.again) == (False, True)
    assert fingerprint() == stored


OTHER: list[dict[str, Any]] = [{"due_on": "2026-03-24"}, {"memo": "Other"}, {"items": [ITEM, ITEM]}, {"draft": True}]


@pytest.mark.parametrize("changed", OTHER)
def test_the_same_key_with_other_content_is_refused(firm: BuiltFirm, changed: dict[str, Any]) -> None:
    enter(firm, "till-1")
    stored = fingerprint()

    with refused("key-reused", "till-1", "use a new key"):
        enter(firm, "till-1", **changed)

    assert fingerprint() == stored


def test_content_that_only_looks_different_is_the_same(firm: BuiltFirm) -> None:
    first = enter(firm, "till-1")

    again = enter(firm, "till-1", items=[{**ITEM, "net": " 100 "}], memo="  ")

    assert (again.id, again.again) == (first.id, True)


def test_a_refused_request_leaves_its_key_free(firm: BuiltFirm) -> None:
    with refused("due-before-date"):
        enter(firm, "till-1", due_on="2026-03-01")

    assert enter(firm, "till-1").again is False


def test_another_firm_may_use_the_same_key(firm: BuiltFirm) -> None:
    other = with_a_matter()

    assert enter(firm, "till-1").id != enter(other, "till-1").id


def test_a_key_that_no_column_holds_is_refused(firm: BuiltFirm) -> None:
    with refused("text-too-long", "128"):
        enter(firm, "k" * 129)


def test_a_repeat_is_answered_as_the_document_now_stands(firm: BuiltFirm) -> None:
    first = enter(firm, "till-1")
    firm.reverse(first)

    assert enter(firm, "till-1").state == "reversed"


def test_a_batch_may_be_sent_twice(firm: BuiltFirm) -> None:
    batch = [Wanted("client_bill", BILL, f"line-{at}") for at in range(5)]
    first = [one for one in enter_many(batch, by=firm.by, at=firm.at) if isinstance(one, Done)]

    again = [one for one in enter_many(batch, by=firm.by, at=firm.at) if isinstance(one, Done)]

    assert [one.number for one in first] == ["B-1001", "B-1002", "B-1003", "B-1004", "B-1005"]
    assert [(one.id, one.again) for one in again] == [(one.id, True) for one in first]


def test_a_refusal_in_a_batch_loses_only_its_own_document_and_no_number(firm: BuiltFirm) -> None:
    batch = [Wanted("client_bill", BILL | {"matter": matter}) for matter in ("M-104", "M-999", "M-104")]

    answers = list(enter_many(batch, by=firm.by, at=firm.at))

    assert [getattr(one, "number", None) or getattr(one, "code", None) for one in answers] == [
        "B-1001",
        "matter-unknown",
        "B-1002",
    ]
    assert run_checks() == []


def test_two_clicks_at_once_make_one_document(committed_database: CommittedDatabase) -> None:
    firm = with_a_matter()

    clicks = at_once([partial(enter, firm, "click")] * 6)

    assert len({done.id for done in clicks}) == 1
    assert sorted(done.again for done in clicks) == [False] + [True] * 5
    assert (Document.objects.count(), Entry.objects.count()) == (1, 1)
    assert run_checks() == []


def test_two_drafts_at_once_make_one_document(committed_database: CommittedDatabase) -> None:
    firm = with_a_matter()

    clicks = at_once([partial(enter, firm, "click", draft=True)] * 4)

    assert len({done.id for done in clicks}) == 1
    assert Document.objects.count() == 1


def test_of_two_reversals_at_once_one_is_refused(committed_database: CommittedDatabase) -> None:
    firm = with_a_matter()
    bill = enter(firm, "till-1")

    def reverse() -> str:
        try:
            return firm.reverse(bill).state
        except Refusal as refusal:
            return refusal.code

    assert sorted(at_once([reverse] * 4)) == ["reversed", "step-not-allowed", "step-not-allowed", "step-not-allowed"]
    assert Entry.objects.count() == 2
    assert run_checks() == []
