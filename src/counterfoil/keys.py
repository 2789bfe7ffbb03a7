"""Keys live in files beside the data, made at first start and readable by nobody else.

There is no default key: a copy of the database without this folder opens no session and decrypts no token. A file that
others may read is refused rather than repaired, because whoever could read it may have done so.
"""

import base64
import json
import os
import secrets
import stat
import tempfile
from collections.abc import Callable, Mapping
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


def _first_encryption_keys() -> str:
    key = base64.b64encode(secrets.token_bytes(AES_KEY_BYTES)).decode("ascii")
    return json.dumps({"current": "1", "keys": {"1": key}}, indent=2)


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
