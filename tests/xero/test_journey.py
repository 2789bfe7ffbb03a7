"""A day at the firm: everything that was posted is in Xero once, and both trial balances agree."""

from counterfoil.outbox.models import Attempt, Item, Link
from tests.xero.books import ours, theirs, unmapped_with_a_balance
from tests.xero.conftest import Linked


def post_a_day(linked: Linked) -> None:
    linked.firm.trust_receipt("500.00", matter="M-104")
    linked.firm.trust_payment("120.00", matter="M-104")
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.firm.receipt("1000.00", pays={str(bill.number): "880.00"})


def test_a_days_documents_arrive_once(linked: Linked) -> None:
    post_a_day(linked)

    drained = linked.push()

    assert linked.items() == [
        ("Contacts", "confirmed", ""),
        ("BankTransactions RECEIVE", "confirmed", ""),
        ("Contacts", "confirmed", ""),
        ("BankTransactions SPEND", "confirmed", ""),
        ("Invoices ACCREC", "confirmed", ""),
        ("Payments ACCREC", "confirmed", ""),
        ("BankTransactions RECEIVE-OVERPAYMENT", "confirmed", ""),
    ]
    assert drained.clean
    assert [len(linked.in_xero(name)) for name in ("Contacts", "Invoices", "Payments", "BankTransactions")] == [
        2,
        1,
        1,
        3,
    ]


def test_the_trial_balances_agree_on_every_account(linked: Linked) -> None:
    post_a_day(linked)

    linked.push()

    assert unmapped_with_a_balance() == []
    assert ours(linked) == theirs(linked) != {}


def test_every_copy_is_linked_and_every_request_is_kept(linked: Linked) -> None:
    post_a_day(linked)

    linked.push()

    assert Link.objects.count() == Item.objects.count() == 7
    overpayment = Link.objects.get(item__type="RECEIVE-OVERPAYMENT")
    assert overpayment.other_id and overpayment.other_id != overpayment.remote_id
    attempts = list(Attempt.objects.values_list("status", "outcome", "generation", "purpose"))
    assert attempts == [(200, "confirmed", 1, "create")] * 7


def test_a_second_push_sends_nothing(linked: Linked) -> None:
    post_a_day(linked)
    linked.push()

    again = linked.push()

    assert again.requests == 0
    assert Attempt.objects.count() == 7
