"""The article's table row by row: entered over HTTP, posted, pushed, Xero asked whether it arrived; then the sums.

Each way of setting the link is walked with one document of every kind that may be copied.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.test import Client as Browser

from counterfoil.core.link import AREAS, DEFAULT, WAYS, LinkSettings
from counterfoil.documents.actions import Done
from counterfoil.documents.models import Document
from counterfoil.firms.models import Member
from counterfoil.firms.rows import run
from counterfoil.kinds import all_kinds
from counterfoil.ledger.models import Entry
from counterfoil.outbox.models import Item
from counterfoil.reports.capabilities import ARTICLE
from counterfoil.xero.client import new_http
from counterfoil.xero.link_settings import change_settings
from counterfoil.xero.wire import RECORDS
from tests.builders import BuiltFirm, a_firm
from tests.databases import CommittedDatabase
from tests.everything import PLACES, kinds_in, own_money, post_everything, staying
from tests.xero.books import ours, theirs, unmapped_with_a_balance
from tests.xero.comparing import compare, left_over
from tests.xero.conftest import Linked, connected
from xero_sandbox.model.settings import Settings as SandboxSettings
from xero_sandbox.server.running import running
from xero_sandbox.server.sandbox import Options

HOLDING = ("1190", "2160")
"""Accounts that nothing stands on here, and that transfers may go through in Xero."""

EVERYTHING = replace(DEFAULT, areas=frozenset(AREAS))
SETTINGS: dict[str, LinkSettings] = {
    "as the article says": DEFAULT,
    "every area switched on": EVERYTHING,
    "every area switched off": replace(DEFAULT, areas=frozenset()),
}
for _area in AREAS:
    SETTINGS[f"all but {_area}"] = replace(EVERYTHING, areas=EVERYTHING.areas - {_area})
for _name, _ways in WAYS.items():
    for _way in _ways:
        if _way != DEFAULT.chosen(_name):
            _other: dict[str, Any] = {_name: _way}
            SETTINGS[f"{_name} {_way}"] = replace(EVERYTHING, **_other)
for _switch in ("numbers_only", "lines_apart", "keep_surplus"):
    _on: dict[str, Any] = {_switch: True}
    SETTINGS[_switch] = replace(EVERYTHING, **_on)

NEW_ZEALAND_TOO = ("as the article says", "every area switched on", "all but trust", "trust_transfers holding")
STAYS_BEHIND = ("surplus-kept", "bill-predates-connection")
"""Why a copy stays whose kind goes: it is the surplus, or it settles something that a setting keeps here."""

ON_BOTH = ("as the article says", "every area switched on")
ELSE = pytest.mark.one_database("which areas and ways a setting chooses; the same kinds are walked on both with all")
WALKS = [
    pytest.param(place, name, marks=[] if name in ON_BOTH else ELSE)
    for place in PLACES
    for name in SETTINGS
    if place != own_money.PLACE or name in NEW_ZEALAND_TOO
]
"""Everything in Australia, and what only New Zealand has under the settings that are about it."""


@dataclass
class OverHttp(BuiltFirm):
    """The same firm, entered through its API as a person who is signed in."""

    http: httpx.Client | None = None

    def enter(self, kind: str, **values: Any) -> Done:
        answer = self.send(kind, values)
        assert answer.status_code == 201, f"{kind}: {answer.text}"
        row = Document.objects.get(public_id=answer.json()["id"])
        return Done(row.pk, row.public_id, row.kind, row.state, row.number)

    def send(self, kind: str, values: dict[str, Any]) -> httpx.Response:
        assert self.http is not None
        return self.http.post("/api/v1/documents", json={"kind": kind, "post": True, "content": values})


@pytest.fixture
def linked(committed_database: CommittedDatabase, request: pytest.FixtureRequest) -> Iterator[Linked]:
    """A firm in Australia, or where the test says."""
    place = getattr(request, "param", "au")
    options = Options(settings=SandboxSettings(minute_limit=100_000, day_limit=100_000), countries=(place.upper(),))
    with running(options) as sandbox, new_http() as http:
        one = connected(a_firm(jurisdiction=place, at=datetime(2026, 3, 31, 1, 0, tzinfo=UTC)), sandbox, http)
        one.firm.matter("M-104")
        yield one


@pytest.fixture
def entering(linked: Linked, live_site: str) -> Iterator[OverHttp]:
    """A person at the firm's site, with the session and the token that a browser would send."""
    browser = Browser()
    owner = Member.objects.get(firm=linked.firm.firm).user
    browser.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    token = "x" * 32
    cookies = {settings.SESSION_COOKIE_NAME: browser.cookies[settings.SESSION_COOKIE_NAME].value}
    cookies[settings.CSRF_COOKIE_NAME] = token
    headers = {"X-CSRFToken": token, "Referer": f"{live_site}/"}
    with httpx.Client(base_url=live_site, cookies=cookies, headers=headers, timeout=60) as http:
        firm = linked.firm
        yield OverHttp(firm.firm, firm.by, firm.at, firm.clients, http)


