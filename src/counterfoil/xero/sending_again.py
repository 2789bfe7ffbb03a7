"""Ours is kept: what a document became in Xero is voided there, as far as it still stands, and sent once more.

The books here are not touched. What settles the document, or uses it, goes with it, because Xero voids nothing that
something else leans on.
"""

import json
from datetime import datetime

from counterfoil.core.refusals import Refusal
from counterfoil.documents import numbering
from counterfoil.documents.snapshots import as_text
from counterfoil.documents.voids import queue_voids, voids_of
from counterfoil.firms import audit
from counterfoil.firms.roles import Actor, require
from counterfoil.firms.rows import ask, run
from counterfoil.ledger.record import open_ledger
from counterfoil.outbox import queue
from counterfoil.outbox.holding import Holding
from counterfoil.outbox.queue import Waiting
from counterfoil.xero.correction_plan import Taken, free, in_order, taken_back

WHY = "it is sent again"
Source = tuple[str, int, str]


def send_again(*, document_id: int, by: Actor, at: datetime, why: str) -> list[Taken]:
    """Inside a transaction. What is voided and sent again, in the order in which it is voided."""
    require(by, "unlink")
    open_ledger(by.firm_id)
    taken = taken_back(in_order(document_id), firm_id=by.firm_id)
    if taken[-1].state != "posted":
        raise Refusal("step-not-allowed", "{number} is not posted any more", number=taken[-1].number)
    for each in taken:
        free(each, why=WHY, at=at, firm_id=by.firm_id)
        queue_voids(each.kind, each.id, firm_id=by.firm_id, at=at)
    queued: dict[Source, int] = {}
    for each in reversed(taken):
        _queue(each, queued, by=by, at=at)
        detail = {"number": each.number, "records": [f"{held.resource} {held.remote_id}" for held in each.held]}
        audit.note(by=by, at=at, action="send again", subject="document", subject_id=each.id, detail=detail, why=why)
    return taken


def _queue(taken: Taken, queued: dict[Source, int], *, by: Actor, at: datetime) -> None:
    """Each copy once more, under the next version; it waits for the void of the one before."""
    if not taken.held:
        return
    version, copy = _next(taken)
    (ids,) = ask(numbering.take(firm_id=by.firm_id, series=None, items=len(taken.held)))
    voids = {(void.part, void.version): void.item_id for void in voids_of(taken.kind, taken.id, firm_id=by.firm_id)}
    items = []
    for item_id, held in zip(ids.item_ids, taken.held, strict=True):
        leans_on = [queued.get(source, on) for source, on in _leant_on(held)]
        if held.linked:
            leans_on.append(voids[held.part, held.version])
        items.append(
            Waiting(
                id=item_id,
                source_kind=taken.kind,
                source_id=taken.id,
                part=held.part,
                operation="create",
                version=version,
                resource=held.resource,
                type=held.type,
                snapshot=as_text(json.loads(held.snapshot) | {"version": copy}),
                leans_on=tuple(dict.fromkeys(leans_on)),
            )
        )
        queued[taken.kind, taken.id, held.part] = item_id
    queue.put(items, firm_id=by.firm_id, destination_id=taken.held[0].destination_id, at=at)


def _next(taken: Taken) -> tuple[int, int]:
    """The version of the next copies, and the how-manieth copy over there that is: earlier ones keep their number."""
    ((newest, sent),) = run(
        "select max(version), count(distinct case when first_send_at is not null then version end) from outbox_item"
        " where destination_id = %s and source_kind = %s and source_id = %s and operation = 'create'",
        [taken.held[0].destination_id, taken.kind, taken.id],
    )
    return int(newest) + 1, int(sent) + 1


def _leant_on(held: Holding) -> list[tuple[Source, int]]:
    """What the copy leant on, each with the newest item that makes it now."""
    rows = run(
        "select o.source_kind, o.source_id, o.part, (select max(n.id) from outbox_item n"
        "  where n.destination_id = o.destination_id and n.source_kind = o.source_kind and n.source_id = o.source_id"
        "  and n.part = o.part and n.operation = 'create' and n.state <> 'cancelled')"
        " from outbox_dependency d join outbox_item o on o.id = d.on_id"
        " where d.item_id = %s and o.operation = 'create' order by o.id",
        [held.item_id],
    )
    return [((row[0], int(row[1]), row[2]), int(row[3])) for row in rows if row[3] is not None]
