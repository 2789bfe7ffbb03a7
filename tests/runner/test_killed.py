"""Real workers, killed with `kill -9` at moments of chance, by a sandbox that fails at chance: nothing lost or twice.

`COUNTERFOIL_KILLS=200 .venv/bin/pytest tests/runner/test_killed.py` kills as often as one likes;
`COUNTERFOIL_CHANCE=7` draws other moments.
"""

import os
import random
import signal
import time
from collections import Counter

from counterfoil.outbox.models import Attempt, Item
from tests.databases import CommittedDatabase
from tests.runner.processes import a_worker_process, until
from tests.xero.books import ours, theirs
from tests.xero.conftest import Linked
from tests.xero.test_journey import post_a_day

KILLS, CHANCE = int(os.environ.get("COUNTERFOIL_KILLS", "4")), os.environ.get("COUNTERFOIL_CHANCE", "1")
FAULTS = (
    "drop_before",
    "drop_after",
    "cut",
    "html",
    "unreadable",
    "twice:0.4",
    "500_after",
    "502_after",
    "503",
    "401",
    "429:minute:1",
)
RESOURCES = ("Contacts", "Invoices", "Payments", "BankTransactions")
A_DAYS = Counter({"Invoices": 1, "Payments": 1, "BankTransactions": 3})


def test_workers_killed_at_any_moment_lose_and_double_nothing(
    linked: Linked, committed_database: CommittedDatabase
) -> None:
    chance = random.Random(CHANCE)  # noqa: S311 - chance of a seed
    for fault in FAULTS:
        linked.fault(fault, times="always", chance=0.03)
    for _ in range(KILLS):
        post_a_day(linked)
        begun = Attempt.objects.count()
        with a_worker_process(linked, committed_database) as worker:
            until(lambda begun=begun: Attempt.objects.count() > begun)  # type: ignore[misc]
            time.sleep(chance.uniform(0.0, 0.2))
            worker.send_signal(signal.SIGKILL)
            assert worker.wait() == -signal.SIGKILL
    linked.no_faults()

    linked.settle("the last", gone=True, most=60 + 20 * KILLS)

    assert set(Item.objects.values_list("state", flat=True)) == {"confirmed"}
    expected = Counter({name: KILLS * count for name, count in A_DAYS.items()}) + Counter({"Contacts": 2})
    assert Counter({name: len(linked.in_xero(name)) for name in RESOURCES}) == expected
    assert ours(linked) == theirs(linked)
