"""The rows of the outbox in memory, and what a backup of them holds."""

from copy import copy
from dataclasses import dataclass, field
from datetime import datetime

from counterfoil.outbox.work import Change, Place, Work

SETTLED = ("confirmed", "rejected", "cancelled")


@dataclass(slots=True)
class Item:
    """A row of outbox_item. Change it through the store alone, which keeps what the seals keep."""

    id: int
    firm_id: int
    destination_id: int
    source: tuple[str, int, str, str, int]
    """Kind, id, part, operation and version of what it copies."""
    resource: str
    type: str
    marker: str
    snapshot: str
    created_at: datetime
    leans_on: tuple[int, ...]
    state: str = "pending"
    body: str | None = None
    body_sha256: str | None = None
    generation: int = 0
    first_send_at: datetime | None = None
    last_send_at: datetime | None = None
    begun: str = ""
    key: str = ""
    no_replay: bool = False
    absent_seen: int = 0
    absent_at: datetime | None = None
    not_before: datetime | None = None
    fence: int = 0
    remote_id: str | None = None
    reason_code: str = ""
    reason_text: str = ""
    held: bool = False
    settled_at: datetime | None = None


@dataclass(slots=True)
class Attempt:
    """A row of outbox_attempt: answered once, otherwise kept as it is."""

    id: int
    item_id: int
    purpose: str
    generation: int
    key: str
    body_sha256: str
    fence: int
    sent_at: datetime
    answered_at: datetime | None = None
    status: int | None = None
    outcome: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A row of outbox_link."""

    item_id: int
    remote_id: str
    other_id: str


@dataclass(slots=True)
class Held:
    """A row of outbox_lease."""

    holder: str = ""
    fence: int = 0
    expires_at: datetime | None = None


@dataclass(slots=True)
class EpochFile:
    """What stands beside the keys, outside any backup. `number` is None while there is no file."""

    installation: str = ""
    number: int | None = None
    following: int = 0
    sent: int = 0


@dataclass(slots=True)
class Books:
    """Everything that a backup holds."""

    installation: str
    epoch: int = 0
    items: dict[int, Item] = field(default_factory=dict)
    attempts: list[Attempt] = field(default_factory=list)
    links: dict[int, Link] = field(default_factory=dict)
    leases: dict[int, Held] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)

    def copied(self) -> "Books":
        return Books(
            self.installation,
            self.epoch,
            {key: copy(item) for key, item in self.items.items()},
            [copy(one) for one in self.attempts],
            dict(self.links),
            {key: copy(one) for key, one in self.leases.items()},
            dict(self.places),
        )


def work_of(item: Item) -> Work:
    return Work(
        item.id,
        item.firm_id,
        item.destination_id,
        item.resource,
        item.type,
        item.source[3],
        item.marker,
        item.snapshot,
        item.state,
        item.body,
        item.body_sha256,
        item.generation,
        item.first_send_at,
        item.last_send_at,
        item.no_replay,
        item.absent_seen,
        item.absent_at,
        item.reason_code,
        item.reason_text,
        item.created_at,
        item.remote_id,
        item.begun,
        item.key,
    )


def columns_of(change: Change, now: datetime) -> dict[str, object]:
    """What a change writes: what is None stays as it is."""
    columns: dict[str, object] = {
        "state": change.state,
        "reason_code": change.reason_code,
        "reason_text": change.reason_text,
        "not_before": change.not_before,
        "settled_at": now if change.state in SETTLED else None,
    }
    if change.remote_id is not None:
        columns["remote_id"] = change.remote_id
    if change.no_replay is not None:
        columns["no_replay"] = change.no_replay
    if change.absent_seen is not None:
        columns |= {"absent_seen": change.absent_seen, "absent_at": change.absent_at}
    if change.fresh_body:
        columns |= {"body": None, "body_sha256": None}
    return columns
