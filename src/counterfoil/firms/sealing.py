"""Puts a room's triggers into the database after every migration, and one per table that refuses another firm's rows.

A room keeps `seals/sqlite.sql` and `seals/postgres.sql`; both can be run again and again. Altering a table on SQLite drops
its triggers silently, so they are made anew each time and attacked by a test.
"""

import sqlite3
from collections.abc import Iterator
from importlib.resources import files

from django.apps import AppConfig, apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


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
    """A trigger that refuses a row whose references belong to another firm. Models without a firm need none."""
    links = list(_links(model))
    if not links:
        return
    table = model._meta.db_table
    name = f"{table}_same_firm"
    if vendor == "sqlite":
        checks = "\n".join(
            f"  select raise(abort, '[cross-firm] {table}.{column} is of another firm') "
            f"from {target} t where t.{key} = new.{column} and t.firm_id <> new.firm_id;"
            for column, target, key in links
        )
        for event in ("insert", "update"):
            yield f"drop trigger if exists {name}_{event}"
            yield f"create trigger {name}_{event} before {event} on {table} begin\n{checks}\nend"
        return
    checks = "\n".join(
        f"  if exists (select 1 from fresh f join {target} t on t.{key} = f.{column} where t.firm_id <> f.firm_id) then\n"
        f"    raise exception '[cross-firm] {table}.{column} is of another firm';\n  end if;"
        for column, target, key in links
    )
    yield f"create or replace function {name}() returns trigger language plpgsql as $$ begin\n{checks}\n  return null;\nend $$"
    for event in ("insert", "update"):
        yield f"drop trigger if exists {name}_{event} on {table}"
        yield (
            f"create trigger {name}_{event} after {event} on {table} referencing new table as fresh "
            f"for each statement execute function {name}()"
        )


def _links(model: type[models.Model]) -> Iterator[tuple[str, str, str]]:
    """Each foreign key of the model to another row that has a firm: (column, table, key column)."""
    if not _has_firm(model):
        return
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.name != "firm":
            target = field.related_model
            if isinstance(target, type) and _has_firm(target):
                yield field.column, target._meta.db_table, target._meta.pk.column


def _has_firm(model: type[models.Model]) -> bool:
    return any(field.name == "firm" for field in model._meta.concrete_fields)


def rooms_with_seals() -> Iterator[AppConfig]:
    yield from (room for room in apps.get_app_configs() if room.name.startswith("counterfoil."))
