"""The one way into the ledger: lock the head of the firm's chain, then record an entry as its next link.

Order of a posting: `open_ledger` first (it takes the lock), facts in later statements, `record` last.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import ModuleType
from typing import cast

import msgspec

from counterfoil.core.postings import Entry
from counterfoil.firms.rows import Question, ask, on_postgres, run
from counterfoil.ledger import store_postgres, store_sqlite
from counterfoil.ledger.rowtypes import EntryRow, Head, LineRow


def _store() -> ModuleType:
    return store_postgres if on_postgres() else store_sqlite


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry as it stands in the ledger."""

    id: int
    seq: int
    hash: str


def opening(firm_id: int) -> Question[Head]:
    """Asks for the head of the firm's chain and locks it until the transaction ends; nobody else posts meanwhile."""
    return Question(_store().LOCK_HEAD, [firm_id], lambda rows: Head(firm_id, *rows[0]))


def open_ledger(firm_id: int) -> Head:
    """`opening`, asked by itself."""
    (head,) = ask(opening(firm_id))
    return cast(Head, head)


def record(
    entry: Entry,
    *,
    entry_id: int,
    head: Head,
    document_id: int,
    by: int | None,
    at: datetime,
    matter_id: Callable[[str], int],
    bank_id: Callable[[str], int],
) -> Recorded:
    """Seal the entry as the next of its firm. The database checks sum, chain, periods and trust balances again."""
    lines = [
        LineRow(
            account_id=line.account.id,
            matter_id=matter_id(line.matter) if line.matter else None,
            bank_id=bank_id(line.bank) if line.bank else None,
            minor=line.amount.minor,
        )
        for line in entry.postings
    ]
    return _seal(
        lines,
        entry_id=entry_id,
        head=head,
        dated_on=entry.dated_on,
        title=entry.title,
        document_id=document_id,
        reverses_id=None,
        by=by,
        at=at,
    )


def record_mirror(
    *, of_document: int, entry_id: int, head: Head, on: date, title: str, by: int | None, at: datetime
) -> Recorded | None:
    """Reverse the document's standing entry, if it has one, line for line as it stands in the ledger, on that day."""
    rows = run(
        "select e.id, l.account_id, l.matter_id, l.bank_id, -l.minor from ledger_entry e"
        " join ledger_line l on l.entry_id = e.id"
        " where e.document_id = %s and e.reverses_id is null"
        " and not exists (select 1 from ledger_entry r where r.reverses_id = e.id) order by l.id",
        [of_document],
    )
    if not rows:
        return None
    lines = [LineRow(*row[1:]) for row in rows]
    reverses_id = int(rows[0][0])
    return _seal(
        lines,
        entry_id=entry_id,
        head=head,
        dated_on=on,
        title=title,
        document_id=of_document,
        reverses_id=reverses_id,
        by=by,
        at=at,
    )


def _seal(
    lines: Sequence[LineRow],
    *,
    entry_id: int,
    head: Head,
    dated_on: date,
    title: str,
    document_id: int,
    reverses_id: int | None,
    by: int | None,
    at: datetime,
) -> Recorded:
    row = EntryRow(
        id=entry_id,
        firm_id=head.firm_id,
        seq=head.seq + 1,
        dated_on=dated_on,
        title=title,
        document_id=document_id,
        reverses_id=reverses_id,
        prev_hash=head.hash,
        hash="",
        posted_by=by,
        posted_at=at,
    )
    row.hash = link_hash(row, lines)
    _store().insert(row, lines)
    return Recorded(row.id, row.seq, row.hash)


def link_hash(entry: EntryRow, lines: Sequence[LineRow]) -> str:
    """SHA-256 over the entry, its lines in order and the hash before it. The checker computes it again from rows."""
    text = msgspec.json.encode(
        [
            entry.firm_id,
            entry.seq,
            entry.dated_on.isoformat(),
            entry.title,
            entry.document_id,
            entry.reverses_id,
            entry.posted_by,
            entry.posted_at.astimezone(UTC).isoformat(timespec="microseconds"),
            entry.prev_hash,
            [[line.account_id, line.matter_id, line.bank_id, line.minor] for line in lines],
        ]
    )
    return hashlib.sha256(text).hexdigest()
