"""The article's table row by row: entered over HTTP, posted, pushed, Xero asked whether it arrived; then the sums.

Each way of setting the link is walked with one document of every kind that may be copied.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
from counterfoil.outbox.models import Item
from counterfoil.reports.capabilities import ARTICLE
from counterfoil.xero.link_settings import change_settings
from counterfoil.xero.wire import RECORDS
from tests.builders import BuiltFirm
from tests.everything import kinds_in, post_everything
from tests.xero.books import ours, theirs, unmapped_with_a_balance
from tests.xero.conftest import Linked

HOLDING = ("1190", "2160")
"""Accounts that nothing stands on here, and that transfers may go through in Xero."""

EVERYTHING = replace(DEFAULT, areas=frozenset(AREAS))
SETTINGS: dict[str, LinkSettings] = {
    "as the article says": DEFAULT,
    "every area switched on": EVERYTHING,
    "every area switched off": replace(DEFAULT, areas=frozenset()),
}
for _name, _ways in WAYS.items():
    for _way in _ways:
        if _way != DEFAULT.chosen(_name):
            _other: dict[str, Any] = {_name: _way}
            SETTINGS[f"{_name} {_way}"] = replace(EVERYTHING, **_other)


@dataclass
class OverHttp(BuiltFirm):
    """The same firm, entered through its API as a person who is signed in."""

    http: httpx.Client | None = None

    def enter(self, kind: str, **values: Any) -> Done:
        assert self.http is not None
        body = {"kind": kind, "post": True, "content": values}
        answer = self.http.post("/api/v1/documents", json=body)
        assert answer.status_code == 201, f"{kind}: {answer.text}"
        row = Document.objects.get(public_id=answer.json()["id"])
        return Done(row.pk, row.public_id, row.kind, row.state, row.number)


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


@pytest.mark.parametrize("name", SETTINGS)
def test_every_kind_arrives_or_stays_as_its_row_says(linked: Linked, entering: OverHttp, name: str) -> None:
    chosen = SETTINGS[name]
    at = linked.store.now()
    change_settings(by=linked.firm.by, at=at, destination=linked.destination, settings=chosen, day_limit=1000)

    posted = post_everything(entering)
    linked.map_all(*unmapped_with_a_balance(), *HOLDING)
    linked.settle()

    there = everything_in_xero(linked)
    for done in posted:
        copies = list(Item.objects.filter(source_kind=done.kind, source_id=done.id))
        arrived = [copy.remote_id for copy in copies if copy.state == "confirmed"]
        if all_kinds()[done.kind].stays(chosen):
            assert arrived == [], f"{done.kind} was to stay"
        else:
            assert {copy.state for copy in copies} == {"confirmed"}, f"{done.kind}: {reasons(copies)}"
            assert [each for each in arrived if str(each) not in there] == [], f"{done.kind} is not in Xero"


@pytest.mark.parametrize("name", [name for name in SETTINGS if "off" not in name and "article" not in name])
def test_with_everything_copied_both_ledgers_say_the_same(linked: Linked, entering: OverHttp, name: str) -> None:
    """Every mapped account, debtors, creditors and clients' money, to the cent."""
    at, chosen = linked.store.now(), SETTINGS[name]
    change_settings(by=linked.firm.by, at=at, destination=linked.destination, settings=chosen, day_limit=1000)

    post_everything(entering)
    linked.map_all(*unmapped_with_a_balance(), *HOLDING)
    linked.settle()

    assert unmapped_with_a_balance() == []
    assert ours(linked) == theirs(linked)
    assert standing("RECEIVABLE") == owed_in_xero(linked, "ACCREC", "ACCRECCREDIT", "RECEIVE-OVERPAYMENT")
    assert -standing("PAYABLE") == owed_in_xero(linked, "ACCPAY", "ACCPAYCREDIT", "SPEND-OVERPAYMENT")


def test_every_row_of_the_article_is_walked_or_is_no_document(linked: Linked, entering: OverHttp) -> None:
    """Rows without a kind say so in the capabilities; kinds of other places are walked where their law has them."""
    chosen = SETTINGS["every area switched on"]
    at = linked.store.now()
    change_settings(by=linked.firm.by, at=at, destination=linked.destination, settings=chosen, day_limit=1000)
    walked = {done.kind for done in post_everything(entering)}

    for promise in ARTICLE:
        assert set(promise.kinds) & kinds_in(linked.firm.firm.jurisdiction) <= walked, promise.transaction
        assert promise.kinds or promise.why, promise.transaction


def everything_in_xero(linked: Linked) -> str:
    """All documents of every kind as Xero lists them, allocations inside their credits."""
    apart = ("Allocations", "TaxRates", "Accounts")
    return json.dumps([linked.in_xero(name) for name in RECORDS if name not in apart])


def reasons(copies: list[Item]) -> list[str]:
    return [f"{copy.resource} {copy.state} {copy.reason_text}" for copy in copies if copy.state != "confirmed"]


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
