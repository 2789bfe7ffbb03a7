"""Write-off: what will not be paid is taken off bills, with or without the tax it held."""

from dataclasses import replace
from datetime import date

import pytest

from counterfoil.core.kinds import Settles
from counterfoil.core.money import aud
from counterfoil.core.references import AccountCode, BillNumber, SalesTax
from counterfoil.kinds.billing.write_off import WRITE_OFF, Lost, WriteOff, sample
from tests.kinds.books import a_bill, books_for, posted
from tests.refusals import refused

BOOKS = books_for(bills=[a_bill(), a_bill(number="B-1043", owes="121.00", matter="M-090")])


def lost(*rows: tuple[str, str, str, str]) -> WriteOff:
    """(bill, amount, account, tax code or nothing)"""
    parts = tuple(
        Lost(
            bill=BillNumber(bill), amount=aud(amount), account=AccountCode(account), tax=SalesTax(tax) if tax else None
        )
        for bill, amount, account, tax in rows
    )
    return replace(sample(), parts=parts)


def test_tax_comes_back_where_the_law_gives_it_back() -> None:
    assert (
        posted(WRITE_OFF, sample(), BOOKS)
        == """\
2026-03-31 Write-off
  Dr 6040 Bad debts                           200.00  M-104
  Dr 2210 GST collected                        20.00
  Cr 1200 Trade debtors                       220.00  M-104"""
    )


def test_without_a_tax_code_the_whole_amount_is_lost() -> None:
    assert (
        posted(WRITE_OFF, lost(("B-1042", "220.00", "6040", "")), BOOKS)
        == """\
2026-03-31 Write-off
  Dr 6040 Bad debts                           220.00  M-104
  Cr 1200 Trade debtors                       220.00  M-104"""
    )


def test_one_bill_is_written_off_to_two_accounts_and_settled_once() -> None:
    shared = lost(("B-1042", "770.00", "6040", "GST"), ("B-1042", "110.00", "4200", "GST"))

    assert (
        posted(WRITE_OFF, shared, BOOKS)
        == """\
2026-03-31 Write-off
  Dr 6040 Bad debts                           700.00  M-104
  Dr 4200 Disbursements recovered             100.00  M-104
  Dr 2210 GST collected                        80.00
  Cr 1200 Trade debtors                       880.00  M-104"""
    )
    assert WRITE_OFF.allocations(shared) == [Settles(aud("880.00"), target=BillNumber("B-1042"))]


def test_bills_of_a_closed_matter_are_written_off() -> None:
    assert "M-090" in posted(WRITE_OFF, lost(("B-1043", "121.00", "6040", "")), BOOKS)


@pytest.mark.parametrize(
    ("amount", "held"), [("0.01", "0.00"), ("0.06", "0.01"), ("33.33", "3.03"), ("100.00", "9.09")]
)
def test_the_tax_in_an_amount_is_rounded_half_up(amount: str, held: str) -> None:
    priced = WRITE_OFF.priced(lost(("B-1042", amount, "6040", "GST")), BOOKS)

    assert priced.parts[0].tax_amount == aud(held)
    assert priced.parts[0].net + priced.parts[0].tax_amount == aud(amount)


def test_more_than_the_bill_owes_is_refused_over_all_its_rows() -> None:
    with refused("bill-over-paid", "B-1042", "880.00"):
        posted(WRITE_OFF, lost(("B-1042", "880.00", "6040", ""), ("B-1042", "0.01", "6040", "")), BOOKS)


def test_a_write_off_before_the_bill_is_refused() -> None:
    with refused("paid-before-billed", "2026-03-02"):
        posted(WRITE_OFF, replace(sample(), on=date(2026, 3, 1)), BOOKS)


def test_an_amount_of_nothing_is_refused() -> None:
    with refused("amount-not-positive"):
        posted(WRITE_OFF, lost(("B-1042", "10.00", "6040", ""), ("B-1043", "0.00", "6040", "")), BOOKS)


def test_debtors_are_not_written_off_to_debtors() -> None:
    with refused("account-not-allowed", "1200"):
        posted(WRITE_OFF, lost(("B-1042", "10.00", "1200", "")), BOOKS)
