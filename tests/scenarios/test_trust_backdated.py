"""Keyed on 31 March, dated 10 March: the closing balance would bear it, and the ledger on 20 March would not.

    1 March receipt 1,000.00; 20 March payment 1,000.00; 25 March receipt 500.00; now 400.00 as at 10 March

Whatever way the 400.00 would go, it is refused with the day and the sum; a further receipt on 15 March lets it go.
"""

from collections.abc import Callable
from datetime import date

import pytest

from counterfoil.documents.actions import Done
from counterfoil.practice.periods import close_period
from tests.builders import BuiltFirm, a_firm
from tests.refusals import refused
from tests.scenarios.telling import assert_whole

pytestmark = pytest.mark.django_db

ON = "2026-03-10"


def by_payment(firm: BuiltFirm) -> Done:
    return firm.trust_payment("400.00", matter="M-200", on=ON)


def by_transfer(firm: BuiltFirm) -> Done:
    return firm.enter(
        "trust_transfer", on=ON, bank="T1", matter="M-200", to="M-201", amount="400.00", reason="Share of costs"
    )


def by_journal(firm: BuiltFirm) -> Done:
    lines = [{"matter": "M-200", "debit": "400.00"}, {"matter": "M-201", "credit": "400.00"}]
    return firm.enter("trust_journal", on=ON, bank="T1", reason="Put to the wrong matter", lines=lines)


def to_another_bank(firm: BuiltFirm) -> Done:
    parts = [{"matter": "M-200", "amount": "400.00"}]
    return firm.enter("trust_bank_transfer", on=ON, bank="T1", into="T2", reason="Invested", parts=parts)


def by_paying_a_bill(firm: BuiltFirm) -> Done:
    bill = firm.bill("400.00", matter="M-200", on="2026-03-02")
    parts = [{"bill": bill.number, "amount": "400.00"}]
    client = firm.contact("Harrow & Pike").code
    return firm.enter(
        "bill_paid_from_trust", on=ON, bank="T1", into="O1", client=client, reason="As billed", parts=parts
    )


WAYS = (by_payment, by_transfer, by_journal, to_another_bank, by_paying_a_bill)
every_way = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)


@pytest.fixture
def firm() -> BuiltFirm:
    firm = a_firm()
    firm.matter("M-200")
    firm.matter("M-201")
    firm.bank("Term deposit", sort="trust")
    firm.trust_receipt("1000.00", matter="M-200", on="2026-03-01")
    firm.trust_payment("1000.00", matter="M-200", on="2026-03-20")
    firm.trust_receipt("500.00", matter="M-200", on="2026-03-25")
    return firm


@every_way
def test_a_back_dated_movement_that_a_later_day_cannot_bear_is_refused(
    firm: BuiltFirm, way: Callable[[BuiltFirm], Done]
) -> None:
    with refused("trust-overdrawn", "M-200 holds 0.00 on 2026-03-20", "400.00 cannot be taken from it"):
        way(firm)

    assert_whole()


@every_way
def test_with_a_receipt_between_it_is_taken(firm: BuiltFirm, way: Callable[[BuiltFirm], Done]) -> None:
    firm.trust_receipt("400.00", matter="M-200", on="2026-03-15")

    done = way(firm)

    assert done.state == "posted"
    assert_whole()


@every_way
def test_in_a_closed_month_it_is_refused_whatever_the_balance(
    firm: BuiltFirm, way: Callable[[BuiltFirm], Done]
) -> None:
    firm.trust_receipt("400.00", matter="M-200", on="2026-03-15")
    close_period(ledger="trust", through=date(2026, 3, 15), by=firm.by, at=firm.at, why="reconciled")

    with refused("period-closed", "2026-03-15"):
        way(firm)


def test_what_came_by_a_transfer_and_was_spent_cannot_be_taken_back(firm: BuiltFirm) -> None:
    firm.trust_receipt("400.00", matter="M-200", on="2026-03-15")
    transfer = by_transfer(firm)
    firm.trust_payment("0.01", matter="M-201", on="2026-03-12")

    with refused("trust-overdrawn", "M-201 holds 399.99 on 2026-03-12"):
        firm.reverse(transfer)

    assert_whole()


def test_what_was_moved_to_another_bank_and_spent_there_cannot_be_taken_back(firm: BuiltFirm) -> None:
    firm.trust_receipt("400.00", matter="M-200", on="2026-03-15")
    transfer = to_another_bank(firm)
    part = [{"matter": "M-200", "amount": "400.00"}]
    payee = firm.contact("Land Registry").code
    firm.enter("trust_payment", on="2026-03-12", bank="T2", payee=payee, reason="Duty", parts=part)

    with refused("trust-overdrawn", "M-200 holds 0.00 on 2026-03-12"):
        firm.reverse(transfer)

    assert_whole()
