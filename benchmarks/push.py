"""From posting a bill to its arrival in the sandbox over HTTP, sent by the worker as an installation runs it.

The sandbox listens in this process and keeps Xero's limits; `counterfoil worker` runs in another. The firm connects
over the sandbox's consent page as a person would. Bills are posted one after another, each when the one before has
arrived and after a pause, so that they fall anywhere in the worker's own rhythm.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from django.db import connection

from benchmarks.firm import a_connected_firm
from benchmarks.posting import bill
from benchmarks.report import Figure
from counterfoil import config
from counterfoil.demo.sync import connect_to_sandbox
from counterfoil.documents import actions
from counterfoil.firms.roles import Actor
from counterfoil.kinds.billing.client_bill import CLIENT_BILL
from counterfoil.outbox.models import Destination
from xero_sandbox.server.running import Running, running

BILLS = 20
LIMIT_SECONDS = 2.0
LOOKS_EVERY = 0.005
GIVES_UP_AFTER = 60.0


def measure(folder: Path) -> Iterator[Figure]:
    """Seconds from the call of the action that posts to the row in the sandbox's books: the median and the worst."""
    actor = a_connected_firm()
    Destination.objects.all().delete()
    with running() as sandbox:
        connect(actor, sandbox)
        with worker(folder):
            numbers = count(1)
            arrival(actor, sandbox, next(numbers))  # the client's contact goes with the first one
            took = []
            for pause in range(BILLS):
                time.sleep(pause * 0.037 % 0.3)
                took.append(arrival(actor, sandbox, next(numbers)))
    name = connection.vendor
    yield Figure(f"{name}: seconds to arrive, median of {BILLS}", statistics.median(took), LIMIT_SECONDS, "at most")
    yield Figure(f"{name}: seconds to arrive, worst", max(took), LIMIT_SECONDS, "at most")


def connect(actor: Actor, sandbox: Running) -> None:
    os.environ |= {
        "XERO_AUTHORIZE_URL": f"{sandbox.origin}/identity/connect/authorize",
        "XERO_IDENTITY_BASE_URL": sandbox.origin,
        "XERO_API_BASE_URL": sandbox.api,
        "XERO_CLIENT_ID": sandbox.sandbox.options.settings.client_id,
        "XERO_CLIENT_SECRET": sandbox.sandbox.options.settings.client_secret,
    }
    config.load.cache_clear()
    connect_to_sandbox(by=actor, at=datetime.now(UTC), settings=config.load())


@contextmanager
def worker(folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with (folder / "worker.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-m", "counterfoil.cli", "worker"], stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def arrival(actor: Actor, sandbox: Running, number: int) -> float:
    (books,) = sandbox.sandbox.xero.organisations.values()
    invoices = books.store.tables["invoice"]
    before, started = len(invoices), time.monotonic()
    actions.enter(kind=CLIENT_BILL, document=bill(number), by=actor, at=datetime.now(UTC), key=f"bench:{number}")
    while len(invoices) == before:
        assert time.monotonic() - started < GIVES_UP_AFTER, f"bill {number} did not arrive"
        time.sleep(LOOKS_EVERY)
    return time.monotonic() - started
