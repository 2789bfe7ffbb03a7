"""Hand-written SQL with plain rows: what the posting path uses instead of the ORM. Parameters are always bound."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import Error, connection

from counterfoil.core.refusals import CODES, Refusal

_SEALED = re.compile(r"\[([a-z-]+)\] ([^\n]*)")


def run(sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run one statement; its rows, or an empty list. What a seal refuses under a known code becomes a Refusal."""
    with connection.cursor() as cursor:
        try:
            cursor.execute(sql, parameters)
        except Error as error:
            raise as_refusal(error) from error
        return cursor.fetchall() if cursor.description else []


def as_refusal(error: Error) -> Exception:
    """The Refusal that a seal's message stands for, or the error itself."""
    found = _SEALED.search(str(error))
    if found and found[1] in CODES:
        return Refusal(found[1], found[2])
    return error


def places(rows: int, columns: int) -> str:
    """`(%s, %s), (%s, %s)` for an INSERT of several rows."""
    row = "(" + ", ".join(["%s"] * columns) + ")"
    return ", ".join([row] * rows)


def moment(at: datetime) -> Any:
    """An instant as this database stores it."""
    return connection.ops.adapt_datetimefield_value(at.astimezone(UTC))


def day_of(value: Any) -> date:
    """A date column of a hand-written SELECT: SQLite answers text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
