"""Writing entries on PostgreSQL: the entry first, which declares how many lines it has, then its lines in one statement."""

from collections.abc import Sequence

from counterfoil.firms.rows import places, run
from counterfoil.ledger.rowtypes import EntryRow, Head, LineRow


def lock_head(firm_id: int) -> Head:
    """The row's lock makes every other posting of the firm wait. Facts are read in later statements, never in this one."""
    ((seq, digest),) = run("select seq, hash from ledger_chain where firm_id = %s for update", [firm_id])
    return Head(firm_id, seq, digest)


def insert(entry: EntryRow, lines: Sequence[LineRow], head: Head) -> int:
    """Returns the entry's id."""
    ((entry_id,),) = run(
        "insert into ledger_entry (firm_id, seq, dated_on, title, document_id, reverses_id, line_count, prev_hash,"
        " hash, posted_by_id, posted_at) values " + places(1, 11) + " returning id",
        [
            entry.firm_id,
            entry.seq,
            entry.dated_on,
            entry.title,
            entry.document_id,
            entry.reverses_id,
            len(lines),
            entry.prev_hash,
            entry.hash,
            entry.posted_by,
            entry.posted_at,
        ],
    )
    values: list[object] = []
    for line in lines:
        values += (entry.firm_id, entry_id, line.account_id, line.matter_id, line.bank_id, entry.dated_on, line.minor)
    run(
        "insert into ledger_line (firm_id, entry_id, account_id, matter_id, bank_id, dated_on, minor) values "
        + places(len(lines), 7),
        values,
    )
    return int(entry_id)
