"""A day at the firm: everything that was posted is in Xero once, and both trial balances agree."""

from dataclasses import replace

from counterfoil.core.link import DAY_LIMITS
from counterfoil.ledger.models import Account
from counterfoil.outbox.models import Attempt, Item, Link
from counterfoil.xero.link_settings import change_settings, settings_of
from counterfoil.xero.mapping import choose
from counterfoil.xero.models import RemoteAccount
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


def test_the_firms_own_banking_is_copied_where_the_firm_wants_it(linked: Linked) -> None:
    switch_on(linked, "firm_banking")
    map_to(linked, {"6060": "404", "5230": "330", "4920": "260"})
    payee = linked.firm.contact("Merchant Services").code
    item = {"description": "Card fees", "account": "6060", "net": "10.05"}
    stamp = {"description": "Filing fee", "account": "5230", "net": "42.00", "matter": "M-104"}
    desk = {"description": "Sale of old desks", "account": "4920", "net": "99.99"}

    linked.firm.enter("firm_withdrawal", on="2026-03-20", bank="O1", payee=payee, items=[item, stamp])
    linked.firm.enter("firm_deposit", on="2026-03-21", bank="O1", payer=payee, items=[desk])
    linked.push()

    found = [(one["Type"], one["LineAmountTypes"], one["Total"]) for one in linked.in_xero("BankTransactions")]
    assert sorted(found) == [("RECEIVE", "Inclusive", 109.99), ("SPEND", "Inclusive", 53.06)]
    assert ours(linked) == theirs(linked) != {}


def test_interest_on_trust_money_arrives_net_of_what_the_bank_keeps(linked: Linked) -> None:
    part = {"matter": "M-104", "interest": "100.00", "withheld": "47.00", "fees": "0.50"}
    payer = linked.firm.contact("Harbour Mutual").code

    linked.firm.enter("trust_interest", on="2026-03-31", bank="T1", payer=payer, reason="Quarter", parts=[part])
    linked.push()

    (arrived,) = linked.in_xero("BankTransactions")
    assert (arrived["Type"], arrived["Total"]) == ("RECEIVE", 52.50)
    assert ours(linked) == theirs(linked) != {}


def switch_on(linked: Linked, area: str) -> None:
    was = settings_of(linked.destination)
    change_settings(
        by=linked.firm.by,
        at=linked.store.now(),
        destination=linked.destination,
        settings=replace(was, areas=was.areas | {area}),
        day_limit=DAY_LIMITS[0],
    )


def map_to(linked: Linked, codes: dict[str, str]) -> None:
    """Our account codes to Xero's."""
    ours_by_code = dict(Account.objects.filter(firm_id=linked.firm.id).values_list("code", "pk"))
    theirs_by_code = dict(RemoteAccount.objects.filter(destination=linked.destination).values_list("code", "remote_id"))
    choose(
        by=linked.firm.by,
        at=linked.store.now(),
        destination=linked.destination,
        accounts={ours_by_code[our]: theirs_by_code[their] for our, their in codes.items()},
        taxes={},
    )
