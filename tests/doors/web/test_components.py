"""The components in a real browser: what is typed is understood, keys work, and everyone can use every screen."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date

import pytest
from django.utils.safestring import SafeString
from playwright.sync_api import ConsoleMessage, Page, expect

from counterfoil.web.templatetags.counterfoil_ui import amount, longdate, money, shortdate, side, xero_state
from tests.doors.web.usable import colours_of, faults_of
from tools import vendor_frontend
from tools.preview_data import PAGES

SCREENS = [*(f"/{name}/" for name in PAGES), "/accounts/login/", "/accounts/password/reset/", "/error/404/"]

SUMS = {
    "120*1.2": "144.00",
    "1,000 - (50 + 7.5)": "942.50",
    "10/3": "3.33",
    "0.005*1": "0.01",
    "-0.005*1": "-0.01",
    "0.1+0.2-0.3": "0.00",
    "0.005": "0.005",
    "1234567.891": "1234567.891",
    "9999999999.99": "9,999,999,999.99",
    ".5": "0.50",
    "-(3-5)*2": "4.00",
    "5/0": "5/0",
    "1,23": "1,23",
    "2 3": "2 3",
    "alert(1)": "alert(1)",
    "1e3": "1e3",
    "": "",
}

DAYS = {  # typed on Saturday 21 November 2026
    "t": "2026-11-21",
    "-1": "2026-11-20",
    "+7": "2026-11-28",
    "3": "2026-11-03",
    "31/10": "2026-10-31",
    "31 oct": "2026-10-31",
    "31 October 2025": "2025-10-31",
    "oct 31": "2026-10-31",
    "5/1": "2027-01-05",
    "5/1/26": "2026-01-05",
    "2026-10-31": "2026-10-31",
    "29/2": None,
    "31/11": None,
    "32": None,
    "soon": None,
}


@pytest.fixture(scope="module")
def preview() -> Iterator[str]:
    """The preview server on a free port; its first line is its address."""
    command = [sys.executable, "-m", "tools.preview_ui", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip().rstrip("/")
        server.terminate()


@pytest.fixture
def blocked(page: Page) -> list[str]:
    """What the browser refused under the content security policy, and errors of scripts."""
    messages: list[str] = []

    def keep(message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 404" not in message.text:
            messages.append(message.text)

    page.on("console", keep)
    page.on("pageerror", lambda error: messages.append(str(error)))
    return messages


def test_an_amount_is_grouped_and_its_minus_is_a_minus() -> None:
    assert money(123450) == "1,234.50"
    assert money(-5) == "\N{MINUS SIGN}0.05"
    assert money(1234, "JPY") == "1,234"
    assert money(None) == ""
    assert amount(0, blank=True) == ""
    assert (amount(-191040, unsigned=True), side(-191040)) == ("1,910.40", "Cr")


def test_a_date_is_short_in_a_column_and_long_in_a_sentence() -> None:
    assert shortdate(date(2026, 8, 3)) == "3 Aug 26"
    assert longdate(date(2026, 8, 3)) == "3 Aug 2026"
    assert shortdate(None) == ""


def test_the_normal_state_is_a_quiet_icon_and_an_exception_has_its_word() -> None:
    assert ">Failed</span>" in xero_state("failed")
    assert 'aria-label="Pushed"' in xero_state("pushed")
    assert ">Pushed</span>" not in xero_state("pushed")
    assert xero_state("") == SafeString("")


def test_vendored_files_are_what_their_manifest_says() -> None:
    assert vendor_frontend.changed_files(vendor_frontend.read_manifest()) == []


def test_every_screen_is_accessible_within_the_policy_and_fits_the_window(
    page: Page, preview: str, blocked: list[str]
) -> None:
    wrong: list[tuple[str, str]] = []

    for place, screen in enumerate(SCREENS):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.goto(preview + screen)
        page.wait_for_load_state("networkidle")
        wrong += [(screen, fault) for fault in faults_of(page, side_bar_known=place > 0)]
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        wrong += [(screen, f"dark: {fault}") for fault in colours_of(page, side_bar_known=place > 0)]
        for width in (1100, 760, 400):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) > innerWidth"):
                wrong.append((screen, f"is wider than {width}"))

    assert wrong == []
    assert blocked == []


def test_sums_are_exact_and_rounded_half_up_once(page: Page, preview: str) -> None:
    page.goto(f"{preview}/entry/")

    answers = page.evaluate(
        """async (texts) => {
            const { amount } = await import('/static/js/amounts.js');
            return texts.map((text) => amount(text));
        }""",
        list(SUMS),
    )

    assert dict(zip(SUMS, answers, strict=True)) == SUMS


def test_date_shorthand_finds_the_day_that_is_meant(page: Page, preview: str) -> None:
    page.goto(f"{preview}/entry/")

    answers = page.evaluate(
        """async (texts) => {
            const { parseDate, isoDate } = await import('/static/js/dates.js');
            const today = new Date('2026-11-21T00:00:00Z');
            return texts.map((text) => { const day = parseDate(text, today); return day && isoDate(day); });
        }""",
        list(DAYS),
    )

    assert dict(zip(DAYS, answers, strict=True)) == DAYS


def test_americans_write_the_month_first(page: Page, preview: str) -> None:
    page.goto(f"{preview}/entry/")

    day = page.evaluate(
        """async () => {
            const { parseDate, isoDate } = await import('/static/js/dates.js');
            return isoDate(parseDate('10/31', new Date('2026-11-21T00:00:00Z'), 'mdy'));
        }"""
    )

    assert day == "2026-10-31"


def test_boxes_settle_when_left(page: Page, preview: str) -> None:
    page.goto(f"{preview}/entry/")

    page.get_by_label("Bill date").fill("-1")
    page.get_by_label("Discount").fill("120*1.2")
    page.get_by_label("Discount").press("Tab")

    expect(page.get_by_label("Bill date")).to_have_value("20 Nov 2026")
    expect(page.get_by_label("Discount")).to_have_value("144.00")


def test_lines_are_added_copied_summed_and_renumbered(page: Page, preview: str, blocked: list[str]) -> None:
    page.goto(f"{preview}/entry/")
    total = page.locator("[data-lines-total=net]")
    expect(total).to_have_text("2,675.00")

    page.get_by_label("Net, line 3").fill("100*2")
    page.get_by_label("Net, line 3").press("Enter")
    page.get_by_label("What was done, line 4").press("Control+d")
    page.get_by_label("Net, line 4").fill("50")

    expect(page.get_by_label("What was done, line 4")).to_have_value("Local authority search, Tendring")
    expect(total).to_have_text("2,925.00")
    expect(page.locator("[name=items-TOTAL_FORMS]")).to_have_value("4")

    page.get_by_role("button", name="Remove this line").first.click()

    expect(page.locator("[name=items-0-text]")).to_have_value("Land transaction return and registration")
    expect(page.locator("[name=items-2-net]")).to_have_value("50.00")
    expect(page.locator("[name=items-TOTAL_FORMS]")).to_have_value("3")
    expect(total).to_have_text("550.00")
    assert blocked == []


def test_a_picker_keeps_the_choice_and_forgets_it_when_the_text_changes(page: Page, preview: str) -> None:
    page.goto(f"{preview}/entry/")
    box = page.get_by_role("combobox", name="Matter", exact=True)

    options = page.get_by_role("listbox", name="Matter", exact=True).get_by_role("option")
    box.fill("estate")
    expect(options).to_have_count(1)
    box.press("Enter")

    expect(box).to_have_value("24-0131 Estate of Margaret Oyelaran")
    expect(page.locator("[name=matter]")).to_have_value("24-0131")
    expect(options).to_have_count(0)

    box.fill("lease")

    expect(page.locator("[name=matter]")).to_have_value("")


def test_a_picker_in_a_line_is_not_cut_off_by_the_table(page: Page, preview: str) -> None:
    page.goto(f"{preview}/entry/")
    page.get_by_label("Tax, line 3").press("Enter")

    page.get_by_role("combobox", name="Account, line 4").fill("fixed")
    page.get_by_role("option", name="4150").click()
    page.get_by_role("combobox", name="Account, line 4").press("Enter")
    page.get_by_role("combobox", name="Account, line 5").press("Control+d")

    expect(page.locator("[name=items-3-account]")).to_have_value("4150")
    expect(page.locator("[name=items-4-account]")).to_have_value("4150")


def test_keys_search_go_and_tell_themselves(page: Page, preview: str) -> None:
    page.goto(f"{preview}/matters/")

    page.keyboard.press("Control+k")
    page.keyboard.type("lease")
    expect(page.get_by_role("listbox", name="Results").get_by_role("option")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("Open a matter")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("x")

    expect(page.get_by_role("heading", level=1)).to_have_text("Xero sync")


def test_a_filter_goes_into_the_address_and_keeps_the_hand_where_it_was(
    page: Page, preview: str, blocked: list[str]
) -> None:
    page.goto(f"{preview}/matters/")

    page.keyboard.press("/")
    page.keyboard.type("mill")
    page.wait_for_url("**/matters/?q=mill*")

    expect(page.get_by_role("searchbox", name="Filter matters")).to_be_focused()
    assert blocked == []


def test_the_theme_is_kept_for_the_browser(page: Page, preview: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{preview}/matters/")

    page.get_by_role("button", name="Use the dark theme").click()
    page.goto(f"{preview}/sync/")

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("button", name="Use the light theme")).to_be_visible()


def test_chosen_rows_offer_one_action(page: Page, preview: str) -> None:
    page.goto(f"{preview}/matters/")
    expect(page.get_by_role("button", name="Change lawyer")).to_be_hidden()

    page.get_by_label("Choose 24-0117").check()
    page.get_by_label("Choose 24-0122").check()

    expect(page.get_by_text("2 chosen")).to_be_visible()
    expect(page.get_by_role("button", name="Change lawyer")).to_be_visible()


def test_on_a_narrow_screen_the_side_bar_waits_behind_a_button(page: Page, preview: str) -> None:
    page.set_viewport_size({"width": 760, "height": 900})
    page.goto(f"{preview}/matters/")
    expect(page.get_by_role("link", name="Trust accounts")).to_be_hidden()

    page.get_by_role("button", name="Menu", exact=True).click()

    expect(page.get_by_role("link", name="Trust accounts")).to_be_visible()
