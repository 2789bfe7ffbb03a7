"""Every limitation of the articles, broken in turn, meets its refusal on the page, over HTTP against a real sandbox."""

import html
import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from django.test import Client

from counterfoil import config
from counterfoil.firms.models import Audit, Division, Firm, OtherCurrency
from counterfoil.outbox.models import Destination
from counterfoil.xero.models import Connection
from tests.builders import BuiltFirm
from tests.doors.web.conftest import SignIn, base
from tests.doors.web.test_connect import consented
from tests.xero.conftest import settings_for
from xero_sandbox.model.settings import Settings as SandboxSettings
from xero_sandbox.server.running import Running, running
from xero_sandbox.server.sandbox import Options

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database("verdicts on what Xero answered, on their page"),
]

HELD_AND_BANK = (("RETAINERS_HELD", "2170"), (None, "1100"))


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    with running(Options(settings=SandboxSettings(minute_limit=100_000, day_limit=100_000))) as one:
        settings = settings_for(one.origin)
        monkeypatch.setattr(config, "load", lambda: settings)
        yield one


class Person:
    """An admin in front of the browser, who goes through consent and looks at the pre-flight."""

    def __init__(self, client: Client, firm: BuiltFirm, sandbox: Running) -> None:
        self.client, self.firm, self.sandbox = client, firm, sandbox

    @property
    def tenant(self) -> str:
        return next(iter(self.sandbox.sandbox.xero.organisations))

    def there(self, **changed: Any) -> None:
        """Change the organisation in the sandbox."""
        path = f"{self.sandbox.origin}/_sandbox/organisations/{self.tenant}"
        httpx.post(path, json=changed).raise_for_status()

    def consent(self) -> str:
        """Up to the address of the pre-flight."""
        go = self.client.post(f"{base(self.firm)}connect/begin/").content.decode()
        return self.client.get(consented(go, self.sandbox))["Location"]

    def looks(self) -> str:
        return words(self.client.get(self.consent()).content.decode())

    def connects(self, *, feed_advice: str = "on") -> Any:
        return self.client.post(self.consent(), {"tenant": self.tenant, "feed_advice": feed_advice})


@pytest.fixture
def person(firm: BuiltFirm, client_of: SignIn, sandbox: Running) -> Person:
    return Person(client_of(firm), firm, sandbox)


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_a_firm_without_trouble_sees_every_rule_hold_and_connects(person: Person) -> None:
    page = person.looks()

    for rule in (
        "Accounting package Holds",
        "Accounting method Holds",
        "Currencies here Holds",
        "Divisions Holds",
        "General retainers Holds",
        "Trial or demo Holds",
        "Plan Holds",
        "Currency there Holds",
        "Rights Holds",
        "Account codes Holds",
        "Tax rates Holds",
        "Lock dates Holds",
    ):
        assert rule in page
    assert "Leave Xero's bank feed off" in page and "Connect Harbour & Vale Lawyers" in page
    assert not Destination.objects.exists()
    assert person.connects().status_code == 302
    assert Destination.objects.get().state == "live"


def break_method(person: Person) -> None:
    Firm.objects.update(method="cash")


def break_currency(person: Person) -> None:
    OtherCurrency.objects.create(firm=person.firm.firm, code="NZD")


def break_division(person: Person) -> None:
    Division.objects.create(firm=person.firm.firm, code="PERTH", name="Perth")


def hold_a_retainer(firm: BuiltFirm, matter: str, amount: str) -> None:
    firm.matter(matter)
    firm.retainer(amount, matter=matter)


def break_retainers(person: Person) -> None:
    hold_a_retainer(person.firm, "M-104", "300.00")


def break_trial(person: Person) -> None:
    person.there(**{"class": "TRIAL"})


def break_plan(person: Person) -> None:
    person.there(**{"class": "GST_CASHBOOK"})


def break_edition(person: Person) -> None:
    person.there(edition="PARTNER")


def break_rights(person: Person) -> None:
    person.there(denied=["CreateApprovedInvoice"])


def break_scopes(person: Person) -> None:
    withheld = {"withhold": ["accounting.payments"]}
    httpx.post(f"{person.sandbox.origin}/_sandbox/scopes", json=withheld).raise_for_status()


def break_codes(person: Person) -> None:
    books = person.sandbox.sandbox.xero.organisations[person.tenant]
    bank = next(one for one in books.accounts if one.name == "Trust Bank")
    page = f"{person.sandbox.origin}/o/{person.tenant}/accounts/{bank.id}/code"
    assert httpx.post(page, data={"code": ""}).status_code == 303


@pytest.mark.parametrize(
    ("broken", "code", "says"),
    [
        (break_method, "method-not-accrual", "keeps its books by the cash method"),
        (break_currency, "several-currencies", "uses NZD beside AUD"),
        (break_division, "several-divisions", "2 divisions"),
        (break_retainers, "retainers-held", "M-104 holds 300.00"),
        (break_trial, "organisation-trial", "is on trial"),
        (break_plan, "organisation-cashbook", "plan without invoices"),
        (break_edition, "organisation-cashbook", "partner edition"),
        (break_rights, "rights-missing", "may not approve invoices"),
        (break_scopes, "rights-missing", "leaves out accounting.payments"),
        (break_codes, "accounts-without-code", "Trust Bank has no code"),
    ],
)
def test_a_broken_limitation_is_refused_with_its_reason_and_remedy(
    person: Person, broken: Callable[[Person], None], code: str, says: str
) -> None:
    broken(person)

    page = person.looks()
    answer = person.connects()

    assert "cannot be connected yet" in page and says in page
    assert 'name="feed_advice"' not in page and "Connect Harbour" in page.split("Look again")[0]
    assert answer.status_code == 422
    assert not Destination.objects.exists()
    assert f'"{code}"' in Audit.objects.get(action="refuse").detail


