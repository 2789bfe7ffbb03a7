"""The files of a document, and one file with its content."""

from dataclasses import dataclass
from datetime import datetime

from counterfoil.core.refusals import Refusal
from counterfoil.firms.rows import run
from counterfoil.reports.reading import instant_of


@dataclass(frozen=True, slots=True)
class Attached:
    public_id: str
    name: str
    size_bytes: int
    sha256: str
    who: str
    at: datetime | None


def attachments_of(*, document_id: int) -> tuple[Attached, ...]:
    """What is attached to the document now, in the order in which it came."""
    rows = run(
        "select a.public_id, a.name, a.size_bytes, a.sha256, coalesce(u.name, ''), a.attached_at"
        " from practice_attachment a left join firms_user u on u.id = a.attached_by_id"
        " where a.document_id = %s and a.removed_at is null order by a.id",
        [document_id],
    )
    return tuple(Attached(*(*row[:5], instant_of(row[5]))) for row in rows)


def file_of(*, firm_id: int, document_id: int, public_id: str) -> tuple[str, bytes]:
    """The name and the content of a file of that document."""
    rows = run(
        "select name, content from practice_attachment"
        " where firm_id = %s and document_id = %s and public_id = %s and removed_at is null",
        [firm_id, document_id, public_id],
    )
    if not rows:
        raise Refusal("file-unknown", "there is no such file any more; look at the document again")
    return str(rows[0][0]), bytes(rows[0][1])
