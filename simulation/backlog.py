"""A backlog of mixed documents, queued at once: in how many calls and how soon it is in Xero, within Xero's limits."""

import math
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from counterfoil.xero.parcels import MOST
from simulation.bookkeeper import Bookkeeper, Posted
from simulation.oracle import Finding
from simulation.rows import Item
from simulation.weather import Weather
from simulation.world import World

MIX: dict[tuple[str, str], tuple[float, Callable[[Bookkeeper], Posted]]] = {
    ("Invoices", "ACCREC"): (0.40, Bookkeeper.client_bill),
    ("Payments", ""): (0.25, Bookkeeper.client_receipt),
    ("BankTransactions", ""): (0.20, Bookkeeper.trust_receipt),
    ("Invoices", "ACCPAY"): (0.10, Bookkeeper.supplier_bill),
    ("ManualJournals", ""): (0.05, Bookkeeper.trust_journal),
}
"""Share of the records, and what the bookkeeper enters for them."""
LONGEST = 86_400.0
CALLS_A_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Drained:
    """`calls` leaves out approvals and allocations; `fewest` is what full requests alone would take, with approvals."""

    items: int
    mix: dict[str, int]
    calls: int
    approvals: int
    allocations: int
    refused_for_limits: int
    seconds: float
    fewest: int
    left: int
    findings: list[Finding]

    @property
    def soonest(self) -> float:
        """Seconds until the last of the fewest calls may go: the calls of a fixed minute may go at once."""
        return 60.0 * ((self.fewest - 1) // CALLS_A_MINUTE)


def backlog(documents: int, *, seed: int = 1) -> Drained:
    world = World(seed, weather=Weather(random.Random(f"{seed}/backlog")))
    counted: Counter[tuple[str, str]] = Counter()
    while counted.total() < documents:
        short = min(MIX, key=lambda name: counted[name] / MIX[name][0])
        posted = MIX[short][1](world.bookkeeper)
        world.post(posted)
        counted.update(_name(one.resource, one.type) for one in posted.items if one.resource != "Contacts")
    world.start_worker("a")
    while world.memory.left(world.destination).open and world.clockwork.now < LONGEST:
        world.clockwork.run(world.clockwork.now + 1.0)
    seconds = world.clockwork.now
    world.weather.over = True
    world.oracle.judge()
    world.clockwork.stop()
    items = list(world.memory.books.items.values())
    requests = {(one.purpose, one.key or str(one.sent_at)) for one in world.memory.books.attempts}
    approvals = sum(purpose == "approve" for purpose, _ in requests)
    allocations = sum(item.resource == "Allocations" for item in items)
    return Drained(
        len(items),
        {f"{resource} {type_}".strip(): count for (resource, type_), count in counted.items()},
        world.calls - approvals - allocations,
        approvals,
        allocations,
        world.narrow_calls,
        seconds,
        _fewest(items) + allocations,
        world.memory.left(world.destination).open,
        world.oracle.findings,
    )


def _name(resource: str, type_: str) -> tuple[str, str]:
    return (resource, type_) if (resource, type_) in MIX else (resource, "")


def _fewest(items: list[Item]) -> int:
    """Full requests of each resource, and of the approvals of what is made as a draft first."""
    made = Counter(item.resource for item in items if item.resource != "Allocations")
    drafts = Counter(item.resource for item in items if item.type == "ACCPAY" or item.resource == "ManualJournals")
    return sum(math.ceil(count / MOST) for counts in (made, drafts) for count in counts.values())
