"""A day's ordinary flow over HTTP, by the real clock: bills come by chance, at sixty in a hundred of what Xero's minute
allows, and each is in the sandbox soon. The sandbox keeps its limits and `counterfoil worker` sends.
"""

import random
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection

from benchmarks.firm import a_connected_firm
from benchmarks.posting import bill
from benchmarks.push import arrival, connect, worker
from benchmarks.report import Figure
from counterfoil.documents import actions
from counterfoil.kinds.billing.client_bill import CLIENT_BILL
from counterfoil.outbox.models import Attempt, Destination, Item
from xero_sandbox.server.running import running

BILLS = 100
A_MINUTE = 36
"""Sixty in a hundred of sixty calls."""
MEDIAN_SECONDS, SLOW_SECONDS = 2.0, 5.0
GIVES_UP_AFTER = 120.0


def measure(folder: Path) -> Iterator[Figure]:
    """Seconds from posting to what the outbox writes down as accepted: the median, and one in a hundred."""
    actor, chance, name = a_connected_firm(), random.Random(36), connection.vendor  # noqa: S311 - the same every time
    Destination.objects.all().delete()
    with running() as sandbox:
        connect(actor, sandbox)
        with worker(folder):
            arrival(actor, sandbox, 1)  # the client's contact goes with the first one
            for number in range(2, BILLS + 2):
                time.sleep(chance.expovariate(A_MINUTE / 60))
                actions.enter(
                    kind=CLIENT_BILL, document=bill(number), by=actor, at=datetime.now(UTC), key=f"s:{number}"
                )
            until = time.monotonic() + GIVES_UP_AFTER
            while Item.objects.exclude(state="confirmed").exists() and time.monotonic() < until:
                time.sleep(0.2)
    items = Item.objects.filter(resource="Invoices").order_by("id")[1:]
    took = sorted((item.settled_at - item.created_at).total_seconds() for item in items if item.settled_at)
    yield Figure(f"{name}: accepted of {BILLS} bills", len(took), BILLS, "at least")
    yield Figure(f"{name}: seconds to be accepted, median", statistics.median(took), MEDIAN_SECONDS, "at most")
    slow = statistics.quantiles(took, n=100)[98]
    yield Figure(f"{name}: seconds to be accepted, one in 100", slow, SLOW_SECONDS, "at most")
    yield Figure(f"{name}: calls answered 429", Attempt.objects.filter(status=429).count(), 0, "at most")
