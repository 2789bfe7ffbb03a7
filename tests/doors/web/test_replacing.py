"""Another organisation: from the pre-flight's refusal to the page that lists what differs, and the owner's decision."""

import re

import httpx
import pytest
from django.test import Client

from counterfoil.firms.models import Audit
from counterfoil.outbox.models import Destination, Item
from tests.doors.web.conftest import a_person, base
from tests.doors.web.test_preflight import Person, both, person, sandbox, words  # noqa: F401

pytestmark = pytest.mark.django_db

DECIDED = {"understood": "on", "seen_to": "on", "feed_advice": "on", "why": "the trial ended"}


@pytest.fixture
def moving(person: Person) -> Person:  # noqa: F811
    """Connected, with a bill whose copy was never sent."""
    person.firm.matter("M-104")
    person.connects()
    person.firm.bill("800.00", matter="M-104")
    return person


def another(person: Person, **more: str) -> str:  # noqa: F811
    path = f"{person.sandbox.origin}/_sandbox/organisations"
    tenant: str = httpx.post(path, json={"name": "New Books"} | more).json()["organisations"][-1]["tenantId"]
    return tenant


def way_there(person: Person, tenant: str) -> str:  # noqa: F811
    """What the pre-flight of the other organisation links to."""
    page = person.client.get(f"{both(person, tenant)}?tenant={tenant}").content.decode()
    found = re.search(r'href="([^"]*connect/replace/[^"]*)"', page)
    assert found, words(page)
    return found[1].replace("&amp;", "&")


def test_the_pre_flight_leads_to_a_page_that_lists_everything(moving: Person) -> None:
    page = words(moving.client.get(way_there(moving, another(moving, seed="empty"))).content.decode())

    assert "Leave Harbour & Vale Lawyers for New Books?" in page
    assert "4100 Professional fees 200 Fees No account of that code." in page
    assert "Not sent, and never will be 1" in page and "B-1001" in page
    assert "Open bills to decide about afterwards 1" in page
    assert Destination.objects.get().name == "Harbour & Vale Lawyers"


def test_the_decision_closes_the_old_one_and_opens_the_mapping_of_the_new(moving: Person) -> None:
    there = way_there(moving, another(moving))

    unticked = moving.client.post(there, DECIDED | {"understood": ""})
    decided = moving.client.post(there, DECIDED, follow=True)

    assert unticked.status_code == 422 and "Tick that what stands in" in words(unticked.content.decode())
    page = words(decided.content.decode())
    assert "Harbour & Vale Lawyers is left. Nothing more goes there." in page and "Mapping" in page
    assert list(Destination.objects.order_by("id").values_list("name", "state")) == [
        ("Harbour & Vale Lawyers", "gone"),
        ("New Books", "live"),
    ]
    assert not Item.objects.filter(state="pending").exclude(source_kind="contact").exists()
    old = words(moving.client.get(f"{base(moving.firm)}connect/old-bills/").content.decode())
    assert "B-1001" in old
    assert Audit.objects.get(action="leave organisation").why == "the trial ended"


def test_an_admin_who_is_no_owner_is_not_led_there_and_not_let_in(moving: Person) -> None:
    tenant = another(moving)
    there = way_there(moving, tenant)
    admin = Client()
    admin.force_login(a_person(moving.firm, "admin"), backend="allauth.account.auth_backends.AuthenticationBackend")
    theirs = Person(admin, moving.firm, moving.sandbox)

    page = words(admin.get(f"{both(theirs, tenant)}?tenant={tenant}").content.decode())

    assert "already-connected" not in page and "let an owner leave it for good" in page
    assert "Leave Harbour & Vale Lawyers for New Books" not in page
    assert (admin.get(there).status_code, admin.post(there, DECIDED).status_code) == (403, 403)
    assert Destination.objects.count() == 1


def test_a_consent_that_was_used_leads_nowhere(moving: Person) -> None:
    there = way_there(moving, another(moving))
    moving.client.post(there, DECIDED)

    again = moving.client.post(there, DECIDED)

    assert again.status_code == 422 and b"consent-expired" in again.content
    assert Audit.objects.filter(action="leave organisation").count() == 1
