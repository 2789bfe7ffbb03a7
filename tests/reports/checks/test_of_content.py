"""What reports read of a document beside what was entered."""

import pytest

from counterfoil.firms.rows import run
from tests.builders import BuiltFirm
from tests.reports.checks.found import DIFFERS, Case, Tampering, assert_found, each_of

pytestmark = pytest.mark.django_db


def column_changed(column: str, value: str) -> Tampering:
    def tamper(firm: BuiltFirm) -> None:
        run(f"update documents_document set {column} = {value} where number = 'TR-1001' and firm_id = %s", [firm.id])

    return tamper


def document_row_changed(firm: BuiltFirm) -> None:
    run(
        "update documents_documentline set net_minor = net_minor + 1"
        " where document_id = (select id from documents_document where number = 'TR-1001' and firm_id = %s)",
        [firm.id],
    )


CASES: list[Case] = [
    (column_changed("dated_on", "'2026-03-03'"), [f"columns_agree_with_content: TR-1001: {DIFFERS} date"]),
    (column_changed("due_on", "'2026-03-03'"), [f"columns_agree_with_content: TR-1001: {DIFFERS} due date"]),
    (column_changed("memo", "'Other'"), [f"columns_agree_with_content: TR-1001: {DIFFERS} memo"]),
    (column_changed("total_minor", "1"), [f"columns_agree_with_content: TR-1001: {DIFFERS} total"]),
    (column_changed("matter_id", "null"), [f"columns_agree_with_content: TR-1001: {DIFFERS} matter"]),
    (column_changed("contact_id", "null"), [f"columns_agree_with_content: TR-1001: {DIFFERS} contact"]),
    (column_changed("bank_id", "null"), [f"columns_agree_with_content: TR-1001: {DIFFERS} bank"]),
    (document_row_changed, [f"columns_agree_with_content: TR-1001: {DIFFERS} rows, total"]),
]


@each_of(CASES)
def test_tampering_is_found_by_name(unguarded: BuiltFirm, tamper: Tampering, wanted: list[str]) -> None:
    assert_found(unguarded, tamper, wanted)
