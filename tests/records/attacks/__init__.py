"""SQL that must never succeed, as tables by topic. Add a row when you think of another."""

from tests.records.attacks import (
    chain_and_numbers,
    documents,
    forged_entries,
    on_postgres,
    other_firms,
    outbox,
    periods_and_accounts,
    sealed_entries,
    signed,
    trust,
)
from tests.records.attacks.attack import Attack

__all__ = ["ATTACKS", "Attack"]

ATTACKS = [
    *sealed_entries.ATTACKS,
    *forged_entries.ATTACKS,
    *chain_and_numbers.ATTACKS,
    *periods_and_accounts.ATTACKS,
    *trust.ATTACKS,
    *documents.ATTACKS,
    *outbox.ATTACKS,
    *signed.ATTACKS,
    *other_firms.ATTACKS,
    *on_postgres.ATTACKS,
]
