"""A report as a person reads it in a browser: opened by key, filtered, and led from a figure to its document."""

import pytest
from playwright.sync_api import Page, expect

from tests.builders import BuiltFirm, a_firm
from tests.doors.web.conftest import SignIn, base, sit_down


@pytest.fixture
def site(live_site: str, page: Page, client_of: SignIn) -> str:
    """The address of a firm with two clients who owe, its owner in front of the browser."""
    firm: BuiltFirm = a_firm()
    firm.matter("M-104")
    firm.matter("M-117", client="R. Osei")
    firm.bill("800.00", matter="M-104", on="2026-02-02", due_on="2026-02-16")
    firm.bill("100.00", matter="M-117", on="2026-03-10", due_on="2026-03-24")
    sit_down(page, live_site, client_of(firm))
    return live_site + base(firm)


def test_a_client_is_opened_and_shut_by_keys_alone(page: Page, site: str, complaints: list[str]) -> None:
    page.goto(f"{site}reports/aged-receivables/?as_at=2026-03-31")
    opener = page.get_by_role("link", name="Show what stands behind Harrow & Pike")
    opener.focus()

    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="B-1001")).to_be_visible()
    expect(page.locator("#open_C-0001")).to_be_focused()
    expect(page.locator("#open_C-0001")).to_have_attribute("aria-expanded", "true")
    assert "open=C-0001" in page.url
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="B-1001")).to_have_count(0)
    assert complaints == []


def test_a_filter_changes_the_totals_and_the_address(page: Page, site: str) -> None:
    page.goto(f"{site}reports/aged-receivables/?as_at=2026-03-31")
    page.keyboard.press("/")
    page.keyboard.type("osei")

    expect(page.locator("#aged tfoot")).to_contain_text("110.00")
    expect(page.locator("#aged tfoot")).not_to_contain_text("990.00")
    assert "q=osei" in page.url


def test_reports_are_two_keys_away_and_a_figure_leads_to_its_account(page: Page, site: str) -> None:
    page.goto(site)
    page.keyboard.press("g")
    page.keyboard.press("e")
    page.get_by_role("link", name="Balance sheet").click()
    page.get_by_role("link", name="Trade debtors").click()

    expect(page.get_by_role("heading", name="1200 Trade debtors")).to_be_visible()
