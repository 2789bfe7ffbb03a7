"""Xero's clock beside ours: its Date header says how far ours is off, and so whether ours was set meanwhile."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from counterfoil.outbox.work import CLOCK_WAS_SET_MS
from counterfoil.xero.request import Answered, Reply

_read = lru_cache(64)(parsedate_to_datetime)
"""Several answers come within one second."""


def offset_ms(reply: Reply, now: datetime) -> int | None:
    """How far Xero's clock is ahead of ours; None when the reply does not say."""
    header = reply.headers.get("date") if isinstance(reply, Answered) else None
    if not header:
        return None
    try:
        theirs = _read(header)
    except ValueError:
        return None
    return int((theirs.astimezone(UTC) - now).total_seconds() * 1000)


def was_set(before_ms: int, after_ms: int | None) -> bool:
    return after_ms is not None and abs(after_ms - before_ms) > CLOCK_WAS_SET_MS
