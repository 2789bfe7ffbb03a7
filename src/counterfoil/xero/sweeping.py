"""When the worker sweeps by itself: once a day for each live connection, and an hour after one that failed."""

from datetime import datetime, timedelta

import httpx
import structlog
from django.db import transaction

from counterfoil.config import Settings
from counterfoil.core.refusals import Refusal
from counterfoil.firms.rows import run
from counterfoil.outbox.models import Destination
from counterfoil.outbox.store import DatabaseStore
from counterfoil.reports.reading import instant_of
from counterfoil.xero import lock_dates
from counterfoil.xero.connection import client_for
from counterfoil.xero.models import Sweep
from counterfoil.xero.sweep import begin, sweep

log = structlog.get_logger("counterfoil.xero")

EVERY = timedelta(hours=24)
AFTER_TROUBLE = timedelta(hours=1)


def due(*, now: datetime, alone: int | None = None) -> list[int]:
    """The live connections that were not swept since yesterday, and not tried within the hour. `alone`: of that one."""
    rows = run(
        "select d.id, d.connected_at, max(case when s.ended_at is not null then s.began_at end), max(s.began_at)"
        " from outbox_destination d left join xero_sweep s on s.destination_id = d.id where d.state = 'live'"
        " and (cast(%s as bigint) is null or d.id = %s) group by d.id, d.connected_at order by d.id",
        [alone, alone],
    )
    found = []
    for destination_id, connected, whole, tried in rows:
        since, last = instant_of(whole) or instant_of(connected), instant_of(tried)
        if since and now - since >= EVERY and (last is None or now - last >= AFTER_TROUBLE):
            found.append(int(destination_id))
    return found


def claimed(destination_id: int, *, now: datetime) -> tuple[Destination, Sweep] | None:
    """A sweep that has begun; nothing where another worker, perhaps on another machine, was quicker."""
    with transaction.atomic():
        destination = Destination.objects.select_for_update(no_key=True).get(pk=destination_id)
        if not due(now=now, alone=destination_id):
            return None
        return destination, begin(destination, at=now)


def sweep_due(*, store: DatabaseStore, settings: Settings, http: httpx.Client) -> int:
    """Sweep what is due. What Xero refuses is written down with the sweep; how many were swept whole."""
    done = 0
    for destination_id in due(now=store.now()):
        network = client_for(destination_id, at=store.now, settings=settings, http=http)
        if network is None:
            continue
        mine = claimed(destination_id, now=store.now())
        if mine is None:
            continue
        destination, begun = mine
        try:
            found = sweep(destination=destination, network=network, now=store.now, begun=begun)
            lock_dates.look(destination_id=destination_id, network=network)
        except Refusal as refusal:
            log.warning("the sweep was not finished", destination=destination_id, code=refusal.code)
            continue
        log.info("swept", destination=destination_id, records=found.records, found=found.found, calls=found.calls)
        done += 1
    return done
