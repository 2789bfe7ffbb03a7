"""Rotating the key that tokens are encrypted with, while the product is at work.

    1  a new key is written down and becomes the current one; the old one stays readable
    2  every secret under another key is written anew, each in a transaction of its own
    3  a moment is waited for, for whoever took the old key in hand before step 1, and step 2 is done once more
    4  the old key is thrown away, once nothing refers to it

Broken off anywhere, the next run goes on: with two keys in the file no third one is made.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from counterfoil import keys
from counterfoil.config import Settings
from counterfoil.firms import audit
from counterfoil.firms.roles import installation
from counterfoil.firms.rows import run
from counterfoil.keys import EncryptionKeys
from counterfoil.xero.secrets import SecretLost, key_of, seal, unseal

SECRETS: Mapping[str, tuple[str, ...]] = {
    "xero_connection": ("access_token", "refresh_token", "previous_refresh_token"),
    "xero_asking": ("verifier",),
}
"""Every column that holds a sealed secret, by table. Each table has `id` and `firm_id`."""

SETTLE_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a run did. `lost` secrets were written with a key that is in no file: those firms connect again."""

    key: str
    resumed: bool
    written: int
    lost: int
    retired: tuple[str, ...]


def rotate(*, settings: Settings, at: datetime, wait: Callable[[float], None] = time.sleep) -> Rotated:
    """Do all four steps; every firm whose secrets were written anew has a line in its audit log."""
    with keys.only_one(settings.keys_dir):
        resumed = len(settings.encryption_keys().by_id) > 1
        if not resumed:
            keys.add_encryption_key(settings.keys_dir)
        current = settings.encryption_keys()
        written, lost = _rewrite_all(current, at=at)
        wait(SETTLE_SECONDS)
        late, lost = _rewrite_all(current, at=at)
        retired = keys.retire_encryption_keys(settings.keys_dir) if not _left(current) else ()
    return Rotated(current.current, resumed, written + late, lost, retired)


def _rewrite_all(current: EncryptionKeys, *, at: datetime) -> tuple[int, int]:
    written = lost = 0
    for table, columns in SECRETS.items():
        for row, firm_id, *stored in _rows(table, columns):
            fresh = 0
            for column, text in zip(columns, stored, strict=True):
                if not text or key_of(text) == current.current:
                    continue
                try:
                    fresh += _rewrite(table, column, row=row, firm_id=firm_id, stored=text, current=current)
                except SecretLost:
                    lost += 1
            if fresh and table == "xero_connection":
                with transaction.atomic():
                    audit.note(
                        by=installation(firm_id),
                        at=at,
                        action="rotate keys",
                        subject="connection",
                        subject_id=row,
                        detail={"key": current.current},
                    )
            written += fresh
    return written, lost


def _rewrite(table: str, column: str, *, row: int, firm_id: int, stored: str, current: EncryptionKeys) -> int:
    """Only what stands there as it was read: a token that was refreshed meanwhile is under the new key already."""
    place = f"{table}.{column}"
    secret = unseal(stored, column=place, row=row, firm_id=firm_id, keys=current)
    fresh = seal(secret, column=place, row=row, firm_id=firm_id, keys=current)
    with transaction.atomic():
        return len(
            run(
                f"update {table} set {column} = %s where id = %s and {column} = %s returning id",  # noqa: S608
                [fresh, row, stored],
            )
        )


def _left(current: EncryptionKeys) -> bool:
    """Whether a secret that can be read still stands under another key."""
    return any(
        text and key_of(text) != current.current and key_of(text) in current.by_id
        for table, columns in SECRETS.items()
        for _, _, *stored in _rows(table, columns)
        for text in stored
    )


def _rows(table: str, columns: tuple[str, ...]) -> list[tuple[int, int, *tuple[str, ...]]]:
    found = run(f"select id, firm_id, {', '.join(columns)} from {table} order by id")  # noqa: S608
    return [(int(row[0]), int(row[1]), *row[2:]) for row in found]
