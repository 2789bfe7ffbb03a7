"""Whose key a request carries. It reads `cf_PREFIX_SECRET`: the prefix finds its row, the secret's hash proves it."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from counterfoil.firms.models import ApiKey
from counterfoil.firms.publicid import new_public_id

_TOKEN = re.compile(r"cf_([0-9a-z]{12})_([0-9A-Za-z_-]{43})\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Minted:
    """A new key. `token` is shown once and kept nowhere."""

    prefix: str
    token: str
    secret_sha256: str

    def __repr__(self) -> str:
        return f"Minted({self.prefix}, ***)"


def mint() -> Minted:
    """256 random bits need no slow hash."""
    prefix, secret = new_public_id(), secrets.token_urlsafe(32)
    return Minted(prefix, f"cf_{prefix}_{secret}", _hash(secret))


def key_of(token: str, *, at: datetime) -> ApiKey | None:
    """The key behind a token, unless it is unknown, expired or revoked."""
    found = _TOKEN.match(token)
    if not found:
        return None
    key = ApiKey.objects.select_related("firm", "user").filter(prefix=found[1]).first()
    proved = hmac.compare_digest(_hash(found[2]), key.secret_sha256 if key else "")
    if key is None or not proved or key.revoked_at or key.expires_at <= at:
        return None
    return key


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
