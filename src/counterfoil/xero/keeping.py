"""Keeping connections: tokens are refreshed ahead of need, and a consent that was lost is noticed.

    copies go out there        refreshed at 20 minutes of 30
    nothing goes out           refreshed once a week, because a refresh token dies after 60 days unused
    as long as a token lives   Xero is asked once a minute whether the organisation is still connected

What is lost suspends the destination: every page says so with its next pulse, and the queue waits.
"""

from collections.abc import Collection
from datetime import datetime

import httpx

from counterfoil.config import Settings
from counterfoil.outbox.store import DatabaseStore
from counterfoil.xero.models import Connection
from counterfoil.xero.request import Answered
from counterfoil.xero.tenants import read_tenants
from counterfoil.xero.tokens import RECONNECT, TokenKeeper


def keep_alive(
    *, now: datetime, at_work: Collection[int], settings: Settings, http: httpx.Client, notices: bool = True
) -> int:
    """One round over all live connections. `at_work` are destinations that copies go to. How many were renewed."""
    renewed = 0
    for connection in Connection.objects.filter(state="live", destination__isnull=False).select_related("destination"):
        keeper = TokenKeeper(connection.pk, http=http, settings=settings)
        working = connection.destination_id in at_work
        renewed += keeper.refresh_ahead(now) if working else keeper.keep_alive(now)
        if notices:
            notice_loss(connection, keeper, now=now, settings=settings, http=http)
    return renewed


def notice_loss(
    connection: Connection, keeper: TokenKeeper, *, now: datetime, settings: Settings, http: httpx.Client
) -> None:
    """Suspend the destination when Xero says that the organisation is no longer connected. Silence means nothing."""
    destination, token = connection.destination, keeper.in_hand(now)
    if token is None or destination is None or destination.state != "live":
        return
    found = read_tenants(http, settings, token=token)
    if isinstance(found, list):
        if destination.remote_id not in {tenant.tenant_id for tenant in found}:
            DatabaseStore().suspend(destination.pk, reason=RECONNECT)
    elif isinstance(found, Answered) and found.status == 401:
        keeper.refresh(now)  # A consent that was revoked refuses this too, and suspends.
