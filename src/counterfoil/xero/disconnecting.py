"""Ending a connection: the consent is given back at Xero, the tokens are thrown away, the history stays.

books and audit here first, in one transaction    nothing is sent from then on
DELETE /connections/{id}                          takes this one organisation away from the app
revocation of the refresh token                   only where no other firm lives on the same app: it would end them all
"""

from dataclasses import dataclass
from datetime import datetime

import httpx
from django.db import transaction

from counterfoil.config import Settings
from counterfoil.core.refusals import Refusal
from counterfoil.firms import audit
from counterfoil.firms.roles import Actor, require
from counterfoil.ledger import record as ledger
from counterfoil.outbox.models import Destination
from counterfoil.xero import oauth
from counterfoil.xero.client import exchange
from counterfoil.xero.models import Connection
from counterfoil.xero.request import Answered
from counterfoil.xero.secrets import Secret
from counterfoil.xero.tenants import beside_the_api
from counterfoil.xero.tokens import TokenKeeper, unsealed


@dataclass(frozen=True, slots=True)
class Ended:
    """`at_xero` is false where Xero did not confirm that the app is gone there; a person then takes it away by hand."""

    name: str
    at_xero: bool


def disconnect(*, by: Actor, at: datetime, why: str, settings: Settings, http: httpx.Client) -> Ended:
    """Stop copying and give the consent back. What is in Xero stays there; what waits stays here, untouched."""
    require(by, "connect")
    if not why.strip():
        raise Refusal("reason-missing", "say why; the reason is kept with the connection")
    connection = Connection.objects.filter(firm_id=by.firm_id, destination__isnull=False).exclude(state="gone").first()
    if connection is None or connection.destination is None:
        raise Refusal("not-connected", "the firm is not connected to Xero")
    destination = connection.destination
    refresh = unsealed(connection.pk, "refresh_token", settings)
    leave = leaving_request(connection, at=at, settings=settings, http=http)
    with transaction.atomic():
        ledger.open_ledger(by.firm_id)
        Destination.objects.filter(pk=destination.pk).update(state="gone", state_reason=why)
        Connection.objects.filter(pk=connection.pk).update(
            state="gone", access_token="", refresh_token="", previous_refresh_token=""
        )
        audit.note(by=by, at=at, action="disconnect", subject="destination", subject_id=destination.pk, why=why)
    taken = taken_away(http, leave)
    if refresh and not Connection.objects.filter(state="live", client_id=settings.xero_client_id).exists():
        taken = oauth.revoke(http, settings, refresh=refresh) or taken
    return Ended(destination.name, taken)


def leaving_request(
    connection: Connection, *, at: datetime, settings: Settings, http: httpx.Client
) -> httpx.Request | None:
    """The request that takes this one organisation away; made while there is still a token for it."""
    token = TokenKeeper(connection.pk, http=http, settings=settings).access(at)
    if not isinstance(token, Secret) or not connection.connection_id:
        return None
    return beside_the_api("DELETE", f"/connections/{connection.connection_id}", "", token=token, settings=settings)


def taken_away(http: httpx.Client, leave: httpx.Request | None) -> bool:
    """Gone already is as good as gone now."""
    reply = exchange(http, leave) if leave is not None else None
    return isinstance(reply, Answered) and reply.status in (204, 404)
