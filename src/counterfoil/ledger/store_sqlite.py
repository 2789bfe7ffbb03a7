"""Writing entries on SQLite: the lines first, then the entry that seals them."""

from collections.abc import Sequence

from counterfoil.firms.rows import moment, places, send
from counterfoil.ledger.rowtypes import EntryRow, LineRow

LOCK_HEAD = "select seq, hash from ledger_chain where firm_id = %s"
"""The transaction is IMMEDIATE, so whoever reads here already writes alone."""


def insert(entry: EntryRow, lines: Sequence[LineRow]) -> None:
    dated_on = entry.dated_on.isoformat()
    values: list[object] = []
    for line in lines:
        values += (entry.firm_id, entry.id, line.account_id, line.matter_id, line.bank_id, dated_on, line.minor)
    send(
        "insert into ledger_line (firm_id, entry_id, account_id, matter_id, bank_id, dated_on, minor) values "
        + places(len(lines), 7),
        values,
    )
    send(
        "insert into ledger_entry (id, firm_id, seq, dated_on, title, document_id, reverses_id, line_count, prev_hash,"
        " hash, posted_by_id, posted_at) values " + places(1, 12),
        [
            entry.id,
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
