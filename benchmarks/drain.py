"""A backlog over HTTP: how many calls it takes, and what the worker's memory grows to with one a hundred times longer.

`counterfoil worker` runs in a process of its own; the sandbox's limits are raised, so that only the worker decides.
"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection

from benchmarks.firm import a_connected_firm
from benchmarks.posting import bill
from benchmarks.push import connect, worker
from benchmarks.report import Figure
from counterfoil.documents import actions
from counterfoil.firms.roles import Actor
from counterfoil.kinds.billing.client_bill import CLIENT_BILL
from counterfoil.outbox.models import Attempt, Destination, Item
from xero_sandbox.model.settings import Settings
from xero_sandbox.server.running import running
from xero_sandbox.server.sandbox import Options

SHORT, LONG = 100, 10_000
MOST_MEGABYTES = 150
CALLS_PER_1000 = 25
GIVES_UP_AFTER = 900.0


def measure(folder: Path) -> Iterator[Figure]:
    actor, name = a_connected_firm(), connection.vendor
    Destination.objects.all().delete()
    limits = Settings(minute_limit=1_000_000, day_limit=1_000_000)
    with running(Options(settings=limits)) as sandbox:
        connect(actor, sandbox)
        Destination.objects.update(minute_limit=limits.minute_limit, day_limit=limits.day_limit)
        queue(actor, 0, SHORT)
        short, _ = drained(folder)
        queue(actor, SHORT, LONG)
        long, seconds = drained(folder)
    keys = Attempt.objects.filter(purpose="create", item__resource="Invoices").values("key").distinct().count()
    yield Figure(
        f"{name}: calls per 1,000 of {LONG + SHORT:,} bills", 1000 * keys / (LONG + SHORT), CALLS_PER_1000, "at most"
    )
    yield Figure(f"{name}: worker's MB, {SHORT} waiting", short, MOST_MEGABYTES, "at most")
    yield Figure(f"{name}: worker's MB, {LONG:,} waiting", long, MOST_MEGABYTES, "at most")
    yield Figure(f"{name}: bills a second", LONG / seconds, None, "for information")


def queue(actor: Actor, first: int, count: int) -> None:
    for number in range(first, first + count):
        actions.enter(kind=CLIENT_BILL, document=bill(number), by=actor, at=datetime.now(UTC), key=f"drain:{number}")


def drained(folder: Path) -> tuple[float, float]:
    """The worker's largest memory in MB until nothing waits, and the seconds it took."""
    started = time.monotonic()
    with worker(folder) as process:
        while waiting := Item.objects.exclude(state="confirmed").count():
            assert time.monotonic() - started < GIVES_UP_AFTER, f"{waiting} still wait"
            time.sleep(0.2)
        return largest_memory(process.pid), time.monotonic() - started


def largest_memory(process_id: int) -> float:
    """As Linux counts it, in MB."""
    status = Path(f"/proc/{process_id}/status").read_text("ascii")
    (kilobytes,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return int(kilobytes) / 1024
