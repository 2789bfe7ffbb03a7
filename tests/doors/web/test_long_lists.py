"""A list longer than a file of it may be: the page says so, and the file says where it ends."""

from dataclasses import dataclass

import pytest

from counterfoil.reports.reading import PAGE
from counterfoil.web.files import MOST_IN_A_FILE
from counterfoil.web.show import listing
from counterfoil.web.show.listing import EveryRow
from counterfoil.web.views import money
from tests.builders import BuiltFirm
from tests.doors.web.conftest import SignIn, base


@dataclass(frozen=True)
class Page:
    rows: tuple[int, ...]
    pages: int


def of(pages: int) -> EveryRow:
    return EveryRow(lambda page: Page(tuple(range((page - 1) * PAGE, page * PAGE)), pages))


def test_a_file_holds_every_row_and_says_nothing_while_it_can() -> None:
    rows = of(MOST_IN_A_FILE // PAGE)

    assert list(rows) == list(range(MOST_IN_A_FILE))
    assert rows.told == []


def test_beyond_that_it_holds_the_first_ones_and_says_so() -> None:
    rows = of(MOST_IN_A_FILE // PAGE + 1)

    assert len(list(rows)) == MOST_IN_A_FILE
    assert [told.split(":")[0] for told in rows.told] == ["Only the first 50,000 rows"]


@pytest.mark.django_db
def test_the_page_says_what_the_file_leaves_out(
    firm: BuiltFirm, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    firm.matter("M-104")
    for _ in range(PAGE + 1):
        firm.trust_receipt("1.00", matter="M-104")
    for place in (listing, money):
        monkeypatch.setattr(place, "MOST_IN_A_FILE", PAGE)

    page = client_of(firm).get(f"{base(firm)}money/trust_receipt/").content.decode()
    whole = client_of(firm).get(f"{base(firm)}matters/").content.decode()
    file = client_of(firm).get(f"{base(firm)}money/trust_receipt.csv").content.decode("utf-8-sig")

    assert "; a file holds the first 50" in page and "a file holds" not in whole
    assert file.count("TR-10") == PAGE
