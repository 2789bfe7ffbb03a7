"""What a sender needs of the outbox, as types: rows to work on, and the Store that keeps them.

A sender takes a Store and asks nothing else, so that a simulation can hand it one in memory with a clock of its own.
"""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

LEASE_SECONDS = 240
CLOCK_WAS_SET_MS = 60_000
"""When their clock and ours move apart by more than this at once, ours was set: earlier times of ours mislead."""
OPEN_STATES = ("pending", "sending", "unknown", "drafted", "review")
KEYLESS = ("approve", "void")
"""Purposes that act on an id: said twice they are said once, so they need no key."""
STATES = (*OPEN_STATES, "confirmed", "rejected", "cancelled")


def key_of(works: "Sequence[Work]", purpose: str) -> str:
    """Named after the first item in the request, and telling how many left in it: MARKER/1, or MARKER/1x50.

    A repeat has the key that it had; what acts on an id has none.
    """
    if purpose in KEYLESS:
        return ""
    first, count = works[0], len(works)
    if purpose == "replay":
        return first.key
    return f"{first.marker}/{first.generation + 1}" + (f"x{count}" if count > 1 else "")


def digest_of(text: str) -> str:
    """SHA-256 of what is sent."""
    return hashlib.sha256(text.encode()).hexdigest()


def count_of(key: str) -> int:
    """How many left under a key."""
    count = key.rpartition("/")[2].partition("x")[2]
    return int(count or 1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One item to be queued. `leans_on` are ids of items that must be confirmed before it.

    Each reason is a code and a text: one that is kept is never sent, one that is held waits for a person.
    """

    id: int
    source_kind: str
    source_id: int
    part: str
    operation: str
    version: int
    resource: str
    type: str
    snapshot: str
    leans_on: tuple[int, ...] = ()
    kept_because: tuple[str, str] | None = None
    held_because: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to send to a destination until `expires_at`. Every write names its fence; an older fence is refused."""

    destination_id: int
    holder: str
    fence: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """A destination as the sender sees it."""

    id: int
    firm_id: int
    remote_id: str
    state: str
    state_reason: str
    not_before: datetime | None
    unreached_since: datetime | None
    day_limit: int
    day_left: int | None
    clock_offset_ms: int


@dataclass(frozen=True, slots=True)
class Work:
    """An item that can be worked on now. `remote_id` is its draft over there, where it has one."""

    id: int
    firm_id: int
    destination_id: int
    resource: str
    type: str
    operation: str
    marker: str
    snapshot: str
    state: str
    body: str | None
    body_sha256: str | None
    generation: int
    first_send_at: datetime | None
    last_send_at: datetime | None
    no_replay: bool
    absent_seen: int
    absent_at: datetime | None
    reason_code: str
    reason_text: str
    created_at: datetime
    remote_id: str | None = None
    begun: str = ""
    """The mark of the sender's clock when its newest key was first used: dates may be set, that clock may not."""
    key: str = ""
    """Of its newest creating request. Items that left in one request have one key."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A confirmed record over there that an item leans on. `other_id` is its second id, where it has one."""

    resource: str
    type: str
    source_kind: str
    source_id: int
    remote_id: str
    other_id: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A request that has been written down and may now leave: its key, and an attempt for each item in it."""

    key: str
    attempts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is kept of an answer: never a token, never whole headers."""

    status: int | None
    outcome: str
    correlation_id: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of an item. What is None stays as it is; `fresh_body` lets the next sending build it anew."""

    state: str
    reason_code: str = ""
    reason_text: str = ""
    not_before: datetime | None = None
    remote_id: str | None = None
    other_id: str = ""
    no_replay: bool | None = None
    absent_seen: int | None = None
    absent_at: datetime | None = None
    fresh_body: bool = False


@dataclass(frozen=True, slots=True)
class Became:
    """What an item became by the answer to its request."""

    work: Work
    change: Change
    answer: Answer


@dataclass(frozen=True, slots=True)
class Left:
    """How many items of a destination stand in each state, and when the next one is due; of those in doubt apart."""

    states: dict[str, int]
    next_due_at: datetime | None
    in_doubt_at: datetime | None = None

    @property
    def troubled(self) -> int:
        """What a person has to look at."""
        return self.states.get("rejected", 0) + self.states.get("review", 0)

    @property
    def open(self) -> int:
        return sum(self.states.get(name, 0) for name in OPEN_STATES)


class StoreAway(Exception):
    """The store cannot be written now; the same call may succeed a moment later."""


class Store(Protocol):
    """Every write but the lease is refused (False or None) when the lease's fence is no longer the newest."""

    def now(self) -> datetime: ...

    def take_lease(
        self, destination_id: int, *, holder: str, seconds: int = LEASE_SECONDS, gone: Callable[[str], bool]
    ) -> Lease | None:
        """Take or renew. A take-over raises the fence, and what was being sent under an older one becomes unknown.

        A store that went back in time gives no lease: it goes into the safe state, and a person has to look.
        """

    def release(self, lease: Lease) -> None: ...

    def place(self, destination_id: int) -> Place: ...

    def due(
        self, destination_id: int, *, young_first: bool = False, only_unknown: bool = False, early: bool = False
    ) -> Work | None:
        """The next item to work on: unknown ones first; with `young_first`, one that waits for less than an hour.

        `early` does not wait for an item's own time: to ask whether Xero is back.
        """

    def group(self, destination_id: int, *, resource: str, state: str, most: int) -> tuple[Work, ...]:
        """Items of a resource that could leave together now: the oldest, in the order of their ids.

        What was proven absent goes alone, and so does what voids.
        """

    def together(self, work: Work) -> tuple[Work, ...]:
        """All that left under the same key, in the order of their ids; none when one can no longer repeat it."""

    def left_with(self, work: Work) -> tuple[Work, ...]:
        """What left under the same key, is in doubt still and may be looked up now, in the order of the ids."""

    def left(self, destination_id: int) -> Left: ...

    def carriers(self, item_id: int) -> tuple[Carrier, ...]: ...

    def sending(
        self, works: Sequence[Work], *, bodies: Sequence[str], text: str, purpose: str, begun: str, lease: Lease
    ) -> Sent | None:
        """Write down what is about to leave in one request: all of it or nothing.

        `bodies` are each item's own, `text` is what leaves: its digest stands in each attempt.
        `purpose` is create, replay under the same generation and key, approve, which is of drafts, or void. The last
        two act on ids over there and have no key.
        `begun` marks the moment by the sender's clock, for the first use of a key.
        """

    def answered(self, sent: Sent, became: Sequence[Became], *, lease: Lease) -> bool:
        """What became of everything in a request, in its order: all of it or nothing.

        A confirmed item is linked; a confirmed void ends the link of what it voided.
        """

    def record(self, work: Work, change: Change, *, lease: Lease) -> bool:
        """What became of an item without a request of its own."""

    def note_read(self, work: Work, answer: Answer, *, asked_at: datetime, lease: Lease) -> None: ...

    def claimed(self, destination_id: int, remote_ids: Collection[str], *, but: int) -> set[str]:
        """Those of the ids that other items have."""

    def pause(self, destination_id: int, *, until: datetime | None, unreached_since: datetime | None) -> None: ...

    def suspend(self, destination_id: int, *, reason: str) -> None: ...

    def heard(
        self, destination_id: int, *, minute_left: int | None, day_left: int | None, offset_ms: int | None
    ) -> None:
        """What an answer says. Where it shows that our clock was set, what is in doubt begins its quiet time anew."""
