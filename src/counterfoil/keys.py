"""Keys live in files beside the data, made at first start and readable by nobody else.

There is no default key: a copy of the database without this folder opens no session and decrypts no token. A file that
others may read is refused rather than repaired, because whoever could read it may have done so.
"""

import base64
import fcntl
import json
import os
import secrets
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

AES_KEY_BYTES = 32


class KeyFileRefused(RuntimeError):
    """The key file is not safe to use; the message says what to do."""


@dataclass(frozen=True, slots=True)
class EncryptionKeys:
    """The keys for columns at rest: new values use `current`, old ones name the key that wrote them."""

    current: str
    by_id: Mapping[str, bytes] = field(repr=False)


def secret_key(folder: Path) -> str:
    """The key that signs sessions and forms."""
    return _text(folder / "secret_key", make=lambda: secrets.token_urlsafe(64))


def encryption_keys(folder: Path) -> EncryptionKeys:
    stored = json.loads(_text(folder / "encryption.json", make=_first_encryption_keys))
    by_id = {key_id: base64.b64decode(text, validate=True) for key_id, text in stored["keys"].items()}
    return EncryptionKeys(current=stored["current"], by_id=by_id)


def add_encryption_key(folder: Path) -> str:
    """Make a new key the current one; those before it stay for reading. Its id: numbers that are never used again."""
    before = encryption_keys(folder)
    fresh = str(max(int(key_id) for key_id in before.by_id) + 1)
    _write_encryption_keys(folder, current=fresh, by_id={**before.by_id, fresh: secrets.token_bytes(AES_KEY_BYTES)})
    return fresh


def retire_encryption_keys(folder: Path) -> tuple[str, ...]:
    """Throw away every key but the current one; their ids."""
    before = encryption_keys(folder)
    _write_encryption_keys(folder, current=before.current, by_id={before.current: before.by_id[before.current]})
    return tuple(key_id for key_id in before.by_id if key_id != before.current)


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Keeps a second rotation away while one is under way on this machine."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / "rotation.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise KeyFileRefused("the keys are being rotated already; wait until that has ended") from None
    try:
        yield
    finally:
        os.close(descriptor)


def _first_encryption_keys() -> str:
    return _as_text(current="1", by_id={"1": secrets.token_bytes(AES_KEY_BYTES)})


def _as_text(*, current: str, by_id: Mapping[str, bytes]) -> str:
    written = {key_id: base64.b64encode(key).decode("ascii") for key_id, key in by_id.items()}
    return json.dumps({"current": current, "keys": written}, indent=2)


def _write_encryption_keys(folder: Path, *, current: str, by_id: Mapping[str, bytes]) -> None:
    """Whole or not at all, and on disk before anything is encrypted with it."""
    path = folder / "encryption.json"
    descriptor, made = tempfile.mkstemp(dir=folder, prefix=f".{path.name}-")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(_as_text(current=current, by_id=by_id) + "\n")
        file.flush()
        os.fsync(file.fileno())
    Path(made).replace(path)
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)


def _text(path: Path, *, make: Callable[[], str]) -> str:
    if not path.exists():
        _write_once(path, make())
    _refuse_if_others_may_read(path)
    return path.read_text("utf-8").strip()


def _write_once(path: Path, text: str) -> None:
    """Two processes may start at the same moment: the first link wins, and both then read the same key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(made, path)
    except FileExistsError:
        pass
    finally:
        Path(made).unlink()


def _refuse_if_others_may_read(path: Path) -> None:
    others = stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO)
    if others:
        raise KeyFileRefused(
            f"{path} can be read by other accounts of this machine. "
            f"Replace the key if it may have been read, then run: chmod 600 {path}"
        )
