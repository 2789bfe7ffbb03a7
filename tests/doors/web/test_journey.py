"""A bookkeeper's day in a real browser: by keyboard alone, refused in words, followed from a figure to its source."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from counterfoil.documents.models import Document
from counterfoil.firms.models import User
from counterfoil.outbox.models import Item
from tests.builders import BuiltFirm
from tests.doors.web.conftest import SignIn, base, sit_down


def type_in(page: Page, *texts: str) -> None:
    """Each text in its control, with a Tab after it; an empty one leaves what stands there."""
    for text in texts:
        if text:
            page.keyboard.type(text)
        page.keyboard.press("Tab")


def pick(page: Page, words: str) -> None:
    """Type some words into the picker that has the focus, take the first choice, go on."""
    page.keyboard.type(words)
    expect(page.locator('[role=option][aria-selected="true"]:visible')).to_have_count(1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")


def go(page: Page, keys: str) -> None:
    """Keys of the page itself, once its scripts are there."""
    page.wait_for_load_state()
    page.locator("body").press(keys[0])
    for key in keys[1:]:
        page.keyboard.press(key)


def books(page: Page) -> Locator:
    return page.locator("#books")


def heading(page: Page, name: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", name=name, exact=isinstance(name, str)).first).to_be_visible()


def test_a_day_by_keyboard_alone(page: Page, live_site: str, office: BuiltFirm, complaints: list[str]) -> None:
    page.goto(live_site)
    signs_in(page, User.objects.get(pk=office.by.user_id or 0).email)

    enters_a_bill(page)
    is_paid_for_it(page)
    receives_trust_money(page)
    pays_some_of_it_out(page)
    follows_a_figure(page)
    finds_it_by_its_amount(page)

    numbers = [document.number for document in Document.objects.order_by("id")]
    assert numbers == ["B-1001", "R-1001", "TR-1001", "TP-1001"]
    assert complaints == []


def signs_in(page: Page, email: str) -> None:
    heading(page, "Sign in")
    page.locator("[name=login]").focus()
    type_in(page, email)
    page.keyboard.type("a long passphrase")
    page.keyboard.press("Enter")
    heading(page, "Home")


def enters_a_bill(page: Page) -> None:
    """Two lines: a sum in an amount, and the text copied from the line above."""
    go(page, "gb")
    heading(page, "Client bills")
    go(page, "n")
    expect(page.locator("#id_matter")).to_be_focused()
    page.wait_for_load_state()
    pick(page, "quay")
    expect(page.locator("#id_client")).to_have_value(re.compile("Harrow & Pike"))
    page.keyboard.press("Tab")
    type_in(page, "Advice on the lease", "")
    page.keyboard.type("120*1.2")
    page.keyboard.press("Enter")
    expect(page.locator("#id_items-1-description")).to_be_focused()
    page.keyboard.press("Control+d")
    expect(page.locator("#id_items-1-description")).to_have_value("Advice on the lease")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    type_in(page, "50")
    expect(books(page)).to_contain_text("Trade debtors")
    expect(books(page)).to_contain_text("213.40")
    page.keyboard.press("Control+Enter")
    heading(page, "Client bill B-1001")


def is_paid_for_it(page: Page) -> None:
    go(page, "r")
    heading(page, "New client receipt")
    expect(books(page)).to_contain_text("Office bank")
    page.wait_for_load_state()
    page.keyboard.press("Control+Enter")
    heading(page, "Client receipt R-1001")


def receives_trust_money(page: Page) -> None:
    go(page, "gt")
    heading(page, "Trust receipts")
    go(page, "n")
    expect(page.locator("#id_payer")).to_be_focused()
    page.wait_for_load_state()
    pick(page, "harrow")
    type_in(page, "On account of costs")
    pick(page, "quay")
    type_in(page, "500")
    expect(books(page)).to_contain_text("Trust funds held")
    page.keyboard.press("Control+Enter")
    heading(page, "Trust receipt TR-1001")


def pays_some_of_it_out(page: Page) -> None:
    """More than is held is refused in words; what was typed stays, and is put right."""
    go(page, "gp")
    heading(page, "Trust payments")
    go(page, "n")
    expect(page.locator("#id_payee")).to_be_focused()
    page.wait_for_load_state()
    pick(page, "land")
    type_in(page, "Search fees")
    pick(page, "quay")
    page.keyboard.type("600")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("M-104 holds 500.00")
    expect(page.locator("#id_reason")).to_have_value("Search fees")
    page.wait_for_load_state()
    page.locator("#id_parts-0-amount").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("120")
    page.keyboard.press("Control+Enter")
    heading(page, "Trust payment TP-1001")


def follows_a_figure(page: Page) -> None:
    """From the trial balance to the account, the document and the journal."""
    go(page, "gl")
    heading(page, "Trial balance")
    page.get_by_role("link", name="380.00").last.press("Enter")
    heading(page, re.compile("Trust funds held"))
    page.get_by_role("link", name="TP-1001").press("Enter")
    heading(page, "Trust payment TP-1001")
    page.get_by_role("link", name="Open journal").press("Enter")
    heading(page, "Journal 4")


def finds_it_by_its_amount(page: Page) -> None:
    page.wait_for_load_state()
    page.keyboard.press("Control+k")
    page.keyboard.type("120.00")
    expect(page.locator("#omnibox_options")).to_contain_text("TP-1001")
    page.keyboard.press("Enter")
    heading(page, "Trust payment TP-1001")


def test_pay_in_full_from_the_list_of_open_bills(
    page: Page, live_site: str, office: BuiltFirm, client_of: SignIn, complaints: list[str]
) -> None:
    office.bill("800.00", matter="M-104")
    office.bill("100.00", matter="M-104")
    sit_down(page, live_site, client_of(office))

    page.goto(f"{live_site}{base(office)}new/client_receipt/")
    pick(page, "harrow")
    page.locator("#id_amount").fill("1000")
    page.get_by_role("button", name="Pay in full B-1001").click()
    page.get_by_role("button", name="Pay in full B-1002").click()

    expect(page.locator("#totals")).to_contain_text("Left unallocated")
    expect(page.locator("#totals .totals-main").last).to_have_text("10.00")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Client receipt R-1001")).to_be_visible()
    assert list(Document.objects.filter(kind="client_bill").values_list("settled_minor", flat=True)) == [88000, 11000]
    assert complaints == []


WRONG = {
    "client_bill": ("on", "due_on", "matter_text", "items-0-net"),
    "client_receipt": ("on", "payer_text", "amount", "parts-0-bill_text", "parts-0-amount"),
    "trust_receipt": ("on", "payer_text", "parts-0-matter_text", "parts-0-amount"),
    "trust_payment": ("on", "payee_text", "parts-0-matter_text", "parts-0-amount"),
}
NONSENSE = ("32 nov", "1e5", "<b>x</b>", "'; drop table", "NaN", "0x10", "\u0661\u0662")


@pytest.mark.parametrize("kind", WRONG)
def test_nonsense_in_every_field_is_refused_in_words_and_kept(
    kind: str, page: Page, live_site: str, office: BuiltFirm, client_of: SignIn, complaints: list[str]
) -> None:
    sit_down(page, live_site, client_of(office))
    page.goto(f"{live_site}{base(office)}new/{kind}/")

    for nonsense in NONSENSE:
        for name in WRONG[kind]:
            page.locator(f"[name='{name}']").fill(nonsense)
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("alert").first).to_contain_text("is not saved")
        for name in WRONG[kind]:
            expect(page.locator(f"[name='{name}']")).to_have_value(nonsense)

    assert Document.objects.count() == 0
    assert complaints == []


def test_badge_bar_and_rail_follow_the_pushes_while_the_page_is_open(
    page: Page, live_site: str, office: BuiltFirm, client_of: SignIn, complaints: list[str]
) -> None:
    office.connect()
    billed = office.bill("800.00", matter="M-104")
    sit_down(page, live_site, client_of(office))
    page.goto(f"{live_site}{base(office)}")
    expect(page.locator("#nav_sync")).to_contain_text("2")

    Item.objects.filter(source_kind="client_bill", source_id=billed.id).update(
        state="rejected", reason_text="no account"
    )

    expect(page.locator("#nav_sync")).to_contain_text("1 failed", timeout=9_000)
    expect(page.locator("#notice")).to_contain_text("1 record could not be pushed to Xero")
    expect(page.locator("#xero_panel .counts .bad")).to_have_text("1")
    assert complaints == []


def test_of_two_windows_on_one_draft_the_second_keeps_what_was_typed_and_is_led_to_the_first(
    page: Page, live_site: str, office: BuiltFirm, client_of: SignIn
) -> None:
    item = {"description": "Advice", "account": "4100", "net": "10.00", "tax": "GST"}
    draft = office.draft("client_bill", on="2026-03-09", due_on="2026-03-23", matter="M-104", items=[item])
    address = f"{live_site}{base(office)}documents/{draft.public_id}/edit/"
    sit_down(page, live_site, client_of(office))
    other = page.context.new_page()
    page.goto(address)
    other.goto(address)

    words_change_in(other, "From the second window", press="Save as draft")
    words_change_in(page, "From the first window", press="Post the bill")
    expect(page.get_by_text("The draft says something else by now.")).to_be_visible()
    expect(page.locator("#id_items-0-description")).to_have_value("From the first window")
    page.get_by_role("link", name="Open it as it stands").click()
    expect(page.locator("#id_items-0-description")).to_have_value("From the second window")

    other.goto(address)
    words_change_in(other, "Posted by the second", press="Post the bill")
    heading(other, "Client bill B-1001")
    words_change_in(page, "Typed in vain", press="Post the bill")
    expect(page.get_by_text("Client bill B-1001 is posted meanwhile")).to_be_visible()
    expect(page.locator("#id_items-0-description")).to_have_value("Typed in vain")
    page.get_by_role("link", name="Look at B-1001").click()
    heading(page, "Client bill B-1001")
    assert Document.objects.count() == 1


def words_change_in(window: Page, words: str, *, press: str) -> None:
    window.wait_for_load_state()
    window.locator("#id_items-0-description").fill(words)
    window.get_by_role("button", name=press).click()


def test_who_opens_what_was_posted_for_editing_is_shown_the_document(
    page: Page, live_site: str, office: BuiltFirm, client_of: SignIn
) -> None:
    bill = office.bill("800.00", matter="M-104")
    sit_down(page, live_site, client_of(office))

    page.goto(f"{live_site}{base(office)}documents/{bill.public_id}/edit/")

    heading(page, "Client bill B-1001")
    expect(page.get_by_text("Client bill B-1001 is posted; a draft is edited.")).to_be_visible()


def test_the_usual_due_date_follows_the_date_and_one_of_a_persons_own_stays(
    page: Page, live_site: str, office: BuiltFirm, client_of: SignIn, complaints: list[str]
) -> None:
    sit_down(page, live_site, client_of(office))
    page.goto(f"{live_site}{base(office)}new/client_bill/")
    on, due = page.locator("#id_on"), page.locator("#id_due_on")

    on.fill("2026-03-02")
    on.press("Tab")
    expect(due).to_have_value("16 Mar 2026")
    on.fill("2026-03-20")
    on.press("Tab")
    expect(due).to_have_value("7 Apr 2026")

    due.fill("2026-05-01")
    due.press("Tab")
    on.fill("2026-03-03")
    with page.expect_response("**/preview/"):
        on.press("Tab")
    expect(page.locator("[data-usual]")).to_have_attribute("data-text", "17 Mar 2026")
    expect(due).to_have_value("1 May 2026")
    assert complaints == []


def test_what_is_foreseen_follows_what_is_typed_just_before_an_answer(
    page: Page, live_site: str, office: BuiltFirm, client_of: SignIn
) -> None:
    sit_down(page, live_site, client_of(office))
    page.goto(f"{live_site}{base(office)}new/bank_transfer/")
    page.wait_for_load_state()
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        held.append(route)
        if len(held) > 1:
            route.continue_()

    page.route("**/preview/", hold_the_first)
    page.locator("#id_memo").fill("To the reserve")
    page.keyboard.press("Tab")
    while not held:
        page.wait_for_timeout(50)

    page.locator("#id_amount").fill("500")
    page.keyboard.press("Tab")
    held[0].continue_()

    expect(page.locator("#totals .totals-main").last).to_have_text("500.00")
