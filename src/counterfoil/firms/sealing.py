"""Puts a room's triggers into the database after every migration, and one per table that refuses another firm's rows.

A room keeps `seals/sqlite.sql` and `seals/postgres.sql`; both can be run again and again. Altering a table on SQLite
drops its triggers silently, so they are made anew each time and attacked by a test.
"""

import sqlite3
from collections.abc import Iterator
from importlib.resources import files

from django.apps import AppConfig
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

Link = tuple[str, str, str]

# On SQLite lines come before the entry that seals them; the seal itself compares their firms.
SEALED_AFTERWARDS = {("ledger_line", "entry_id")}

# On PostgreSQL only seals write these, from lines whose references were looked at: each has a guard that says so.
KEPT_BY_SEALS = {"ledger_accountmonth", "ledger_mattermonth", "ledger_trustbalance"}


def seal(room: AppConfig, connection: BaseDatabaseWrapper) -> None:
    """Install the room's own seals and its guards against references across firms."""
    vendor = "postgres" if connection.vendor == "postgresql" else "sqlite"
    source = files(room.name).joinpath("seals", f"{vendor}.sql")
    text = source.read_text("utf-8") if source.is_file() else ""
    with connection.cursor() as cursor:
        if vendor == "postgres":
            if text.strip():
                cursor.execute(text)
        else:
            for statement in statements(text):
                cursor.execute(statement)
        for model in room.get_models():
            for statement in guard(model, vendor):
                cursor.execute(statement)


def statements(text: str) -> Iterator[str]:
    """Split a script where SQLite itself sees a statement end, triggers and all."""
    held = ""
    for line in text.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held.strip()
            held = ""
    if held.strip() and not all(line.lstrip().startswith("--") for line in held.strip().splitlines()):
        raise ValueError(f"an unfinished statement: {held.strip()[:80]}")


def guard(model: type[models.Model], vendor: str) -> Iterator[str]:
    """Triggers that refuse a row whose references are not of its firm, a row's move to another firm, and TRUNCATE."""
    table, links = model._meta.db_table, list(_links(model))
    if vendor == "sqlite":
        yield from _sqlite_guard(table, links) if links else ()
        yield from _sqlite_keeps_firm(table) if _has_firm(model) else ()
    else:
        if links and table not in KEPT_BY_SEALS:
            yield from _postgres_guard(table, links)
            yield from _postgres_guard_of_updates(table, links)
        yield from _postgres_keeps_firm(table) if _has_firm(model) else ()
        yield (
            f"create or replace trigger never_emptied before truncate on {table} "
            "for each statement execute function firms_never_emptied()"
        )


def _sqlite_guard(table: str, links: list[Link]) -> Iterator[str]:
    """What is referred to must be there: foreign keys wait for the commit, and till then it could be made elsewhere."""
    checks = "\n".join(
        f"  select raise(abort, '[cross-firm] {table}.{column} is of another firm') where new.{column} is not null"
        f" and not exists (select 1 from {target} where {key} = new.{column} and firm_id = new.firm_id);"
        for column, target, key in links
        if (table, column) not in SEALED_AFTERWARDS
    )
    columns = ", ".join(["firm_id", *(column for column, _, _ in links)])
    for event, of in (("insert", ""), ("update", f" of {columns}")):
        yield f"drop trigger if exists {table}_same_firm_{event}"
        if checks:
            yield f"create trigger {table}_same_firm_{event} before {event}{of} on {table} begin\n{checks}\nend"


def _sqlite_keeps_firm(table: str) -> Iterator[str]:
    yield f"drop trigger if exists {table}_keeps_firm"
    yield (
        f"create trigger {table}_keeps_firm before update of firm_id on {table} begin "
        f"select raise(abort, '[cross-firm] {table} stays with its firm') where new.firm_id is not old.firm_id; end"
    )


def _postgres_keeps_firm(table: str) -> Iterator[str]:
    yield (
        f"create or replace trigger keeps_firm before update of firm_id on {table} for each row "
        "when (new.firm_id is distinct from old.firm_id) execute function firms_keeps_firm()"
    )


def _postgres_guard(table: str, links: list[Link]) -> Iterator[str]:
    """One look at all rows of an INSERT. Each reference is looked up by its key, however the planner saw the tables.

    A plan is kept: made as a join while the tables were small, it would go on reading them whole.
    """
    strange, named = _strange(links, "f")
    yield f"""create or replace function {table}_same_firm() returns trigger language plpgsql
set enable_seqscan = off as $$
declare wrong text;
begin
  if exists (select 1 from fresh f where {strange}) then
    select {named} into wrong from fresh f where {strange} limit 1;
    raise exception '[cross-firm] {table}: % is of another firm', wrong;
  end if;
  return null;
end $$"""
    yield (
        f"create or replace trigger {table}_same_firm_insert after insert on {table} "
        f"referencing new table as fresh for each statement execute function {table}_same_firm()"
    )


def _postgres_guard_of_updates(table: str, links: list[Link]) -> Iterator[str]:
    """A row that goes on referring to what it did is not looked at again: most updates move a state or an amount.

    PostgreSQL reads the condition anew for every UPDATE of one of the columns named, and for no other.
    """
    strange, named = _strange(links, "new")
    yield f"""create or replace function {table}_still_same_firm() returns trigger language plpgsql
set enable_seqscan = off as $$
begin
  if {strange} then
    raise exception '[cross-firm] {table}: % is of another firm', {named};
  end if;
  return null;
end $$"""
    columns = ["firm_id", *(column for column, _, _ in links)]
    moved = " or ".join(f"new.{column} is distinct from old.{column}" for column in columns)
    yield (
        f"create or replace trigger {table}_same_firm_update after update of {', '.join(columns)} on {table} "
        f"for each row when ({moved}) execute function {table}_still_same_firm()"
    )


def _strange(links: list[Link], row: str) -> tuple[str, str]:
    """Whether a row refers to anything of another firm, and the columns that do, in words."""
    strange = {
        column: f"({row}.{column} is not null"
        f" and (select firm_id from {target} where {key} = {row}.{column}) is distinct from {row}.firm_id)"
        for column, target, key in links
    }
    named = ", ".join(f"case when {is_strange} then '{column}' end" for column, is_strange in strange.items())
    return " or ".join(strange.values()), f"concat_ws(', ', {named})"


def _links(model: type[models.Model]) -> Iterator[Link]:
    """Each foreign key of the model to another row that has a firm: (column, table, key column)."""
    if not _has_firm(model):
        return
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.name != "firm":
            target = field.related_model
            if isinstance(target, type) and _has_firm(target):
                key = target._meta.pk
                yield str(field.column), target._meta.db_table, str(key.column)


def _has_firm(model: type[models.Model]) -> bool:
    return any(field.name == "firm" for field in model._meta.concrete_fields)
