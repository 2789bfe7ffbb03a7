"""Pickers whose list is slow, late or does not come: what is chosen is what was typed, never what the old list said."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.builders import BuiltFirm
from tests.doors.web.conftest import SignIn, base, sit_down


@pytest.fixture
def new_bill(page: Page, live_site: str, office: BuiltFirm, client_of: SignIn) -> Page:
    """The form of a new bill, with its scripts."""
    sit_down(page, live_site, client_of(office))
    page.goto(f"{live_site}{base(office)}new/client_bill/")
    page.wait_for_load_state()
    return page


def test_who_types_faster_than_the_list_answers_gets_what_was_typed(new_bill: Page) -> None:
    """The list still shows what the words before found: Enter waits for the words that stand there now."""
    matter = new_bill.locator("#id_matter")
    matter.click()
    new_bill.keyboard.type("quay")
    expect(new_bill.locator('[role=option][aria-selected="true"]:visible')).to_contain_text("M-104")

    new_bill.keyboard.press("Control+a")
    new_bill.keyboard.type("employment")
    new_bill.keyboard.press("Enter")

    expect(matter).to_have_value(re.compile("M-117"))


def test_who_goes_on_before_the_list_answers_gets_what_was_typed(new_bill: Page) -> None:
    held: list[Route] = []
    gone_on = False
    new_bill.route("**/options/**", lambda route: route.continue_() if gone_on else held.append(route))
    new_bill.locator("#id_matter").click()
    new_bill.keyboard.type("employment")

    with new_bill.expect_request("**/options/**q=employment"):
        new_bill.keyboard.press("Tab")
    gone_on = True
    for waiting in held:
        with suppress(Error):  # those that a later question replaced
            waiting.continue_()

    expect(new_bill.locator("#id_matter")).to_have_value(re.compile("M-117"))
    expect(new_bill.locator("#id_client")).to_be_focused()
    expect(new_bill.locator("[role=listbox]:visible")).to_have_count(0)


def test_an_old_list_is_never_taken_for_the_answer_to_what_was_typed_since(new_bill: Page) -> None:
    """The answer to the first letters does not come: what is chosen is still what the whole word means."""
    selected = new_bill.locator('[role=option][aria-selected="true"]:visible')
    new_bill.locator("#id_matter").click()
    expect(selected).to_contain_text("M-117")
    held: list[Route] = []
    new_bill.route("**/options/**q=qu", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks the function
    with new_bill.expect_request("**/options/**q=qu"):
        new_bill.keyboard.type("qu")

    new_bill.keyboard.type("ayside")
    expect(selected).to_have_count(1)
    new_bill.keyboard.press("Enter")

    expect(new_bill.locator("#id_matter")).to_have_value(re.compile("M-104"))


def test_a_list_that_does_not_come_says_so_and_is_asked_for_again(new_bill: Page) -> None:
    new_bill.route("**/options/**", lambda route: route.abort())
    new_bill.locator("#id_matter").click()
    new_bill.keyboard.type("qu")
    expect(new_bill.get_by_text("No answer. Look at the connection, then type on.")).to_be_visible()

    new_bill.unroute("**/options/**")
    new_bill.keyboard.type("ays")
    new_bill.keyboard.press("Tab")

    expect(new_bill.locator("#id_matter")).to_have_value(re.compile("M-104"))
