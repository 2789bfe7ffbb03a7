"""The audit log: one row for each change, in the change's own transaction. Append-only."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from counterfoil.firms.roles import Actor
from counterfoil.firms.rows import moment, send


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
    """`detail` holds what changed, secrets left out; `why` is a person's reason where a step needs one."""
    text = msgspec.json.encode(detail, enc_hook=str).decode() if detail else ""
    send(
        "insert into firms_audit (firm_id, at, by_id, action, subject, subject_id, detail, why)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s)",
        [by.firm_id, moment(at), by.user_id, action, subject, subject_id, text, why],
    )
