"""`counterfoil backup FILE`: a copy of the database, taken while it is in use, that counts once it was verified."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import typer
from django.db import connection

from counterfoil.cli.saying import say, wrong

app = typer.Typer()


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="A new file.")]) -> None:
    """Copy the database to a file while it is in use, then open the copy and run every check on it.

    The keys are not in it: keep a copy of the key folder in another place, or nobody can read the tokens again.
    Exit codes: 0 the copy stands, 1 it did not pass the checks and was removed, 2 it cannot be made.
    """
    if connection.vendor != "sqlite":
        raise typer.BadParameter("this database is PostgreSQL; make its backup with pg_dump", param_hint="FILE")
    part = file.with_name(f"{file.name}.part")
    if file.exists() or part.exists():
        raise typer.BadParameter(f"{file if file.exists() else part} exists already", param_hint="FILE")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise typer.BadParameter(f"{part}: {error.strerror}", param_hint="FILE") from None
    try:
        _copy(part)
        said = _verified(part)
        if said is None:
            part.rename(file)
    finally:
        for left in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm", ".lock", ".lock.next"))):
            left.unlink(missing_ok=True)
    if said is not None:
        wrong(said)
        wrong("The copy did not pass; it was removed.")
        raise typer.Exit(1)
    say(f"{file} holds the whole database, {file.stat().st_size:,} bytes, and passed every check.")


def _copy(part: Path) -> None:
    """By SQLite's own backup call: writers go on meanwhile, and the copy is of one moment."""
    connection.ensure_connection()
    target = sqlite3.connect(part)
    try:
        connection.connection.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    finally:
        target.close()


def _verified(part: Path) -> str | None:
    """What speaks against the copy; nothing when it opens and every check passes on it."""
    environment = os.environ | {"COUNTERFOIL_DATABASE_URL": f"sqlite:///{quote(str(part.absolute()))}"}
    done = subprocess.run(
        [sys.executable, "-m", "counterfoil.cli", "check"], env=environment, capture_output=True, check=False, text=True
    )
    return None if done.returncode == 0 else done.stdout + done.stderr
