"""Virtual time: events in the order of their time, and processes of which one runs at a time.

A process gives way by sleeping; when nothing else happens before it wakes, it goes on at once and only the time has
moved. It is a greenlet: an ordinary call that can be left in the middle, so that the sender runs as it is.
"""

from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count

from greenlet import getcurrent, greenlet


class Ended(BaseException):
    """The process ends here, as by a signal: nothing of the product may catch it."""


class Process:
    """A process of a machine. `ending` is set from outside; it then ends where it sleeps or passes a point."""

    def __init__(self, clockwork: "Clockwork", name: str, body: Callable[["Process"], None]) -> None:
        self.clockwork, self.name, self.ending, self.over = clockwork, name, False, False
        self._body = body
        self._self = greenlet(self._run, parent=clockwork.main)
        self._turn = 0
        """Counts its sleeps, so that a wake-up meant for an earlier one is ignored."""

    def sleep_until(self, when: float) -> None:
        clockwork = self.clockwork
        if not clockwork.passes_unseen(when):
            turn = self._turn
            clockwork.at(when, lambda: self.resume(turn))
            clockwork.main.switch()
        if self.ending:
            raise Ended

    def sleep(self, seconds: float) -> None:
        self.sleep_until(self.clockwork.now + seconds)

    def wake(self, after: float = 0.0) -> None:
        """From outside: it need not sleep on."""
        turn = self._turn
        if not self.over:
            self.clockwork.at(self.clockwork.now + after, lambda: self.resume(turn))

    def end(self) -> None:
        """From outside: it goes no further."""
        self.ending = True
        self.wake()

    def stop(self) -> None:
        """At once and for good: what it stood in is left, and its memory freed."""
        self._self.throw()

    def resume(self, turn: int) -> None:
        """Called by the clockwork: run until it sleeps again or is over."""
        if not self.over and turn == self._turn:
            self._turn += 1
            self._self.switch()

    def _run(self) -> None:
        try:
            if not self.ending:
                self._body(self)
        except Ended:
            pass
        finally:
            self.over = True


class Clockwork:
    """`now` is the true time in seconds since the beginning."""

    def __init__(self) -> None:
        self.now = 0.0
        self.main = getcurrent()
        self._due: list[tuple[float, int, Callable[[], object]]] = []
        self._count = count()
        self._until = 0.0
        self._processes: list[Process] = []

    def at(self, when: float, do: Callable[[], object]) -> None:
        heappush(self._due, (max(when, self.now), next(self._count), do))

    def start(self, name: str, body: Callable[[Process], None], *, after: float = 0.0) -> Process:
        process = Process(self, name, body)
        process.wake(after)
        self._processes.append(process)
        return process

    def stop(self) -> None:
        """The end of this time: nothing happens any more."""
        self._due.clear()
        for process in self._processes:
            process.stop()

    def passes_unseen(self, when: float) -> bool:
        """Move on to `when` if nothing happens before."""
        if when > self._until or (self._due and self._due[0][0] <= when):
            return False
        self.now = max(self.now, when)
        return True

    def run(self, until: float) -> None:
        self._until = until
        while self._due and self._due[0][0] <= until:
            when, _, do = heappop(self._due)
            self.now = max(self.now, when)
            do()
        self.now = max(self.now, until)

    def next_at(self) -> float | None:
        return self._due[0][0] if self._due else None
