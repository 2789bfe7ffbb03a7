"""The general ledger over all accounts, and the ledger of one bank account, between two days."""

from datetime import date
from typing import Any

import pytest

from counterfoil.core.money import Money
from counterfoil.core.refusals import Refusal
from counterfoil.reports.account_ledger import account_ledger
from counterfoil.reports.bank_ledger import BankLedger, bank_ledger
from counterfoil.reports.general_ledger import GeneralLedger, general_ledger
from counterfoil.reports.trial_balance import trial_balance
from tests.builders import BuiltFirm, a_firm

pytestmark = pytest.mark.django_db

MARCH = {"since": date(2026, 3, 1), "through": date(2026, 3, 31)}


@pytest.fixture
def firm() -> BuiltFirm:
    firm = a_firm()
    firm.matter("M-104")
    firm.trust_receipt("500.00", matter="M-104", on="2026-02-10")
    firm.bill("100.00", matter="M-104", on="2026-02-12")
    firm.trust_payment("120.00", matter="M-104", on="2026-03-05")
    firm.receipt("110.00", pays={"B-1001": "110.00"}, on="2026-03-16")
    return firm


def march(firm: BuiltFirm, **asked: Any) -> GeneralLedger:
    return general_ledger(firm_id=firm.id, **(MARCH | asked))


def aud(minor: int) -> str:
    return str(Money(minor, "AUD"))


def as_text(found: GeneralLedger) -> str:
    told = []
    for section in found.sections:
        account = section.account
        told.append(f"{account.code} {account.name}: {aud(account.opening_minor)}")
        told += [f"  {line.on} {line.number} {aud(line.minor)} = {aud(line.balance_minor)}" for line in section.lines]
        told.append(f"  closing {aud(account.closing_minor)}")
    return "\n".join(told)


def test_every_account_shows_its_opening_its_lines_and_its_closing(firm: BuiltFirm) -> None:
    assert (
        as_text(march(firm))
        == """\
1100 Office bank account: 0.00
  2026-03-16 R-1001 110.00 = 110.00
  closing 110.00
1150 Trust bank account: 500.00
  2026-03-05 TP-1001 -120.00 = 380.00
  closing 380.00
1200 Trade debtors: 110.00
  2026-03-16 R-1001 -110.00 = 0.00
  closing 0.00
2150 Trust funds held: -500.00
  2026-03-05 TP-1001 120.00 = -380.00
  closing -380.00
2210 GST collected: -10.00
  closing -10.00
4100 Professional fees: -100.00
  closing -100.00"""
    )


def test_debits_equal_credits_and_closings_are_those_of_the_trial_balance(firm: BuiltFirm) -> None:
    found = march(firm)
    balances = {row.code: row.minor for row in trial_balance(firm_id=firm.id, as_at=MARCH["through"]).rows}

    assert (found.debit_minor, found.credit_minor, found.count) == (23000, 23000, 4)
    assert {each.code: each.closing_minor for each in found.accounts if each.closing_minor} == balances


def test_one_account_is_shown_alone_and_an_unknown_one_refused(firm: BuiltFirm) -> None:
    assert [section.account.code for section in march(firm, account="1200").sections] == ["1200"]
    assert [section.account.code for section in march(firm, account="6010").sections] == ["6010"]
    with pytest.raises(Refusal, match="account-unknown"):
        march(firm, account="0000")


def test_an_account_runs_on_over_pages_with_its_balance(firm: BuiltFirm) -> None:
    for _ in range(60):
        firm.trust_receipt("10.00", matter="M-104", on="2026-03-20")

    pages = [march(firm, page=number) for number in range(1, 5)]
    places = [(section.account.code, len(section.lines)) for found in pages for section in found.sections]
    trust = [section for found in pages for section in found.sections if section.account.code == "1150"]
    lines = [line.balance_minor for section in trust for line in section.lines]

    assert [found.pages for found in pages] == [3] * 4
    assert pages[3].page == 3
    assert places[:4] == [("1100", 1), ("1150", 49), ("1150", 12), ("1200", 1)]
    assert [(section.begins, section.ends) for section in trust] == [(True, False), (False, True)]
    assert lines == [line.balance_minor for page in (1, 2) for line in _of_account(firm, page)]


def _of_account(firm: BuiltFirm, page: int) -> Any:
    return account_ledger(firm_id=firm.id, account="1150", **MARCH, page=page).rows


def bank(firm: BuiltFirm, **asked: Any) -> BankLedger:
    return bank_ledger(firm_id=firm.id, **(MARCH | asked))


def test_a_bank_ledger_has_money_in_money_out_and_the_balance_after_each(firm: BuiltFirm) -> None:
    firm.trust_receipt("70.00", matter="M-104", on="2026-03-09")
    found = bank(firm, bank="T1")
    ledger = found.ledger

    assert [(line.number, line.party, aud(line.minor), aud(line.balance_minor)) for line in found.lines] == [
        ("TP-1001", "Land Registry", "-120.00", "380.00"),
        ("TR-1002", "Harrow & Pike", "70.00", "450.00"),
    ]
    assert [aud(minor) for minor in (ledger.opening_minor, ledger.debit_minor, ledger.credit_minor)] == [
        "500.00",
        "70.00",
        "120.00",
    ]
    assert aud(ledger.closing_minor) == "450.00"


def test_without_a_name_the_firms_own_first_account_is_shown(firm: BuiltFirm) -> None:
    found = bank(firm)

    assert (found.bank.code, found.bank.sort, [each.code for each in found.banks]) == ("O1", "office", ["O1", "T1"])
    with pytest.raises(Refusal, match="bank-unknown"):
        bank(firm, bank="T9")


def test_another_firm_sees_nothing_of_it(firm: BuiltFirm) -> None:
    other = a_firm("Mercer Lowe")

    assert march(other).sections == ()
    assert bank(other, bank="T1").lines == ()
