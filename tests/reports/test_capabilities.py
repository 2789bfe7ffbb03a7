"""What the link copies: every row of the article, answered by what the kinds declare and by nothing else."""

from dataclasses import replace

from counterfoil.core.kinds import Kept, Kind, Pushed
from counterfoil.core.link import DEFAULT
from counterfoil.kinds import all_kinds
from counterfoil.reports.capabilities import ARTICLE, CONTRADICTION, SILENT, Capability, capabilities

ROWS = {"Client billing": 7, "Trust accounting": 6, "Supplier transactions": 6, "Banking transactions": 8}
DEPOSIT = "A bank deposit (when not linked to a client payment)"


def row(transaction: str, kinds: dict[str, Kind], areas: frozenset[str] = DEFAULT.areas) -> Capability:
    return next(each for each in capabilities(kinds, replace(DEFAULT, areas=areas)) if each.transaction == transaction)


def a_deposit() -> Kind:
    """A kind that stays here unless firm banking is switched on."""
    kept = Kept("Deposits are entered in Xero by hand.", "firm_banking", (Pushed("BankTransactions", "RECEIVE"),))
    return replace(all_kinds()["client_receipt"], code="firm_deposit", title="Deposit", area="banking", push=kept)


def test_every_row_of_the_article_is_there() -> None:
    found = [promise.section for promise in ARTICLE]

    assert {section: found.count(section) for section in ROWS} == ROWS
    assert found.count("Other accounting functions") == 5


def test_no_row_claims_what_is_not_there() -> None:
    claimed = [each.transaction for each in capabilities({}) if each.here == "Yes"]

    assert claimed == []


WITHOUT_A_ROW = {"opening_balances"}
"""Kinds that the article does not speak of."""


def test_every_kind_stands_in_a_row() -> None:
    assert set(all_kinds()) - {code for promise in ARTICLE for code in promise.kinds} == WITHOUT_A_ROW


def test_a_kind_that_is_copied_answers_as_the_article_promises() -> None:
    """Except where some of a row's kinds are still to come, where the article contradicts itself or says nothing."""
    for promise in ARTICLE:
        if promise.article == SILENT or promise.why == CONTRADICTION:
            continue
        if promise.kinds and set(promise.kinds) <= set(all_kinds()):
            assert row(promise.transaction, all_kinds()).here == promise.article


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
