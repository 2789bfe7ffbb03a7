"""A second copy, or nobody's: voided in Xero through the outbox, or linked with the document whose copy it is."""

import pytest

from counterfoil.documents.actions import Done
from counterfoil.firms.models import Audit
from counterfoil.ledger.models import BankAccount
from counterfoil.outbox.models import Item, Link
from counterfoil.reports.checks import run_checks
from counterfoil.reports.sync_items import sync_item
from counterfoil.xero import sync_actions
from counterfoil.xero.answering import adopt_copy, ignore, void_there
from counterfoil.xero.models import AccountMapping, Drift
from counterfoil.xero.strays import candidates, void_of
from counterfoil.xero.sweep import sweep
from tests.refusals import refused
from tests.xero.books import ours, theirs
from tests.xero.conftest import Linked

DAY = "2026-03-10"
WHY = "entered twice"


@pytest.fixture
def receipt(linked: Linked) -> Done:
    """Trust money in Xero."""
    done = linked.firm.trust_receipt("500.00", matter="M-104", on=DAY)
    assert linked.settle().clean
    return done


def stray(linked: Linked, marker: str, *, amount: str = "500.00", bank: str = "T1") -> Drift:
    """Somebody copies the receipt in Xero, mark and all; a sweep finds it."""
    into = AccountMapping.objects.get(account=BankAccount.objects.get(code=bank).account).remote_id
    held = AccountMapping.objects.get(account__code="2150").remote_id
    row = next(row for row in linked.in_xero("BankTransactions") if row["Type"] == "RECEIVE")
    form = {"kind": "RECEIVE", "bank": into, "contact": row["Contact"]["Name"], "on": DAY, "amount": amount}
    linked.by_hand("bank-transactions", name=f"copied {marker}", account=held, **form)
    swept(linked)
    return Drift.objects.get(state="open")


def swept(linked: Linked) -> int:
    return sweep(destination=linked.destination, network=linked.client, now=linked.store.now).open


def second(linked: Linked) -> Drift:
    return stray(linked, Item.objects.get(resource="BankTransactions").marker)


def status(linked: Linked, remote_id: str) -> str:
    found: str = next(
        row["Status"] for row in linked.in_xero("BankTransactions") if row["BankTransactionID"] == remote_id
    )
    return found


def test_a_second_copy_is_voided_by_its_id_and_ours_stays(linked: Linked, receipt: Done) -> None:
    drift = second(linked)
    assert drift.sort == "duplicate" and ours(linked) != theirs(linked)

    void_there(drift=drift, by=linked.firm.by, at=linked.store.now(), why=WHY)
    assert swept(linked) == 0
    linked.settle()

    copy = Item.objects.get(resource="BankTransactions", operation="create")
    assert (status(linked, drift.remote_id), status(linked, str(copy.remote_id))) == ("DELETED", "AUTHORISED")
    assert ours(linked) == theirs(linked)
    assert swept(linked) == 0
    assert Link.objects.get(item=copy).ended_at is None
    assert [(row.action, row.why) for row in Audit.objects.filter(subject="drift")] == [("drift removed", WHY)]
    assert run_checks() == []


def test_what_xero_refuses_stands_with_its_reason_until_it_is_tried_again(linked: Linked, receipt: Done) -> None:
    drift = second(linked)
    linked.by_hand(f"bank-transactions/{drift.remote_id}/reconcile")
    void_there(drift=drift, by=linked.firm.by, at=linked.store.now(), why=WHY)
    linked.settle()

    void = void_of(drift)
    assert void and (void.state, void.reason_code) == ("rejected", "reconciled-there")
    shown = sync_item(firm_id=linked.firm.id, marker=void.marker, at=linked.store.now())
    assert (shown.reference, shown.public_id, shown.kind) == ("Second copy", drift.public_id, "stray")
    linked.by_hand(f"bank-transactions/{drift.remote_id}/unreconcile")
    sync_actions.retry(item_id=void.pk, by=linked.firm.by, at=linked.store.now())
    linked.settle()

    assert status(linked, drift.remote_id) == "DELETED"


