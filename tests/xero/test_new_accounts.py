"""Accounts that are made in Xero from here: once each, whatever is lost on the way, and mapped when they are there."""

from datetime import date

import pytest

from counterfoil.core.refusals import Refusal
from counterfoil.firms.models import Firm
from counterfoil.ledger.models import Account, BankAccount
from counterfoil.outbox.models import Item
from counterfoil.xero import sync_actions, transport
from counterfoil.xero.models import AccountMapping
from counterfoil.xero.new_accounts import Making, create_account, made, making
from counterfoil.xero.opening_banks import MADE_THERE, open_bank
from counterfoil.xero.reading import refresh_accounts
from tests.refusals import refused
from tests.xero.conftest import Linked, Row
from tests.xero.test_crashes import POINTS, Died, Mortal
from tests.xero.test_doubts import in_xero

pytestmark = pytest.mark.one_database("what is made in Xero, and how its answers are taken")

NUMBER = "062-000 11112222"


def second_trust_account(linked: Linked, name: str = "Second trust account") -> Account:
    """In our chart with its bank account, and in Xero not at all."""
    account = Account.objects.create(firm=linked.firm.firm, code="1155", name=name, type="trust_bank", manual=False)
    BankAccount.objects.create(
        firm=linked.firm.firm, code="T2", name=name, sort="trust", account=account, number=NUMBER
    )
    Firm.objects.filter(pk=linked.firm.id).update(chart_version=linked.firm.firm.chart_version + 1)
    return account


def create(linked: Linked, account: Account) -> Making:
    return create_account(
        by=linked.firm.by, at=linked.store.now(), destination=linked.destination, account_id=account.pk
    )


def there(linked: Linked, name: str = "Second trust account") -> list[Row]:
    return [row for row in linked.in_xero("Accounts") if row["Name"] == name]


def state(account: Account) -> str:
    return Item.objects.filter(source_kind="account", source_id=account.pk).latest("version").state


def receive(linked: Linked) -> int:
    parts = [{"matter": "M-104", "amount": "500.00"}]
    payer = linked.firm.contact("Harrow & Pike").code
    values = {"on": date(2026, 3, 2).isoformat(), "bank": "T2", "payer": payer, "reason": "On account", "parts": parts}
    return linked.firm.enter("trust_receipt", **values).id


def test_a_bank_account_is_made_and_mapped(linked: Linked) -> None:
    account = second_trust_account(linked)

    assert create(linked, account).state == "pending"
    linked.push()

    (row,) = there(linked)
    assert (row["Code"], row["Type"], row["BankAccountNumber"]) == ("1155", "BANK", NUMBER)
    assert AccountMapping.objects.get(account=account).remote_id == row["AccountID"]


def test_a_liability_account_takes_payments_where_its_function_needs_it(linked: Linked) -> None:
    AccountMapping.objects.filter(account__slot="TRUST_TRANSFERS").delete()
    transfers = Account.objects.get(slot="TRUST_TRANSFERS")
    Account.objects.filter(pk=transfers.pk).update(name="Trust clearing")

    create(linked, transfers)
    linked.push()

    (row,) = there(linked, "Trust clearing")
    assert (row["Type"], row["EnablePaymentsToAccount"]) == ("CURRLIAB", True)


def test_what_is_posted_to_it_waits_and_goes_on_by_itself(linked: Linked) -> None:
    account = second_trust_account(linked)
    linked.fault("503", match={"method": "PUT", "resource": "Accounts"})
    create(linked, account)
    receipt = receive(linked)
    linked.push()
    waiting = Item.objects.get(source_kind="trust_receipt", source_id=receipt)
    assert (waiting.state, waiting.reason_code) in [("pending", "account-being-made"), ("pending", "")]

    linked.settle()

    waiting.refresh_from_db()
    assert (state(account), waiting.state) == ("confirmed", "confirmed")
    assert len(there(linked)) == 1


@pytest.mark.parametrize(
    "fault", ["drop_before", "drop_after", "500_before", "500_after", "503", "unreadable", "late:1"]
)
def test_whatever_is_lost_on_the_way_it_is_made_once(
    linked: Linked, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "SINGLE_SECONDS", 0.5)
    account = second_trust_account(linked)
    linked.fault(fault, match={"method": "PUT", "resource": "Accounts"})

    create(linked, account)
    linked.settle()

    (row,) = there(linked)
    assert state(account) == "confirmed"
    assert AccountMapping.objects.get(account=account).remote_id == row["AccountID"]


@pytest.mark.parametrize("seconds_later", [0, 120], ids=["at once", "when the key is too old"])
@pytest.mark.parametrize("point", POINTS)
def test_dying_at_any_point_makes_one_account(linked: Linked, point: str, seconds_later: int) -> None:
    account = second_trust_account(linked)
    create(linked, account)
    with pytest.raises(Died):
        linked.push("the first", gone=True, passing=Mortal(point, 1))
    linked.shift(seconds_later)

    linked.settle("the heir", gone=True)

    assert len(there(linked)) == 1
    assert AccountMapping.objects.filter(account=account).exists()


