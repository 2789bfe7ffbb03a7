"""The sender dies at every point of a send. The next one finds everything once: nothing lost, nothing twice."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest

from counterfoil.outbox.models import Attempt, Item
from counterfoil.xero.hands import MachineClock
from tests.databases import CommittedDatabase
from tests.xero.books import ours, theirs
from tests.xero.conftest import Linked
from tests.xero.test_journey import post_a_day

POINTS = ("before persist", "after persist", "after send", "before record", "after record")
A_DAYS_ITEMS = 5
"""Beside the two contacts, which only the first day makes."""


class Died(BaseException):
    """The process ends here; nothing of ours may catch it."""


class Mortal:
    """Dies when it passes a point for the nth time."""

    def __init__(self, point: str, nth: int) -> None:
        self.point, self.left = point, nth

    def __call__(self, point: str) -> None:
        if point == self.point:
            self.left -= 1
            if self.left == 0:
                raise Died


def counts(linked: Linked) -> list[int]:
    return [len(linked.in_xero(name)) for name in ("Contacts", "Invoices", "Payments", "BankTransactions")]


@pytest.mark.parametrize("seconds_later", [0, 120], ids=["at once", "when the key is too old"])
@pytest.mark.parametrize("point", POINTS)
def test_dying_at_any_point_of_any_item_loses_and_doubles_nothing(
    linked: Linked, point: str, seconds_later: int
) -> None:
    for day in range(1, A_DAYS_ITEMS + 1):
        post_a_day(linked)
        with pytest.raises(Died):
            linked.push(f"worker {day}", gone=True, passing=Mortal(point, day))
        linked.shift(seconds_later)
        linked.settle(f"its heir {day}", gone=True)

    assert {state for _, state, _ in linked.items()} == {"confirmed"}
    assert counts(linked) == [2, A_DAYS_ITEMS, A_DAYS_ITEMS, 3 * A_DAYS_ITEMS]
    assert ours(linked) == theirs(linked)


def test_what_was_being_sent_becomes_unknown_at_a_take_over_and_never_pending(linked: Linked) -> None:
    linked.firm.trust_receipt("500.00", matter="M-104")
    with pytest.raises(Died):
        linked.push(passing=Mortal("after persist", 1))
    assert Item.objects.get(resource="Contacts").state == "sending"

    lease = linked.store.take_lease(linked.destination.pk, holder="the heir", gone=lambda name: True)

    assert lease is not None and lease.fence == 2
    item = Item.objects.get(resource="Contacts")
    assert (item.state, item.reason_code, item.fence) == ("unknown", "interrupted", 2)


def test_a_living_senders_lease_is_respected_until_it_runs_out(linked: Linked) -> None:
    linked.firm.trust_receipt("500.00", matter="M-104")
    with pytest.raises(Died):
        linked.push("the first", passing=Mortal("after persist", 1))

    early = linked.push("the second")
    linked.shift(241)
    late = linked.push("the second")

    assert early.busy and early.requests == 0
    assert not late.busy and late.requests > 0


def test_an_answer_that_comes_after_a_take_over_is_not_written_by_the_old_sender(linked: Linked) -> None:
    linked.firm.trust_receipt("500.00", matter="M-104")

    def overtaken(point: str) -> None:
        if point == "before record" and Item.objects.filter(state="sending").exists():
            linked.store.take_lease(linked.destination.pk, holder="the heir", gone=lambda name: True)

    slow = linked.push("the slow one", passing=overtaken)

    assert slow.busy
    assert Item.objects.get(resource="Contacts").state == "unknown"
    linked.settle("the heir")
    assert counts(linked)[0] == 1


class FrozenClock(MachineClock):
    """Stands still for seven seconds between writing down and sending, as a machine does that was put to sleep."""

    def __init__(self) -> None:
        self.at, self.jump = 1000.0, 0.0

    def boot(self) -> float:
        self.at += self.jump
        self.jump = 0.0
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += seconds


def test_a_machine_that_stood_still_after_writing_down_does_not_send(linked: Linked) -> None:
    linked.firm.trust_receipt("500.00", matter="M-104")
    clock = FrozenClock()
    stalls = iter([7.0])

    def stall(point: str) -> None:
        if point == "after persist":
            clock.jump = next(stalls, 0.0)

    linked.push(clock=clock, passing=stall)

    outcomes = list(Attempt.objects.order_by("id").values_list("outcome", "generation"))
    assert outcomes == [("not sent", 1), ("confirmed", 2), ("confirmed", 1)]
    assert counts(linked)[0] == 1


SENDER = """
    import os, signal, sys
    os.environ["DJANGO_SETTINGS_MODULE"] = "counterfoil.settings"
    import django
    django.setup()
    from counterfoil import config
    from counterfoil.outbox.store import DatabaseStore
    from counterfoil.runner.holder import Holder
    from counterfoil.xero.client import new_http
    from counterfoil.xero.connection import client_for
    from counterfoil.xero.drain import drain
    from counterfoil.xero.hands import Hands, MachineClock
    from counterfoil.xero.mapping import counterparts

    destination_id, fatal, nth = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])

    def passing(point):
        global nth
        if point == fatal:
            nth -= 1
            if nth == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    settings, store = config.load(), DatabaseStore()
    with new_http() as http:
        client = client_for(destination_id, at=store.now, settings=settings, http=http)
        hands = Hands(store, client, lambda: counterparts(destination_id), MachineClock(), passing)
        holder = Holder()
        drained = drain(destination_id, hands=hands, holder=holder.name, gone=holder.gone)
    print(drained.left.states, drained.busy)
"""


@pytest.mark.parametrize("point", POINTS)
def test_a_killed_process_is_replaced_at_once(
    linked: Linked, committed_database: CommittedDatabase, point: str
) -> None:
    post_a_day(linked)
    environment = committed_database.environment | {
        "XERO_API_BASE_URL": linked.settings.xero_api_base_url,
        "XERO_IDENTITY_BASE_URL": linked.settings.xero_identity_base_url,
        "XERO_AUTHORIZE_URL": linked.settings.xero_authorize_url,
        "XERO_CLIENT_ID": "counterfoil-demo",
        "XERO_CLIENT_SECRET": "counterfoil-demo-secret",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }

    def sender(fatal: str, nth: int) -> subprocess.CompletedProcess[str]:
        script = textwrap.dedent(SENDER)
        call = [sys.executable, "-c", script, str(linked.destination.pk), fatal, str(nth)]
        return subprocess.run(call, env=environment, capture_output=True, text=True, timeout=60, check=False)

    killed = sender(point, 4)
    heir = sender("nowhere", 1)

    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert heir.returncode == 0 and "False" in heir.stdout, heir.stderr
    linked.settle("the last", gone=True)
    assert [state for _, state, _ in linked.items()] == ["confirmed"] * (A_DAYS_ITEMS + 2)
    assert counts(linked) == [2, 1, 1, 3]
    assert ours(linked) == theirs(linked)
