"""Our trial balance beside Xero's: where they differ, documents say why, and only what a person did there is left."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from counterfoil.core.kinds import Kept
from counterfoil.kinds import kind_of
from counterfoil.outbox.models import Destination, Item
from counterfoil.reports import uncopied
from counterfoil.xero.client import new_http
from counterfoil.xero.compare import documents_apart
from counterfoil.xero.models import AccountMapping
from tests.builders import a_firm
from tests.databases import CommittedDatabase
from tests.xero.comparing import MARCH, NEXT_YEAR, compare, left_over, listed, read
from tests.xero.conftest import Linked, connected
from tests.xero.test_journey import post_a_day
from xero_sandbox.server.running import Running


@pytest.fixture
def late(committed_database: CommittedDatabase, sandbox: Running) -> Iterator[Linked]:
    """A firm that connects after its first documents: trust money for M-104 and the bill B-1001 of 880.00."""
    firm = a_firm(at=datetime(2026, 3, 31, 1, 0, tzinfo=UTC))
    firm.matter("M-104")
    firm.trust_receipt("500.00", matter="M-104")
    firm.bill("800.00", matter="M-104")
    with new_http() as http:
        yield connected(firm, sandbox, http)


@pytest.mark.parametrize("day", [MARCH, date(2026, 3, 9), date(2026, 1, 31), NEXT_YEAR])
def test_a_firm_that_pushed_everything_agrees_on_every_account(linked: Linked, day: date) -> None:
    post_a_day(linked)
    linked.push()

    comparison = compare(linked, read(linked, day))

    assert comparison.differing == () and comparison.only_in_xero == ()
    assert len(comparison.agreeing) == {1: 0, 3: 6 if day == MARCH else 5, 7: 6}[day.month]


def test_what_was_earned_in_an_earlier_year_is_explained_as_retained(linked: Linked) -> None:
    linked.firm.bill("800.00", matter="M-104")
    reading = read(linked, NEXT_YEAR)

    comparison = compare(linked, reading)

    assert left_over(comparison) == {}
    assert listed(linked, comparison, reading) == {
        "Accounts Receivable (610)": [("B-1001", "waiting", 88000)],
        "GST (820)": [("B-1001", "waiting", -8000)],
        "Retained Earnings (960)": [("B-1001", "waiting", -80000)],
    }


def test_every_difference_of_a_firm_that_connected_late_is_explained_by_document(late: Linked) -> None:
    late.firm.receipt("1000.00", pays={"B-1001": "880.00"})
    late.push()
    late.by_hand("change", period_lock="2026-03-09")
    late.firm.bill("100.00", matter="M-104")
    late.push()
    late.firm.trust_payment("20.00", matter="M-104", payee="Harrow & Pike")
    reading = read(late)

    comparison = compare(late, reading)

    assert left_over(comparison) == {}
    assert comparison.only_here == () and comparison.only_in_xero == ()
    by_code = {account.ours[0].code: account for account in comparison.mapped}
    named = {by_code[code].name: code for code in by_code}
    assert {named[name]: rows for name, rows in listed(late, comparison, reading).items()} == {
        "1100": [("R-1001", "not_sent", 88000)],
        "1150": [("TP-1001", "queued", -2000), ("TR-1001", "before", 50000)],
        "1200": [("B-1002", "failed", 11000), ("R-1001", "not_sent", -88000), ("B-1001", "before", 88000)],
        "2150": [("TP-1001", "queued", 2000), ("TR-1001", "before", -50000)],
        "2210": [("B-1002", "failed", -1000), ("B-1001", "before", -8000)],
        "4100": [("B-1002", "failed", -10000), ("B-1001", "before", -80000)],
    }


def test_a_failed_copy_is_listed_with_its_error_and_a_kept_part_with_its_reason(late: Linked) -> None:
    late.firm.receipt("880.00", pays={"B-1001": "880.00"})
    late.by_hand("change", period_lock="2026-03-09")
    late.firm.bill("100.00", matter="M-104")
    late.push()
    reading = read(late)
    comparison = compare(late, reading)
    (receivable,) = (account for account in comparison.mapped if account.ours[0].code == "1200")

    found = documents_apart(firm_id=late.firm.id, accounts=[receivable], reading=reading, at=late.store.now())

    apart = found[receivable.key]
    reasons = {each.why: each.reason for each in apart}
    assert "locked for this date" in reasons["failed"] and "Xero says:" in reasons["failed"]
    assert (
        reasons["not_sent"]
        == "what it settles was posted before the firm was connected or was kept here, so this stays here"
    )
    assert reasons["before"] == "The document was posted before the firm was connected to Xero."
    assert [bool(each.marker) for each in apart] == [True, True, False]


def test_a_document_of_a_kind_that_stays_here_is_listed_with_the_kinds_reason(
    late: Linked, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = replace(kind_of("client_bill"), push=Kept("Bills of this firm stay here."))
    monkeypatch.setattr(uncopied, "all_kinds", lambda: {"client_bill": kept})
    reading = read(late)
    comparison = compare(late, reading)

    found = documents_apart(firm_id=late.firm.id, accounts=comparison.differing, reading=reading, at=late.store.now())

    assert left_over(comparison) == {}
    assert {(each.why, each.reason) for apart in found.values() for each in apart} == {
        ("kept", "Bills of this firm stay here."),
        ("before", "The document was posted before the firm was connected to Xero."),
    }


def test_a_document_that_left_no_copy_while_connected_is_named(late: Linked) -> None:
    Destination.objects.update(connected_at=datetime(2026, 1, 1, tzinfo=UTC))

    comparison = compare(late)

    assert {tuple(account.apart) for account in comparison.differing} == {("unqueued",)}


def test_an_account_that_only_xero_has_stands_apart(linked: Linked) -> None:
    linked.firm.bill("800.00", matter="M-104")
    linked.push()
    AccountMapping.objects.filter(account__code="4100").delete()

    comparison = compare(linked)

    assert [(account.name, account.minor) for account in comparison.only_in_xero] == [("Fees (200)", -80000)]
    assert [(account.name, account.unexplained_minor) for account in comparison.only_here] == [
        ("4100 Professional fees", -80000)
    ]


def test_what_was_pushed_after_the_reading_is_said_to_be_so(linked: Linked) -> None:
    linked.firm.bill("800.00", matter="M-104")
    reading = read(linked)
    linked.push()

    earlier, now = compare(linked, reading), compare(linked)

    assert {tuple(account.apart) for account in earlier.differing} == {("pushed",)}
    assert left_over(earlier) == {} and now.differing == ()


def test_a_document_that_was_reversed_or_taken_back_explains_nothing(linked: Linked) -> None:
    linked.firm.reverse(linked.firm.bill("800.00", matter="M-104"))
    linked.firm.reopen(linked.firm.bill("100.00", matter="M-104"))

    assert compare(linked).mapped == ()


@pytest.mark.parametrize("state", ["unknown", "review", "sending", "cancelled"])
def test_every_state_short_of_pushed_has_its_word(linked: Linked, state: str) -> None:
    linked.firm.bill("800.00", matter="M-104")
    Item.objects.filter(resource="Invoices").update(state=state, reason_text="looked at by hand")

    comparison = compare(linked)

    words = {"unknown": "checking", "review": "needs_you", "sending": "pushing", "cancelled": "cancelled"}
    assert {tuple(account.apart) for account in comparison.differing} == {(words[state],)}
    assert left_over(comparison) == {}
