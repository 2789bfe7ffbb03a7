"""Connecting a fresh firm in a real browser: by the presses of the guide, by keyboard alone, usable by everybody."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from counterfoil import config
from counterfoil.outbox.models import Destination
from tests.builders import BuiltFirm, a_firm
from tests.doors.web.conftest import SignIn, base, sit_down
from tests.doors.web.usable import faults_in_both_themes
from tests.xero.conftest import settings_for
from xero_sandbox.model.settings import Settings as SandboxSettings
from xero_sandbox.server.running import Running, running
from xero_sandbox.server.sandbox import Options

ROOT = Path(__file__).parents[3]


@pytest.fixture
def sandbox(live_site: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    with running(Options(settings=SandboxSettings(minute_limit=100_000, day_limit=100_000))) as one:
        settings = settings_for(one.origin).model_copy(update={"base_url": live_site})
        monkeypatch.setattr(config, "load", lambda: settings)
        yield one


@pytest.fixture
def firm(sandbox: Running) -> BuiltFirm:
    """With one open bill from before."""
    built = a_firm()
    built.matter("M-104")
    built.bill("800.00", matter="M-104")
    return built


def told() -> list[tuple[str, str]]:
    """The steps of the guide: the page where one is, and what one presses there."""
    lines = (ROOT / "docs/start/connecting.md").read_text("utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ") and "**" in line.split(" | ")[1]]
    return [(row[0], row[1].strip("*")) for row in rows]


def test_a_fresh_firm_is_connected_by_the_five_presses_of_the_guide(
    page: Page, live_site: str, firm: BuiltFirm, client_of: SignIn, complaints: list[str]
) -> None:
    steps, seen = told(), dict[str, list[str]]()
    sit_down(page, live_site, client_of(firm))
    page.goto(f"{live_site}{base(firm)}")

    for where, press in steps:
        sort = "checkbox" if press == "I have read this" else "link" if where == "Home" else "button"
        pressed = page.get_by_role(sort, name=press)  # type: ignore[arg-type]
        expect(pressed).to_be_visible()
        seen[where] = [] if where == "Xero" else faults_in_both_themes(page)
        pressed.click()

    expect(page.get_by_role("heading", name="Mapping")).to_be_visible()
    assert (len(steps), len(seen)) == (5, 4)
    assert [what for what in seen.values() if what] == []
    assert Destination.objects.get().state == "live"
    assert complaints == []


def test_the_keyboard_alone_connects(
    page: Page, live_site: str, firm: BuiltFirm, client_of: SignIn, complaints: list[str]
) -> None:
    sit_down(page, live_site, client_of(firm))
    page.goto(f"{live_site}{base(firm)}connect/")

    page.wait_for_load_state()
    page.locator("body").press("c")
    page.get_by_role("button", name="Allow access").press("Enter")
    expect(page.get_by_role("heading", name="Connect Harbour & Vale Lawyers?")).to_be_visible()
    page.wait_for_load_state()
    page.locator("body").press("r")
    expect(page.get_by_label("I have read this")).to_be_checked()
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("heading", name="Mapping")).to_be_visible()
    assert complaints == []


def test_refused_looked_at_and_brought_across_are_usable_by_everybody(
    page: Page, live_site: str, sandbox: Running, firm: BuiltFirm, client_of: SignIn, complaints: list[str]
) -> None:
    tenant = next(iter(sandbox.sandbox.xero.organisations))
    told = f"{sandbox.origin}/_sandbox/organisations/{tenant}"
    httpx.post(told, json={"class": "TRIAL", "period_lock": "2026-01-31"}).raise_for_status()
    sit_down(page, live_site, client_of(firm))
    page.goto(f"{live_site}{base(firm)}connect/")
    page.get_by_role("button", name="Continue at Xero").click()
    page.get_by_role("button", name="Allow access").click()
    expect(page.get_by_text("cannot be connected yet")).to_be_visible()
    found = {"refused": faults_in_both_themes(page)}

    httpx.post(told, json={"class": "PREMIUM"}).raise_for_status()
    page.get_by_role("link", name="Look again").click()
    page.get_by_label("I have read this").check()
    page.get_by_role("button", name="Connect Harbour & Vale Lawyers").click()
    page.goto(f"{live_site}{base(firm)}connect/old-bills/")
    page.get_by_label("Choose B-1001").check()
    found["list"] = faults_in_both_themes(page)
    page.get_by_role("button", name="See what Xero gets").click()
    expect(page.get_by_role("heading", name="Invoice B-1001")).to_be_visible()
    found["invoice"] = faults_in_both_themes(page)
    page.get_by_role("button", name="Bring 1 bill across").click()
    expect(page.get_by_text("Nothing waits")).to_be_visible()

    assert {where: what for where, what in found.items() if what} == {}
    assert complaints == []
