"""What leans on a document: whatever was posted to settle it, or to use what it has left."""

from dataclasses import dataclass
from datetime import date

from counterfoil.firms.rows import day_of, run


@dataclass(frozen=True, slots=True)
class Leaning:
    """A document that said what settles what. `minor` is what still stands of it; nothing when it was taken back."""

    id: int
    public_id: str
    kind: str
    number: str
    state: str
    dated_on: date
    minor: int


def leaning_on(document_id: int) -> list[Leaning]:
    """The documents that settle this one or use it, in the order they were entered."""
    rows = run(
        "select d.id, d.public_id, d.kind, d.number, d.state, d.dated_on, sum(a.minor)"
        " from (select id, recorded_by_id, minor from documents_allocation where source_id = %s"
        "  union select id, recorded_by_id, minor from documents_allocation where target_id = %s) a"
        " join documents_document d on d.id = a.recorded_by_id where d.id <> %s"
        " group by d.id, d.public_id, d.kind, d.number, d.state, d.dated_on order by d.id",
        [document_id, document_id, document_id],
    )
    return [Leaning(*(*row[:5], day_of(row[5]), int(row[6]))) for row in rows]
