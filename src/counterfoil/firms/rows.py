"""Hand-written SQL with plain rows: what the posting path uses instead of the ORM. Parameters are always bound.

The statement goes to the driver itself, prepared on PostgreSQL: Django's cursor wrappers cost as much as the statement.
They still stand in between while somebody watches the statements (`connection.execute_wrapper`, captured queries).
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from counterfoil.core.refusals import CODES, Refusal

_SEALED = re.compile(r"\[([a-z-]+)\] ([^\n]*)")

Row = tuple[Any, ...]


def run(sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
    """Run one statement; its rows, or an empty list. What a seal refuses under a known code becomes a Refusal."""
    database = connections[DEFAULT_DB_ALIAS]
    try:
        if database.execute_wrappers or database.queries_logged:
            return _watched(database, sql, parameters)
        database.ensure_connection()
        database.validate_no_broken_transaction()
        with database.wrap_database_errors:
            if database.vendor == "postgresql":
                return _prepared(database, sql, parameters)
            rows: list[Row] = database.connection.execute(_question_marks(sql), parameters).fetchall()
            return rows
    except Error as error:
        raise as_refusal(error) from error


def _prepared(database: BaseDatabaseWrapper, sql: str, parameters: Sequence[Any]) -> list[Row]:
    cursor = psycopg.Cursor(database.connection)
    cursor.execute(sql.encode(), parameters, prepare=True)
    return cursor.fetchall() if cursor.description else []


def _watched(database: BaseDatabaseWrapper, sql: str, parameters: Sequence[Any]) -> list[Row]:
    with database.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []


@cache
def _question_marks(sql: str) -> str:
    """`%s` and `%%` as SQLite writes them."""
    return sql.replace("%s", "?").replace("%%", "%")


def as_refusal(error: Error) -> Exception:
    """The Refusal that a seal's message stands for, or the error itself."""
    found = _SEALED.search(str(error))
    if found and found[1] in CODES:
        return Refusal(found[1], found[2])
    return error


@cache
def places(rows: int, columns: int) -> str:
    """`(%s, %s), (%s, %s)` for an INSERT of several rows."""
    row = "(" + ", ".join(["%s"] * columns) + ")"
    return ", ".join([row] * rows)


def moment(at: datetime) -> datetime | str:
    """An instant as this database stores it: UTC, and on SQLite as the text that Django writes."""
    if connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
        return at
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ")


def day_of(value: Any) -> date:
    """A date column of a hand-written SELECT: SQLite answers text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
