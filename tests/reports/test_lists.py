"""Lists of matters, contacts and documents, the dashboard, and what the box at the top finds."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.firms.rows import run
from counterfoil.practice.matters import close_matter
from counterfoil.reports.dashboard import dashboard
from counterfoil.reports.document_list import document_list
from counterfoil.reports.matter_list import contact_list, matter_list
from counterfoil.reports.search import Page, search
from tests.builders import BuiltFirm, a_firm

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> BuiltFirm:
    firm = a_firm(connected=True)
    firm.matter("M-104")
    firm.matter("M-117", client="Änne Osei", title="Lease of Unit 4", lawyer="R. Whitlam")
    firm.trust_receipt("500.00", matter="M-104")
    firm.trust_receipt("1894.23", matter="M-117", payer="Änne Osei", on="2026-03-07")
    firm.bill("800.00", matter="M-104")
    firm.bill("100.00", matter="M-117", on="2026-03-10", due_on="2026-04-30")
    firm.receipt("880.00", pays={"B-1001": "300.00"})
    return firm


def test_matters_show_what_is_held_and_owed_and_totals_follow_the_filter(firm: BuiltFirm) -> None:
    everything = matter_list(firm_id=firm.id)
    leases = matter_list(firm_id=firm.id, text="LEASE unit")

    assert [(row.code, row.client_name, row.trust_minor, row.office_minor) for row in everything.rows] == [
        ("M-104", "Harrow & Pike", 50000, 58000),
        ("M-117", "Änne Osei", 189423, 11000),
    ]
    assert (everything.trust_minor, everything.office_minor, everything.count) == (239423, 69000, 2)
    assert (leases.trust_minor, leases.office_minor, leases.count) == (189423, 11000, 1)


@pytest.mark.parametrize("typed", ["änne", "ÄNNE", "Änne osei", "nne"])
def test_letters_beyond_ascii_are_found_in_capitals_or_not(firm: BuiltFirm, typed: str) -> None:
    assert [row.code for row in matter_list(firm_id=firm.id, text=typed).rows] == ["M-117"]


@pytest.mark.parametrize("typed", ["%", "_", "!", "100%"])
def test_signs_of_the_search_itself_are_looked_for_as_they_are(firm: BuiltFirm, typed: str) -> None:
    assert matter_list(firm_id=firm.id, text=typed).rows == ()


@pytest.mark.parametrize(
    ("sort", "codes"),
    [
        ("-trust", ["M-117", "M-104"]),
        ("office", ["M-117", "M-104"]),
        ("-code", ["M-117", "M-104"]),
        ("title", ["M-117", "M-104"]),
    ],
)
def test_matters_can_be_sorted_both_ways(firm: BuiltFirm, sort: str, codes: list[str]) -> None:
    assert [row.code for row in matter_list(firm_id=firm.id, sort=sort).rows] == codes


def test_closed_matters_are_a_filter(firm: BuiltFirm) -> None:
    firm.matter("M-200")
    close_matter(code="M-200", closed_on=date(2026, 3, 31), by=firm.by, at=firm.at)

    assert [row.code for row in matter_list(firm_id=firm.id, state="closed").rows] == ["M-200"]


def test_contacts_show_what_is_held_for_them(firm: BuiltFirm) -> None:
    found = contact_list(firm_id=firm.id, text="harrow")

    assert [(row.name, row.matters, row.trust_minor, row.office_minor) for row in found.rows] == [
        ("Harrow & Pike", 1, 50000, 58000)
    ]


def test_documents_of_a_kind_with_totals_that_follow_the_filter(firm: BuiltFirm) -> None:
    bills = document_list(firm_id=firm.id, at=firm.at, kinds=["client_bill"])
    late = document_list(firm_id=firm.id, at=firm.at, kinds=["client_bill"], overdue=True)

    assert [(row.number, row.matter, row.total_minor, row.open_minor, row.overdue) for row in bills.rows] == [
        ("B-1002", "M-117", 11000, 11000, False),
        ("B-1001", "M-104", 88000, 58000, True),
    ]
    assert (bills.total_minor, bills.open_minor, bills.count) == (99000, 69000, 2)
    assert (late.total_minor, late.open_minor, late.count) == (88000, 58000, 1)


FILTERS: list[tuple[dict[str, Any], list[str]]] = [
    ({"matter": "M-117"}, ["TR-1002"]),
    ({"contact": "C-0001"}, ["TR-1001"]),
    ({"since": date(2026, 3, 3)}, ["TR-1002"]),
    ({"through": date(2026, 3, 3)}, ["TR-1001"]),
    ({"text": "1002"}, ["TR-1002"]),
    ({"text": "1,894.23"}, ["TR-1002"]),
    ({"text": "osei 1894.23"}, ["TR-1002"]),
    ({"text": "harrow 1894.23"}, []),
    ({"text": "500"}, []),
    ({"bank": "T1"}, ["TR-1002", "TR-1001"]),
    ({"states": ["draft"]}, []),
    ({"sort": "number"}, ["TR-1001", "TR-1002"]),
    ({"sort": "-total"}, ["TR-1002", "TR-1001"]),
]


@pytest.mark.parametrize(("chosen", "numbers"), FILTERS)
def test_documents_can_be_filtered_and_sorted(firm: BuiltFirm, chosen: dict[str, Any], numbers: list[str]) -> None:
    found = document_list(firm_id=firm.id, at=firm.at, kinds=["trust_receipt"], **chosen)

    assert [row.number for row in found.rows] == numbers


def test_a_receipt_for_two_matters_is_listed_under_each(firm: BuiltFirm) -> None:
    parts = [{"matter": "M-104", "amount": "1.00"}, {"matter": "M-117", "amount": "2.00"}]
    firm.enter("trust_receipt", on="2026-03-20", bank="T1", payer="C-0001", reason="Both", parts=parts)

    for matter in ("M-104", "M-117"):
        found = document_list(firm_id=firm.id, at=firm.at, kinds=["trust_receipt"], matter=matter)
        assert "TR-1003" in [row.number for row in found.rows]


def test_a_list_costs_as_many_statements_for_fifty_rows_as_for_two(firm: BuiltFirm) -> None:
    reports: list[Callable[[], object]] = [
        lambda: matter_list(firm_id=firm.id),
        lambda: contact_list(firm_id=firm.id),
        lambda: document_list(firm_id=firm.id, at=firm.at, kinds=["client_bill", "trust_receipt"]),
        lambda: dashboard(firm_id=firm.id, at=firm.at),
    ]
    few = [statements(report) for report in reports]
    for number in range(20):
        firm.matter(f"M-3{number:02d}", client=f"Client {number}")
        firm.trust_receipt("1.00", matter=f"M-3{number:02d}", payer=f"Client {number}")

    assert [statements(report) for report in reports] == few
    assert max(few) <= 14


def statements(report: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        report()
    return len(asked)


def test_dashboard_says_what_is_held_owed_late_and_unfinished(firm: BuiltFirm) -> None:
    firm.draft("client_bill", on="2026-03-20", due_on="2026-04-20", matter="M-104", items=[_item()])
    run("update outbox_item set state = 'rejected' where source_kind = 'client_bill'")

    found = dashboard(firm_id=firm.id, at=firm.at)

    assert [(bank.bank, bank.minor, bank.matters) for bank in found.held] == [("T1", 239423, 2)]
    assert found.receivable_minor == 11000
    assert (found.bills_open, found.bills_open_minor, found.bills_overdue, found.bills_overdue_minor) == (
        2,
        69000,
        1,
        58000,
    )
    assert [(draft.kind, draft.count) for draft in found.drafts] == [("client_bill", 1)]
    assert [item.sentence for item in found.attention] == ["2 pushes have failed", "1 bill is overdue"]


def test_another_firm_sees_nothing_of_it(firm: BuiltFirm) -> None:
    other = a_firm("Mercer Lowe")

    assert matter_list(firm_id=other.id).rows == ()
    assert [row.code for row in contact_list(firm_id=other.id).rows] == ["BANK"]
    assert document_list(firm_id=other.id, at=firm.at, kinds=["client_bill", "trust_receipt"]).count == 0
    found = dashboard(firm_id=other.id, at=firm.at)
    assert (found.trust_minor, found.receivable_minor, found.bills_open, found.matters_open) == (0, 0, 0, 0)
    hits = search(firm_id=other.id, text="harrow")
    assert (hits.matters, hits.contacts, hits.documents) == ((), (), ())


def test_the_box_finds_matters_and_contacts_by_any_word(firm: BuiltFirm) -> None:
    found = search(firm_id=firm.id, text="pike HARROW")

    assert [(hit.title, hit.detail) for hit in found.matters] == [("Purchase of 14 Quayside", "M-104 Harrow & Pike")]
    assert [hit.title for hit in found.contacts] == ["Harrow & Pike"]


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("TR-1002", ["TR-1002"]),
        ("tr1002", ["TR-1002"]),
        ("1002", ["B-1002", "TR-1002"]),
        ("tr-1", ["TR-1002", "TR-1001"]),
        ("TR-99", []),
        ("1,894.23", ["TR-1002"]),
        ("1894.23", ["TR-1002"]),
        ("1894", []),
        ("-110.00", ["B-1002"]),
    ],
)
def test_the_box_finds_documents_by_number_and_amount(firm: BuiltFirm, typed: str, titles: list[str]) -> None:
    assert sorted(hit.title for hit in search(firm_id=firm.id, text=typed).documents) == sorted(titles)


def test_the_box_finds_pages_by_their_title_or_by_other_words(firm: BuiltFirm) -> None:
    pages = (Page("Trial balance", "/reports/trial-balance/", "tb accounts"), Page("New client bill", "/bills/new/"))

    assert [hit.key for hit in search(firm_id=firm.id, text="tb", pages=pages).pages] == ["/reports/trial-balance/"]
    assert [hit.key for hit in search(firm_id=firm.id, text="BILL new", pages=pages).pages] == ["/bills/new/"]
    assert len(search(firm_id=firm.id, text=" ", pages=pages).pages) == 2


def test_the_box_shows_at_most_eight_of_a_group(firm: BuiltFirm) -> None:
    for number in range(12):
        firm.matter(f"M-4{number:02d}", client=f"Quayside {number}")

    found = search(firm_id=firm.id, text="quayside")

    assert (len(found.matters), len(found.contacts)) == (8, 8)


def _item() -> dict[str, str]:
    return {"description": "Advice", "account": "4100", "net": "10.00", "tax": "GST"}
