"""Five hundred weeks of a firm under every fault. `./simulate --seeds 500` says the same, and more if asked."""

from collections import Counter

import pytest

from simulation.running import quiet, run_seed

SEEDS, SLICE = 500, 25


@pytest.mark.parametrize("first", range(0, SEEDS, SLICE))
def test_nothing_is_lost_or_twice_or_stuck_under_any_fault(first: int) -> None:
    quiet()
    results = [run_seed(seed) for seed in range(first, first + SLICE)]

    found = [f"seed {result.seed}: {one.kind}: {one.text}" for result in results for one in result.findings]
    assert not found, "\n".join(found)
    faults = sum((Counter(result.faults) for result in results), Counter[str]())
    assert faults.total() > sum(result.documents for result in results) / 2, "hardly anything went wrong"


def test_a_seed_is_the_same_story_each_time() -> None:
    quiet()
    told: tuple[list[str], list[str]] = ([], [])
    for story in told:
        run_seed(7, told=story.append)

    assert told[0] == told[1]
    assert len(told[0]) > 30
