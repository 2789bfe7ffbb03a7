"""Every page with a list on it, beside the same page with nothing on it.

The bare page is the base template in the usual frame: the same sign-in, side bar and alerts, and no rows. Both are
asked for through Django's test client, in turn. The firm is the sample firm with fourteen months of books and a page of
fifty rows for each list; the trial balance and the chart of accounts have as many rows as they have accounts.
"""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from django.db import connection
from django.test import Client, override_settings

from benchmarks.busy_firm import BusyFirm, a_busy_firm
from benchmarks.report import Figure

LISTS = (
    "matters/",
    "contacts/",
    "money/client_bill/",
    "money/client_receipt/",
    "money/trust_receipt/",
    "accounts/1200/?page=1",
    "accounts/4100/?page=1",
    "sync/",
    "matters/{busy}/?page=1",
    "matters/{busy}/office/?page=1",
    "matters/{busy}/bills/",
)
OTHERS = ("trial-balance/", "accounts/", "", "matters/{busy}/history/")
ROWS = 50
TIMES = 15
LIMIT = 4.0


def measure(folder: Path) -> Iterator[Figure]:
    firm = a_busy_firm()
    know_the_tables()
    with override_settings(ROOT_URLCONF="benchmarks.bare_page"):
        yield from compared(firm)


def know_the_tables() -> None:
    """What PostgreSQL's autovacuum does within a minute of an hour's work, here before the first page is asked for."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("analyze")


def compared(firm: BusyFirm) -> Iterator[Figure]:
    """For each page, its shortest time to that of the bare page asked in between: whatever disturbs only adds."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(firm.bookkeeper, backend="allauth.account.auth_backends.AuthenticationBackend")
    base, bares = f"/f/{firm.public_id}/", []
    for place in (*LISTS, *OTHERS):
        address = base + place.format(busy=firm.busy)
        rows = client.get(address).content.count(b"<tr")
        assert place in OTHERS or rows > ROWS, f"{place} shows {rows} rows"
        pairs = [(milliseconds(client, address), milliseconds(client, f"{base}bare/")) for _ in range(TIMES)]
        whole, bare = (min(times) for times in zip(*pairs, strict=True))
        bares.append(bare)
        name = place.format(busy="M").partition("?")[0] or "home"
        yield Figure(f"{connection.vendor}: {name}, to a bare page", whole / bare, LIMIT, "at most")
    spread = (min(bares), max(bares))
    yield Figure(f"{connection.vendor}: ms of a bare page", statistics.median(bares), None, "for information", spread)


def milliseconds(client: Client, address: str) -> float:
    started = time.perf_counter()
    answer = client.get(address)
    took = (time.perf_counter() - started) * 1000
    assert answer.status_code == 200, f"{address} answered {answer.status_code}"
    return took
