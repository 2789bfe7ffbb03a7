"""Copies that still stand in Xero of documents that were taken back here, or sent again: until their voids are done, or
for good, where they were unlinked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from counterfoil.firms.rows import day_of, moment, run
from counterfoil.outbox.holding import VOIDED
from counterfoil.reports.reading import firm_row
from counterfoil.reports.states import ITEM_WORD


@dataclass(frozen=True, slots=True)
class StillThere:
    """One copy. `marker` and `reason` are its void's; `snapshot` says what it does to the books there."""

    document_id: int
    on: date
    marker: str
    reason: str
    resource: str
    type: str
    snapshot: str


def still_there(*, firm_id: int, as_at: date, read_at: datetime, at: datetime) -> Iterator[StillThere]:
    """Those of documents dated by `as_at` that were not void when Xero was read, at `read_at`; `at` is now."""
    firm = firm_row(firm_id)
    rows = run(
        f"select d.id, d.dated_on, i.marker, {ITEM_WORD}, i.reason_text, c.resource, c.type, c.snapshot"
        " from outbox_item i join outbox_item c on c.destination_id = i.destination_id"
        " and c.source_kind = i.source_kind and c.source_id = i.source_id and c.part = i.part"
        " and c.version = i.version and c.operation = 'create' and c.state = 'confirmed'"
        " join documents_document d on d.id = i.source_id and d.kind = i.source_kind"
        " where i.destination_id = %s and i.operation = 'void' and i.state <> 'cancelled'"
        " and (i.state <> 'confirmed' or i.settled_at >= %s)"
        " and (d.state <> 'posted' or d.version > i.version or exists (select 1 from outbox_item n"
        "  where n.destination_id = i.destination_id and n.source_kind = i.source_kind and n.source_id = i.source_id"
        "  and n.part = i.part and n.operation = 'create' and n.version > i.version))"
        " and d.dated_on <= %s order by d.dated_on, i.id",
        [moment(at), firm.destination_id, moment(read_at), as_at.isoformat()],
    )
    for document_id, on, marker, word, reason, resource, type_, snapshot in rows:
        said = reason or _SAID.get(word, "Its void has not arrived yet.")
        yield StillThere(document_id, day_of(on), marker, said, resource, type_, snapshot)


def left_there(*, firm_id: int, read_at: datetime) -> Iterator[StillThere]:
    """Unlinked copies of documents that were taken back or posted again since: each stands there by itself."""
    firm = firm_row(firm_id)
    rows = run(
        "select d.id, d.dated_on, i.marker, k.ended_why, i.resource, i.type, i.snapshot"
        " from outbox_link k join outbox_item i on i.id = k.item_id"
        " join documents_document d on d.id = i.source_id and d.kind = i.source_kind"
        " where k.destination_id = %s and k.ended_at is not null and k.ended_why <> %s and i.settled_at < %s"
        " and not exists (select 1 from outbox_item v where v.destination_id = i.destination_id"
        "  and v.source_kind = i.source_kind and v.source_id = i.source_id and v.part = i.part"
        "  and v.version = i.version and v.operation = 'void' and v.state <> 'cancelled')"
        " and (d.state <> 'posted' or d.version > i.version or exists (select 1 from outbox_item n"
        "  where n.destination_id = i.destination_id and n.source_kind = i.source_kind and n.source_id = i.source_id"
        "  and n.part = i.part and n.operation = 'create' and n.version > i.version)) order by i.id",
        [firm.destination_id, VOIDED, moment(read_at)],
    )
    for document_id, on, marker, why, resource, type_, snapshot in rows:
        yield StillThere(document_id, day_of(on), marker, f"Unlinked: {why}", resource, type_, snapshot)


_SAID = {
    "queued": "Its void is queued.",
    "waiting": "Its void waits for another one.",
    "pushing": "Its void is on its way now; read Xero again.",
    "checking": "No answer to its void yet; it is being looked up.",
    "pushed": "It was voided while Xero was read, or since; read Xero again.",
}
