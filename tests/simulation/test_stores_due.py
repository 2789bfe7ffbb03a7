"""What is to be done next, and what the sender is told of an item and its destination."""

from datetime import timedelta

from counterfoil.outbox.work import Carrier, Change
from tests.simulation.benches import Bench
from tests.simulation.stores import InMemory, InTheDatabase, answered, confirm, due, lease_of, sending, waiting


class Due:
    def test_the_oldest_comes_first_and_doubt_before_anything_new(self, bench: Bench) -> None:
        bench.put([waiting(2)])
        bench.later(1)
        bench.put([waiting(1), waiting(3)])
        lease = lease_of(bench)
        oldest = due(bench)
        bench.store.record(oldest, Change(state="rejected"), lease=lease)
        second = due(bench)
        bench.later(5)
        sent = sending(bench, second, lease)
        doubt = Change(state="unknown", not_before=bench.at + timedelta(seconds=1))
        answered(bench, second, doubt, lease, sent)

        meanwhile = due(bench)
        bench.later(1)

        assert [oldest.id, second.id, meanwhile.id, due(bench).id] == [2, 1, 3, 1]

    def test_one_turn_goes_to_what_has_waited_for_less_than_an_hour(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        bench.later(3601)
        bench.put([waiting(2)])

        assert (due(bench).id, due(bench, young_first=True).id) == (1, 2)

    def test_an_item_waits_for_all_it_leans_on(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2), waiting(3, 1, 2)])
        lease = lease_of(bench)
        confirm(bench, 1, "a", lease)
        confirm_second = due(bench)
        bench.store.record(confirm_second, Change(state="rejected"), lease=lease)

        assert bench.store.due(bench.destination) is None
        assert bench.store.waiting() == []
        bench.decide("again", 2, state="rejected", at=bench.at)
        confirm(bench, 2, "b", lease)
        assert due(bench).id == 3

    def test_an_items_own_time_is_waited_for_unless_asked_early(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        lease = lease_of(bench)
        later = Change(state="pending", not_before=bench.at + timedelta(seconds=60))
        bench.store.record(due(bench), later, lease=lease)

        assert bench.store.due(bench.destination) is None
        assert due(bench, early=True).id == 1
        assert bench.store.due(bench.destination, early=True, only_unknown=True) is None
        bench.later(60)
        assert due(bench).id == 1

    def test_what_is_held_settled_or_in_review_is_nobodys_work(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2), waiting(3), waiting(4), waiting(5, kept_because=("kept", "stays here"))])
        lease = lease_of(bench)
        for state in ("rejected", "review"):
            bench.store.record(due(bench), Change(state=state), lease=lease)
        bench.decide("cancel", 3, why="not wanted", at=bench.at)
        bench.decide("hold", 4, held=True)

        assert bench.store.due(bench.destination) is None
        assert bench.item(5).reason_text == "stays here"
        left = bench.store.left(bench.destination)
        assert (left.states, left.next_due_at) == ({"rejected": 1, "review": 1, "pending": 1}, None)

    def test_destinations_are_worked_on_apart(self, bench: Bench) -> None:
        other = bench.another_destination()
        bench.put([waiting(1)], destination=other)

        assert bench.store.due(bench.destination) is None
        assert bench.store.waiting() == [other]
        assert bench.store.left(bench.destination).states == {}

    def test_a_destination_waits_while_it_is_paused_and_when_it_is_suspended(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        ready = bench.store.waiting()
        until = bench.at + timedelta(seconds=30)
        bench.store.pause(bench.destination, until=until, unreached_since=bench.at)
        paused, place = bench.store.waiting(), bench.store.place(bench.destination)
        bench.later(30)
        over = bench.store.waiting()
        bench.store.suspend(bench.destination, reason="connect again")

        assert (ready, paused, over) == ([bench.destination], [], [bench.destination])
        assert (place.not_before, place.unreached_since) == (until, until - timedelta(seconds=30))
        assert bench.store.waiting() == []
        suspended = bench.store.place(bench.destination)
        assert (suspended.state, suspended.state_reason) == ("suspended", "connect again")

    def test_what_a_gone_sender_left_behind_is_work_for_the_next_one(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        sending(bench, due(bench), lease_of(bench))

        assert bench.store.due(bench.destination) is None
        assert bench.store.waiting() == [bench.destination]

    def test_the_next_time_that_something_is_due_is_told(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2, 1)])
        at = bench.at + timedelta(seconds=45)
        bench.store.record(due(bench), Change(state="pending", not_before=at), lease=lease_of(bench))

        assert bench.store.left(bench.destination).next_due_at == at

    def test_carriers_are_the_confirmed_records_an_item_leans_on(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2), waiting(3, 2, 1)])
        lease = lease_of(bench)
        confirm(bench, 1, "a", lease)
        partly = bench.store.carriers(3)
        confirm(bench, 2, "b", lease)

        assert partly == (Carrier("Invoices", "ACCREC", "client_bill", 1, "a"),)
        assert [one.remote_id for one in bench.store.carriers(3)] == ["a", "b"]

    def test_ids_claimed_by_others_are_told_apart_from_ones_own(self, bench: Bench) -> None:
        other = bench.another_destination()
        bench.put([waiting(1), waiting(2)])
        confirm(bench, 1, "a", lease_of(bench))

        assert bench.store.claimed(bench.destination, ["a", "b"], but=2) == {"a"}
        assert bench.store.claimed(bench.destination, ["a", "b"], but=1) == set()
        assert bench.store.claimed(other, ["a"], but=2) == set()
        assert bench.store.claimed(bench.destination, [], but=2) == set()

    def test_what_an_answer_does_not_say_about_limits_and_clock_stays(self, bench: Bench) -> None:
        bench.store.heard(bench.destination, minute_left=50, day_left=900, offset_ms=1500)
        bench.store.heard(bench.destination, minute_left=None, day_left=None, offset_ms=None)

        place = bench.store.place(bench.destination)
        assert (place.day_left, place.clock_offset_ms) == (900, 1500)

    def test_when_our_clock_was_set_what_is_in_doubt_waits_anew(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2)])
        lease, begun = lease_of(bench), bench.at
        bench.store.heard(bench.destination, minute_left=None, day_left=None, offset_ms=0)
        work = due(bench)
        doubt = Change(state="unknown", absent_seen=1, absent_at=bench.at, not_before=bench.at + timedelta(days=2))
        answered(bench, work, doubt, lease, sending(bench, work, lease))

        bench.later(30)
        bench.store.heard(bench.destination, minute_left=None, day_left=None, offset_ms=-60_000)
        as_before = bench.item(1)
        kept = (as_before.absent_seen, as_before.last_send_at)
        bench.later(-86_400)
        bench.store.heard(bench.destination, minute_left=None, day_left=None, offset_ms=86_340_000)

        item = bench.item(1)
        assert kept == (1, begun)
        assert (item.absent_seen, item.absent_at, item.not_before) == (0, None, None)
        assert (item.last_send_at, item.first_send_at) == (bench.at, begun - timedelta(days=1))
        assert bench.item(2).first_send_at is None

    def test_when_our_clock_was_set_ahead_the_first_sending_stays_where_it_was(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        lease, begun = lease_of(bench), bench.at
        work = due(bench)
        answered(bench, work, Change(state="unknown"), lease, sending(bench, work, lease))

        bench.later(86_400)
        bench.store.heard(bench.destination, minute_left=None, day_left=None, offset_ms=-86_400_000)

        assert (bench.item(1).first_send_at, bench.item(1).last_send_at) == (begun, bench.at)


class TestDueInMemory(Due, InMemory):
    pass


class TestDueInTheDatabase(Due, InTheDatabase):
    pass