@pytest.mark.parametrize(("linked", "name"), WALKS, indirect=["linked"])
def test_every_kind_arrives_or_stays_as_its_row_says(linked: Linked, entering: OverHttp, name: str) -> None:
    """And both ledgers agree, or every difference is a document that a setting keeps here."""
    chosen = SETTINGS[name]
    choose(linked, chosen)

    posted = post_everything(entering)
    linked.map_all(*unmapped_with_a_balance(), *HOLDING)
    linked.settle()

    there = everything_in_xero(linked)
    for done in posted:
        arrives_or_stays(done, chosen, there)
    if everything_goes(chosen):
        assert unmapped_with_a_balance() == []
        assert ours(linked) == theirs(linked) != {}
        assert standing("RECEIVABLE") == owed_in_xero(linked, "ACCREC", "ACCRECCREDIT", "RECEIVE-OVERPAYMENT")
        assert -standing("PAYABLE") == owed_in_xero(linked, "ACCPAY", "ACCPAYCREDIT", "SPEND-OVERPAYMENT")
    assert left_over(compare(linked)) == {}


def test_what_never_leaves_is_entered_all_the_same_and_named(linked: Linked, entering: OverHttp) -> None:
    """Orders and templates move nothing; what moves an account stands in the comparison with its reason."""
    choose(linked, EVERYTHING)

    posted = staying.posted(entering)
    linked.map_all()
    linked.settle()

    assert {done.kind for done in posted} == staying.kinds_that_stay()
    assert Item.objects.exclude(state="kept").filter(source_kind__in=staying.kinds_that_stay()).count() == 0
    assert set(entries_of("purchase_order", "purchase_credit_order", "purchase_template")) == set()
    assert theirs(linked) == {} != ours(linked)
    assert left_over(compare(linked)) == {}


@pytest.mark.one_database("a refusal before anything is stored; the action is asked on both in test_billing.py")
@pytest.mark.parametrize("kind", staying.REFUSED)
def test_what_the_article_leaves_out_is_refused_with_what_to_do_in_its_place(
    linked: Linked, entering: OverHttp, kind: str
) -> None:
    choose(linked, EVERYTHING)
    entering.bill("100.00", matter="M-104")
    entering.credit_note("20.00", matter="M-104")

    answer = entering.send(kind, {"on": staying.ON, **staying.REFUSED[kind]})

    assert (answer.status_code, answer.json()["code"]) == (400, "refused-while-connected")
    assert all_kinds()[kind].refused in answer.json()["advice"]


def test_every_row_of_the_article_is_walked_or_is_no_document() -> None:
    """Rows without a kind say so in the capabilities."""
    walked = set().union(*(kinds_in(place) for place in PLACES), staying.kinds_that_stay(), staying.REFUSED)

    assert walked == set(all_kinds())
    assert staying.kinds_refused() == set(staying.REFUSED)
    for promise in ARTICLE:
        assert set(promise.kinds) <= walked, promise.transaction
        assert promise.kinds or promise.why, promise.transaction


def choose(linked: Linked, chosen: LinkSettings) -> None:
    at = linked.store.now()
    change_settings(by=linked.firm.by, at=at, destination=linked.destination, settings=chosen, day_limit=1000)
    linked.destination.refresh_from_db()


def everything_goes(chosen: LinkSettings) -> bool:
    return chosen.areas == EVERYTHING.areas and not chosen.keep_surplus


def arrives_or_stays(done: Done, chosen: LinkSettings, there: str) -> None:
    copies = list(Item.objects.filter(source_kind=done.kind, source_id=done.id))
    kept_here = [copy for copy in copies if not everything_goes(chosen) and copy.reason_code in STAYS_BEHIND]
    sent = [copy for copy in copies if copy not in kept_here]
    arrived = [copy.remote_id for copy in sent if copy.state == "confirmed"]
    if all_kinds()[done.kind].stays(chosen):
        assert arrived == [], f"{done.kind} was to stay"
    else:
        assert {copy.state for copy in sent} <= {"confirmed"}, f"{done.kind}: {reasons(sent)}"
        assert arrived or kept_here, f"nothing of {done.kind} arrived"
        assert [each for each in arrived if str(each) not in there] == [], f"{done.kind} is not in Xero"


def everything_in_xero(linked: Linked) -> str:
    """All documents of every kind as Xero lists them, allocations inside their credits."""
    apart = ("Allocations", "TaxRates", "Accounts")
    return json.dumps([linked.in_xero(name) for name in RECORDS if name not in apart])


def reasons(copies: list[Item]) -> list[str]:
    return [f"{copy.resource} {copy.state} {copy.reason_text}" for copy in copies if copy.state != "confirmed"]


def entries_of(*kinds: str) -> list[int]:
    documents = Document.objects.filter(kind__in=kinds)
    return list(Entry.objects.filter(document_id__in=documents.values("id")).values_list("seq", flat=True))


def standing(slot: str) -> int:
    ((minor,),) = run(
        "select coalesce(sum(l.minor), 0) from ledger_line l join ledger_account a on a.id = l.account_id"
        " where a.slot = %s",
        [slot],
    )
    return int(minor)


def owed_in_xero(linked: Linked, bill: str, credit: str, over: str) -> int:
    """What is due on approved documents, less what is left of credits and overpayments, in cents."""
    due = sum(cents(row["AmountDue"]) for row in linked.in_xero("Invoices") if row["Type"] == bill and stands(row))
    left = sum(
        cents(row["RemainingCredit"]) for row in linked.in_xero("CreditNotes") if row["Type"] == credit and stands(row)
    )
    over_left = sum(
        cents(row["RemainingCredit"]) for row in linked.in_xero("Overpayments") if row["Type"] == over and stands(row)
    )
    return due - left - over_left


def stands(row: dict[str, Any]) -> bool:
    return row["Status"] in ("AUTHORISED", "PAID")


def cents(amount: float) -> int:
    return round(amount * 100)
