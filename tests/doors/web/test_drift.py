"""Changed in Xero by pages: swept by a button, listed with filters in the address, answered with a reason."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from counterfoil import config
from counterfoil.documents.models import Document
from counterfoil.ledger.models import BankAccount
from counterfoil.outbox.models import Item
from counterfoil.xero.client import new_http
from counterfoil.xero.models import AccountMapping, Drift
from tests.builders import a_firm
from tests.doors.web.conftest import SignIn, base, sit_down
from tests.xero.conftest import Linked, connected, settings_for
from xero_sandbox.model.settings import Settings as SandboxSettings
from xero_sandbox.server.running import running
from xero_sandbox.server.sandbox import Options


@pytest.fixture
def linked(live_site: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Linked]:
    with running(Options(settings=SandboxSettings(minute_limit=100_000, day_limit=100_000))) as one, new_http() as http:
        settings = settings_for(one.origin).model_copy(update={"base_url": live_site})
        monkeypatch.setattr(config, "load", lambda: settings)
        built = a_firm()
        built.matter("M-104")
        yield connected(built, one, http)


def test_what_people_did_there_is_swept_listed_and_answered(
    page: Page, live_site: str, linked: Linked, client_of: SignIn, complaints: list[str]
) -> None:
    firm = linked.firm
    bill = firm.bill("800.00", matter="M-104")
    trust = firm.trust_receipt("500.00", matter="M-104")
    linked.settle()
    there = {item.source_kind: item.remote_id for item in Item.objects.filter(state="confirmed")}
    bank = AccountMapping.objects.get(account=BankAccount.objects.get(code="O1").account).remote_id
    linked.by_hand(f"invoices/{there['client_bill']}/pay", amount="300.00", account=bank, on="2026-03-25")
    linked.by_hand(f"bank-transactions/{there['trust_receipt']}/delete")
    sit_down(page, live_site, client_of(firm))

    page.goto(f"{live_site}{base(firm)}sync/drift/")
    page.get_by_role("button", name="Sweep now").click()
    expect(page.get_by_text("2 new differences.")).to_be_visible()
    faults = [each["id"] for each in Axe().run(page).response["violations"]]
    page.get_by_role("link", name="B-1001").first.click()
    expect(page.get_by_text("300.00 were paid on B-1001 in Xero on 25 Mar 2026, and not here.")).to_be_visible()
    faults += [each["id"] for each in Axe().run(page).response["violations"]]
    page.get_by_role("link", name="Record it here").click()
    expect(page.get_by_text("Client receipt of 300.00 for B-1001")).to_be_visible()
    page.get_by_label("Reason").fill("seen at the bank")
    page.get_by_role("button", name="Record it here").click()
    expect(page.get_by_text("is recorded here, and linked with the payment in Xero")).to_be_visible()

    page.goto(f"{live_site}{base(firm)}documents/{trust.public_id}/")
    expect(page.get_by_text("It differs in Xero. Somebody deleted it in Xero.")).to_be_visible()
    expect(page.locator("#notice")).to_contain_text("1 record was changed in Xero by somebody.")
    page.goto(f"{live_site}{base(firm)}sync/drift/?show=open&sort_of=deleted")
    page.get_by_role("link", name="TR-1001").first.click()
    page.get_by_role("link", name="Keep ours").click()
    page.get_by_label("Reason").fill("deleted by mistake")
    page.get_by_role("button", name="Keep ours").click()
    expect(page.get_by_text("Voided and sent again: TR-1001.")).to_be_visible()

    linked.settle()
    states = sorted(row["Status"] for row in linked.in_xero("BankTransactions"))
    assert states == ["AUTHORISED", "DELETED"]
    assert Document.objects.get(kind="client_receipt").total_minor == 30000
    assert set(Drift.objects.values_list("state", flat=True)) == {"kept", "accepted"}
    assert Document.objects.get(pk=trust.id).state == Document.objects.get(pk=bill.id).state == "posted"
    assert (faults, complaints) == ([], [])
