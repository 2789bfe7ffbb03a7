"""Transfers between the firm's own banks, in Xero: one bank transfer, or two bank transactions, or nothing."""

from dataclasses import replace

import pytest

from counterfoil.core.link import AREAS, DEFAULT, LinkSettings
from counterfoil.documents.actions import Done
from counterfoil.outbox.models import Item
from counterfoil.xero.link_settings import change_settings
from tests.xero.books import ours, theirs
from tests.xero.conftest import Linked

pytestmark = pytest.mark.one_database(
    "what is written for Xero, and how it is taken there; the documents themselves are entered on both"
)


@pytest.fixture
def banks(linked: Linked) -> Linked:
    """A firm with a second office account, made in Xero too."""
    linked.firm.bank("Savings", sort="office")
    linked.map_all("1101", "1190")
    linked.settle()
    return linked


def switch(linked: Linked, settings: LinkSettings) -> None:
    at = linked.store.now()
    change_settings(by=linked.firm.by, at=at, destination=linked.destination, settings=settings, day_limit=1000)


def post(linked: Linked) -> Done:
    return linked.firm.enter("bank_transfer", on="2026-03-20", bank="O1", into="O2", amount="500.00", memo="For tax")


def test_a_transfer_is_one_bank_transfer_and_both_ledgers_agree(banks: Linked) -> None:
    done = post(banks)

    banks.settle()

    (transfer,) = banks.in_xero("BankTransfers")
    assert (transfer["Amount"], transfer["Reference"].split()[0]) == (500.00, done.number)
    assert ours(banks) == theirs(banks)


def test_through_the_holding_account_it_is_two_bank_transactions_with_the_bank(banks: Linked) -> None:
    switch(banks, replace(DEFAULT, transfers="holding"))
    post(banks)

    banks.settle()

    assert banks.in_xero("BankTransfers") == []
    moved = [
        (row["Type"], row["Total"], row["LineItems"][0]["AccountCode"]) for row in banks.in_xero("BankTransactions")
    ]
    assert sorted(kind for kind, _, _ in moved) == ["RECEIVE", "SPEND"]
    assert {(total, code) for _, total, code in moved} == {(500.00, moved[0][2])}
    assert ours(banks) == theirs(banks)


def test_switched_off_it_stays_here_with_its_reason(banks: Linked) -> None:
    switch(banks, replace(DEFAULT, areas=frozenset(AREAS) - {"transfers"}))
    post(banks)

    banks.settle()

    assert banks.in_xero("BankTransfers") == []
    item = Item.objects.get(source_kind="bank_transfer")
    assert (item.state, item.reason_text) == ("cancelled", "a setting of the link keeps this here")


def test_taken_back_before_it_was_sent_it_never_reaches_xero(banks: Linked) -> None:
    banks.firm.reverse(post(banks))

    banks.settle()

    assert banks.in_xero("BankTransfers") == []
    assert ours(banks) == theirs(banks)
