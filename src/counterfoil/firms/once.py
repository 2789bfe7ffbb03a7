"""A request key for records that are no documents: the same request again answers the same record."""

import hashlib
from datetime import datetime

from counterfoil.core.refusals import Refusal
from counterfoil.firms.rows import moment, run


def answered(*, firm_id: int, key: str, content: str) -> int | None:
    """The id of the record that came under that key before; refused where it came with other content."""
    rows = run(
        "select content_sha256, subject_id from firms_requestkey where firm_id = %s and key = %s", [firm_id, key]
    )
    if not rows:
        return None
    if rows[0][0] != _hash(content):
        raise Refusal("key-reused", "request key {key} came before with other content; use a new key", key=key)
    return int(rows[0][1])


def remember(*, firm_id: int, key: str, content: str, subject_id: int, at: datetime) -> None:
    """Keep the answer, in the transaction that made the record. Of two at the same moment one is refused whole."""
    fresh = run(
        "insert into firms_requestkey (firm_id, key, content_sha256, subject_id, at) values (%s, %s, %s, %s, %s)"
        " on conflict (firm_id, key) do nothing returning id",
        [firm_id, key, _hash(content), subject_id, moment(at)],
    )
    if not fresh:
        raise Refusal("key-reused", "request key {key} is being answered just now; ask again", key=key)


def _hash(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
