"""A client pays a bill in two parts; a transfer pays three bills and leaves something over."""

from datetime import date

import pytest

from counterfoil.practice.matters import close_matter
from tests.builders import BuiltFirm, a_firm
from tests.refusals import refused
from tests.scenarios.telling import assert_whole, documents, journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> BuiltFirm:
    firm = a_firm(connected=True)
    firm.matter("M-104")
    firm.matter("M-117", client="R. Osei")
    return firm


def test_a_bill_is_paid_in_two_parts_and_its_matter_closed(firm: BuiltFirm) -> None:
    bill = str(firm.bill("800.00", matter="M-104").number)

    firm.receipt("300.00", pays={bill: "300.00"}, on="2026-03-16")
    with refused("bill-over-paid", "B-1001 owes 580.00"):
        firm.receipt("600.00", pays={bill: "600.00"}, on="2026-03-20")
    firm.receipt("600.00", pays={bill: "580.00"}, on="2026-03-20")
    with refused("bill-over-paid", "B-1001 owes 0.00"):
        firm.receipt("0.01", pays={bill: "0.01"}, on="2026-03-25")
    closed = close_matter(code="M-104", closed_on=date(2026, 3, 31), by=firm.by, at=firm.at)

    assert closed.state == "closed"
    assert (
        documents(firm)
        == """\
B-1001 v1 posted 880.00 open 0.00
R-1001 v1 posted 300.00 open 0.00
R-1002 v1 posted 600.00 open 20.00"""
    )
    assert (
        journal(firm)
        == """\
1 2026-03-09 Client bill
  Dr 1200    880.00 M-104
  Cr 4100    800.00 M-104
  Cr 2210     80.00
2 2026-03-16 Client receipt
  Dr 1100    300.00 O1
  Cr 1200    300.00 M-104
3 2026-03-20 Client receipt
  Dr 1100    600.00 O1
  Cr 1200    580.00 M-104
  Cr 1200     20.00"""
    )
    assert_whole()


def test_one_transfer_pays_three_bills_of_two_matters_with_something_over(firm: BuiltFirm) -> None:
    first = str(firm.bill("100.00", matter="M-104").number)
    second = str(firm.bill("200.00", matter="M-117").number)
    third = str(firm.bill("300.00", matter="M-104").number)

    firm.receipt("700.00", pays={first: "110.00", second: "220.00", third: "250.00"})

    assert (
        documents(firm)
        == """\
B-1001 v1 posted 110.00 open 0.00
B-1002 v1 posted 220.00 open 0.00
B-1003 v1 posted 330.00 open 80.00
R-1001 v1 posted 700.00 open 120.00"""
    )
    assert (
        journal(firm).rpartition("4 2026-03-16 Client receipt\n")[2]
        == """\
  Dr 1100    700.00 O1
  Cr 1200    110.00 M-104
  Cr 1200    220.00 M-117
  Cr 1200    250.00 M-104
  Cr 1200    120.00"""
    )
    assert_whole()


def test_a_receipt_taken_back_opens_its_bills_again(firm: BuiltFirm) -> None:
    bill = firm.bill("800.00", matter="M-104")
    receipt = firm.receipt("880.00", pays={str(bill.number): "880.00"})

    with refused("document-settled", "take that back first"):
        firm.reverse(bill)
    firm.reverse(receipt, why="the bank returned it")
    firm.reverse(bill, why="billed to the wrong client")

    assert (
        documents(firm)
        == """\
B-1001 v1 reversed 880.00 open 880.00
R-1001 v1 reversed 880.00 open 880.00"""
    )
    assert_whole()
