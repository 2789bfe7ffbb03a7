"""A day on which Xero is away while the firm goes on posting: afterwards everything goes, oldest first, by itself."""

import random
from collections import defaultdict
from dataclasses import dataclass

from simulation.oracle import Finding
from simulation.weather import Weather
from simulation.world import World

DAY = 86_400.0
LONGEST = 10 * DAY


@dataclass(frozen=True, slots=True)
class Outage:
    """`overtaken`: items over an hour old that left before an older one of their resource which could have gone."""

    documents: int
    items: int
    while_away: int
    calls: int
    hours: float
    overtaken: int
    asked: int
    left: int
    findings: list[Finding]


def outage(documents: int, *, seed: int = 1) -> Outage:
    chance = random.Random(f"{seed}/outage")
    weather = Weather(chance)
    weather.maintenance.append((0.0, DAY, "gateway before"))
    world = World(seed, weather=weather)
    for _ in range(documents):
        world.clockwork.at(chance.uniform(0.0, DAY), world.post)
    world.start_worker("a")
    world.clockwork.run(DAY)
    while_away = world.calls
    while world.memory.left(world.destination).open and world.clockwork.now < LONGEST:
        world.clockwork.run(world.clockwork.now + 600.0)
    hours = (world.clockwork.now - DAY) / 3600
    weather.over = True
    world.oracle.judge()
    world.clockwork.stop()
    return Outage(
        documents,
        len(world.memory.books.items),
        while_away,
        world.calls - while_away,
        hours,
        _overtaken(world),
        world.oracle.questions,
        world.memory.left(world.destination).open,
        world.oracle.findings,
    )


def _overtaken(world: World) -> int:
    """By the requests that were written down: what leans on nothing leaves in the order of posting.

    Of each resource apart: a full request of one goes before a younger remainder of another.
    """
    items = world.memory.books.items
    newest: defaultdict[str, int] = defaultdict(int)
    count = 0
    seen: set[int] = set()
    for attempt in world.memory.books.attempts:
        item = items[attempt.item_id]
        if attempt.purpose != "create" or item.id in seen:
            continue
        seen.add(item.id)
        old = (attempt.sent_at - item.created_at).total_seconds() > 3600
        if old and not item.leans_on:
            count += item.id < newest[item.resource]
            newest[item.resource] = max(newest[item.resource], item.id)
    return count
