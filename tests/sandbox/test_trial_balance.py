"""The trial balance: computed from entries, always even, years kept apart, in Xero's shape."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sandbox.harness import World, bank, bill, journal, journal_line, line, new_world, payment, sale
from xero_sandbox.model import people
from xero_sandbox.model.messages import Response
from xero_sandbox.model.refusals import Invalid

CENTS = st.integers(min_value=1, max_value=99_999).map(lambda cents: f"{cents / 100:.2f}")
STEPS = st.tuples(
    st.sampled_from(["sale", "bill", "pay", "receive", "void", "delete", "edit", "journal", "unjournal"]),
    CENTS,
    st.integers(0, 9),
)


@given(st.lists(STEPS, max_size=25))
@settings(max_examples=40, deadline=None)
def test_whatever_happens_debits_equal_credits(steps: list[tuple[str, str, int]]) -> None:
    world = new_world()
    contact = world.contact()

    for step, amount, which in steps:
        _take(world, contact, step, amount, which)

    assert sum(amount for entry in world.books.entries for _, amount in entry.movements) == 0
    assert _sides(world.ask("GET", "Reports/TrialBalance")) == (0, 0)
    assert _receivable(world) == sum(
        one.due for one in world.books.invoices if one.status in ("AUTHORISED", "PAID") and one.type == "ACCREC"
    )


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


def _take(world: World, contact: str, step: str, amount: str, which: int) -> None:
    invoices, payments = list(world.books.invoices), list(world.books.payments)
    transactions, journals = list(world.books.bank_transactions), list(world.books.manual_journals)
    try:
        match step:
            case "sale":
                world.ask("PUT", "Invoices", sale(contact, line(amount, Quantity=which)))
            case "bill":
                world.ask("PUT", "Invoices", bill(contact, LineAmountTypes="Inclusive"))
            case "receive":
                world.ask("PUT", "BankTransactions", bank(contact, line(amount), LineAmountTypes="Inclusive"))
            case "journal":
                sides = (journal_line(amount, "429"), journal_line(f"-{amount}", "850"))
                world.ask("PUT", "ManualJournals", journal(*sides, LineAmountTypes="Inclusive"))
            case "unjournal" if journals:
                people.void_journal(world.call, journals[which % len(journals)])
            case "pay" if invoices:
                world.ask("PUT", "Payments", payment(invoices[which % len(invoices)].id, amount))
            case "void" if invoices:
                people.void(world.call, invoices[which % len(invoices)])
            case "delete" if payments:
                people.delete_payment(world.call, payments[which % len(payments)])
            case "edit" if invoices:
                path = f"Invoices/{invoices[which % len(invoices)].id}"
                world.ask("POST", path, {"LineItems": [line(amount)], "LineAmountTypes": "Inclusive"})
            case "delete" if transactions:
                people.delete_bank_transaction(world.call, transactions[which % len(transactions)])
    except Invalid:
        pass  # a refusal is a fine answer; what counts is that the books stay even


def _sides(response: Response) -> tuple[float, float]:
    total = response.json()["Reports"][0]["Rows"][-1]["Rows"][0]["Cells"]
    debit, credit, year_debit, year_credit = (float(cell["Value"]) for cell in total[1:])
    return debit - credit, year_debit - year_credit


def _receivable(world: World) -> int:
    account = world.books.system_account("DEBTORS").id
    return sum(amount for entry in world.books.entries for key, amount in entry.movements if key == account)


def _fees(world: World, date: str) -> list[str]:
    rows = world.ask("GET", "Reports/TrialBalance", date=date).json()["Reports"][0]["Rows"]
    found = [row for section in rows for row in section.get("Rows", []) if row["Cells"][0]["Value"] == "Fees (200)"]
    return [cell["Value"] for row in found for cell in row["Cells"][1:]]
