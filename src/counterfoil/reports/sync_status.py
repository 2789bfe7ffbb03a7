"""The link to Xero at a glance: the connection, how many copies stand where, what is being sent, and pushes per day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from counterfoil.core.kinds import Kept
from counterfoil.firms.rows import marks, moment, run
from counterfoil.kinds import all_kinds
from counterfoil.reports.reading import firm_row, instant_of, midnight
from counterfoil.reports.states import ITEM_WORD, WORDS

RUN_ENDS_AFTER = timedelta(minutes=2)
"""A pause that long between two answers ends a run of pushes: the next copy begins a new progress bar."""


@dataclass(frozen=True, slots=True)
class Connection:
    """Where the firm's copies go. `state` is live, suspended or safe; limits are Xero's, as last heard.

    Nothing is sent before `not_before`: Xero asked for a pause, or does not answer since `unreached_since`.
    """

    id: int
    name: str
    remote_id: str
    state: str
    state_reason: str
    connected_at: datetime | None
    not_before: datetime | None
    minute_limit: int
    minute_left: int | None
    day_limit: int
    day_left: int | None
    locked_through: date | None
    last_push_at: datetime | None
    unreached_since: datetime | None


def connection(*, firm_id: int) -> Connection | None:
    """None while the firm is not connected."""
    rows = run(
        "select d.id, d.name, d.remote_id, d.state, d.state_reason, d.connected_at, d.not_before, d.minute_limit,"
        " d.minute_left, d.day_limit, d.day_left, d.locked_through,"
        " (select max(settled_at) from outbox_item where destination_id = d.id and settled_at is not null"
        "  and state = 'confirmed'), d.unreached_since"
        " from outbox_destination d where d.firm_id = %s and d.state <> 'gone'",
        [firm_id],
    )
    if not rows:
        return None
    row = rows[0]
    locked = date.fromisoformat(str(row[11])) if row[11] else None
    instants = [instant_of(row[at]) for at in (5, 6, 12, 13)]
    return Connection(*(*row[:5], *instants[:2], *row[7:11], locked, *instants[2:]))


@dataclass(frozen=True, slots=True)
class SyncCounts:
    """How many copies stand where. `not_sent` also counts posted documents of kinds that stay here by design."""

    queued: int = 0
    waiting: int = 0
    pushing: int = 0
    checking: int = 0
    failed: int = 0
    needs_you: int = 0
    pushed: int = 0
    not_sent: int = 0
    cancelled: int = 0

    @property
    def open(self) -> int:
        """What still has to leave."""
        return self.queued + self.waiting + self.pushing + self.checking

    @property
    def attention(self) -> int:
        return self.failed + self.needs_you


def sync_counts(*, firm_id: int, at: datetime) -> SyncCounts:
    """All zero while the firm is not connected."""
    firm = firm_row(firm_id)
    if firm.destination_id is None or firm.connected_at is None:
        return SyncCounts()
    counts = dict.fromkeys(WORDS, 0)
    for word, number in run(
        f"select word, count(*) from (select {ITEM_WORD} as word from outbox_item i"
        " where i.destination_id = %s and i.state <> 'confirmed') w group by word",
        [moment(at), firm.destination_id],
    ):
        counts[word] += int(number)
    ((counts["pushed"],),) = run(
        "select count(*) from outbox_item where destination_id = %s and state = 'confirmed'", [firm.destination_id]
    )
    kept = [code for code, kind in all_kinds().items() if isinstance(kind.push, Kept)]
    if kept:
        ((number,),) = run(
            "select count(*) from documents_document where firm_id = %s and state = 'posted' and posted_at >= %s"
            f" and kind in ({marks(kept)})",
            [firm_id, moment(firm.connected_at), *kept],
        )
        counts["not_sent"] += int(number)
    return SyncCounts(**counts)


@dataclass(frozen=True, slots=True)
class Pushing:
    """The run of pushes under way. `seconds_left` is reckoned from its own pace, and missing until there is one."""

    title: str
    reference: str
    done: int
    of: int
    seconds_left: int | None
    calls_used: int | None
    calls_limit: int


def pushing(
    *, firm_id: int, at: datetime, counts: SyncCounts | None = None, found: Connection | None = None
) -> Pushing | None:
    """None while nothing is being sent. A page that has the counts and the connection already hands them in."""
    counts = counts or sync_counts(firm_id=firm_id, at=at)
    found = found or connection(firm_id=firm_id)
    if found is None or not counts.pushing:
        return None
    ((resource, number, name),) = run(
        "select i.resource, d.number, c.name from outbox_item i"
        " left join documents_document d on d.id = i.source_id and d.kind = i.source_kind"
        " left join matters_contact c on c.id = i.source_id and i.source_kind = 'contact'"
        " where i.destination_id = %s and i.state in ('sending', 'drafted') order by i.last_send_at desc, i.id limit 1",
        [found.id],
    )
    settled = run(
        "select settled_at from outbox_item where destination_id = %s and settled_at is not null and settled_at >= %s"
        " order by settled_at desc limit 1000",
        [found.id, moment(at - timedelta(hours=1))],
    )
    done, since = 0, at
    for (value,) in settled:
        then = instant_of(value)
        if then is None or since - then > RUN_ENDS_AFTER:
            break
        done, since = done + 1, then
    left = counts.queued + counts.pushing
    pace = (at - since).total_seconds() / done if done else None
    return Pushing(
        title=resource,
        reference=number or name or "",
        done=done,
        of=done + left,
        seconds_left=None if pace is None else round(pace * left),
        calls_used=None if found.minute_left is None else found.minute_limit - found.minute_left,
        calls_limit=found.minute_limit,
    )


@dataclass(frozen=True, slots=True)
class PushDay:
    """What was answered on one day of the firm."""

    on: date
    pushed: int
    failed: int


def pushes_per_day(*, firm_id: int, at: datetime, days: int = 14) -> tuple[PushDay, ...]:
    """The last days, today included, oldest first; days without a push are there with zeros."""
    firm = firm_row(firm_id)
    zone = ZoneInfo(firm.zone)
    today = firm.day(at)
    shown = [today - timedelta(days=back) for back in range(days - 1, -1, -1)]
    if firm.destination_id is None:
        return tuple(PushDay(day, 0, 0) for day in shown)
    starts = [midnight(day, zone) for day in [*shown, today + timedelta(days=1)]]
    which = " ".join(f"when settled_at < %s then {number}" for number in range(days))
    rows = run(
        "select day, sum(case when state = 'confirmed' then 1 else 0 end),"
        f" sum(case when state = 'rejected' then 1 else 0 end) from (select state, case {which} end as day"
        " from outbox_item where destination_id = %s and settled_at is not null"
        " and settled_at >= %s and settled_at < %s) d group by day",
        [*(moment(start) for start in starts[1:]), firm.destination_id, moment(starts[0]), moment(starts[-1])],
    )
    found = {int(day): (int(pushed), int(failed)) for day, pushed, failed in rows}
    return tuple(PushDay(day, *found.get(number, (0, 0))) for number, day in enumerate(shown))
