"""What is done with many records at once: those chosen, or all of the filter on however many pages."""

import re

import pytest
from django.db.models import F

from counterfoil.outbox.models import Item
from tests.builders import BuiltFirm
from tests.doors.web.conftest import SignIn, base

pytestmark = [pytest.mark.django_db, pytest.mark.one_database("a page does it; the list beneath is asked of both")]
MANY = 52


@pytest.fixture
def failed(firm: BuiltFirm) -> BuiltFirm:
    """More failed bills than a page shows, and the last of them for another reason."""
    firm.connect()
    firm.matter("M-104")
    for _ in range(MANY):
        last = firm.bill("10.00", matter="M-104")
    bills = Item.objects.filter(source_kind="client_bill")
    bills.update(state="rejected", reason_code="period-locked", reason_text="Xero is locked for this date")
    bills.filter(source_id=last.id).update(reason_text="somebody else has this number")
    return firm


def states_of(firm: BuiltFirm) -> list[str]:
    items = Item.objects.filter(firm_id=firm.id, source_kind="client_bill").order_by("id")
    return list(items.values_list("state", flat=True))


def test_all_of_a_filter_are_retried_whatever_page_they_are_on(failed: BuiltFirm, client_of: SignIn) -> None:
    client, sync = client_of(failed), f"{base(failed)}sync/"
    assert f"Retry all {MANY - 1}" in client.get(f"{sync}?show=failed&q=locked").content.decode()

    done = client.post(f"{sync}many/?show=failed&q=locked", {"do": "retry-all"}, follow=True).content.decode()

    assert f"{MANY - 1} of {MANY - 1} will be tried again." in done
    assert states_of(failed) == ["pending"] * (MANY - 1) + ["rejected"]


def test_the_chosen_alone_are_retried_otherwise(failed: BuiltFirm, client_of: SignIn) -> None:
    client, sync = client_of(failed), f"{base(failed)}sync/"
    first = Item.objects.filter(source_kind="client_bill").earliest("id")

    client.post(f"{sync}many/?show=failed", {"do": "retry", "marker": [first.marker]})

    assert states_of(failed) == ["pending"] + ["rejected"] * (MANY - 1)


def test_a_tab_of_what_is_there_offers_no_retry_of_all(failed: BuiltFirm, client_of: SignIn) -> None:
    Item.objects.filter(source_kind="client_bill").update(state="confirmed", remote_id=F("marker"))
    client, sync = client_of(failed), f"{base(failed)}sync/"

    assert "Retry all" not in client.get(f"{sync}?show=pushed").content.decode()
    client.post(f"{sync}many/?show=pushed", {"do": "retry-all"})

    assert states_of(failed) == ["confirmed"] * MANY


@pytest.mark.parametrize(
    ("show", "offered"),
    [
        ("attention", ["retry", "hold", "release"]),
        ("pushed", ["unlink"]),
        ("not_sent", []),
        ("all", ["retry", "hold", "release", "unlink"]),
    ],
)
def test_only_what_does_something_to_what_is_shown_is_offered(
    firm: BuiltFirm, client_of: SignIn, show: str, offered: list[str]
) -> None:
    firm.connect()
    firm.matter("M-104")
    firm.bill("10.00", matter="M-104")
    firm.trust_receipt("10.00", matter="M-104")
    for kind, state in (("contact", "rejected"), ("client_bill", "confirmed"), ("trust_receipt", "cancelled")):
        Item.objects.filter(source_kind=kind).update(state=state, remote_id=F("marker"))

    page = client_of(firm).get(f"{base(firm)}sync/?show={show}").content.decode()

    assert re.findall(r'name="do" value="([a-z-]+)"', page) == offered
