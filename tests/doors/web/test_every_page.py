"""Every page in a real browser, in light and dark and at three widths: usable by everybody, and quiet."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page

from counterfoil.outbox.models import Item
from tests.builders import BuiltFirm, a_firm
from tests.doors.web.conftest import base, known_in, sit_down
from tests.doors.web.table import IN_A_FIRM, OUTSIDE

SignIn = Callable[..., Client]

FILES = (".csv", ".xlsx")
PARTS = {"options", "search_options", "mapping_options", "pulse", "panel", "correction_steps"}
"""Addresses that answer a part of a page."""

WIDTHS = (1600, 1100, 700)


@pytest.fixture
def site(live_site: str, page: Page, client_of: SignIn) -> tuple[BuiltFirm, dict[str, str]]:
    """A firm with a copy in every state, and its owner sitting in front of the browser."""
    firm = a_firm()
    known = known_in(firm)
    states = ("rejected", "review", "sending", "unknown")
    for item, state in zip(Item.objects.order_by("id"), states, strict=False):
        Item.objects.filter(pk=item.pk).update(state=state, reason_text="account 1150 is archived in Xero")
    sit_down(page, live_site, client_of(firm))
    return firm, known


def addresses(firm: BuiltFirm, known: dict[str, str]) -> list[str]:
    """Every page that the table of addresses has: a new one is walked without being named here."""
    inside = [
        base(firm) + row.path.format(**known)
        for row in IN_A_FIRM
        if row.method == "GET" and row.says == 200 and row.name not in PARTS and not row.path.endswith(FILES)
    ]
    empty = [
        f"{base(firm)}{path}?q=nothing-like-it" for path in ("matters/", "contacts/", "money/trust_payment/", "search/")
    ]
    kinds = [f"{base(firm)}new/{kind}/" for kind in ("client_receipt", "trust_receipt", "trust_payment")]
    lists = [f"{base(firm)}money/{kind}/" for kind in ("client_receipt", "trust_receipt", "trust_payment")]
    outside = [path for name, (path, _, says) in OUTSIDE.items() if says == 200 and name != "health"]
    return [*inside, *empty, *kinds, *lists, f"{base(firm)}sync/?show=all", *outside, "/no-such-page"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_is_usable_by_everybody_and_quiet(
    theme: str, page: Page, live_site: str, site: tuple[BuiltFirm, dict[str, str]], complaints: list[str]
) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    found: dict[str, list[str]] = {}

    for address in addresses(*site):
        page.goto(live_site + address)
        violations = Axe().run(page).response["violations"]
        found[address] = [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in violations]

    assert {address: ids for address, ids in found.items() if ids} == {}
    assert [heard for heard in complaints if "no-such-page" not in heard] == []


def test_no_page_is_wider_than_the_window(page: Page, live_site: str, site: tuple[BuiltFirm, dict[str, str]]) -> None:
    wider = []
    for address in addresses(*site):
        page.goto(live_site + address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 1100})
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                wider.append((address, width))

    assert wider == []
