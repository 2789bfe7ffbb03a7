"""What a person may decide about an item. Each moves only an item that still stands where the person saw it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from counterfoil.firms.rows import moment, run
from counterfoil.outbox.destinations import instant

LATE = timedelta(seconds=300)
"""How long a request without an answer may still arrive over there."""
FOUND = "id destination_id state held reason_code reason_text resource type marker operation".split()


def find(item_id: int, *, firm_id: int) -> dict[str, Any] | None:
    rows = run(
        "select id, destination_id, state, held, reason_code, reason_text, resource, type, marker, operation"
        " from outbox_item where id = %s and firm_id = %s",
        [item_id, firm_id],
    )
    return dict(zip(FOUND, rows[0], strict=True)) if rows else None


def again(item_id: int, *, state: str, at: datetime) -> bool:
    """Once more with a body built anew. What was refused and is there as a draft is approved again; what a person says
    is not there is made anew, whatever draft there was. It waits as long as an earlier request may still arrive.
    """
    made_anew = state == "review"
    until = _may_arrive_until(item_id, at)
    return bool(
        run(
            "update outbox_item set state = case when %s or remote_id is null then 'pending' else 'drafted' end,"
            " remote_id = case when %s then null else remote_id end, reason_code = '', reason_text = '',"
            " not_before = %s, settled_at = null, body = null, body_sha256 = null"
            " where id = %s and state = %s returning id",
            [made_anew, made_anew, until and moment(until), item_id, state],
        )
    )


def sooner(item_id: int, *, at: datetime) -> bool:
    """A pending item need not wait until its time, but for an earlier request that may still arrive."""
    until = _may_arrive_until(item_id, at)
    return bool(
        run(
            "update outbox_item set not_before = %s where id = %s and state = 'pending' returning id",
            [until and moment(until), item_id],
        )
    )


def _may_arrive_until(item_id: int, at: datetime) -> datetime | None:
    """When the newest request that was never answered for certain can arrive no more; by a clock that may have been
    set back since.
    """
    ((sent_at,),) = run(
        "select max(sent_at) from outbox_attempt where item_id = %s and purpose in ('create', 'replay')"
        " and (answered_at is null or (outcome = 'unknown' and (status is null or status >= 408)))",
        [item_id],
    )
    sent = instant(sent_at)
    return min(sent, at) + LATE if sent else None


def hold(item_id: int, *, held: bool) -> bool:
    """Held back, or let go. What is on its way cannot be held."""
    return bool(
        run(
            "update outbox_item set held = %s, not_before = null where id = %s and held <> %s"
            " and state in ('pending', 'rejected') returning id",
            [held, item_id, held],
        )
    )


def adopt(item_id: int, *, remote_id: str, at: datetime, state: str = "review", other_id: str = "") -> bool | None:
    """The person says which document it is. None when another item has that document."""
    try:
        with transaction.atomic():
            moved = run(
                "update outbox_item set state = 'confirmed', remote_id = %s, settled_at = %s, reason_code = 'adopted'"
                " where id = %s and state = %s returning id",
                [remote_id, moment(at), item_id, state],
            )
            if moved:
                run(
                    "insert into outbox_link (firm_id, destination_id, item_id, source_kind, source_id, part,"
                    " remote_id, other_id, linked_at, ended_why) select firm_id, destination_id, id, source_kind,"
                    " source_id, part, remote_id, %s, %s, '' from outbox_item where id = %s",
                    [other_id, moment(at), item_id],
                )
    except IntegrityError:
        return None
    return bool(moved)


def cancel(item_id: int, *, why: str, at: datetime) -> bool:
    return bool(
        run(
            "update outbox_item set state = 'cancelled', reason_code = 'withdrawn', reason_text = %s, settled_at = %s"
            " where id = %s and state in ('pending', 'rejected', 'review') returning id",
            [why, moment(at), item_id],
        )
    )


def leave_there(item_id: int, *, why: str, at: datetime) -> None:
    """What a void that was given up should have taken back stays over there, and is nobody's copy."""
    run(
        "update outbox_link set ended_at = %s, ended_why = %s where ended_at is null and item_id = (select c.id"
        " from outbox_item v join outbox_item c on c.destination_id = v.destination_id"
        " and c.source_kind = v.source_kind and c.source_id = v.source_id and c.part = v.part"
        " and c.version = v.version and c.operation = 'create' where v.id = %s)",
        [moment(at), why, item_id],
    )


def wake(destination_id: int) -> None:
    """Do not wait for the end of a pause."""
    run("update outbox_destination set not_before = null where id = %s", [destination_id])
