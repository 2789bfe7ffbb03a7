"""Part of the trust account lies with the regulator: it stays held for the matters, and cannot be spent meanwhile."""

import pytest

from counterfoil.documents.actions import Done
from counterfoil.ledger.models import TrustBalance
from counterfoil.matters.models import Contact
from counterfoil.practice.banks import change_bank_account, open_bank_account
from counterfoil.reports.trust_agreement import trust_agreement
from tests.builders import BuiltFirm, a_firm
from tests.refusals import refused
from tests.scenarios.telling import assert_whole, journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> BuiltFirm:
    """9,408.00 is the lowest of the year: two thirds, rounded down to hundreds, are deposited."""
    firm = a_firm()
    firm.matter("M-104")
    firm.matter("M-117")
    firm.trust_receipt("5000.00", matter="M-104", on="2026-01-05")
    firm.trust_receipt("4408.00", matter="M-117", on="2026-01-05")
    return firm


def deposit(firm: BuiltFirm, amount: str = "6200.00", *, on: str = "2026-01-20") -> Done:
    return firm.enter("statutory_deposit_made", on=on, bank="T1", amount=amount, reason="For the year before")


def give_back(firm: BuiltFirm, amount: str, *, on: str) -> Done:
    return firm.enter("statutory_deposit_returned", on=on, bank="T1", amount=amount, reason="Needed for payments")


def test_the_ledgers_stay_as_they_are_and_bank_and_deposit_add_up_to_them(firm: BuiltFirm) -> None:
    deposit(firm)

    assert "Dr 1270  6,200.00 T1" in journal(firm)
    assert sorted(row.minor for row in TrustBalance.objects.all()) == [440_800, 500_000]
    agreement = trust_agreement(firm_id=firm.id)
    assert (agreement.banks_minor, agreement.held_minor, agreement.agrees) == (940_800, 940_800, True)
    assert_whole()


def test_a_payment_that_the_matter_could_bear_waits_until_the_deposit_is_back(firm: BuiltFirm) -> None:
    deposit(firm)

    with refused("bank-overdrawn", "T1 has 3,208.00 on 2026-02-02", "5,000.00 cannot leave it", "statutory deposit"):
        firm.trust_payment("5000.00", matter="M-104", on="2026-02-02")
    with refused("more-than-held", "of T1 6,200.00 is deposited"):
        give_back(firm, "6200.01", on="2026-02-02")
    give_back(firm, "1792.00", on="2026-02-02")
    firm.trust_payment("5000.00", matter="M-104", on="2026-02-02")

    assert_whole()


def test_neither_deposit_nor_return_is_taken_back_where_a_later_day_needs_it(firm: BuiltFirm) -> None:
    made = deposit(firm)
    returned = give_back(firm, "6000.00", on="2026-02-02")
    firm.trust_payment("5000.00", matter="M-104", on="2026-02-03")

    with refused("more-than-held", "of T1 200.00 is deposited on 2026-02-02"):
        firm.reverse(made)
    with refused("bank-overdrawn", "T1 has 4,208.00 on 2026-02-03"):
        firm.reverse(returned)

    assert_whole()


def test_a_receipt_whose_money_lies_in_the_deposit_cannot_be_taken_back(firm: BuiltFirm) -> None:
    late = firm.trust_receipt("4000.00", matter="M-104", on="2026-01-06")
    deposit(firm, "12000.00")

    with refused("bank-overdrawn", "T1 has 1,408.00"):
        firm.reverse(late)

    assert_whole()


def test_a_deposit_before_the_money_was_there_is_refused(firm: BuiltFirm) -> None:
    with refused("bank-overdrawn", "T1 has 0.00 on 2026-01-04"):
        deposit(firm, on="2026-01-04")


def test_a_statutory_account_takes_money_by_deposits_alone(firm: BuiltFirm) -> None:
    provider = Contact.objects.get(firm=firm.firm, sort="bank").code
    account = open_bank_account(
        sort="trust", account_type="statutory", name="Statutory deposit", provider=provider, by=firm.by, at=firm.at
    )
    part, payer = [{"matter": "M-104", "amount": "1.00"}], firm.contact("Harrow & Pike").code

    with refused("bank-wrong-sort", "T2 is the statutory deposit", "only statutory deposits move"):
        firm.enter("trust_receipt", on="2026-02-02", bank="T2", payer=payer, reason="x", parts=part)
    with refused("bank-wrong-sort", "T2 is the statutory deposit"):
        firm.enter("trust_bank_transfer", on="2026-02-02", bank="T1", into="T2", reason="x", parts=part)
    with refused("bank-wrong-sort", "T2 is the statutory deposit"):
        firm.enter("statutory_deposit_made", on="2026-02-02", bank="T2", amount="1.00", reason="x")
    deposit(firm)

    with refused("bank-holds-money"):
        change_bank_account(
            code=account.code, name=account.name, number="", provider=provider, state="closed", by=firm.by, at=firm.at
        )
    assert_whole()


def test_where_the_law_knows_no_deposit_there_is_none() -> None:
    firm = a_firm(jurisdiction="ew")
    firm.matter("M-104")

    with refused("not-in-jurisdiction", "no statutory deposit made in England and Wales", "No part of the client"):
        deposit(firm, on="2026-02-02")
