"""Pickers whose list is slow, late or does not come: what is chosen is what was typed, never what the old list said."""

import re
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.test import Client
from playwright.sync_api import Error, Page, Route, expect

from tests.builders import BuiltFirm, a_firm
from tests.doors.web.conftest import base, sit_down

SignIn = Callable[..., Client]


@pytest.fixture
def office(live_site: str) -> BuiltFirm:
    """A firm with two clients and their matters."""
    built = a_firm()
    built.matter("M-104")
    built.matter("M-117", client="Tern Logistics", title="Employment claim")
    return built


def test_who_types_faster_than_the_list_answers_gets_what_was_typed(
    page: Page, live_site: str, office: BuiltFirm, client_of: SignIn
) -> None:
    """The list still shows what the words before found: Enter waits for the words that stand there now."""
    sit_down(page, live_site, client_of(office))
    page.goto(f"{live_site}{base(office)}new/client_bill/")
    page.wait_for_load_state()
    matter = page.locator("#id_matter")
    matter.click()
    page.keyboard.type("quay")
    expect(page.locator('[role=option][aria-selected="true"]:visible')).to_contain_text("M-104")

    page.keyboard.press("Control+a")
    page.keyboard.type("employment")
    page.keyboard.press("Enter")

    expect(matter).to_have_value(re.compile("M-117"))


def test_who_goes_on_before_the_list_answers_gets_what_was_typed(
    page: Page, live_site: str, office: BuiltFirm, client_of: SignIn
) -> None:
    sit_down(page, live_site, client_of(office))
    page.goto(f"{live_site}{base(office)}new/client_bill/")
    page.wait_for_load_state()
    held: list[Route] = []
    gone_on = False
    page.route("**/options/**", lambda route: route.continue_() if gone_on else held.append(route))
    page.locator("#id_matter").click()
    page.keyboard.type("employment")

    with page.expect_request("**/options/**q=employment"):
        page.keyboard.press("Tab")
    gone_on = True
    for waiting in held:
        with suppress(Error):  # those that a later question replaced
            waiting.continue_()

    expect(page.locator("#id_matter")).to_have_value(re.compile("M-117"))
    expect(page.locator("#id_client")).to_be_focused()
    expect(page.locator("[role=listbox]:visible")).to_have_count(0)


def test_an_old_list_is_never_taken_for_the_answer_to_what_was_typed_since(
    page: Page, live_site: str, office: BuiltFirm, client_of: SignIn
) -> None:
    """The answer to the first letters does not come: what is chosen is still what the whole word means."""
    sit_down(page, live_site, client_of(office))
    page.goto(f"{live_site}{base(office)}new/client_bill/")
    page.wait_for_load_state()
    selected = page.locator('[role=option][aria-selected="true"]:visible')
    page.locator("#id_matter").click()
    expect(selected).to_contain_text("M-117")
    held: list[Route] = []
    page.route("**/options/**q=qu", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks the function
    with page.expect_request("**/options/**q=qu"):
        page.keyboard.type("qu")

    page.keyboard.type("ayside")
    expect(selected).to_have_count(1)
    page.keyboard.press("Enter")

    expect(page.locator("#id_matter")).to_have_value(re.compile("M-104"))


def test_a_list_that_does_not_come_says_so_and_is_asked_for_again(
    page: Page, live_site: str, office: BuiltFirm, client_of: SignIn
) -> None:
    sit_down(page, live_site, client_of(office))
    page.goto(f"{live_site}{base(office)}new/client_bill/")
    page.wait_for_load_state()
    page.route("**/options/**", lambda route: route.abort())
    page.locator("#id_matter").click()
    page.keyboard.type("qu")
    expect(page.get_by_text("No answer. Look at the connection, then type on.")).to_be_visible()

    page.unroute("**/options/**")
    page.keyboard.type("ays")
    page.keyboard.press("Tab")

    expect(page.locator("#id_matter")).to_have_value(re.compile("M-104"))
