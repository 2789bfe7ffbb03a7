"""Hand-written SQL with plain rows: what the posting path uses instead of the ORM. Parameters are always bound.

The statement goes to the driver itself, prepared on PostgreSQL: Django's cursor wrappers cost as much as the statement.
They still stand in between while somebody watches the statements (`connection.execute_wrapper`, captured queries).
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

import psycopg
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from counterfoil.core.refusals import CODES, Refusal
from counterfoil.databases import STATEMENTS_KEPT

_SEALED = re.compile(r"\[([a-z-]+)\] ([^\n]*)")

Row = tuple[Any, ...]
Answer = TypeVar("Answer")


class _Way(NamedTuple):
    """How statements go within `in_one_go`, and how all that were sent are waited for."""

    send: Callable[[str, Sequence[Any]], object]
    arrive: Callable[[], object]


_way: ContextVar[_Way | None] = ContextVar("way", default=None)


def run(sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
    """Run one statement; its rows, or an empty list. What a seal refuses under a known code becomes a Refusal."""
    database = connections[DEFAULT_DB_ALIAS]
    try:
        if _is_watched(database):
            return _watched(database, sql, parameters)
        _make_ready(database)
        with database.wrap_database_errors:
            if on_postgres():
                return _prepared(database, sql, parameters)
            return _found(database, sql, parameters)
    except Error as error:
        raise as_refusal(error) from error


@dataclass(frozen=True, slots=True)
class Question(Generic[Answer]):
    """A statement to be read: what to ask, and how to read its rows."""

    sql: str
    parameters: Sequence[Any]
    read: Callable[[list[Row]], Answer]


def ask(*questions: Question[Any]) -> list[Any]:
    """The answers in order. On PostgreSQL the questions travel together, with one wait for all of them."""
    database = connections[DEFAULT_DB_ALIAS]
    if _is_watched(database) or len(questions) == 1:
        return [question.read(run(question.sql, question.parameters)) for question in questions]
    _make_ready(database)
    try:
        with database.wrap_database_errors:
            found = _together(database, questions) if on_postgres() else _in_turn(database, questions)
    except Error as error:
        raise as_refusal(error) from error
    return [question.read(rows) for question, rows in zip(questions, found, strict=True)]


def _together(database: BaseDatabaseWrapper, questions: Sequence[Question[Any]]) -> list[list[Row]]:
    cursors = [psycopg.Cursor(database.connection) for _ in questions]
    with database.connection.pipeline():
        for cursor, question in zip(cursors, questions, strict=True):
            cursor.execute(_encoded(question.sql), question.parameters, prepare=True)
    return [cursor.fetchall() for cursor in cursors]


def _in_turn(database: BaseDatabaseWrapper, questions: Sequence[Question[Any]]) -> list[list[Row]]:
    return [_found(database, question.sql, question.parameters) for question in questions]


def send(sql: str, parameters: Sequence[Any] = ()) -> None:
    """Run a statement whose answer nobody needs. Inside `in_one_go` PostgreSQL is not waited for."""
    way = _way.get()
    if way:
        way.send(sql, parameters)
    else:
        run(sql, parameters)


@contextmanager
def in_one_go(*, last: bool = False) -> Iterator[None]:
    """What is sent within travels together; the first refusal is raised at the end. SQLite has nothing to wait for.

    With `last` nothing comes after it in its transaction, and the COMMIT travels along. Where the transaction is a part
    of another's, that one ends it.
    """
    database = connections[DEFAULT_DB_ALIAS]
    if _is_watched(database):
        yield
        return
    _make_ready(database)
    try:
        with database.wrap_database_errors, _way_to(database, ends=last and _is_outermost(database)) as way:
            mark = _way.set(way)
            try:
                yield
            finally:
                _way.reset(mark)
    except Error as error:
        raise as_refusal(error) from error


def _is_outermost(database: BaseDatabaseWrapper) -> bool:
    return len(database.atomic_blocks) == 1 and not database.savepoint_ids


@contextmanager
def _way_to(database: BaseDatabaseWrapper, *, ends: bool) -> Iterator[_Way]:
    driver = database.connection
    if not on_postgres():
        yield _Way(lambda sql, parameters: driver.execute(_question_marks(sql), parameters), lambda: None)
        return
    with driver.pipeline() as pipeline:
        cursor = psycopg.Cursor(driver)
        yield _Way(lambda sql, parameters: cursor.execute(_encoded(sql), parameters, prepare=True), pipeline.sync)
        if ends:
            cursor.execute(b"COMMIT", prepare=False)


@cache
def on_postgres() -> bool:
    """Whether the books are kept in PostgreSQL. A process never changes to another sort of database."""
    return connections[DEFAULT_DB_ALIAS].vendor == "postgresql"


def _is_watched(database: BaseDatabaseWrapper) -> bool:
    return bool(database.execute_wrappers) or database.force_debug_cursor


def _make_ready(database: BaseDatabaseWrapper) -> None:
    """Connected, and not inside a transaction that can only be rolled back: what Django's cursor would see to."""
    if database.connection is None:
        database.ensure_connection()
    if database.needs_rollback:
        database.validate_no_broken_transaction()


def _prepared(database: BaseDatabaseWrapper, sql: str, parameters: Sequence[Any]) -> list[Row]:
    cursor = psycopg.Cursor(database.connection)
    cursor.execute(_encoded(sql), parameters, prepare=True)
    if way := _way.get():
        way.arrive()
    return cursor.fetchall() if cursor.description else []


def _found(database: BaseDatabaseWrapper, sql: str, parameters: Sequence[Any]) -> list[Row]:
    """On SQLite."""
    rows: list[Row] = database.connection.execute(_question_marks(sql), parameters).fetchall()
    return rows


def _watched(database: BaseDatabaseWrapper, sql: str, parameters: Sequence[Any]) -> list[Row]:
    with database.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []


@lru_cache(maxsize=STATEMENTS_KEPT)
def _question_marks(sql: str) -> str:
    """`%s` and `%%` as SQLite writes them."""
    return sql.replace("%s", "?").replace("%%", "%")


@lru_cache(maxsize=STATEMENTS_KEPT)
def _encoded(sql: str) -> bytes:
    """As PostgreSQL takes it. The same bytes each time: the driver finds what it has prepared by their hash."""
    return sql.encode()


def as_refusal(error: Error) -> Exception:
    """The Refusal that a seal's message stands for, or the error itself."""
    found = _SEALED.search(str(error))
    if found and found[1] in CODES:
        return Refusal(found[1], found[2])
    return error


def marks(values: Collection[Any]) -> str:
    """`%s, %s, %s` for an IN of that many values; of none, what is equal to nothing."""
    return ", ".join(["%s"] * len(values)) or "null"


@cache
def places(rows: int, columns: int) -> str:
    """`(%s, %s), (%s, %s)` for an INSERT of several rows."""
    row = "(" + ", ".join(["%s"] * columns) + ")"
    return ", ".join([row] * rows)


@lru_cache(maxsize=32)
def moment(at: datetime) -> datetime | str:
    """An instant as this database stores it: UTC, and on SQLite as the text that Django writes.

    All rows of a posting bear the same one.
    """
    if on_postgres():
        return at
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ")


def day_of(value: Any) -> date:
    """A date column of a hand-written SELECT: SQLite answers text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
