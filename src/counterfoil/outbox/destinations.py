"""What the sender knows of a destination: how far it may go, and what the last answer said of limits and clocks."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from counterfoil.firms import audit
from counterfoil.firms.roles import installation
from counterfoil.firms.rows import moment, run
from counterfoil.outbox.work import CLOCK_WAS_SET_MS, OPEN_STATES, Place

_OPEN = ", ".join(f"'{name}'" for name in OPEN_STATES)


class Destinations:
    """The part of the Store in the database that is about destinations."""

    def now(self) -> datetime:
        raise NotImplementedError

    def place(self, destination_id: int) -> Place:
        row = run(
            "select id, firm_id, remote_id, state, state_reason, not_before, unreached_since, day_limit, day_left,"
            " clock_offset_ms from outbox_destination where id = %s",
            [destination_id],
        )[0]
        return Place(
            id=row[0],
            firm_id=row[1],
            remote_id=row[2],
            state=row[3],
            state_reason=row[4],
            not_before=instant(row[5]),
            unreached_since=instant(row[6]),
            day_limit=row[7],
            day_left=row[8],
            clock_offset_ms=row[9],
        )

    def pause(self, destination_id: int, *, until: datetime | None, unreached_since: datetime | None) -> None:
        with transaction.atomic():
            run(
                "update outbox_destination set not_before = %s, unreached_since = %s where id = %s",
                [until and moment(until), unreached_since and moment(unreached_since), destination_id],
            )

    def suspend(self, destination_id: int, *, reason: str) -> None:
        with transaction.atomic():
            found = run(
                "update outbox_destination set state = 'suspended', state_reason = %s where id = %s and state = 'live'"
                " returning firm_id",
                [reason, destination_id],
            )
            for (firm_id,) in found:
                by = installation(firm_id)
                audit.note(
                    by=by, at=self.now(), action="suspend", subject="destination", subject_id=destination_id, why=reason
                )

    def heard(
        self, destination_id: int, *, minute_left: int | None, day_left: int | None, offset_ms: int | None
    ) -> None:
        with transaction.atomic():
            if offset_ms is not None:
                self._compare_clocks(destination_id, offset_ms)
            run(
                "update outbox_destination set minute_left = coalesce(%s, minute_left),"
                " day_left = coalesce(%s, day_left), clock_offset_ms = coalesce(%s, clock_offset_ms) where id = %s",
                [minute_left, day_left, offset_ms, destination_id],
            )

    def _compare_clocks(self, destination_id: int, offset_ms: int) -> None:
        """When ours was set, what is in doubt waits anew, and counts as sent at the earlier of both readings."""
        ((before_ms,),) = run(
            f"select clock_offset_ms from outbox_destination where id = %s{locked_for('update')}", [destination_id]
        )
        if abs(offset_ms - before_ms) <= CLOCK_WAS_SET_MS:
            return
        now, moved = moment(self.now()), timedelta(milliseconds=before_ms - offset_ms)
        for item_id, first_send_at in run(
            f"select id, first_send_at from outbox_item where destination_id = %s and state in ({_OPEN})"
            " and state in ('unknown', 'sending') and first_send_at is not null",
            [destination_id],
        ):
            first = instant(first_send_at)
            assert first is not None
            run(
                "update outbox_item set first_send_at = %s, last_send_at = %s, absent_seen = 0, absent_at = null,"
                " not_before = null where id = %s",
                [moment(min(first, first + moved)), now, item_id],
            )


def instant(value: Any) -> datetime | None:
    """An instant of a hand-written SELECT: SQLite answers text in UTC."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return None if found is None else found.replace(tzinfo=UTC) if found.tzinfo is None else found


def locked_for(lock: str) -> str:
    return f" for {lock}" if connection.vendor == "postgresql" else ""
