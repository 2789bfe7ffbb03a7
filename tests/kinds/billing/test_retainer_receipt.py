"""Retainer receipt: money for later bills, on the firm's own account and owed to the matter."""

from dataclasses import replace

from counterfoil.core.money import aud
from counterfoil.core.references import MatterCode, OfficeBank
from counterfoil.kinds.billing.retainer_receipt import RETAINER_RECEIPT, sample
from tests.kinds.books import books_for, posted
from tests.refusals import refused

BOOKS = books_for()


def test_a_retainer_is_owed_to_the_matter() -> None:
    assert (
        posted(RETAINER_RECEIPT, sample(), BOOKS)
        == """\
2026-03-02 Retainer receipt
  Dr 1100 Office bank account                 500.00  O1
  Cr 2170 Retainers held in office account        500.00  M-104"""
    )


def test_a_retainer_for_a_closed_matter_is_refused() -> None:
    with refused("matter-closed", "M-090"):
        posted(RETAINER_RECEIPT, replace(sample(), matter=MatterCode("M-090")), BOOKS)


def test_a_retainer_into_a_trust_account_is_refused() -> None:
    with refused("bank-wrong-sort", "T1"):
        posted(RETAINER_RECEIPT, replace(sample(), bank=OfficeBank("T1")), BOOKS)


def test_a_retainer_of_nothing_is_refused() -> None:
    with refused("total-not-positive"):
        posted(RETAINER_RECEIPT, replace(sample(), amount=aud("0.00")), BOOKS)


def test_a_chart_without_an_account_for_retainers_is_named() -> None:
    with refused("slot-empty", "RETAINERS_HELD"):
        posted(RETAINER_RECEIPT, sample(), books_for(without_slot="RETAINERS_HELD"))


def test_it_is_refused_while_connected_with_what_to_do_in_its_place() -> None:
    assert "trust" in RETAINER_RECEIPT.refused
