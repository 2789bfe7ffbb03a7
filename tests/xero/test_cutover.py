"""Bills from before the connection: listed, rehearsed, brought across, or left out, against a sandbox that listens."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from counterfoil.core.link import DEFAULT
from counterfoil.documents import actions
from counterfoil.documents.models import Document
from counterfoil.firms.models import Audit
from counterfoil.ledger.models import Period
from counterfoil.outbox.models import Destination, Item
from counterfoil.xero.client import new_http
from counterfoil.xero.cutover import bring_across, leave_out, put_back, rehearse
from counterfoil.xero.link_settings import change_settings
from counterfoil.xero.models import AccountMapping
from counterfoil.xero.old_bills import OldBill, old_bills, payments_of
from tests.builders import BuiltFirm, a_firm
from tests.databases import CommittedDatabase
from tests.refusals import refused
from tests.xero.conftest import Linked, connected
from xero_sandbox.server.running import Running


@pytest.fixture
def before() -> BuiltFirm:
    """B-1001 unpaid, B-1002 part-paid with 110.00, B-1003 paid: all posted before the firm connects."""
    firm = a_firm()
    firm.matter("M-104")
    for net in ("800.00", "400.00", "100.00"):
        firm.bill(net, matter="M-104")
    firm.receipt("110.00", pays={"B-1002": "110.00"})
    firm.receipt("110.00", pays={"B-1003": "110.00"})
    return firm


@pytest.fixture
def late(committed_database: CommittedDatabase, before: BuiltFirm, sandbox: Running) -> Iterator[Linked]:
    with new_http() as http:
        yield connected(before, sandbox, http)


def named(number: str) -> int:
    return Document.objects.values_list("pk", flat=True).get(number=number)


def waiting(linked: Linked) -> dict[str, OldBill]:
    return {bill.number: bill for bill in old_bills(linked.destination)}


def across(linked: Linked, number: str) -> None:
    bring_across(document_id=named(number), by=linked.firm.by, at=linked.store.now())


def invoices(linked: Linked) -> dict[str, tuple[str, str]]:
    return {row["InvoiceNumber"]: (str(row["Total"]), str(row["AmountDue"])) for row in linked.in_xero("Invoices")}


def test_open_bills_from_before_are_listed_and_paid_ones_are_not(late: Linked) -> None:
    found = waiting(late)

    assert {number: (bill.open_minor, bill.part_paid) for number, bill in found.items()} == {
        "B-1001": (88_000, False),
        "B-1002": (33_000, True),
    }


def test_nothing_from_before_is_sent_by_itself(late: Linked) -> None:
    late.settle()

    assert late.items() == [] and invoices(late) == {}


def test_what_xero_would_get_is_shown_and_nothing_changes(late: Linked) -> None:
    entries = Document.objects.values_list("number", "state", "version")
    before = list(entries)

    (rehearsed,) = rehearse(document_ids=[named("B-1001")], by=late.firm.by, at=late.store.now())

    invoice = rehearsed.invoice
    assert (invoice["InvoiceNumber"], invoice["Date"], invoice["Status"]) == ("B-1001", "2026-03-09", "AUTHORISED")
    assert [(line["AccountCode"], line["UnitAmount"], line["TaxAmount"]) for line in invoice["LineItems"]] == [
        ("200", 800.0, 80.0)
    ]
    assert list(entries) == before and not Item.objects.exists()
    assert not Audit.objects.filter(action="reopen").exists()


def test_a_rehearsal_names_the_account_that_has_no_counterpart(late: Linked) -> None:
    AccountMapping.objects.filter(account__code="4100").delete()

    (rehearsed,) = rehearse(document_ids=[named("B-1001")], by=late.firm.by, at=late.store.now())

    assert "4100" in rehearsed.missing and not rehearsed.invoice


def test_a_rehearsal_says_when_the_settings_of_the_link_keep_bills_here(late: Linked) -> None:
    settings = replace(DEFAULT, areas=DEFAULT.areas - {"sales"})
    change_settings(
        by=late.firm.by, at=late.store.now(), destination=late.destination, settings=settings, day_limit=1000
    )

    (rehearsed,) = rehearse(document_ids=[named("B-1001")], by=late.firm.by, at=late.store.now())

    assert "settings of the link" in rehearsed.missing


def test_an_unpaid_bill_is_brought_across_under_its_own_number(late: Linked) -> None:
    across(late, "B-1001")
    late.settle()

    assert invoices(late) == {"B-1001": ("880.0", "880.0")}
    assert set(waiting(late)) == {"B-1002"}


def test_a_part_paid_bill_goes_across_once_its_payment_is_taken_back_and_is_paid_again(late: Linked) -> None:
    with refused("document-settled"):
        across(late, "B-1002")

    (payment,) = payments_of(named("B-1002"))
    actions.reverse(document_id=named(payment.number), by=late.firm.by, at=late.store.now(), why="brought across")
    across(late, "B-1002")
    late.firm.receipt("110.00", pays={"B-1002": "110.00"})
    late.settle()

    assert invoices(late) == {"B-1002": ("440.0", "330.0")}
    assert [(one.minor, one.state) for one in payments_of(named("B-1002"))] == [(0, "reversed"), (11_000, "posted")]


def test_a_step_that_was_interrupted_is_taken_up_where_it_stopped(late: Linked) -> None:
    (payment,) = payments_of(named("B-1002"))
    actions.reverse(document_id=named(payment.number), by=late.firm.by, at=late.store.now(), why="brought across")

    assert not waiting(late)["B-1002"].part_paid
    across(late, "B-1002")
    with refused("bill-not-waiting"):
        across(late, "B-1002")
    assert Item.objects.filter(resource="Invoices").count() == 1


def test_a_bill_left_out_leaves_the_list_with_who_and_when_and_can_be_put_back(late: Linked) -> None:
    bill = named("B-1002")
    leave_out(document_id=bill, by=late.firm.by, at=late.store.now(), why="entered in Xero by the accountant")

    assert set(waiting(late)) == {"B-1001"}
    (kept,) = old_bills(late.destination, left_out=True)
    assert (kept.number, kept.left_out, kept.why) == ("B-1002", "Priya Nair", "entered in Xero by the accountant")
    assert kept.left_out_at is not None
    assert Audit.objects.filter(action="leave out", subject_id=bill).exists()

    put_back(document_id=bill, by=late.firm.by, at=late.store.now())
    assert set(waiting(late)) == {"B-1001", "B-1002"}


def test_leaving_out_needs_a_reason_and_a_bookkeeper(late: Linked) -> None:
    bill, earner = named("B-1001"), replace(late.firm.by, roles=frozenset({"fee_earner"}))

    with refused("reason-missing"):
        leave_out(document_id=bill, by=late.firm.by, at=late.store.now(), why=" ")
    with refused("not-permitted"):
        leave_out(document_id=bill, by=earner, at=late.store.now(), why="by hand")


def test_a_bill_in_a_period_locked_in_xero_stays_and_says_so(late: Linked) -> None:
    late.by_hand("change", period_lock="2026-03-31")
    Destination.objects.update(locked_through="2026-03-31")

    late.destination.refresh_from_db()
    assert "locked through 2026-03-31" in waiting(late)["B-1001"].hindered
    with refused("locked-in-xero"):
        across(late, "B-1001")
    assert Document.objects.get(number="B-1001").state == "posted"


def test_what_is_refused_half_way_leaves_the_bill_posted(late: Linked) -> None:
    Period.objects.filter(firm=late.firm.firm, ledger="general").update(closed_through="2026-03-31")

    with refused("period-closed"):
        across(late, "B-1001")
    assert Document.objects.get(number="B-1001").state == "posted"
    assert "closed through" in waiting(late)["B-1001"].hindered


def test_bills_of_the_time_without_a_connection_are_old_bills_too(late: Linked) -> None:
    across(late, "B-1001")
    late.settle()
    Destination.objects.update(state="gone")
    late.firm.bill("50.00", matter="M-104")
    Destination.objects.update(state="live", connected_at=late.store.now())

    late.destination.refresh_from_db()
    assert set(waiting(late)) == {"B-1002", "B-1004"}
