"""Whose the records of a list are: the copies of ours among them, and whose marks they bear."""

from collections.abc import Sequence

from counterfoil.firms.rows import marks, run
from counterfoil.outbox.holding import BEING_VOIDED
from counterfoil.outbox.work import OPEN_STATES
from counterfoil.xero.drift import Copy, Owner


def claims_of(destination_id: int, ids: Sequence[str]) -> dict[str, tuple[int, Copy | None]]:
    """Which of the records have an item; the copy stands beside it while its link lives and it is not being voided."""
    if not ids:
        return {}
    rows = run(
        "select i.remote_id, i.id, i.marker, coalesce(d.number, ''), coalesce(i.body, ''),"
        f" case when k.id is null or k.ended_at is not null or exists ({BEING_VOIDED}) then 0 else 1 end, i.reason_code"
        " from outbox_item i left join outbox_link k on k.item_id = i.id"
        " left join documents_document d on d.id = i.source_id and d.kind = i.source_kind"
        " where i.destination_id = %s and i.operation = 'create' and i.state = 'confirmed'"
        f" and i.remote_id in ({marks(ids)})",
        [destination_id, *ids],
    )
    return {
        remote_id: (item_id, Copy(marker, number, "" if code == "adopted" else body) if living else None)
        for remote_id, item_id, marker, number, body, living, code in rows
    }


def owners_of(destination_id: int, markers: Sequence[str]) -> dict[str, Owner]:
    if not markers:
        return {}
    rows = run(
        "select i.marker, coalesce(d.number, ''), coalesce(i.remote_id, ''), i.state from outbox_item i"
        " left join documents_document d on d.id = i.source_id and d.kind = i.source_kind"
        f" where i.destination_id = %s and i.marker in ({marks(markers)})",
        [destination_id, *markers],
    )
    return {
        marker: Owner(number, remote, is_open=not remote and state in OPEN_STATES)
        for marker, number, remote, state in rows
    }
