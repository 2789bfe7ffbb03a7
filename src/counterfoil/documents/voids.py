"""Taking back what a document became in Xero: a void waits in the outbox for each of its records.

It names the record by its id, frozen when it is queued. Allocations and payments go before the document's other
records, and all of them after what leaned on the document and is taken back too.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from counterfoil.core.refusals import Refusal
from counterfoil.documents import numbering
from counterfoil.documents.firm import FirmFacts
from counterfoil.documents.leaning import leaning_on
from counterfoil.documents.snapshots import as_text
from counterfoil.documents.store import DocumentRow
from counterfoil.firms.rows import ask, day_of, marks, run
from counterfoil.outbox import queue
from counterfoil.outbox.holding import NOT_SENT, ON_ITS_WAY, Holding, holding, withdraw
from counterfoil.outbox.queue import Waiting
from counterfoil.outbox.store import DatabaseStore

VOID = "void"
TAKEN_BACK = "the document was taken back before it was sent"
TOLD = ("kind", "number", "version", "dated_on", "currency", "total", "rest", "allocation")
"""What a void's snapshot keeps of its record's."""


def let_go(row: DocumentRow, *, step: str, firm: FirmFacts, at: datetime) -> None:
    """Before a document is undone: what was not sent is withdrawn, and what a reversal leaves over there is voided.

    A void takes effect at the document's own date, so that day must be open over there as well.
    """
    number = row.number or ""
    before = holding(row.kind, [row.id], firm_id=firm.id)
    withdraw([each.item_id for each in before if each.state in NOT_SENT], why=TAKEN_BACK, at=at)
    held = holding(row.kind, [row.id], firm_id=firm.id)
    if any(each.state in ON_ITS_WAY for each in held):
        raise Refusal(
            "document-locked", "a copy of {number} is on its way to Xero; wait until it is there", number=number
        )
    if held:
        if step != "reverse":
            raise Refusal(
                "document-locked", "a copy of {number} is in Xero; correct it, or unlink it first", number=number
            )
        open_there(number, row.dated_on, firm_id=firm.id)
    queue_voids(row.kind, row.id, firm_id=firm.id, at=at, drafts=drafts_of(before))


def drafts_of(held: Sequence[Holding]) -> list[Holding]:
    """Those that are in Xero as a draft whose approval was refused: they move nothing, and are deleted."""
    return [each for each in held if each.state in NOT_SENT and each.remote_id]


def open_there(number: str, day: date, *, firm_id: int) -> None:
    """Refuse a day that lies in a period which is locked in Xero, as it was last read."""
    rows = run(
        "select locked_through from outbox_destination where firm_id = %s and state <> 'gone'"
        " and locked_through is not null",
        [firm_id],
    )
    locked = day_of(rows[0][0]) if rows else None
    if locked and day <= locked:
        raise Refusal(
            "locked-in-xero",
            "{number} is dated {day} and Xero is locked through {locked}, so it cannot be voided there; move the lock"
            " date there and refresh, or leave it as it is and enter the opposite of it dated today",
            number=number,
            day=day,
            locked=locked,
        )


def queue_voids(
    kind: str, document_id: int, *, firm_id: int, at: datetime, drafts: Sequence[Holding] = ()
) -> list[int]:
    """Queue a void for each record that holds the document, and for its drafts over there that were never approved.

    Said again it queues nothing twice. One that a person had given up waits again; one that was refused stays so until
    it is tried again.
    """
    held = [each for each in holding(kind, [document_id], firm_id=firm_id) if each.linked]
    held += [each for each in drafts if each.item_id not in {one.item_id for one in held}]
    held.sort(key=lambda each: (not each.part.startswith("pay:"), each.item_id))
    there = {(each.part, each.version): each for each in voids_of(kind, document_id, firm_id=firm_id)}
    known = [there[each.part, each.version] for each in held if (each.part, each.version) in there]
    _wait_again([each.item_id for each in known if each.state == "cancelled"])
    new = [each for each in held if (each.part, each.version) not in there]
    if not new:
        return [each.item_id for each in known]
    first = [
        void.item_id
        for each in leaning_on(document_id)
        for void in voids_of(each.kind, each.id, firm_id=firm_id)
        if void.state not in ("confirmed", "cancelled")
    ]
    (taken,) = ask(numbering.take(firm_id=firm_id, series=None, items=len(new)))
    items = [
        Waiting(
            id=item_id,
            source_kind=kind,
            source_id=document_id,
            part=each.part,
            operation=VOID,
            version=each.version,
            resource=each.resource,
            type=each.type,
            snapshot=_snapshot(each),
            leans_on=tuple(first),
        )
        for item_id, each in zip(taken.item_ids, new, strict=True)
    ]
    queue.put(items, firm_id=firm_id, destination_id=new[0].destination_id, at=at)
    return [each.item_id for each in known] + [item.id for item in items]


def _snapshot(held: Holding) -> str:
    """The record's id, what it stands under, and as much of what was sent as a list shows."""
    sent: dict[str, Any] = json.loads(held.snapshot)
    under = [asdict(carrier) for carrier in DatabaseStore().carriers(held.item_id)]
    voids = {"remote_id": held.remote_id, "draft": not held.linked, "under": under}
    return as_text({name: sent[name] for name in TOLD if name in sent} | {"voids": voids})


def voids_of(kind: str, document_id: int, *, firm_id: int) -> list[Holding]:
    """Every void that was ever queued for the document's records. Its `remote_id` stands once it is done."""
    rows = run(
        "select id, destination_id, source_id, part, version, resource, type, state, coalesce(remote_id, ''), '',"
        " snapshot from outbox_item where destination_id in (select id from outbox_destination where firm_id = %s)"
        " and source_kind = %s and source_id = %s and operation = 'void' order by id",
        [firm_id, kind, document_id],
    )
    return [Holding(*row) for row in rows]


def withdraw_voids(kind: str, document_id: int, *, firm_id: int, why: str, at: datetime) -> bool:
    """Cancel the voids that were not sent. Returns whether none is on its way."""
    waiting = [each for each in voids_of(kind, document_id, firm_id=firm_id) if each.state in NOT_SENT]
    withdraw([each.item_id for each in waiting], why=why, at=at)
    return all(each.state in ("confirmed", "cancelled") for each in voids_of(kind, document_id, firm_id=firm_id))


def _wait_again(items: Sequence[int]) -> None:
    if items:
        run(
            "update outbox_item set state = 'pending', reason_code = '', reason_text = '', settled_at = null,"
            f" not_before = null where id in ({marks(items)}) and state = 'cancelled'",
            list(items),
        )
