"""The trial balance and the ledger of one account."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.core.money import Money
from counterfoil.core.refusals import Refusal
from counterfoil.reports.account_ledger import AccountLedger, AccountLine, account_ledger
from counterfoil.reports.entries import Journal, JournalLine, entries_of_document, entry
from counterfoil.reports.trial_balance import TrialBalance, trial_balance
from tests.builders import BuiltFirm, a_firm

pytestmark = pytest.mark.django_db


def amount(minor: int) -> str:
    return str(Money(minor, "AUD")) if minor else ""


def sides(line: AccountLine | JournalLine) -> str:
    return f"{amount(line.debit_minor):>9}{amount(line.credit_minor):>9}"


def as_text(found: TrialBalance) -> str:
    rows = [(f"{row.code} {row.name}", row.debit_minor, row.credit_minor) for row in found.rows]
    rows.append(("     Total", found.debit_minor, found.credit_minor))
    return "\n".join(f"{name:<29}{amount(debit):>10}{amount(credit):>10}".rstrip() for name, debit, credit in rows)


def ledger_text(found: AccountLedger) -> str:
    head = f"opening {Money(found.opening_minor, 'AUD')}"
    rows = [f"{row.on} {row.number} {sides(row)} {Money(row.balance_minor, 'AUD')}" for row in found.rows]
    return "\n".join([head, *rows, f"closing {Money(found.closing_minor, 'AUD')}"])


def journal_text(found: Journal) -> str:
    rows = [f"  {line.account} {sides(line)} {line.matter or ''}".rstrip() for line in found.lines]
    return "\n".join([f"{found.seq} {found.on} {found.title}", *rows])


@pytest.fixture
def firm() -> BuiltFirm:
    """A bill of last financial year, and a month of this one."""
    firm = a_firm()
    firm.matter("M-104")
    old = firm.bill("100.00", matter="M-104", on="2025-05-10", due_on="2025-05-24")
    firm.receipt("110.00", pays={str(old.number): "110.00"}, on="2025-06-30")
    firm.trust_receipt("500.00", matter="M-104", on="2026-03-02")
    firm.trust_payment("120.00", matter="M-104", on="2026-03-05")
    firm.bill("800.00", matter="M-104", on="2026-03-09")
    return firm


def test_earlier_years_result_stands_in_retained_earnings(firm: BuiltFirm) -> None:
    found = trial_balance(firm_id=firm.id, as_at=date(2026, 3, 31))

    assert found.year_began_on == date(2025, 7, 1)
    assert (
        as_text(found)
        == """\
1100 Office bank account         110.00
1150 Trust bank account          380.00
1200 Trade debtors               880.00
2150 Trust funds held                      380.00
2210 GST collected                          90.00
3900 Retained earnings                     100.00
4100 Professional fees                     800.00
     Total                     1,370.00  1,370.00"""
    )


def test_a_day_inside_a_month_counts_its_lines_up_to_that_day(firm: BuiltFirm) -> None:
    assert (
        as_text(trial_balance(firm_id=firm.id, as_at=date(2026, 3, 4)))
        == """\
1100 Office bank account         110.00
1150 Trust bank account          500.00
2150 Trust funds held                      500.00
2210 GST collected                          10.00
3900 Retained earnings                     100.00
     Total                       610.00    610.00"""
    )


def test_income_of_the_year_before_stands_as_income_then(firm: BuiltFirm) -> None:
    assert (
        as_text(trial_balance(firm_id=firm.id, as_at=date(2025, 6, 30)))
        == """\
1100 Office bank account         110.00
2210 GST collected                          10.00
4100 Professional fees                     100.00
     Total                       110.00    110.00"""
    )


@pytest.mark.parametrize("day", ["2025-05-09", "2025-05-10", "2025-06-29", "2025-07-01", "2026-03-09"])
def test_debits_equal_credits_on_every_day(firm: BuiltFirm, day: str) -> None:
    found = trial_balance(firm_id=firm.id, as_at=date.fromisoformat(day))

    assert found.debit_minor == found.credit_minor


def test_a_month_end_reads_no_lines(firm: BuiltFirm) -> None:
    with CaptureQueriesContext(connection) as asked:
        trial_balance(firm_id=firm.id, as_at=date(2026, 3, 31))

    assert not [query["sql"] for query in asked.captured_queries if "ledger_line" in query["sql"]]


def test_another_firm_has_a_trial_balance_of_its_own(firm: BuiltFirm) -> None:
    other = a_firm("Mercer Lowe")

    assert trial_balance(firm_id=other.id, as_at=date(2026, 3, 31)).rows == ()


def test_an_account_shows_its_opening_lines_and_closing_balance(firm: BuiltFirm) -> None:
    found = account_ledger(firm_id=firm.id, account="1150", since=date(2026, 3, 4), through=date(2026, 3, 31))

    assert (
        ledger_text(found)
        == """\
opening 500.00
2026-03-05 TP-1001             120.00 380.00
closing 380.00"""
    )
    (line,) = found.rows
    assert (line.kind, line.memo, line.bank) == ("trust_payment", "Search fees", "T1")


def test_balances_run_on_from_page_to_page(firm: BuiltFirm) -> None:
    for _ in range(52):
        firm.trust_receipt("10.00", matter="M-104", on="2026-03-10")

    second = account_ledger(firm_id=firm.id, account="1150", page=2)

    assert (second.count, second.pages, len(second.rows)) == (54, 2, 4)
    assert second.page_opening_minor == 86000
    assert [row.balance_minor for row in second.rows] == [87000, 88000, 89000, 90000]
    assert second.closing_minor == 90000


def test_a_page_beyond_the_last_is_the_last(firm: BuiltFirm) -> None:
    assert account_ledger(firm_id=firm.id, account="1150", page=99).page == 1


def test_an_account_of_another_firm_is_refused_by_name(firm: BuiltFirm) -> None:
    with pytest.raises(Refusal, match="account-unknown"):
        account_ledger(firm_id=firm.id, account="0000")


def test_an_entry_shows_its_lines_and_its_document(firm: BuiltFirm) -> None:
    found = entry(firm_id=firm.id, seq=5)

    assert (
        journal_text(found)
        == """\
5 2026-03-09 Client bill
  1200    880.00          M-104
  4100             800.00 M-104
  2210              80.00"""
    )
    assert (found.number, found.kind, found.posted_by) == ("B-1002", "client_bill", "Priya Nair")


def test_both_entries_of_a_reversed_document_name_each_other(firm: BuiltFirm) -> None:
    bill = firm.bill("50.00", matter="M-104")
    firm.reverse(bill)

    first, second = entries_of_document(firm_id=firm.id, document_id=bill.id)

    assert (first.seq, first.reversed_by, second.reverses) == (6, 7, 6)
    assert [line.minor for line in second.lines] == [-line.minor for line in first.lines]


def test_an_entry_of_another_firm_is_not_found(firm: BuiltFirm) -> None:
    other = a_firm("Mercer Lowe")

    with pytest.raises(Refusal, match="document-unknown"):
        entry(firm_id=other.id, seq=1)
    assert entries_of_document(firm_id=other.id, document_id=1) == ()
