"""Bank accounts: what they may be, who holds them, and when they close."""

from typing import Any

import pytest

from counterfoil.core.references import OfficeBank, TrustBank
from counterfoil.documents.standing import standing
from counterfoil.firms.models import Audit, Firm
from counterfoil.firms.roles import Actor
from counterfoil.ledger.models import Account, BankAccount
from counterfoil.matters.models import Contact
from counterfoil.practice.banks import change_bank_account, open_bank_account
from counterfoil.practice.bookkeeping import add_currency, add_division
from counterfoil.practice.contacts import add_contact, change_contact, name_bank
from counterfoil.reports import choices
from counterfoil.reports.checks import run_checks
from tests.builders import BuiltFirm, a_firm
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> BuiltFirm:
    built = a_firm()
    built.matter("M-104")
    return built


def opening(firm: BuiltFirm, **given: str) -> BankAccount:
    facts: dict[str, Any] = {"sort": "trust", "name": "Trust account, Parramatta", "provider": "BANK"} | given
    return open_bank_account(**facts, by=firm.by, at=firm.at)


def changing(firm: BuiltFirm, code: str = "T1", **given: str) -> BankAccount:
    facts: dict[str, Any] = {"name": "Trust account", "number": "", "provider": "BANK", "state": "open"} | given
    return change_bank_account(code=code, **facts, by=firm.by, at=firm.at)


def received(firm: BuiltFirm, bank: str) -> None:
    parts = [{"matter": "M-104", "amount": "5.00"}]
    payer = firm.contact("Harrow & Pike").code
    firm.enter("trust_receipt", on="2026-03-02", bank=bank, payer=payer, reason="On account", parts=parts)


def on_offer(firm: BuiltFirm, sort: type[TrustBank] | type[OfficeBank]) -> list[str]:
    row = Firm.objects.get(pk=firm.id)
    kept = standing(firm_id=row.pk, public_id=row.public_id, chart_version=row.chart_version)
    return [choice.code for choice in choices.fixed(sort, shelf=choices.Shelf(row.pk, kept))]


def test_a_further_trust_account_brings_an_account_of_the_chart_with_it(firm: BuiltFirm) -> None:
    bank = opening(firm, number="062000 12345678")

    received(firm, "T2")
    assert (bank.code, bank.number) == ("T2", "062-000 12345678")
    assert (bank.account.code, bank.account.name, bank.account.type) == ("1151", bank.name, "trust_bank")
    assert Audit.objects.get(subject="bank account", subject_id=bank.pk).action == "add"


def test_the_account_that_stands_ready_makes_way_for_the_first_of_its_sort(firm: BuiltFirm) -> None:
    bank = opening(firm, number="062000 12345678", instead_of="T1")

    received(firm, "T1")
    assert (bank.code, bank.name, bank.account.code) == ("T1", "Trust account, Parramatta", "1150")
    assert list(BankAccount.objects.filter(sort="trust").values_list("code", flat=True)) == ["T1"]
    assert run_checks(firm_id=firm.id) == []


@pytest.mark.parametrize("used_by", ["its number", "its name", "a document", "a draft"])
def test_an_account_that_is_used_makes_way_for_none(firm: BuiltFirm, used_by: str) -> None:
    if used_by == "its number":
        changing(firm, name="Trust bank account", number="062000 12345678")
    elif used_by == "its name":
        changing(firm, name="Our trust account")
    elif used_by == "a document":
        received(firm, "T1")
    else:
        payer, parts = firm.contact("Harrow & Pike").code, [{"matter": "M-104", "amount": "5.00"}]
        firm.draft("trust_receipt", on="2026-03-02", bank="T1", payer=payer, reason="On account", parts=parts)

    with refused("step-not-allowed", "T1"):
        opening(firm, instead_of="T1")
    assert BankAccount.objects.get(code="T1").name != "Trust account, Parramatta"


def test_a_bank_account_takes_a_free_account_of_the_chart(firm: BuiltFirm) -> None:
    free = Account.objects.create(firm=firm.firm, code="1105", name="Savings", type="bank")

    bank = opening(firm, sort="office", name="Savings", account="1105")

    assert bank.account_id == free.pk
    with refused("account-has-a-bank", "O2"):
        opening(firm, sort="office", name="Savings again", account="1105")
    with refused("account-not-allowed", "1105"):
        opening(firm, account="1105")


@pytest.mark.parametrize(
    ("jurisdiction", "types"),
    [
        ("au", ["current", "investment", "controlled", "statutory"]),
        ("nz", ["current", "investment"]),
        ("ew", ["current", "investment"]),
        ("us", ["current", "investment"]),
    ],
)
def test_each_jurisdiction_has_its_types_of_trust_account(jurisdiction: str, types: list[str]) -> None:
    firm = a_firm(jurisdiction=jurisdiction)

    for type_ in ("current", "investment", "controlled", "statutory"):
        if type_ in types:
            assert opening(firm, account_type=type_).type == type_
        else:
            with refused("bank-type-unknown"):
                opening(firm, account_type=type_)


