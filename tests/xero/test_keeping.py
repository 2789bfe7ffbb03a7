"""Keeping a connection: one refresh at a time, a weekly sign of life, a loss seen by everybody, going on after it."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import httpx
import pytest
from django.db import connection as database
from django.test import Client as Browser

from counterfoil.firms.models import Audit
from counterfoil.outbox.models import Destination
from counterfoil.runner.embedded import Worker
from counterfoil.xero.client import new_http
from counterfoil.xero.disconnecting import disconnect
from counterfoil.xero.keeping import keep_alive
from counterfoil.xero.mapping import adopt_suggestions
from counterfoil.xero.models import Connection
from counterfoil.xero.reading import refresh_accounts
from counterfoil.xero.tokens import RECONNECT, TokenKeeper, read_row
from tests.builders import BuiltFirm, a_firm
from tests.databases import CommittedDatabase
from tests.doors.web.conftest import a_person, base
from tests.xero.conftest import Linked, ShiftedStore, settings_for
from tests.xero.test_connecting import connected
from xero_sandbox.server.running import Running

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def consented(committed_database: CommittedDatabase, sandbox: Running) -> Iterator[Linked]:
    """Connected by a person's consent, mapped, with matter M-104."""
    firm = a_firm()
    with new_http() as http:
        destination = connected(firm, sandbox, http)
        one = Linked(firm, sandbox, settings_for(sandbox.origin), http, destination, ShiftedStore())
        refresh_accounts(by=firm.by, at=firm.at, destination=destination, network=one.client)
        adopt_suggestions(by=firm.by, at=firm.at, destination=destination)
        firm.matter("M-104")
        yield one


def tokens_asked_for(linked: Linked) -> int:
    return sum("/connect/token" in line.address for line in linked.sandbox.sandbox.journal._lines)


def round_of(linked: Linked, *, at_work: bool = False) -> int:
    working = {linked.destination.pk} if at_work else set()
    return keep_alive(now=linked.store.now(), at_work=working, settings=linked.settings, http=linked.http)


