"""What the sender works with, handed in: store, way to Xero, mapping and clock. A simulation hands in its own."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from counterfoil.outbox.work import Store
from counterfoil.xero.request import Network
from counterfoil.xero.translate.parts import Counterparts


class Clock(Protocol):
    def boot(self) -> float:
        """Seconds that go on while the machine sleeps."""

    def sleep(self, seconds: float) -> None: ...


class MachineClock:
    def boot(self) -> float:
        return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def _nothing(point: str) -> None:
    """Where a test ends the process."""


@dataclass(frozen=True, slots=True)
class Hands:
    """`passing` is told each point a send passes, so that a test can end the process at every one of them."""

    store: Store
    network: Network
    counterparts: Callable[[], Counterparts]
    clock: Clock
    passing: Callable[[str], None] = _nothing
