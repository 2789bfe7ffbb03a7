"""The page of one record: what it leans on, what leans on it, why it waits and what a person may do about it."""

from html import unescape

import pytest
from django.db.models import F
from django.test import Client

from counterfoil.documents.models import Document
from counterfoil.matters.models import Matter
from counterfoil.outbox.models import Destination, Item
from tests.builders import BuiltFirm
from tests.doors.web.conftest import SignIn, base

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database("what the pages say; the reports beneath are asked of both"),
]


@pytest.fixture
def paid(firm: BuiltFirm) -> BuiltFirm:
    """A bill that waits for its contact, and a receipt that waits for the bill."""
    firm.connect()
    firm.matter("M-104")
    bill = firm.bill("800.00", matter="M-104")
    firm.receipt("880.00", pays={str(bill.number): "880.00"})
    Item.objects.filter(source_kind="contact").update(state="confirmed", remote_id="there")
    return firm


def item_of(kind: str) -> Item:
    return Item.objects.filter(source_kind=kind).latest("id")


def shown(client: Client, firm: BuiltFirm, item: Item) -> str:
    return unescape(client.get(f"{base(firm)}sync/items/{item.marker}/").content.decode())


def test_a_payment_that_waits_for_a_failed_bill_says_so_and_leads_there(paid: BuiltFirm, client_of: SignIn) -> None:
    Item.objects.filter(source_kind="client_bill").update(
        state="rejected", reason_code="mapping-missing", reason_text="no account"
    )
    bill, payment, client = item_of("client_bill"), item_of("client_receipt"), client_of(paid)

    page = shown(client, paid, payment)

    assert "B-1001 failed; see to it. This goes by itself as soon as that is there." in page
    assert f'href="{base(paid)}sync/items/{bill.marker}/"' in page
    assert "Goes before it" in page
    assert "Goes after it" in shown(client, paid, bill)


def test_the_matter_says_what_each_record_of_a_receipt_is(paid: BuiltFirm, client_of: SignIn) -> None:
    second = paid.bill("100.00", matter="M-104")
    paid.receipt("210.00", pays={str(second.number): "110.00"})
    waiting = Item.objects.exclude(state="confirmed")
    waiting.update(state="confirmed", remote_id=F("marker"), settled_at=paid.at)

    page = unescape(client_of(paid).get(f"{base(paid)}matters/{matter_page('M-104')}/").content.decode())

    rail = page[page.index('id="xero_panel"') :]
    assert rail.count("Payment of an invoice, ") == 2
    assert rail.count("Overpayment, ") == 1


def matter_page(code: str) -> str:
    return str(Matter.objects.get(code=code).public_id)


def test_what_waits_for_another_record_offers_no_retry_and_what_is_not_held_no_release(
    paid: BuiltFirm, client_of: SignIn
) -> None:
    payment, client = item_of("client_receipt"), client_of(paid)
    steps = f"{base(paid)}sync/items/{payment.marker}/"
    before = shown(client, paid, payment)
    assert f"{steps}hold/" in before
    assert f"{steps}retry/" not in before and f"{steps}release/" not in before

    client.post(f"{steps}hold/", {"why": "wait for the accountant"})

    after = shown(client, paid, payment)
    assert "Held back by a person." in after and f"{steps}release/" in after and f"{steps}hold/" not in after
    assert "Held back by a person until it is released" in client.get(f"{base(paid)}sync/?show=open").content.decode()


def test_what_was_refused_here_is_not_said_to_be_refused_by_xero(paid: BuiltFirm, client_of: SignIn) -> None:
    client, bills = client_of(paid), Item.objects.filter(source_kind="client_bill")
    bills.update(state="rejected", reason_code="locked-in-xero", reason_text="It is dated 2026-03-09")
    assert "It cannot be sent yet." in shown(client, paid, item_of("client_bill"))
    document = Document.objects.get(kind="client_bill").public_id
    of_document = client.get(f"{base(paid)}documents/{document}/").content.decode()
    assert of_document.count("It is dated 9 Mar 2026.") == 2 and "dated 2026-03-09" not in of_document

    bills.update(reason_code="period-locked")

    assert "Xero refused it." in shown(client, paid, item_of("client_bill"))


THERE = "f398ccf1-4600-4192-9788-17d27b1cbebf"


def test_a_record_that_may_be_ours_is_led_to(paid: BuiltFirm, client_of: SignIn) -> None:
    Item.objects.filter(source_kind="client_bill").update(
        state="review", reason_code="number-taken", reason_text=f"Say whether it is this one. In Xero: {THERE}"
    )

    page = shown(client_of(paid), paid, item_of("client_bill"))

    assert "Is it this one in Xero?" in page and THERE in page.partition("Is it this one in Xero?")[2]


@pytest.mark.parametrize(
    ("left", "says"),
    [(958, "958 of 1,000 calls of Xero's day left"), (4989, "4,989 calls of Xero's day left")],
)
def test_the_days_calls_never_are_more_than_all(paid: BuiltFirm, client_of: SignIn, left: int, says: str) -> None:
    """Xero allows 5,000 above its free tier, and the firm's setting begins at 1,000."""
    Destination.objects.update(day_left=left, day_limit=1000)

    page = unescape(client_of(paid).get(f"{base(paid)}sync/").content.decode())

    assert says in page and "4,989 of" not in page
