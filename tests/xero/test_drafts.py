"""Documents that begin as drafts in Xero: made, then approved by their id; a second draft moves no ledger."""

from dataclasses import replace

import pytest

from counterfoil.core.link import AREAS, DEFAULT
from counterfoil.documents.actions import Done
from counterfoil.outbox.decisions import again
from counterfoil.outbox.models import Attempt, Item
from counterfoil.xero.link_settings import change_settings
from tests.xero.conftest import Linked
from tests.xero.test_crashes import POINTS, Died, Mortal

pytestmark = pytest.mark.one_database(
    "the sender decides it; what it asks of the store is asked of both in test_stores_*.py and test_both_stores.py"
)


@pytest.fixture
def journals(linked: Linked) -> Linked:
    """A firm that lets its journals be copied."""
    settings = replace(DEFAULT, areas=frozenset(AREAS))
    at = linked.store.now()
    change_settings(by=linked.firm.by, at=at, destination=linked.destination, settings=settings, day_limit=1000)
    linked.map_all("6090", "4920")
    return linked


def post(linked: Linked) -> Done:
    lines = [{"account": "6090", "debit": "35.00"}, {"account": "4920", "credit": "35.00"}]
    return linked.firm.enter("general_journal", on="2026-03-20", memo="Search fee booked as postage", lines=lines)


def of_journals(linked: Linked) -> list[tuple[str, str]]:
    """What Xero has: each journal's status, and whether it bears the mark of its item."""
    marker = Item.objects.filter(resource="ManualJournals").latest("id").marker
    return [(row["Status"], "ours" if marker in row["Narration"] else "?") for row in linked.in_xero("ManualJournals")]


def state() -> tuple[str, str]:
    item = Item.objects.filter(resource="ManualJournals").latest("id")
    return item.state, item.reason_code


def test_a_journal_is_made_as_a_draft_and_approved_by_its_id(journals: Linked) -> None:
    post(journals)

    journals.settle()

    assert of_journals(journals) == [("POSTED", "ours")]
    item = Item.objects.get(resource="ManualJournals")
    sent = Attempt.objects.filter(item=item).order_by("id").values_list("purpose", "status", "key")
    assert list(sent) == [("create", 200, f"{item.marker}/1"), ("approve", 200, "")]


@pytest.mark.parametrize("nth", [1, 2], ids=["while it is made", "while it is approved"])
@pytest.mark.parametrize("point", POINTS)
def test_dying_at_any_point_leaves_one_journal(journals: Linked, point: str, nth: int) -> None:
    post(journals)
    with pytest.raises(Died):
        journals.push("worker", passing=Mortal(point, nth))

    journals.settle("its heir", gone=True)

    assert state() == ("confirmed", "")
    assert of_journals(journals) == [("POSTED", "ours")]


@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "500_after", "503"])
def test_an_approval_in_doubt_is_looked_at_by_its_id(journals: Linked, fault: str) -> None:
    post(journals)
    journals.fault(fault, match={"method": "POST", "resource": "ManualJournals"})

    journals.settle()

    assert state() == ("confirmed", "")
    assert of_journals(journals) == [("POSTED", "ours")]


def test_a_draft_that_a_person_deleted_needs_a_person(journals: Linked) -> None:
    post(journals)
    with pytest.raises(Died):
        journals.push("worker", passing=Mortal("before persist", 2))
    draft = Item.objects.get(resource="ManualJournals")
    assert (draft.state, bool(draft.remote_id)) == ("drafted", True)
    journals.by_hand(f"manual-journals/{draft.remote_id}/void")

    journals.settle("its heir", gone=True)

    assert state()[0] in ("review", "rejected")
    assert [status for status, _ in of_journals(journals)] == ["DELETED"]


def test_what_is_refused_at_its_approval_stays_a_draft_and_is_approved_when_that_is_mended(journals: Linked) -> None:
    post(journals)
    with pytest.raises(Died):
        journals.push("worker", passing=Mortal("before persist", 2))
    journals.by_hand("change", period_lock="2026-03-31")
    journals.settle("its heir", gone=True)
    item = Item.objects.get(resource="ManualJournals")
    assert item.state == "rejected"
    assert "Its draft in Xero is not approved." in item.reason_text

    journals.by_hand("change", period_lock="")
    assert again(item.pk, state="rejected", at=journals.store.now())
    journals.settle()

    assert state() == ("confirmed", "")
    assert of_journals(journals) == [("POSTED", "ours")]


def test_a_journal_that_names_a_bank_account_stays_here_and_says_why(journals: Linked) -> None:
    lines = [{"account": "6050", "debit": "12.00"}, {"account": "1100", "credit": "12.00"}]
    journals.firm.enter("general_journal", on="2026-03-20", memo="Fee", lines=lines)

    journals.settle()

    item = Item.objects.get(resource="ManualJournals")
    assert (item.state, item.reason_code) == ("rejected", "journal-account")
    assert "1100 Office bank account" in item.reason_text
    assert journals.in_xero("ManualJournals") == []
