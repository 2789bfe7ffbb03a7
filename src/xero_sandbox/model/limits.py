"""How often an app may call: five at once, sixty a minute, a thousand or five thousand a day, per organisation.

Windows are fixed: each begins with the first call after the last one ended. A refused call has no effect and is not
counted. Limits are judged before the idempotency key.
"""

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta

AT_ONCE = 5
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass(slots=True)
class Window:
    length: timedelta
    limit: int
    begun: datetime | None = None
    used: int = 0

    def look(self, now: datetime) -> None:
        if self.begun is None or now >= self.begun + self.length or now < self.begun:
            self.begun, self.used = now, 0

    def left(self) -> int:
        return max(self.limit - self.used, 0)

    def seconds_to_wait(self, now: datetime) -> int:
        assert self.begun is not None
        return max(1, math.ceil((self.begun + self.length - now).total_seconds()))


@dataclass(frozen=True, slots=True)
class Verdict:
    headers: dict[str, str]
    problem: str | None = None


@dataclass(slots=True)
class Limits:
    """The counters of one app; `a_minute` and `a_day` count per organisation, `app_minute` over all of them."""

    a_minute: int = 60
    a_day: int = 5000
    app_minute: int = 10_000
    _minutes: dict[str, Window] = field(default_factory=dict)
    _days: dict[str, Window] = field(default_factory=dict)
    _app: Window | None = None

    def admit(self, tenant_id: str, now: datetime, in_progress: int) -> Verdict:
        minute = self._minutes.setdefault(tenant_id, Window(MINUTE, self.a_minute))
        day = self._days.setdefault(tenant_id, Window(DAY, self.a_day))
        app = self._app = self._app or Window(MINUTE, self.app_minute)
        for window in (minute, day, app):
            window.look(now)
        if in_progress > AT_ONCE:
            return Verdict(_headers(minute, day, app) | {"X-Rate-Limit-Problem": "concurrent"}, "concurrent")
        for window, problem in ((day, "day"), (minute, "minute"), (app, "appminute")):
            if not window.left():
                wait = {"Retry-After": str(window.seconds_to_wait(now)), "X-Rate-Limit-Problem": problem}
                return Verdict(_headers(minute, day, app) | wait, problem)
        for window in (minute, day, app):
            window.used += 1
        return Verdict(_headers(minute, day, app))


def _headers(minute: Window, day: Window, app: Window) -> dict[str, str]:
    return {
        "X-MinLimit-Remaining": str(minute.left()),
        "X-DayLimit-Remaining": str(day.left()),
        "X-AppMinLimit-Remaining": str(app.left()),
    }
