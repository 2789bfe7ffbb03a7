"""The mapping in a real browser: rows filtered, counterparts found by any word, all of it by keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from counterfoil import config
from counterfoil.xero.client import new_http
from counterfoil.xero.models import AccountMapping
from tests.builders import BuiltFirm, a_firm
from tests.doors.web.conftest import SignIn, base, sit_down
from tests.doors.web.usable import faults_in_both_themes
from tests.xero.conftest import connected, settings_for
from xero_sandbox.model.settings import Settings as SandboxSettings
from xero_sandbox.server.running import running
from xero_sandbox.server.sandbox import Options


@pytest.fixture
def firm(live_site: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[BuiltFirm]:
    """Connected, with what suggests itself mapped."""
    with running(Options(settings=SandboxSettings(minute_limit=100_000, day_limit=100_000))) as one, new_http() as http:
        settings = settings_for(one.origin).model_copy(update={"base_url": live_site})
        monkeypatch.setattr(config, "load", lambda: settings)
        built = a_firm()
        connected(built, one, http)
        yield built


def test_a_row_is_filtered_a_counterpart_found_and_saved_by_keyboard(
    page: Page, live_site: str, firm: BuiltFirm, client_of: SignIn, complaints: list[str]
) -> None:
    sit_down(page, live_site, client_of(firm))
    page.goto(f"{live_site}{base(firm)}connect/mapping/")
    page.wait_for_load_state()

    page.locator("body").press("/")
    page.keyboard.type("rent out")
    expect(page.get_by_role("status").filter(has_text="rows")).to_contain_text("1 of ")
    expect(page.locator("table.mapping tbody tr:visible")).to_have_count(1)
    box = page.get_by_role("combobox", name="6270 Rent and outgoings in Xero")
    box.focus()
    page.keyboard.type("rent")
    expect(page.get_by_role("option", name="469 Rent")).to_be_visible()
    seen = faults_in_both_themes(page)
    page.keyboard.press("Enter")
    expect(box).to_have_value("469 Rent")

    page.locator("#mapping_q").focus()
    page.keyboard.press("Escape")
    expect(page.locator("table.mapping tbody tr:visible")).not_to_have_count(1)
    expect(box).to_have_value("469 Rent")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("changed.")).to_be_visible()

    assert AccountMapping.objects.get(account__code="6270").remote_name == "Rent"
    assert seen == []
    assert complaints == []


def test_the_filter_finds_a_row_by_its_counterpart_and_by_what_waits(
    page: Page, live_site: str, firm: BuiltFirm, client_of: SignIn, complaints: list[str]
) -> None:
    sit_down(page, live_site, client_of(firm))
    page.goto(f"{live_site}{base(firm)}connect/mapping/")
    rows = page.locator("table.mapping tbody tr:visible")

    page.locator("#mapping_q").fill("trust liability")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("2150")
    page.locator("#mapping_q").fill("no counterpart consult")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("5300")
    page.locator("#mapping_q").fill("nothing of the kind")
    expect(rows).to_have_count(0)

    assert complaints == []
