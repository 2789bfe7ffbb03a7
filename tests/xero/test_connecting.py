"""Connecting a firm: consent, choice of the organisation, refusals, tokens, and the end of a connection."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.db import connection as database

from counterfoil import config
from counterfoil.firms.models import Audit
from counterfoil.firms.roles import Actor
from counterfoil.outbox.models import Destination, Item
from counterfoil.xero import connection as connecting
from counterfoil.xero import consent as consenting
from counterfoil.xero.client import new_http
from counterfoil.xero.disconnecting import disconnect
from counterfoil.xero.models import AccountMapping, Connection, RemoteAccount, TaxMapping
from counterfoil.xero.secrets import Secret
from counterfoil.xero.tokens import TokenKeeper, read_row
from tests.builders import BuiltFirm, a_firm
from tests.databases import CommittedDatabase
from tests.refusals import refused
from tests.xero.conftest import Linked, ShiftedStore, settings_for
from xero_sandbox.model.settings import Settings as SandboxSettings
from xero_sandbox.server.running import Running, running
from xero_sandbox.server.sandbox import Options

SESSION = "the session"


@pytest.fixture
def firm(committed_database: CommittedDatabase) -> BuiltFirm:
    return a_firm()


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    with new_http() as one:
        yield one


def consent(address: str, sandbox: Running, tenant_id: str = "") -> dict[str, str]:
    """What the person's browser brings back."""
    tenant_id = tenant_id or next(iter(sandbox.sandbox.xero.organisations))
    asked = dict(httpx.QueryParams(urlsplit(address).query))
    answer = httpx.post(
        f"{sandbox.origin}/identity/connect/authorize", params=asked, data={"tenant": tenant_id, "decision": "approve"}
    )
    back = parse_qs(urlsplit(answer.headers["location"]).query)
    return {name: values[0] for name, values in back.items()}


def connected(firm: BuiltFirm, sandbox: Running, http: httpx.Client, *, feed_advice_read: bool = True) -> Destination:
    settings, now = settings_for(sandbox.origin), ShiftedStore().now()
    back = consent(consenting.begin(by=firm.by, at=now, session=SESSION, settings=settings), sandbox)
    row, offered = consenting.finish(
        by=firm.by, at=now, session=SESSION, state=back["state"], code=back["code"], settings=settings, http=http
    )
    return connecting.connect(
        row,
        tenant_id=offered[0].tenant_id,
        feed_advice_read=feed_advice_read,
        by=firm.by,
        at=now,
        settings=settings,
        http=http,
    )


def test_a_consent_becomes_a_destination(firm: BuiltFirm, sandbox: Running, http: httpx.Client) -> None:
    destination = connected(firm, sandbox, http)

    assert (destination.name, destination.state) == ("Harbour & Vale Lawyers", "live")
    row = Connection.objects.get(destination=destination)
    assert (row.state, row.sort) == ("live", "code")
    assert row.auth_event_id and row.refresh_token and row.short_code
    assert list(Audit.objects.filter(subject="destination").values_list("action", flat=True)) == ["connect"]


def test_the_consent_page_is_asked_with_pkce_and_every_scope(firm: BuiltFirm, sandbox: Running) -> None:
    address = consenting.begin(
        by=firm.by, at=ShiftedStore().now(), session=SESSION, settings=settings_for(sandbox.origin)
    )

    asked = dict(httpx.QueryParams(urlsplit(address).query))
    assert asked["code_challenge_method"] == "S256" and len(asked["code_challenge"]) == 43
    assert {"offline_access", "accounting.invoices", "accounting.banktransactions"} <= set(asked["scope"].split())


@pytest.mark.parametrize("wrong", ["session", "firm", "late", "twice"])
def test_a_consent_is_good_once_in_its_session_and_firm_for_ten_minutes(
    firm: BuiltFirm, sandbox: Running, http: httpx.Client, wrong: str
) -> None:
    settings, now = settings_for(sandbox.origin), ShiftedStore().now()
    back = consent(consenting.begin(by=firm.by, at=now, session=SESSION, settings=settings), sandbox)
    by, at, session = firm.by, now, SESSION
    if wrong == "session":
        session = "another session"
    if wrong == "firm":
        by = a_firm("Another Firm").by
    if wrong == "late":
        at = now + timedelta(minutes=11)
    if wrong == "twice":
        consenting.finish(
            by=by, at=at, session=session, state=back["state"], code=back["code"], settings=settings, http=http
        )

    with refused("consent-expired"):
        consenting.finish(
            by=by, at=at, session=session, state=back["state"], code=back["code"], settings=settings, http=http
        )


