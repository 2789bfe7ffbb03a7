"""What Xero would refuse is refused here, by name, before a call is spent."""

from datetime import date
from typing import Any

import pytest

from counterfoil.documents.actions import Done
from counterfoil.outbox.models import Attempt, Item
from counterfoil.xero import lock_dates, sync_actions
from counterfoil.xero.models import AccountMapping, RemoteAccount, RemoteTaxRate
from counterfoil.xero.reading import refresh_accounts
from counterfoil.xero.sweeping import sweep_due
from tests.xero.conftest import Linked


def refresh(linked: Linked) -> None:
    refresh_accounts(by=linked.firm.by, at=linked.store.now(), destination=linked.destination, network=linked.client)


def look_again(linked: Linked) -> date | None:
    return lock_dates.look_again(by=linked.firm.by, settings=linked.settings, http=linked.http, now=linked.store.now)


def copy_of(done: Done) -> Item:
    return Item.objects.get(source_kind=done.kind, source_id=done.id)


def refused_here(done: Done) -> tuple[str, str, int]:
    """Why it was refused, in a word and in words, and how many requests were made for it."""
    copy = copy_of(done)
    assert copy.state == "rejected"
    return copy.reason_code, copy.reason_text, Attempt.objects.filter(item=copy).count()


@pytest.mark.parametrize("end", ["period_lock", "year_lock"])
def test_a_bill_dated_in_a_locked_period_is_refused_without_a_call(linked: Linked, end: str) -> None:
    linked.by_hand("change", **{end: "2026-03-31"})
    refresh(linked)
    last_locked = linked.firm.bill("800.00", matter="M-104", on="2026-03-31", due_on="2026-04-14")
    first_open = linked.firm.bill("200.00", matter="M-104", on="2026-04-01", due_on="2026-04-14")

    linked.settle()

    code, text, requests = refused_here(last_locked)
    assert (code, requests) == ("locked-in-xero", 0)
    assert "It is dated 2026-03-31, and Xero is locked through 2026-03-31. Unlock the period there" in text
    assert copy_of(first_open).state == "confirmed"


def test_what_the_lock_date_held_back_goes_when_it_is_retried_after_unlocking(linked: Linked) -> None:
    linked.by_hand("change", period_lock="2026-03-31")
    refresh(linked)
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.settle()
    assert look_again(linked) == date(2026, 3, 31)
    assert copy_of(bill).state == "rejected"
    linked.by_hand("change", period_lock="")

    assert look_again(linked) is None
    sync_actions.retry(item_id=copy_of(bill).pk, by=linked.firm.by, at=linked.store.now())
    linked.settle()

    assert copy_of(bill).state == "confirmed"


def test_the_daily_sweep_hears_that_a_period_was_unlocked(linked: Linked) -> None:
    linked.by_hand("change", period_lock="2026-03-31")
    refresh(linked)
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.settle()
    linked.by_hand("change", period_lock="")
    linked.shift(25 * 3600)

    assert sweep_due(store=linked.store, settings=linked.settings, http=linked.http) == 1
    linked.settle()

    assert copy_of(bill).state == "confirmed"


def test_a_period_locked_since_it_was_read_is_refused_by_xero_itself(linked: Linked) -> None:
    linked.by_hand("change", period_lock="2026-03-31")
    bill = linked.firm.bill("800.00", matter="M-104")

    linked.settle()

    code, text, requests = refused_here(bill)
    assert (code, requests) == ("period-locked", 1)
    assert "Xero says:" in text


def wrong_rate(**more: Any) -> None:
    RemoteTaxRate.objects.filter(tax_type="OUTPUT").update(**more)


def test_a_tax_rate_that_xero_does_not_take_on_the_account_is_refused_without_a_call(linked: Linked) -> None:
    wrong_rate(classes="EXPENSE,ASSET")
    bill = linked.firm.bill("800.00", matter="M-104")

    linked.settle()

    code, text, requests = refused_here(bill)
    assert (code, requests) == ("mapping-tax", 0)
    assert "Xero does not take OUTPUT, to which tax code GST is mapped, on 200 Fees" in text


def test_a_tax_rate_out_of_use_is_refused_without_a_call_and_goes_on_after_a_refresh(linked: Linked) -> None:
    wrong_rate(status="DELETED")
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.settle()
    code, text, requests = refused_here(bill)
    assert (code, requests) == ("mapping-tax", 0)
    assert "no longer in use in Xero" in text

    refresh(linked)
    linked.settle()

    assert copy_of(bill).state == "confirmed"


def test_an_account_that_takes_no_payments_is_refused_without_a_call(linked: Linked) -> None:
    """Xero lets an account be switched, once it is mapped, to one that payments are not enabled for."""
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.settle()
    AccountMapping.objects.filter(remote_name="Office Bank").update(remote_type="CURRENT")
    RemoteAccount.objects.filter(name="Office Bank").update(takes_payments=False)
    receipt = linked.firm.receipt("880.00", pays={str(bill.number): "880.00"})

    linked.settle()

    code, text, requests = refused_here(receipt)
    assert (code, requests) == ("mapping-no-payments", 0)
    assert "Enable payments to this account" in text
