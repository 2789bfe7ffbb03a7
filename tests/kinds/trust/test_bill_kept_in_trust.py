"""Bill kept in trust: the bill is paid, and the money stays in the trust account as the firm's own."""

from dataclasses import replace
from datetime import date

from counterfoil.core.money import aud
from counterfoil.core.references import BillNumber, TrustBank
from counterfoil.kinds.trust.bill_kept_in_trust import BILL_KEPT_IN_TRUST, sample
from counterfoil.kinds.trust.bills import BillPart
from tests.kinds.books import a_bill, books_for, posted
from tests.refusals import refused

HELD = {("M-104", "T1"): [(date(2026, 3, 1), "900.00")]}
BILLS = [a_bill(), a_bill(number="B-1043", owes="50.00"), a_bill(number="B-1050", contact="C-0009")]
BOOKS = books_for(trust=HELD, bills=BILLS, place="nz")


def test_the_money_becomes_the_firms_and_stays() -> None:
    assert (
        posted(BILL_KEPT_IN_TRUST, sample(), BOOKS)
        == """\
2026-03-09 Bill kept in trust
  Dr 2150 Trust funds held                    880.00  M-104 T1
  Cr 2150 Trust funds held                    880.00  FIRM T1
  Dr 1250 Firm's interest in trust            880.00
  Cr 1200 Trade debtors                       880.00  M-104"""
    )


def test_no_more_than_the_matter_holds() -> None:
    parts = (sample().parts[0], BillPart(bill=BillNumber("B-1043"), amount=aud("50.00")))

    with refused("trust-overdrawn", "M-104 holds 900.00", "930.00"):
        posted(BILL_KEPT_IN_TRUST, replace(sample(), parts=parts), BOOKS)


def test_another_clients_bill_is_refused() -> None:
    part = BillPart(bill=BillNumber("B-1050"), amount=aud("1.00"))

    with refused("other-contact", "C-0009"):
        posted(BILL_KEPT_IN_TRUST, replace(sample(), parts=(part,)), BOOKS)


def test_no_bill_is_paid_beyond_what_it_owes_or_before_its_day() -> None:
    over = BillPart(bill=BillNumber("B-1043"), amount=aud("50.01"))
    with refused("bill-over-paid"):
        posted(BILL_KEPT_IN_TRUST, replace(sample(), parts=(over,)), BOOKS)
    with refused("paid-before-billed"):
        posted(BILL_KEPT_IN_TRUST, replace(sample(), on=date(2026, 3, 1)), BOOKS)


def test_it_stays_in_a_trust_account_today_or_before() -> None:
    with refused("bank-wrong-sort", "O1"):
        posted(BILL_KEPT_IN_TRUST, replace(sample(), bank=TrustBank("O1")), BOOKS)
    with refused("date-in-future"):
        posted(BILL_KEPT_IN_TRUST, replace(sample(), on=date(2026, 4, 1)), BOOKS)


def test_a_part_of_nothing_is_refused() -> None:
    nothing = BillPart(bill=BillNumber("B-1043"), amount=aud("0.00"))

    with refused("amount-not-positive"):
        posted(BILL_KEPT_IN_TRUST, replace(sample(), parts=(*sample().parts, nothing)), BOOKS)
