"""Connecting a firm to its organisation in Xero, and ending that.

    begin -> the person consents at Xero -> finish -> choose       a web app's consent
    connect_custom                                                  an app that belongs to one organisation

From `choose` on every document that is posted leaves a copy in the outbox; what was posted before stays here.
"""

import hashlib
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

import httpx
import msgspec
from django.db import transaction

from counterfoil.config import Settings
from counterfoil.core.refusals import Refusal
from counterfoil.firms import audit
from counterfoil.firms.models import Firm
from counterfoil.firms.roles import Actor, require
from counterfoil.ledger import record as ledger
from counterfoil.outbox.models import Destination
from counterfoil.xero import oauth, wire
from counterfoil.xero.client import Client, exchange
from counterfoil.xero.models import Asking, Connection
from counterfoil.xero.oauth import Refused, TokenAnswer, Tokens
from counterfoil.xero.request import Answered, Network, Request
from counterfoil.xero.secrets import Secret, seal, unseal
from counterfoil.xero.tokens import TokenKeeper, read_row, write_tokens

ASKING_LIVES = timedelta(minutes=10)
NO_INVOICES = ("LEDGER", "GST_CASHBOOK", "NON_GST_CASHBOOK")


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


def offered(connection: Connection, *, at: datetime, settings: Settings, http: httpx.Client) -> list[Offered]:
    """The organisations of this consent, and of no earlier one."""
    tenants = _tenants(connection, at=at, settings=settings, http=http)
    return [Offered(tenant.tenant_id, tenant.tenant_name or "") for tenant in tenants]


def connect_custom(*, by: Actor, at: datetime, settings: Settings, http: httpx.Client) -> Destination:
    """Connect an app that belongs to one organisation: there is nobody to ask."""
    require(by, "connect")
    answer = oauth.from_client_credentials(http, settings)
    connection = _keep(answer, sort="custom", by=by, at=at, settings=settings)
    found = _tenants(connection, at=at, settings=settings, http=http)
    if len(found) != 1:
        raise Refusal("organisation-unknown", "the app should have one organisation; it has {count}", count=len(found))
    return connect(connection, tenant_id=found[0].tenant_id, by=by, at=at, settings=settings, http=http)


def connect(
    connection: Connection, *, tenant_id: str, by: Actor, at: datetime, settings: Settings, http: httpx.Client
) -> Destination:
    """Make the organisation the firm's destination. Everything posted from now on is copied there."""
    require(by, "connect")
    tenants = {tenant.tenant_id: tenant for tenant in _tenants(connection, at=at, settings=settings, http=http)}
    tenant = tenants.get(tenant_id)
    if tenant is None or connection.firm_id != by.firm_id:
        raise Refusal("organisation-unknown", "that organisation is not part of this consent; choose one of the list")
    organisation = read_organisation(
        client_of(connection, tenant_id=tenant_id, at=lambda: at, settings=settings, http=http)
    )
    firm = Firm.objects.get(pk=by.firm_id)
    refuse_unfit(organisation, currency=firm.currency)
    with transaction.atomic():
        ledger.open_ledger(firm.pk)
        destination = _destination(firm, tenant_id, organisation, at)
        Connection.objects.filter(firm=firm, destination=destination).update(destination=None, state="gone")
        Connection.objects.filter(pk=connection.pk).update(
            destination=destination,
            state="live",
            connection_id=tenant.id,
            short_code=organisation.short_code or "",
            organisation_class=organisation.organisation_class or "",
            is_demo=bool(organisation.is_demo) or organisation.organisation_class == "DEMO",
        )
        detail = {"organisation": organisation.name, "tenant": tenant_id}
        audit.note(by=by, at=at, action="connect", subject="destination", subject_id=destination.pk, detail=detail)
    return destination


