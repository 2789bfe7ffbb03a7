"""Writing entries on SQLite: the lines first, then the entry that seals them."""

from collections.abc import Sequence

from counterfoil.firms.rows import moment, places, run
from counterfoil.ledger.rowtypes import EntryRow, Head, LineRow


def lock_head(firm_id: int) -> Head:
    """The transaction is IMMEDIATE, so whoever reads here already writes alone."""
    ((seq, digest, next_id),) = run(
        "select seq, hash, (select coalesce(max(id), 0) + 1 from ledger_entry) from ledger_chain where firm_id = %s",
        [firm_id],
    )
    return Head(firm_id, seq, digest, next_id)


def insert(entry: EntryRow, lines: Sequence[LineRow], head: Head) -> int:
    """Returns the entry's id."""
    entry_id = head.next_id
    assert entry_id is not None
    dated_on = entry.dated_on.isoformat()
    values: list[object] = []
    for line in lines:
        values += (entry.firm_id, entry_id, line.account_id, line.matter_id, line.bank_id, dated_on, line.minor)
    run(
        "insert into ledger_line (firm_id, entry_id, account_id, matter_id, bank_id, dated_on, minor) values "
        + places(len(lines), 7),
        values,
    )
    run(
        "insert into ledger_entry (id, firm_id, seq, dated_on, title, document_id, reverses_id, line_count, prev_hash,"
        " hash, posted_by_id, posted_at) values " + places(1, 12),
        [
            entry_id,
            entry.firm_id,
            entry.seq,
            dated_on,
            entry.title,
            entry.document_id,
            entry.reverses_id,
            len(lines),
            entry.prev_hash,
            entry.hash,
            entry.posted_by,
            moment(entry.posted_at),
        ],
    )
    return entry_id
