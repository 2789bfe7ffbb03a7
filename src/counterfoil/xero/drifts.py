"""Drift as pages and commands list it: what differs, of which document, and what it was answered with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from counterfoil.documents.models import Document
from counterfoil.firms.rows import run
from counterfoil.reports.reading import PAGE, page_within, pages_of
from counterfoil.xero.drift_answers import ANSWERS
from counterfoil.xero.models import Drift, RecordThere, Sweep


@dataclass(frozen=True, slots=True)
class Listed:
    """One difference. The document is the copy's, or the one that was recorded for it; empty where there is none."""

    public_id: str
    sort: str
    text: str
    state: str
    resource: str
    type: str
    remote_id: str
    found_at: datetime
    answered_at: datetime | None
    by: str
    why: str
    marker: str
    kind: str
    number: str
    document: str
    total_minor: int | None


@dataclass(frozen=True, slots=True)
class Page:
    rows: tuple[Listed, ...]
    count: int
    page: int
    pages: int


def drifts(*, firm_id: int, state: str = "", sort: str = "", page: int = 1) -> Page:
    """The newest first; of one state and sort, or all."""
    found = Drift.objects.filter(firm_id=firm_id).select_related("item", "by", "document").order_by("-pk")
    if state:
        found = found.filter(state=state)
    if sort:
        found = found.filter(sort=sort)
    count = found.count()
    at = page_within(page or 1, count)
    return Page(listed(list(found[(at - 1) * PAGE : at * PAGE])), count, at, pages_of(count))


def listed(found: Sequence[Drift]) -> tuple[Listed, ...]:
    ids = {one.item.source_id for one in found if one.item} | {one.document_id for one in found if one.document_id}
    documents = Document.objects.in_bulk(list(ids))
    nobodys = RecordThere.objects.filter(remote_id__in=[one.remote_id for one in found if one.item is None], until=None)
    types = dict(nobodys.filter(destination__in={one.destination_id for one in found}).values_list("remote_id", "type"))
    return tuple(_one(each, documents, types) for each in found)


def _one(each: Drift, documents: dict[int, Document], types: dict[str, str]) -> Listed:
    document = documents.get(each.item.source_id) if each.item else each.document
    return Listed(
        public_id=each.public_id,
        sort=each.sort,
        text=each.text,
        state=each.state,
        resource=each.resource,
        type=each.item.type if each.item and each.item.resource == each.resource else types.get(each.remote_id, ""),
        remote_id=each.remote_id,
        found_at=each.found_at,
        answered_at=each.answered_at,
        by=each.by.name if each.by else "",
        why=each.why,
        marker=each.item.marker if each.item else "",
        kind=document.kind if document else "",
        number=(document.number or "") if document else "",
        document=document.public_id if document else "",
        total_minor=document.total_minor if document else None,
    )


def counted(*, firm_id: int) -> dict[str, int]:
    """How many there are in each state."""
    found = Drift.objects.filter(firm_id=firm_id).values_list("state").annotate(Count("pk")).order_by()
    return dict.fromkeys(ANSWERS, 0) | dict(found)


def standing_in_xero(kind: str, document_id: int, *, firm_id: int) -> tuple[str, str, str] | None:
    """What the document's page says first of it, in one statement: a correction under way, or else a difference, or
    what its draft took over from Xero.

    Its sort (`correction`, `drift` or `taken over`), public id, and words.
    """
    rows = run(
        "select 1 as place, 'correction', c.public_id, '' as text from xero_correctionpart p"
        " join xero_correction c on c.id = p.correction_id where p.document_id = %s and c.firm_id = %s"
        " and c.state not in ('done', 'given_up')"
        " union all select 2, 'drift', d.public_id, d.text from outbox_item i join xero_drift d on d.item_id = i.id"
        " where i.destination_id = (select id from outbox_destination where firm_id = %s and state <> 'gone')"
        " and i.source_kind = %s and i.source_id = %s and d.state = 'open'"
        " union all select 3, 'taken over', n.public_id, n.said from xero_correction n join documents_document o"
        " on o.id = n.replacement_id where n.firm_id = %s and n.replacement_id = %s and n.said <> ''"
        " and o.state = 'draft'"
        " order by 1 limit 1",
        [document_id, firm_id, firm_id, kind, document_id, firm_id, document_id],
    )
    return (rows[0][1], rows[0][2], rows[0][3]) if rows else None


def last_sweep(*, firm_id: int) -> Sweep | None:
    return Sweep.objects.filter(firm_id=firm_id, destination__state__in=("live", "suspended", "safe")).last()
