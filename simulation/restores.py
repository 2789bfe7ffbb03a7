"""A firm whose database is put back to an earlier moment again and again, while it posts and sends."""

import random
from dataclasses import dataclass

from simulation.oracle import Finding
from simulation.weather import Weather, draw
from simulation.world import World

BETWEEN = (30.0, 7_200.0)


@dataclass(frozen=True, slots=True)
class Restores:
    restores: int
    documents: int
    forgotten: int
    """Items that were in Xero or on their way, and of which a restored database knew nothing."""
    findings: list[Finding]


def restores(times: int, *, seed: int = 1, faults: bool = True) -> Restores:
    """Each goes back to a backup chosen among all that were made, often before another restore."""
    chance = random.Random(f"{seed}/restores")
    span = times * BETWEEN[1]
    weather = draw(random.Random(f"{seed}/weather"), span=span) if faults else Weather(chance)
    weather.families |= {"restore"}
    weather.maintenance.clear()
    world = World(seed, weather=weather)
    world.start_worker("a")
    for _ in range(times):
        for _ in range(chance.randint(1, 4)):
            world.post()
            world.clockwork.run(world.clockwork.now + chance.expovariate(1 / 60.0))
            world.save_backup()
        world.clockwork.run(world.clockwork.now + chance.uniform(*BETWEEN))
        chance.shuffle(world.backups)
        world.restore_backup()
    world.span = world.clockwork.now
    world.run()
    world.clockwork.stop()
    done = weather.counted.get("restore", 0)
    return Restores(done, len(world.memory.books.items), len(world.gone_markers), world.oracle.findings)
