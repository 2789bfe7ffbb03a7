"""What the link copies: every row of the article, answered by what the kinds declare and by nothing else."""

from dataclasses import replace

from counterfoil.core.kinds import Kept, Kind, Pushed
from counterfoil.core.link import DEFAULT
from counterfoil.kinds import all_kinds
from counterfoil.reports.capabilities import ARTICLE, CONTRADICTION, SILENT, Capability, capabilities
from tests import article

DEPOSIT = "A bank deposit (when not linked to a client payment)"


def row(transaction: str, kinds: dict[str, Kind], areas: frozenset[str] = DEFAULT.areas) -> Capability:
    return next(each for each in capabilities(kinds, replace(DEFAULT, areas=areas)) if each.transaction == transaction)


def a_deposit() -> Kind:
    """A kind that stays here unless firm banking is switched on."""
    kept = Kept("Deposits are entered in Xero by hand.", "firm_banking", (Pushed("BankTransactions", "RECEIVE"),))
    return replace(all_kinds()["client_receipt"], code="firm_deposit", title="Deposit", area="banking", push=kept)


def test_the_table_is_the_articles_row_by_row_but_for_the_one_contradiction() -> None:
    found = [row for row in capabilities(all_kinds()) if row.article != SILENT]

    assert [(row.section, row.transaction, row.article) for row in found] == article.ROWS
    assert [(row.section, row.transaction, row.here) for row in found] == article.HERE
    assert [row.transaction for row in found if row.why == CONTRADICTION] == list(article.DISAGREES)
    assert [row.transaction for row in found if row.here != "Yes" and not row.why] == []


def test_no_row_claims_what_is_not_there() -> None:
    claimed = [each.transaction for each in capabilities({}) if each.here == "Yes"]

    assert claimed == []


WITHOUT_A_ROW = {"opening_balances"}
"""Kinds that the article does not speak of."""


def test_every_kind_stands_in_a_row() -> None:
    assert set(all_kinds()) - {code for promise in ARTICLE for code in promise.kinds} == WITHOUT_A_ROW


def test_a_no_of_the_article_stays_a_no_where_its_kind_is_still_to_come() -> None:
    found = row("General journals", {})

    assert (found.here, found.why) == ("No", "Not in this version yet.")
    assert row("Paying a client bill", {}).here == "Not in this version yet"


def test_what_is_missing_of_a_row_is_named() -> None:
    kinds = {code: kind for code, kind in all_kinds().items() if code != "trust_journal"}

    found = row("Trust receipts, payments, journals, and transfers", kinds)

    assert found.here == "Yes"
    assert "Not in this version yet: trust journal" in found.why


def test_a_no_gives_its_reason_and_the_setting_that_turns_it() -> None:
    kinds = {"firm_deposit": a_deposit()}

    before, after = row(DEPOSIT, kinds), row(DEPOSIT, kinds, DEFAULT.areas | {"firm_banking"})

    assert (before.here, before.why, before.setting) == (
        "No",
        "Deposits are entered in Xero by hand.",
        "Firm banking",
    )
    assert after.here == "Yes"


def test_an_area_that_is_switched_off_is_a_no_with_its_setting() -> None:
    found = row("Posting a client bill to your accounting", all_kinds(), DEFAULT.areas - {"sales"})

    assert (found.here, found.why, found.setting) == ("No", "A setting of the link keeps this here.", "Sales")


def test_the_contradiction_of_the_article_is_named() -> None:
    found = row("Bank to bank transfer", all_kinds())

    assert (found.article, found.here, found.setting) == ("No", "Yes", "Bank transfers")
    assert found.why == CONTRADICTION
