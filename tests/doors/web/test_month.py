"""A month in the life of a firm, in a real browser: from taking on a client to two ledgers that agree to the cent.

`COUNTERFOIL_TOUR=docs/start/pictures pytest tests/doors/web/test_month.py` makes the pictures of docs/start/a-month.md.
"""

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import FloatRect, Page, expect

from counterfoil import config
from counterfoil.documents.models import Document
from counterfoil.outbox.models import Item
from counterfoil.practice.contacts import name_bank
from tests.doors.web.conftest import SignIn, base, sit_down
from tests.xero.books import ours, theirs, unmapped_with_a_balance
from tests.xero.conftest import Linked, linked, sandbox

__all__ = ["linked", "sandbox"]

TOMORROW = datetime.now(UTC).date() + timedelta(days=1)
FORESEEN = re.compile("Dr|Debit|No account moves", re.IGNORECASE)
"""What stands beneath a form as soon as it could be posted."""
PATIENCE = 20_000
"""Milliseconds: a month is long, and machines are busy."""
TOUR = os.environ.get("COUNTERFOIL_TOUR", "")
PICTURES = {
    "matter",
    "trust-receipt-before",
    "trust-payment",
    "client-bill-before",
    "bill-paid-from-trust",
    "client-receipt",
    "credit-application",
    "supplier-payment",
    "reversed",
    "agreed",
    "matter-ledger",
}
PAGE: FloatRect = {"x": 212, "y": 0, "width": 968, "height": 800}
"""What a picture shows: all but the side bar."""


class Bookkeeper:
    """Priya, at her desk, with the firm's pages open."""

    def __init__(self, page: Page, site: str, books: Linked) -> None:
        self.page, self.here, self.books = page, f"{site}{base(books.firm)}", books
        self.wanted = set(PICTURES) if TOUR else set()

    def enters(self, kind: str, title: str, **fields: str) -> str:
        """Fill in the kind's form and post it with Ctrl+Enter. A row's field is written `items_0_net`. The number."""
        page = self.page
        page.goto(f"{self.here}new/{kind}/")
        page.wait_for_load_state()
        for name, text in fields.items():
            self._fill(re.sub(r"_(\d)_", r"-\1-", name), text)
        expect(page.locator("#books")).to_contain_text(FORESEEN, timeout=PATIENCE)
        self.shows(f"{kind}-before")
        page.keyboard.press("Control+Enter")
        found = page.get_by_role("heading", name=re.compile(rf"{title} \w+-\d+")).first
        expect(found).to_be_visible(timeout=PATIENCE)
        self.shows(kind)
        return found.inner_text().split()[-1]

    def _fill(self, name: str, text: str) -> None:
        box = self.page.locator(f"#id_{name}")
        box.click()
        if box.get_attribute("role") == "combobox":
            box.press("Control+a")
            self.page.keyboard.type(text)
            expect(self.page.locator('[role=option][aria-selected="true"]:visible')).to_have_count(1)
            self.page.keyboard.press("Enter")
        else:
            box.fill(text)
        box.press("Tab")

    def takes_on_a_client(self) -> None:
        page = self.page
        page.goto(f"{self.here}contacts/new/")
        page.get_by_label("Name", exact=True).fill("Marlowe Foods")
        page.get_by_role("button", name="Add the contact").click()
        expect(page.get_by_role("heading", name="Marlowe Foods")).to_be_visible()
        page.get_by_role("link", name="Open a matter").click()
        page.get_by_label("Title", exact=True).fill("Lease of the cannery")
        page.get_by_role("button", name="Open the matter").click()
        expect(page.get_by_role("heading", name="Lease of the cannery")).to_be_visible()
        self.matter = page.url
        self.shows("matter")

    def takes_back(self, number: str, why: str) -> None:
        """Reverse a document from its page, with the reason."""
        page = self.page
        document = Document.objects.get(number=number)
        page.goto(f"{self.here}documents/{document.public_id}/")
        page.get_by_role("link", name="Reverse").first.click()
        page.locator("#id_why").fill(why)
        page.get_by_role("button", name=re.compile("Reverse")).click()
        expect(page.get_by_text("Reversed").first).to_be_visible()
        self.shows("reversed")

    def compares_with_xero(self) -> None:
        page = self.page
        page.goto(f"{self.here}sync/compare/")
        page.get_by_role("button", name=re.compile("Read Xero")).click()
        expect(page.get_by_text("Unexplained").first).to_be_visible(timeout=PATIENCE)
        self.shows("agreed")

    def looks_at_the_matter(self) -> None:
        self.page.goto(self.matter)
        expect(self.page.get_by_text("Searches").first).to_be_visible()
        self.shows("matter_ledger")

    def shows(self, name: str) -> None:
        """The page without its side bar, and without the message that comes and goes, as the picture of that name."""
        name = name.replace("_", "-")
        if name not in self.wanted:
            return
        self.wanted.remove(name)
        for message in self.page.locator(".message:visible").all():
            message.get_by_label("Close").click()
        Path(TOUR).mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=f"{TOUR}/{name}.png", clip=PAGE, animations="disabled")


