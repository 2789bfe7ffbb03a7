"""A firm connected to a sandbox that really listens, for tests that commit."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from counterfoil import config
from counterfoil.core.chart import CLASS_OF_TYPE
from counterfoil.ledger.models import Account
from counterfoil.outbox.models import Destination, Item
from counterfoil.xero.client import Client, new_http
from counterfoil.xero.connection import client_for, connect_custom
from counterfoil.xero.drain import Drained, drain
from counterfoil.xero.fitting import Ours, Theirs, unfit
from counterfoil.xero.hands import Hands, MachineClock
from counterfoil.xero.mapping import adopt_suggestions, choose, counterparts
from counterfoil.xero.models import AccountMapping, RemoteAccount
from counterfoil.xero.new_accounts import create_account, may_make
from counterfoil.xero.pace import Pace
from counterfoil.xero.reading import refresh_accounts
from counterfoil.xero.request import Answered, Request
from counterfoil.xero.store import LinkStore
from tests.builders import BuiltFirm, a_firm
from tests.databases import CommittedDatabase
from tests.sandbox.on_http import NO_CERTIFICATES
from xero_sandbox.model.settings import Settings as SandboxSettings
from xero_sandbox.server.running import Running, running
from xero_sandbox.server.sandbox import Options

Row = dict[str, Any]
BY_HAND = httpx.Client(verify=NO_CERTIFICATES, limits=httpx.Limits(max_keepalive_connections=0))
"""For what is done to a sandbox by hand."""


def settings_for(origin: str) -> config.Settings:
    return config.load().model_copy(
        update={
            "xero_authorize_url": f"{origin}/identity/connect/authorize",
            "xero_identity_base_url": origin,
            "xero_api_base_url": f"{origin}/api.xro/2.0",
            "xero_client_id": "counterfoil-demo",
            "xero_client_secret": type(config.load().xero_client_secret)("counterfoil-demo-secret"),
        }
    )


class ShiftedStore(LinkStore):
    """The product's store with a clock that can be moved on."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.ahead


