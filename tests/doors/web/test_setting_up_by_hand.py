"""Founding a firm and choosing its package in a real browser, by keyboard, in light and dark."""

from django.test import Client
from playwright.sync_api import Page, expect

from counterfoil.firms.models import Firm, User
from tests.builders import a_firm
from tests.doors.web.conftest import SignIn, base, signed_in_ago, sit_down
from tests.doors.web.usable import faults_in_both_themes


def test_a_firm_is_founded_and_its_package_chosen_by_keyboard(
    page: Page, live_site: str, complaints: list[str]
) -> None:
    client = Client()
    person = User.objects.create_user("ada@firm.example", "a long passphrase", name="Ada Finch")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    signed_in_ago(client, person, seconds=0)
    sit_down(page, live_site, client)

    page.goto(live_site)
    seen = faults_in_both_themes(page)
    page.keyboard.type("Finch & Rowe")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 of 2")).to_be_visible()
    seen += faults_in_both_themes(page)
    page.get_by_role("button", name="Found the firm").press("Enter")
    expect(page.get_by_role("heading", name="Setting up the firm")).to_be_visible()
    seen += faults_in_both_themes(page)

    page.goto(page.url.replace("setting-up/", "settings/accounting/"))
    page.get_by_role("link", name="Choose Own ledger with Xero").press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    seen += faults_in_both_themes(page)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.get_by_role("link", name="Choose Own ledger with Xero").press("Enter")
    expect(dialog.get_by_role("link", name="Cancel")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(dialog.get_by_role("button", name="I understand")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 of 6 done")).to_be_visible()

    assert Firm.objects.get().package == "ledger_xero"
    assert seen == []
    assert complaints == []


def test_a_firm_that_keeps_its_ledger_elsewhere_finds_the_file_for_it(
    page: Page, live_site: str, client_of: SignIn, complaints: list[str]
) -> None:
    firm = a_firm(package="billing")
    sit_down(page, live_site, client_of(firm))

    page.goto(f"{live_site}{base(firm)}")
    seen = faults_in_both_themes(page)
    page.get_by_role("list", name="Admin").get_by_role("link", name="Accounting", exact=True).press("Enter")
    seen += faults_in_both_themes(page)
    with page.expect_download() as file:
        page.get_by_role("button", name="Download as CSV").press("Enter")

    assert file.value.suggested_filename.startswith("entries-")
    assert page.get_by_role("link", name="Trial balance").count() == 0
    assert seen == []
    assert complaints == []
