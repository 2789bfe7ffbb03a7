"""A matter's trust ledger, office ledger, figures and bills."""

from datetime import date

import pytest

from counterfoil.core.money import Money
from counterfoil.core.refusals import Refusal
from counterfoil.firms.rows import run
from counterfoil.reports.matter_figures import bills_of_matter, matter_figures
from counterfoil.reports.matter_ledgers import MatterLedger, office_ledger, trust_ledger
from tests.builders import BuiltFirm, a_firm

pytestmark = pytest.mark.django_db


def figure(minor: int) -> str:
    return f"{Money(minor, 'AUD')!s:>9}" if minor else " " * 9


def as_text(found: MatterLedger) -> str:
    rows = [
        f"{row.on:%d %b} {row.reference:<7} {f'{row.party}, {row.narration}':<34}"
        f"{figure(row.out_minor)}{figure(row.in_minor)}{figure(row.balance_minor)}{' reversed' if row.reversed else ''}"
        for row in found.rows
    ]
    totals = f"{figure(found.out_minor)}{figure(found.in_minor)}{figure(found.balance_minor)}"
    return "\n".join([*rows, f"{f'{found.count} entries':<49}{totals}"])


@pytest.fixture
def firm() -> BuiltFirm:
    firm = a_firm(connected=True)
    firm.matter("M-104")
    firm.matter("M-117", client="Osei")
    firm.trust_receipt("500.00", matter="M-104", on="2026-03-02")
    firm.trust_payment("120.00", matter="M-104", on="2026-03-05")
    twice = firm.trust_receipt("40.00", matter="M-104", on="2026-03-06")
    firm.reverse(twice, why="entered twice")
    firm.trust_receipt("900.00", matter="M-117", on="2026-03-07", payer="Osei")
    return firm


def test_trust_ledger_runs_by_date_and_keeps_both_halves_of_a_reversed_pair(firm: BuiltFirm) -> None:
    firm.trust_receipt("7.00", matter="M-104", on="2026-03-01", reason="Found later")

    shown = as_text(trust_ledger(firm_id=firm.id, matter="M-104", at=firm.at))

    assert (
        shown
        == """\
01 Mar TR-1004 Harrow & Pike, Found later                      7.00     7.00
02 Mar TR-1001 Harrow & Pike, On account                     500.00   507.00
05 Mar TP-1001 Land Registry, Search fees           120.00            387.00
06 Mar TR-1002 Harrow & Pike, On account                      40.00   427.00 reversed
06 Mar TR-1002 Reversal of TR-1002, entered twice    40.00            387.00 reversed
5 entries                                           160.00   547.00   387.00"""
    )


@pytest.mark.parametrize("typed", ["registry SEARCH", "120.00"])
def test_a_filter_hides_rows_and_leaves_balances_as_they_are(firm: BuiltFirm, typed: str) -> None:
    found = trust_ledger(firm_id=firm.id, matter="M-104", at=firm.at, text=typed)

    shown = as_text(found)

    assert (
        shown
        == """\
05 Mar TP-1001 Land Registry, Search fees           120.00            380.00
1 entries                                           120.00            380.00"""
    )


def test_a_span_of_days_ends_with_its_own_balance(firm: BuiltFirm) -> None:
    found = trust_ledger(firm_id=firm.id, matter="M-104", at=firm.at, through=date(2026, 3, 4))

    assert (found.count, found.balance_minor) == (1, 50000)


def test_kinds_of_documents_can_be_chosen(firm: BuiltFirm) -> None:
    found = trust_ledger(firm_id=firm.id, matter="M-104", at=firm.at, kinds=["trust_payment"])

    assert [row.reference for row in found.rows] == ["TP-1001"]


def test_the_last_page_comes_first_because_the_newest_rows_stand_there(firm: BuiltFirm) -> None:
    for _ in range(50):
        firm.trust_receipt("1.00", matter="M-117", on="2026-03-08")

    found = trust_ledger(firm_id=firm.id, matter="M-117", at=firm.at)

    assert (found.page, found.pages, found.count) == (2, 2, 51)
    assert [row.balance_minor for row in found.rows] == [95000]


