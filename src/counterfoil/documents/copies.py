"""What a posted document leaves in the outbox: one item for each record its kind declares, with a frozen snapshot.

The snapshot holds all that a translation will need, amounts in whole minor units. Nothing is looked up again later but
the counterpart of each account and tax code, and the ids over there of what the item leans on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from counterfoil.core.books import Books, PostedDocument
from counterfoil.core.kinds import Kept, Kind, Pushed
from counterfoil.core.link import SURPLUS_KEPT, LinkSettings
from counterfoil.core.postings import Entry
from counterfoil.documents.columns import Columns
from counterfoil.documents.firm import FirmFacts
from counterfoil.documents.snapshots import Snapshots, as_text, named
from counterfoil.firms.rows import run
from counterfoil.outbox import queue
from counterfoil.outbox.queue import Waiting

Known = dict[tuple[str, int], int]
"""The newest live create item of a source: ("contact" or "document", id) -> item. A contact whose item a person gave up
stands there as ("given up", id) -> that item's version; a document that was unlinked as ("unlinked", id)."""


@dataclass(frozen=True, slots=True)
class Allocated:
    """So many minor units of `source` settle `target`; the one that is None is the document that says so."""

    source: PostedDocument | None
    target: PostedDocument | None
    minor: int

    def row(self, document_id: int) -> tuple[int, int, int]:
        """(source, target, minor units), said by the document of that id."""
        source, target = (each.id if each else document_id for each in (self.source, self.target))
        return source, target, self.minor

    @property
    def others(self) -> list[PostedDocument]:
        return [each for each in (self.source, self.target) if each]

    @property
    def said(self) -> str:
        """The numbers of the other documents: `B-1001`, or `CN-1003 to B-1001`."""
        return " to ".join(each.number for each in self.others)


PREDATES = (
    "bill-predates-connection",
    "what it settles was posted before the firm was connected or was kept here, so this stays here",
)


def unlinked(numbers: list[str]) -> tuple[str, str]:
    """Why a part waits that settles, or uses, a document which is linked to nothing over there."""
    which = ", ".join(numbers)
    text = f"{which} is not linked to Xero any more, or is being voided there"
    return "unlinked", f"{text}; take this back, post {which} again, then this"


def most_items(kind: Kind, allocations: int) -> int:
    """The most items a document of the kind may leave: its contact's and one for each record."""
    records = kind.records()
    return 1 + sum(allocations if record.per == "allocation" else 1 for record in records) if records else 0


def queue_copies(
    *,
    kind: Kind,
    document: Any,
    document_id: int,
    number: str,
    version: int,
    columns: Columns,
    entry: Entry | None,
    allocations: Sequence[Allocated],
    known: Known,
    item_ids: Sequence[int],
    books: Books,
    firm: FirmFacts,
    at: datetime,
) -> None:
    """Queue the document's copies where the firm is connected, and its contact when a copy leans on one not yet queued.

    `item_ids` are at least as many as `most_items` says: the first is for the contact, the rest for the copies in turn.
    What a setting of the link keeps here leaves its items all the same, cancelled with the reason: none is forgotten.
    """
    stays = kind.stays(firm.link)
    if firm.destination_id is None or (stays and isinstance(kind.push, Kept)):
        return
    first, *rest = item_ids
    contact_item = known.get(("contact", columns.contact_id), first) if columns.contact_id is not None else None
    sent_before, newest = _sent_before(kind, document_id, firm) if version > 1 else (0, 0)
    snapshots = Snapshots(
        kind, document, number=number, copy=sent_before + 1, columns=columns, entry=entry, books=books, firm=firm
    )
    parts = [
        (record, part)
        for record in kind.records()
        if record.is_made(firm.link)
        for part in _parts(record, columns, allocations, known, (contact_item,) if contact_item else (), firm.link)
    ]
    items = [
        Waiting(
            id=item_id,
            source_kind=kind.code,
            source_id=document_id,
            part=part.name,
            operation="create",
            version=max(version, newest + 1),
            resource=record.resource,
            type=record.type,
            snapshot=snapshots.of(record, more=part.more),
            leans_on=() if stays else part.leans_on,
            kept_because=("area-kept", stays) if stays else part.kept_because,
            held_because=None if stays else part.held_because,
        )
        for item_id, (record, part) in zip(rest[: len(parts)], parts, strict=True)
    ]
    if columns.contact_id is not None and any(first in item.leans_on for item in items):
        items.insert(0, _contact(first, columns.contact_id, known, books, firm))
    queue.put(items, firm_id=firm.id, destination_id=firm.destination_id, at=at)


def _sent_before(kind: Kind, document_id: int, firm: FirmFacts) -> tuple[int, int]:
    """How many earlier versions may have reached the destination, each keeping its number there; and the newest."""
    ((count, newest),) = run(
        "select count(distinct case when first_send_at is not null then version end), coalesce(max(version), 0)"
        " from outbox_item where destination_id = %s and source_kind = %s and source_id = %s and operation = 'create'",
        [firm.destination_id, kind.code, document_id],
    )
    return int(count), int(newest)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the records that a declaration comes to: what its snapshot adds to the document's, what it leans on."""

    name: str
    more: dict[str, Any]
    leans_on: tuple[int, ...]
    kept_because: tuple[str, str] | None = None
    held_because: tuple[str, str] | None = None


def _parts(
    record: Pushed,
    columns: Columns,
    allocations: Sequence[Allocated],
    known: Known,
    contact_item: tuple[int, ...],
    link: LinkSettings,
) -> list[Part]:
    if record.per == "document":
        return [Part(record.part, {}, contact_item if record.names_a_contact else ())]
    if record.per == "remainder":
        rest = columns.total_minor - sum(each.minor for each in allocations)
        kept = ("surplus-kept", SURPLUS_KEPT) if link.keep_surplus else None
        return [Part("rest", {"rest": rest}, () if kept else contact_item, kept)] if rest else []
    return [_part(each, known) for each in allocations]


def _part(allocated: Allocated, known: Known) -> Part:
    """What settles one document: it leans on that document's record, and on the credit's where another gives it."""
    items = [known.get(("document", each.id)) for each in allocated.others]
    name = ":".join(("pay", *(str(each.id) for each in allocated.others)))
    target = allocated.target or allocated.source
    assert target is not None, "an allocation names another document"
    more = {"allocation": {"bill_id": target.id, "bill": target.number, "minor": allocated.minor}}
    if allocated.source and allocated.target:
        more["allocation"]["on"] = max(allocated.source.dated_on, allocated.target.dated_on).isoformat()
    leans_on = tuple(item for item in items if item)
    missing = [each for each, item in zip(allocated.others, items, strict=True) if not item]
    if missing and all(("unlinked", each.id) in known for each in missing):
        return Part(name, more, leans_on, held_because=unlinked([each.number for each in missing]))
    return Part(name, more, (), PREDATES) if missing else Part(name, more, leans_on)


def _contact(item_id: int, contact_id: int, known: Known, books: Books, firm: FirmFacts) -> Waiting:
    """The item that makes the contact over there; another version of one that was given up."""
    contact = next(contact for contact in books.contacts.values() if contact.id == contact_id)
    snapshot = as_text({"contact": named(contact, firm)})
    version = known.get(("given up", contact_id), 0) + 1
    return Waiting(item_id, "contact", contact_id, "document", "create", version, "Contacts", "", snapshot)
