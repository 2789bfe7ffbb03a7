"""Tokens at rest and in hand: AES-256-GCM bound to the very column, and a type that does not show itself."""

import base64
import secrets
from typing import NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from counterfoil.keys import EncryptionKeys

NONCE_BYTES = 12


class SecretLost(RuntimeError):
    """A stored secret cannot be read: its key is gone, or it was moved from another row."""


class Secret:
    """A text that must not be seen. `reveal()` is the only way to it, so every use can be found."""

    __slots__ = ("_text",)
    _text: str

    def __init__(self, text: str) -> None:
        object.__setattr__(self, "_text", text)

    def reveal(self) -> str:
        return self._text

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a secret does not change")

    def __bool__(self) -> bool:
        return bool(self._text)

    def __repr__(self) -> str:
        return "***"

    __str__ = __repr__

    def __format__(self, spec: str) -> NoReturn:
        raise TypeError("a secret is not put into a text")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a secret is not pickled")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and secrets.compare_digest(self._text.encode(), other._text.encode())

    __hash__ = None  # type: ignore[assignment]


def seal(secret: Secret, *, column: str, row: int, firm_id: int, keys: EncryptionKeys) -> str:
    """`key id:nonce and ciphertext` for the column of that row; `column` is `table.column`."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    boxed = AESGCM(keys.by_id[keys.current]).encrypt(nonce, secret.reveal().encode(), _place(column, row, firm_id))
    return f"{keys.current}:{base64.b64encode(nonce + boxed).decode('ascii')}"


def key_of(stored: str) -> str:
    """Which key a stored secret was written with."""
    return stored.partition(":")[0]


def unseal(stored: str, *, column: str, row: int, firm_id: int, keys: EncryptionKeys) -> Secret:
    """The secret of that very place; an empty column is an empty secret."""
    if not stored:
        return Secret("")
    key_id, _, text = stored.partition(":")
    key = keys.by_id.get(key_id)
    if key is None:
        raise SecretLost(f"{column} of row {row} was written with key {key_id}, which is not in the key file")
    raw = base64.b64decode(text)
    try:
        return Secret(AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _place(column, row, firm_id)).decode())
    except InvalidTag:
        raise SecretLost(f"{column} of row {row} was not written for this place") from None


def _place(column: str, row: int, firm_id: int) -> bytes:
    return f"{column}|{row}|{firm_id}".encode()