def test_what_was_seen_to_is_let_through_by_looking_again(person: Person) -> None:
    break_codes(person)
    address = person.consent()
    assert "cannot be connected yet" in person.client.get(address).content.decode()

    books = person.sandbox.sandbox.xero.organisations[person.tenant]
    bank = next(one for one in books.accounts if one.name == "Trust Bank")
    httpx.post(f"{person.sandbox.origin}/o/{person.tenant}/accounts/{bank.id}/code", data={"code": "095"})

    assert person.client.post(address, {"feed_advice": "on"}).status_code == 302


def test_the_feed_advice_has_to_be_ticked_and_who_did_is_kept(person: Person) -> None:
    unread = person.connects(feed_advice="")
    assert unread.status_code == 422
    assert "tick that you have read it" in words(unread.content.decode()).lower()
    assert not Destination.objects.exists()

    person.connects()

    row = Connection.objects.get(state="live")
    assert row.feeds_read_by_id == person.firm.by.user_id and row.feeds_read_at
    page = words(person.client.get(f"{base(person.firm)}connect/").content.decode())
    assert "Bank feed advice read by Priya Nair" in page


def test_the_feed_advice_stands_on_the_bank_pages_of_a_connected_firm(person: Person) -> None:
    pages = ("banks/", "banks/new/?sort=office", "banks/new/?sort=trust", "banks/O1/edit/")

    def seen() -> set[bool]:
        found = (words(person.client.get(base(person.firm) + page).content.decode()) for page in pages)
        return {"Leave Xero's bank feed off for every bank account" in page for page in found}

    assert seen() == {False}
    person.connects()
    assert seen() == {True}


def test_who_connects_the_same_organisation_again_is_not_asked_again(person: Person) -> None:
    person.connects()

    page = person.client.get(person.consent()).content.decode()

    assert 'name="feed_advice"' not in page
    assert person.connects(feed_advice="").status_code == 302
    assert Destination.objects.count() == 1


def test_a_demo_company_is_taken_and_every_page_says_so(person: Person) -> None:
    person.there(demo=True)

    assert "demo company" in person.looks()
    assert person.connects().status_code == 302
    assert "is a demo company" in person.client.get(base(person.firm)).content.decode()


def test_lock_dates_there_are_shown_and_do_not_stop(person: Person) -> None:
    person.there(period_lock="2026-02-28")

    assert "locked through 28 Feb 2026" in person.looks()
    assert person.connects().status_code == 302


def test_another_organisation_is_refused_and_what_differs_is_listed(person: Person) -> None:
    person.connects()
    added = httpx.post(
        f"{person.sandbox.origin}/_sandbox/organisations", json={"name": "New Books", "seed": "empty"}
    ).json()["organisations"][-1]
    address = both(person, added["tenantId"])

    page = words(person.client.get(f"{address}?tenant={added['tenantId']}").content.decode())
    answer = person.client.post(f"{address}?tenant={added['tenantId']}", {"feed_advice": "on"})

    assert "copies go to Harbour & Vale Lawyers" in page
    assert "What differs between the accounts" in page and "No account of that code" in page
    assert answer.status_code == 422
    assert Destination.objects.get().name == "Harbour & Vale Lawyers"


def both(person: Person, *more: str) -> str:
    """Consent to several organisations at once; the address of the page that lets one choose."""
    go = person.client.post(f"{base(person.firm)}connect/begin/").content.decode()
    return person.client.get(consented(go, person.sandbox, tenants=[person.tenant, *more]))["Location"]


def test_of_several_organisations_one_is_chosen_before_anything_is_looked_at(person: Person) -> None:
    added = httpx.post(f"{person.sandbox.origin}/_sandbox/organisations", json={"name": "Second Books"}).json()
    address = both(person, added["organisations"][-1]["tenantId"])

    page = person.client.get(address).content.decode()

    assert "Which organisation?" in page and "Second Books" in page and "Harbour &amp; Vale" in page
    assert "Account codes" not in page


def test_only_the_organisations_of_this_consent_are_offered(person: Person) -> None:
    added = httpx.post(f"{person.sandbox.origin}/_sandbox/organisations", json={"name": "Earlier Books"}).json()
    both(person, added["organisations"][-1]["tenantId"])

    page = person.looks()

    assert "Earlier Books" not in page


def test_the_firm_hears_what_stands_in_its_own_way_before_anybody_is_asked(person: Person) -> None:
    break_method(person)

    page = words(person.client.get(f"{base(person.firm)}connect/").content.decode())

    assert "keeps its books by the cash method" in page and "Continue at Xero" not in page


def test_an_app_of_one_organisation_is_looked_at_without_asking(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = config.load().model_copy(update={"xero_app": "custom"})
    monkeypatch.setattr(config, "load", lambda: settings)

    address = person.client.post(f"{base(person.firm)}connect/begin/")["Location"]
    page = person.client.get(address).content.decode()
    assert "Connect Harbour &amp; Vale Lawyers" in page
    assert person.client.post(address, {"feed_advice": "on"}).status_code == 302
    assert Connection.objects.get().sort == "custom"