def test_of_many_workers_at_the_same_moment_one_asks_and_all_go_on(consented: Linked) -> None:
    pk, now = Connection.objects.get().pk, consented.store.now()
    consented.fault("slow:1", match={"resource": "token"})
    before, together = tokens_asked_for(consented), threading.Barrier(6)
    results: list[bool] = []

    def refresh() -> None:
        with new_http() as own:
            keeper = TokenKeeper(pk, http=own, settings=consented.settings)
            together.wait()
            results.append(keeper.refresh(now))
        database.close()

    threads = [threading.Thread(target=refresh) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results == [True] * 6
    assert tokens_asked_for(consented) - before == 1


def test_an_idle_connection_gives_a_sign_of_life_each_week(consented: Linked) -> None:
    consented.store.ahead += timedelta(days=6)
    assert round_of(consented) == 0

    consented.store.ahead += timedelta(days=1, minutes=1)
    assert round_of(consented) == 1
    assert round_of(consented) == 0


def test_one_at_work_is_refreshed_at_twenty_minutes(consented: Linked) -> None:
    consented.store.ahead += timedelta(minutes=19)
    assert round_of(consented, at_work=True) == 0

    consented.store.ahead += timedelta(minutes=2)
    assert round_of(consented, at_work=True) == 1


@pytest.fixture
def offices(consented: Linked) -> Callable[[], dict[str, str]]:
    """What each role's home page says now."""
    browsers = {}
    for role in ("fee_earner", "bookkeeper", "trust_manager", "admin", "auditor"):
        browsers[role] = Browser()
        browsers[role].force_login(a_person(consented.firm, role), backend=BACKEND)

    def pages() -> dict[str, str]:
        return {role: each.get(base(consented.firm)).content.decode() for role, each in browsers.items()}

    return pages


@pytest.mark.parametrize(
    ("path", "wanted"),
    [("tokens", {"end": "all"}), ("organisations/{tenant}/disconnect", {})],
    ids=["revoked", "taken"],
)
def test_a_consent_lost_with_nothing_to_send_stands_in_everybodys_alert_bar_after_one_round(
    consented: Linked, offices: Callable[[], dict[str, str]], path: str, wanted: dict[str, str]
) -> None:
    assert not [role for role, page in offices().items() if "Nothing is sent to Xero" in page]
    tenant = consented.destination.remote_id
    httpx.post(f"{consented.sandbox.origin}/_sandbox/{path.format(tenant=tenant)}", json=wanted).raise_for_status()

    worker = Worker(settings=consented.settings, store=consented.store)
    worker.round(consented.http)

    assert Destination.objects.get().state == "suspended"
    pages = offices()
    assert [role for role, page in pages.items() if "Nothing is sent to Xero" not in page] == []
    assert "Connect again" in pages["admin"] and "Connect again" not in pages["fee_earner"]
    assert Audit.objects.filter(action__in=("lose consent", "suspend")).exists()


def test_the_queue_waits_and_the_same_organisation_goes_on_where_it_stopped(consented: Linked) -> None:
    consented.firm.trust_receipt("500.00", matter="M-104")
    consented.settle()
    httpx.post(f"{consented.sandbox.origin}/_sandbox/tokens", json={"end": "all"}).raise_for_status()
    consented.firm.trust_receipt("90.00", matter="M-104")

    consented.push()
    assert [state for _, state, _ in consented.items()] == ["confirmed", "confirmed", "pending"]
    assert Destination.objects.get().state == "suspended"

    connected(consented.firm, consented.sandbox, consented.http, feed_advice_read=False)
    consented.settle()

    assert [state for _, state, _ in consented.items()] == ["confirmed"] * 3
    assert len(consented.in_xero("BankTransactions")) == 2
    assert Destination.objects.count() == 1
    assert Connection.objects.filter(state="live").count() == 1
    assert not Connection.objects.exclude(state="live").exclude(refresh_token="").exists()


def test_xero_being_silent_is_not_a_loss(consented: Linked) -> None:
    consented.offline("503")
    round_of(consented)
    consented.offline("drop")
    round_of(consented)

    assert Destination.objects.get().state == "live" and Connection.objects.get().state == "live"


def test_dead_refresh_tokens_are_noticed_when_the_next_one_is_needed(consented: Linked) -> None:
    httpx.post(f"{consented.sandbox.origin}/_sandbox/tokens", json={"end": "refresh"}).raise_for_status()
    consented.store.ahead += timedelta(minutes=25)

    round_of(consented, at_work=True)

    assert Connection.objects.get().state == "broken"
    assert Destination.objects.get().state_reason == RECONNECT


def test_disconnecting_gives_the_consent_back_and_keeps_the_history(consented: Linked) -> None:
    consented.firm.trust_receipt("500.00", matter="M-104")
    consented.settle()
    identity = consented.sandbox.sandbox.xero.identity

    ended = disconnect(
        by=consented.firm.by,
        at=consented.store.now(),
        why="moving elsewhere",
        settings=consented.settings,
        http=consented.http,
    )

    assert (ended.name, ended.at_xero) == ("Harbour & Vale Lawyers", True)
    assert not list(identity.connections) and not list(identity.refresh_tokens) and not list(identity.access_tokens)
    row = read_row(Connection.objects.get().pk)
    assert (row.access, row.refresh, row.previous) == ("", "", "")
    assert [state for _, state, _ in consented.items()] == ["confirmed"] * 2
    actions = Audit.objects.filter(subject__in=("connection", "destination")).order_by("id")
    assert list(actions.values_list("action", flat=True)) == ["consent", "connect", "refresh", "map", "disconnect"]


def test_a_disconnection_xero_did_not_hear_says_so(consented: Linked) -> None:
    consented.offline("drop")

    ended = disconnect(
        by=consented.firm.by,
        at=consented.store.now(),
        why="moving elsewhere",
        settings=consented.settings,
        http=consented.http,
    )

    assert not ended.at_xero
    assert Connection.objects.get().refresh_token == ""


def test_another_firm_on_the_same_app_keeps_its_connection(consented: Linked) -> None:
    other: BuiltFirm = a_firm("Second Firm")
    connected(other, consented.sandbox, consented.http)

    disconnect(by=other.by, at=consented.store.now(), why="closing", settings=consented.settings, http=consented.http)

    assert list(consented.sandbox.sandbox.xero.identity.refresh_tokens)
