"""Several worker processes over many firms: each firm is served by one at a time, and a killed one leaves nothing.

`python -m tools.soak workers --firms 200` does it with more firms.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from counterfoil.outbox.models import Item, Lease
from counterfoil.xero import consent as consenting
from counterfoil.xero.client import new_http
from counterfoil.xero.connection import connect
from counterfoil.xero.mapping import adopt_suggestions
from counterfoil.xero.reading import refresh_accounts
from tests.builders import a_firm
from tests.databases import CommittedDatabase
from tests.runner.processes import a_worker_process, until
from tests.xero.conftest import Linked, ShiftedStore, settings_for
from tests.xero.test_connecting import SESSION, consent
from xero_sandbox.model.settings import Settings as SandboxSettings
from xero_sandbox.server.running import Running, running
from xero_sandbox.server.sandbox import Options

FIRMS = int(os.environ.get("COUNTERFOIL_SOAK_FIRMS", "4"))
RECEIPTS = 3
PATIENCE_SECONDS = 90.0 + 10 * FIRMS


@pytest.fixture
def many_organisations() -> Iterator[Running]:
    settings = SandboxSettings(minute_limit=100_000, day_limit=100_000)
    with running(Options(settings=settings, countries=("AU",) * FIRMS)) as one:
        yield one


@pytest.fixture
def firms(committed_database: CommittedDatabase, many_organisations: Running) -> Iterator[list[Linked]]:
    with new_http() as http:
        yield [linked(each, many_organisations, http) for each in many_organisations.sandbox.xero.organisations]


def linked(tenant_id: str, sandbox: Running, http: httpx.Client) -> Linked:
    firm, settings, store = a_firm(f"Firm of {tenant_id}"), settings_for(sandbox.origin), ShiftedStore()
    given: dict[str, Any] = {"by": firm.by, "at": store.now(), "settings": settings}
    back = consent(consenting.begin(session=SESSION, **given), sandbox, tenant_id)
    made, _ = consenting.finish(session=SESSION, state=back["state"], code=back["code"], http=http, **given)
    destination = connect(made, tenant_id=tenant_id, feed_advice_read=True, http=http, **given)
    one = Linked(firm, sandbox, settings, http, destination, store)
    refresh_accounts(by=firm.by, at=store.now(), destination=destination, network=one.client)
    adopt_suggestions(by=firm.by, at=store.now(), destination=destination)
    firm.matter("M-104")
    return one


def receipts_of(firm: Linked) -> list[str]:
    """The references of the bank transactions that the firm's organisation holds, without asking over HTTP."""
    books = firm.sandbox.sandbox.xero.organisations[firm.destination.remote_id]
    return sorted(row.reference for row in books.store.tables["bank_transaction"])


def test_three_processes_serve_many_firms_and_one_is_killed(
    firms: list[Linked], committed_database: CommittedDatabase
) -> None:
    for one in firms:
        for _ in range(RECEIPTS):
            one.firm.trust_receipt("1.00", matter="M-104")

    with ExitStack() as stack:
        processes = [stack.enter_context(a_worker_process(firms[0], committed_database)) for _ in range(3)]
        until(lambda: Item.objects.filter(state="confirmed").exists(), seconds=PATIENCE_SECONDS)
        killed = processes[0]
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        until(lambda: not Item.objects.exclude(state="confirmed").exists(), seconds=PATIENCE_SECONDS)

    for one in firms:
        assert len(receipts_of(one)) == len(set(receipts_of(one))) == RECEIPTS
    assert Lease.objects.count() == FIRMS