def test_one_trust_bank_has_its_own_ledger(firm: BuiltFirm) -> None:
    held = trust_ledger(firm_id=firm.id, matter="M-104", at=firm.at, bank="T1")
    nothing = trust_ledger(firm_id=firm.id, matter="M-104", at=firm.at, bank="O1")

    assert (held.balance_minor, nothing.balance_minor, nothing.rows) == (38000, 0, ())


def test_office_ledger_shows_bills_and_what_was_paid_on_them(firm: BuiltFirm) -> None:
    bill = firm.bill("800.00", matter="M-104")
    firm.receipt("300.00", pays={str(bill.number): "300.00"})

    shown = as_text(office_ledger(firm_id=firm.id, matter="M-104", at=firm.at))

    assert (
        shown
        == """\
09 Mar B-1001  Harrow & Pike, Costs to date         880.00            880.00
16 Mar R-1001  Harrow & Pike, By transfer                    300.00   580.00
2 entries                                           880.00   300.00   580.00"""
    )


def test_figures_say_what_is_held_and_what_is_owed(firm: BuiltFirm) -> None:
    bill = firm.bill("800.00", matter="M-104")
    firm.bill("100.00", matter="M-104", due_on="2026-04-30")
    firm.receipt("300.00", pays={str(bill.number): "300.00"})
    firm.draft("trust_receipt", on="2026-03-20", bank="T1", payer="C-0001", reason="Later", parts=_part("M-104"))

    found = matter_figures(firm_id=firm.id, matter="M-104", at=firm.at)

    assert (found.trust_minor, found.available_minor, found.office_minor) == (38000, 38000, 69000)
    assert (found.bills_unpaid, found.bills_unpaid_minor, found.bills_overdue, found.drafts) == (2, 69000, 1, 1)
    assert [(bank.bank, bank.minor) for bank in found.held] == [("T1", 38000)]


def test_bills_say_what_is_open_of_each(firm: BuiltFirm) -> None:
    bill = firm.bill("800.00", matter="M-104")
    firm.receipt("300.00", pays={str(bill.number): "300.00"})
    paid = firm.bill("10.00", matter="M-104", on="2026-03-10")
    firm.receipt("11.00", pays={str(paid.number): "11.00"})

    everything = bills_of_matter(firm_id=firm.id, matter="M-104", at=firm.at)
    unpaid = bills_of_matter(firm_id=firm.id, matter="M-104", at=firm.at, only_open=True)

    assert [(row.number, row.open_minor, row.overdue) for row in everything] == [
        ("B-1002", 0, False),
        ("B-1001", 58000, True),
    ]
    assert [row.number for row in unpaid] == ["B-1001"]


def test_a_failed_row_opens_to_its_journal_and_its_cause(firm: BuiltFirm) -> None:
    run(
        "update outbox_item set state = 'rejected', generation = 1, reason_text = 'Account 1150 is archived in Xero.'"
        " where source_kind = 'trust_payment'"
    )

    rows = trust_ledger(firm_id=firm.id, matter="M-104", at=firm.at).rows

    assert [(row.reference, row.state) for row in rows] == [
        ("TR-1001", "waiting"),
        ("TP-1001", "failed"),
        ("TR-1002", "cancelled"),
        ("TR-1002", "cancelled"),
    ]
    failed = rows[1]
    assert failed.cause == "Account 1150 is archived in Xero."
    assert failed.journal is not None
    assert [(line.account, line.minor) for line in failed.journal.lines] == [("2150", 12000), ("1150", -12000)]


def test_a_matter_of_another_firm_is_refused_by_name(firm: BuiltFirm) -> None:
    other = a_firm("Mercer Lowe")

    for report in (trust_ledger, office_ledger, matter_figures, bills_of_matter):
        with pytest.raises(Refusal, match="matter-unknown"):
            report(firm_id=other.id, matter="M-104", at=other.at)


def _part(matter: str) -> list[dict[str, str]]:
    return [{"matter": matter, "amount": "5.00"}]
