"""Asking for consent at Xero, and what comes back: tokens, kept until somebody chooses the organisation.

begin -> the person consents at Xero -> finish      a web app: PKCE, and a state bound to session and firm
begin_custom                                        an app that belongs to one organisation: nobody is asked
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx
from django.db import transaction
from django.db.models import QuerySet

from counterfoil.config import Settings
from counterfoil.core.refusals import Refusal
from counterfoil.firms import audit
from counterfoil.firms.roles import Actor, require
from counterfoil.xero import oauth
from counterfoil.xero.models import Asking, Connection
from counterfoil.xero.oauth import Refused, TokenAnswer, Tokens
from counterfoil.xero.secrets import seal, unseal
from counterfoil.xero.tenants import tenants_of
from counterfoil.xero.tokens import write_tokens

ASKING_LIVES = timedelta(minutes=10)
FORGOTTEN_AFTER = timedelta(days=1)
"""A consent for which nobody chose an organisation: its tokens are thrown away."""


REFUSED = {
    "invalid_client": "Xero does not know this installation's app, or its secret is wrong: correct XERO_CLIENT_ID and"
    " XERO_CLIENT_SECRET ({code})",
    "unauthorized_client": "the app at Xero may not ask for this: look at its type and its scopes at Xero's developer"
    " site, then begin again ({code})",
    "invalid_scope": "the app at Xero lacks a scope that is asked for: add it at Xero's developer site, then begin"
    " again ({code})",
    "invalid_grant": "what Xero gave was used already, or is too old; begin again ({code})",
}
"""What the identity service calls its refusals, and what to do about each."""


@dataclass(frozen=True, slots=True)
class Offered:
    """An organisation that the consent covers."""

    tenant_id: str
    name: str


def redirect_uri(settings: Settings) -> str:
    """The address that has to be registered with the app at Xero."""
    return f"{settings.base_url}/xero/callback"


def begin(*, by: Actor, at: datetime, session: str, settings: Settings) -> str:
    """The address of Xero's consent page. What comes back is valid once, for ten minutes, in this session and firm."""
    require(by, "connect")
    state, verifier = secrets.token_urlsafe(32), oauth.new_verifier()
    back = redirect_uri(settings)
    with transaction.atomic():
        Asking.objects.filter(firm_id=by.firm_id, expires_at__lt=at).delete()
        forget(Connection.objects.filter(firm_id=by.firm_id, state="choosing", made_at__lt=at - FORGOTTEN_AFTER))
        asking = Asking.objects.create(
            firm_id=by.firm_id,
            by_id=by.user_id,
            state_sha256=_digest(state),
            session_sha256=_digest(session),
            redirect_uri=back,
            expires_at=at + ASKING_LIVES,
        )
        asking.verifier = seal(
            verifier,
            column="xero_asking.verifier",
            row=asking.pk,
            firm_id=asking.firm_id,
            keys=settings.encryption_keys(),
        )
        asking.save(update_fields=["verifier"])
    return oauth.consent_address(settings, state=state, verifier=verifier, redirect_uri=back)


def finish(
    *, by: Actor, at: datetime, session: str, state: str, code: str, settings: Settings, http: httpx.Client
) -> tuple[Connection, list[Offered]]:
    """The person came back: tokens for the code, and the organisations to choose from."""
    require(by, "connect")
    asking = _used(by=by, at=at, session=session, state=state)
    verifier = unseal(
        asking.verifier,
        column="xero_asking.verifier",
        row=asking.pk,
        firm_id=asking.firm_id,
        keys=settings.encryption_keys(),
    )
    answer = oauth.from_code(http, settings, code=code, verifier=verifier, redirect_uri=asking.redirect_uri)
    connection = _keep(answer, sort="code", by=by, at=at, settings=settings)
    return connection, offered(connection, at=at, settings=settings, http=http)


def begin_custom(*, by: Actor, at: datetime, settings: Settings, http: httpx.Client) -> Connection:
    """An app that belongs to one organisation: there is nobody to ask, and no refresh token."""
    require(by, "connect")
    answer = oauth.from_client_credentials(http, settings)
    return _keep(answer, sort="custom", by=by, at=at, settings=settings)


def offered(connection: Connection, *, at: datetime, settings: Settings, http: httpx.Client) -> list[Offered]:
    """The organisations of this consent, and of no earlier one."""
    tenants = tenants_of(connection, at=at, settings=settings, http=http)
    return [Offered(tenant.tenant_id, tenant.tenant_name or "") for tenant in tenants]


def forget(connections: QuerySet[Connection], **more: Any) -> None:
    """Their tokens are thrown away; what they were stays."""
    connections.update(state="gone", access_token="", refresh_token="", previous_refresh_token="", **more)


def _keep(answer: TokenAnswer, *, sort: str, by: Actor, at: datetime, settings: Settings) -> Connection:
    if isinstance(answer, Refused):
        advice = REFUSED.get(answer.code, "Xero did not give access ({code}); begin again")
        raise Refusal("consent-refused", advice, code=answer.code)
    if not isinstance(answer, Tokens):
        advice = "Xero's sign-in service gave no answer ({why}); begin again in a moment"
        raise Refusal("xero-not-reached", advice, why=answer.why)
    with transaction.atomic():
        connection = Connection.objects.create(
            firm_id=by.firm_id,
            sort=sort,
            state="choosing",
            client_id=settings.xero_client_id,
            auth_event_id=answer.auth_event_id,
            scopes=answer.scopes,
            made_at=at,
        )
        write_tokens(connection.pk, by.firm_id, answer, now=at, settings=settings)
        audit.note(by=by, at=at, action="consent", subject="connection", subject_id=connection.pk)
    return connection


def _used(*, by: Actor, at: datetime, session: str, state: str) -> Asking:
    with transaction.atomic():
        asking = Asking.objects.select_for_update().filter(state_sha256=_digest(state), firm_id=by.firm_id).first()
        fits = asking is not None and asking.used_at is None and asking.expires_at > at
        if asking is None or not fits or asking.session_sha256 != _digest(session):
            raise Refusal("consent-expired", "this consent was not asked for here and now; begin again")
        asking.used_at = at
        asking.save(update_fields=["used_at"])
    return asking


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
