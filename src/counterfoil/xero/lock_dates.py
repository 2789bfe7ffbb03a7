"""Xero's lock dates as they were last read: what is dated on or before them is refused here, before a call is spent.

They are read with the accounts, once a day by the worker, and when somebody retries what they hold back.
"""

from collections.abc import Callable
from datetime import date, datetime

import httpx

from counterfoil.config import Settings
from counterfoil.firms.roles import Actor, require
from counterfoil.firms.rows import day_of, run
from counterfoil.xero import wire
from counterfoil.xero.connection import way_there
from counterfoil.xero.mapping import try_again
from counterfoil.xero.preflight_reading import read_organisation
from counterfoil.xero.request import Network
from counterfoil.xero.translate.parts import LOCKED


def look(*, destination_id: int, network: Network) -> date | None:
    """One call. The last day that is locked; refused as `asking` says when Xero does not tell."""
    return keep(destination_id, read_organisation(network))


def look_again(*, by: Actor, settings: Settings, http: httpx.Client, now: Callable[[], datetime]) -> date | None:
    """A person retries what was held back by them."""
    require(by, "retry push")
    destination, network = way_there(by.firm_id, at=now, settings=settings, http=http)
    return look(destination_id=destination.pk, network=network)


def keep(destination_id: int, organisation: wire.Organisation) -> date | None:
    """Write them down; where they moved, what they held back goes on by itself."""
    days = (wire.day(organisation.period_lock), wire.day(organisation.year_lock))
    locked = max((day for day in days if day), default=None)
    ((before,),) = run("select locked_through from outbox_destination where id = %s", [destination_id])
    if (day_of(before) if before else None) != locked:
        run(
            "update outbox_destination set locked_through = %s where id = %s",
            [locked and locked.isoformat(), destination_id],
        )
        try_again(destination_id, (LOCKED,))
    return locked
