"""Several items in one request: what may leave together, how it is written down, and what became of each."""

from datetime import timedelta

from counterfoil.outbox.work import Became, Change, Lease, Sent, Work
from tests.simulation.benches import Bench
from tests.simulation.stores import (
    OK,
    InMemory,
    InTheDatabase,
    answered,
    confirm,
    due,
    lease_of,
    sending,
    waiting,
)


def group(bench: Bench, *, resource: str = "Invoices", state: str = "pending", most: int = 50) -> tuple[Work, ...]:
    found: tuple[Work, ...] = bench.store.group(bench.destination, resource=resource, state=state, most=most)
    return found


def sent_together(bench: Bench, works: tuple[Work, ...], lease: Lease, purpose: str = "create") -> Sent | None:
    bodies = [f'{{"a":{work.id}}}' for work in works]
    sent: Sent | None = bench.store.sending(
        works, bodies=bodies, text="all of it", purpose=purpose, begun="start/1", lease=lease
    )
    return sent


def became(works: tuple[Work, ...], *changes: Change) -> list[Became]:
    return [Became(work, change, OK) for work, change in zip(works, changes, strict=True)]


class Together:
    def test_the_oldest_of_a_resource_leave_together_in_the_order_of_their_ids(self, bench: Bench) -> None:
        bench.put([waiting(3)])
        bench.later(1)
        bench.put([waiting(1), waiting(2), waiting(4, resource="Contacts")])

        assert [work.id for work in group(bench)] == [1, 2, 3]
        assert [work.id for work in group(bench, most=2)] == [1, 3]
        assert [work.id for work in group(bench, resource="Contacts")] == [4]

    def test_what_leans_on_something_open_or_is_held_or_waits_for_its_time_is_left_out(self, bench: Bench) -> None:
        bench.put([waiting(1, resource="Contacts"), waiting(2, 1), waiting(3), waiting(4), waiting(5)])
        bench.decide("hold", 3, held=True)
        soon = bench.at + timedelta(seconds=5)
        (fourth,) = [work for work in group(bench) if work.id == 4]
        bench.store.record(fourth, Change(state="pending", not_before=soon), lease=lease_of(bench))

        assert [work.id for work in group(bench)] == [5]
        bench.later(5)
        assert [work.id for work in group(bench)] == [4, 5]

    def test_what_was_proven_absent_and_what_voids_go_alone(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2), waiting(3, operation="void")])
        first = due(bench)
        absent = Change(state="pending", absent_seen=2, absent_at=bench.at)
        bench.store.record(first, absent, lease=lease_of(bench))

        assert [work.id for work in group(bench)] == [2]

    def test_drafts_are_asked_for_by_their_state(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2)])
        lease, work = lease_of(bench), due(bench)
        answered(bench, work, Change(state="drafted", remote_id="d"), lease, sending(bench, work, lease))

        assert [work.id for work in group(bench, state="drafted")] == [1]

    def test_one_key_tells_the_first_of_them_and_how_many_there_are(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2)])
        works = group(bench)

        sent = sent_together(bench, works, lease_of(bench))

        assert sent is not None and sent.key == f"{works[0].marker}/1x2"
        for item_id in (1, 2):
            item, (attempt,) = bench.item(item_id), bench.attempts(item_id)
            assert (item.state, item.key, item.generation) == ("sending", sent.key, 1)
            assert (item.body, attempt.key, attempt.purpose) == (f'{{"a":{item_id}}}', sent.key, "create")
        assert bench.attempts(1)[0].body_sha256 == bench.attempts(2)[0].body_sha256

    def test_nothing_is_written_down_when_one_of_them_has_moved_on(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2)])
        works = group(bench)
        bench.decide("cancel", 2, why="not wanted", at=bench.at)

        assert sent_together(bench, works, lease_of(bench)) is None
        assert (bench.item(1).state, bench.item(1).generation, bench.attempts(1)) == ("pending", 0, [])

    def test_each_becomes_its_own(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2), waiting(3)])
        lease, works = lease_of(bench), group(bench)
        sent = sent_together(bench, works, lease)
        assert sent is not None
        changes = Change(state="confirmed", remote_id="a"), Change(state="rejected"), Change(state="unknown")

        assert bench.store.answered(sent, became(works, *changes), lease=lease)

        assert [bench.item(item_id).state for item_id in (1, 2, 3)] == ["confirmed", "rejected", "unknown"]
        assert bench.links() == [(1, "a", "")]
        assert all(bench.attempts(item_id)[0].answered_at == bench.at for item_id in (1, 2, 3))

    def test_after_a_take_over_nothing_of_an_answer_is_written(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2)])
        old, works = lease_of(bench, "first"), group(bench)
        sent = sent_together(bench, works, old)
        lease_of(bench, "second", gone=True)
        assert sent is not None
        changes = Change(state="confirmed", remote_id="a"), Change(state="confirmed", remote_id="b")

        assert not bench.store.answered(sent, became(works, *changes), lease=old)
        assert [bench.item(item_id).state for item_id in (1, 2)] == ["unknown", "unknown"]
        assert bench.links() == []

    def test_what_left_together_is_repeated_together(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2), waiting(3, resource="Contacts")])
        lease, works = lease_of(bench), group(bench)
        sent = sent_together(bench, works, lease)
        assert sent is not None
        doubt = Change(state="unknown", reason_code="no-answer")
        bench.store.answered(sent, became(works, doubt, doubt), lease=lease)

        again = bench.store.together(due(bench))
        repeated = sent_together(bench, again, lease, "replay")

        assert [work.id for work in again] == [1, 2]
        assert repeated is not None and repeated.key == sent.key
        assert [bench.item(item_id).generation for item_id in (1, 2)] == [1, 1]

    def test_what_left_together_is_not_repeated_when_one_of_them_is_no_longer_in_doubt(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2)])
        lease, works = lease_of(bench), group(bench)
        sent = sent_together(bench, works, lease)
        assert sent is not None
        changes = Change(state="unknown"), Change(state="confirmed", remote_id="b")
        bench.store.answered(sent, became(works, *changes), lease=lease)

        assert bench.store.together(due(bench)) == ()

    def test_what_left_together_and_is_in_doubt_is_looked_up_together_once_its_time_has_come(
        self, bench: Bench
    ) -> None:
        bench.put([waiting(1), waiting(2), waiting(3), waiting(4)])
        lease, works = lease_of(bench), group(bench)
        sent = sent_together(bench, works, lease)
        assert sent is not None
        doubt, soon = Change(state="unknown", no_replay=True), bench.at + timedelta(seconds=20)
        later, there = Change(state="unknown", not_before=soon), Change(state="confirmed", remote_id="d")
        bench.store.answered(sent, became(works, doubt, doubt, later, there), lease=lease)

        assert bench.store.together(due(bench)) == ()
        assert [each.id for each in bench.store.left_with(due(bench))] == [1, 2]
        bench.later(20)
        assert [each.id for each in bench.store.left_with(due(bench))] == [1, 2, 3]

    def test_a_draft_whose_approval_is_in_doubt_has_arrived_and_is_not_made_again(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2)])
        lease, works = lease_of(bench), group(bench)
        sent = sent_together(bench, works, lease)
        assert sent is not None
        changes = Change(state="unknown", not_before=bench.at), Change(state="drafted", remote_id="d")
        bench.store.answered(sent, became(works, *changes), lease=lease)
        (draft,) = group(bench, state="drafted")
        answered(bench, draft, Change(state="unknown"), lease, sending(bench, draft, lease, "approve"))
        first = next(work for work in (due(bench, only_unknown=True),) if work.remote_id is None)

        assert bench.store.together(first) == ()
        assert [each.id for each in bench.store.left_with(first)] == [1]

    def test_what_left_alone_is_repeated_alone(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2)])
        lease = lease_of(bench)
        confirm(bench, 1, "a", lease)
        work = due(bench)
        answered(bench, work, Change(state="unknown"), lease, sending(bench, work, lease))

        assert [each.id for each in bench.store.together(due(bench))] == [2]

    def test_when_what_is_in_doubt_is_due_is_told_apart(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2)])
        lease, work = lease_of(bench), due(bench)
        later = bench.at + timedelta(seconds=20)
        doubt = Change(state="unknown", not_before=later)
        answered(bench, work, doubt, lease, sending(bench, work, lease))

        left = bench.store.left(bench.destination)

        assert (left.next_due_at, left.in_doubt_at) == (bench.at, later)


class TestTogetherInMemory(Together, InMemory):
    pass


class TestTogetherInTheDatabase(Together, InTheDatabase):
    pass