def test_a_void_that_is_given_up_leaves_the_difference_open(linked: Linked, receipt: Done) -> None:
    drift = second(linked)
    void_there(drift=drift, by=linked.firm.by, at=linked.store.now(), why=WHY)
    void = void_of(drift)
    assert void

    sync_actions.give_up(item_id=void.pk, by=linked.firm.by, at=linked.store.now(), why="it is right after all")
    linked.settle()

    again = Drift.objects.get()
    assert (again.state, status(linked, drift.remote_id)) == ("open", "AUTHORISED")
    void_there(drift=again, by=linked.firm.by, at=linked.store.now(), why=WHY)
    linked.settle()
    assert status(linked, drift.remote_id) == "DELETED"


@pytest.mark.one_database("it is decided before anything is written")
def test_what_a_link_names_is_never_voided_this_way(linked: Linked, receipt: Done) -> None:
    copy = Item.objects.get(resource="BankTransactions")
    drift = second(linked)
    Drift.objects.update(remote_id=copy.remote_id)

    with refused("linked-already"):
        void_there(drift=Drift.objects.get(), by=linked.firm.by, at=linked.store.now(), why=WHY)
    Drift.objects.update(sort="edited")
    with refused("step-not-allowed"):
        void_there(drift=Drift.objects.get(), by=linked.firm.by, at=linked.store.now(), why=WHY)
    assert not Item.objects.filter(operation="void").exists() and drift.pk


def test_nobodys_copy_is_linked_with_the_document_that_it_can_only_be(linked: Linked, receipt: Done) -> None:
    other = linked.firm.trust_receipt("40.00", matter="M-104", on=DAY)
    linked.firm.trust_receipt("41.00", matter="M-104", on=DAY)
    unclaimed = f"{Item.objects.earliest('pk').marker[:7]}BCDFGHJK"
    drift = stray(linked, unclaimed, amount="40.00")
    assert drift.sort == "orphan"
    (found,) = candidates(drift)
    assert found.number == other.number

    adopt_copy(drift=drift, item_id=found.item_id, by=linked.firm.by, at=linked.store.now(), why="after the restore")
    linked.settle()

    item = Item.objects.get(pk=found.item_id)
    assert (item.state, item.remote_id, item.generation) == ("confirmed", drift.remote_id, 0)
    assert ours(linked) == theirs(linked)
    assert swept(linked) == 0
    assert run_checks() == []


@pytest.mark.one_database("it is decided before anything is written")
def test_a_document_that_differs_is_not_what_nobodys_copy_is_of(linked: Linked, receipt: Done) -> None:
    waiting = linked.firm.trust_receipt("40.00", matter="M-104", on=DAY)
    unclaimed = f"{Item.objects.earliest('pk').marker[:7]}BCDFGHJK"
    drift = stray(linked, unclaimed, amount="40.01")
    item = Item.objects.get(source_kind=waiting.kind, source_id=waiting.id)

    assert candidates(drift) == []
    with refused("step-not-allowed"):
        adopt_copy(drift=drift, item_id=item.pk, by=linked.firm.by, at=linked.store.now(), why=WHY)
    assert Drift.objects.get().state == "open"
    ignore(drift=drift, by=linked.firm.by, at=linked.store.now(), why=WHY)


def test_what_is_being_voided_becomes_nobodys_copy_meanwhile(linked: Linked, receipt: Done) -> None:
    drift = second(linked)
    waiting = linked.firm.trust_receipt("40.00", matter="M-104", on=DAY)
    item = Item.objects.get(source_kind=waiting.kind, source_id=waiting.id)
    Item.objects.filter(pk=item.pk).update(state="review")
    void_there(drift=drift, by=linked.firm.by, at=linked.store.now(), why=WHY)

    with refused("linked-already", "is being voided"):
        sync_actions.adopt(
            item_id=item.pk, remote_id=drift.remote_id, by=linked.firm.by, at=linked.store.now(), why="this one"
        )
