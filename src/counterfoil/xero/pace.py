"""How fast to send: what Xero says is left of its fixed minute, or 45 a minute while it has not said."""

from collections import deque

UNTOLD_A_MINUTE = 45
KEEP_OF_MINUTE = 2
KEEP_OF_DAY = 10
"""One part in so many of the day's calls is kept for looking up what is in doubt."""
ASK_AGAIN_SECONDS = 900


class Pace:
    """Of one destination. Times are seconds of the clock that counts suspension."""

    def __init__(self) -> None:
        self._left: int | None = None
        self._window_began = 0.0
        self._heard_at: float | None = None
        self._sent: deque[float] = deque(maxlen=UNTOLD_A_MINUTE)

    def wait(self, now: float) -> float:
        """Seconds until the next call may go."""
        if self._left is not None and now - self._window_began < 60:
            return self._window_began + 60 - now if self._left <= KEEP_OF_MINUTE else 0.0
        full = len(self._sent) == UNTOLD_A_MINUTE and now - self._sent[0] < 60
        return self._sent[0] + 60 - now if full and self._left is None else 0.0

    def heard(self, left: int | None, now: float) -> None:
        """A call was answered. More left than before means that a new minute has begun."""
        self._sent.append(now)
        if left is None:
            return
        if self._left is None or left > self._left or now - self._window_began >= 60:
            self._window_began = now
        self._left, self._heard_at = left, now

    def told_to_wait(self, seconds: float, now: float) -> None:
        """Xero says itself when its minute ends."""
        self._window_began = now + seconds - 60

    def scarce(self, *, day_left: int | None, day_limit: int, now: float) -> bool:
        """The day's calls are nearly used: only doubts are looked up, and now and then one item asks again."""
        if day_left is None or day_left * KEEP_OF_DAY > day_limit or self._heard_at is None:
            return False
        return now - self._heard_at < ASK_AGAIN_SECONDS

    def asks_again_in(self, now: float) -> float:
        """While the day's calls are scarce: seconds until the next one may be used for something new."""
        return 0.0 if self._heard_at is None else max(0.0, self._heard_at + ASK_AGAIN_SECONDS - now)
