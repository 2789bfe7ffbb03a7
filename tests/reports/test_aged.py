"""What clients owed on a day, by age: a small book worked out by hand, and the account that must agree."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import F

from counterfoil.core.money import Money
from counterfoil.documents import numbering, store
from counterfoil.documents.actions import Done
from counterfoil.firms.models import Firm
from counterfoil.firms.rows import ask, run
from counterfoil.ledger import record as ledger
from counterfoil.ledger.models import Account
from counterfoil.reports.aged import Aged, AgedAmounts, aged, open_items
from counterfoil.reports.owing import BY_DOCUMENTS, BY_ENTRIES, PAYABLE, RECEIVABLE, Way
from counterfoil.reports.trial_balance import trial_balance
from tests.builders import BuiltFirm, a_firm

pytestmark = pytest.mark.django_db

SEPTEMBER = date(2025, 9, 30)


@pytest.fixture
def firm() -> BuiltFirm:
    """Four bills of Harrow & Pike and one of R. Osei, each at another age on 30 September 2025.

    B-1001  880.00 due 16 June     open
    B-1002  3,300.00 due 29 July   paid in October
    B-1003  2,750.00 due 3 Sept    750.00 paid in September
    B-1004  1,100.00 due 24 Sept   open, R. Osei
    B-1005  4,400.00 due 9 Oct     open
    R-1001  970.00 of 20 Sept      750.00 for B-1003, 220.00 left over
    """
    firm = a_firm()
    firm.matter("M-104")
    firm.matter("M-117", client="R. Osei", title="Lease of Unit 4")
    firm.bill("800.00", matter="M-104", on="2025-06-02", due_on="2025-06-16")
    firm.bill("3000.00", matter="M-104", on="2025-07-15", due_on="2025-07-29")
    firm.bill("2500.00", matter="M-104", on="2025-08-20", due_on="2025-09-03")
    firm.bill("1000.00", matter="M-117", on="2025-09-10", due_on="2025-09-24")
    firm.bill("4000.00", matter="M-104", on="2025-09-25", due_on="2025-10-09")
    firm.receipt("970.00", pays={"B-1003": "750.00"}, on="2025-09-20")
    firm.receipt("3300.00", pays={"B-1002": "3300.00"}, on="2025-10-15")
    return firm


def on(firm: BuiltFirm, day: date = SEPTEMBER, **asked: Any) -> Aged:
    return aged(firm_id=firm.id, owing=RECEIVABLE, as_at=day, **asked)


def amounts(found: AgedAmounts) -> str:
    minors = (*found.buckets, found.apart_minor, found.total_minor)
    return " ".join(f"{Money(minor, 'AUD')!s:>9}" if minor else f"{'-':>9}" for minor in minors)


def as_text(found: Aged) -> str:
    rows = [(row.name, row.amounts) for row in found.rows]
    return "\n".join(f"{name:<14}{amounts(each)}" for name, each in [*rows, ("Total", found.totals)])


def test_bills_stand_by_their_due_date_and_what_is_left_over_stands_apart(firm: BuiltFirm) -> None:
    found = on(firm)

    assert found.labels == ("Current", "1 to 30", "31 to 60", "61 to 90", "Over 90")
    assert (
        as_text(found)
        == """\
