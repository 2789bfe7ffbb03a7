"""When it is swept: once a day, by one worker of a process, and never twice at once."""

from threading import Barrier

from counterfoil.runner.embedded import Worker
from counterfoil.xero.models import Drift, RecordThere, Sweep
from counterfoil.xero.request import Network, NoAnswer, NotAllowed, Reply, Request
from counterfoil.xero.sweep import Swept, sweep
from counterfoil.xero.sweeping import claimed, due, sweep_due
from tests.records.threads import at_once
from tests.xero.conftest import Linked
from tests.xero.planting import plant, send_documents
from tests.xero.test_sweep import Books, books, remote, told

__all__ = ["books"]


def test_the_worker_sweeps_once_a_day_and_an_hour_after_one_that_failed(linked: Linked, books: Books) -> None:
    def by_the_worker() -> int:
        return sweep_due(store=linked.store, settings=linked.settings, http=linked.http)

    assert by_the_worker() == 0
    linked.by_hand(f"bank-transactions/{remote('BankTransactions', books.trust)}/delete")
    linked.shift(86_400)
    linked.fault("503", match={"method": "GET", "resource": "Invoices"})

    assert [by_the_worker(), by_the_worker(), Sweep.objects.count()] == [0, 0, 1]
    assert "503" in Sweep.objects.get().trouble
    linked.shift(3_600)
    assert [by_the_worker(), by_the_worker()] == [1, 0]
    assert [sort for _, sort, _ in told()] == ["deleted"]
    linked.shift(86_400)
    assert by_the_worker() == 1


class Together:
    """Stands before Xero, and answers when everybody has asked: two sweeps then write at the same moment."""

    def __init__(self, network: Network, everybody: Barrier) -> None:
        self.network, self.everybody = network, everybody

    def ready(self) -> NoAnswer | NotAllowed | None:
        return self.network.ready()

    def renew(self) -> bool:
        return self.network.renew()

    def send(self, request: Request) -> Reply:
        reply = self.network.send(request)
        self.everybody.wait(timeout=30)
        return reply


def test_two_sweeps_at_once_tell_everything_once(linked: Linked) -> None:
    send_documents(linked, 6)
    planted = plant(linked)
    everybody = Barrier(2)

    def together() -> Swept:
        network = Together(linked.client, everybody)
        return sweep(destination=linked.destination, network=network, now=linked.store.now)

    done = at_once([together, together])

    assert sum(each.found for each in done) == len(planted) == 6
    assert {one.remote_id: one.sort for one in Drift.objects.all()} == planted
    assert RecordThere.objects.filter(until=None).count() == RecordThere.objects.count() > 0


def test_of_two_workers_that_found_it_due_one_sweeps(linked: Linked) -> None:
    linked.shift(86_400)

    def by_a_worker() -> int:
        return sweep_due(store=linked.store, settings=linked.settings, http=linked.http)

    assert due(now=linked.store.now()) == [linked.destination.pk]
    assert sum(at_once([by_a_worker, by_a_worker])) == Sweep.objects.count() == 1
    assert claimed(linked.destination.pk, now=linked.store.now()) is None


def test_one_worker_of_a_process_keeps_house_and_the_others_only_send(linked: Linked, books: Books) -> None:
    linked.shift(86_400)

    def a_round(*, keeps_house: bool) -> int:
        Worker(settings=linked.settings, store=linked.store, clock=linked.clock, keeps_house=keeps_house).round(
            linked.http
        )
        return Sweep.objects.count()

    assert [a_round(keeps_house=False), a_round(keeps_house=True)] == [0, 1]
