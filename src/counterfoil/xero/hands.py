"""What the sender works with, handed in: store, way to Xero, mapping and clock. A simulation hands in its own."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from counterfoil.outbox.work import Store
from counterfoil.xero.request import Network
from counterfoil.xero.translate.parts import Counterparts


class Clock(Protocol):
    """Seconds that go on while the machine sleeps, and that nobody can set."""

    def boot(self) -> float: ...

    def mark(self) -> str:
        """This moment, as another process of the machine may read it later."""

    def since(self, mark: str) -> float | None:
        """Seconds since a mark; None when it was made on another machine or before this one started."""

    def sleep(self, seconds: float) -> None: ...


class MachineClock:
    def boot(self) -> float:
        return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()

    def mark(self) -> str:
        return f"{_this_start()}/{self.boot():.3f}"

    def since(self, mark: str) -> float | None:
        start, _, seconds = mark.partition("/")
        return self.boot() - float(seconds) if start == _this_start() else None

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


@cache
def _this_start() -> str:
    """This start of this machine and its clock; where the system does not tell, this process alone."""
    try:
        started = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip().replace("-", "")
        return started + Path("/proc/self/ns/time").readlink().name.strip("time:[]")
    except (OSError, UnicodeDecodeError):
        return secrets.token_hex(16)


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
