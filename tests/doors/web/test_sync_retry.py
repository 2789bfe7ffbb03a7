"""What was refused here, before it was sent, is mended in Xero; one Retry then is enough."""

import pytest
from django.test import Client

from counterfoil import config
from counterfoil.outbox.models import Destination, Item
from counterfoil.xero.models import AccountMapping
from tests.doors.web.conftest import SignIn, base
from tests.xero.conftest import Linked

pytestmark = pytest.mark.one_database("what a button does; the reading beneath is asked of both")


@pytest.fixture
def at_xero(linked: Linked, monkeypatch: pytest.MonkeyPatch) -> Linked:
    monkeypatch.setattr(config, "load", lambda: linked.settings)
    return linked


def retried(linked: Linked, client: Client) -> Item:
    """The bill's copy after its Retry was pressed and the sender has been round."""
    bill = Item.objects.get(source_kind="client_bill")
    client.post(f"{base(linked.firm)}sync/items/{bill.marker}/retry/")
    linked.settle()
    bill.refresh_from_db()
    return bill


def test_a_bill_goes_when_it_is_retried_after_its_period_was_unlocked_there(at_xero: Linked, client_of: SignIn) -> None:
    Destination.objects.update(locked_through="2026-03-31")
    at_xero.by_hand("change", period_lock="2026-03-31")
    at_xero.firm.bill("800.00", matter="M-104")
    at_xero.settle()
    client = client_of(at_xero.firm)
    assert retried(at_xero, client).reason_code == "locked-in-xero"

    at_xero.by_hand("change", period_lock="")

    assert retried(at_xero, client).state == "confirmed"


def test_a_bill_goes_when_it_is_retried_after_its_account_was_restored_there(
    at_xero: Linked, client_of: SignIn
) -> None:
    AccountMapping.objects.filter(remote_name="Fees").update(remote_status="ARCHIVED")
    at_xero.firm.bill("800.00", matter="M-104")
    at_xero.settle()
    bill = Item.objects.get(source_kind="client_bill")
    assert (bill.reason_code, bill.attempt_set.count()) == ("mapping-archived", 0)

    assert retried(at_xero, client_of(at_xero.firm)).state == "confirmed"
