"""The sandbox's own time: the machine's, or sixty times as fast, and movable forward on demand."""

from datetime import UTC, datetime, timedelta

FAST = 60


class Clock:
    def __init__(self, *, speed: int = 1, ahead: timedelta = timedelta(0)) -> None:
        self.speed, self.ahead = speed, ahead
        self._begun = datetime.now(UTC)

    def now(self) -> datetime:
        real = datetime.now(UTC)
        return self._begun + (real - self._begun) * self.speed + self.ahead

    def advance(self, by: timedelta) -> None:
        if by < timedelta(0):
            raise ValueError("the clock only goes forward")
        self.ahead += by
