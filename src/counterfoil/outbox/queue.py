"""Putting items into the outbox, inside the transaction of what they copy."""

from collections.abc import Sequence
from datetime import datetime

from counterfoil.firms.rows import moment, places, run, send
from counterfoil.outbox.markers import new_marker
from counterfoil.outbox.work import Waiting

__all__ = ["Waiting", "installation_code", "put"]


def put(items: Sequence[Waiting], *, firm_id: int, destination_id: int, at: datetime) -> None:
    """Queue the items in order, each under the id it brings."""
    if not items:
        return
    installation = installation_code()
    values: list[object] = []
    for item in items:
        state = "cancelled" if item.kept_because else "pending"
        code, text = item.kept_because or item.held_because or ("", "")
        values += (item.id, firm_id, destination_id, item.source_kind, item.source_id, item.part, item.operation)
        values += (item.version, item.resource, item.type, new_marker(installation), item.snapshot, state, code, text)
        values += (moment(at), 0, False, 0, 0, item.held_because is not None)
    send(
        "insert into outbox_item (id, firm_id, destination_id, source_kind, source_id, part, operation, version,"
        " resource, type, marker, snapshot, state, reason_code, reason_text, created_at, generation, no_replay,"
        " absent_seen, fence, held) values " + places(len(items), 21),
        values,
    )
    pairs = [(item.id, on) for item in items for on in item.leans_on]
    if pairs:
        send(
            "insert into outbox_dependency (firm_id, item_id, on_id) values " + places(len(pairs), 3),
            [value for item_id, on in pairs for value in (firm_id, item_id, on)],
        )


_installation: list[str] = []


def installation_code() -> str:
    """The four characters that name this installation in every marker."""
    if not _installation:
        rows = run("select installation from outbox_epoch where id = 1")
        _installation.append(rows[0][0])
    return _installation[0]