def refuse_unfit(organisation: wire.Organisation, *, currency: str) -> None:
    """Organisations that cannot take the copies. Trial ones vanish, cashbook ones have no invoices."""
    kind = (organisation.organisation_class or "").upper()
    if kind == "TRIAL":
        raise Refusal("organisation-trial", "{name} is on trial; choose a plan in Xero first", name=organisation.name)
    if kind in NO_INVOICES or (organisation.edition or "").upper() == "PARTNER":
        raise Refusal(
            "organisation-cashbook",
            "{name} has a plan without invoices; choose a business plan in Xero",
            name=organisation.name,
        )
    if organisation.base_currency != currency:
        raise Refusal(
            "organisation-currency",
            "{name} keeps its books in {theirs}, the firm in {ours}; connect an organisation in {ours}",
            name=organisation.name,
            theirs=organisation.base_currency or "no currency",
            ours=currency,
        )


def disconnect(*, by: Actor, at: datetime, why: str, settings: Settings, http: httpx.Client) -> None:
    """Stop copying and give the consent back. What is in Xero stays there; what waits stays here, untouched."""
    require(by, "connect")
    if not why.strip():
        raise Refusal("reason-missing", "say why; the reason is kept with the connection")
    connection = Connection.objects.filter(firm_id=by.firm_id, destination__isnull=False).exclude(state="gone").first()
    if connection is None or connection.destination_id is None:
        raise Refusal("not-connected", "the firm is not connected to Xero")
    refresh = _unsealed(connection, "refresh_token", settings)
    leave = _leaving(connection, at=at, settings=settings, http=http)
    with transaction.atomic():
        ledger.open_ledger(by.firm_id)
        Destination.objects.filter(pk=connection.destination_id).update(state="gone", state_reason=why)
        Connection.objects.filter(pk=connection.pk).update(
            state="gone", access_token="", refresh_token="", previous_refresh_token=""
        )
        audit.note(
            by=by, at=at, action="disconnect", subject="destination", subject_id=connection.destination_id, why=why
        )
    if leave is not None:
        exchange(http, leave)
    if refresh and not Connection.objects.filter(state="live", client_id=settings.xero_client_id).exists():
        oauth.revoke(http, settings, refresh=refresh)


def client_of(
    connection: Connection, *, tenant_id: str, at: Callable[[], datetime], settings: Settings, http: httpx.Client
) -> Client:
    keeper = TokenKeeper(connection.pk, http=http, settings=settings)
    return Client(
        http=http,
        api_base_url=settings.xero_api_base_url,
        tenant_id=tenant_id,
        token=lambda: keeper.access(at()),
        renewed=lambda: keeper.renew(at()),
    )


def client_for(
    destination_id: int, *, at: Callable[[], datetime], settings: Settings, http: httpx.Client
) -> Client | None:
    """The way to a destination; None when no connection of ours leads there."""
    connection = Connection.objects.filter(destination_id=destination_id).select_related("destination").first()
    if connection is None or connection.destination is None:
        return None
    return client_of(connection, tenant_id=connection.destination.remote_id, at=at, settings=settings, http=http)


def keep_alive(*, now: datetime, at_work: Collection[int], settings: Settings, http: httpx.Client) -> int:
    """Refresh tokens ahead of need: at 20 minutes where copies go out, weekly elsewhere. How many were renewed."""
    renewed = 0
    for pk, destination_id in Connection.objects.filter(state="live").values_list("pk", "destination_id"):
        keeper = TokenKeeper(pk, http=http, settings=settings)
        renewed += keeper.refresh_ahead(now) if destination_id in at_work else keeper.keep_alive(now)
    return renewed


def read_organisation(network: Network) -> wire.Organisation:
    reply = network.send(Request(method="GET", path="Organisation"))
    if not isinstance(reply, Answered):
        raise Refusal("xero-not-reached", "Xero does not answer; try again in a moment")
    if reply.status != 200:
        raise Refusal("consent-refused", "Xero answered {status}; connect again", status=reply.status)
    found = msgspec.json.decode(reply.body, type=_Organisations).rows
    if not found:
        raise Refusal("organisation-unknown", "Xero names no organisation for this consent")
    return found[0]


class _Organisations(msgspec.Struct, kw_only=True):
    rows: list[wire.Organisation] = msgspec.field(name="Organisations", default_factory=list)


