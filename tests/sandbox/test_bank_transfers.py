"""Bank transfers: two banks, two sides, deleted whole or not at all."""

import pytest

from tests.sandbox.harness import World, transfer
from xero_sandbox.model import people

PATH = "BankTransfers"


def test_a_transfer_moves_both_banks(world: World) -> None:
    made = world.made(PATH, transfer("300.00", Reference="LX-1"))

    assert (made["Amount"], made["Status"], made["Reference"]) == (300, "AUTHORISED", "LX-1")
    assert (made["FromBankAccount"]["Code"], made["ToBankAccount"]["Code"]) == ("095", "090")
    assert world.trial_balance() == "090 Office Bank: 300.00\n095 Trust Bank: -300.00"


def test_each_side_is_a_bank_transaction_that_is_not_changed_by_itself(world: World) -> None:
    made = world.made(PATH, transfer("300.00", Reference="LX-1"))
    found = world.ask("GET", "BankTransactions").json()["BankTransactions"]

    assert {one["Type"]: one["BankTransactionID"] for one in found} == {
        "SPEND-TRANSFER": made["FromBankTransactionID"],
        "RECEIVE-TRANSFER": made["ToBankTransactionID"],
    }
    assert [one["Reference"] for one in found] == ["LX-1", "LX-1"]
    assert world.refused("POST", f"BankTransactions/{found[0]['BankTransactionID']}", {"Status": "DELETED"}) == [
        "One side of a bank transfer cannot be changed by itself; delete the bank transfer"
    ]


@pytest.mark.parametrize(("source", "target"), [("850", "090"), ("095", "610"), ("095", "999")])
def test_only_bank_accounts_are_transferred_between(world: World, source: str, target: str) -> None:
    assert world.refused("PUT", PATH, transfer("1.00", source, target)) == ["Account must be valid."]


def test_an_archived_bank_takes_no_transfer(world: World) -> None:
    people.set_account_status(world.call, world.books.accounts.find("code", "095")[0], archived=True)

    assert world.refused("PUT", PATH, transfer("1.00")) == ["Account must be valid."]


def test_a_transfer_needs_two_banks_and_an_amount(world: World) -> None:
    assert world.refused("PUT", PATH, transfer("0.00", "090", "090")) == [
        "A bank transfer needs two different bank accounts",
        "The amount must be greater than zero",
    ]


def test_nothing_is_transferred_in_a_locked_period(world: World) -> None:
    people.set_lock_dates(world.call, period=world.now.date(), year=None)

    (message,) = world.refused("PUT", PATH, transfer("1.00"))

    assert message.startswith("The document date cannot be before the period lock date")


def test_a_deleted_transfer_takes_both_sides_out_of_the_books(world: World) -> None:
    made = world.made(PATH, transfer("300.00"))

    deleted = world.ask("POST", f"{PATH}/{made['BankTransferID']}", {"Status": "DELETED"}).json()[PATH][0]

    assert deleted["Status"] == "DELETED"
    assert [one.status for one in world.books.bank_transactions] == ["DELETED", "DELETED"]
    assert world.trial_balance() == ""
    assert world.refused("POST", f"{PATH}/{made['BankTransferID']}", {"Status": "DELETED"}) == [
        "Bank transfers cannot be modified, only deleted"
    ]


def test_several_are_deleted_in_one_request_each_with_its_verdict(world: World) -> None:
    made = [world.made(PATH, transfer("1.00"))["BankTransferID"] for _ in range(2)]
    wanted = [{"BankTransferID": key, "Status": "DELETED"} for key in (*made, "11111111-1111-4111-8111-111111111111")]

    answer = world.ask("POST", PATH, {PATH: wanted}, summarizeErrors="false").json()[PATH]

    assert [one["StatusAttributeString"] for one in answer] == ["OK", "OK", "ERROR"]
    assert world.trial_balance() == ""


def test_a_transfer_is_never_changed(world: World) -> None:
    made = world.made(PATH, transfer("300.00"))

    assert world.refused("POST", f"{PATH}/{made['BankTransferID']}", {"Amount": "1.00"}) == [
        "Bank transfers cannot be modified, only deleted"
    ]


@pytest.mark.parametrize("side", ["from_transaction_id", "to_transaction_id"])
def test_a_transfer_with_a_reconciled_side_stays(world: World, side: str) -> None:
    made = world.made(PATH, transfer("300.00"))
    kept = world.books.bank_transfers[made["BankTransferID"]]
    people.set_reconciled(world.call, world.books.bank_transactions[getattr(kept, side)], reconciled=True)

    messages = world.refused("POST", f"{PATH}/{kept.id}", {"Status": "DELETED"})

    assert messages == ["This Bank Transaction cannot be edited as it has been reconciled with a Bank Statement."]
    assert "095 Trust Bank: -300.00" in world.trial_balance()


def test_deleted_transfers_are_listed_only_when_asked_for(world: World) -> None:
    kept, deleted = (world.made(PATH, transfer("1.00", Reference=name))["BankTransferID"] for name in ("A", "B"))
    world.later(minutes=1)
    since = world.now.strftime("%Y-%m-%dT%H:%M:%S")
    world.ask("POST", f"{PATH}/{deleted}", {"Status": "DELETED"})

    plain = world.ask("GET", PATH).json()[PATH]
    world.headers["if-modified-since"] = since
    changed = world.ask("GET", PATH, includeDeleted="true").json()[PATH]

    assert [one["BankTransferID"] for one in plain] == [kept]
    assert [(one["BankTransferID"], one["Status"]) for one in changed] == [(deleted, "DELETED")]
    assert world.ask("GET", f"{PATH}/{deleted}").json()[PATH][0]["Status"] == "DELETED"


def test_one_bad_transfer_refuses_a_whole_put_whatever_is_said_of_errors(world: World) -> None:
    batch = {PATH: [transfer("1.00"), transfer("0.00")]}

    assert world.ask("PUT", PATH, batch, summarizeErrors="false").status == 400
    assert len(world.books.bank_transfers) == 0
