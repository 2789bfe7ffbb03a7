"""Every matter as at any day, and the trust money of all of them three ways."""

from datetime import date
from typing import Any

import pytest

from counterfoil.core.money import Money
from counterfoil.core.refusals import Refusal
from counterfoil.firms.rows import run
from counterfoil.practice.banks import open_bank_account
from counterfoil.practice.matters import close_matter
from counterfoil.reports.matter_balances import MatterBalances, matter_balances
from counterfoil.reports.matter_figures import matter_figures
from counterfoil.reports.trust_listing import TrustListing, trust_listing
from tests.builders import BuiltFirm, a_firm

pytestmark = pytest.mark.django_db

LAST_OF_MARCH = date(2026, 3, 31)


@pytest.fixture
def firm() -> BuiltFirm:
    """Three matters; money of two of them in a second trust account, T2."""
    firm = a_firm()
    firm.matter("M-104")
    firm.matter("M-117", client="R. Osei", title="Lease of Unit 4", lawyer="R. Whitlam")
    firm.matter("M-118", client="R. Osei", title="Nothing yet")
    firm.trust_receipt("500.00", matter="M-104", on="2026-01-15")
    open_bank_account(sort="trust", name="Trust, Parramatta", provider="BANK", by=firm.by, at=firm.at)
    parts = [{"matter": "M-104", "amount": "30.00"}, {"matter": "M-117", "amount": "70.00"}]
    payer = firm.contact("Harrow & Pike").code
    firm.enter("trust_receipt", on="2026-02-10", bank="T2", payer=payer, reason="Both", parts=parts)
    firm.trust_payment("120.00", matter="M-104", on="2026-03-05")
    firm.bill("800.00", matter="M-104", on="2026-03-09")
    firm.bill("100.00", matter="M-117", on="2026-03-10")
    firm.receipt("300.00", pays={"B-1001": "280.00"}, on="2026-03-20")
    firm.reverse(firm.trust_receipt("9.00", matter="M-117", on="2026-03-02"))
    return firm


def balances_on(firm: BuiltFirm, day: date = LAST_OF_MARCH, **asked: Any) -> MatterBalances:
    return matter_balances(firm_id=firm.id, as_at=day, **asked)


def listing_on(firm: BuiltFirm, day: date = LAST_OF_MARCH, **asked: Any) -> TrustListing:
    return trust_listing(firm_id=firm.id, as_at=day, **asked)


def aud(minor: int) -> str:
    return str(Money(minor, "AUD"))


def rows_of(found: MatterBalances) -> list[tuple[str, str, str]]:
    return [(row.code, aud(row.trust_minor), aud(row.office_minor)) for row in found.rows]


@pytest.mark.parametrize(
    ("day", "rows"),
    [
        ("2026-03-31", [("M-104", "410.00", "600.00"), ("M-117", "70.00", "110.00")]),
        ("2026-03-19", [("M-104", "410.00", "880.00"), ("M-117", "70.00", "110.00")]),
        ("2026-03-04", [("M-104", "530.00", "0.00"), ("M-117", "70.00", "0.00")]),
        ("2026-02-28", [("M-104", "530.00", "0.00"), ("M-117", "70.00", "0.00")]),
        ("2026-02-09", [("M-104", "500.00", "0.00")]),
        ("2026-01-14", []),
    ],
)
def test_balances_are_those_of_the_day(firm: BuiltFirm, day: str, rows: list[tuple[str, str, str]]) -> None:
    found = balances_on(firm, date.fromisoformat(day))

    assert rows_of(found) == rows
    assert found.trust_account is not None
    assert found.trust_account.minor == found.trust_minor


def test_balances_of_today_are_those_on_the_matters_own_page(firm: BuiltFirm) -> None:
    for row in balances_on(firm).rows:
        figures = matter_figures(firm_id=firm.id, matter=row.code, at=firm.at)

        assert (row.trust_minor, row.office_minor) == (figures.trust_minor, figures.office_minor)


