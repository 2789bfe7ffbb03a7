"""Bills from before the connection, on the pages: seen, brought across, taken step by step, left out."""

import html
import re

import pytest
from django.test import Client

from counterfoil.documents.models import Document
from counterfoil.outbox.models import Item
from tests.builders import BuiltFirm, a_firm
from tests.doors.web.conftest import SignIn, base
from tests.xero.conftest import Linked


def words(page: bytes) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.decode())).split())


def public_id(number: str) -> str:
    return Document.objects.values_list("public_id", flat=True).get(number=number)


@pytest.fixture
def client(linked: Linked, client_of: SignIn) -> Client:
    return client_of(linked.firm)


@pytest.fixture
def place(linked: Linked) -> str:
    return f"{base(linked.firm)}connect/old-bills/"


def test_an_open_bill_is_listed_looked_at_and_brought_across(client: Client, linked: Linked, place: str) -> None:
    bill = public_id("B-1001")
    assert "B-1001" in words(client.get(place).content)

    looked = words(client.post(place, {"do": "look", "bill": bill}).content)
    assert "Invoice B-1001" in looked and "Nothing has been sent" in looked and "800.00" in looked
    assert not Item.objects.exists()

    assert client.post(place, {"do": "across", "bill": bill})["Location"] == place
    assert "Nothing waits" in words(client.get(place).content)
    linked.settle()
    assert [row["InvoiceNumber"] for row in linked.in_xero("Invoices")] == ["B-1001"]


def test_what_keeps_a_bill_from_going_is_said_before(client: Client, linked: Linked, place: str) -> None:
    linked.firm.receipt("80.00", pays={"B-1001": "80.00"})
    bill = public_id("B-1001")

    looked = words(client.post(place, {"do": "look", "bill": bill}).content)
    done = words(client.post(place, {"do": "across", "bill": bill}, follow=True).content)

    assert "take that back first" in looked and "Bring" not in looked.split("What Xero gets")[-1]
    assert "B-1001: Another document settles it" in done
    assert Document.objects.get(number="B-1001").state == "posted"


def test_a_part_paid_bill_is_led_step_by_step(client: Client, linked: Linked, place: str) -> None:
    paid = linked.firm.receipt("80.00", pays={"B-1001": "80.00"})
    bill = public_id("B-1001")
    guide = f"{place}{bill}/"

    first = client.get(guide).content.decode()
    assert "Take the payments back, 80.00 still stands" in words(first.encode())
    assert f"documents/{paid.public_id}/reverse/" in first and "See what Xero gets" not in first

    client.post(f"{base(linked.firm)}documents/{paid.public_id}/reverse/", {"why": "brought across"})
    assert "See what Xero gets" in client.get(guide).content.decode()

    client.post(place, {"do": "across", "bill": bill})
    last = client.get(guide).content.decode()
    assert "The bill is across" in last and f"new/client_receipt/?like={paid.public_id}" in last


def test_leaving_out_asks_how_and_keeps_who(client: Client, linked: Linked, place: str) -> None:
    bill = public_id("B-1001")

    asked = client.post(place, {"do": "leave", "bill": bill}).content.decode()
    assert "How they are dealt with in Xero" in asked
    assert client.post(place, {"do": "leave", "bill": bill, "why": " "}).status_code == 422
    client.post(place, {"do": "leave", "bill": bill, "why": "entered by the accountant"})

    assert "Nothing waits" in words(client.get(place).content)
    left = words(client.get(f"{place}?show=left-out").content)
    assert "Entered by the accountant. Priya Nair" in left

    client.post(f"{place}{bill}/")
    assert "B-1001" in words(client.get(place).content)


def test_a_fee_earner_sees_the_list_and_does_nothing(linked: Linked, client_of: SignIn, place: str) -> None:
    earner, bill = client_of(linked.firm, "fee_earner"), public_id("B-1001")

    assert "See what Xero gets" not in earner.get(place).content.decode()
    assert earner.post(place, {"do": "across", "bill": bill}).status_code == 403
    assert earner.post(place, {"do": "leave", "bill": bill, "why": "x"}).status_code == 403
    assert earner.post(f"{place}{bill}/").status_code == 403


def test_a_bill_of_another_firm_is_not_there(client: Client, place: str) -> None:
    other: BuiltFirm = a_firm("Second Firm")
    other.matter("M-1")
    strange = other.bill("10.00", matter="M-1").public_id

    assert client.get(f"{place}{strange}/").status_code == 404
    assert client.post(place, {"do": "across", "bill": strange}, follow=True).status_code == 200
    assert Document.objects.get(public_id=strange).version == 1
