"""Purchase credit order: what a supplier is asked to give back; it becomes a supplier credit."""

from dataclasses import replace

from counterfoil.core.money import aud
from counterfoil.kinds.suppliers.purchase_credit_order import PURCHASE_CREDIT_ORDER, sample
from tests.kinds.books import books_for
from tests.refusals import refused


def test_a_credit_order_is_worth_what_its_credit_will_be_and_moves_nothing() -> None:
    priced = PURCHASE_CREDIT_ORDER.priced(sample(), books_for())

    PURCHASE_CREDIT_ORDER.check(priced, books_for())

    assert str(PURCHASE_CREDIT_ORDER.total(priced, books_for())) == "330.00"
    assert PURCHASE_CREDIT_ORDER.entry(priced, books_for()) is None


def test_a_credit_order_of_nothing_is_refused() -> None:
    nothing = tuple(replace(item, net=aud("0.00")) for item in sample().items)

    with refused("total-not-positive"):
        PURCHASE_CREDIT_ORDER.check(
            PURCHASE_CREDIT_ORDER.priced(replace(sample(), items=nothing), books_for()), books_for()
        )
