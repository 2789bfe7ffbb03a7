"""Bill paid from trust: each bill out of its own matter, from the trust account into the office account."""

from dataclasses import replace
from datetime import date

from counterfoil.core.kinds import Settles
from counterfoil.core.money import aud
from counterfoil.core.references import BillNumber, OfficeBank, TrustBank
from counterfoil.kinds.trust.bill_paid_from_trust import BILL_PAID_FROM_TRUST, BillPaidFromTrust, sample
from counterfoil.kinds.trust.bills import BillPart
from tests.kinds.books import a_bill, books_for, posted
from tests.refusals import refused

HELD = {
    ("M-104", "T1"): [(date(2026, 3, 1), "900.00")],
    ("M-117", "T1"): [(date(2026, 3, 1), "200.00")],
}
BILLS = [
    a_bill(),
    a_bill(number="B-1043", owes="50.00"),
    a_bill(number="B-1044", owes="150.00", matter="M-117"),
    a_bill(number="B-1050", owes="10.00", matter="M-117", contact="C-0009"),
]
BOOKS = books_for(trust=HELD, bills=BILLS)


def payment(*parts: tuple[str, str]) -> BillPaidFromTrust:
    return replace(sample(), parts=tuple(BillPart(bill=BillNumber(bill), amount=aud(paid)) for bill, paid in parts))


def test_money_goes_from_trust_to_office_and_the_bill_is_paid() -> None:
    assert (
        posted(BILL_PAID_FROM_TRUST, sample(), BOOKS)
        == """\
2026-03-09 Bill paid from trust
  Dr 2150 Trust funds held                    880.00  M-104 T1
  Cr 1150 Trust bank account                  880.00  T1
  Dr 1100 Office bank account                 880.00  O1
  Cr 1200 Trade debtors                       880.00  M-104"""
    )


def test_bills_of_two_matters_are_paid_each_by_its_own() -> None:
    assert (
        posted(BILL_PAID_FROM_TRUST, payment(("B-1042", "100.00"), ("B-1044", "150.00")), BOOKS)
        == """\
2026-03-09 Bill paid from trust
  Dr 2150 Trust funds held                    100.00  M-104 T1
  Dr 2150 Trust funds held                    150.00  M-117 T1
  Cr 1150 Trust bank account                  250.00  T1
  Dr 1100 Office bank account                 250.00  O1
  Cr 1200 Trade debtors                       100.00  M-104
  Cr 1200 Trade debtors                       150.00  M-117"""
    )


def test_each_part_settles_its_bill() -> None:
    parts = payment(("B-1042", "100.00"), ("B-1044", "150.00"))

    assert BILL_PAID_FROM_TRUST.allocations(parts) == [
        Settles(aud("100.00"), target=BillNumber("B-1042")),
        Settles(aud("150.00"), target=BillNumber("B-1044")),
    ]


def test_two_bills_of_one_matter_together_take_no_more_than_it_holds() -> None:
    with refused("trust-overdrawn", "M-104 holds 900.00", "930.00 cannot be taken"):
        posted(BILL_PAID_FROM_TRUST, payment(("B-1042", "880.00"), ("B-1043", "50.00")), BOOKS)


def test_one_matters_money_never_pays_anothers_bill() -> None:
    only_104 = books_for(trust={("M-104", "T1"): HELD["M-104", "T1"]}, bills=BILLS)

    with refused("trust-overdrawn", "M-117 holds 0.00"):
        posted(BILL_PAID_FROM_TRUST, payment(("B-1044", "1.00")), only_104)


def test_another_clients_bill_is_refused() -> None:
    with refused("other-contact", "bill B-1050 is C-0009's"):
        posted(BILL_PAID_FROM_TRUST, payment(("B-1042", "1.00"), ("B-1050", "1.00")), BOOKS)


def test_no_bill_is_paid_beyond_what_it_owes_twice_or_before_its_day() -> None:
    with refused("bill-over-paid", "bill B-1043 owes 50.00"):
        posted(BILL_PAID_FROM_TRUST, payment(("B-1043", "50.01")), BOOKS)
    with refused("bill-named-twice", "B-1043"):
        posted(BILL_PAID_FROM_TRUST, payment(("B-1043", "1.00"), ("B-1043", "1.00")), BOOKS)
    with refused("paid-before-billed", "2026-03-02"):
        posted(BILL_PAID_FROM_TRUST, replace(sample(), on=date(2026, 3, 1)), BOOKS)


def test_a_bill_that_nobody_posted_is_refused() -> None:
    with refused("bill-unknown", "B-9999"):
        posted(BILL_PAID_FROM_TRUST, payment(("B-9999", "1.00")), BOOKS)


def test_a_part_of_nothing_is_refused() -> None:
    with refused("amount-not-positive"):
        posted(BILL_PAID_FROM_TRUST, payment(("B-1042", "1.00"), ("B-1043", "0.00")), BOOKS)


def test_the_account_must_have_it() -> None:
    slots = {("STATUTORY_DEPOSIT", "", "T1"): [(date(2026, 3, 1), "1000.00")]}

    with refused("bank-overdrawn", "T1 has 100.00"):
        posted(BILL_PAID_FROM_TRUST, sample(), books_for(trust=HELD, bills=BILLS, slots=slots))


def test_it_goes_from_a_trust_account_into_an_office_account() -> None:
    with refused("bank-wrong-sort", "O1 is not a trust account"):
        posted(BILL_PAID_FROM_TRUST, replace(sample(), bank=TrustBank("O1")), BOOKS)
    with refused("bank-wrong-sort", "T1 is not an office account"):
        posted(BILL_PAID_FROM_TRUST, replace(sample(), into=OfficeBank("T1")), BOOKS)


def test_a_payment_tomorrow_is_refused() -> None:
    with refused("date-in-future"):
        posted(BILL_PAID_FROM_TRUST, replace(sample(), on=date(2026, 4, 1)), BOOKS)
