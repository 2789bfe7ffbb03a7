"""What screens say of the link to Xero: words, counts, reasons, what waits for what, pushes per day."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from counterfoil.firms.rows import moment, run
from counterfoil.outbox.models import Attempt, Destination, Item, Link
from counterfoil.reports.states import states_of_documents
from counterfoil.reports.sync_items import attempts_of_item, items_of_matter, leaning_on, leans_on, sync_items
from counterfoil.reports.sync_status import connection, pushes_per_day, pushing, sync_counts
from tests.builders import BuiltFirm, a_firm

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> BuiltFirm:
    """A bill and its receipt wait for their contact; another client's trust receipt waits for its own."""
    firm = a_firm(connected=True)
    firm.matter("M-104")
    firm.matter("M-117", client="Osei")
    bill = firm.bill("800.00", matter="M-104")
    firm.receipt("1000.00", pays={str(bill.number): "880.00"})
    firm.trust_receipt("500.00", matter="M-117", payer="Osei")
    return firm


def put(firm: BuiltFirm, condition: str, **values: Any) -> None:
    """Bring items into a state as the sender would have left them."""
    columns = ", ".join(f"{name} = %s" for name in values)
    run(f"update outbox_item set {columns} where firm_id = %s and {condition}", [*values.values(), firm.id])


def confirm(firm: BuiltFirm, condition: str, *, at: datetime) -> None:
    run(
        "update outbox_item set state = 'confirmed', generation = 1, settled_at = %s, remote_id = marker"
        f" where firm_id = %s and {condition}",
        [moment(at), firm.id],
    )


def told(firm: BuiltFirm) -> list[str]:
    rows = sync_items(firm_id=firm.id, at=firm.at).rows
    return [f"{row.reference} {row.resource} {row.state} {' '.join(row.waits_for)}".strip() for row in reversed(rows)]


def test_every_copy_says_what_it_waits_for(firm: BuiltFirm) -> None:
    assert told(firm) == [
        "Harrow & Pike Contacts queued",
        "B-1001 Invoices waiting Harrow & Pike",
        "R-1001 Payments waiting B-1001",
        "R-1001 BankTransactions waiting Harrow & Pike",
        "Osei Contacts queued",
        "TR-1001 BankTransactions waiting Osei",
    ]


def test_a_part_of_a_receipt_shows_its_own_amount(firm: BuiltFirm) -> None:
    rows = {
        row.resource: row
        for row in sync_items(firm_id=firm.id, at=firm.at, text="R-1001").rows
        if row.kind != "trust_receipt"
    }

    assert (rows["Payments"].amount_minor, rows["BankTransactions"].amount_minor) == (88000, 12000)


@pytest.mark.parametrize(
    ("stored", "word"),
    [
        ("sending", "pushing"),
        ("drafted", "pushing"),
        ("unknown", "checking"),
        ("rejected", "failed"),
        ("review", "needs_you"),
    ],
)
def test_stored_states_have_words(firm: BuiltFirm, stored: str, word: str) -> None:
    put(firm, "source_kind = 'client_bill'", state=stored, reason_text="as it is")

    (row,) = sync_items(firm_id=firm.id, at=firm.at, states=[word]).rows

    assert (row.reference, row.reason) == ("B-1001", "as it is")
    assert getattr(sync_counts(firm_id=firm.id, at=firm.at), word) == 1


def test_a_copy_that_may_go_later_or_is_held_back_waits(firm: BuiltFirm) -> None:
    later = moment(firm.at + timedelta(seconds=30))
    put(firm, "source_kind = 'contact'", not_before=later)
    assert sync_counts(firm_id=firm.id, at=firm.at).queued == 0
    assert sync_counts(firm_id=firm.id, at=firm.at + timedelta(seconds=30)).queued == 2

    put(firm, "source_kind = 'contact'", not_before=None, held=True)

    assert sync_counts(firm_id=firm.id, at=firm.at).queued == 0


def test_counts_add_up_to_every_copy(firm: BuiltFirm) -> None:
    confirm(firm, "source_kind = 'contact'", at=firm.at)
    put(firm, "source_kind = 'client_bill'", state="rejected")

    counts = sync_counts(firm_id=firm.id, at=firm.at)

    rows = sync_items(firm_id=firm.id, at=firm.at).rows
    assert Counter(row.state for row in rows) == {"pushed": 2, "failed": 1, "waiting": 1, "queued": 2}
    assert (counts.pushed, counts.failed, counts.waiting, counts.queued, counts.open, counts.attention) == (
        2,
        1,
        1,
        2,
        3,
        1,
    )


