"""Connecting from the browser: consent at a sandbox that really listens, the organisation, the mapping, and a retry."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import httpx
import pytest
from django.test import Client

from counterfoil import config
from counterfoil.outbox.models import Destination, Item
from counterfoil.xero.models import AccountMapping
from tests.builders import BuiltFirm
from tests.doors.web.conftest import SignIn, base
from tests.xero.conftest import settings_for
from xero_sandbox.model.settings import Settings as SandboxSettings
from xero_sandbox.server.running import Running, running
from xero_sandbox.server.sandbox import Options

pytestmark = pytest.mark.django_db


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    with running(Options(settings=SandboxSettings(minute_limit=100_000, day_limit=100_000))) as one:
        settings = settings_for(one.origin)
        monkeypatch.setattr(config, "load", lambda: settings)
        yield one


def consented(page: str, sandbox: Running, *, tenants: Sequence[str] = ()) -> str:
    """What the person's browser brings back from the consent page that the link leads to."""
    link = re.search(r'href="([^"]*identity/connect/authorize[^"]*)"', page)
    assert link
    chosen = list(tenants) or [next(iter(sandbox.sandbox.xero.organisations))]
    asked = dict(httpx.QueryParams(urlsplit(link[1].replace("&amp;", "&")).query))
    answer = httpx.post(
        f"{sandbox.origin}/identity/connect/authorize", params=asked, data={"tenant": chosen, "decision": "approve"}
    )
    back = urlsplit(answer.headers["location"])
    return f"{back.path}?{back.query}"


def connect(client: Client, firm: BuiltFirm, sandbox: Running) -> str:
    """Through all the pages; answers the address where one arrives."""
    go = client.post(f"{base(firm)}connect/begin/").content.decode()
    choose = client.get(consented(go, sandbox))["Location"]
    tenant = next(iter(sandbox.sandbox.xero.organisations))
    assert "Harbour &amp; Vale Lawyers" in client.get(choose).content.decode()
    return client.post(choose, {"tenant": tenant, "feed_advice": "on"})["Location"]


def test_consent_organisation_and_mapping(firm: BuiltFirm, client_of: SignIn, sandbox: Running) -> None:
    client = client_of(firm)

    arrived = connect(client, firm, sandbox)
    page = client.get(arrived).content.decode()

    destination = Destination.objects.get(firm=firm.firm)
    assert arrived == f"{base(firm)}connect/mapping/"
    assert destination.state == "live"
    assert AccountMapping.objects.filter(destination=destination).count() > 5
    assert destination.name.replace("&", "&amp;") in page


def test_who_may_not_connect_is_told_who_may(firm: BuiltFirm, client_of: SignIn) -> None:
    bookkeeper, admin = client_of(firm, "bookkeeper"), client_of(firm)

    for place in ("", "sync/"):
        told = bookkeeper.get(f"{base(firm)}{place}").content.decode()
        assert "An admin of the firm connects it." in told and "Connect to Xero" not in told
        offered = admin.get(f"{base(firm)}{place}").content.decode()
        assert "Connect to Xero" in offered and "An admin of the firm" not in offered


def test_a_mapping_is_changed_by_a_person(firm: BuiltFirm, client_of: SignIn, sandbox: Running) -> None:
    client = client_of(firm)
    connect(client, firm, sandbox)
    fees, debtors = (AccountMapping.objects.get(account__code=code) for code in ("4100", "4200"))

    client.post(f"{base(firm)}connect/mapping/", {f"account-{fees.account_id}": debtors.remote_id})

    fees.refresh_from_db()
    assert fees.remote_id == debtors.remote_id


def test_a_consent_of_another_session_is_refused(firm: BuiltFirm, client_of: SignIn, sandbox: Running) -> None:
    go = client_of(firm).post(f"{base(firm)}connect/begin/").content.decode()

    answer = client_of(firm).get(consented(go, sandbox))

    assert answer.status_code == 404
    assert not Destination.objects.exists()


def test_a_consent_works_once(firm: BuiltFirm, client_of: SignIn, sandbox: Running) -> None:
    client = client_of(firm)
    back = consented(client.post(f"{base(firm)}connect/begin/").content.decode(), sandbox)
    client.get(back)

    assert client.get(back).status_code == 404


def test_the_document_that_a_question_is_about_stands_in_the_form_already(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.connect()
    firm.matter("M-104")
    item = Item.objects.get(source_kind="client_bill", source_id=firm.bill("800.00", matter="M-104").id)
    one, other = "b44b36d7-159d-49c8-8e6c-8b62e1e4aa42", "0a5e1c55-1b1a-4c62-9a52-0d7b5e1f3c11"
    client, at = client_of(firm), f"{base(firm)}sync/items/{item.marker}/adopt/"

    def asked(reason: str) -> str:
        Item.objects.filter(pk=item.pk).update(state="review", reason_code="alike", reason_text=reason)
        return client.get(at).content.decode()

    assert f'value="{one}"' in asked(f"Say whether it is this one. In Xero: {one}")
    assert f'value="{one}"' not in asked(f"Say whether it is this one. In Xero: {one}, {other}")


def test_a_failed_push_is_retried_held_and_given_up(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.connect()
    firm.matter("M-104")
    billed = firm.bill("800.00", matter="M-104")
    item = Item.objects.get(source_kind="client_bill", source_id=billed.id)
    Item.objects.filter(pk=item.pk).update(state="rejected", reason_code="mapping-missing", reason_text="no account")
    client = client_of(firm)
    steps = f"{base(firm)}sync/items/{item.marker}/"

    client.post(f"{steps}retry/")
    item.refresh_from_db()
    assert item.state == "pending"

    client.post(f"{steps}hold/", {"why": "wait for the accountant"})
    item.refresh_from_db()
    assert item.held

    client.post(f"{base(firm)}sync/many/", {"do": "release", "marker": [item.marker]})
    item.refresh_from_db()
    assert not item.held

    client.post(f"{steps}give-up/", {"why": "entered by hand"})
    item.refresh_from_db()
    assert item.state == "cancelled"
    shown = client.get(f"{base(firm)}documents/{billed.public_id}/").content.decode()
    assert "Entered by hand." in shown
