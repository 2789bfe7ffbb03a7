"""The named invariants of the books. Each is a function that reads and says what it found; none changes anything.

What an action refuses and a trigger refuses again is looked at here a third time, on the rows as they stand: against a
bug that got through both, and against the owner of a database, who can drop a trigger.
"""

from collections.abc import Iterator
from itertools import islice

from counterfoil.reports.checks.finding import Check, Finding, Scope
from counterfoil.reports.checks.of_balances import (
    account_months_equal_lines,
    matter_months_equal_lines,
    trust_balances_equal_lines,
)
from counterfoil.reports.checks.of_content import columns_agree_with_content
from counterfoil.reports.checks.of_copies import postings_have_audit_rows, pushed_has_outbox_item
from counterfoil.reports.checks.of_documents import (
    allocations_within_totals,
    document_numbers_gapless,
    matter_receivables_agree,
    orders_become_one,
    payables_agree,
    posted_has_one_standing_entry,
    receivables_agree,
    reversals_mirror,
    settled_equals_allocations,
)
from counterfoil.reports.checks.of_entries import (
    chain_whole,
    entries_balance,
    entries_have_their_lines,
    entry_numbers_gapless,
    lines_have_their_entry,
)
from counterfoil.reports.checks.of_firms import no_cross_firm_reference
from counterfoil.reports.checks.of_set_up import accounts_are_held_with_banks, package_is_as_chosen
from counterfoil.reports.checks.of_trust import (
    firm_interest_equals_firm_ledger,
    no_matter_overdrawn,
    no_trust_bank_overdrawn,
    nothing_kept_below_zero,
    trust_bank_equals_trust_held,
)

CHECKS: tuple[Check, ...] = (
    entries_balance,
    entries_have_their_lines,
    lines_have_their_entry,
    chain_whole,
    entry_numbers_gapless,
    document_numbers_gapless,
    account_months_equal_lines,
    matter_months_equal_lines,
    trust_balances_equal_lines,
    no_matter_overdrawn,
    no_trust_bank_overdrawn,
    nothing_kept_below_zero,
    trust_bank_equals_trust_held,
    firm_interest_equals_firm_ledger,
    receivables_agree,
    matter_receivables_agree,
    payables_agree,
    settled_equals_allocations,
    allocations_within_totals,
    posted_has_one_standing_entry,
    orders_become_one,
    reversals_mirror,
    columns_agree_with_content,
    pushed_has_outbox_item,
    postings_have_audit_rows,
    accounts_are_held_with_banks,
    package_is_as_chosen,
    no_cross_firm_reference,
)

MOST = 50
"""The most findings that one check hands out: who has fifty has seen enough to stop and look."""


def run_checks(*, firm_id: int | None = None) -> list[Finding]:
    """Every check in order, for one firm or for all. Empty when the books are whole."""
    return [finding for check in CHECKS for finding in findings_of(check, firm_id=firm_id)]


def findings_of(check: Check, *, firm_id: int | None = None) -> Iterator[Finding]:
    """What one check finds."""
    yield from islice(check(Scope(firm_id)), MOST)


__all__ = ["CHECKS", "Check", "Finding", "Scope", "findings_of", "run_checks"]
