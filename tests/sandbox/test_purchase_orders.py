"""Purchase orders: numbers, statuses and four decimals; nothing of them is in the books."""

from decimal import Decimal
from typing import Any

import pytest

from tests.sandbox.harness import World, line, order

PATH = "PurchaseOrders"


def test_an_order_moves_nothing_whatever_its_status(world: World) -> None:
    made = world.made(PATH, order(world.contact(), Status="AUTHORISED"))

    assert (made["Status"], made["Total"], made["PurchaseOrderNumber"]) == ("AUTHORISED", Decimal("16.5"), "PO-0001")
    assert world.trial_balance() == ""


def test_a_number_is_taken_once(world: World) -> None:
    contact = world.contact()
    world.made(PATH, order(contact, PurchaseOrderNumber="O-1"))

    assert world.refused("PUT", PATH, order(contact, PurchaseOrderNumber="O-1")) == ["Order number must be unique"]


def test_an_order_makes_no_contact(world: World) -> None:
    messages = world.refused("PUT", PATH, order("") | {"Contact": {"Name": "Nobody yet"}})

    assert messages == ["A Contact must be specified for this type of transaction"]
    assert len(world.books.contacts) == 0


def test_prices_have_four_decimals_without_asking(world: World) -> None:
    cheap = line("0.12555", Quantity=100, AccountCode="453", TaxType="BASEXCLUDED")

    made = world.made(PATH, order(world.contact(), cheap))

    assert (made["LineItems"][0]["UnitAmount"], made["Total"]) == (Decimal("0.1256"), Decimal("12.56"))


@pytest.mark.parametrize(
    ("begin", "then"), [("DRAFT", "BILLED"), ("AUTHORISED", "DRAFT"), ("BILLED", "DELETED"), ("BILLED", "DRAFT")]
)
def test_a_step_the_status_does_not_allow_is_refused(world: World, begin: str, then: str) -> None:
    made = world.made(PATH, order(world.contact(), Status=begin))

    assert world.refused("POST", f"{PATH}/{made['PurchaseOrderID']}", {"Status": then}) == [
        "Purchase order not of valid status for modification"
    ]


def test_only_an_approved_order_is_marked_as_sent(world: World) -> None:
    contact = world.contact()

    assert world.refused("PUT", PATH, order(contact, SentToContact=True)) == [
        "Only AUTHORISED and BILLED purchase orders may have SentToContact updated."
    ]
    assert world.made(PATH, order(contact, SentToContact=True, Status="AUTHORISED"))["SentToContact"] is True


def test_orders_are_found_by_number_status_and_days(world: World) -> None:
    contact = world.contact()
    world.made(PATH, order(contact, PurchaseOrderNumber="O-1", Date="2026-10-01"))
    world.made(PATH, order(contact, PurchaseOrderNumber="O-2", Date="2026-11-01", Status="AUTHORISED"))

    def numbers(**query: Any) -> list[str]:
        return [one["PurchaseOrderNumber"] for one in world.ask("GET", PATH, **query).json()[PATH]]

    assert numbers(Status="AUTHORISED") == ["O-2"]
    assert numbers(DateFrom="2026-10-01", DateTo="2026-10-31") == ["O-1"]
    assert numbers(order="Date DESC", page="1") == ["O-2", "O-1"]
    assert world.ask("GET", f"{PATH}/O-1").json()[PATH][0]["Status"] == "DRAFT"
    assert world.ask("GET", PATH, DateFrom="soon").status == 400
