"""Attacks on the consent, as a browser would carry them: each ends in a refusal, and no connection comes of it."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.test import Client

from counterfoil import config
from counterfoil.firms.models import Member
from counterfoil.xero.models import Connection
from tests.builders import BuiltFirm, a_firm
from tests.doors.web.conftest import SignIn, base
from tests.doors.web.test_connect import consented
from tests.xero.conftest import settings_for
from xero_sandbox.model.settings import Settings as SandboxSettings
from xero_sandbox.server.running import Running, running
from xero_sandbox.server.sandbox import Options

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database("who may bring back a consent is decided from the session"),
]

EVIL = "https://evil.example/"


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    with running(Options(settings=SandboxSettings(minute_limit=100_000, day_limit=100_000))) as one:
        settings = settings_for(one.origin)
        monkeypatch.setattr(config, "load", lambda: settings)
        yield one


def asks(client: Client, firm: BuiltFirm) -> str:
    """The page that leads to Xero."""
    return client.post(f"{base(firm)}connect/begin/").content.decode()


def state_of(back: str) -> str:
    return parse_qs(urlsplit(back).query)["state"][0]


def code_of(back: str) -> str:
    return parse_qs(urlsplit(back).query)["code"][0]


def test_without_a_state_nothing_is_taken(firm: BuiltFirm, client_of: SignIn, sandbox: Running) -> None:
    client = client_of(firm)
    back = consented(asks(client, firm), sandbox)

    answer = client.get(f"/xero/callback?code={code_of(back)}")

    assert answer.status_code == 422 and b"consent-expired" in answer.content
    assert not Connection.objects.exists()


def test_a_state_that_was_used_is_refused_even_while_another_consent_is_open(
    firm: BuiltFirm, client_of: SignIn, sandbox: Running
) -> None:
    client = client_of(firm)
    back = consented(asks(client, firm), sandbox)
    client.get(back)
    asks(client, firm)

    answer = client.get(back)

    assert answer.status_code == 422 and b"consent-expired" in answer.content
    assert Connection.objects.count() == 1


def test_the_state_of_another_session_is_refused(firm: BuiltFirm, client_of: SignIn, sandbox: Running) -> None:
    attacker, victim = client_of(firm), client_of(firm)
    planted = consented(asks(attacker, firm), sandbox)
    asks(victim, firm)

    answer = victim.get(planted)

    assert answer.status_code == 422 and b"consent-expired" in answer.content
    assert not Connection.objects.exists()


def test_the_state_of_another_firm_is_refused_for_a_person_of_both(
    firm: BuiltFirm, client_of: SignIn, sandbox: Running
) -> None:
    other = a_firm("Second Firm")
    Member.objects.create(firm=other.firm, user_id=firm.by.user_id or 0, roles="admin")
    client = client_of(firm)
    of_the_first = consented(asks(client, firm), sandbox)
    asks(client, other)

    answer = client.get(of_the_first)

    assert answer.status_code == 422 and b"consent-expired" in answer.content
    assert not Connection.objects.exists()


def test_a_code_that_somebody_else_got_does_not_fit_the_verifier(
    firm: BuiltFirm, client_of: SignIn, sandbox: Running
) -> None:
    attacker, victim = client_of(firm), client_of(firm)
    stolen = code_of(consented(asks(attacker, firm), sandbox))
    own = consented(asks(victim, firm), sandbox)

    answer = victim.get(f"/xero/callback?state={state_of(own)}&code={stolen}")

    assert answer.status_code == 422 and b"consent-refused" in answer.content
    assert not Connection.objects.exists()


def test_the_consent_of_one_firm_is_not_there_for_another(firm: BuiltFirm, client_of: SignIn, sandbox: Running) -> None:
    client = client_of(firm)
    choose = client.get(consented(asks(client, firm), sandbox))["Location"]
    other = a_firm("Second Firm")
    stranger = client_of(other)

    mine = stranger.get(choose.replace(base(firm), base(other)))
    theirs = stranger.get(choose)

    assert (mine.status_code, theirs.status_code) == (422, 404)


def test_who_is_signed_out_meanwhile_has_to_sign_in_again(firm: BuiltFirm, client_of: SignIn, sandbox: Running) -> None:
    back = consented(asks(client_of(firm), firm), sandbox)

    answer = Client().get(back)

    assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("where", [EVIL, "//evil.example/", "/\\evil.example/", "javascript:alert(1)"])
def test_no_next_leads_away_from_here(firm: BuiltFirm, client_of: SignIn, sandbox: Running, where: str) -> None:
    client = client_of(firm)
    back = consented(asks(client, firm), sandbox)

    arrived = client.get(f"{back}&next={where}")["Location"]
    signing_in = Client().post(
        f"/accounts/login/?next={where}",
        {"login": firm_owner(firm), "password": "a long passphrase", "next": where},
    )

    assert arrived.startswith(base(firm))
    assert signing_in.status_code == 302 and "evil" not in signing_in["Location"]
    assert signing_in["Location"].startswith("/")


def firm_owner(firm: BuiltFirm) -> str:
    return Member.objects.select_related("user").get(firm=firm.firm).user.email


def test_what_xero_says_of_a_refusal_is_never_shown(firm: BuiltFirm, client_of: SignIn, sandbox: Running) -> None:
    client = client_of(firm)
    asks(client, firm)

    answer = client.get("/xero/callback?error=<script>alert(1)</script>&state=x", follow=True)

    assert b"alert(1)" not in answer.content and b"Consent was not given" in answer.content
    assert not Connection.objects.exists()


def test_no_form_and_no_redirect_of_ours_leads_to_xero(firm: BuiltFirm, client_of: SignIn, sandbox: Running) -> None:
    answer = client_of(firm).post(f"{base(firm)}connect/begin/")

    assert answer.status_code == 200
    assert "form-action 'self'" in answer["Content-Security-Policy"]
    assert f'action="{sandbox.origin}' not in answer.content.decode()


def test_the_app_at_xero_takes_no_other_address_to_come_back_to(sandbox: Running) -> None:
    asked = {"client_id": "counterfoil-demo", "redirect_uri": EVIL, "response_type": "code", "scope": "openid"}

    answer = httpx.get(f"{sandbox.origin}/identity/connect/authorize", params=asked)

    assert answer.status_code == 400 and "invalid_redirect_uri" in answer.text
