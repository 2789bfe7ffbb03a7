"""Balances that are kept: each is compared with the lines it comes from."""

import pytest

from counterfoil.core.dates import month_of
from counterfoil.firms.rows import run
from tests.builders import BuiltFirm
from tests.reports.checks.found import Case, Tampering, assert_found, each_of

pytestmark = pytest.mark.django_db


def account_month_off(firm: BuiltFirm) -> None:
    run(
        "update ledger_accountmonth set minor = minor + 5 where month = %s and account_id ="
        " (select id from ledger_account where slot = 'FEES' and firm_id = %s)",
        [month_of(firm.at.date()), firm.id],
    )


def matter_month_off(firm: BuiltFirm) -> None:
    run(
        "update ledger_mattermonth set minor = minor + 5 where account_id in"
        " (select id from ledger_account where slot = 'RECEIVABLE' and firm_id = %s) and matter_id ="
        " (select id from matters_matter where code = 'M-104' and firm_id = %s)",
        [firm.id, firm.id],
    )


def trust_balance_off(firm: BuiltFirm) -> None:
    run("update ledger_trustbalance set minor = minor - 5 where minor > 0 and firm_id = %s", [firm.id])


CASES: list[Case] = [
    (
        account_month_off,
        ["account_months_equal_lines: account 4100, 202603: the balance kept for 202603 is 0.05 above"],
    ),
    (matter_month_off, ["matter_months_equal_lines: matter M-104: the balance kept on 1200 for 202603 is 0.05 above"]),
    (trust_balance_off, ["trust_balances_equal_lines: matter M-104 in T1: what is kept as held is -0.05 above"]),
]


@each_of(CASES)
def test_tampering_is_found_by_name(unguarded: BuiltFirm, tamper: Tampering, wanted: list[str]) -> None:
    assert_found(unguarded, tamper, wanted)
