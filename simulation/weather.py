"""What goes wrong in a seed: some families of faults, each more or less often, drawn anew for every seed.

The catalogue is that of the protocol's design and of what is known of Xero; nothing here looks at how the sender works.
"""

import random
from dataclasses import dataclass, field

LATEST_SECONDS = 300.0
"""A request that has not begun at Xero so long after it was handed over never does (assumption A1)."""
BEYOND_SECONDS = 1800.0

ON_THE_WAY = ("lost", "unanswered", "late", "doubled", "cut short", "unreadable", "slow", "refused")
AT_THE_SERVER = ("500 before", "500 after", "gateway before", "gateway after")
AT_THE_LIMIT = ("429 minute", "429 day", "429 concurrent", "429 bare")
AT_THE_DOOR = ("401", "403")
TOGETHER = ("shuffled", "row missing", "400 together")
"""What may become of a request about several documents; others it does not meet."""
HARMLESS_TO_WRITES = ("429 minute", "429 day", "429 concurrent", "429 bare", "401", "403", "refused", "lost")
POINTS = ("before persist", "after persist", "after send", "before record", "after record", "after read")

FAMILIES = {
    "way": ON_THE_WAY,
    "server": AT_THE_SERVER,
    "limits": AT_THE_LIMIT,
    "door": ("401",),
    "consent": ("403",),
    "refusing": ("refused",),
    "late": ("late",),
    "doubling": ("doubled",),
    "losing": ("lost", "unanswered"),
    "together": TOGETHER,
}
ELSEWHERE = (
    "maintenance",
    "lists",
    "shy lists",
    "kills",
    "freezes",
    "two workers",
    "store away",
    "clock",
    "restore",
    "people",
    "poison",
    "alike",
    "tokens",
    "limits of Xero",
)


@dataclass(slots=True)
class Weather:
    """The faults of one seed."""

    rng: random.Random
    families: frozenset[str] = frozenset()
    fates: tuple[str, ...] = ()
    """What may become of a request."""
    rate: float = 0.0
    points_rate: float = 0.0
    """How often a process is ended or frozen at a point it passes."""
    away_rate: float = 0.0
    maintenance: list[tuple[float, float, str]] = field(default_factory=list)
    latest: float = LATEST_SECONDS
    over: bool = False
    counted: dict[str, int] = field(default_factory=dict)

    def count(self, fault: str) -> None:
        self.counted[fault] = self.counted.get(fault, 0) + 1

    @property
    def faults(self) -> int:
        return sum(self.counted.values())

    def has(self, family: str) -> bool:
        return family in self.families and not self.over

    def fate(self, now: float, *, together: bool = False) -> str:
        """What becomes of the next request, perhaps about several documents; empty when nothing does."""
        if self.over:
            return ""
        for begins, ends, how in self.maintenance:
            if begins <= now < ends:
                self.count("maintenance")
                return how
        if self.rng.random() >= self.rate:
            return ""
        fate = self.rng.choice(self.fates)
        if fate in TOGETHER and not together:
            return ""
        self.count(fate)
        return fate

    def at_point(self) -> str:
        """`kill`, `freeze` or nothing, where a process passes a point."""
        if self.over or self.rng.random() >= self.points_rate:
            return ""
        what = [name for name, family in (("kill", "kills"), ("freeze", "freezes")) if family in self.families]
        if not what:
            return ""
        chosen = self.rng.choice(what)
        self.count(chosen)
        return chosen

    def store_is_away(self) -> str:
        """Whether the store fails `before` or `after` it has written, or not at all."""
        if self.over or not self.away_rate or self.rng.random() >= self.away_rate:
            return ""
        self.count("store away")
        return self.rng.choice(("before", "after"))


def draw(rng: random.Random, *, span: float, beyond: bool = False) -> Weather:
    """The weather of a seed. Few families at once and often, or many and seldom: both find what the other does not."""
    everything = (*FAMILIES, *ELSEWHERE)
    share = rng.choice((0.08, 0.2, 0.2, 0.4, 0.7))
    families = frozenset(name for name in everything if rng.random() < share)
    if beyond:
        families |= {"late"}
    fates = tuple(fate for name in FAMILIES if name in families for fate in FAMILIES[name])
    weather = Weather(rng, families, fates)
    weather.rate = rng.choice((0.05, 0.15, 0.3, 0.6)) if fates else 0.0
    weather.points_rate = rng.choice((0.01, 0.04, 0.15))
    weather.away_rate = rng.choice((0.01, 0.05)) if "store away" in families else 0.0
    weather.latest = BEYOND_SECONDS if beyond else LATEST_SECONDS
    if "maintenance" in families:
        for _ in range(rng.randint(1, 3)):
            begins = rng.uniform(0, span)
            ends = begins + rng.choice((60.0, 600.0, 3600.0))
            weather.maintenance.append((begins, ends, rng.choice(("gateway before", "unanswered", "lost", "refused"))))
    return weather
