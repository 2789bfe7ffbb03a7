"""One sending: what is written down before it leaves, and what becomes of it afterwards."""

import pytest

from counterfoil.outbox.work import Answer, Change, Sent
from tests.simulation.benches import Bench, refusals
from tests.simulation.stores import (
    InMemory,
    InTheDatabase,
    answered,
    confirm,
    due,
    lease_of,
    not_sent,
    sending,
    waiting,
)


class Sending:
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

        assert not_sent(bench, due(bench), old)
        assert (bench.item(1).state, bench.item(1).generation, bench.attempts(1)) == ("pending", 0, [])

    def test_a_lease_that_ran_out_sends_nothing(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        lease = lease_of(bench)
        bench.later(240)

        assert not_sent(bench, due(bench), lease)

    def test_an_item_that_moved_meanwhile_is_not_sent(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        seen = due(bench)
        bench.decide("cancel", 1, why="not wanted", at=bench.at)

        assert not_sent(bench, seen, lease_of(bench))
        assert bench.item(1).state == "cancelled"

    def test_an_item_that_is_held_meanwhile_is_not_sent(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        seen = due(bench)
        bench.decide("hold", 1, held=True)

        assert not_sent(bench, seen, lease_of(bench))

    def test_a_replay_is_the_same_generation_under_the_same_key(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        lease = lease_of(bench)
        work = due(bench)
        first = sending(bench, work, lease)
        begun = bench.at
        answered(bench, work, Change(state="unknown", reason_code="no-answer"), lease, first)
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
        answered(bench, work, absent, lease, first)
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
        answered(bench, work, Change(state="drafted", remote_id="d-1"), lease, made)
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
        answered(bench, work, change, lease, sending(bench, work, lease))
        sending(bench, due(bench), lease, "approve")

        lease_of(bench, "the heir", gone=True)

        doubt = due(bench)
        assert (doubt.state, doubt.remote_id) == ("unknown", "d-1")

    def test_a_refused_draft_is_tried_again_as_a_draft(self, bench: Bench) -> None:
        bench.put([waiting(1, resource="ManualJournals", type="")])
        lease = lease_of(bench)
        work = due(bench)
        change = Change(state="drafted", remote_id="d-1")
        answered(bench, work, change, lease, sending(bench, work, lease))
        draft = due(bench)
        sent = sending(bench, draft, lease, "approve")
        answered(bench, draft, Change(state="rejected", reason_code="locked"), lease, sent)

        assert bench.decide("again", 1, state="rejected", at=bench.at)

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

        assert answered(bench, work, change, lease, sent)

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

        done = answered(bench, work, Change(state="confirmed", remote_id="a"), lease, sent)

        assert (done, sent.key, bench.item(3).generation) == (True, "", 1)
        assert (bench.item(3).state, bench.item(3).remote_id) == ("confirmed", "a")
        assert bench.links() == [(2, "b", "")]

    def test_an_answer_after_a_take_over_is_not_written(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        old = lease_of(bench, "first")
        work = due(bench)
        sent = sending(bench, work, old)
        lease_of(bench, "second", gone=True)

        done = answered(bench, work, Change(state="confirmed", remote_id="a"), old, sent)

        assert not done
        assert (bench.item(1).state, bench.item(1).remote_id, bench.links()) == ("unknown", None, [])

    def test_an_answer_to_a_request_that_a_restored_database_forgot_is_not_written(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        lease = lease_of(bench)
        work = due(bench)
        sent = sending(bench, work, lease)
        forgotten = Sent(sent.key, (sent.attempts[0] + 1,))

        done = answered(bench, work, Change(state="confirmed", remote_id="a"), lease, forgotten)

        assert not done
        assert (bench.item(1).state, bench.item(1).remote_id, bench.links()) == ("sending", None, [])

    def test_an_answer_after_the_lease_ran_out_is_written_when_nobody_took_over(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        lease = lease_of(bench)
        work = due(bench)
        sent = sending(bench, work, lease)
        bench.later(300)

        assert answered(bench, work, Change(state="confirmed", remote_id="a"), lease, sent)

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
        answered(bench, work, change, lease, sending(bench, work, lease))

        bench.store.record(due(bench), Change(state="unknown", reason_code="later"), lease=lease)

        item = bench.item(1)
        assert (item.no_replay, item.absent_seen, item.absent_at, item.body) == (True, 1, bench.at, '{"a":1}')
        assert item.reason_code == "later"

    def test_a_fresh_body_forgets_the_frozen_one(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        lease = lease_of(bench)
        work = due(bench)
        change = Change(state="pending", reason_code="name-taken", fresh_body=True)
        answered(bench, work, change, lease, sending(bench, work, lease))

        assert (bench.item(1).body, bench.item(1).body_sha256, bench.item(1).generation) == (None, None, 1)

    def test_two_items_are_never_copied_by_one_document(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2)])
        lease = lease_of(bench)
        confirm(bench, 1, "a", lease)
        work = due(bench)
        sent = sending(bench, work, lease)

        with pytest.raises(refusals()):
            answered(bench, work, Change(state="confirmed", remote_id="a"), lease, sent)

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


class TestSendingInMemory(Sending, InMemory):
    pass


class TestSendingInTheDatabase(Sending, InTheDatabase):
    pass
