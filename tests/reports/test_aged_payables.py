"""What the firm owed its suppliers on a day, by age, beside the account of its creditors."""

from datetime import date, timedelta

import pytest

from counterfoil.core.money import Money
from counterfoil.firms.rows import run
from counterfoil.reports.aged import aged
from counterfoil.reports.owing import BY_DOCUMENTS, BY_ENTRIES, PAYABLE, RECEIVABLE, Way
from counterfoil.reports.trial_balance import trial_balance
from tests.builders import BuiltFirm, a_firm

pytestmark = pytest.mark.django_db

LAST_OF_MARCH = date(2026, 3, 31)


@pytest.fixture
def firm() -> BuiltFirm:
    """Two suppliers; one bill paid in part, one wholly in April, and one that was taken back."""
    firm = a_firm()
    firm.matter("M-104")
    firm.supplier_bill("100.00", on="2026-01-10", due_on="2026-02-09", reference="A-1")
    firm.supplier_bill("400.00", on="2026-03-02", due_on="2026-04-01", reference="A-2")
    firm.supplier_bill("50.00", on="2026-02-20", due_on="2026-03-06", reference="S-9", supplier="Searches Pty Ltd")
    firm.supplier_payment({"SB-1001": "60.00"}, on="2026-03-20")
    firm.supplier_payment({"SB-1003": "55.00", "SB-1001": "10.00"}, on="2026-04-02")
    firm.reverse(firm.supplier_bill("70.00", on="2026-03-05", due_on="2026-03-06", reference="A-3"))
    firm.bill("800.00", matter="M-104")
    return firm


def test_bills_of_suppliers_stand_by_age(firm: BuiltFirm) -> None:
    found = aged(firm_id=firm.id, owing=PAYABLE, as_at=LAST_OF_MARCH)

    assert [(row.name, *(Money(minor, "AUD").plain() for minor in row.amounts.cells)) for row in found.rows] == [
        ("Chambers Office Supply", "440.00", "0.00", "50.00", "0.00", "0.00", "0.00", "490.00"),
        ("Searches Pty Ltd", "0.00", "55.00", "0.00", "0.00", "0.00", "0.00", "55.00"),
    ]
    assert found.proof is not None
    assert (found.proof.account, found.proof.account_minor, found.proof.agrees) == ("2100", 54500, True)


def test_the_total_is_the_balance_of_creditors_on_every_day(firm: BuiltFirm) -> None:
    for day in (date(2026, 1, 9) + timedelta(days=each) for each in range(0, 90, 3)):
        found = aged(firm_id=firm.id, owing=PAYABLE, as_at=day)
        account = {row.code: -row.minor for row in trial_balance(firm_id=firm.id, as_at=day).rows}.get("2100", 0)

        assert found.proof is not None
        assert (found.totals.total_minor, found.proof.agrees) == (account, True), day
        assert left_over(BY_DOCUMENTS, firm, day) == left_over(BY_ENTRIES, firm, day), day


def test_a_supplier_opens_to_the_bills_that_are_owed(firm: BuiltFirm) -> None:
    code = firm.contact("Chambers Office Supply").code
    found = aged(firm_id=firm.id, owing=PAYABLE, as_at=LAST_OF_MARCH, opened=code)

    assert found.opened is not None
    assert [(item.number, item.open_minor, item.days) for item in found.opened.rows] == [
        ("SB-1001", 5000, 50),
        ("SB-1002", 44000, -1),
    ]


def test_suppliers_are_no_debtors(firm: BuiltFirm) -> None:
    found = aged(firm_id=firm.id, owing=RECEIVABLE, as_at=LAST_OF_MARCH)

    assert [row.name for row in found.rows] == ["Harrow & Pike"]
    assert found.proof is not None and found.proof.agrees


def left_over(way: Way, firm: BuiltFirm, day: date) -> dict[int, int]:
    standing, asked = way.standing(firm.id, PAYABLE, day)
    rows = run(f"with {standing} select id, sum(minor) from standing group by id having sum(minor) <> 0", asked)
    return {int(row[0]): int(row[1]) for row in rows}
