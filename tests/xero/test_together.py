"""A backlog over HTTP: many documents in one request, each with its own verdict and its own page."""

import pytest

from counterfoil.outbox.models import Attempt, Item
from counterfoil.xero.models import AccountMapping
from tests.doors.web.conftest import SignIn, base, client_of
from tests.xero.books import ours, theirs
from tests.xero.conftest import Linked

__all__ = ["client_of"]
pytestmark = pytest.mark.one_database(
    "the sender decides it; what it asks of the store is asked of both in test_stores_together.py"
)


def bills(linked: Linked, count: int) -> list[Item]:
    for number in range(count):
        linked.firm.bill(f"{100 + number}.00", matter="M-104")
    return list(Item.objects.filter(resource="Invoices").order_by("id"))


def test_a_backlog_leaves_in_few_requests_and_both_books_agree(linked: Linked) -> None:
    bills(linked, 60)
    for _ in range(10):
        linked.firm.trust_receipt("25.00", matter="M-104")

    drained = linked.settle()

    assert drained.clean
    sent = Attempt.objects.filter(purpose="create")
    assert sent.filter(item__resource="Invoices").values("key").distinct().count() == 2
    assert sent.filter(item__resource="BankTransactions").values("key").distinct().count() == 1
    assert ours(linked) == theirs(linked)


def test_a_record_tells_what_was_sent_for_it_alone_and_what_came_back(linked: Linked, client_of: SignIn) -> None:
    item = bills(linked, 5)[1]
    linked.settle()
    item.refresh_from_db()

    page = client_of(linked.firm).get(f"{base(linked.firm)}sync/items/{item.marker}/").content.decode()

    assert "with 4 others" in page
    assert page.count("<summary>What was sent") == page.count("<summary>What came back") == 1
    assert page.count(item.marker) > 2 and item.remote_id and page.count(item.remote_id) > 1
    others = Item.objects.filter(resource="Invoices").exclude(pk=item.pk)
    assert not any(other.marker in page for other in others)


def test_a_number_that_is_taken_holds_up_none_of_the_others(linked: Linked) -> None:
    linked.firm.trust_receipt("25.00", matter="M-104")
    linked.settle()
    fees = AccountMapping.objects.get(account__code="4100").remote_id
    linked.by_hand("invoices", name="B-1003", amount="49.50", contact="Walk-in client", on="2026-03-18", account=fees)
    bills(linked, 5)

    linked.push()

    states = Item.objects.filter(resource="Invoices").order_by("id").values_list("state", flat=True)
    assert list(states) == ["confirmed", "confirmed", "unknown", "confirmed", "confirmed"]