def test_only_an_admin_connects(firm: BuiltFirm, sandbox: Running) -> None:
    bookkeeper = Actor(user_id=firm.by.user_id, name="B. Keeper", firm_id=firm.id, roles=frozenset({"bookkeeper"}))

    with refused("not-permitted"):
        consenting.begin(by=bookkeeper, at=ShiftedStore().now(), session=SESSION, settings=settings_for(sandbox.origin))


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (Options(organisation_class="TRIAL"), "organisation-trial"),
        (Options(organisation_class="GST_CASHBOOK"), "organisation-cashbook"),
        (Options(countries=("NZ",)), "organisation-currency"),
    ],
)
def test_an_unfit_organisation_is_refused(firm: BuiltFirm, http: httpx.Client, options: Options, code: str) -> None:
    with running(options) as sandbox, refused(code):
        connected(firm, sandbox, http)

    assert not Destination.objects.exists()


def test_a_demo_organisation_is_taken_and_marked(firm: BuiltFirm, http: httpx.Client) -> None:
    with running(Options(is_demo_company=True)) as sandbox:
        connected(firm, sandbox, http)

    assert Connection.objects.get().is_demo


def test_another_organisation_needs_a_guided_change(firm: BuiltFirm, sandbox: Running, http: httpx.Client) -> None:
    connected(firm, sandbox, http)

    with running(Options(settings=SandboxSettings())) as other, refused("already-connected"):
        connected(firm, other, http)


def test_what_was_posted_before_the_connection_stays_here(
    firm: BuiltFirm, sandbox: Running, http: httpx.Client
) -> None:
    firm.matter("M-104")
    firm.bill("800.00", matter="M-104")

    connected(firm, sandbox, http)
    firm.receipt("880.00", pays={"B-1001": "880.00"})

    kept = Item.objects.get(resource="Payments")
    assert (kept.state, kept.reason_code) == ("cancelled", "bill-predates-connection")


def test_everything_that_suggests_itself_is_mapped(linked: Linked) -> None:
    mapped = dict(AccountMapping.objects.values_list("account__code", "remote_name"))

    assert mapped["1100"] == "Office Bank" and mapped["1150"] == "Trust Bank"
    assert mapped["1200"] == "Accounts Receivable" and mapped["2100"] == "Accounts Payable"
    assert mapped["2150"] == "Trust Liability" and mapped["2160"] == "Trust Transfers"
    assert mapped["4100"] == "Fees" and mapped["4200"] == "Disbursements Recovered"
    assert mapped["2210"] == mapped["2220"] == "GST"
    taxes = dict(TaxMapping.objects.values_list("tax_code__code", "tax_type"))
    assert (taxes["GST"], taxes["GST-P"], taxes["BASEX"]) == ("OUTPUT", "INPUT", "BASEXCLUDED")
    assert RemoteAccount.objects.count() > 40


# --- tokens -----------------------------------------------------------------------------------------------------------


def keeper(firm: BuiltFirm, sandbox: Running, http: httpx.Client) -> TokenKeeper:
    connected(firm, sandbox, http)
    return TokenKeeper(Connection.objects.get().pk, http=http, settings=settings_for(sandbox.origin))


def test_an_old_access_token_is_replaced_and_the_pair_written_down(
    firm: BuiltFirm, sandbox: Running, http: httpx.Client
) -> None:
    tokens = keeper(firm, sandbox, http)
    before = read_row(tokens.connection_id)
    now = ShiftedStore().now()

    first = tokens.access(now)
    second = tokens.access(now + timedelta(minutes=29))

    after = read_row(tokens.connection_id)
    assert first != second
    assert after.version == before.version + 1
    assert after.access != before.access and after.refresh != before.refresh and after.previous


def test_a_lost_refresh_is_tried_again_with_the_old_token(
    firm: BuiltFirm, sandbox: Running, http: httpx.Client
) -> None:
    tokens = keeper(firm, sandbox, http)
    now = ShiftedStore().now()
    order = {"fault": "drop_after", "match": {"resource": "token"}}
    httpx.post(f"{sandbox.origin}/_sandbox/faults", json=order).raise_for_status()

    lost, found = tokens.refresh(now), tokens.refresh(now + timedelta(minutes=1))

    assert (lost, found) == (False, True)
    assert read_row(tokens.connection_id).lost_since is None


