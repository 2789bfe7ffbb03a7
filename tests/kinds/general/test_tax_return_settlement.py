"""Tax return settlement: what a return declares leaves the tax accounts for what is owed to the tax office."""

from dataclasses import replace

from counterfoil.core.money import aud
from counterfoil.kinds.general.tax_return_settlement import TAX_RETURN_SETTLEMENT, sample
from tests.kinds.books import books_for, posted
from tests.refusals import refused

BOOKS = books_for()


def test_a_return_to_pay_leaves_what_is_owed() -> None:
    assert (
        posted(TAX_RETURN_SETTLEMENT, sample(), BOOKS)
        == """\
2026-03-31 Tax return settlement
  Dr 2210 GST collected                     1,800.00
  Cr 2220 GST paid                            650.00
  Cr 2230 GST payable to the ATO            1,150.00"""
    )


def test_a_return_in_the_firms_favour_leaves_what_is_due_to_it() -> None:
    mostly_paid = replace(sample(), collected=aud("100.00"), paid=aud("650.00"))

    assert "Dr 2230 GST payable to the ATO              550.00" in posted(TAX_RETURN_SETTLEMENT, mostly_paid, BOOKS)


def test_one_side_alone_is_a_return() -> None:
    assert "Cr 2230 GST payable to the ATO            1,800.00" in posted(
        TAX_RETURN_SETTLEMENT, replace(sample(), paid=None), BOOKS
    )


def test_a_return_of_nothing_is_refused() -> None:
    with refused("total-not-positive"):
        posted(TAX_RETURN_SETTLEMENT, replace(sample(), collected=None, paid=None), BOOKS)


def test_an_amount_below_zero_belongs_on_the_other_side() -> None:
    with refused("amount-not-positive", "enter it on the other side"):
        posted(TAX_RETURN_SETTLEMENT, replace(sample(), paid=aud("-1.00")), BOOKS)
