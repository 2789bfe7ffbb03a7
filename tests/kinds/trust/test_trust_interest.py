"""Trust interest: earned by clients' money, less what the bank takes."""

from dataclasses import replace
from datetime import date

from counterfoil.core.money import aud
from counterfoil.core.references import MatterCode, TrustBank
from counterfoil.kinds.trust.trust_interest import TRUST_INTEREST, Earned, TrustInterest, sample
from tests.kinds.books import books_for, posted
from tests.refusals import refused

BOOKS = books_for()


def interest(*parts: Earned) -> TrustInterest:
    return replace(sample(), parts=parts)


def earned(amount: str, *, matter: str = "M-104", withheld: str = "", fees: str = "") -> Earned:
    return Earned(
        matter=MatterCode(matter),
        interest=aud(amount),
        withheld=aud(withheld) if withheld else None,
        fees=aud(fees) if fees else None,
    )


def test_each_matter_gets_its_interest_less_tax_and_fees() -> None:
    both = interest(earned("100.00", withheld="5.00", fees="0.50"), earned("20.00", matter="M-117"))

    assert (
        posted(TRUST_INTEREST, both, BOOKS)
        == """\
2026-03-31 Trust interest
  Dr 1150 Trust bank account                  114.50  T1
  Dr 2150 Trust funds held                      5.00  M-104 T1
  Dr 2150 Trust funds held                      0.50  M-104 T1
  Cr 2150 Trust funds held                    100.00  M-104 T1
  Cr 2150 Trust funds held                     20.00  M-117 T1"""
    )


def test_what_the_bank_takes_is_less_than_the_interest() -> None:
    with refused("interest-used-up", "of 5.00 for M-104 the bank keeps 5.00", "trust payment"):
        posted(TRUST_INTEREST, interest(earned("5.00", fees="5.00")), BOOKS)


def test_no_amount_is_below_zero() -> None:
    for wrong in (earned("-1.00"), earned("10.00", withheld="-1.00")):
        with refused("amount-not-positive", "-1.00"):
            posted(TRUST_INTEREST, interest(earned("50.00"), wrong), BOOKS)


def test_it_goes_into_a_trust_account() -> None:
    with refused("bank-wrong-sort", "O1"):
        posted(TRUST_INTEREST, replace(sample(), bank=TrustBank("O1")), BOOKS)


def test_it_is_not_written_ahead() -> None:
    with refused("date-in-future", "2026"):
        posted(TRUST_INTEREST, replace(sample(), on=date(2026, 4, 1)), BOOKS)


def test_a_closed_matter_earns_nothing_more() -> None:
    with refused("matter-closed", "M-090"):
        posted(TRUST_INTEREST, interest(earned("1.00", matter="M-090")), BOOKS)
