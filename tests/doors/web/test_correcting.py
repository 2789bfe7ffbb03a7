"""The guided correction by pages: what will be done in which order, how far it is, and the way out when it is stuck."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from counterfoil import config
from counterfoil.documents.actions import Done
from counterfoil.outbox.models import Item
from counterfoil.xero.client import new_http
from counterfoil.xero.correcting import go_on_by_itself
from counterfoil.xero.models import Correction
from tests.builders import BuiltFirm, a_firm
from tests.doors.web.conftest import SignIn, base, sit_down
from tests.xero.conftest import Linked, connected, settings_for
from xero_sandbox.model.settings import Settings as SandboxSettings
from xero_sandbox.server.running import running
from xero_sandbox.server.sandbox import Options


@pytest.fixture
def firm(db: None) -> BuiltFirm:
    firm = a_firm(connected=True)
    firm.matter("M-104")
    return firm


@pytest.fixture
def paid_bill(firm: BuiltFirm) -> tuple[Done, Done]:
    bill = firm.bill("800.00", matter="M-104")
    receipt = firm.receipt("880.00", pays={str(bill.number): "880.00"})
    firm.arrive()
    return bill, receipt


def told_in_order(page: str, *texts: str) -> bool:
    places = [page.find(text) for text in texts]
    return -1 not in places and places == sorted(places)


def test_the_page_says_what_happens_on_both_sides_and_in_which_order(
    firm: BuiltFirm, paid_bill: tuple[Done, Done], client_of: SignIn
) -> None:
    bill, _ = paid_bill
    client, path = client_of(firm, "bookkeeper"), f"{base(firm)}documents/{bill.public_id}/"

    assert f"{path}correct/" in client.get(path).content.decode()
    shown = client.get(f"{path}correct/").content.decode()

    assert told_in_order(
        shown,
        "Nothing has happened yet.",
        "Payment of an invoice: deleted.",
        "Invoice: voided.",
        "R-1001 goes back to draft: its journal is reversed",
        "B-1001 goes back to draft: its journal is reversed",
        "B-1001 is a draft under its number. Posted again, it is another copy in Xero.",
    )
    assert Correction.objects.count() == 0


def test_without_a_reason_nothing_is_begun(firm: BuiltFirm, paid_bill: tuple[Done, Done], client_of: SignIn) -> None:
    answer = client_of(firm).post(f"{base(firm)}documents/{paid_bill[0].public_id}/correct/", {"why": " "})

    assert answer.status_code == 422 and "Say why" in answer.content.decode()
    assert Correction.objects.count() == 0


def test_what_speaks_against_it_stands_there_in_place_of_the_button(firm: BuiltFirm, client_of: SignIn) -> None:
    received = firm.trust_receipt("500.00", matter="M-104")
    firm.trust_payment("120.00", matter="M-104")
    firm.arrive()

    shown = client_of(firm).get(f"{base(firm)}documents/{received.public_id}/correct/").content.decode()

    assert "It cannot be corrected now." in shown and "Nothing has been changed." in shown
    assert "Correct it</button>" not in shown


def test_what_xero_refuses_is_said_with_the_remedy_and_may_be_given_up(
    firm: BuiltFirm, paid_bill: tuple[Done, Done], client_of: SignIn
) -> None:
    bill, receipt = paid_bill
    client = client_of(firm, "bookkeeper")
    client.post(f"{base(firm)}documents/{bill.public_id}/correct/", {"why": "wrong matter"})
    Item.objects.filter(operation="void", resource="Payments").update(
        state="rejected",
        reason_code="reconciled-there",
        reason_text="It is reconciled there. Unreconcile it, then retry.",
    )
    one = Correction.objects.get()

    shown = client.get(f"{base(firm)}corrections/{one.public_id}/").content.decode()
    document = client.get(f"{base(firm)}documents/{receipt.public_id}/").content.decode()
    listed = client.get(f"{base(firm)}corrections/").content.decode()

    assert told_in_order(shown, "Go on", "Xero says no.", "Unreconcile it, then retry.", "Refused")
    assert "This document is being corrected." in document
    assert "Voiding in Xero" in listed and "wrong matter" in listed
    ended = client.post(f"{base(firm)}corrections/{one.public_id}/give-up/", {"why": "left as it is"}, follow=True)
    assert "The correction was given up." in ended.content.decode()
    assert set(Item.objects.filter(operation="void").values_list("state", flat=True)) == {"cancelled"}


@pytest.fixture
def linked(live_site: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Linked]:
    with running(Options(settings=SandboxSettings(minute_limit=100_000, day_limit=100_000))) as one, new_http() as http:
        settings = settings_for(one.origin).model_copy(update={"base_url": live_site})
        monkeypatch.setattr(config, "load", lambda: settings)
        built = a_firm()
        built.matter("M-104")
        yield connected(built, one, http)


def the_worker(linked: Linked) -> None:
    linked.settle()
    go_on_by_itself(linked.destination.pk, at=linked.store.now())


def test_a_bill_is_corrected_from_its_page_to_the_draft_with_a_stop_in_xero(
    page: Page, live_site: str, linked: Linked, client_of: SignIn, complaints: list[str]
) -> None:
    firm = linked.firm
    bill = firm.bill("800.00", matter="M-104")
    firm.receipt("880.00", pays={str(bill.number): "880.00"})
    linked.settle()
    payment = Item.objects.get(resource="Payments")
    linked.by_hand(f"payments/{payment.remote_id}/reconcile")
    sit_down(page, live_site, client_of(firm))

    page.goto(f"{live_site}{base(firm)}documents/{bill.public_id}/")
    page.get_by_role("link", name="Correct…").first.click()
    expect(page.get_by_role("heading", name="Correct Client bill B-1001")).to_be_visible()
    seen = [f"{each['id']}" for each in Axe().run(page).response["violations"]]
    page.get_by_label("Reason").fill("wrong matter")
    page.get_by_role("button", name="Correct it").click()
    expect(page.get_by_text("Xero is asked.")).to_be_visible()
    the_worker(linked)
    expect(page.get_by_text("It is reconciled with a line of the bank statement in Xero.")).to_be_visible()
    seen += [f"{each['id']}" for each in Axe().run(page).response["violations"]]

    linked.by_hand(f"payments/{payment.remote_id}/unreconcile")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Xero is asked.")).to_be_visible()
    the_worker(linked)

    expect(page).to_have_url(f"{live_site}{base(firm)}documents/{bill.public_id}/")
    expect(page.get_by_role("heading", name="B-1001")).to_be_visible()
    assert [row["Status"] for row in linked.in_xero("Invoices")] == ["VOIDED"]
    assert seen == []
    assert complaints == []
