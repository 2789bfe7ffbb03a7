"""Tokens do not show themselves, and a ciphertext works in its own place only."""

import json
import pickle
from base64 import b64decode, b64encode

import pytest

from counterfoil.keys import EncryptionKeys
from counterfoil.xero.secrets import Secret, SecretLost, seal, unseal

OLD, NEW = bytes(range(32)), bytes(range(32, 64))
KEYS = EncryptionKeys(current="2", by_id={"1": OLD, "2": NEW})
PLACE = {"column": "xero_connection.access_token", "row": 7, "firm_id": 3}


def test_a_secret_shows_nothing_of_itself() -> None:
    secret = Secret("the-token")

    assert (repr(secret), str(secret), repr([secret])) == ("***", "***", "[***]")
    with pytest.raises(TypeError):
        f"{secret}"
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    with pytest.raises(TypeError):
        json.dumps(secret)


def test_what_was_sealed_is_read_in_its_own_place() -> None:
    stored = seal(Secret("the-token"), **PLACE, keys=KEYS)  # type: ignore[arg-type]

    assert "the-token" not in stored and stored.startswith("2:")
    assert unseal(stored, **PLACE, keys=KEYS).reveal() == "the-token"  # type: ignore[arg-type]


@pytest.mark.parametrize("moved", [{"row": 8}, {"firm_id": 4}, {"column": "xero_connection.refresh_token"}])
def test_a_ciphertext_moved_elsewhere_cannot_be_read(moved: dict[str, object]) -> None:
    stored = seal(Secret("the-token"), **PLACE, keys=KEYS)  # type: ignore[arg-type]

    with pytest.raises(SecretLost):
        unseal(stored, **PLACE | moved, keys=KEYS)  # type: ignore[arg-type]


def test_a_changed_byte_is_noticed() -> None:
    stored = seal(Secret("the-token"), **PLACE, keys=KEYS)  # type: ignore[arg-type]
    key_id, _, text = stored.partition(":")
    raw = bytearray(b64decode(text))
    raw[-1] ^= 1

    with pytest.raises(SecretLost):
        unseal(f"{key_id}:{b64encode(raw).decode()}", **PLACE, keys=KEYS)  # type: ignore[arg-type]


def test_an_older_key_still_reads_what_it_wrote() -> None:
    before = EncryptionKeys(current="1", by_id={"1": OLD})
    stored = seal(Secret("the-token"), **PLACE, keys=before)  # type: ignore[arg-type]

    assert unseal(stored, **PLACE, keys=KEYS).reveal() == "the-token"  # type: ignore[arg-type]
    with pytest.raises(SecretLost, match="key 1"):
        unseal(stored, **PLACE, keys=EncryptionKeys(current="2", by_id={"2": NEW}))  # type: ignore[arg-type]
