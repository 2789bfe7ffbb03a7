"""Unlinking by pages: from the document, and many at once from the sync page."""

import pytest
from django.test import Client

from counterfoil.documents.actions import Done
from counterfoil.outbox.models import Item, Link
from tests.builders import BuiltFirm, a_firm
from tests.doors.web.conftest import SignIn, base

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> BuiltFirm:
    firm = a_firm(connected=True)
    firm.matter("M-104")
    return firm


@pytest.fixture
def paid_bill(firm: BuiltFirm) -> tuple[Done, Done]:
    bill = firm.bill("800.00", matter="M-104")
    receipt = firm.receipt("880.00", pays={str(bill.number): "880.00"})
    firm.arrive()
    return bill, receipt


def page_of(client: Client, firm: BuiltFirm, path: str) -> str:
    answer = client.get(f"{base(firm)}{path}")
    assert answer.status_code == 200, path
    return answer.content.decode()


def living_links() -> list[str]:
    return sorted(
        Link.objects.exclude(source_kind="contact").filter(ended_at=None).values_list("source_kind", flat=True)
    )


def test_a_locked_document_offers_it_with_its_order(
    firm: BuiltFirm, paid_bill: tuple[Done, Done], client_of: SignIn
) -> None:
    bill, receipt = paid_bill

    of_bill = page_of(client_of(firm), firm, f"documents/{bill.public_id}/")
    of_receipt = page_of(client_of(firm), firm, f"documents/{receipt.public_id}/")

    assert f"Client receipt {receipt.number} settles {bill.number} in Xero" in of_bill
    assert f"documents/{bill.public_id}/unlink/" not in of_bill
    assert f"documents/{receipt.public_id}/unlink/" in of_receipt
    assert "so the document is locked. Correct it, or unlink it first." in of_receipt


def test_who_may_not_is_told_who_may(firm: BuiltFirm, paid_bill: tuple[Done, Done], client_of: SignIn) -> None:
    shown = page_of(client_of(firm, "fee_earner"), firm, f"documents/{paid_bill[1].public_id}/")

    assert "Only a bookkeeper or trust manager or owner may do this." in shown


def test_one_is_unlinked_with_a_reason(firm: BuiltFirm, paid_bill: tuple[Done, Done], client_of: SignIn) -> None:
    _, receipt = paid_bill
    client, path = client_of(firm, "bookkeeper"), f"{base(firm)}documents/{receipt.public_id}/unlink/"

    asked = client.get(path).content.decode()
    without = client.post(path, {"why": " "})
    done = client.post(path, {"why": "the bank bounced it"}, follow=True)

    assert f"Unlink Client receipt {receipt.number}" in asked and "Both stay as they are" in asked
    assert without.status_code == 422 and "Say why" in without.content.decode()
    shown = done.content.decode()
    assert f"Unlinked: {receipt.number}. What is in Xero stays there." in shown
    assert "Unlinked from its copy in Xero. “the bank bounced it”" in shown
    assert "Unlinked: the bank bounced it." in shown
    assert f"documents/{receipt.public_id}/reopen/" in shown
    assert living_links() == ["client_bill"]


def test_many_are_unlinked_from_the_sync_page(firm: BuiltFirm, paid_bill: tuple[Done, Done], client_of: SignIn) -> None:
    client, markers = client_of(firm), list(Item.objects.values_list("marker", flat=True))

    assert 'value="unlink"' in page_of(client, firm, "sync/?show=pushed")
    asked = client.post(f"{base(firm)}sync/many/", {"do": "unlink", "marker": markers}, follow=True)
    documents = [each.public_id for each in paid_bill]
    assert all(f'name="document" value="{public_id}"' in asked.content.decode() for public_id in documents)
    done = client.post(f"{base(firm)}sync/unlink/", {"document": documents, "why": "both are wrong"}, follow=True)

    assert "Unlinked: B-1001, R-1001." in done.content.decode().replace("R-1001, B-1001", "B-1001, R-1001")
    assert living_links() == []


def test_many_are_held_and_one_comes_back_to_the_same_filter(firm: BuiltFirm, client_of: SignIn) -> None:
    bill = firm.bill("800.00", matter="M-104")
    client, marker = client_of(firm), Item.objects.get(source_kind="client_bill").marker

    shown = page_of(client, firm, f"sync/?show=open&q={bill.number}")
    held = client.post(f"{base(firm)}sync/many/?show=open&q={bill.number}", {"do": "hold", "marker": [marker]})

    assert f'action="{base(firm)}sync/many/?show=open&amp;q={bill.number}"' in shown
    assert held.headers["Location"] == f"{base(firm)}sync/?show=open&q={bill.number}"
    assert Item.objects.get(marker=marker).held


def test_chosen_in_the_wrong_order_nothing_is_unlinked(
    firm: BuiltFirm, paid_bill: tuple[Done, Done], client_of: SignIn
) -> None:
    bill, _ = paid_bill

    answer = client_of(firm).post(f"{base(firm)}sync/unlink/", {"document": [bill.public_id], "why": "it is wrong"})

    assert answer.status_code == 422
    assert "unlink that first, or both together" in answer.content.decode()
    assert living_links() == ["client_bill", "client_receipt"]