def test_refreshing_in_vain_for_25_minutes_asks_to_connect_again(
    firm: BuiltFirm, sandbox: Running, http: httpx.Client
) -> None:
    tokens = keeper(firm, sandbox, http)
    now = ShiftedStore().now()
    httpx.post(f"{sandbox.origin}/_sandbox/offline", json={"offline": True}).raise_for_status()

    for minute in (0, 10, 24, 26):
        tokens.refresh(now + timedelta(minutes=minute))

    assert Connection.objects.get().state == "broken"
    destination = Destination.objects.get()
    assert destination.state == "suspended" and "connect again" in destination.state_reason


def test_two_workers_refresh_once(firm: BuiltFirm, sandbox: Running, http: httpx.Client) -> None:
    tokens = keeper(firm, sandbox, http)
    later = ShiftedStore().now() + timedelta(hours=1)
    settings = settings_for(sandbox.origin)
    results: list[object] = []

    def ask() -> None:
        with new_http() as own:
            results.append(TokenKeeper(tokens.connection_id, http=own, settings=settings).access(later))
        database.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    before = read_row(tokens.connection_id).version
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [type(result) for result in results] == [Secret] * 4
    assert read_row(tokens.connection_id).version == before + 1


def test_a_revoked_consent_suspends_and_a_new_one_goes_on(linked: Linked) -> None:
    linked.firm.trust_receipt("500.00", matter="M-104")
    linked.sandbox.sandbox.xero.identity.revoke_all()
    # A custom connection gets new tokens without anybody; its organisation is still the same.
    linked.settle()
    assert [state for _, state, _ in linked.items()] == ["confirmed"] * 2


def test_a_withdrawn_organisation_suspends_and_loses_nothing(
    firm: BuiltFirm, sandbox: Running, http: httpx.Client
) -> None:
    destination = connected(firm, sandbox, http)
    linked = Linked(firm, sandbox, settings_for(sandbox.origin), http, destination, ShiftedStore())
    firm.matter("M-104")
    firm.trust_receipt("500.00", matter="M-104")
    sandbox.sandbox.xero.identity.revoke_all()

    stopped = linked.push()
    linked.push()

    assert Destination.objects.get().state == "suspended"
    assert {state for _, state, _ in linked.items()} == {"pending"}
    assert stopped.again_in is not None
    connected(firm, sandbox, http)
    assert Destination.objects.get().state == "live"
    linked.settle()
    assert [(what, state) for what, state, _ in linked.items()] == [
        ("Contacts", "confirmed"),
        ("BankTransactions RECEIVE", "rejected"),
    ]


def test_disconnecting_forgets_the_tokens_and_keeps_what_waits(
    firm: BuiltFirm, sandbox: Running, http: httpx.Client
) -> None:
    connected(firm, sandbox, http)
    firm.matter("M-104")
    firm.trust_receipt("500.00", matter="M-104")

    disconnect(
        by=firm.by, at=ShiftedStore().now(), why="moving elsewhere", settings=settings_for(sandbox.origin), http=http
    )
    firm.trust_receipt("90.00", matter="M-104")

    row = Connection.objects.get()
    assert (row.state, row.access_token, row.refresh_token, row.previous_refresh_token) == ("gone", "", "", "")
    assert Destination.objects.get().state == "gone"
    assert Item.objects.count() == 2
    assert not list(sandbox.sandbox.xero.identity.connections)


def test_settings_name_the_address_to_register() -> None:
    settings = config.load().model_copy(update={"base_url": "https://books.example"})

    assert consenting.redirect_uri(settings) == "https://books.example/xero/callback"


def test_another_firms_connection_cannot_be_used(firm: BuiltFirm, sandbox: Running, http: httpx.Client) -> None:
    settings, now = settings_for(sandbox.origin), ShiftedStore().now()
    connected(firm, sandbox, http)
    row = Connection.objects.get()
    stranger = replace(firm.by, firm_id=a_firm("Another Firm").id)

    with refused("organisation-unknown"):
        connecting.connect(
            row,
            tenant_id=Destination.objects.get().remote_id,
            feed_advice_read=True,
            by=stranger,
            at=now,
            settings=settings,
            http=http,
        )
