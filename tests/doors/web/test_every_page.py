"""Every page in a real browser, in light and dark and at three widths: usable by everybody, and quiet."""

import pytest
from playwright.sync_api import Page

from counterfoil.outbox.models import Item
from tests.builders import BuiltFirm, a_firm
from tests.doors.web.conftest import SignIn, base, known_in, sit_down
from tests.doors.web.table import IN_A_FIRM, OUTSIDE
from tests.doors.web.usable import colours_of, faults_of

FILES = (".csv", ".xlsx")
PARTS = {"options", "search_options", "mapping_options", "pulse", "panel", "correction_steps"}
"""Addresses that answer a part of a page."""

DOWNLOADS = {"attached"}

WIDTHS = (1600, 1100, 700)
SHARES = 2
"""The pages are looked at in so many tests, which may run at once."""


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
        if row.method == "GET"
        and row.says == 200
        and row.name not in PARTS | DOWNLOADS
        and not row.path.endswith(FILES)
    ]
    empty = [
        f"{base(firm)}{path}?q=nothing-like-it" for path in ("matters/", "contacts/", "money/trust_payment/", "search/")
    ]
    kinds = [f"{base(firm)}new/{kind}/" for kind in ("client_receipt", "trust_receipt", "trust_payment")]
    lists = [f"{base(firm)}money/{kind}/" for kind in ("client_receipt", "trust_receipt", "trust_payment")]
    outside = [path for name, (path, _, says) in OUTSIDE.items() if says == 200 and name != "health"]
    return [*inside, *empty, *kinds, *lists, f"{base(firm)}sync/?show=all", *outside, "/no-such-page"]


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_usable_by_everybody_fits_and_is_quiet(
    share: int, page: Page, live_site: str, site: tuple[BuiltFirm, dict[str, str]], complaints: list[str]
) -> None:
    wrong: list[tuple[str, str]] = []

    for place, address in enumerate(addresses(*site)[share::SHARES]):
        known = place > 0
        page.set_viewport_size({"width": 1280, "height": 720})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.goto(live_site + address)
        wrong += [(address, fault) for fault in faults_of(page, side_bar_known=known)]
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        wrong += [(address, f"dark: {fault}") for fault in colours_of(page, side_bar_known=known)]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 1100})
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                wrong.append((address, f"is wider than {width}"))

    assert wrong == []
    assert [heard for heard in complaints if "no-such-page" not in heard] == []
