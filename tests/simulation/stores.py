"""What the questions to both stores share: items, a lease, one sending; and a bench for each store.

A module has a class of questions, and two classes of tests: the same questions `InMemory` and `InTheDatabase`.
"""

from dataclasses import replace
from typing import Any

import pytest

from counterfoil.outbox.work import Answer, Became, Change, Lease, Sent, Waiting, Work
from tests.databases import CommittedDatabase
from tests.simulation.benches import Bench, DatabaseBench, MemoryBench


class InMemory:
    @pytest.fixture
    def bench(self) -> Bench:
        return MemoryBench()


class InTheDatabase:
    @pytest.fixture
    def bench(self, committed_database: CommittedDatabase) -> Bench:
        return DatabaseBench()


BODY = '{"a":1}'
OK = Answer(status=200, outcome="confirmed", text="made")


def nobody_is_gone(holder: str) -> bool:
    return False


def waiting(item_id: int, *leans_on: int, source_id: int | None = None, **more: Any) -> Waiting:
    one = Waiting(
        item_id, "client_bill", source_id or item_id, "document", "create", 1, "Invoices", "ACCREC", "{}", leans_on
    )
    return replace(one, **more)


def lease_of(bench: Bench, holder: str = "worker", *, gone: bool = False) -> Lease:
    lease: Lease | None = bench.store.take_lease(bench.destination, holder=holder, gone=lambda name: gone)
    assert lease is not None
    return lease


def due(bench: Bench, **how: Any) -> Work:
    work: Work | None = bench.store.due(bench.destination, **how)
    assert work is not None
    return work


def sending(bench: Bench, work: Work, lease: Lease, purpose: str = "create") -> Sent:
    sent: Sent | None = bench.store.sending(
        [work], bodies=[BODY], text=BODY, purpose=purpose, begun=f"start/{bench.at}", lease=lease
    )
    assert sent is not None
    return sent


def not_sent(bench: Bench, work: Work, lease: Lease) -> bool:
    """Whether it is refused to be written down."""
    return bench.store.sending([work], bodies=["{}"], text="{}", purpose="create", begun="", lease=lease) is None


def answered(bench: Bench, work: Work, change: Change, lease: Lease, sent: Sent, answer: Answer = OK) -> bool:
    done: bool = bench.store.answered(sent, [Became(work, change, answer)], lease=lease)
    return done


def confirm(bench: Bench, item_id: int, remote_id: str, lease: Lease) -> bool:
    """Send it and hear that it is there."""
    work = due(bench)
    assert work.id == item_id
    change = Change(state="confirmed", remote_id=remote_id)
    return answered(bench, work, change, lease, sending(bench, work, lease))