Harrow & Pike  4,400.00  2,000.00         -  3,300.00    880.00   -220.00 10,360.00
R. Osei               -  1,100.00         -         -         -         -  1,100.00
Total          4,400.00  3,100.00         -  3,300.00    880.00   -220.00 11,460.00"""
    )


def test_bills_stand_by_their_own_date_when_asked(firm: BuiltFirm) -> None:
    found = on(firm, by="date")

    assert found.labels == ("0 to 30", "31 to 60", "61 to 90", "Over 90")
    assert amounts(found.totals).split() == ["5,500.00", "2,000.00", "3,300.00", "880.00", "-220.00", "11,460.00"]


def test_what_is_left_over_may_be_counted_by_its_own_date(firm: BuiltFirm) -> None:
    found = on(firm, by="date", credits_aged=True)

    assert amounts(found.totals).split() == ["5,280.00", "2,000.00", "3,300.00", "880.00", "-", "11,460.00"]


def test_a_bill_is_current_on_the_day_it_falls_due_and_late_on_the_next(firm: BuiltFirm) -> None:
    due = date(2025, 10, 9)

    assert on(firm, due).totals.buckets[0] == 440000
    assert on(firm, due + timedelta(days=1)).totals.buckets[:2] == (0, 550000)
    assert on(firm, due + timedelta(days=30)).totals.buckets[1] == 440000
    assert on(firm, due + timedelta(days=31)).totals.buckets[2] == 550000


def test_a_day_in_the_past_knows_nothing_of_later_payments(firm: BuiltFirm) -> None:
    before, after = on(firm, date(2025, 9, 19)), on(firm, date(2025, 10, 15))

    assert (before.totals.total_minor, before.totals.apart_minor) == (803000, 0)
    assert (after.totals.total_minor, after.totals.apart_minor) == (816000, -22000)


def test_the_total_is_the_balance_of_receivables_on_every_day(firm: BuiltFirm) -> None:
    for day in days():
        found = on(firm, day)
        account = {row.code: row.minor for row in trial_balance(firm_id=firm.id, as_at=day).rows}.get("1200", 0)

        assert found.proof is not None
        assert (found.proof.account, found.proof.account_minor) == ("1200", account), day
        assert (found.proof.agrees, found.totals.total_minor) == (True, account), day


def test_a_reversed_receipt_leaves_the_bill_as_it_was_before(firm: BuiltFirm) -> None:
    before = as_text(on(firm))
    late = firm.receipt("440.00", pays={"B-1005": "400.00"}, on="2025-09-29")

    assert as_text(on(firm)) != before
    firm.reverse(late)

    assert as_text(on(firm)) == before


def test_both_ways_of_adding_up_come_to_the_same_on_every_day(firm: BuiltFirm) -> None:
    firm.reverse(firm.bill("60.00", matter="M-117", on="2025-09-01"))
    firm.reverse(firm.receipt("110.00", pays={"B-1004": "100.00"}, on="2025-09-28"))
    firm.reopen(firm.bill("70.00", matter="M-117", on="2025-09-02"))

    for day in days():
        assert left_over(BY_DOCUMENTS, firm, day) == left_over(BY_ENTRIES, firm, day), day


def test_what_was_undone_as_at_a_later_day_still_stands_before_it(firm: BuiltFirm) -> None:
    bill = firm.bill("100.00", matter="M-117", on="2025-09-01", due_on="2025-09-15")
    undone_as_at(bill, firm, date(2025, 10, 5))

    before, after = on(firm, date(2025, 10, 4)), on(firm, date(2025, 10, 5))

    assert [row.amounts.total_minor for row in before.rows if row.name == "R. Osei"] == [121000]
    assert [row.amounts.total_minor for row in after.rows if row.name == "R. Osei"] == [110000]
    assert before.proof is not None and before.proof.agrees
    assert after.proof is not None and after.proof.agrees


def test_an_entry_that_no_bill_stands_behind_has_a_row_of_its_own(firm: BuiltFirm) -> None:
    Account.objects.filter(firm_id=firm.id, code="1200").update(manual=True)
    Firm.objects.filter(pk=firm.id).update(chart_version=F("chart_version") + 1)
    lines = [{"account": "1200", "debit": "50.00"}, {"account": "3100", "credit": "50.00"}]
    firm.enter("general_journal", on="2025-09-01", memo="Brought forward", lines=lines)

    found = on(firm)

    assert (found.rows[0].name, found.rows[0].amounts.total_minor) == ("", 5000)
    assert found.proof is not None and found.proof.agrees


def test_totals_follow_the_filter_and_the_proof_stays_whole(firm: BuiltFirm) -> None:
    found = on(firm, text="OSEI r.")

    assert [row.name for row in found.rows] == ["R. Osei"]
    assert (found.totals.total_minor, found.count, found.documents) == (110000, 1, 1)
    assert found.proof is not None
    assert (found.proof.report_minor, found.proof.agrees) == (1146000, True)


@pytest.mark.parametrize(("sort", "first"), [("name", "Harrow"), ("-name", "R. Osei"), ("total", "R. Osei")])
def test_contacts_can_be_sorted(firm: BuiltFirm, sort: str, first: str) -> None:
    assert on(firm, sort=sort).rows[0].name.startswith(first)


def test_a_contact_opens_to_its_documents_the_oldest_first(firm: BuiltFirm) -> None:
    opened = on(firm, opened=firm.contact("Harrow & Pike").code).opened

    assert opened is not None
    assert [(item.number, item.open_minor, item.days, item.column) for item in opened.rows] == [
        ("B-1001", 88000, 106, 4),
        ("B-1002", 330000, 63, 3),
        ("B-1003", 200000, 27, 1),
        ("R-1001", -22000, 10, 5),
        ("B-1005", 440000, -9, 0),
    ]
    assert opened.rows[0].matter == "M-104"


def test_documents_of_a_contact_come_by_the_page(firm: BuiltFirm) -> None:
    for _ in range(52):
        firm.bill("10.00", matter="M-117", on="2025-09-12", due_on="2025-09-26")

    code = firm.contact("R. Osei").code
    second = on(firm, opened=code, opened_page=2).opened

    assert second is not None
    assert (second.count, second.pages, len(second.rows)) == (53, 2, 3)
    assert [row.count for row in on(firm).rows] == [5, 53]


def test_a_file_has_every_document_of_the_contacts_that_the_filter_leaves(firm: BuiltFirm) -> None:
    everything = list(open_items(firm_id=firm.id, owing=RECEIVABLE, as_at=SEPTEMBER))
    of_osei = list(open_items(firm_id=firm.id, owing=RECEIVABLE, as_at=SEPTEMBER, text="osei"))

    assert sum(item.open_minor for item in everything) == 1146000
    assert [(item.contact_name, item.number) for item in of_osei] == [("R. Osei", "B-1004")]


def test_another_firm_sees_nothing_of_it(firm: BuiltFirm) -> None:
    other = a_firm("Mercer Lowe")
    code = firm.contact("Harrow & Pike").code

    found = on(other, opened=code)

    assert (found.rows, found.totals.total_minor, found.opened) == ((), 0, None)
    assert found.proof is not None and found.proof.account_minor == 0
    assert list(open_items(firm_id=other.id, owing=RECEIVABLE, as_at=SEPTEMBER)) == []


def test_what_clients_owe_is_no_debt_to_a_supplier(firm: BuiltFirm) -> None:
    found = aged(firm_id=firm.id, owing=PAYABLE, as_at=SEPTEMBER)

    assert (found.rows, found.totals.total_minor) == ((), 0)
    assert found.proof is not None and found.proof.agrees


def days() -> Iterator[date]:
    """The days on which something happened, and those around them."""
    for text in ("2025-06-02", "2025-07-15", "2025-08-20", "2025-09-10", "2025-09-20", "2025-09-30", "2025-10-15"):
        yield from (date.fromisoformat(text) + timedelta(days=shift) for shift in (-1, 0, 1))


def left_over(way: Way, firm: BuiltFirm, day: date) -> dict[int, int]:
    """Document -> what was open of it."""
    standing, asked = way.standing(firm.id, RECEIVABLE, day)
    rows = run(f"with {standing} select id, sum(minor) from standing group by id having sum(minor) <> 0", asked)
    return {int(row[0]): int(row[1]) for row in rows}


def undone_as_at(bill: Done, firm: BuiltFirm, day: date) -> None:
    """Reversed with an entry of that day, as books do whose earlier days are closed."""
    head = ledger.open_ledger(firm.id)
    (taken,) = ask(numbering.take(firm_id=firm.id, series=None, items=0))
    ledger.record_mirror(
        of_document=bill.id,
        entry_id=taken.entry_id,
        head=head,
        on=day,
        title=f"Reversal of {bill.number}",
        by=firm.by.user_id,
        at=firm.at,
    )
    store.move(document_id=bill.id, state="reversed", number=bill.number, version=1, posted_at=None)


def test_credits_and_all_that_settles_bills_count_from_their_own_day(firm: BuiltFirm) -> None:
    """A credit note of 220.00 in September, half of it applied in October; refund, write-off, retainer, later use."""
    item = {"description": "Overcharged", "account": "4100", "net": "200.00", "tax": "GST"}
    credit = firm.enter("credit_note", on="2025-09-12", matter="M-104", items=[item])
    part = {"bill": "B-1001", "amount": "110.00"}
    firm.enter("credit_application", on="2025-10-02", credit=credit.number, parts=[part])
    firm.enter("client_refund", on="2025-10-05", bank="O1", credit="R-1001", amount="20.00")
    firm.enter("receipt_allocation", on="2025-10-06", receipt="R-1001", parts=[{"bill": "B-1003", "amount": "150.00"}])
    lost = {"bill": "B-1004", "amount": "55.00", "account": "6040", "tax": "GST"}
    firm.enter("write_off", on="2025-10-07", parts=[lost])
    payer = firm.contact("Harrow & Pike").code
    firm.enter("retainer_receipt", on="2025-10-08", bank="O1", matter="M-104", payer=payer, amount="300.00")
    firm.enter("retainer_payment", on="2025-10-09", matter="M-104", parts=[{"bill": "B-1005", "amount": "300.00"}])

    aged_credit, apart = on(firm, by="due", credits_aged=True), on(firm)
    october = on(firm, date(2025, 10, 9), opened=payer)

    assert amounts(apart.totals).split() == ["4,400.00", "3,100.00", "-", "3,300.00", "880.00", "-440.00", "11,240.00"]
    assert amounts(aged_credit.totals).split() == ["4,400.00", "2,660.00", "-", "3,300.00", "880.00", "-", "11,240.00"]
    assert october.opened is not None
    assert [(item.number, Money(item.open_minor, "AUD").plain()) for item in october.opened.rows] == [
        ("B-1001", "770.00"),
        ("B-1002", "3300.00"),
        ("B-1003", "1850.00"),
        ("CN-1001", "-110.00"),
        ("R-1001", "-50.00"),
        ("B-1005", "4100.00"),
    ]
    for day in (date(2025, 9, 11) + timedelta(days=each) for each in range(36)):
        found = on(firm, day)
        assert found.proof is not None and found.proof.agrees, day
        assert left_over(BY_DOCUMENTS, firm, day) == left_over(BY_ENTRIES, firm, day), day
