"""The installation's name and epoch: a count of take-overs kept in the database and in a file beside the keys.

The file runs ahead: `next` is written before the database moves and `number` after it has; `sent` is the newest request
that was written down and may have left. So a database behind `number` or without that request went back in time, by a
restore or because it is a copy: nothing may be sent before a person has looked.
"""

import fcntl
import json
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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
    _write(installation=installation, number=int(number), next=int(number) + 1)
    run("update outbox_epoch set number = %s where id = 1", [int(number) + 1])
    transaction.on_commit(lambda: _write(installation=installation, number=int(number) + 1, next=int(number) + 1))


def move_past() -> None:
    """The database moves on past all that the file has seen, inside its transaction. A strange file stays as it is."""
    ((installation, number),) = run("select installation, number from outbox_epoch where id = 1")
    found = _read()
    if found is None or found["installation"] != installation:
        return
    moved = max(int(number), found["number"], found["next"]) + 1
    _write(next=moved)
    run("update outbox_epoch set number = %s where id = 1", [moved])
    transaction.on_commit(lambda: _write(number=moved, next=moved))


def is_behind() -> bool:
    """Whether the database went back since it last moved past the file, or nobody can tell."""
    ((installation, number),) = run("select installation, number from outbox_epoch where id = 1")
    found = _read()
    return found is None or found["installation"] != installation or number < found["number"]


def about_to_send(attempt_id: int) -> None:
    """A request is written down and about to leave: from now on a database without it went back in time."""
    _write(sent=attempt_id)


def went_back() -> str:
    """Why this database may not send by itself; empty when nothing speaks against it.

    The file is read first: what it says of the database came true before, whatever other workers do meanwhile.
    """
    found = _read()
    ((installation, number),) = run("select installation, number from outbox_epoch where id = 1")
    if found is None and number and _path().exists():
        return went_back()
    if found is None:
        return "" if number == 0 else "this database was copied from another place, or its key folder was replaced"
    if found["installation"] != installation:
        return "the key folder belongs to another installation"
    if number < found["number"] or _newest_attempt() < found.get("sent", 0):
        return "this database was restored from a backup; copies may have been sent since"
    return ""


def accept() -> None:
    """A person has looked: from now on this database and this folder belong together."""
    ((installation, number),) = run("select installation, number from outbox_epoch where id = 1")
    with _alone():
        _put({"installation": installation, "number": int(number), "next": int(number), "sent": _newest_attempt()})


def _newest_attempt() -> int:
    ((newest,),) = run("select max(id) from outbox_attempt")
    return int(newest or 0)


def _path() -> Path:
    return config.load().keys_dir / "epoch.json"


def _read() -> dict[str, Any] | None:
    path = _path()
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def _write(**members: Any) -> None:
    """Some members anew, the others as they are; `sent` never goes back."""
    with _alone():
        before = _read() or {}
        _put(before | members | {"sent": max(before.get("sent", 0), members.get("sent", 0))})


@contextmanager
def _alone() -> Iterator[None]:
    """Several workers write the file in turn."""
    path = _path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path.with_suffix(".lock"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _put(members: dict[str, Any]) -> None:
    path = _path()
    descriptor, made = tempfile.mkstemp(dir=path.parent, prefix=".epoch-")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(members, file)
        file.flush()
        os.fsync(file.fileno())
    Path(made).replace(path)
