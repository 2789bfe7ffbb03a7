"""The trial balance: computed from entries, always even, years kept apart, in Xero's shape."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sandbox.chance import STEPS, Chance, take
from tests.sandbox.harness import World, line, new_world, sale
from xero_sandbox.model.messages import Response

CENTS = st.integers(min_value=1, max_value=99_999).map(lambda cents: f"{cents / 100:.2f}")
MOVES = st.tuples(st.sampled_from(sorted(STEPS)), CENTS, st.integers(0, 9))
STANDING = ("AUTHORISED", "PAID")


@given(st.lists(MOVES, max_size=25))
@settings(max_examples=40)
def test_whatever_happens_debits_equal_credits(moves: list[tuple[str, str, int]]) -> None:
    world = new_world()
    contact = world.contact()

    for step, amount, which in moves:
        take(Chance(world, contact, amount, which), step)

    assert sum(amount for entry in world.books.entries for _, amount in entry.movements) == 0
    assert _sides(world.ask("GET", "Reports/TrialBalance")) == (0, 0)
    assert _balance(world, "DEBTORS") == _owed(world, "ACCREC", "ACCRECCREDIT", "RECEIVE-OVERPAYMENT")
    assert _balance(world, "CREDITORS") == -_owed(world, "ACCPAY", "ACCPAYCREDIT", "SPEND-OVERPAYMENT")


def test_rows_have_five_cells_of_text_and_the_accounts_id(world: World) -> None:
    world.made("Invoices", sale(world.contact()))
    fees = world.books.accounts.find("code", "200")[0]

    report = world.ask("GET", "Reports/TrialBalance", date="2026-11-30").json()["Reports"][0]
    header, revenue, *_ = report["Rows"]
    (row,) = revenue["Rows"]

    assert [cell["Value"] for cell in header["Cells"]] == ["Account", "Debit", "Credit", "YTD Debit", "YTD Credit"]
    assert [cell["Value"] for cell in row["Cells"]] == ["Fees (200)", "", "100.00", "", "100.00"]
    assert all(cell["Attributes"] == [{"Value": fees.id, "Id": "account"}] for cell in row["Cells"])
    assert report["ReportTitles"][2] == "As at 30 November 2026"


def test_a_report_shows_its_own_day_and_the_months_movement(world: World) -> None:
    contact = world.contact()
    world.made("Invoices", sale(contact, Date="2026-10-31"))
    world.made("Invoices", sale(contact, Date="2026-11-20"))

    assert _fees(world, "2026-10-30") == []
    assert _fees(world, "2026-10-31") == ["", "100.00", "", "100.00"]
    assert _fees(world, "2026-11-30") == ["", "100.00", "", "200.00"]
    assert _fees(world, "2026-12-31") == ["", "0.00", "", "200.00"]


def test_what_earlier_years_earned_is_retained(world: World) -> None:
    world.made("Invoices", sale(world.contact(), line("100.00", TaxType="BASEXCLUDED"), Date="2026-06-30"))

    assert world.trial_balance() == "610 Accounts Receivable: 100.00\n960 Retained Earnings: -100.00"


def _sides(response: Response) -> tuple[float, float]:
    total = response.json()["Reports"][0]["Rows"][-1]["Rows"][0]["Cells"]
    debit, credit, year_debit, year_credit = (float(cell["Value"]) for cell in total[1:])
    return debit - credit, year_debit - year_credit


def _balance(world: World, system: str) -> int:
    account = world.books.system_account(system).id
    return sum(amount for entry in world.books.entries for key, amount in entry.movements if key == account)


def _owed(world: World, kind: str, *credits_of: str) -> int:
    """What the documents say is open: never less than nothing of any of them."""
    books = world.books
    due: list[int] = [one.due for one in books.invoices if one.type == kind and one.status in STANDING]
    left: list[int] = [
        one.remaining
        for one in (*books.credit_notes, *books.overpayments)
        if one.type in credits_of and one.status in STANDING
    ]
    assert min([*due, *left], default=0) >= 0
    return sum(due) - sum(left)


def _fees(world: World, date: str) -> list[str]:
    rows = world.ask("GET", "Reports/TrialBalance", date=date).json()["Reports"][0]["Rows"]
    found = [row for section in rows for row in section.get("Rows", []) if row["Cells"][0]["Value"] == "Fees (200)"]
    return [cell["Value"] for row in found for cell in row["Cells"][1:]]
