"""Connects the sample firm to the sandbox as a person would, and makes two of its pushes fail for different reasons."""

import json
from collections.abc import Callable
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import httpx
import structlog

from counterfoil.config import Settings, is_loopback
from counterfoil.demo.cast import MORE_BANKS
from counterfoil.firms.roles import Actor
from counterfoil.ledger.models import Account, BankAccount
from counterfoil.outbox.models import Destination, Item
from counterfoil.runner.embedded import Worker
from counterfoil.xero import connection, consent
from counterfoil.xero.client import Client, new_http
from counterfoil.xero.mapping import adopt_suggestions, map_account
from counterfoil.xero.models import RemoteAccount
from counterfoil.xero.new_accounts import create_account
from counterfoil.xero.reading import refresh_accounts
from counterfoil.xero.request import Answered, Request

log = structlog.get_logger("counterfoil.demo")
SESSION = "sample firm"

MAPPED_BY_HAND = {
    "4110": "Other Revenue",
    "4210": "Disbursements Recovered",
    "5200": "Counsel Fees",
    "5210": "Disbursements Paid",
    "5240": "Disbursements Paid",
    "1510": "Office Equipment",
    "1520": "Office Equipment",
    "6280": "Cleaning",
}
"""Accounts of ours that nothing suggests a counterpart for."""

ARCHIVED = "Other Revenue"
"""Somebody archives it in the sandbox: bills to the overseas client then fail."""


class SandboxAnswered(RuntimeError):
    """The sandbox did not do what the sample firm needs of it."""


def connect_to_sandbox(*, by: Actor, at: datetime, settings: Settings) -> Destination:
    """Consent, choose the one organisation, read its accounts, map them."""
    if not is_loopback(urlsplit(settings.xero_api_base_url).hostname or ""):
        raise SandboxAnswered("the sample firm connects to a sandbox on this machine only, never to Xero")
    with new_http() as http:
        asked = consent.begin(by=by, at=at, session=SESSION, settings=settings)
        answer = _consent(http, asked)
        kept, offered = consent.finish(
            by=by, at=at, session=SESSION, state=answer["state"], code=answer["code"], settings=settings, http=http
        )
        destination = connection.connect(
            kept,
            tenant_id=offered[0].tenant_id,
            feed_advice_read=True,
            by=by,
            at=at,
            settings=settings,
            http=http,
        )
        refresh_accounts(by=by, at=at, destination=destination, network=_client(destination, at, settings, http))
    adopt_suggestions(by=by, at=at, destination=destination)
    remote = {one.name: one.remote_id for one in RemoteAccount.objects.filter(destination=destination)}
    for code, name in MAPPED_BY_HAND.items():
        account = Account.objects.get(firm_id=by.firm_id, code=code)
        map_account(by=by, at=at, destination=destination, account_id=account.pk, remote_id=remote[name])
    more = [name for _, name, _ in MORE_BANKS]
    for bank in BankAccount.objects.filter(firm_id=by.firm_id, name__in=more).order_by("id"):
        create_account(by=by, at=at, destination=destination, account_id=bank.account_id)
    return destination


def _consent(http: httpx.Client, asked: str) -> dict[str, str]:
    """What a person does on the sandbox's consent page: tick every organisation and allow access."""
    page = http.get(asked)
    tenants = [part.split('"')[0] for part in page.text.split('name="tenant" value="')[1:]]
    form = {"asked": urlsplit(asked).query, "tenant": tenants, "decision": "approve"}
    answer = http.post(asked.partition("?")[0], data=form)
    back = parse_qs(urlsplit(answer.headers.get("location", "")).query)
    if not tenants or "code" not in back:
        raise SandboxAnswered(f"the sandbox's consent page answered {page.status_code}, then {answer.status_code}")
    return {name: back[name][0] for name in ("state", "code")}


def make_trouble(destination: Destination, *, at: datetime, settings: Settings) -> None:
    """In the sandbox: archive an account that bills go to, and use up the number of a bill that waits."""
    archived = RemoteAccount.objects.get(destination=destination, name=ARCHIVED)
    snapshots = [
        json.loads(text)
        for text in Item.objects.filter(destination=destination, resource="Invoices", type="ACCREC", state="pending")
        .order_by("id")
        .values_list("snapshot", flat=True)
    ]
    fitting = [one for one in snapshots if not any(line["account"] in MAPPED_BY_HAND for line in one["lines"])]
    with new_http() as http:
        client = _client(destination, at, settings, http)
        _send(client, f"Accounts/{archived.remote_id}", {"AccountID": archived.remote_id, "Status": "ARCHIVED"})
        if fitting:
            _send(client, "Invoices", {"Invoices": [_entered_by_hand(fitting[len(fitting) // 2])]})


def _entered_by_hand(snapshot: dict[str, str]) -> dict[str, object]:
    """An invoice that somebody typed into the sandbox under a number of ours."""
    return {
        "Type": "ACCREC",
        "Status": "AUTHORISED",
        "InvoiceNumber": snapshot["number"],
        "Contact": {"Name": "Walk-in client"},
        "Date": snapshot["dated_on"],
        "DueDate": snapshot["dated_on"],
        "LineItems": [{"Description": "Certified copies", "Quantity": 1, "UnitAmount": 45, "AccountCode": "200"}],
    }


def _send(client: Client, path: str, body: dict[str, object]) -> None:
    reply = client.send(Request(method="POST", path=path, body=json.dumps(body)))
    if not isinstance(reply, Answered) or reply.status != 200:
        raise SandboxAnswered(f"the sandbox refused {path.partition('/')[0]}: {reply}")


def push_what_waits(destination: Destination, *, settings: Settings, told: Callable[[int], None]) -> None:
    """Send everything that is due; `told` hears how much is left."""
    worker = Worker(settings=settings)
    with new_http() as http:
        drained = worker.serve(destination.pk, http)
    told(drained.left.open)
    worker.store.release_all(worker.holder.name)


def _client(destination: Destination, at: datetime, settings: Settings, http: httpx.Client) -> Client:
    client = connection.client_for(destination.pk, at=lambda: at, settings=settings, http=http)
    assert client is not None
    return client
