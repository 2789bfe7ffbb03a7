"""Refresh: Xero's accounts and tax rates are read again. The mapping stays, and what changed there is said."""

from dataclasses import replace
from typing import Any

import pytest
from msgspec.structs import replace as changed

from counterfoil.ledger.models import Account
from counterfoil.outbox.models import Item
from counterfoil.xero.changes import Seen, account_changes
from counterfoil.xero.mapping import counterparts
from counterfoil.xero.models import AccountMapping, RemoteAccount
from counterfoil.xero.reading import Refreshed, last_refresh, refresh_accounts
from tests.xero.conftest import Linked
from xero_sandbox.model.books import Books
from xero_sandbox.model.records import Account as SandboxAccount

pytestmark = pytest.mark.one_database("what the mapping says of accounts read from Xero")

FEES = Seen("id-200", "200", "Fees", "REVENUE", "ACTIVE")


def refresh(linked: Linked) -> Refreshed:
    return refresh_accounts(
        by=linked.firm.by, at=linked.store.now(), destination=linked.destination, network=linked.client
    )


def books_of(linked: Linked) -> Books:
    return linked.sandbox.sandbox.xero.organisations[linked.destination.remote_id]


def in_sandbox(linked: Linked, code: str) -> SandboxAccount:
    (found,) = books_of(linked).accounts.find("code", code)
    return found


def alter(linked: Linked, which: str, /, **more: Any) -> None:
    """What a person does to an account in Xero."""
    books_of(linked).accounts.put(changed(in_sandbox(linked, which), **more))


def new_in_sandbox(linked: Linked, **more: Any) -> None:
    base = in_sandbox(linked, "469")
    books_of(linked).accounts.put(changed(base, id=books_of(linked).new_id(), **more))


def requests(linked: Linked) -> int:
    """How many the sandbox has answered so far, over HTTP."""
    return linked.sandbox.sandbox.journal.count


def test_a_thousand_accounts_are_read_in_three_calls(linked: Linked) -> None:
    for number in range(1000):
        new_in_sandbox(linked, code=f"X{number}", name=f"Expense {number}")
    before = requests(linked)

    refreshed = refresh(linked)

    assert requests(linked) - before == 3
    assert refreshed.accounts == RemoteAccount.objects.filter(destination=linked.destination).count() > 1000


def test_a_new_name_and_code_leave_the_mapping_as_it_is(linked: Linked) -> None:
    fees = Account.objects.get(slot="FEES")
    was = AccountMapping.objects.get(account=fees).remote_id
    alter(linked, "200", code="207", name="Legal fees")

    refreshed = refresh(linked)

    assert AccountMapping.objects.get(account=fees).remote_id == was
    assert counterparts(linked.destination.pk).accounts[fees.pk].code == "207"
    assert [(each.text, each.here) for each in refreshed.changes] == [
        ("200 Fees is called Legal fees now", "4100 Professional fees"),
        ("200 Fees has the code 207 now", "4100 Professional fees"),
    ]


def test_what_was_archived_and_what_lost_its_code_is_said_first(linked: Linked) -> None:
    alter(linked, "200", status="ARCHIVED")
    alter(linked, "201", code="")
    new_in_sandbox(linked, code="298", name="Sundry fees")

    refreshed = refresh(linked)

    assert [(each.sort, each.stops) for each in refreshed.changes] == [
        ("archived", True),
        ("lost code", True),
        ("new", False),
    ]
    assert last_refresh(linked.destination.pk) == replace(refreshed, read_at=refreshed.read_at)


def test_a_refresh_without_changes_says_nothing(linked: Linked) -> None:
    assert refresh(linked).changes == ()


def test_what_failed_for_want_of_a_code_goes_on_after_a_refresh(linked: Linked) -> None:
    alter(linked, "200", code="")
    refresh(linked)
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.push()
    assert Item.objects.get(source_kind="client_bill", source_id=bill.id).reason_code == "mapping-without-code"
    books_of(linked).accounts.put(changed(_named(linked, "Fees"), code="200"))

    refresh(linked)
    linked.push()

    assert Item.objects.get(source_kind="client_bill", source_id=bill.id).state == "confirmed"


def _named(linked: Linked, name: str) -> SandboxAccount:
    return next(one for one in books_of(linked).accounts if one.name == name)


def test_a_list_that_cannot_be_read_changes_nothing(linked: Linked) -> None:
    had = RemoteAccount.objects.count()
    alter(linked, "200", name="Legal fees")
    linked.fault("503")

    with pytest.raises(Exception, match="xero-not-reached"):
        refresh(linked)

    assert RemoteAccount.objects.count() == had
    assert RemoteAccount.objects.filter(name="Fees").exists()


def test_everything_is_not_new_at_the_first_reading() -> None:
    assert account_changes({}, {"id-200": FEES}, mapped={}) == ()


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (replace(FEES, status="ARCHIVED"), "200 Fees is archived"),
        (replace(FEES, code=""), "200 Fees has no code any more; give it one in Xero, then refresh"),
        (replace(FEES, type="EXPENSE"), "200 Fees was REVENUE and is EXPENSE now"),
        (replace(FEES, takes_payments=True), "200 Fees takes payments now"),
    ],
)
def test_a_change_is_told_in_a_sentence(now: Seen, says: str) -> None:
    assert [each.text for each in account_changes({FEES.id: FEES}, {FEES.id: now}, mapped={})] == [says]


def test_a_deleted_account_is_told_with_what_was_mapped_to_it() -> None:
    (gone,) = account_changes({FEES.id: FEES}, {"other": replace(FEES, id="other")}, mapped={FEES.id: "4100 Fees"})[:1]

    assert (gone.text, gone.here, gone.stops) == ("200 Fees is no longer in Xero", "4100 Fees", True)
