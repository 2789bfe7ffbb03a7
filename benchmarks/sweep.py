"""Edits planted in the sandbox, and one sweep: every one of them is told, and nothing else is."""

import logging
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection

from benchmarks.report import Figure
from counterfoil.xero.client import new_http
from counterfoil.xero.models import Drift
from counterfoil.xero.sweep import sweep
from tests.builders import a_firm
from tests.xero.conftest import connected
from tests.xero.planting import plant, send_documents
from xero_sandbox.model.settings import Settings
from xero_sandbox.server.running import running
from xero_sandbox.server.sandbox import Options

EDITS = 500


def measure(folder: Path) -> Iterator[Figure]:
    """Bills and trust receipts are sent, swept once, changed one by one, and swept again."""
    logging.getLogger("counterfoil").setLevel(logging.WARNING)  # a thousand copies would drown the figures
    limits = Settings(minute_limit=100_000, day_limit=100_000)
    with running(Options(settings=limits)) as one, new_http() as http:
        linked = connected(a_firm(at=datetime(2026, 3, 31, 1, 0, tzinfo=UTC)), one, http)
        linked.firm.matter("M-104")
        send_documents(linked, EDITS)
        before = sweep(destination=linked.destination, network=linked.client, now=linked.store.now)
        planted = plant(linked)
        begun = time.monotonic()
        done = sweep(destination=linked.destination, network=linked.client, now=linked.store.now)
        took = time.monotonic() - begun
    told = {one.remote_id: one.sort for one in Drift.objects.filter(state="open")}
    right = sum(told.get(remote_id) == sort for remote_id, sort in planted.items())
    name = connection.vendor
    yield Figure(f"{name}: edits told of {len(planted)} planted", right, EDITS, "at least")
    yield Figure(f"{name}: told without cause", before.found + len(told) - right, 0, "at most")
    yield Figure(f"{name}: calls of the sweep", done.calls, None, "for information")
    yield Figure(f"{name}: seconds of the sweep", took, None, "for information")
