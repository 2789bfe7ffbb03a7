"""Why nothing is pushed just now: the sync page and every panel say it, and when it goes on."""

import inspect
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from counterfoil.outbox.models import Destination, Item
from counterfoil.web.show.attempts import OUTCOMES
from counterfoil.xero import outcomes
from tests.builders import BuiltFirm
from tests.doors.web.conftest import SignIn, base

pytestmark = [pytest.mark.django_db, pytest.mark.one_database("a page says it")]


@pytest.fixture
def client(firm: BuiltFirm, client_of: SignIn) -> Client:
    firm.connect()
    return client_of(firm)


def shown(firm: BuiltFirm, client: Client, **columns: object) -> str:
    """The sync page with the organisation as told."""
    Destination.objects.filter(firm=firm.firm).update(**columns)
    return client.get(f"{base(firm)}sync/").content.decode()


def test_the_days_calls_are_counted(firm: BuiltFirm, client: Client) -> None:
    page = shown(firm, client, day_left=4321, day_limit=5000)

    assert "4,321 of 5,000 calls of Xero&#x27;s day left" in page
    assert "dot-on" in page and "dot-waits" not in page


def test_a_used_up_day_says_when_the_push_goes_on(firm: BuiltFirm, client: Client) -> None:
    page = shown(firm, client, day_left=0, not_before=timezone.now() + timedelta(hours=3))

    assert "Xero takes no more calls for the day. The push goes on by itself at" in page
    assert "dot-waits" in page


def test_a_used_up_minute_is_told_from_a_day(firm: BuiltFirm, client: Client) -> None:
    page = shown(firm, client, day_left=900, not_before=timezone.now() + timedelta(seconds=30))

    assert "Xero takes no more calls for this minute." in page


def test_a_xero_that_does_not_answer_is_said_since_when(firm: BuiltFirm, client: Client) -> None:
    page = shown(firm, client, unreached_since=timezone.now(), not_before=timezone.now() + timedelta(seconds=3))

    assert "Xero has not answered since" in page
    assert "nothing is lost" in page


def test_a_pause_that_is_over_is_not_told(firm: BuiltFirm, client: Client) -> None:
    page = shown(firm, client, not_before=timezone.now() - timedelta(seconds=1))

    assert "One way to Xero" in page and "no more calls" not in page


def test_more_calls_than_the_setting_says_are_counted_alone(firm: BuiltFirm, client: Client) -> None:
    page = shown(firm, client, day_left=4989, day_limit=1000)

    assert "4,989 calls of Xero&#x27;s day left" in page


def test_a_copy_and_its_document_say_why_it_does_not_leave(firm: BuiltFirm, client: Client) -> None:
    bill = firm.bill("800.00", matter=firm.matter("M-104").code)
    shown(firm, client, unreached_since=timezone.now(), not_before=timezone.now() + timedelta(seconds=3))
    item = Item.objects.get(source_kind="client_bill", source_id=bill.id)

    copy = client.get(f"{base(firm)}sync/items/{item.marker}/").content.decode()
    document = client.get(f"{base(firm)}documents/{bill.public_id}/").content.decode()

    assert "Xero has not answered since" in copy
    assert "Xero has not answered since" in document and "dot-waits" in document


def test_every_outcome_of_a_request_has_its_words() -> None:
    names = {name for name, one in inspect.getmembers(outcomes, inspect.isclass) if one.__module__ == outcomes.__name__}

    assert {"Confirmed", "Unknown", "Looked"} <= names
    assert {name.lower() for name in names} <= set(OUTCOMES)


def test_what_failed_and_what_waits_for_a_decision_are_counted_apart(firm: BuiltFirm, client: Client) -> None:
    firm.matter("M-104")
    firm.bill("800.00", matter="M-104")
    firm.trust_receipt("500.00", matter="M-104")
    Item.objects.filter(source_kind="client_bill").update(state="rejected")
    assert "Needs you</dt>" not in shown(firm, client)

    Item.objects.filter(source_kind="trust_receipt").update(state="review")

    page = shown(firm, client)
    assert 'show=failed">1</a>' in page and 'show=needs_you">1</a>' in page
