"""The audit log: one row for each change, in the change's own transaction. Append-only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from counterfoil.firms.roles import Actor
from counterfoil.firms.rows import moment, places, send


@dataclass(frozen=True, slots=True)
class Note:
    """One change. `detail` holds what changed, secrets left out; `why` is a person's reason where a step needs one."""

    action: str
    subject: str
    subject_id: int
    detail: Mapping[str, Any] | None = None
    why: str = ""


def note(
    *,
    by: Actor,
    at: datetime,
    action: str,
    subject: str,
    subject_id: int,
    detail: Mapping[str, Any] | None = None,
    why: str = "",
) -> None:
    """Write down one change."""
    write_down(Note(action, subject, subject_id, detail, why), by=by, at=at)


def write_down(*notes: Note, by: Actor, at: datetime) -> None:
    """Changes that the same person made at the same instant, in order."""
    values: list[object] = []
    for each in notes:
        detail = msgspec.json.encode(each.detail, enc_hook=str).decode() if each.detail else ""
        values += (by.firm_id, moment(at), by.user_id, each.action, each.subject, each.subject_id, detail, each.why)
    send(
        "insert into firms_audit (firm_id, at, by_id, action, subject, subject_id, detail, why) values "
        + places(len(notes), 8),
        values,
    )
