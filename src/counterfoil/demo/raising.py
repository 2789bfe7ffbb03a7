"""Raises the sample firm in an empty installation: its past, its connection to the sandbox, and the days since."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from counterfoil.config import Settings
from counterfoil.core.refusals import Refusal
from counterfoil.demo import sync
from counterfoil.demo.build import MORNING, Built, close_months, found, live_through
from counterfoil.demo.calendar import working_day
from counterfoil.demo.cast import WORKERS
from counterfoil.demo.passwords import PASSWORD
from counterfoil.demo.story import parted, tell
from counterfoil.firms.models import Firm
from counterfoil.outbox.models import Destination

CONNECTED_FOR = timedelta(days=38)
"""Long enough to hold the end of a month, when the bills go out."""

STILL_WAITING = timedelta(days=9)
"""What was entered in these days is sent while you watch."""


@dataclass(frozen=True, slots=True)
class Raised:
    documents: int
    pushed_open: int


def raise_firm(*, as_at: date, now: datetime, settings: Settings, connected: bool) -> Raised:
    """The sample firm as it stands on that day. Only in an installation of this machine that has no firm yet."""
    if not settings.is_local:
        raise Refusal("not-permitted", "the sample firm's passwords are known; it belongs on http://localhost only")
    if Firm.objects.exists():
        raise Refusal("name-taken", "this installation has a firm already; the sample firm wants one of its own")
    story = tell(as_at)
    built = found(story, passwords={worker.email: PASSWORD for worker in WORKERS}, now=now)
    begins = working_day(as_at - CONNECTED_FOR)
    if not connected:
        live_through(story, built=built)
        close_months(built, before=begins)
        return Raised(len(built.documents), 0)
    past, since = parted(story, begins)
    sent, waiting = parted(since, as_at - STILL_WAITING)
    live_through(past, built=built)
    destination = _connect(built, begins, settings)
    live_through(sent, built=built)
    sync.make_trouble(destination, at=now, settings=settings)
    left: list[int] = []
    sync.push_what_waits(destination, settings=settings, told=left.append)
    live_through(waiting, built=built)
    close_months(built, before=begins)
    return Raised(len(built.documents), left[0])


def _connect(built: Built, on: date, settings: Settings) -> Destination:
    at = min(datetime.combine(on, MORNING, UTC), built.now)
    return sync.connect_to_sandbox(by=built.people["admin"], at=at, settings=settings)