def test_what_was_taken_back_is_cancelled_and_what_stays_here_is_not_sent(firm: BuiltFirm) -> None:
    late = a_firm("Late Link")
    late.matter("M-1")
    bill = late.bill("100.00", matter="M-1")
    late.connect()
    receipt = late.receipt("50.00", pays={str(bill.number): "50.00"})
    taken_back = firm.trust_receipt("1.00", matter="M-104")
    firm.reverse(taken_back)

    before = states_of_documents(firm_id=late.id, ids=[bill.id, receipt.id], at=late.at + timedelta(hours=1))
    cancelled = states_of_documents(firm_id=firm.id, ids=[taken_back.id], at=firm.at)

    assert (
        before[receipt.id].reason
        == "what it settles was posted before the firm was connected or was kept here, so this stays here"
    )
    assert before[receipt.id].state == "not_sent"
    assert cancelled[taken_back.id].state == "cancelled"
    assert sync_counts(firm_id=late.id, at=late.at).not_sent == 1


def test_a_bill_from_before_the_connection_is_not_sent(firm: BuiltFirm) -> None:
    late = a_firm("Late Link")
    late.matter("M-1")
    bill = late.bill("100.00", matter="M-1")
    late.connect(at=late.at + timedelta(days=1))

    found = states_of_documents(firm_id=late.id, ids=[bill.id], at=late.at)[bill.id]

    assert (found.state, found.reason) == ("not_sent", "The document was posted before the firm was connected to Xero.")


def test_a_document_shows_the_copy_that_needs_a_person_first(firm: BuiltFirm) -> None:
    receipt = run("select id from documents_document where number = 'R-1001' and firm_id = %s", [firm.id])[0][0]
    confirm(firm, "resource = 'Payments'", at=firm.at)
    put(
        firm,
        "resource = 'BankTransactions' and source_kind = 'client_receipt'",
        state="rejected",
        reason_text="no bank",
    )

    found = states_of_documents(firm_id=firm.id, ids=[receipt], at=firm.at)[receipt]

    assert (found.state, found.reason) == ("failed", "no bank")


def test_a_later_version_stands_for_the_earlier(firm: BuiltFirm) -> None:
    bill = run("select id from documents_document where number = 'B-1001' and firm_id = %s", [firm.id])[0][0]
    put(firm, "source_kind = 'client_bill'", state="rejected")
    first = Item.objects.get(source_kind="client_bill", firm_id=firm.id)
    first.pk, first.version, first.state, first.marker, first.remote_id = None, 2, "confirmed", "LX-other", "id-2"
    first.save()

    assert states_of_documents(firm_id=firm.id, ids=[bill], at=firm.at)[bill].state == "pushed"


def test_an_unlinked_document_says_so(firm: BuiltFirm) -> None:
    bill = run("select id from documents_document where number = 'B-1001' and firm_id = %s", [firm.id])[0][0]
    confirm(firm, "source_kind = 'client_bill'", at=firm.at)
    item = Item.objects.get(source_kind="client_bill", firm_id=firm.id)
    Link.objects.create(
        firm_id=firm.id,
        destination=item.destination,
        item=item,
        source_kind="client_bill",
        source_id=bill,
        part="document",
        remote_id="x",
        linked_at=firm.at,
        ended_at=firm.at,
        ended_why="corrected by hand",
    )

    found = states_of_documents(firm_id=firm.id, ids=[bill], at=firm.at)[bill]

    assert (found.state, found.reason) == ("unlinked", "Unlinked: corrected by hand")


def test_a_draft_and_a_firm_without_xero_have_nothing_to_say(firm: BuiltFirm) -> None:
    alone = a_firm("No Link")
    alone.matter("M-1")
    posted = alone.bill("100.00", matter="M-1")

    assert states_of_documents(firm_id=alone.id, ids=[posted.id], at=alone.at)[posted.id].state == ""
    assert connection(firm_id=alone.id) is None
    assert pushing(firm_id=alone.id, at=alone.at) is None
    assert sync_counts(firm_id=alone.id, at=alone.at).open == 0
    assert sync_items(firm_id=alone.id, at=alone.at).rows == ()
    assert [day.pushed for day in pushes_per_day(firm_id=alone.id, at=alone.at)] == [0] * 14


