"""Who may do what: consents, connections and tokens, kept by the identity service beside the organisations.

One consent covers the organisations chosen on it and has one set of tokens. `connection.id` is not the tenant id.
"""

import hashlib
import random
import secrets
import uuid
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from xero_sandbox.model import ids
from xero_sandbox.model.settings import Settings
from xero_sandbox.model.tables import Store, Table

ACCESS_LIVES = timedelta(minutes=30)
REFRESH_LIVES = timedelta(days=60)
REFRESH_GRACE = timedelta(minutes=30)
CODE_LIVES = timedelta(minutes=5)
USER_ID = str(uuid.uuid5(uuid.NAMESPACE_URL, "xero-sandbox:demo-user"))


class Consent(Struct, frozen=True, kw_only=True):
    """One time a person (or a custom connection) gave access; its id is the `authEventId`."""

    id: str
    scopes: tuple[str, ...]
    at: datetime
    custom_tenant: str | None = None
    revoked: bool = False


class Connection(Struct, frozen=True, kw_only=True):
    id: str
    tenant_id: str
    consent_id: str
    created_at: datetime
    updated_at: datetime


class Code(Struct, frozen=True, kw_only=True):
    id: str
    consent_id: str
    redirect_uri: str
    challenge: str | None
    nonce: str | None
    at: datetime


class AccessToken(Struct, frozen=True, kw_only=True):
    id: str
    consent_id: str
    expires_at: datetime


class RefreshToken(Struct, frozen=True, kw_only=True):
    id: str
    consent_id: str
    expires_at: datetime
    replaced_at: datetime | None = None


class Identity:
    def __init__(self, settings: Settings, rng: random.Random) -> None:
        self.settings, self.rng = settings, rng
        self.store = Store("identity")
        self.consents = Table(self.store, "consent", Consent)
        self.connections = Table(self.store, "connection", Connection, tenant=lambda row: row.tenant_id)
        self.codes = Table(self.store, "code", Code)
        self.access_tokens = Table(self.store, "access_token", AccessToken)
        self.refresh_tokens = Table(self.store, "refresh_token", RefreshToken)

    def new_id(self) -> str:
        return ids.drawn(self.rng)

    def new_secret(self) -> str:
        return urlsafe_b64encode(self.rng.getrandbits(256).to_bytes(32, "big")).decode().rstrip("=")

    def consent(
        self,
        *,
        tenants: list[str],
        scopes: list[str],
        redirect_uri: str,
        challenge: str | None,
        nonce: str | None,
        now: datetime,
    ) -> str:
        """The person said yes: connect the organisations and give the app a code to fetch its tokens with."""
        consent = self.consents.put(Consent(id=self.new_id(), scopes=tuple(scopes), at=now))
        for tenant_id in tenants:
            self.connect(tenant_id, consent.id, now)
        code = self.new_secret()
        self.codes.put(
            Code(
                id=digest(code),
                consent_id=consent.id,
                redirect_uri=redirect_uri,
                challenge=challenge,
                nonce=nonce,
                at=now,
            )
        )
        return code

    def connect(self, tenant_id: str, consent_id: str, now: datetime) -> Connection:
        for known in self.connections.find("tenant", tenant_id):
            return self.connections.put(replace(known, consent_id=consent_id, updated_at=now))
        return self.connections.put(
            Connection(id=self.new_id(), tenant_id=tenant_id, consent_id=consent_id, created_at=now, updated_at=now)
        )

    def disconnect(self, connection_id: str) -> bool:
        if self.connections.get(connection_id) is None:
            return False
        self.connections.remove(connection_id)
        return True

    def expire_access(self, now: datetime) -> None:
        """Every access token is at its end now; refresh tokens still work."""
        for access in list(self.access_tokens):
            self.access_tokens.put(replace(access, expires_at=min(access.expires_at, now)))

    def forget_refresh(self) -> None:
        """No refresh token works any more, as after sixty days unused: the next refresh is an invalid_grant."""
        for refresh in list(self.refresh_tokens):
            self.refresh_tokens.remove(refresh.id)

    def revoke_all(self) -> None:
        """The refresh token came back to be revoked: no token works any more, and every connection is gone."""
        for consent in list(self.consents):
            self.consents.put(replace(consent, revoked=True))
        tables: tuple[Table[Any], ...] = (self.access_tokens, self.refresh_tokens, self.connections)
        for table in tables:
            for row in list(table):
                table.remove(row.id)

    def access(self, token: str) -> AccessToken | None:
        return self.access_tokens.get(digest(token))

    def may(self, consent: Consent, tenant_id: str) -> bool:
        """Any consent of the person's will do, as long as the organisation is still connected."""
        return bool(self.connections.find("tenant", tenant_id)) and consent.custom_tenant in (None, tenant_id)

    def forget_old(self, now: datetime) -> None:
        for access in [row for row in self.access_tokens if row.expires_at + timedelta(days=1) < now]:
            self.access_tokens.remove(access.id)
        for refresh in [row for row in self.refresh_tokens if row.expires_at < now]:
            self.refresh_tokens.remove(refresh.id)
        for code in [row for row in self.codes if row.at + CODE_LIVES < now]:
            self.codes.remove(code.id)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def same(left: str, right: str) -> bool:
    return secrets.compare_digest(left.encode(), right.encode())