def test_an_office_account_is_a_current_account(firm: BuiltFirm) -> None:
    with refused("bank-type-unknown", "office"):
        opening(firm, sort="office", account_type="controlled")


def test_the_statutory_deposit_is_one_account_and_takes_no_receipts(firm: BuiltFirm) -> None:
    bank = opening(firm, account_type="statutory")

    assert bank.account.slot == "STATUTORY_DEPOSIT"
    assert bank.code not in on_offer(firm, TrustBank)
    with refused("bank-wrong-sort", "statutory deposit"):
        received(firm, bank.code)
    with refused("account-has-a-bank"):
        opening(firm, account_type="statutory")
    received(firm, "T1")
    assert run_checks(firm_id=firm.id) == []


def test_only_a_bank_holds_accounts(firm: BuiltFirm) -> None:
    client = firm.contact("Harrow & Pike").code

    with refused("contact-not-a-bank", "Harrow & Pike"):
        opening(firm, provider=client)
    with refused("contact-not-a-bank", "Harrow & Pike"):
        changing(firm, provider=client)
    with refused("contact-unknown"):
        opening(firm, provider="C-9999")


def test_a_bank_that_holds_accounts_stays_a_bank(firm: BuiltFirm) -> None:
    facts = {"code": "BANK", "name": "ANZ", "sort": "company", "email": "", "phone": ""}
    with refused("contact-holds-accounts", "O1"):
        change_contact(**facts, by=firm.by, at=firm.at)

    other = add_contact(name="Westpac", sort="bank", by=firm.by, at=firm.at)
    for code in ("O1", "T1"):
        changing(firm, code, provider=other.code)
    assert change_contact(**facts, by=firm.by, at=firm.at).sort == "company"


def test_the_firms_bank_is_given_its_name(firm: BuiltFirm) -> None:
    with refused("field-missing", "own name"):
        name_bank(name="Enter your bank name", by=firm.by, at=firm.at)

    name_bank(name="ANZ", by=firm.by, at=firm.at)

    assert Contact.objects.get(firm_id=firm.id, code="BANK").name == "ANZ"


def test_a_closed_account_is_offered_nowhere_and_takes_no_posting(firm: BuiltFirm) -> None:
    changing(firm, state="closed")

    assert on_offer(firm, TrustBank) == []
    with refused("bank-closed", "T1"):
        received(firm, "T1")

    changing(firm, state="open")
    received(firm, "T1")


def test_a_trust_account_that_holds_money_stays_open(firm: BuiltFirm) -> None:
    received(firm, "T1")

    with refused("bank-holds-money", "T1"):
        changing(firm, state="closed")


def test_what_changed_of_a_bank_account_is_in_the_audit_log(firm: BuiltFirm) -> None:
    changing(firm, number="062-000 87654321", name="Trust account, Sydney")

    noted = Audit.objects.get(subject="bank account", action="change")
    assert '"number":"062-000 87654321"' in noted.detail


def test_no_two_accounts_have_one_number(firm: BuiltFirm) -> None:
    changing(firm, number="062-000 87654321")

    with refused("name-taken", "T1"):
        opening(firm, number="06200087654321")


def test_a_number_that_is_none_is_refused_by_the_form_it_has(firm: BuiltFirm) -> None:
    with refused("bank-number-not-understood", "000-000 12345678"):
        opening(firm, number="12")


def test_posting_in_a_second_currency_is_not_there_yet(firm: BuiltFirm) -> None:
    with refused("currency-unknown", "USD"):
        opening(firm, currency="USD")
    add_currency(code="USD", by=firm.by, at=firm.at)
    bank = opening(firm, currency="USD")

    with refused("not-yet-supported", "second currency"):
        received(firm, bank.code)


def test_posting_in_a_second_division_is_not_there_yet(firm: BuiltFirm) -> None:
    with refused("division-unknown", "MEL"):
        opening(firm, division="MEL")
    add_division(code="MEL", name="Melbourne", by=firm.by, at=firm.at)
    bank = opening(firm, division="MEL")

    with refused("not-yet-supported", "second division"):
        received(firm, bank.code)
    received(firm, opening(firm, division="MAIN").code)


def test_only_an_admin_sets_up_bank_accounts(firm: BuiltFirm) -> None:
    manager = Actor(firm.by.user_id, "Lee Marsh", firm.id, frozenset({"trust_manager"}))

    with refused("not-permitted", "admin"):
        open_bank_account(sort="trust", name="Trust", provider="BANK", by=manager, at=firm.at)
