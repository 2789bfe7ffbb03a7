"""A worker's process: it looks at its epoch once, then drains whatever is due, until it is ended.

The product's worker looks three times a second. This one sleeps until something can be due, and wakes a moment later.
"""

import random
from typing import TYPE_CHECKING

from counterfoil.outbox.work import StoreAway
from counterfoil.xero.drain import Drained, drain
from counterfoil.xero.hands import Hands
from counterfoil.xero.pace import Pace
from simulation.clockwork import Process
from simulation.kept import Kept
from simulation.network import Line

if TYPE_CHECKING:
    from simulation.world import World

POLL_SECONDS = 0.3
AWAY_SECONDS = 2.0
LONG_SECONDS = 120.0
FAR = 1e7
FREEZES = (1.0, 4.0, 7.0, 60.0, 250.0, 900.0)


class Worker:
    """One process on a machine; `number` counts the machine's processes, as a process id does."""

    def __init__(self, world: "World", machine: str, number: int) -> None:
        self.world, self.machine, self.number = world, machine, number
        self.rng: random.Random = world.weather.rng
        self.renewals = 1
        self.ready_at = 0.0
        self.idle = False
        self.store = Kept(world)
        self.process = world.clockwork.start(self.holder, self.body)

    @property
    def holder(self) -> str:
        return f"{self.machine}.{self.number}.{self.renewals}"

    @property
    def alive(self) -> bool:
        return not self.process.over and not self.process.ending

    def body(self, process: Process) -> None:
        world = self.world
        self.checked = False
        self.pace, self.line = Pace(), Line(world, process)
        while True:
            wait = self.look()
            if LONG_SECONDS < wait < FAR:
                world.patient_until = max(world.patient_until, world.clockwork.now + wait)
            self.idle = True
            process.sleep_until(world.clockwork.now + wait)
            self.idle = False

    def look(self) -> float:
        """Drain if something is due. Returns how long to sleep; a wake-up ends it early."""
        world = self.world
        try:
            if not self.checked:
                world.check_epoch()
                self.checked = True
            if self.store.waiting() and world.clockwork.now >= self.ready_at:
                self.after(self.serve())
            return world.next_look(self) + self.rng.random() * POLL_SECONDS
        except StoreAway:
            self.renewals += 1
            self.checked = False
            return AWAY_SECONDS

    def serve(self) -> Drained:
        world = self.world
        hands = Hands(self.store, self.line, world.counterparts, self, self.passing)
        return drain(world.destination, hands=hands, holder=self.holder, pace=self.pace, gone=self.gone)

    def after(self, drained: Drained) -> None:
        if (drained.busy or drained.stopped_by in ("pace", "day")) and drained.again_in:
            self.ready_at = self.world.clockwork.now + drained.again_in

    def gone(self, holder: str) -> bool:
        """As on a machine with /proc: certain of its own processes only."""
        machine, number, renewals = holder.split(".")
        if machine != self.machine:
            return False
        if int(number) == self.number:
            return int(renewals) < self.renewals
        return not self.world.is_alive(machine, int(number))

    # --- the clock that counts suspension -----------------------------------------------------------------------------

    def boot(self) -> float:
        return self.world.clockwork.now + 1000.0

    def mark(self) -> str:
        return f"{self.machine}/{self.boot()}"

    def since(self, mark: str) -> float | None:
        machine, _, seconds = mark.partition("/")
        return self.boot() - float(seconds) if machine == self.machine else None

    def sleep(self, seconds: float) -> None:
        self.process.sleep(seconds)

    # --- where it may be ended ----------------------------------------------------------------------------------------

    def passing(self, point: str) -> None:
        what = self.world.weather.at_point()
        if what == "kill":
            self.world.tell(f"{self.holder} is ended {point}")
            self.world.end_worker(self)
            self.process.sleep(0)
        elif what == "freeze":
            seconds = self.rng.choice(FREEZES)
            self.world.tell(f"{self.holder} stands still for {seconds:.0f} s {point}")
            self.process.sleep(seconds)
