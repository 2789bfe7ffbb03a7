"""A second database with the same rows as this part's own, and a way to work on the one or the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper


def copied(folder: Path) -> BaseDatabaseWrapper:
    """The database as it stands, copied; the connection to the copy stays open until the process ends."""
    other = connections["default"].copy()
    if connection.vendor == "sqlite":
        other.settings_dict["NAME"] = str(folder / "copy.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute("vacuum into %s", [other.settings_dict["NAME"]])
        return other
    name = connection.settings_dict["NAME"]
    other.settings_dict["NAME"] = f"{name}_copy"
    connection.close()  # PostgreSQL copies a database only while nobody uses it
    with other._nodb_cursor() as cursor:
        cursor.execute(f'create database "{name}_copy" template "{name}"')
    return other


@contextmanager
def working_on(database: BaseDatabaseWrapper) -> Iterator[None]:
    """Everything within uses that database."""
    usual = connections["default"]
    connections["default"] = database
    try:
        yield
    finally:
        connections["default"] = usual