class ShiftedClock(MachineClock):
    """The machine's clock of seconds, moved on together with the store's."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def boot(self) -> float:
        return super().boot() + self.ahead


@dataclass
class Linked:
    """A firm, its sandbox, and what sends between them."""

    firm: BuiltFirm
    sandbox: Running
    settings: config.Settings
    http: httpx.Client
    destination: Destination
    store: ShiftedStore
    clock: ShiftedClock = field(default_factory=ShiftedClock)
    pace: Pace = field(default_factory=Pace)

    @property
    def client(self) -> Client:
        found = client_for(self.destination.pk, at=self.store.now, settings=self.settings, http=self.http)
        assert found is not None
        return found

    def hands(self, **other: Any) -> Hands:
        given: dict[str, Any] = {
            "store": self.store,
            "network": self.client,
            "counterparts": lambda: counterparts(self.destination.pk),
            "clock": self.clock,
        }
        return Hands(**given | other)

    def map_all(self, *codes: str) -> None:
        """Give accounts a counterpart, those of the codes or all: made in Xero where it can be, else any that fits."""
        when = self.store.now()
        mapped = AccountMapping.objects.filter(destination=self.destination).values_list("account_id", flat=True)
        theirs = list(RemoteAccount.objects.filter(destination=self.destination, status="ACTIVE").order_by("code"))
        chosen = {}
        ours_left = Account.objects.filter(firm=self.firm.firm).exclude(pk__in=list(mapped))
        for account in ours_left.filter(code__in=codes) if codes else ours_left:
            if may_make(account):
                create_account(by=self.firm.by, at=when, destination=self.destination, account_id=account.pk)
            else:
                ours = Ours(account.type, account.slot or "")
                fits = (one for one in theirs if not unfit(ours, Theirs(one.type, one.account_class, one.system)))
                wanted = {"income": "REVENUE"}.get(CLASS_OF_TYPE[account.type], CLASS_OF_TYPE[account.type].upper())
                if found := next((one for one in fits if one.account_class == wanted), None):
                    chosen[account.pk] = found.remote_id
        choose(by=self.firm.by, at=when, destination=self.destination, accounts=chosen, taxes={})

    def push(self, holder: str = "worker", *, gone: bool = False, **other: Any) -> Drained:
        """One drain. `gone`: whoever held the lease before is certainly dead."""
        hands = self.hands(**other)
        return drain(self.destination.pk, hands=hands, holder=holder, pace=self.pace, gone=lambda name: gone)

    def settle(self, holder: str = "worker", *, gone: bool = False, most: int = 60) -> Drained:
        """Drain again and again, with the clocks of both sides moved to when something is due, until nothing waits."""
        for _ in range(most):
            drained = self.push(holder, gone=gone)
            if drained.again_in is None:
                return drained
            self.shift(drained.again_in + 0.05)
        raise AssertionError(f"still waiting: {self.items()}")

    def shift(self, seconds: float) -> None:
        self.store.ahead += timedelta(seconds=seconds)
        self.clock.ahead += seconds
        self.advance(seconds)

    def fault(self, fault: str, **more: Any) -> None:
        answer = BY_HAND.post(f"{self.sandbox.origin}/_sandbox/faults", json={"fault": fault} | more)
        assert answer.status_code == 200, answer.text

    def no_faults(self) -> None:
        BY_HAND.delete(f"{self.sandbox.origin}/_sandbox/faults").raise_for_status()

    def offline(self, how: str) -> None:
        BY_HAND.post(
            f"{self.sandbox.origin}/_sandbox/offline", json={"offline": {"no": False, "503": True}.get(how, how)}
        ).raise_for_status()

    def advance(self, seconds: float) -> None:
        BY_HAND.post(f"{self.sandbox.origin}/_sandbox/clock", json={"advance_seconds": seconds}).raise_for_status()

    def by_hand(self, path: str, **form: str) -> None:
        """What a person does on the sandbox's own pages."""
        answer = BY_HAND.post(f"{self.sandbox.origin}/o/{self.destination.remote_id}/{path}", data=form)
        assert answer.status_code < 400, answer.text

    def in_xero(self, resource: str) -> list[Row]:
        """All documents of a kind, as the sandbox's API lists them."""
        more = () if resource == "Accounts" else (("page", "1"), ("pageSize", "1000"))
        reply = self.client.send(Request(method="GET", path=resource, query=more))
        assert isinstance(reply, Answered) and reply.status == 200
        rows: list[Row] = json.loads(reply.body)[resource]
        return rows

    def items(self) -> list[tuple[str, str, str]]:
        """Each item in words: what it makes, its state, and why."""
        rows = Item.objects.filter(destination=self.destination).order_by("id")
        return [(f"{row.resource} {row.type}".strip(), row.state, row.reason_code) for row in rows]


@pytest.fixture
def sandbox() -> Iterator[Running]:
    with running(Options(settings=SandboxSettings(minute_limit=100_000, day_limit=100_000))) as one:
        yield one


@pytest.fixture
def linked(committed_database: CommittedDatabase, sandbox: Running) -> Iterator[Linked]:
    with new_http() as http:
        one = connected(a_firm(at=datetime(2026, 3, 31, 1, 0, tzinfo=UTC)), sandbox, http)
        one.firm.matter("M-104")
        yield one


def connected(firm: BuiltFirm, sandbox: Running, http: httpx.Client) -> Linked:
    """Connect the firm to the sandbox's organisation, and map what suggests itself."""
    (config.load().keys_dir / "epoch.json").unlink(missing_ok=True)
    settings, store = settings_for(sandbox.origin), ShiftedStore()
    destination = connect_custom(feed_advice_read=True, by=firm.by, at=store.now(), settings=settings, http=http)
    one = Linked(firm, sandbox, settings, http, destination, store)
    refresh_accounts(by=firm.by, at=firm.at, destination=destination, network=one.client)
    adopt_suggestions(by=firm.by, at=firm.at, destination=destination)
    return one
