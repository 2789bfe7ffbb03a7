"""The entry and the page of a document of every kind, in a real browser: usable by everybody, and never too wide.

Half of the kinds are looked at in light and half in dark; what they share is looked at in both by test_every_page.py.
"""

import pytest
from playwright.sync_api import Page

from counterfoil.documents.models import Document
from counterfoil.kinds import all_kinds
from tests.databases import CommittedDatabase
from tests.doors.web.conftest import SignIn, base, sit_down
from tests.doors.web.usable import faults_of
from tests.everything.again import TYPED, Firms, values

WIDTHS = (1600, 1180, 800)
HALVES = {"light": sorted(TYPED)[::2], "dark": sorted(TYPED)[1::2]}


@pytest.mark.parametrize("theme", HALVES)
def test_every_kind_is_usable_and_fits(
    theme: str,
    page: Page,
    committed_database: CommittedDatabase,
    live_site: str,
    client_of: SignIn,
    complaints: list[str],
) -> None:
    firms = Firms.prepared(times=1)
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    wrong: list[str] = []
    looked_at = False

    for code in sorted(HALVES[theme], key=lambda code: firms.of(code).id):
        firm = firms.of(code)
        sit_down(page, live_site, client_of(firm))
        done = firm.enter(code, **values(code, 0))
        document = Document.objects.get(pk=done.id)
        for address in (f"new/{code}/", f"documents/{document.public_id}/"):
            page.goto(f"{live_site}{base(firm)}{address}")
            assert page.locator("h1").inner_text().endswith((all_kinds()[code].title.lower(), str(done.number)))
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 1000})
                if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                    wrong.append(f"{address} is wider than {width}")
            found = faults_of(page, side_bar_known=looked_at)
            looked_at = True
            wrong += [f"{code} {address}: {fault}" for fault in found]

    assert wrong == []
    assert complaints == []
