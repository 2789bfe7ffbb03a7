"""The identity service: the consent's address, and codes, refresh tokens and client credentials becoming tokens.

Each call is one request; what comes of it is a value. Nothing here keeps anything.
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import msgspec

from counterfoil.config import Settings
from counterfoil.xero.client import exchange
from counterfoil.xero.request import NoAnswer
from counterfoil.xero.secrets import Secret

SCOPES = (
    "offline_access openid profile email accounting.contacts accounting.settings accounting.invoices"
    " accounting.payments accounting.banktransactions accounting.manualjournals"
    " accounting.reports.trialbalance.read"
).split()
CUSTOM_SCOPES = [scope for scope in SCOPES if scope.startswith("accounting.")]


@dataclass(frozen=True, slots=True)
class Tokens:
    access: Secret
    refresh: Secret
    seconds: int
    scopes: str
    auth_event_id: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The identity service said no; `code` is its own word, such as invalid_grant."""

    code: str


@dataclass(frozen=True, slots=True)
class Lost:
    """No usable answer: the tokens may or may not have been changed."""

    why: str


TokenAnswer = Tokens | Refused | Lost


class _Answer(msgspec.Struct, kw_only=True):
    access_token: str = ""
    refresh_token: str = ""
    expires_in: int = 0
    scope: str = ""
    error: str = ""


def new_verifier() -> Secret:
    return Secret(secrets.token_urlsafe(64)[:96])


def consent_address(settings: Settings, *, state: str, verifier: Secret, redirect_uri: str) -> str:
    """Where the person is sent. The verifier itself stays here; its hash travels (S256)."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.reveal().encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": settings.xero_client_id,
        "redirect_uri": redirect_uri,
        "scope": " ".join(SCOPES),
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{settings.xero_authorize_url}?{urlencode(asked, quote_via=quote)}"


def from_code(http: httpx.Client, settings: Settings, *, code: str, verifier: Secret, redirect_uri: str) -> TokenAnswer:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "code_verifier": verifier.reveal(),
    }
    return _ask(http, settings, form)


def from_refresh_token(http: httpx.Client, settings: Settings, *, refresh: Secret) -> TokenAnswer:
    return _ask(http, settings, {"grant_type": "refresh_token", "refresh_token": refresh.reveal()})


def from_client_credentials(http: httpx.Client, settings: Settings) -> TokenAnswer:
    return _ask(http, settings, {"grant_type": "client_credentials", "scope": " ".join(CUSTOM_SCOPES)})


def revoke(http: httpx.Client, settings: Settings, *, refresh: Secret) -> bool:
    reply = exchange(http, _request(settings, "connect/revocation", {"token": refresh.reveal()}))
    return not isinstance(reply, NoAnswer) and reply.status == 200


def _ask(http: httpx.Client, settings: Settings, form: dict[str, str]) -> TokenAnswer:
    reply = exchange(http, _request(settings, "connect/token", form))
    if isinstance(reply, NoAnswer):
        return Lost(reply.why)
    try:
        answer = msgspec.json.decode(reply.body, type=_Answer)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Lost(f"status {reply.status}")
    if reply.status == 200 and answer.access_token:
        return Tokens(
            access=Secret(answer.access_token),
            refresh=Secret(answer.refresh_token),
            seconds=answer.expires_in or 1800,
            scopes=answer.scope,
            auth_event_id=str(_claims(answer.access_token).get("authentication_event_id", "")),
        )
    if 400 <= reply.status < 500 and answer.error and reply.status != 429:
        return Refused(answer.error[:60])
    return Lost(f"status {reply.status}")


def _request(settings: Settings, path: str, form: dict[str, str]) -> httpx.Request:
    name = quote(settings.xero_client_id, safe="")
    password = quote(settings.xero_client_secret.get_secret_value(), safe="")
    basic = base64.b64encode(f"{name}:{password}".encode()).decode()
    return httpx.Request(
        "POST",
        f"{settings.xero_identity_base_url}/{path}",
        headers={
            "Authorization": f"Basic {basic}",
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        },
        content=urlencode(form).encode(),
    )


def _claims(token: str) -> dict[str, Any]:
    """What the access token says of itself. Read for the consent's id only; Xero checks its own signature."""
    try:
        part = token.split(".")[1]
        return dict(msgspec.json.decode(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)), type=dict[str, Any]))
    except (IndexError, ValueError, msgspec.DecodeError):
        return {}
