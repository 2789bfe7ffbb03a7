"""The worker at work: it wakes when something is posted, ends when told, and outlives Xero and the database."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection

from counterfoil.outbox.models import Destination, Item, Lease
from counterfoil.outbox.store import DatabaseStore
from counterfoil.runner.embedded import Worker
from tests.databases import CommittedDatabase
from tests.runner.processes import PATIENCE_SECONDS, a_worker_process, until
from tests.xero.books import ours, theirs
from tests.xero.conftest import Linked
from tests.xero.test_journey import post_a_day


@contextmanager
def at_work(worker: Worker) -> Iterator[Worker]:
    def run() -> None:
        try:
            worker.run()
        finally:
            connection.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield worker
    finally:
        worker.stop()
        thread.join(timeout=PATIENCE_SECONDS)
        assert not thread.is_alive()


def arrived(linked: Linked) -> int:
    """Bank transactions in the sandbox, without asking it over HTTP."""
    return len(linked.sandbox.sandbox.xero.organisations[linked.destination.remote_id].store.tables["bank_transaction"])


def test_what_is_posted_while_it_works_arrives_by_itself(linked: Linked) -> None:
    """How soon is measured by `./bench push`."""
    with at_work(Worker(settings=linked.settings)):
        for nth in range(1, 8):
            linked.firm.trust_receipt("5.00", matter="M-104")
            until(lambda nth=nth: arrived(linked) == nth)  # type: ignore[misc]


def test_it_gives_its_leases_back_when_it_ends(linked: Linked) -> None:
    linked.firm.trust_receipt("1.00", matter="M-104")

    with at_work(Worker(settings=linked.settings)):
        until(lambda: Item.objects.filter(state="confirmed").count() == 2)

    lease = Lease.objects.get()
    assert (lease.holder, lease.expires_at) == ("", None)


def test_xero_being_away_stops_nothing_here_and_the_queue_drains_when_it_is_back(linked: Linked) -> None:
    linked.offline("drop")
    with at_work(Worker(settings=linked.settings)):
        post_a_day(linked)
        until(lambda: Destination.objects.filter(unreached_since__isnull=False).exists())
        linked.firm.trust_receipt("5.00", matter="M-104")
        linked.offline("no")
        until(lambda: Item.objects.exclude(state="confirmed").count() == 0)

    assert ours(linked) == theirs(linked)


class UnsteadyStore(DatabaseStore):
    """The database is away now and then, in the middle of work."""

    def __init__(self) -> None:
        self.away = 3

    def waiting(self) -> list[int]:
        if self.away:
            self.away -= 1
            raise OperationalError("the database is away")
        return super().waiting()


def test_the_database_being_away_is_waited_for(linked: Linked) -> None:
    post_a_day(linked)
    worker = Worker(settings=linked.settings, store=UnsteadyStore(), poll_seconds=0.05)

    with at_work(worker):
        until(lambda: Item.objects.exclude(state="confirmed").count() == 0)

    assert worker.holder.name.endswith(".4")
    assert ours(linked) == theirs(linked)


def test_one_firms_trouble_does_not_stop_another(linked: Linked, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.builders import a_firm

    troubled = a_firm("Troubled & Co", connected=True)
    troubled.matter("M-1")
    troubled.trust_receipt("1.00", matter="M-1")
    linked.firm.trust_receipt("1.00", matter="M-104")
    worker = Worker(settings=linked.settings)
    serve = worker.serve

    def broken(destination_id: int, http: object) -> object:
        if destination_id != linked.destination.pk:
            raise RuntimeError("a mistake")
        return serve(destination_id, http)  # type: ignore[arg-type]

    monkeypatch.setattr(worker, "serve", broken)
    with at_work(worker):
        until(lambda: Item.objects.filter(firm=linked.firm.firm, state="confirmed").count() == 2)

    assert set(Item.objects.filter(firm=troubled.firm).values_list("state", flat=True)) == {"pending"}


def test_two_workers_send_everything_once(linked: Linked) -> None:
    with at_work(Worker(settings=linked.settings)), at_work(Worker(settings=linked.settings)):
        for _ in range(5):
            post_a_day(linked)
        until(lambda: Item.objects.exclude(state="confirmed").count() == 0)

    assert arrived(linked) == 15
    assert ours(linked) == theirs(linked)


def test_sigterm_ends_it_after_the_request_under_way(linked: Linked, committed_database: CommittedDatabase) -> None:
    linked.firm.trust_receipt("1.00", matter="M-104")
    linked.fault("slow:1", match={"method": "PUT", "resource": "BankTransactions"})

    with a_worker_process(linked, committed_database) as process:
        until(lambda: Item.objects.filter(state="sending", resource="BankTransactions").exists())
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=PATIENCE_SECONDS)

    assert code == 0
    assert set(Item.objects.values_list("state", flat=True)) == {"confirmed"}
    assert Lease.objects.get().holder == ""


def test_a_killed_worker_is_replaced_within_seconds(linked: Linked, committed_database: CommittedDatabase) -> None:
    linked.firm.trust_receipt("1.00", matter="M-104")
    linked.fault("slow:1", match={"method": "PUT", "resource": "BankTransactions"})
    with a_worker_process(linked, committed_database) as process:
        until(lambda: Item.objects.filter(state="sending", resource="BankTransactions").exists())
        process.send_signal(signal.SIGKILL)
        process.wait()

    with at_work(Worker(settings=linked.settings)):
        until(lambda: Item.objects.exclude(state="confirmed").count() == 0)

    assert arrived(linked) == 1
    assert ours(linked) == theirs(linked)
