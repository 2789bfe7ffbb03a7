"""/connect/token and /connect/revocation: codes, refreshes and custom connections become tokens."""

import binascii
import hashlib
from base64 import b64decode, urlsafe_b64encode
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import unquote

from msgspec.structs import replace

from xero_sandbox.model.dates import milliseconds
from xero_sandbox.model.identity import (
    ACCESS_LIVES,
    CODE_LIVES,
    REFRESH_GRACE,
    REFRESH_LIVES,
    USER_ID,
    AccessToken,
    Consent,
    Identity,
    RefreshToken,
    digest,
    same,
)
from xero_sandbox.model.messages import Request, Response, as_json, write_json
from xero_sandbox.model.settings import SCOPES

NO_STORE = {"Cache-Control": "no-store"}


class Signer(Protocol):
    """Signs tokens; handed in, because keys and their chance belong outside."""

    algorithm: str
    key_id: str

    def sign(self, message: bytes) -> bytes: ...


class Denied(Exception):
    """An OAuth error; the code is what the app reads."""


def token(identity: Identity, signer: Signer, tenants: list[str], request: Request, now: datetime) -> Response:
    form = request.form()
    try:
        _check_client(identity, request, form)
        identity.forget_old(now)
        match form.get("grant_type"):
            case "authorization_code":
                answer = _from_code(identity, signer, form, now)
            case "refresh_token":
                answer = _from_refresh(identity, signer, form, now)
            case "client_credentials":
                answer = _for_custom_connection(identity, signer, tenants, form, now)
            case _:
                raise Denied("unsupported_grant_type")
    except Denied as denied:
        return as_json({"error": str(denied)}, 400)
    return Response(200, write_json(answer), headers=NO_STORE)


def revocation(identity: Identity, request: Request) -> Response:
    """An unknown token is no error, as the standard has it."""
    form = request.form()
    try:
        _check_client(identity, request, form)
    except Denied as denied:
        return as_json({"error": str(denied)}, 400)
    sent = digest(form.get("token", ""))
    if identity.refresh_tokens.get(sent):
        identity.revoke_all()
    elif identity.access_tokens.get(sent):
        identity.access_tokens.remove(sent)
    return Response(200, b"", None)


def unknown_scopes(scopes: list[str]) -> list[str]:
    return [scope for scope in scopes if scope not in SCOPES]


def _check_client(identity: Identity, request: Request, form: dict[str, str]) -> None:
    client_id, secret = form.get("client_id", ""), form.get("client_secret", "")
    kind, _, basic = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "basic":
        try:
            client_id, _, secret = b64decode(basic, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            raise Denied("invalid_client") from None
        client_id, secret = unquote(client_id), unquote(secret)
    settings = identity.settings
    if not (same(client_id, settings.client_id) and same(secret, settings.client_secret)):
        raise Denied("invalid_client")


def _from_code(identity: Identity, signer: Signer, form: dict[str, str], now: datetime) -> dict[str, Any]:
    code = identity.codes.get(digest(form.get("code", "")))
    if code is None:
        raise Denied("invalid_grant")
    identity.codes.remove(code.id)
    if now - code.at > CODE_LIVES or code.redirect_uri != form.get("redirect_uri"):
        raise Denied("invalid_grant")
    if code.challenge is not None and not same(_s256(form.get("code_verifier", "")), code.challenge):
        raise Denied("invalid_grant")
    return _issue(identity, signer, identity.consents[code.consent_id], now, nonce=code.nonce)


def _from_refresh(identity: Identity, signer: Signer, form: dict[str, str], now: datetime) -> dict[str, Any]:
    """Every refresh brings a new refresh token; the one before still works for half an hour, for a lost answer."""
    known = identity.refresh_tokens.get(digest(form.get("refresh_token", "")))
    if known is None or now >= known.expires_at or identity.consents[known.consent_id].revoked:
        raise Denied("invalid_grant")
    if known.replaced_at is not None and now - known.replaced_at > REFRESH_GRACE:
        raise Denied("invalid_grant")
    if known.replaced_at is None:
        identity.refresh_tokens.put(replace(known, replaced_at=now))
    return _issue(identity, signer, identity.consents[known.consent_id], now)


def _for_custom_connection(
    identity: Identity, signer: Signer, tenants: list[str], form: dict[str, str], now: datetime
) -> dict[str, Any]:
    """An app that is one organisation's own: no person, no refresh token, the first organisation."""
    scopes = form.get("scope", "").split()
    if unknown_scopes(scopes):
        raise Denied("invalid_scope")
    if not tenants:
        raise Denied("unauthorized_client")
    consent = identity.consents.put(
        Consent(id=identity.new_id(), scopes=tuple(scopes), at=now, custom_tenant=tenants[0])
    )
    identity.connect(tenants[0], consent.id, now)
    return _issue(identity, signer, consent, now)


def _issue(
    identity: Identity, signer: Signer, consent: Consent, now: datetime, nonce: str | None = None
) -> dict[str, Any]:
    seconds = milliseconds(now) // 1000
    common = {"iss": identity.settings.issuer, "nbf": seconds, "iat": seconds, "sub": USER_ID, "xero_userid": USER_ID}
    lives = int(ACCESS_LIVES.total_seconds())
    access = _signed(
        signer,
        common
        | {
            "exp": seconds + lives,
            "aud": f"{identity.settings.issuer}/resources",
            "client_id": identity.settings.client_id,
            "jti": identity.new_id(),
            "authentication_event_id": consent.id,
            "scope": list(consent.scopes),
        },
    )
    identity.access_tokens.put(AccessToken(id=digest(access), consent_id=consent.id, expires_at=now + ACCESS_LIVES))
    answer: dict[str, Any] = {
        "access_token": access,
        "expires_in": lives,
        "token_type": "Bearer",
        "scope": " ".join(consent.scopes),
    }
    if "openid" in consent.scopes and not consent.custom_tenant:
        first, last = identity.settings.user_name
        person = {"email": identity.settings.user_email, "given_name": first, "family_name": last}
        about = {"aud": identity.settings.client_id, "exp": seconds + 300} | ({"nonce": nonce} if nonce else {})
        answer["id_token"] = _signed(signer, common | person | about)
    if "offline_access" in consent.scopes and not consent.custom_tenant:
        refresh = identity.new_secret()
        identity.refresh_tokens.put(
            RefreshToken(id=digest(refresh), consent_id=consent.id, expires_at=now + REFRESH_LIVES)
        )
        answer["refresh_token"] = refresh
    return answer


def _signed(signer: Signer, claims: dict[str, Any]) -> str:
    head = {"alg": signer.algorithm, "kid": signer.key_id, "typ": "JWT"}
    message = b".".join(_base64(write_json(part)) for part in (head, claims))
    return b".".join((message, _base64(signer.sign(message)))).decode()


def _base64(raw: bytes) -> bytes:
    return urlsafe_b64encode(raw).rstrip(b"=")


def _s256(verifier: str) -> str:
    return _base64(hashlib.sha256(verifier.encode()).digest()).decode()
