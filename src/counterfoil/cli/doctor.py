"""`counterfoil doctor`: is this installation in order? Looks, and changes nothing."""

import platform
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import django
import typer
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from counterfoil import config
from counterfoil.cli.saying import say, table
from counterfoil.outbox import epoch

app = typer.Typer()


@dataclass(frozen=True, slots=True)
class Looked:
    what: str
    found: str
    good: bool = True


@app.command()
def doctor() -> None:
    """Look at versions, settings, database, tables, keys and file permissions.

    Exit codes: 0 all in order, 1 something is not.
    """
    looked = list(_look())
    table(("", "What", "Found"), [("ok" if each.good else "wrong", each.what, each.found) for each in looked])
    wrong = sum(not each.good for each in looked)
    say("All is in order." if not wrong else f"{wrong} not in order.")
    raise typer.Exit(1 if wrong else 0)


def _look() -> Iterator[Looked]:
    here = config.load()
    python, ours = platform.python_version(), version("counterfoil")
    yield Looked("versions", f"Counterfoil {ours}, Django {django.get_version()}, Python {python}")
    yield Looked("address", here.base_url)
    yield _mode(here.data_dir, "data folder")
    for path in sorted(here.keys_dir.glob("*")) if here.keys_dir.exists() else ():
        yield _mode(path, f"key file {path.name}")
    try:
        yield from _database()
    except DatabaseError as error:
        yield Looked("database", f"does not answer: {error}", good=False)


def _mode(path: Path, what: str) -> Looked:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Looked(what, f"{path} is open to other accounts ({mode:o}); run chmod go= {path}", good=False)
    return Looked(what, f"{path}, nobody else may read it")


def _database() -> Iterator[Looked]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if connection.vendor == "sqlite":
        yield _mode(Path(connection.settings_dict["NAME"]), "database file")
        with connection.cursor() as cursor:
            cursor.execute("pragma quick_check(1)")
            said = cursor.fetchone()[0]
        yield Looked("database", f"SQLite {sqlite3.sqlite_version}, {said}", good=said == "ok")
    else:
        major, minor = divmod(connection.pg_version, 10_000)  # type: ignore[attr-defined]
        yield Looked("database", f"PostgreSQL {major}.{minor}")
    if plan:
        yield Looked("tables", f"{len(plan)} steps behind; run counterfoil migrate", good=False)
        return
    yield Looked("tables", "up to date")
    reason = epoch.went_back()
    yield Looked("sending", reason or "nothing speaks against it", good=not reason)
