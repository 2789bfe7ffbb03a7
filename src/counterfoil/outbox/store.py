"""The Store in the database: the lease, and what is to be done. The same statements on SQLite and PostgreSQL."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from counterfoil.firms.rows import marks, moment, run
from counterfoil.outbox import epoch, safe
from counterfoil.outbox.destinations import instant, locked_for
from counterfoil.outbox.requests import Requests
from counterfoil.outbox.work import LEASE_SECONDS, OPEN_STATES, Carrier, Lease, Left, Work, count_of

_OPEN = ", ".join(f"'{name}'" for name in OPEN_STATES)
_WORK = (
    "i.id, i.firm_id, i.destination_id, i.resource, i.type, i.operation, i.marker, i.snapshot, i.state, i.body,"
    " i.body_sha256, i.generation, i.first_send_at, i.last_send_at, i.no_replay, i.absent_seen, i.absent_at,"
    " i.reason_code, i.reason_text, i.created_at, i.remote_id, i.begun, i.key"
)
_UNBLOCKED = (
    " not exists (select 1 from outbox_dependency d join outbox_item o on o.id = d.on_id"
    " where d.item_id = i.id and o.state <> 'confirmed')"
)
_RUNNABLE = f"i.state in ({_OPEN}) and i.state in ('pending', 'unknown', 'drafted') and not i.held and {_UNBLOCKED}"
_PLAIN = "id firm_id destination_id resource type operation marker snapshot state body body_sha256 generation".split()


class DatabaseStore(Requests):
    """The Store of the product."""

    def now(self) -> datetime:
        if connection.vendor != "postgresql":
            return datetime.now(UTC)
        found: datetime = run("select clock_timestamp()")[0][0]
        return found.astimezone(UTC)

    # --- the lease ----------------------------------------------------------------------------------------------------

    def take_lease(
        self, destination_id: int, *, holder: str, seconds: int = LEASE_SECONDS, gone: Callable[[str], bool]
    ) -> Lease | None:
        with transaction.atomic():
            now = self.now()
            if reason := epoch.went_back():
                safe.enter(reason=reason, at=now)
                return None
            expires_at = now + timedelta(seconds=seconds)
            run(
                "insert into outbox_lease (destination_id, firm_id, holder, fence)"
                " select id, firm_id, '', 0 from outbox_destination where id = %s"
                " on conflict (destination_id) do nothing",
                [destination_id],
            )
            ((was, fence, until),) = run(
                f"select holder, fence, expires_at from outbox_lease where destination_id = %s{locked_for('update')}",
                [destination_id],
            )
            runs = _runs(instant(until), now, seconds)
            if runs and was != holder and not gone(was):
                return None
            if not (runs and was == holder):
                fence += 1
                self._take_over(destination_id, fence)
            run(
                "update outbox_lease set holder = %s, fence = %s, expires_at = %s where destination_id = %s",
                [holder, fence, moment(expires_at), destination_id],
            )
        return Lease(destination_id, holder, fence, expires_at)

    def _take_over(self, destination_id: int, fence: int) -> None:
        """Nobody knows whether what was being sent has arrived: it is unknown, never pending."""
        epoch.advance()
        run(
            "update outbox_item set state = 'unknown', fence = %s, reason_code = 'interrupted', reason_text ="
            " 'the sender was interrupted; whether the copy arrived is being looked up', not_before = null"
            f" where destination_id = %s and state in ({_OPEN}) and state = 'sending' and fence < %s",
            [fence, destination_id, fence],
        )

    def release(self, lease: Lease) -> None:
        with transaction.atomic():
            run(
                "update outbox_lease set holder = '', expires_at = null where destination_id = %s and fence = %s",
                [lease.destination_id, lease.fence],
            )

    def release_all(self, holder: str) -> None:
        """A worker that ends in order leaves nothing under way."""
        with transaction.atomic():
            run("update outbox_lease set holder = '', expires_at = null where holder = %s", [holder])

    def _holds(self, lease: Lease, *, until: datetime | None = None) -> bool:
        rows = run(
            "select expires_at from outbox_lease where destination_id = %s and fence = %s and holder = %s"
            + locked_for("share"),
            [lease.destination_id, lease.fence, lease.holder],
        )
        expires_at = instant(rows[0][0]) if rows else None
        return bool(rows) and (until is None or (expires_at is not None and expires_at > until))

    def waiting(self) -> list[int]:
        """The destinations with something due now, or left behind by a sender that is gone. Asked all the time."""
        now = moment(self.now())
        rows = run(
            "select d.id from outbox_destination d where d.state = 'live'"
            " and (d.not_before is null or d.not_before <= %s)"
            " and (exists (select 1 from outbox_item i where i.destination_id = d.id and"
            f" {_RUNNABLE} and (i.not_before is null or i.not_before <= %s))"
            " or exists (select 1 from outbox_item i where i.destination_id = d.id and"
            f" i.state in ({_OPEN}) and i.state = 'sending')) order by d.id",
            [now, now],
        )
        return [row[0] for row in rows]

    # --- what is to be done -------------------------------------------------------------------------------------------

    def due(
        self, destination_id: int, *, young_first: bool = False, only_unknown: bool = False, early: bool = False
    ) -> Work | None:
        now = self.now()
        by = now + timedelta(days=1) if early else now
        state = " and i.state = 'unknown'" if only_unknown else ""
        order = "(case when i.state = 'unknown' then 0 else 1 end)"
        if young_first:
            order = "(case when i.state = 'pending' and i.created_at > %s then 0 else 1 end)"
        rows = run(
            f"select {_WORK} from outbox_item i where i.id ="
            " (select i.id from outbox_item i where i.destination_id = %s"
            f" and {_RUNNABLE}{state} and (i.not_before is null or i.not_before <= %s)"
            f" order by {order}, coalesce(i.not_before, i.created_at), i.id limit 1)",
            [destination_id, moment(by), *([moment(now - timedelta(hours=1))] if young_first else [])],
        )
        return _work(rows[0]) if rows else None

    def group(self, destination_id: int, *, resource: str, state: str, most: int) -> tuple[Work, ...]:
        rows = run(
            f"select {_WORK} from outbox_item i where i.id in (select i.id from outbox_item i"
            f" where i.destination_id = %s and {_RUNNABLE} and i.resource = %s and i.state = %s"
            " and i.operation = 'create' and i.absent_seen = 0 and (i.not_before is null or i.not_before <= %s)"
            " order by coalesce(i.not_before, i.created_at), i.id limit %s) order by i.id",
            [destination_id, resource, state, moment(self.now()), most],
        )
        return tuple(_work(row) for row in rows)

    def together(self, work: Work) -> tuple[Work, ...]:
        found = self._in_doubt(work)
        return found if len(found) == count_of(work.key) and not any(each.no_replay for each in found) else ()

    def left_with(self, work: Work) -> tuple[Work, ...]:
        return self._in_doubt(work, " and (i.not_before is null or i.not_before <= %s)", moment(self.now()))

    def _in_doubt(self, work: Work, more: str = "", *values: Any) -> tuple[Work, ...]:
        """Of what left under the same key. Nothing has left under no key, and what is a draft there has arrived."""
        rows = run(
            f"select {_WORK} from outbox_item i where i.destination_id = %s and i.key = %s and i.key <> ''"
            f" and i.state in ({_OPEN}) and i.state = 'unknown' and i.remote_id is null and not i.held{more}"
            " order by i.id",
            [work.destination_id, work.key, *values],
        )
        return tuple(_work(row) for row in rows)

    def left(self, destination_id: int) -> Left:
        states = run(
            "select state, count(*) from outbox_item where destination_id = %s and state <> 'confirmed'"
            " and state <> 'cancelled' group by state",
            [destination_id],
        )
        ((next_at, in_doubt_at),) = run(
            "select min(coalesce(i.not_before, i.created_at)),"
            " min(case when i.state = 'unknown' then coalesce(i.not_before, i.created_at) end)"
            f" from outbox_item i where i.destination_id = %s and {_RUNNABLE}",
            [destination_id],
        )
        return Left({state: int(count) for state, count in states}, instant(next_at), instant(in_doubt_at))

    def carriers(self, item_id: int) -> tuple[Carrier, ...]:
        rows = run(
            "select o.resource, o.type, o.source_kind, o.source_id, o.remote_id, coalesce(k.other_id, '')"
            " from outbox_dependency d join outbox_item o on o.id = d.on_id left join outbox_link k on k.item_id = o.id"
            " where d.item_id = %s and o.state = 'confirmed' order by o.id",
            [item_id],
        )
        return tuple(Carrier(*row) for row in rows)

    def claimed(self, destination_id: int, remote_ids: Collection[str], *, but: int) -> set[str]:
        if not remote_ids:
            return set()
        rows = run(
            "select remote_id from outbox_item where destination_id = %s and id <> %s"
            f" and remote_id in ({marks(remote_ids)})",
            [destination_id, but, *remote_ids],
        )
        return {row[0] for row in rows}


def _runs(until: datetime | None, now: datetime, seconds: int) -> bool:
    """No lease lasts longer than it is given for: one that seems to was written before the clock was set back."""
    return until is not None and now < until <= now + timedelta(seconds=seconds)


def _work(row: tuple[Any, ...]) -> Work:
    first, last, absent_at, created_at = (instant(row[at]) for at in (12, 13, 16, 19))
    assert created_at is not None
    settled = {"no_replay": bool(row[14]), "absent_seen": row[15], "reason_code": row[17], "reason_text": row[18]}
    plain = dict(zip(_PLAIN, row[:12], strict=True)) | {"remote_id": row[20], "begun": row[21], "key": row[22]}
    return Work(**plain, **settled, first_send_at=first, last_send_at=last, absent_at=absent_at, created_at=created_at)
