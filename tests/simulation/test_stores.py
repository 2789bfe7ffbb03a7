"""What the sender may rely on, held against the outbox in memory and against the one in the database."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from counterfoil.outbox.work import Answer, Carrier, Change, Lease, Sent, Waiting, Work
from tests.databases import CommittedDatabase
from tests.simulation.benches import Bench, DatabaseBench, MemoryBench, refusals

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
        work, body='{"a":1}', purpose=purpose, begun=f"start/{bench.at}", lease=lease
    )
    assert sent is not None
    return sent


def confirm(bench: Bench, item_id: int, remote_id: str, lease: Lease) -> bool:
    """Send it and hear that it is there."""
    work = due(bench)
    assert work.id == item_id
    change = Change(state="confirmed", remote_id=remote_id)
    done: bool = bench.store.record(work, change, lease=lease, sent=sending(bench, work, lease), answer=OK)
    return done


class Contract:
    """Each store's class below gives its bench."""

    # --- the lease ----------------------------------------------------------------------------------------------------

    def test_a_free_lease_is_taken_and_renewed_under_one_fence(self, bench: Bench) -> None:
        first = lease_of(bench)
        bench.later(200)
        renewed = lease_of(bench)

        assert (first.fence, renewed.fence) == (1, 1)
        assert renewed.expires_at == bench.at + timedelta(seconds=240)

    def test_a_lease_is_respected_until_it_runs_out(self, bench: Bench) -> None:
        lease_of(bench, "first")

        bench.later(239)
        early = bench.store.take_lease(bench.destination, holder="second", gone=nobody_is_gone)
        bench.later(1)
        late = lease_of(bench, "second")

        assert early is None
        assert (late.holder, late.fence) == ("second", 2)

    def test_a_holder_who_is_certainly_gone_is_replaced_at_once(self, bench: Bench) -> None:
        lease_of(bench, "first")

        assert lease_of(bench, "second", gone=True).fence == 2

    def test_a_lease_given_back_is_free_and_its_fence_is_used_up(self, bench: Bench) -> None:
        bench.store.release(lease_of(bench, "first"))

        assert lease_of(bench, "second").fence == 2

    def test_a_lease_that_was_taken_over_cannot_be_given_back(self, bench: Bench) -> None:
        old = lease_of(bench, "first")
        lease_of(bench, "second", gone=True)

        bench.store.release(old)

        assert bench.store.take_lease(bench.destination, holder="third", gone=nobody_is_gone) is None

    def test_a_worker_that_ends_gives_back_all_its_leases(self, bench: Bench) -> None:
        lease_of(bench, "first")

        bench.store.release_all("first")

        assert lease_of(bench, "second").fence == 2

    def test_a_lease_that_ran_out_is_taken_over_even_by_its_own_holder(self, bench: Bench) -> None:
        lease_of(bench)
        bench.later(241)

        assert lease_of(bench).fence == 2

    def test_a_lease_that_seems_too_long_was_written_before_the_clock_was_set_back(self, bench: Bench) -> None:
        lease_of(bench, "first")
        bench.later(-3600)

        assert lease_of(bench, "second").fence == 2

    def test_what_was_being_sent_becomes_unknown_at_a_take_over(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        sending(bench, due(bench), lease_of(bench, "first"))
        begun = bench.item(1).first_send_at

        heir = lease_of(bench, "second", gone=True)

        item = bench.item(1)
        assert (item.state, item.reason_code, item.fence) == ("unknown", "interrupted", heir.fence)
        assert (item.first_send_at, item.no_replay, item.generation) == (begun, False, 1)

    def test_a_renewal_leaves_what_is_being_sent_alone(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        sending(bench, due(bench), lease_of(bench))

        lease_of(bench)

        assert bench.item(1).state == "sending"

    def test_each_take_over_counts_in_the_database_and_beside_the_keys(self, bench: Bench) -> None:
        before = bench.epoch()
        lease_of(bench, "first")
        lease_of(bench, "first")
        lease_of(bench, "second", gone=True)

        assert (before, bench.epoch()) == ((0, None), (2, 2))

    # --- before the wire ----------------------------------------------------------------------------------------------

    def test_what_is_about_to_leave_is_written_down_with_its_key(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        lease = lease_of(bench)

        sent = sending(bench, due(bench), lease)

        item, (attempt,) = bench.item(1), bench.attempts(1)
        assert (item.state, item.generation, item.body, item.fence) == ("sending", 1, '{"a":1}', lease.fence)
        assert (item.first_send_at, item.last_send_at, item.begun) == (bench.at, bench.at, f"start/{bench.at}")
        assert sent.key == f"{item.marker}/1" == attempt.key
        assert (attempt.purpose, attempt.body_sha256, attempt.answered_at) == ("create", item.body_sha256, None)

    def test_an_older_fence_sends_nothing(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        old = lease_of(bench, "first")
        lease_of(bench, "second", gone=True)

        assert bench.store.sending(due(bench), body="{}", purpose="create", begun="", lease=old) is None
        assert (bench.item(1).state, bench.item(1).generation, bench.attempts(1)) == ("pending", 0, [])

    def test_a_lease_that_ran_out_sends_nothing(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        lease = lease_of(bench)
        bench.later(240)

        assert bench.store.sending(due(bench), body="{}", purpose="create", begun="", lease=lease) is None

    def test_an_item_that_moved_meanwhile_is_not_sent(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        seen = due(bench)
        bench.decide("cancel", 1, why="not wanted", at=bench.at)

        assert bench.store.sending(seen, body="{}", purpose="create", begun="", lease=lease_of(bench)) is None
        assert bench.item(1).state == "cancelled"

    def test_an_item_that_is_held_meanwhile_is_not_sent(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        seen = due(bench)
        bench.decide("hold", 1, held=True)

        assert bench.store.sending(seen, body="{}", purpose="create", begun="", lease=lease_of(bench)) is None

    def test_a_replay_is_the_same_generation_under_the_same_key(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        lease = lease_of(bench)
        work = due(bench)
        first = sending(bench, work, lease)
        begun = bench.at
        bench.store.record(work, Change(state="unknown", reason_code="no-answer"), lease=lease, sent=first, answer=OK)
        bench.later(20)

        again = sending(bench, due(bench), lease, "replay")

        item = bench.item(1)
        assert (again.key, item.generation) == (first.key, 1)
        assert (item.first_send_at, item.last_send_at, item.begun) == (begun, bench.at, f"start/{begun}")

    def test_what_is_made_anew_has_a_new_key_and_begins_all_over(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        lease = lease_of(bench)
        work = due(bench)
        first = sending(bench, work, lease)
        absent = Change(state="pending", no_replay=True, absent_seen=2, absent_at=bench.at)
        bench.store.record(work, absent, lease=lease, sent=first, answer=OK)
        bench.later(20)

        again = sending(bench, due(bench), lease)

        item = bench.item(1)
        assert again.key == f"{item.marker}/2" != first.key
        assert (item.first_send_at, item.no_replay, item.absent_seen, item.absent_at) == (bench.at, False, 0, None)

    def test_a_draft_is_work_and_its_approval_has_no_key_and_begins_nothing_anew(self, bench: Bench) -> None:
        bench.put([waiting(1, resource="ManualJournals", type="")])
        lease = lease_of(bench)
        work = due(bench)
        made = sending(bench, work, lease)
        begun = bench.at
        bench.store.record(work, Change(state="drafted", remote_id="d-1"), lease=lease, sent=made, answer=OK)
        bench.later(20)

        draft = due(bench)
        approval = sending(bench, draft, lease, "approve")

        item = bench.item(1)
        assert (draft.state, draft.remote_id) == ("drafted", "d-1")
        assert (approval.key, item.state, item.generation, item.first_send_at) == ("", "sending", 1, begun)

    def test_an_approval_that_was_interrupted_leaves_a_doubt_that_knows_its_draft(self, bench: Bench) -> None:
        bench.put([waiting(1, resource="ManualJournals", type="")])
        lease = lease_of(bench)
        work = due(bench)
        change = Change(state="drafted", remote_id="d-1")
        bench.store.record(work, change, lease=lease, sent=sending(bench, work, lease), answer=OK)
        sending(bench, due(bench), lease, "approve")

        lease_of(bench, "the heir", gone=True)

        doubt = due(bench)
        assert (doubt.state, doubt.remote_id) == ("unknown", "d-1")

    def test_a_refused_draft_is_tried_again_as_a_draft(self, bench: Bench) -> None:
        bench.put([waiting(1, resource="ManualJournals", type="")])
        lease = lease_of(bench)
        work = due(bench)
        change = Change(state="drafted", remote_id="d-1")
        bench.store.record(work, change, lease=lease, sent=sending(bench, work, lease), answer=OK)
        draft = due(bench)
        sent = sending(bench, draft, lease, "approve")
        bench.store.record(draft, Change(state="rejected", reason_code="locked"), lease=lease, sent=sent, answer=OK)

        assert bench.decide("again", 1, state="rejected")

        again = due(bench)
        assert (again.state, again.remote_id, again.body) == ("drafted", "d-1", None)

    # --- after the wire -----------------------------------------------------------------------------------------------

    def test_a_confirmed_item_is_linked_and_its_answer_kept(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        lease = lease_of(bench)
        work = due(bench)
        sent = sending(bench, work, lease)
        bench.later(1)
        change = Change(state="confirmed", remote_id="a", other_id="b", reason_code="differs", reason_text="by a cent")

        assert bench.store.record(work, change, lease=lease, sent=sent, answer=OK)

        item, (attempt,) = bench.item(1), bench.attempts(1)
        assert (item.state, item.remote_id, item.reason_text) == ("confirmed", "a", "by a cent")
        assert item.settled_at == attempt.answered_at == bench.at
        assert (attempt.status, attempt.outcome, attempt.answer) == (200, "confirmed", "made")
        assert bench.links() == [(1, "a", "b")]

    def test_a_void_that_is_done_ends_the_link_of_what_it_voided(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2), waiting(3, operation="void", source_id=1)])
        lease = lease_of(bench)
        for item_id, remote_id in ((1, "a"), (2, "b")):
            assert confirm(bench, item_id, remote_id, lease)
        work = due(bench)
        sent = sending(bench, work, lease, "void")

        done = bench.store.record(work, Change(state="confirmed", remote_id="a"), lease=lease, sent=sent, answer=OK)

        assert (done, sent.key, sent.generation) == (True, "", 1)
        assert (bench.item(3).state, bench.item(3).remote_id) == ("confirmed", "a")
        assert bench.links() == [(2, "b", "")]

    def test_an_answer_after_a_take_over_is_not_written(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        old = lease_of(bench, "first")
        work = due(bench)
        sent = sending(bench, work, old)
        lease_of(bench, "second", gone=True)

        done = bench.store.record(work, Change(state="confirmed", remote_id="a"), lease=old, sent=sent, answer=OK)

        assert not done
        assert (bench.item(1).state, bench.item(1).remote_id, bench.links()) == ("unknown", None, [])

    def test_an_answer_after_the_lease_ran_out_is_written_when_nobody_took_over(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        lease = lease_of(bench)
        work = due(bench)
        sent = sending(bench, work, lease)
        bench.later(300)

        assert bench.store.record(work, Change(state="confirmed", remote_id="a"), lease=lease, sent=sent, answer=OK)

    def test_a_conclusion_is_written_only_while_the_item_stands_where_it_was_seen(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        lease = lease_of(bench)
        seen = due(bench)
        bench.decide("cancel", 1, why="not wanted", at=bench.at)

        assert not bench.store.record(seen, Change(state="rejected", reason_code="refused"), lease=lease)
        assert bench.item(1).state == "cancelled"

    def test_what_a_change_leaves_out_stays_as_it_is(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        lease = lease_of(bench)
        work = due(bench)
        change = Change(state="unknown", no_replay=True, absent_seen=1, absent_at=bench.at)
        bench.store.record(work, change, lease=lease, sent=sending(bench, work, lease), answer=OK)

        bench.store.record(due(bench), Change(state="unknown", reason_code="later"), lease=lease)

        item = bench.item(1)
        assert (item.no_replay, item.absent_seen, item.absent_at, item.body) == (True, 1, bench.at, '{"a":1}')
        assert item.reason_code == "later"

    def test_a_fresh_body_forgets_the_frozen_one(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        lease = lease_of(bench)
        work = due(bench)
        change = Change(state="pending", reason_code="name-taken", fresh_body=True)
        bench.store.record(work, change, lease=lease, sent=sending(bench, work, lease), answer=OK)

        assert (bench.item(1).body, bench.item(1).body_sha256, bench.item(1).generation) == (None, None, 1)

    def test_two_items_are_never_copied_by_one_document(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2)])
        lease = lease_of(bench)
        confirm(bench, 1, "a", lease)
        work = due(bench)
        sent = sending(bench, work, lease)

        with pytest.raises(refusals()):
            bench.store.record(work, Change(state="confirmed", remote_id="a"), lease=lease, sent=sent, answer=OK)

        assert (bench.item(2).state, bench.item(2).remote_id) == ("sending", None)
        assert bench.attempts(2)[0].answered_at is None

    def test_a_reading_is_noted_beside_the_requests(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        lease = lease_of(bench)
        asked_at = bench.at
        bench.later(2)

        bench.store.note_read(due(bench), Answer(status=200, outcome="read"), asked_at=asked_at, lease=lease)

        (attempt,) = bench.attempts(1)
        assert (attempt.purpose, attempt.key, attempt.sent_at, attempt.answered_at) == ("read", "", asked_at, bench.at)

    # --- what is kept for ever ----------------------------------------------------------------------------------------

    @pytest.mark.parametrize("column", ["state", "remote_id", "body"])
    def test_a_confirmed_item_keeps_what_was_sent(self, bench: Bench, column: str) -> None:
        bench.put([waiting(1)])
        confirm(bench, 1, "a", lease_of(bench))

        with pytest.raises(refusals(), match="sealed"):
            bench.write(1, **{column: "pending"})

    def test_an_item_is_never_deleted(self, bench: Bench) -> None:
        bench.put([waiting(1)])

        with pytest.raises(refusals(), match="sealed"):
            bench.delete(1)

    @pytest.mark.parametrize("column", ["fence", "generation"])
    def test_fence_and_generation_only_grow(self, bench: Bench, column: str) -> None:
        bench.put([waiting(1)])
        sending(bench, due(bench), lease_of(bench))

        with pytest.raises(refusals(), match="fence-lost"):
            bench.write(1, **{column: 0})

    def test_a_confirmed_item_has_an_id_over_there(self, bench: Bench) -> None:
        bench.put([waiting(1)])

        with pytest.raises(refusals()):
            bench.write(1, state="confirmed")

    def test_a_record_is_queued_once(self, bench: Bench) -> None:
        bench.put([waiting(1)])

        with pytest.raises(refusals()):
            bench.put([waiting(2, source_id=1)])
        bench.put([waiting(3, source_id=1, version=2)])

        assert bench.store.left(bench.destination).states == {"pending": 2}

    # --- what is to be done -------------------------------------------------------------------------------------------

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
        bench.store.record(second, doubt, lease=lease, sent=sent, answer=OK)

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
        bench.decide("again", 2, state="rejected")
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
        bench.store.record(work, doubt, lease=lease, sent=sending(bench, work, lease), answer=OK)

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
        bench.store.record(work, Change(state="unknown"), lease=lease, sent=sending(bench, work, lease), answer=OK)

        bench.later(86_400)
        bench.store.heard(bench.destination, minute_left=None, day_left=None, offset_ms=-86_400_000)

        assert (bench.item(1).first_send_at, bench.item(1).last_send_at) == (begun, bench.at)

    # --- what people decide -------------------------------------------------------------------------------------------

    def test_trying_again_builds_the_body_anew(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        lease = lease_of(bench)
        work = due(bench)
        refusal = Change(state="rejected", reason_code="period-locked", reason_text="locked")
        bench.store.record(work, refusal, lease=lease, sent=sending(bench, work, lease), answer=OK)

        assert not bench.decide("again", 1, state="review")
        assert bench.decide("again", 1, state="rejected")

        item = bench.item(1)
        assert (item.state, item.body, item.reason_code, item.settled_at) == ("pending", None, "", None)

    def test_a_draft_that_was_refused_is_approved_again_and_one_that_is_gone_is_forgotten(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2)])
        lease = lease_of(bench)
        for item_id, state in ((1, "rejected"), (2, "review")):
            work = due(bench)
            assert work.id == item_id
            change = Change(state=state, remote_id=f"draft {item_id}")
            bench.store.record(work, change, lease=lease, sent=sending(bench, work, lease), answer=OK)

        assert bench.decide("again", 1, state="rejected")
        assert bench.decide("again", 2, state="review")

        assert (bench.item(1).state, bench.item(1).remote_id) == ("drafted", "draft 1")
        assert (bench.item(2).state, bench.item(2).remote_id) == ("pending", None)

    def test_the_safe_state_is_left_at_once_and_what_was_posted_in_it_goes(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        lease_of(bench)
        bench.file_ahead(2)
        assert bench.check_at_start()
        bench.put([waiting(2)])

        assert bench.leave_safe()

        assert (bench.item(1).state, bench.item(2).state) == ("unknown", "pending")
        assert bench.epoch()[0] == bench.epoch()[1]

    def test_a_database_that_went_back_once_more_is_looked_through_before_the_safe_state_is_left(
        self, bench: Bench
    ) -> None:
        """The backup was made in the safe state, and came back after it had been left."""
        bench.put([waiting(1)])
        lease_of(bench)
        bench.file_ahead(2)
        assert bench.check_at_start()
        bench.put([waiting(2)])
        bench.file_ahead(1)

        assert bench.leave_safe()

        assert (bench.item(2).state, bench.item(2).reason_code) == ("unknown", "restored")
        assert bench.epoch()[0] == bench.epoch()[1]

    def test_a_person_says_which_document_it_is_unless_it_is_anothers(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2)])
        lease = lease_of(bench)
        confirm(bench, 1, "a", lease)
        bench.store.record(due(bench), Change(state="review"), lease=lease)

        taken = bench.decide("adopt", 2, remote_id="a", at=bench.at)
        adopted = bench.decide("adopt", 2, remote_id="b", at=bench.at)

        assert (taken, adopted, bench.decide("adopt", 2, remote_id="c", at=bench.at)) == (None, True, False)
        assert (bench.item(2).state, bench.item(2).reason_code) == ("confirmed", "adopted")
        assert bench.links() == [(1, "a", ""), (2, "b", "")]

    def test_what_is_held_is_let_go_again(self, bench: Bench) -> None:
        bench.put([waiting(1)])

        assert (bench.decide("hold", 1, held=True), bench.decide("hold", 1, held=True)) == (True, False)
        assert bench.store.due(bench.destination) is None
        assert bench.decide("hold", 1, held=False)
        assert due(bench).id == 1

    def test_what_is_in_doubt_can_neither_be_held_nor_given_up(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        lease = lease_of(bench)
        work = due(bench)
        bench.store.record(work, Change(state="unknown"), lease=lease, sent=sending(bench, work, lease), answer=OK)

        assert not bench.decide("hold", 1, held=True)
        assert not bench.decide("cancel", 1, why="not wanted", at=bench.at)
        assert not bench.decide("sooner", 1)

    # --- the safe state -----------------------------------------------------------------------------------------------

    def test_a_database_that_went_back_sends_nothing_and_doubts_everything_open(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2), waiting(3), waiting(4)])
        lease = lease_of(bench)
        confirm(bench, 1, "a", lease)
        bench.store.record(due(bench), Change(state="rejected"), lease=lease)
        bench.store.record(due(bench), Change(state="review"), lease=lease)
        created_at = bench.at
        bench.later(60)
        bench.file_ahead(1)

        reason = bench.check_at_start()

        assert "restored" in reason
        assert bench.store.place(bench.destination).state == "safe"
        assert bench.store.waiting() == []
        assert [bench.item(one).state for one in (1, 2, 3, 4)] == ["confirmed", "unknown", "review", "unknown"]
        doubted = bench.item(4)
        assert (doubted.no_replay, doubted.absent_seen, doubted.reason_code) == (True, 0, "restored")
        assert (doubted.first_send_at, doubted.last_send_at) == (created_at, bench.at)

    def test_a_request_that_may_have_left_is_known_beside_the_keys(self, bench: Bench) -> None:
        """A worker may hold its lease for days: only the requests themselves tell a backup of this morning from now."""
        bench.put([waiting(1)])
        sending(bench, due(bench), lease_of(bench))
        current = bench.check_at_start()

        bench.forget_requests()

        assert current == ""
        assert "restored" in bench.check_at_start()

    def test_a_database_that_went_back_gives_no_lease(self, bench: Bench) -> None:
        lease_of(bench, "first")
        bench.put([waiting(1)])
        bench.file_ahead(1)

        again = bench.store.take_lease(bench.destination, holder="first", gone=nobody_is_gone)

        assert again is None
        assert (bench.store.place(bench.destination).state, bench.item(1).state) == ("safe", "unknown")

    def test_a_person_who_looked_lets_the_sending_go_on(self, bench: Bench) -> None:
        lease_of(bench)
        bench.file_ahead(3)
        bench.check_at_start()

        assert bench.leave_safe()
        assert not bench.leave_safe()

        assert bench.store.place(bench.destination).state == "live"
        assert bench.check_at_start() == ""

    def test_a_copy_without_its_key_folder_is_noticed(self, bench: Bench) -> None:
        fresh = bench.check_at_start()
        lease_of(bench)
        bench.lose_file()

        assert fresh == ""
        assert "copied from another place" in bench.check_at_start()


class TestInMemory(Contract):
    @pytest.fixture
    def bench(self) -> Bench:
        return MemoryBench()


class TestInTheDatabase(Contract):
    @pytest.fixture
    def bench(self, committed_database: CommittedDatabase) -> Bench:
        return DatabaseBench()
