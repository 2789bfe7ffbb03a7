"""When Xero or the way there is in trouble: nothing is lost, nothing comes twice, and posting goes on."""

import pytest

from counterfoil.outbox.models import Attempt, Destination, Item
from counterfoil.xero import sync_actions
from tests.xero.books import ours, theirs
from tests.xero.conftest import Linked
from tests.xero.test_journey import post_a_day

pytestmark = pytest.mark.one_database(
    "how Xero's trouble is met; the store is asked on both in simulation/test_stores_*.py"
)

WROTE = {"method": "PUT"}
LOSSES = ("drop_before", "drop_after", "500_before", "500_after", "503", "unreadable")


def counts(linked: Linked) -> list[int]:
    return [len(linked.in_xero(name)) for name in ("Contacts", "Invoices", "Payments", "BankTransactions")]


@pytest.mark.parametrize("resource", ["Contacts", "Invoices", "Payments", "BankTransactions"])
@pytest.mark.parametrize("fault", LOSSES)
def test_a_doubtful_answer_ends_with_one_document(linked: Linked, fault: str, resource: str) -> None:
    post_a_day(linked)
    linked.fault(fault, match={"method": "PUT", "resource": resource})

    linked.settle()

    assert [state for _, state, _ in linked.items()] == ["confirmed"] * 7
    assert counts(linked) == [2, 1, 1, 3]
    assert ours(linked) == theirs(linked)


def test_a_lost_answer_is_repeated_under_the_same_key(linked: Linked) -> None:
    linked.firm.trust_receipt("500.00", matter="M-104")
    linked.fault("drop_after", match={"method": "PUT", "resource": "BankTransactions"})

    linked.settle()

    attempts = list(
        Attempt.objects.filter(item__resource="BankTransactions")
        .order_by("id")
        .values_list("purpose", "outcome", "generation")
    )
    assert attempts == [("create", "unknown", 1), ("replay", "confirmed", 1)]
    keys = set(Attempt.objects.filter(item__resource="BankTransactions").values_list("key", "body_sha256"))
    assert len(keys) == 1


def test_after_a_500_it_is_looked_up_and_never_repeated(linked: Linked) -> None:
    linked.firm.trust_receipt("500.00", matter="M-104")
    linked.fault("500_after", match={"method": "PUT", "resource": "BankTransactions"})

    linked.settle()

    purposes = list(
        Attempt.objects.filter(item__resource="BankTransactions").order_by("id").values_list("purpose", "outcome")
    )
    assert purposes == [("create", "unknown"), ("read", "read")]
    assert len(linked.in_xero("BankTransactions")) == 1


def test_what_never_arrived_is_sent_anew_only_after_two_empty_readings_beyond_the_quiet_time(linked: Linked) -> None:
    linked.firm.trust_receipt("500.00", matter="M-104")
    linked.fault("500_before", match={"method": "PUT", "resource": "BankTransactions"})
    begun = linked.store.now()

    linked.settle()

    attempts = Attempt.objects.filter(item__resource="BankTransactions").order_by("id")
    sent = [(one.generation, (one.sent_at - begun).total_seconds()) for one in attempts if one.purpose == "create"]
    late_reads = [
        one.sent_at for one in attempts if one.purpose == "read" and (one.sent_at - begun).total_seconds() >= 600
    ]
    assert [generation for generation, _ in sent] == [1, 2]
    assert sent[1][1] >= 660
    assert len(late_reads) == 2 and (late_reads[1] - late_reads[0]).total_seconds() >= 60
    assert len(set(attempts.filter(purpose="create").values_list("key", flat=True))) == 2
    assert len(linked.in_xero("BankTransactions")) == 1


def test_posting_goes_on_while_xero_is_off_and_the_queue_drains_afterwards(linked: Linked) -> None:
    linked.offline("drop")
    post_a_day(linked)

    stuck = linked.push()

    assert not stuck.clean and stuck.again_in is not None
    assert Destination.objects.get().unreached_since is not None
    linked.firm.bill("50.00", matter="M-104")
    linked.offline("no")
    linked.settle()
    assert counts(linked) == [2, 2, 1, 3]
    assert ours(linked) == theirs(linked)
    assert Destination.objects.get().unreached_since is None


def test_a_long_outage_leaves_at_most_two_items_in_doubt(linked: Linked) -> None:
    linked.offline("503")
    post_a_day(linked)
    for _ in range(20):
        drained = linked.push()
        linked.shift((drained.again_in or 0) + 0.05)

    doubtful = Item.objects.filter(state="unknown").count()

    assert doubtful <= 2
    linked.offline("no")
    linked.settle()
    assert counts(linked) == [2, 1, 1, 3]


def test_a_server_that_is_not_there_leaves_everything_pending(linked: Linked) -> None:
    post_a_day(linked)
    linked.sandbox.stop()

    linked.push()

    assert {state for _, state, _ in linked.items()} == {"pending"}
    assert Attempt.objects.get().outcome == "unreached"


def test_a_limit_is_honoured_to_the_second_and_is_no_failure(linked: Linked) -> None:
    linked.firm.trust_receipt("500.00", matter="M-104")
    linked.fault("429", match=WROTE)

    limited = linked.push()

    assert limited.stopped_by == "paused"
    assert 0 < (limited.again_in or 0) <= 1
    assert linked.push().requests == 0
    linked.settle()
    assert [state for _, state, _ in linked.items()] == ["confirmed"] * 2
    assert list(Attempt.objects.order_by("id").values_list("outcome", flat=True)) == [
        "limited",
        "confirmed",
        "confirmed",
    ]


def test_a_poison_contact_delays_only_what_leans_on_it(linked: Linked) -> None:
    linked.firm.matter("M-200", client="Unmappable Pty")
    linked.firm.trust_receipt("10.00", matter="M-200", payer="Unmappable Pty")
    poison = Item.objects.get(resource="Contacts")
    Item.objects.filter(pk=poison.pk).update(held=True)
    linked.firm.trust_receipt("500.00", matter="M-104")

    linked.push()

    assert linked.items() == [
        ("Contacts", "pending", ""),
        ("BankTransactions RECEIVE", "pending", ""),
        ("Contacts", "confirmed", ""),
        ("BankTransactions RECEIVE", "confirmed", ""),
    ]


def test_a_contact_that_was_given_up_does_not_keep_the_next_document_from_being_posted(linked: Linked) -> None:
    linked.firm.trust_receipt("500.00", matter="M-104")
    contact = Item.objects.get(resource="Contacts")
    sync_actions.give_up(item_id=contact.pk, by=linked.firm.by, at=linked.store.now(), why="entered by hand")

    linked.firm.trust_receipt("70.00", matter="M-104")
    linked.settle()

    assert [(what, state) for what, state, _ in linked.items()] == [
        ("Contacts", "cancelled"),
        ("BankTransactions RECEIVE", "pending"),
        ("Contacts", "confirmed"),
        ("BankTransactions RECEIVE", "confirmed"),
    ]
