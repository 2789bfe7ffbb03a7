"""How the firm was set up: with whom its accounts are held, and its accounting package."""

import pytest

from counterfoil.firms.rows import run
from tests.builders import BuiltFirm
from tests.reports.checks.found import Case, Tampering, assert_found, each_of

pytestmark = pytest.mark.django_db


def bank_account_with_a_client(firm: BuiltFirm) -> None:
    run(
        "update ledger_bankaccount set provider_id = (select id from matters_contact where code = 'C-0001'"
        " and firm_id = %s) where code = 'T1' and firm_id = %s",
        [firm.id, firm.id],
    )


def package_changed(firm: BuiltFirm) -> None:
    run("update firms_firm set package = 'billing' where id = %s", [firm.id])


CASES: list[Case] = [
    (bank_account_with_a_client, ["accounts_are_held_with_banks: bank account T1: it is held with Harrow & Pike"]),
    (package_changed, ["package_is_as_chosen: accounting package: it stands at 'billing', and the audit log knows"]),
]


@each_of(CASES)
def test_tampering_is_found_by_name(unguarded: BuiltFirm, tamper: Tampering, wanted: list[str]) -> None:
    assert_found(unguarded, tamper, wanted)
