"""People at work in a firm, through the same doors as a browser."""

import time
from collections.abc import Callable
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page

from counterfoil.firms.models import Member, User
from counterfoil.ledger.models import Account
from counterfoil.outbox.models import Item
from counterfoil.practice.attachments import attach
from counterfoil.xero.models import Correction, Drift, RemoteTrialBalance, SignedComparison
from tests.builders import BuiltFirm, a_firm

SignIn = Callable[..., Client]
"""What `client_of` gives: a browser in which a person of the firm has signed in."""


@pytest.fixture
def firm() -> BuiltFirm:
    return a_firm()


@pytest.fixture
def office(live_site: str) -> BuiltFirm:
    """A firm with two clients, their matters, and somebody to pay."""
    built = a_firm()
    built.matter("M-104")
    built.matter("M-117", client="Tern Logistics", title="Employment claim")
    built.contact("Land Registry")
    return built


@pytest.fixture
def client_of() -> SignIn:
    """A signed-in client for a person with some roles in the firm; without roles, its owner."""

    def sign_in(firm: BuiltFirm, roles: str = "") -> Client:
        client = Client()
        person = a_person(firm, roles) if roles else User.objects.get(pk=firm.by.user_id or 0)
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        signed_in_ago(client, person, seconds=0)
        return client

    return sign_in


def signed_in_ago(client: Client, person: User, *, seconds: float) -> None:
    """What the sign-in library keeps of a sign-in by password."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - seconds}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()


def a_person(firm: BuiltFirm, roles: str) -> User:
    """Without a password: a test that signs in by typing makes its own."""
    person = User(email=f"{roles.replace(',', '.')}{firm.id}@firm.example", name="Sam Roe")
    person.set_unusable_password()
    person.save()
    Member.objects.create(firm=firm.firm, user=person, roles=roles)
    return person


def base(firm: BuiltFirm) -> str:
    return f"/f/{firm.firm.public_id}/"


def known_in(firm: BuiltFirm) -> dict[str, str]:
    """A connected firm with a little of everything: the ids that stand in the addresses of table.py."""
    destination = firm.connect()
    RemoteTrialBalance.objects.create(
        firm=firm.firm,
        destination=destination,
        as_at=date(2026, 3, 31),
        year_began_on=date(2025, 7, 1),
        began_at=firm.at,
        read_at=firm.at,
        figures='[["wages", "Wages (477)", 120000], ["bank", "Main account (090)", -120000]]',
    )
    matter = firm.matter("M-104")
    idle = firm.matter("M-117")
    receipt = firm.trust_receipt("500.00", matter="M-104")
    bill = firm.bill("800.00", matter="M-104")
    paid = firm.bill("10.00", matter="M-104", on="2026-03-10", due_on="2026-03-24")
    payment = firm.receipt("11.00", pays={str(paid.number): "11.00"})
    item = {"description": "Advice", "account": "4100", "net": "10.00"}
    draft = firm.draft("client_bill", on="2026-03-09", due_on="2026-03-23", matter="M-104", items=[item])
    wrong = firm.bill("20.00", matter="M-104", on="2026-03-11", due_on="2026-03-25")
    correction = Correction.objects.create(
        firm=firm.firm,
        destination=destination,
        document_id=wrong.id,
        state="begun",
        why="wrong matter",
        by_id=firm.by.user_id,
        begun_at=firm.at,
    )
    correction.parts.create(firm=firm.firm, document_id=wrong.id, place=0)
    signed = SignedComparison.objects.create(
        firm=firm.firm,
        destination=destination,
        as_at=date(2026, 3, 31),
        read_at=firm.at,
        signed_at=firm.at,
        accounts="[]",
        trust="[]",
    )
    drift = Drift.objects.create(
        firm=firm.firm,
        destination=destination,
        resource="Invoices",
        remote_id="x1",
        sort="orphan",
        text="nobody's",
        found_at=firm.at,
    )
    file = attach(document_id=bill.id, name="authority.pdf", content=b"%PDF-1.7", by=firm.by, at=firm.at)
    return {
        "file": file.public_id,
        "account": str(Account.objects.get(firm=firm.firm, code="4100").pk),
        "correction": correction.public_id,
        "drift": drift.public_id,
        "signed": signed.public_id,
        "matter": matter.public_id,
        "idle_matter": idle.public_id,
        "contact": firm.contact("Harrow & Pike").public_id,
        "bill": bill.public_id,
        "receipt": receipt.public_id,
        "draft": draft.public_id,
        "paid": paid.public_id,
        "payment": payment.public_id,
        "marker": Item.objects.filter(source_id=bill.id, source_kind="client_bill").values_list("marker", flat=True)[0],
    }


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser refuses under the content security policy, and errors of scripts."""
    heard: list[str] = []

    def keep(message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 422" not in message.text:
            heard.append(f"{message.location.get('url', '')}: {message.text}")

    page.on("console", keep)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def sit_down(page: Page, site: str, client: Client) -> None:
    """Give the browser the session that a client has already."""
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])
