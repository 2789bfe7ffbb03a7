"""Trust money: nothing below zero on any day, and three sums that agree."""

import pytest

from counterfoil.firms.rows import run
from tests.builders import BuiltFirm
from tests.reports.checks.found import Case, Tampering, assert_found, each_of
from tests.reports.tampering import chain_again, keep_balances_again

pytestmark = pytest.mark.django_db


def payment_before_its_receipt(firm: BuiltFirm) -> None:
    """The receipt is moved behind the payment, in every place that shows its day."""
    document = "(select id from documents_document where number = 'TR-1001' and firm_id = %s)"
    entry = f"(select id from ledger_entry where document_id = {document})"
    run(f"update ledger_line set dated_on = '2026-03-06' where entry_id = {entry}", [firm.id])
    run(f"update ledger_entry set dated_on = '2026-03-06' where document_id = {document}", [firm.id])
    run(
        "update documents_document set dated_on = '2026-03-06', content = replace(content, '2026-03-02', '2026-03-06')"
        " where number = 'TR-1001' and firm_id = %s",
        [firm.id],
    )
    chain_again(firm.id)


def trust_bank_is_no_longer_trust(firm: BuiltFirm) -> None:
    run("update ledger_account set type = 'bank' where type = 'trust_bank' and firm_id = %s", [firm.id])


def receipt_into_another_bank(firm: BuiltFirm) -> None:
    """Trust money stands on the office bank: the three ways differ in sum and for the bank."""
    run(
        "update ledger_line set account_id = (select id from ledger_account where code = '1100' and firm_id = %s)"
        " where account_id = (select id from ledger_account where code = '1150' and firm_id = %s)"
        " and minor > 0 and entry_id = (select id from ledger_entry where seq = 1 and firm_id = %s)",
        [firm.id, firm.id, firm.id],
    )
    keep_balances_again(firm.id)
    chain_again(firm.id)


def firm_money_in_trust(firm: BuiltFirm) -> None:
    run("update ledger_account set slot = 'FIRM_INTEREST_IN_TRUST' where slot = 'FEES' and firm_id = %s", [firm.id])


def bank_called_a_retainer(firm: BuiltFirm) -> None:
    run("update ledger_account set slot = null where slot = 'RETAINERS_HELD' and firm_id = %s", [firm.id])
    run("update ledger_account set slot = 'RETAINERS_HELD' where code = '1100' and firm_id = %s", [firm.id])


CASES: list[Case] = [
    (
        payment_before_its_receipt,
        [
            "no_matter_overdrawn: matter M-104 in T1: the matter holds -120.00 at the end of 2026",
            "no_trust_bank_overdrawn: trust bank T1: the account has -120.00 at the end of 2026-03-05",
        ],
    ),
    (trust_bank_is_no_longer_trust, ["trust_bank_equals_trust_held: all trust banks: trust banks hold 0.00"]),
    (
        receipt_into_another_bank,
        [
            "no_trust_bank_overdrawn: trust bank T1: the account has -120.00",
            "trust_bank_equals_trust_held: all",
            "trust_bank_equals_trust_held: trust bank T1",
        ],
    ),
    (
        firm_money_in_trust,
        ["firm_interest_equals_firm_ledger: the firm's own trust ledger: the firm's interest in trust is -800.00"],
    ),
    (
        bank_called_a_retainer,
        ["nothing_kept_below_zero: matter : what is held as a retainer comes to -1,000.00 at the end of 2026-03-16"],
    ),
]


@each_of(CASES)
def test_tampering_is_found_by_name(unguarded: BuiltFirm, tamper: Tampering, wanted: list[str]) -> None:
    assert_found(unguarded, tamper, wanted)
