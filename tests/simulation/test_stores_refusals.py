"""What neither store ever lets happen to a row."""

import pytest

from tests.simulation.benches import Bench, refusals
from tests.simulation.stores import InMemory, InTheDatabase, confirm, due, lease_of, sending, waiting


class Refusals:
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


class TestRefusalsInMemory(Refusals, InMemory):
    pass


class TestRefusalsInTheDatabase(Refusals, InTheDatabase):
    pass
