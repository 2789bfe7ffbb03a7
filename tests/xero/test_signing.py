"""A comparison signed off: kept as it was seen, trust money three ways, refused while something is unexplained."""

from datetime import date

import pytest
from django.test import Client

from counterfoil.firms.models import Audit, User
from counterfoil.firms.roles import Actor
from counterfoil.ledger.models import BankAccount
from counterfoil.outbox.models import Destination
from counterfoil.xero.models import AccountMapping, SignedComparison
from counterfoil.xero.signing import ThreeWays, lines_of, sign
from counterfoil.xero.sweep import sweep
from counterfoil.xero.trial_balance import read_trial_balance
from tests.refusals import refused
from tests.xero.conftest import Linked

DAY = date(2026, 3, 31)


@pytest.fixture
def read(linked: Linked) -> Linked:
    """A bill and trust money in Xero, one receipt of trust money still queued, and Xero's trial balance read."""
    Destination.objects.update(connected_at=linked.firm.at)
    linked.firm.bill("800.00", matter="M-104")
    linked.firm.trust_receipt("500.00", matter="M-104")
    linked.settle()
    linked.firm.trust_receipt("40.00", matter="M-104")
    read_again(linked)
    return linked


def read_again(linked: Linked) -> None:
    read_trial_balance(
        by=linked.firm.by, as_at=DAY, destination=linked.destination, network=linked.client, now=linked.store.now
    )


def signed(linked: Linked, by: Actor | None = None) -> SignedComparison:
    return sign(by=by or linked.firm.by, at=linked.store.now(), as_at=DAY, why="month end")


def test_both_ledgers_are_kept_as_they_were_with_trust_money_three_ways(read: Linked) -> None:
    accounts, trust = lines_of(signed(read))

    name = BankAccount.objects.get(code="T1").name
    assert trust == [ThreeWays("T1", name, 50000, 54000, 54000, 4000)] and trust[0].agrees
    held = next(each for each in accounts if each.codes.startswith("1150"))
    assert (held.ours_minor, held.theirs_minor, held.explained_minor) == (54000, 50000, 4000)
    assert sum(each.ours_minor for each in accounts) == sum(each.theirs_minor for each in accounts) == 0
    assert [(row.action, row.why) for row in Audit.objects.filter(subject="comparison")] == [("sign off", "month end")]


def test_what_nobody_explains_is_not_signed(read: Linked) -> None:
    bank = AccountMapping.objects.get(account=BankAccount.objects.get(code="T1").account).remote_id
    account = next(row["AccountID"] for row in read.in_xero("Accounts") if row.get("Code") == "200")
    more = {"kind": "SPEND", "bank": bank, "contact": "Somebody", "on": "2026-03-25", "amount": "5.00"}
    read.by_hand("bank-transactions", name="by hand", account=account, **more)
    read_again(read)

    with refused("not-reconciled", "no document explains"):
        signed(read)
    assert not SignedComparison.objects.exists()


def test_trust_money_that_was_moved_there_by_hand_is_not_signed_though_it_is_listed(read: Linked) -> None:
    bank = AccountMapping.objects.get(account=BankAccount.objects.get(code="T1").account).remote_id
    account = next(row["AccountID"] for row in read.in_xero("Accounts") if row.get("Code") == "200")
    more = {"kind": "SPEND", "bank": bank, "contact": "Somebody", "on": "2026-03-25", "amount": "5.00"}
    read.by_hand("bank-transactions", name="by hand", account=account, **more)
    sweep(destination=read.destination, network=read.client, now=read.store.now)
    read_again(read)

    with refused("not-reconciled", "client money was moved in Xero by hand"):
        signed(read)


def test_it_takes_a_reading_and_the_right_to_close_the_books(read: Linked) -> None:
    reader = Actor(read.firm.by.user_id, "Sam Roe", read.firm.id, frozenset({"auditor"}))

    with refused("not-permitted"):
        signed(read, reader)
    with refused("not-reconciled", "read it first"):
        sign(by=read.firm.by, at=read.store.now(), as_at=date(2026, 2, 28), why="")


def test_it_is_signed_from_the_page_and_found_again(read: Linked) -> None:
    client, here = Client(), f"/f/{read.firm.firm.public_id}/sync/"
    client.force_login(
        User.objects.get(pk=read.firm.by.user_id or 0), backend="allauth.account.auth_backends.AuthenticationBackend"
    )

    before = client.get(f"{here}compare/").content.decode()
    done = client.post(f"{here}sign/", {"as_at": "2026-03-31", "why": "month end"}, follow=True)
    after = client.get(f"{here}compare/").content.decode()

    assert "Trust money three ways" in before and "sync/sign/?as_at=2026-03-31" in before
    assert done.redirect_chain and "Comparison as at 31 Mar 2026" in done.content.decode()
    assert "month end" in after and f"sync/compare/signed/{SignedComparison.objects.get().public_id}" in after