@pytest.fixture
def priya(page: Page, live_site: str, linked: Linked, client_of: SignIn, monkeypatch: pytest.MonkeyPatch) -> Bookkeeper:
    settings = linked.settings.model_copy(update={"base_url": live_site})
    monkeypatch.setattr(config, "load", lambda: settings)
    sit_down(page, live_site, client_of(linked.firm))
    page.set_viewport_size({"width": 1180, "height": 800})
    name_bank(name="Harbour Bank", by=linked.firm.by, at=linked.firm.at)
    linked.firm.contact("Land Registry")
    linked.firm.contact("Chambers Supply")
    return Bookkeeper(page, live_site, linked)


def test_a_month_in_the_life_of_a_firm(priya: Bookkeeper, complaints: list[str]) -> None:
    priya.takes_on_a_client()
    matter = "cannery"
    priya.enters(
        "trust_receipt",
        "Trust receipt",
        payer="marlowe",
        reason="On account of costs",
        parts_0_matter=matter,
        parts_0_amount="2000",
    )
    priya.enters(
        "trust_payment",
        "Trust payment",
        payee="land reg",
        reason="Searches",
        parts_0_matter=matter,
        parts_0_amount="120",
    )
    bill = priya.enters(
        "client_bill", "Client bill", matter=matter, items_0_description="Advice on the lease", items_0_net="1000"
    )
    priya.enters(
        "bill_paid_from_trust",
        "Bill paid from trust",
        client="marlowe",
        reason="Our costs",
        parts_0_bill=bill,
        parts_0_amount="600",
    )
    priya.enters(
        "client_receipt", "Client receipt", payer="marlowe", amount="300", parts_0_bill=bill, parts_0_amount="300"
    )
    credit = priya.enters(
        "credit_note", "Credit note", matter=matter, items_0_description="Costs reduced", items_0_net="100"
    )
    priya.enters("credit_application", "Credit application", credit=credit, parts_0_bill=bill, parts_0_amount="110")
    supplied = priya.enters(
        "supplier_bill",
        "Supplier bill",
        supplier="chambers",
        reference="CH-7781",
        items_0_description="Paper and toner",
        items_0_account="6250",
        items_0_net="80",
    )
    priya.enters(
        "supplier_payment", "Supplier payment", supplier="chambers", parts_0_bill=supplied, parts_0_amount="88"
    )
    twice = priya.enters(
        "trust_receipt",
        "Trust receipt",
        payer="marlowe",
        reason="Entered twice",
        parts_0_matter=matter,
        parts_0_amount="50",
    )
    priya.takes_back(twice, "entered twice")

    priya.books.map_all(*unmapped_with_a_balance())
    priya.books.settle()
    priya.compares_with_xero()
    priya.looks_at_the_matter()

    assert set(Item.objects.values_list("state", flat=True)) == {"confirmed", "cancelled"}
    assert Document.objects.get(number=bill).open_minor == 9000
    assert Document.objects.get(number=supplied).open_minor == 0
    assert ours(priya.books) == theirs(priya.books, on=TOMORROW.isoformat())
    assert complaints == []
    assert priya.wanted == set(), "a picture that nobody took"
