"""Writing documents, their rows and allocations: hand-written statements, the same on both databases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from counterfoil.core.refusals import Refusal
from counterfoil.documents.columns import Columns, RowColumns
from counterfoil.firms.publicid import new_public_id
from counterfoil.firms.rows import Question, Row, day_of, moment, places, run, send


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as stored."""

    id: int
    public_id: str
    kind: str
    state: str
    number: str | None
    dated_on: date
    version: int
    settled_minor: int
    content: str


def insert(
    *,
    document_id: int,
    firm_id: int,
    kind: str,
    state: str,
    number: str | None,
    columns: Columns,
    content: str,
    by: int | None,
    at: datetime,
    request: tuple[str, str] | None = None,
) -> str:
    """Returns the new document's public id. `request` is (key, sha-256 of what came under it)."""
    public_id = new_public_id()
    send(
        "insert into documents_document (id, firm_id, public_id, kind, state, number, dated_on, due_on, matter_id,"
        " contact_id, bank_id, related_id, memo, total_minor, settled_minor, content, request_key, request_sha256,"
        " version, entered_by_id, entered_at, posted_at)"
        " values " + places(1, 22),
        [
            document_id,
            firm_id,
            public_id,
            kind,
            state,
            number,
            columns.dated_on.isoformat(),
            columns.due_on and columns.due_on.isoformat(),
            columns.matter_id,
            columns.contact_id,
            columns.bank_id,
            columns.related_id,
            columns.memo,
            columns.total_minor,
            0,
            content,
            *(request or (None, None)),
            1,
            by,
            moment(at),
            moment(at) if state == "posted" else None,
        ],
    )
    return public_id


def rewrite(*, document_id: int, columns: Columns, content: str) -> None:
    """Replace a draft's content and columns; its rows are written again by `insert_rows`."""
    send(
        "update documents_document set dated_on = %s, due_on = %s, matter_id = %s, contact_id = %s, bank_id = %s,"
        " related_id = %s, memo = %s, total_minor = %s, content = %s where id = %s and state = 'draft'",
        [
            columns.dated_on.isoformat(),
            columns.due_on and columns.due_on.isoformat(),
            columns.matter_id,
            columns.contact_id,
            columns.bank_id,
            columns.related_id,
            columns.memo,
            columns.total_minor,
            content,
            document_id,
        ],
    )
    send("delete from documents_documentline where document_id = %s", [document_id])


def insert_rows(*, firm_id: int, document_id: int, rows: Sequence[RowColumns]) -> None:
    if not rows:
        return
    values: list[Any] = []
    for position, row in enumerate(rows, start=1):
        values += (firm_id, document_id, position, row.account_id, row.matter_id, row.tax_code_id, row.related_id)
        values += (row.description, row.net_minor, row.tax_minor)
    send(
        "insert into documents_documentline (firm_id, document_id, position, account_id, matter_id, tax_code_id,"
        " related_id, description, net_minor, tax_minor) values " + places(len(rows), 10),
        values,
    )


def allocate(*, firm_id: int, recorded_by: int, rows: Sequence[tuple[int, int, int]], dated_on: date) -> None:
    """Each row is (source, target, signed minor units). The database keeps what is settled of both sides."""
    if not rows:
        return
    values: list[Any] = []
    for source_id, target_id, minor in rows:
        values += (firm_id, recorded_by, source_id, target_id, dated_on.isoformat(), minor)
    send(
        "insert into documents_allocation (firm_id, recorded_by_id, source_id, target_id, dated_on, minor) values "
        + places(len(rows), 6),
        values,
    )


def allocated_by(document_id: int) -> list[tuple[int, int, int]]:
    """What a document has allocated, net of what was undone: (source, target, minor units)."""
    return [
        (int(source), int(target), int(minor))
        for source, target, minor in run(
            "select source_id, target_id, sum(minor) from documents_allocation where recorded_by_id = %s"
            " group by source_id, target_id having sum(minor) <> 0 order by source_id, target_id",
            [document_id],
        )
    ]


def document_question(document_id: int, *, firm_id: int) -> Question[DocumentRow]:
    return Question(
        "select id, public_id, kind, state, number, dated_on, version, settled_minor, content"
        " from documents_document where id = %s and firm_id = %s",
        [document_id, firm_id],
        _read_document,
    )


def _read_document(rows: list[Row]) -> DocumentRow:
    if not rows:
        raise Refusal("document-unknown", "there is no such document in this firm")
    row_id, public_id, kind, state, number, dated_on, version, settled_minor, content = rows[0]
    return DocumentRow(row_id, public_id, kind, state, number, day_of(dated_on), version, settled_minor, content)


def move(*, document_id: int, state: str, number: str | None, version: int, posted_at: datetime | None) -> None:
    """Take a document to another state."""
    send(
        "update documents_document set state = %s, number = %s, version = %s, posted_at = %s where id = %s",
        [state, number, version, posted_at and moment(posted_at), document_id],
    )


def close_order(document_id: int) -> None:
    """It stays as it was placed; nothing more is made from it."""
    send("update documents_document set state = 'closed' where id = %s and state = 'placed'", [document_id])