def _destination(firm: Firm, tenant_id: str, organisation: wire.Organisation, at: datetime) -> Destination:
    """The same organisation connects again freely; another one takes a guided change that lists what differs first."""
    name = organisation.name or tenant_id
    locked = [day for day in (wire.day(organisation.period_lock), wire.day(organisation.year_lock)) if day]
    others = Destination.objects.filter(firm=firm).exclude(remote_id=tenant_id)
    if other := others.first():
        raise Refusal(
            "already-connected",
            "the firm's copies go to {other}; changing to {name} is not there yet",
            other=other,
            name=name,
        )
    destination = Destination.objects.filter(firm=firm, remote_id=tenant_id).first()
    if destination is None:
        return Destination.objects.create(
            firm=firm, remote_id=tenant_id, name=name, connected_at=at, locked_through=max(locked, default=None)
        )
    if destination.state == "gone":
        destination.connected_at = at
    if destination.state != "safe":
        destination.state, destination.state_reason = "live", ""
    destination.name, destination.locked_through, destination.not_before = name, max(locked, default=None), None
    destination.unreached_since = None
    destination.save()
    return destination


def _keep(answer: TokenAnswer, *, sort: str, by: Actor, at: datetime, settings: Settings) -> Connection:
    if isinstance(answer, Refused):
        raise Refusal("consent-refused", "Xero did not give access ({code}); begin again", code=answer.code)
    if not isinstance(answer, Tokens):
        raise Refusal("xero-not-reached", "Xero does not answer; begin again in a moment")
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
    return connection


def _leaving(connection: Connection, *, at: datetime, settings: Settings, http: httpx.Client) -> httpx.Request | None:
    """The request that takes this one organisation away from the app. Revoking would end every firm's connection."""
    token = TokenKeeper(connection.pk, http=http, settings=settings).access(at)
    if not isinstance(token, Secret) or not connection.connection_id:
        return None
    return _beside_the_api("DELETE", f"/connections/{connection.connection_id}", "", token, settings)


def _beside_the_api(method: str, path: str, query: str, token: Secret, settings: Settings) -> httpx.Request:
    parts = urlsplit(settings.xero_api_base_url)
    address = urlunsplit((parts.scheme, parts.netloc, path, query, ""))
    headers = {"Authorization": "Bearer " + token.reveal(), "Accept": "application/json"}
    return httpx.Request(method, address, headers=headers)


def _tenants(connection: Connection, *, at: datetime, settings: Settings, http: httpx.Client) -> list[wire.Tenant]:
    keeper = TokenKeeper(connection.pk, http=http, settings=settings)
    token = keeper.access(at)
    if not isinstance(token, Secret):
        raise Refusal("xero-not-reached", "Xero does not answer; try again in a moment")
    query = f"authEventId={connection.auth_event_id}" if connection.auth_event_id else ""
    reply = exchange(http, _beside_the_api("GET", "/connections", query, token, settings))
    if not isinstance(reply, Answered) or reply.status != 200:
        raise Refusal("xero-not-reached", "Xero does not say which organisations it offers; try again in a moment")
    found = msgspec.json.decode(reply.body, type=list[wire.Tenant])
    return [tenant for tenant in found if tenant.tenant_type == "ORGANISATION"]


def _used(*, by: Actor, at: datetime, session: str, state: str) -> Asking:
    with transaction.atomic():
        asking = Asking.objects.select_for_update().filter(state_sha256=_digest(state), firm_id=by.firm_id).first()
        fits = asking is not None and asking.used_at is None and asking.expires_at > at
        if asking is None or not fits or asking.session_sha256 != _digest(session):
            raise Refusal("consent-expired", "this consent was not asked for here and now; begin again")
        asking.used_at = at
        asking.save(update_fields=["used_at"])
    return asking


def _unsealed(connection: Connection, column: str, settings: Settings) -> Secret:
    row = read_row(connection.pk)
    stored = {"refresh_token": row.refresh, "access_token": row.access}[column]
    place = f"xero_connection.{column}"
    return unseal(stored, column=place, row=row.id, firm_id=row.firm_id, keys=settings.encryption_keys())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
