"""A seed tells the same story, word for word, on the outbox in memory and on the one in the database."""

import re

import pytest

from simulation import running
from simulation.world import World
from tests.databases import CommittedDatabase

MARKERS = re.compile(r"LX[0-9A-Z]{4}-[0-9A-Z]{8}")
SEEDS = (1, 7, 56)
"""With kills, freezes, two workers, clocks that are set and people; without backups, which belong to a database."""


def story(seed: int, *, in_the_database: bool) -> list[str]:
    """Each mark is a name of its own in order of appearance: marks are drawn by other chance in the database."""
    from tests.simulation.in_the_database import OutboxInTheDatabase

    running.quiet()
    told: list[str] = []
    world = World(seed, without=("restore",), store=OutboxInTheDatabase if in_the_database else None, told=told.append)
    world.run()
    seen: dict[str, str] = {}
    return [MARKERS.sub(lambda found: seen.setdefault(found[0], f"#{len(seen) + 1}"), line) for line in told]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_seed_tells_the_same_story_on_both_stores(seed: int, committed_database: CommittedDatabase) -> None:
    in_memory = story(seed, in_the_database=False)

    in_database = story(seed, in_the_database=True)

    assert in_database == in_memory
    assert len(in_memory) > 30
