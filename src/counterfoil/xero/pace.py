"""How fast to send: within Xero's minute, and so that its day lasts.

The minute is what Xero says is left of it, or 45 calls while it has not said. Of the day, nine tenths come back over a
working day and a fifth can be saved up: below that everything goes at once, above it copies gather and go together.
"""

from collections import deque

UNTOLD_A_MINUTE = 45
KEEP_OF_MINUTE = 2
KEEP_OF_DAY = 10
"""One part in so many of the day's calls is kept for looking up what is in doubt."""
ASK_AGAIN_SECONDS = 900
WORKING_DAY_SECONDS = 36_000
SPENT_A_DAY = 0.9
SAVED_UP = 0.2


class Pace:
    """Of one destination. Times are seconds of the clock that counts suspension."""

    def __init__(self) -> None:
        self._left: int | None = None
        self._window_began = 0.0
        self._heard_at: float | None = None
        self._sent: deque[float] = deque(maxlen=UNTOLD_A_MINUTE)
        self._spent = 0.0
        """Calls that have not come back yet, as of `_counted_at`."""
        self._counted_at = 0.0

    def wait(self, now: float) -> float:
        """Seconds until the next call may go."""
        if self._left is not None and now - self._window_began < 60:
            return self._window_began + 60 - now if self._left <= KEEP_OF_MINUTE else 0.0
        full = len(self._sent) == UNTOLD_A_MINUTE and now - self._sent[0] < 60
        return self._sent[0] + 60 - now if full and self._left is None else 0.0

    def heard(self, left: int | None, now: float) -> None:
        """A call was answered. More left than before means that a new minute has begun."""
        self._sent.append(now)
        self._spent += 1
        if left is None:
            return
        if self._left is None or left > self._left or now - self._window_began >= 60:
            self._window_began = now
        self._left, self._heard_at = left, now

    def told_to_wait(self, seconds: float, now: float) -> None:
        """Xero says itself when its minute ends."""
        self._window_began = now + seconds - 60

    def gathers_for(self, *, day_left: int | None, day_limit: int, now: float) -> float:
        """Seconds until something new may use a call; 0 when it may now. What is in doubt does not wait for that.

        When the day's calls are nearly used, one item asks again now and then.
        """
        if self._heard_at is not None and day_left is not None and day_left * KEEP_OF_DAY <= day_limit:
            return max(0.0, self._heard_at + ASK_AGAIN_SECONDS - now)
        a_second, most = day_limit * SPENT_A_DAY / WORKING_DAY_SECONDS, max(1.0, day_limit * SAVED_UP)
        self._spent = min(most, max(0.0, self._spent - (now - self._counted_at) * a_second))
        self._counted_at = now
        return max(0.0, self._spent + 1 - most) / a_second
