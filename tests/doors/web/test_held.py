"""A connection that a restore has held: the sync page says what it means, and a trust manager lets it go on."""

import pytest
from django.test import Client

from counterfoil.outbox import safe
from counterfoil.outbox.models import Destination
from tests.builders import BuiltFirm
from tests.doors.web.conftest import SignIn, base

pytestmark = [pytest.mark.django_db, pytest.mark.one_database("a page says it")]


@pytest.fixture
def client(firm: BuiltFirm, client_of: SignIn) -> Client:
    firm.connect()
    safe.enter(reason="this database was restored from a backup", at=firm.at)
    return client_of(firm)


def test_the_sync_page_says_why_it_is_held_and_leads_on(firm: BuiltFirm, client: Client) -> None:
    page = client.get(f"{base(firm)}sync/").content.decode()

    assert "Pushing is held." in page and "This database was restored from a backup." in page
    assert f'href="{base(firm)}sync/held/"' in page


def test_whoever_looked_says_what_was_found_and_the_push_goes_on(firm: BuiltFirm, client: Client) -> None:
    refused = client.post(f"{base(firm)}sync/held/", {"why": " "})
    answer = client.post(f"{base(firm)}sync/held/", {"why": "swept, and nothing is missing"}, follow=True)

    assert refused.status_code == 422
    assert Destination.objects.get(firm=firm.firm).state == "live"
    assert "The push goes on." in answer.content.decode()
    assert "Pushing is held." not in answer.content.decode()
