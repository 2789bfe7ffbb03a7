"""The last of September: who owes what, and for how long.

    bill      dated    due      open
    B-1001    2 Jun    16 Jun      880.00
    B-1002    15 Jul   29 Jul    3,300.00
    B-1003    20 Aug   3 Sep     2,000.00   of 2,750.00, of which 750.00 came on 12 September
    B-1004    10 Sep   24 Sep    1,100.00
    CN-1001   12 Sep              -220.00   nobody has applied it yet
    B-1005    25 Sep   9 Oct     4,400.00

A credit note stands by its own date. What happens in October changes nothing of September.
"""

from datetime import UTC, date, datetime

import pytest

from counterfoil.core.money import Money
from counterfoil.documents.actions import Done
from counterfoil.reports.aged import By, aged
from counterfoil.reports.owing import RECEIVABLE
from tests.builders import BuiltFirm, a_firm
from tests.scenarios.telling import assert_whole

pytestmark = pytest.mark.django_db

QUARTER_END = date(2026, 9, 30)
BY_DUE_DATE = "4,400.00 2,880.00 0.00 3,300.00 880.00 = 11,460.00"
BY_OWN_DATE = "5,280.00 2,000.00 3,300.00 880.00 = 11,460.00"


@pytest.fixture
def firm() -> BuiltFirm:
    firm = a_firm(at=datetime(2026, 11, 2, 1, 0, tzinfo=UTC))
    firm.matter("M-104")
    for net, on, due_on in (
        ("800.00", "2026-06-02", "2026-06-16"),
        ("3000.00", "2026-07-15", "2026-07-29"),
        ("2500.00", "2026-08-20", "2026-09-03"),
        ("1000.00", "2026-09-10", "2026-09-24"),
        ("4000.00", "2026-09-25", "2026-10-09"),
    ):
        firm.bill(net, matter="M-104", on=on, due_on=due_on)
    firm.receipt("750.00", pays={"B-1003": "750.00"}, on="2026-09-12")
    return firm


@pytest.fixture
def credit(firm: BuiltFirm) -> Done:
    return firm.credit_note("200.00", matter="M-104", on="2026-09-12")


def debtors(firm: BuiltFirm, *, by: By = "due", on: date = QUARTER_END) -> str:
    """Each age in order, and the total, which the account of debtors bears out."""
    found = aged(firm_id=firm.id, owing=RECEIVABLE, as_at=on, by=by, credits_aged=True)
    assert found.proof is not None and found.proof.agrees
    assert found.totals.apart_minor == 0
    ages = " ".join(str(Money(minor, "AUD")) for minor in found.totals.buckets)
    return f"{ages} = {Money(found.totals.total_minor, 'AUD')}"


def test_debtors_stand_by_when_they_were_due_and_by_when_they_were_billed(firm: BuiltFirm, credit: Done) -> None:
    assert debtors(firm) == BY_DUE_DATE
    assert debtors(firm, by="date") == BY_OWN_DATE
    assert_whole()


def test_what_october_brings_is_not_in_september(firm: BuiltFirm, credit: Done) -> None:
    firm.receipt("3300.00", pays={"B-1002": "3300.00"}, on="2026-10-15")
    firm.apply(credit, pays={"B-1001": "220.00"}, on="2026-10-05")

    assert (debtors(firm), debtors(firm, by="date")) == (BY_DUE_DATE, BY_OWN_DATE)
    assert debtors(firm, on=date(2026, 10, 31)).endswith(" = 8,160.00")
    assert_whole()


def test_a_credit_that_was_applied_for_a_while_stands_as_on_the_day_asked(firm: BuiltFirm, credit: Done) -> None:
    applied = firm.apply(credit, pays={"B-1001": "220.00"}, on="2026-09-20")
    used = "4,400.00 3,100.00 0.00 3,300.00 660.00 = 11,460.00"
    assert debtors(firm) == used

    firm.reverse(applied, why="meant for another bill")

    assert debtors(firm) == BY_DUE_DATE
    assert_whole()
