"""The installation's name and epoch: a count of take-overs kept in the database and in a file beside the keys.

The file runs ahead: `next` is written before the database moves and `number` after it has. So a database behind
`number` went back in time, by a restore or because it is a copy: nothing may be sent before a person has looked.
"""

import json
import os
import secrets
import tempfile
from pathlib import Path

from django.db import transaction

from counterfoil import config
from counterfoil.firms.rows import run
from counterfoil.outbox.markers import ALPHABET


def make_installation() -> None:
    """Give this installation its four characters, unless it has them."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(4))
    run("insert into outbox_epoch (id, installation, number) values (1, %s, 0) on conflict (id) do nothing", [code])


def advance() -> None:
    """One more take-over, inside its transaction."""
    ((installation, number),) = run("select installation, number from outbox_epoch where id = 1")
    _write(installation, number=int(number), following=int(number) + 1)
    run("update outbox_epoch set number = %s where id = 1", [int(number) + 1])
    transaction.on_commit(lambda: _write(installation, number=int(number) + 1, following=int(number) + 1))


def went_back() -> str:
    """Why this database may not send by itself; empty when nothing speaks against it."""
    ((installation, number),) = run("select installation, number from outbox_epoch where id = 1")
    found = _read()
    if found is None:
        return "" if number == 0 else "this database was copied from another place, or its key folder was replaced"
    if found["installation"] != installation:
        return "the key folder belongs to another installation"
    if number < found["number"]:
        return "this database was restored from a backup; copies may have been sent since"
    return ""


def accept() -> None:
    """A person has looked: from now on this database and this folder belong together."""
    ((installation, number),) = run("select installation, number from outbox_epoch where id = 1")
    _write(installation, number=int(number), following=int(number))


def _path() -> Path:
    return config.load().keys_dir / "epoch.json"


def _read() -> dict[str, int | str] | None:
    path = _path()
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def _write(installation: str, *, number: int, following: int) -> None:
    path = _path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, made = tempfile.mkstemp(dir=path.parent, prefix=".epoch-")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump({"installation": installation, "number": number, "next": following}, file)
        file.flush()
        os.fsync(file.fileno())
    Path(made).replace(path)
