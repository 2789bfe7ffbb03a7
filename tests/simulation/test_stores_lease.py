"""Who may send: the lease, its fence, and the count of take-overs."""

from datetime import timedelta

from tests.simulation.benches import Bench
from tests.simulation.stores import InMemory, InTheDatabase, due, lease_of, nobody_is_gone, sending, waiting


class Lease:
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


class TestLeaseInMemory(Lease, InMemory):
    pass


class TestLeaseInTheDatabase(Lease, InTheDatabase):
    pass
