"""A record in Xero that is nobody's copy, by pages: voided there, or linked with its document."""

import pytest

from counterfoil.outbox.models import Item
from counterfoil.xero.models import Drift
from counterfoil.xero.strays import void_of
from tests.doors.web.conftest import SignIn, base
from tests.xero.conftest import Linked
from tests.xero.test_strays import DAY, stray


@pytest.mark.one_database("what the pages say; the steps themselves are asked of both")
def test_a_second_copy_is_voided_and_nobodys_is_linked_by_pages(linked: Linked, client_of: SignIn) -> None:
    client, at = client_of(linked.firm), f"{base(linked.firm)}sync/drift/"
    linked.firm.trust_receipt("500.00", matter="M-104", on=DAY)
    linked.settle()
    marker = Item.objects.get(resource="BankTransactions").marker

    second = stray(linked, marker)
    assert "Void it in Xero" in client.get(f"{at}{second.public_id}/").content.decode()
    assert client.post(f"{at}{second.public_id}/void/", {"why": ""}).status_code == 422
    done = client.post(f"{at}{second.public_id}/void/", {"why": "entered twice"}, follow=True).content.decode()
    void = void_of(second)
    assert void and "Its void waits to be sent." in done and f"{void.marker}, queued" in done
    there = f"{linked.sandbox.origin}/o/{linked.destination.remote_id}/bank-transactions/{second.remote_id}"
    assert there in done and "Receive money" in done
    of_void = client.get(f"{base(linked.firm)}sync/items/{void.marker}/").content.decode()
    assert "Second copy" in of_void and f"{at}{second.public_id}/" in of_void
    assert client.get(f"{base(linked.firm)}sync/?show=open").status_code == 200

    linked.firm.trust_receipt("40.00", matter="M-104", on=DAY)
    nobodys = stray(linked, f"{marker[:7]}BCDFGHJK", amount="40.00")
    asked = client.get(f"{at}{nobodys.public_id}/adopt/").content.decode()
    assert "It is the copy of" in asked and "TR-1002" in asked
    item = Item.objects.get(state="pending", operation="create", resource="BankTransactions")
    answer = {"why": "after the restore", "item": str(item.pk)}
    client.post(f"{at}{nobodys.public_id}/adopt/", answer, follow=True)
    assert Drift.objects.get(pk=nobodys.pk).state == "linked"
