"""What people decide about an item, and the safe state of a database that went back."""

from counterfoil.outbox.decisions import LATE
from counterfoil.outbox.safe import LOOKED_BACK
from counterfoil.outbox.work import Answer, Change
from tests.simulation.benches import Bench
from tests.simulation.stores import (
    OK,
    InMemory,
    InTheDatabase,
    answered,
    confirm,
    due,
    lease_of,
    nobody_is_gone,
    sending,
    waiting,
)


class Decisions:
    # --- what people decide -------------------------------------------------------------------------------------------

    def test_trying_again_builds_the_body_anew(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        lease = lease_of(bench)
        work = due(bench)
        refusal = Change(state="rejected", reason_code="period-locked", reason_text="locked")
        answered(bench, work, refusal, lease, sending(bench, work, lease))

        assert not bench.decide("again", 1, state="review", at=bench.at)
        assert bench.decide("again", 1, state="rejected", at=bench.at)

        item = bench.item(1)
        assert (item.state, item.body, item.reason_code, item.settled_at) == ("pending", None, "", None)

    def test_trying_again_waits_as_long_as_an_earlier_request_may_still_arrive(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2)])
        lease = lease_of(bench)
        for item_id, answer in ((1, Answer(status=None, outcome="unknown")), (2, OK)):
            work = due(bench)
            answered(bench, work, Change(state="unknown"), lease, sending(bench, work, lease), answer)
            work = due(bench)
            assert (work.id, work.state) == (item_id, "unknown")
            bench.store.record(work, Change(state="rejected", reason_code="amount-exceeded"), lease=lease)

        assert bench.decide("again", 1, state="rejected", at=bench.at) and bench.decide(
            "again", 2, state="rejected", at=bench.at
        )

        sent_at = bench.item(1).last_send_at
        assert sent_at and bench.item(1).not_before == sent_at + LATE
        assert bench.item(2).not_before is None

    def test_a_clock_that_was_set_back_since_makes_nobody_wait_for_the_day_to_come_round(self, bench: Bench) -> None:
        bench.put([waiting(1)])
        lease = lease_of(bench)
        work = due(bench)
        in_doubt = Answer(status=None, outcome="unknown")
        answered(bench, work, Change(state="unknown"), lease, sending(bench, work, lease), in_doubt)
        bench.store.record(due(bench), Change(state="rejected", reason_code="amount-exceeded"), lease=lease)
        bench.later(-86400)

        assert bench.decide("again", 1, state="rejected", at=bench.at)

        assert bench.item(1).not_before == bench.at + LATE

    def test_a_draft_that_was_refused_is_approved_again_and_one_that_is_gone_is_forgotten(self, bench: Bench) -> None:
        bench.put([waiting(1), waiting(2)])
        lease = lease_of(bench)
        for item_id, state in ((1, "rejected"), (2, "review")):
            work = due(bench)
            assert work.id == item_id
            change = Change(state=state, remote_id=f"draft {item_id}")
            answered(bench, work, change, lease, sending(bench, work, lease))

        assert bench.decide("again", 1, state="rejected", at=bench.at)
        assert bench.decide("again", 2, state="review", at=bench.at)

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
        answered(bench, work, Change(state="unknown"), lease, sending(bench, work, lease))

        assert not bench.decide("hold", 1, held=True)
        assert not bench.decide("cancel", 1, why="not wanted", at=bench.at)
        assert not bench.decide("sooner", 1, at=bench.at)

    # --- the safe state -----------------------------------------------------------------------------------------------

    def test_a_database_that_went_back_sends_nothing_and_doubts_everything_open(self, bench: Bench) -> None:
        """What was refused or asked about as well: somebody may have answered since, and the answer was sent."""
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
        assert [bench.item(one).state for one in (1, 2, 3, 4)] == ["confirmed", "unknown", "unknown", "unknown"]
        doubted = bench.item(4)
        assert (doubted.no_replay, doubted.absent_seen, doubted.reason_code) == (True, 0, "restored")
        assert (doubted.first_send_at, doubted.last_send_at) == (created_at - LOOKED_BACK, bench.at)

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


class TestDecisionsInMemory(Decisions, InMemory):
    pass


class TestDecisionsInTheDatabase(Decisions, InTheDatabase):
    pass
