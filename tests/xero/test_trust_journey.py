"""Trust money on its way to Xero, every kind of it: it arrives with its amounts, and both trial balances agree."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from counterfoil.core.link import DEFAULT, TRUST_TRANSFERS
from counterfoil.documents.actions import Done
from counterfoil.ledger.models import Account
from counterfoil.outbox.models import Item
from counterfoil.xero.client import new_http
from counterfoil.xero.link_settings import change_settings
from counterfoil.xero.mapping import choose
from counterfoil.xero.models import AccountMapping, RemoteAccount
from tests.builders import a_firm
from tests.databases import CommittedDatabase
from tests.everything import own_money, trust
from tests.xero.books import ours, theirs, unmapped_with_a_balance
from tests.xero.conftest import Linked, connected
from xero_sandbox.model.settings import Settings as SandboxSettings
from xero_sandbox.server.running import running
from xero_sandbox.server.sandbox import Options


def write_as(linked: Linked, way: str) -> None:
    settings = replace(DEFAULT, trust_transfers=way)
    change_settings(
        by=linked.firm.by,
        at=linked.store.now(),
        destination=linked.destination,
        settings=settings,
        day_limit=1000,
    )


def arrived(linked: Linked) -> None:
    """Everything went, and every account agrees."""
    linked.settle()
    assert {state for _, state, _ in linked.items()} == {"confirmed"}, linked.items()
    assert unmapped_with_a_balance() == []
    assert ours(linked) == theirs(linked) != {}


@pytest.mark.parametrize("way", TRUST_TRANSFERS)
def test_every_kind_arrives_and_the_trial_balances_agree(linked: Linked, way: str) -> None:
    write_as(linked, way)
    trust.posted(linked.firm)
    linked.map_all()

    arrived(linked)

    found = [(one["Type"], one["Total"]) for one in linked.in_xero("BankTransactions")]
    always = {
        ("RECEIVE", 500.0),
        ("RECEIVE", 5.2),
        ("SPEND", 120.0),
        ("SPEND", 110.0),
        ("SPEND", 30.0),
        ("RECEIVE", 10.0),
    }
    transfers = {("SPEND-TRANSFER", 25.0), ("RECEIVE-TRANSFER", 25.0)}
    two_each = {(side, amount) for side in ("SPEND", "RECEIVE") for amount in (40.0, 25.0, 7.0)}
    assert len(found) == len(set(found))
    assert set(found) == always | (transfers if way == "journal" else two_each)
    assert [len(one["JournalLines"]) for one in linked.in_xero("ManualJournals")] == (
        [2, 2] if way == "journal" else []
    )


def test_a_bill_paid_from_trust_is_paid_there_into_the_office_bank(linked: Linked) -> None:
    linked.firm.trust_receipt("500.00", matter="M-104")
    bill = linked.firm.bill("100.00", matter="M-104")
    client = linked.firm.contact("Harrow & Pike").code
    pays = [{"bill": bill.number, "amount": "110.00"}]
    linked.firm.enter(
        "bill_paid_from_trust", on="2026-03-20", bank="T1", into="O1", client=client, reason="As billed", parts=pays
    )

    arrived(linked)

    (invoice,) = linked.in_xero("Invoices")
    (payment,) = linked.in_xero("Payments")
    office = AccountMapping.objects.get(destination=linked.destination, account__code="1100").remote_id
    assert (invoice["Status"], invoice["AmountDue"]) == ("PAID", 0.0)
    assert (payment["Amount"], payment["Account"]["AccountID"]) == (110.0, office)


@pytest.mark.parametrize("way", TRUST_TRANSFERS)
def test_what_is_reversed_before_it_was_sent_is_not_sent(linked: Linked, way: str) -> None:
    write_as(linked, way)
    receipt = linked.firm.trust_receipt("500.00", matter="M-104")
    linked.firm.matter("M-117", client="R. Osei")
    linked.firm.bank("Term deposit", sort="trust")
    sent_before = _reversible(linked)
    for done in reversed(sent_before):
        linked.firm.reverse(done)
    linked.map_all()

    arrived_states = linked.settle()

    assert arrived_states.clean
    states = dict(Item.objects.exclude(source_kind__in=("contact", "account")).values_list("source_id", "state"))
    assert states.pop(receipt.id) == "confirmed"
    assert set(states.values()) == {"cancelled"}
    assert len(linked.in_xero("BankTransactions")) == 1
    assert ours(linked) == theirs(linked) != {}


def _reversible(linked: Linked) -> list[Done]:
    enter, on = linked.firm.enter, {"on": "2026-03-20", "bank": "T1", "reason": "x"}
    sides = [{"matter": "M-117", "debit": "7.00"}, {"matter": "M-104", "credit": "7.00"}]
    return [
        enter("trust_transfer", **on, matter="M-104", to="M-117", amount="40.00"),
        enter("trust_journal", **on, lines=sides),
        enter("trust_bank_transfer", **on, into="T2", parts=[{"matter": "M-104", "amount": "20.00"}]),
        enter("statutory_deposit_made", **on, amount="30.00"),
        enter("statutory_deposit_returned", **on, amount="10.00"),
    ]


# --- the firm's own money, in New Zealand -----------------------------------------------------------------------------


@pytest.fixture
def in_new_zealand(committed_database: CommittedDatabase) -> Iterator[Linked]:
    options = Options(settings=SandboxSettings(minute_limit=100_000, day_limit=100_000), countries=("NZ",))
    firm = a_firm(jurisdiction="nz", at=datetime(2026, 3, 31, 1, 0, tzinfo=UTC))
    firm.matter("M-104")
    with running(options) as sandbox, new_http() as http:
        yield connected(firm, sandbox, http)


def map_apart(linked: Linked) -> None:
    """The firm's interest in trust is an asset of its own there, that takes payments."""
    ours_ = Account.objects.get(firm=linked.firm.firm, slot="FIRM_INTEREST_IN_TRUST")
    held = AccountMapping.objects.get(destination=linked.destination, account__slot="TRUST_HELD").remote_id
    fitting = RemoteAccount.objects.filter(
        destination=linked.destination, account_class="ASSET", takes_payments=True, status="ACTIVE"
    )
    remote = fitting.exclude(type="BANK").exclude(remote_id=held).order_by("code")[0]
    choose(
        by=linked.firm.by,
        at=linked.store.now(),
        destination=linked.destination,
        accounts={ours_.pk: remote.remote_id},
        taxes={},
    )


@pytest.mark.parametrize("apart", [False, True], ids=["mapped together", "mapped apart"])
def test_the_firms_own_money_arrives_however_it_is_mapped(in_new_zealand: Linked, apart: bool) -> None:
    linked = in_new_zealand
    if apart:
        map_apart(linked)
    own_money.posted(linked.firm)
    linked.map_all()
    mapped = dict(AccountMapping.objects.values_list("account__slot", "remote_id"))
    assert (mapped["FIRM_INTEREST_IN_TRUST"] != mapped["TRUST_HELD"]) is apart

    arrived(linked)

    found = [(one["Type"], one["Total"]) for one in linked.in_xero("BankTransactions")]
    assert sorted(found) == [
        ("RECEIVE", 60.0),
        ("RECEIVE", 115.0),
        ("RECEIVE", 500.0),
        ("SPEND", 40.0),
        ("SPEND", 60.0),
        ("SPEND", 115.0),
    ]
    (invoice,) = linked.in_xero("Invoices")
    assert (invoice["Status"], invoice["AmountDue"]) == ("PAID", 0.0)
    assert len(linked.in_xero("ManualJournals")) == 1
