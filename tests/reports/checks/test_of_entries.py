"""Entries, their lines and the chain: what was changed in them is found by name."""

import pytest

from counterfoil.firms.rows import run
from tests.builders import BuiltFirm
from tests.reports.checks.found import Case, Tampering, assert_found, each_of
from tests.reports.tampering import chain_again, keep_balances_again

pytestmark = pytest.mark.django_db


def unbalanced(firm: BuiltFirm) -> None:
    run(
        "update ledger_line set minor = minor + 100 where entry_id ="
        " (select id from ledger_entry where seq = 5 and firm_id = %s) and account_id ="
        " (select id from ledger_account where slot = 'FEES' and firm_id = %s)",
        [firm.id, firm.id],
    )
    keep_balances_again(firm.id)
    chain_again(firm.id)


def declared_more_lines(firm: BuiltFirm) -> None:
    run("update ledger_entry set line_count = 3 where seq = 1 and firm_id = %s", [firm.id])


def line_on_another_day(firm: BuiltFirm) -> None:
    run(
        "update ledger_line set dated_on = '2026-03-10' where entry_id = (select id from ledger_entry where seq = 5"
        " and firm_id = %s) and minor > 0",
        [firm.id],
    )


def line_without_entry(firm: BuiltFirm) -> None:
    run(
        "insert into ledger_line (firm_id, entry_id, account_id, dated_on, minor) select firm_id, 999999, account_id,"
        " dated_on, 100 from ledger_line where matter_id is null and firm_id = %s order by id limit 1",
        [firm.id],
    )


def title_changed(firm: BuiltFirm) -> None:
    run("update ledger_entry set title = 'Something else' where seq = 3 and firm_id = %s", [firm.id])


def head_hash_changed(firm: BuiltFirm) -> None:
    run("update ledger_chain set hash = %s where firm_id = %s", ["f" * 64, firm.id])


def head_moved(firm: BuiltFirm) -> None:
    run("update ledger_chain set seq = seq + 1 where firm_id = %s", [firm.id])


CASES: list[Case] = [
    (unbalanced, ["entries_balance: entry 5: debits and credits differ by 1.00"]),
    (declared_more_lines, ["entries_have_their_lines: entry 1: the entry was sealed with 3 lines and has 2"]),
    (line_on_another_day, ["entries_have_their_lines: entry 5: 1 of its lines are dated on another day"]),
    (line_without_entry, ["lines_have_their_entry"]),
    (title_changed, ["chain_whole: entry 3: the chain breaks here: the entry or a line was changed"]),
    (head_hash_changed, ["chain_whole: entry 8: the head of the chain is not the last entry's hash"]),
    (head_moved, ["entry_numbers_gapless: entry 9: 8 entries are numbered 1 to 8, and the head of the chain says 9"]),
]


@each_of(CASES)
def test_tampering_is_found_by_name(unguarded: BuiltFirm, tamper: Tampering, wanted: list[str]) -> None:
    assert_found(unguarded, tamper, wanted)