def test_what_a_receipt_left_over_is_all_that_separates_matters_from_receivables(firm: BuiltFirm) -> None:
    found = balances_on(firm)

    assert found.office_account is not None
    assert (aud(found.office_minor), aud(found.office_account.minor)) == ("710.00", "690.00")


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({"show": "held"}, ["M-104", "M-117"]),
        ({"show": "all"}, ["M-104", "M-117", "M-118"]),
        ({"text": "unit LEASE"}, ["M-117"]),
        ({"lawyer": "R. Whitlam"}, ["M-117"]),
        ({"client": "C-0002", "show": "all"}, ["M-117", "M-118"]),
        ({"sort": "-office"}, ["M-104", "M-117"]),
        ({"sort": "trust"}, ["M-117", "M-104"]),
    ],
)
def test_matters_can_be_filtered_and_sorted(firm: BuiltFirm, asked: dict[str, Any], codes: list[str]) -> None:
    found = balances_on(firm, **asked)

    assert [row.code for row in found.rows] == codes
    assert found.count == len(codes)
    assert found.trust_minor == sum(row.trust_minor for row in found.rows)


def test_a_matter_without_balance_is_listed_from_the_day_it_was_opened(firm: BuiltFirm) -> None:
    close_matter(code="M-118", closed_on=date(2026, 3, 31), by=firm.by, at=firm.at)

    assert [(row.code, row.closed) for row in balances_on(firm, show="all").rows][-1] == ("M-118", True)
    assert rows_of(balances_on(firm, date(2026, 1, 4), show="all")) == []


def test_matters_come_by_the_page_and_a_page_beyond_the_last_is_the_last(firm: BuiltFirm) -> None:
    for number in range(50):
        firm.matter(f"M-2{number:02d}")

    found = balances_on(firm, show="all", page=9)

    assert (found.page, found.pages, found.count, len(found.rows)) == (2, 2, 53, 3)
    assert len(balances_on(firm, show="all", page=None).rows) == 53


def test_the_listing_has_a_row_for_each_matter_in_each_bank(firm: BuiltFirm) -> None:
    found = listing_on(firm)

    assert [(row.code, row.bank, aud(row.minor), str(row.newest_on)) for row in found.rows] == [
        ("M-104", "T1", "380.00", "2026-03-05"),
        ("M-104", "T2", "30.00", "2026-02-10"),
        ("M-117", "T2", "70.00", "2026-02-10"),
    ]
    assert [(bank.code, aud(bank.account_minor), aud(bank.matters_minor), bank.matters) for bank in found.banks] == [
        ("T1", "380.00", "380.00", 1),
        ("T2", "100.00", "100.00", 2),
    ]


@pytest.mark.parametrize("day", ["2026-01-14", "2026-01-15", "2026-02-09", "2026-02-10", "2026-03-04", "2026-03-31"])
def test_the_three_totals_agree_on_every_day(firm: BuiltFirm, day: str) -> None:
    found = listing_on(firm, date.fromisoformat(day))

    assert found.agrees
    assert found.banks_minor == found.held_minor == found.matters_minor == sum(row.minor for row in found.rows)


def test_a_day_in_the_past_shows_what_was_held_and_moved_by_then(firm: BuiltFirm) -> None:
    found = listing_on(firm, date(2026, 3, 4))

    assert [(row.code, row.bank, aud(row.minor), str(row.newest_on)) for row in found.rows] == [
        ("M-104", "T1", "500.00", "2026-01-15"),
        ("M-104", "T2", "30.00", "2026-02-10"),
        ("M-117", "T2", "70.00", "2026-02-10"),
    ]


def test_the_listing_can_be_of_one_bank_or_some_words_and_its_total_follows(firm: BuiltFirm) -> None:
    of_bank, of_words = listing_on(firm, bank="T2"), listing_on(firm, text="osei")

    assert ([row.code for row in of_bank.rows], aud(of_bank.total_minor)) == (["M-104", "M-117"], "100.00")
    assert ([row.code for row in of_words.rows], aud(of_words.total_minor)) == (["M-117"], "70.00")
    assert of_words.agrees


def test_a_trust_account_that_there_is_not_is_refused_by_name(firm: BuiltFirm) -> None:
    with pytest.raises(Refusal, match="bank-unknown"):
        listing_on(firm, bank="O1")


def test_a_listing_that_does_not_agree_says_so(firm: BuiltFirm) -> None:
    run("update ledger_bankaccount set sort = 'office' where firm_id = %s and code = 'T2'", [firm.id])

    assert not listing_on(firm).agrees


def test_another_firm_sees_nothing_of_it(firm: BuiltFirm) -> None:
    other = a_firm("Mercer Lowe")

    assert (balances_on(other, show="all").rows, balances_on(other).trust_minor) == ((), 0)
    assert (listing_on(other).rows, listing_on(other).held_minor, listing_on(other).agrees) == ((), 0, True)