def test_states_of_another_firms_documents_are_not_told(firm: BuiltFirm) -> None:
    other = a_firm("Mercer Lowe", connected=True)
    ids = [row[0] for row in run("select id from documents_document where firm_id = %s", [firm.id])]
    items = [row.id for row in sync_items(firm_id=firm.id, at=firm.at).rows]

    assert states_of_documents(firm_id=other.id, ids=ids, at=other.at) == {}
    assert sync_items(firm_id=other.id, at=other.at).rows == ()
    assert [attempts_of_item(firm_id=other.id, item_id=item) for item in items] == [()] * len(items)


def test_a_matters_copies_show_what_failed_first(firm: BuiltFirm) -> None:
    confirm(firm, "source_kind = 'contact'", at=firm.at)
    put(firm, "resource = 'BankTransactions' and source_kind = 'client_receipt'", state="rejected")

    rows = items_of_matter(firm_id=firm.id, matter="M-104", at=firm.at)

    assert [(row.reference, row.state) for row in rows] == [
        ("R-1001", "failed"),
        ("B-1001", "queued"),
        ("R-1001", "waiting"),
    ]


def test_a_copy_tells_what_goes_before_it_and_what_after_it(firm: BuiltFirm) -> None:
    def beside(kind: str) -> tuple[list[str], list[str]]:
        item = Item.objects.filter(firm_id=firm.id, source_kind=kind).earliest("id")
        before = leans_on(firm_id=firm.id, item_id=item.pk, at=firm.at)
        after = leaning_on(firm_id=firm.id, item_id=item.pk, at=firm.at)
        return [row.reference for row in before], [row.reference for row in after]

    assert beside("client_bill") == (["Harrow & Pike"], ["R-1001"])
    assert beside("client_receipt")[0] == ["B-1001"]


def test_attempts_are_told_in_order(firm: BuiltFirm) -> None:
    item = Item.objects.filter(firm_id=firm.id).first()
    assert item is not None
    for purpose, status in (("create", None), ("resolve", 200)):
        Attempt.objects.create(
            firm_id=firm.id,
            item=item,
            purpose=purpose,
            generation=1,
            key="" if purpose == "resolve" else "LXABCD-23456789/1x50",
            body_sha256="0" * 64,
            fence=1,
            sent_at=firm.at,
            status=status,
        )

    rows = attempts_of_item(firm_id=firm.id, item_id=item.pk)

    assert [(row.purpose, row.status, row.sent_at, row.others) for row in rows] == [
        ("create", None, firm.at, 49),
        ("resolve", 200, firm.at, 0),
    ]
    assert sync_items(firm_id=firm.id, at=firm.at, text=item.marker).rows[0].attempts == 2


def test_pushes_count_on_the_firms_own_day(firm: BuiltFirm) -> None:
    """Sydney is eleven hours ahead: half past one in the afternoon in London is the next day there."""
    confirm(firm, "source_kind = 'contact'", at=datetime(2026, 3, 29, 13, 30, tzinfo=UTC))
    confirm(firm, "source_kind = 'client_bill'", at=datetime(2026, 3, 29, 12, 30, tzinfo=UTC))
    put(firm, "source_kind = 'trust_receipt'", state="rejected", settled_at=moment(firm.at))

    days = pushes_per_day(firm_id=firm.id, at=firm.at)

    assert (len(days), days[0].on, days[-1].on) == (14, date(2026, 3, 18), date(2026, 3, 31))
    assert [(day.on.day, day.pushed, day.failed) for day in days[-3:]] == [(29, 1, 0), (30, 2, 0), (31, 0, 1)]


def test_the_connection_says_when_it_last_pushed(firm: BuiltFirm) -> None:
    confirm(firm, "source_kind = 'contact'", at=firm.at - timedelta(minutes=5))

    found = connection(firm_id=firm.id)

    assert found is not None
    assert (found.name, found.state, found.last_push_at) == (
        "Hollis Lane (Xero)",
        "live",
        firm.at - timedelta(minutes=5),
    )


def test_a_run_of_pushes_says_how_far_it_is_and_how_long_it_takes(firm: BuiltFirm) -> None:
    confirm(firm, "source_kind = 'contact' and source_id = (select min(source_id) from outbox_item)", at=firm.at)
    confirm(firm, "source_kind = 'contact'", at=firm.at - timedelta(seconds=10))
    put(firm, "source_kind = 'client_bill'", state="sending", last_send_at=moment(firm.at))
    Destination.objects.filter(firm_id=firm.id).update(minute_left=38)

    found = pushing(firm_id=firm.id, at=firm.at)

    assert found is not None
    assert (found.reference, found.title) == ("B-1001", "Invoices")
    assert (found.done, found.of, found.seconds_left) == (2, 5, 15)
    assert (found.calls_used, found.calls_limit) == (22, 60)
