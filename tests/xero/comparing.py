"""What the tests of comparisons share: a reading, a comparison of it, and what it lists."""

from datetime import date

from counterfoil.reports.comparison import Comparison
from counterfoil.reports.uncopied import named_documents
from counterfoil.xero.compare import ApartDocument, compared, documents_apart
from counterfoil.xero.sweep import sweep
from counterfoil.xero.trial_balance import Reading, read_trial_balance
from tests.xero.conftest import Linked

MARCH = date(2026, 3, 31)
NEXT_YEAR = date(2026, 7, 31)


def read(linked: Linked, as_at: date = MARCH) -> Reading:
    sweep(destination=linked.destination, network=linked.client, now=linked.store.now)
    return read_trial_balance(
        by=linked.firm.by,
        as_at=as_at,
        destination=linked.destination,
        network=linked.client,
        now=linked.store.now,
    )


def compare(linked: Linked, reading: Reading | None = None) -> Comparison:
    return compared(firm_id=linked.firm.id, reading=reading or read(linked), at=linked.store.now())


def left_over(comparison: Comparison) -> dict[str, int]:
    return {account.name: account.unexplained_minor for account in comparison.unexplained}


def listed(linked: Linked, comparison: Comparison, reading: Reading) -> dict[str, list[tuple[str, str, int]]]:
    """For each account that differs its documents: number, why, minor units. Their sum is what is explained."""
    found = {}
    every = documents_apart(
        firm_id=linked.firm.id, accounts=comparison.differing, reading=reading, at=linked.store.now()
    )
    for account in comparison.differing:
        apart = every[account.key]
        named = named_documents(firm_id=linked.firm.id, ids=[each.document_id for each in apart])
        assert sum(each.minor for each in apart) == account.explained_minor
        found[account.name] = [
            (named[each.document_id].number if each.document_id else _there(each), each.why, each.minor)
            for each in apart
        ]
    return found


def _there(apart: ApartDocument) -> str:
    assert apart.record is not None
    return apart.record.number
