"""A database that went back in time, or a copy of it, sends nothing before a person has looked."""

import json
import threading
from typing import Any

import pytest
from django.db import connection, transaction

from counterfoil import config
from counterfoil.outbox import epoch, safe
from counterfoil.outbox.models import Attempt, Destination, Epoch, Item
from counterfoil.outbox.work import Carrier
from counterfoil.xero import sync_actions
from counterfoil.xero.mapping import counterparts
from counterfoil.xero.outcomes import Confirmed, judge
from counterfoil.xero.request import Request
from counterfoil.xero.translate import translate
from tests.xero.books import ours, theirs
from tests.xero.conftest import Linked
from tests.xero.test_journey import post_a_day

FILE = config.load().keys_dir / "epoch.json"


def push_and_lose_the_record(linked: Linked) -> None:
    """As after a restore: Xero has every copy, and the database knows nothing of it."""
    ids: dict[int, str] = {}
    for item in Item.objects.order_by("id"):
        leans_on = [row.on for row in item.leans_on.all()]
        carriers = [Carrier(on.resource, on.type, on.source_kind, on.source_id, ids[on.pk]) for on in leans_on]
        write = translate(
            item.snapshot,
            resource=item.resource,
            type_=item.type,
            marker=item.marker,
            counterparts=counterparts(linked.destination.pk),
            carriers=carriers,
        )
        request = Request(method=write.method, path=write.path, query=write.query, body=write.body)
        outcome = judge(linked.client.send(request), item.resource)
        assert isinstance(outcome, Confirmed)
        ids[item.pk] = outcome.record.id


def test_each_take_over_counts_in_the_database_and_beside_the_keys(linked: Linked) -> None:
    post_a_day(linked)
    linked.push("first")
    linked.push("second", gone=True)

    assert Epoch.objects.get().number == 2
    assert json.loads(FILE.read_text()) == {
        "installation": Epoch.objects.get().installation,
        "number": 2,
        "next": 2,
        "sent": Attempt.objects.latest("id").pk,
    }
    assert safe.check_at_start(at=linked.store.now()) == ""


def test_a_restored_backup_is_noticed_and_nothing_is_sent(linked: Linked) -> None:
    linked.push("first")
    post_a_day(linked)
    written = json.loads(FILE.read_text())
    FILE.write_text(json.dumps(written | {"number": written["number"] + 3, "next": written["number"] + 3}))

    reason = safe.check_at_start(at=linked.store.now())

    assert "restored" in reason
    assert linked.push().requests == 0
    assert Destination.objects.get().state == "safe"
    assert {state for _, state, _ in linked.items()} == {"unknown"}


def test_after_a_restore_what_had_been_sent_is_found_again(linked: Linked) -> None:
    post_a_day(linked)
    push_and_lose_the_record(linked)
    before = [len(linked.in_xero(name)) for name in ("Contacts", "Invoices", "Payments", "BankTransactions")]
    FILE.write_text(json.dumps({"installation": Epoch.objects.get().installation, "number": 99, "next": 99}))
    safe.check_at_start(at=linked.store.now())

    sync_actions.leave_safe(
        destination_id=linked.destination.pk, by=linked.firm.by, at=linked.firm.at, why="looked at every copy"
    )
    linked.settle("the last", gone=True)

    assert {state for _, state, _ in linked.items()} == {"confirmed"}
    assert [len(linked.in_xero(name)) for name in ("Contacts", "Invoices", "Payments", "BankTransactions")] == before
    assert ours(linked) == theirs(linked)
    assert epoch.went_back() == ""


@pytest.mark.one_database("what is looked for is the same on both")
def test_after_a_restore_what_had_been_sent_is_found_although_its_period_is_locked_since(linked: Linked) -> None:
    post_a_day(linked)
    push_and_lose_the_record(linked)
    Destination.objects.update(locked_through="2030-12-31")
    linked.firm.trust_receipt("70.00", matter="M-104")
    FILE.write_text(json.dumps({"installation": Epoch.objects.get().installation, "number": 99, "next": 99}))
    safe.check_at_start(at=linked.store.now())

    sync_actions.leave_safe(
        destination_id=linked.destination.pk, by=linked.firm.by, at=linked.firm.at, why="looked at every copy"
    )
    linked.settle("the last", gone=True)

    states = [(state, reason) for _, state, reason in linked.items() if state != "confirmed"]
    assert states == [("rejected", "locked-in-xero")]


def test_a_copy_that_was_started_elsewhere_is_noticed(linked: Linked) -> None:
    linked.push("first")
    FILE.unlink()

    assert "copied from another place" in safe.check_at_start(at=linked.store.now())


def test_another_installations_key_folder_is_noticed(linked: Linked) -> None:
    linked.push("first")
    FILE.write_text(json.dumps({"installation": "ZZZZ", "number": 0, "next": 0}))

    assert "another installation" in safe.check_at_start(at=linked.store.now())


def test_a_crash_between_the_file_and_the_database_is_no_restore(linked: Linked) -> None:
    linked.push("first")
    written = json.loads(FILE.read_text())
    FILE.write_text(json.dumps(written | {"next": written["number"] + 1}))

    assert safe.check_at_start(at=linked.store.now()) == ""
    assert Item.objects.count() == 0


def test_a_take_over_by_another_worker_while_one_looks_is_no_step_back(linked: Linked) -> None:
    """Between reading what the database says and what the file says, another worker takes over and commits."""
    linked.push("first")

    def takes_over() -> None:
        with transaction.atomic():
            epoch.advance()
        connection.close()

    def in_between(execute: Any, sql: str, *more: Any) -> Any:
        answer = execute(sql, *more)
        if "from outbox_epoch" in sql:
            other = threading.Thread(target=takes_over)
            other.start()
            other.join()
        return answer

    with connection.execute_wrapper(in_between):
        reason = epoch.went_back()

    assert reason == ""
    assert Epoch.objects.get().number == 2
