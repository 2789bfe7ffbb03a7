"""Rows that refer to another firm."""

import pytest

from counterfoil.firms.rows import run
from counterfoil.reports.checks import run_checks
from tests.builders import BuiltFirm, a_firm

pytestmark = pytest.mark.django_db


def matter_of_another_firm(firm: BuiltFirm) -> None:
    other = a_firm("Mercer Lowe")
    run("update matters_matter set firm_id = %s where code = 'M-117'", [other.id])


def test_a_reference_to_another_firm_is_found_in_every_table(unguarded: BuiltFirm) -> None:
    matter_of_another_firm(unguarded)

    found = {finding.where.split()[0] for finding in run_checks() if finding.check == "no_cross_firm_reference"}

    assert found == {
        "documents_document",
        "documents_documentline",
        "ledger_line",
        "ledger_mattermonth",
        "ledger_trustbalance",
        "matters_matter",
    }