def test_asking_twice_makes_one(linked: Linked) -> None:
    account = second_trust_account(linked)

    first, again = create(linked, account), create(linked, account)
    linked.settle()

    assert first == again
    assert len(there(linked)) == 1
    with refused("mapped-already"):
        create(linked, account)


def test_a_code_that_is_taken_in_xero_gives_way_to_three_digits(linked: Linked) -> None:
    account = second_trust_account(linked)
    Account.objects.filter(pk=account.pk).update(code="090")
    account.refresh_from_db()

    assert create(linked, account).code == "091"


def test_a_code_that_somebody_took_meanwhile_needs_a_person(linked: Linked) -> None:
    account = second_trust_account(linked)
    create(linked, account)
    in_xero(linked, "Accounts", {"Code": "1155", "Name": "Somebody else's", "Type": "EXPENSE"})

    linked.settle()

    item = Item.objects.get(source_kind="account")
    assert (item.state, item.reason_code) == ("review", "number-taken")
    assert "Another account in Xero has this code." in item.reason_text


def test_given_up_it_can_be_asked_for_again_and_takes_another_code(linked: Linked) -> None:
    account = second_trust_account(linked)
    create(linked, account)
    in_xero(linked, "Accounts", {"Code": "1155", "Name": "Somebody else's", "Type": "EXPENSE"})
    linked.settle()
    item = Item.objects.get(source_kind="account")
    sync_actions.give_up(item_id=item.pk, by=linked.firm.by, at=linked.store.now(), why="the code is taken")
    refresh_accounts(by=linked.firm.by, at=linked.store.now(), destination=linked.destination, network=linked.client)
    assert create(linked, account).code == "091"
    linked.settle()
    assert state(account) == "confirmed"


def test_a_person_says_which_account_it_is(linked: Linked) -> None:
    """Somebody made it by hand under another code: it is mapped to that one, and none is made."""
    account = second_trust_account(linked)
    create(linked, account)
    by_hand = in_xero(
        linked,
        "Accounts",
        {"Code": "096", "Name": "Second trust account", "Type": "BANK", "BankAccountNumber": NUMBER},
    )
    linked.settle()
    item = Item.objects.get(source_kind="account")
    assert (item.state, item.reason_code) == ("review", "looks-alike")

    now = linked.store.now()
    sync_actions.adopt(item_id=item.pk, remote_id=by_hand["AccountID"], by=linked.firm.by, at=now, why="made by hand")

    mapped = AccountMapping.objects.get(account=account)
    assert (mapped.remote_id, mapped.remote_code) == (by_hand["AccountID"], "")
    refresh_accounts(by=linked.firm.by, at=now, destination=linked.destination, network=linked.client)
    mapped.refresh_from_db()
    assert mapped.remote_code == "096"


def test_a_name_that_xero_has_already_is_chosen_not_made(linked: Linked) -> None:
    with refused("account-name-taken"):
        create(linked, second_trust_account(linked, name="Trust bank"))


def test_xero_asks_for_the_number_of_a_bank_account(linked: Linked) -> None:
    account = second_trust_account(linked)
    BankAccount.objects.filter(account=account).update(number="")

    with refused("bank-number-not-understood"):
        create(linked, account)


def test_what_xero_moves_itself_is_not_made(linked: Linked) -> None:
    AccountMapping.objects.filter(account__slot="RECEIVABLE").delete()

    with refused("account-not-allowed"):
        create(linked, Account.objects.get(slot="RECEIVABLE"))


def test_a_bank_account_is_opened_here_and_made_there_or_neither(linked: Linked) -> None:
    given: Row = {"sort": "trust", "name": "Estates trust", "provider": "BANK", "number": NUMBER}

    opened = open_bank(
        by=linked.firm.by, at=linked.store.now(), destination=linked.destination, account=MADE_THERE, **given
    )
    assert making(linked.destination.pk) == {opened.bank.account_id: opened.making[0]}
    linked.settle()

    assert AccountMapping.objects.get(account=opened.bank.account).remote_name == "Estates trust"
    with pytest.raises(Refusal, match="bank-number-not-understood"):
        open_bank(
            by=linked.firm.by,
            at=linked.store.now(),
            destination=linked.destination,
            account=MADE_THERE,
            **{**given, "name": "Without a number", "number": ""},
        )
    assert not BankAccount.objects.filter(name="Without a number").exists()


def test_mapping_it_twice_is_mapping_it_once(linked: Linked) -> None:
    account = second_trust_account(linked)
    create(linked, account)
    linked.settle()

    made(Item.objects.get(source_kind="account").pk)

    assert AccountMapping.objects.filter(account=account).count() == 1
