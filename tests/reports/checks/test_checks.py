"""Every named check finds what it is for: each test takes the guards away, breaks one thing, and sees that finding.

Where one change would show in several places, the tampering also mends what can be mended - hashes, kept balances - so
that only the check in question is left to notice it.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.firms.rows import run
from counterfoil.reports.checks import CHECKS, findings_of, run_checks
from tests.builders import BuiltFirm, a_firm
from tests.reports.checks import (
    test_of_balances,
    test_of_content,
    test_of_copies,
    test_of_documents,
    test_of_entries,
    test_of_set_up,
    test_of_trust,
)
from tests.reports.checks.found import told
from tests.reports.tampering import put_the_guards_back, take_the_guards_away

pytestmark = pytest.mark.django_db

SUBJECTS = (
    test_of_balances,
    test_of_content,
    test_of_copies,
    test_of_documents,
    test_of_entries,
    test_of_set_up,
    test_of_trust,
)


def test_whole_books_have_no_finding(firm: BuiltFirm) -> None:
    assert told(run_checks()) == []
    assert told(run_checks(firm_id=firm.id)) == []


def test_checks_read_and_change_nothing(firm: BuiltFirm) -> None:
    with CaptureQueriesContext(connection) as asked:
        run_checks()

    statements = [query["sql"].lstrip().lower() for query in asked.captured_queries]
    assert statements and all(sql.startswith(("select", "with")) for sql in statements)


def test_a_check_is_named_like_its_function() -> None:
    assert len({check.__name__ for check in CHECKS}) == len(CHECKS)


def test_every_check_has_a_tampering_that_it_finds() -> None:
    cases = [case for subject in SUBJECTS for case in subject.CASES]
    found = {sentence.split(":", 1)[0] for _, wanted in cases for sentence in wanted}

    assert found | {"no_cross_firm_reference"} == {check.__name__ for check in CHECKS}


def test_a_finding_of_another_firm_is_left_out(unguarded: BuiltFirm) -> None:
    other = a_firm("Mercer Lowe")
    test_of_entries.head_moved(unguarded)

    assert run_checks(firm_id=other.id) == []
    assert [finding.firm_id for finding in run_checks()] == [unguarded.id]


def test_no_check_hands_out_more_than_fifty_findings(firm: BuiltFirm) -> None:
    for _ in range(60):
        firm.trust_receipt("1.00", matter="M-104")
    take_the_guards_away()
    run("update documents_document set memo = 'Other' where firm_id = %s", [firm.id])
    check = next(check for check in CHECKS if check.__name__ == "columns_agree_with_content")

    found = list(findings_of(check))
    put_the_guards_back()

    assert len(found) == 50
