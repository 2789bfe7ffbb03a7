"""/connections: which organisations a consent covers, and taking one away. It stands beside the Accounting API."""

from datetime import datetime
from urllib.parse import urlsplit, urlunsplit

import httpx
import msgspec

from counterfoil.config import Settings
from counterfoil.xero import wire
from counterfoil.xero.asking import not_read
from counterfoil.xero.client import exchange
from counterfoil.xero.models import Connection
from counterfoil.xero.request import Answered, NoAnswer
from counterfoil.xero.secrets import Secret
from counterfoil.xero.tokens import TokenKeeper

WHAT = "the organisations of this consent"


def tenants_of(connection: Connection, *, at: datetime, settings: Settings, http: httpx.Client) -> list[wire.Tenant]:
    """The organisations of this consent, and of no earlier one. Refused as `asking` says without an answer."""
    token = TokenKeeper(connection.pk, http=http, settings=settings).access(at)
    if not isinstance(token, Secret):
        raise not_read(token, what=WHAT)
    query = f"authEventId={connection.auth_event_id}" if connection.auth_event_id else ""
    found = read_tenants(http, settings, token=token, query=query)
    if not isinstance(found, list):
        raise not_read(found, what=WHAT)
    return found


def read_tenants(
    http: httpx.Client, settings: Settings, *, token: Secret, query: str = ""
) -> list[wire.Tenant] | Answered | NoAnswer:
    """The list, or the answer that was none."""
    reply = exchange(http, beside_the_api("GET", "/connections", query, token=token, settings=settings))
    if not isinstance(reply, Answered) or reply.status != 200:
        return reply
    try:
        found = msgspec.json.decode(reply.body, type=list[wire.Tenant])
    except msgspec.DecodeError:
        return reply
    return [tenant for tenant in found if tenant.tenant_type == "ORGANISATION"]


def beside_the_api(method: str, path: str, query: str, *, token: Secret, settings: Settings) -> httpx.Request:
    """A request at the API's origin, outside the Accounting API, for no organisation in particular."""
    parts = urlsplit(settings.xero_api_base_url)
    address = urlunsplit((parts.scheme, parts.netloc, path, query, ""))
    headers = {"Authorization": "Bearer " + token.reveal(), "Accept": "application/json"}
    return httpx.Request(method, address, headers=headers)
