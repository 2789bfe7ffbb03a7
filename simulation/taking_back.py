"""Documents that are taken back here: a void waits for each of their records, as documents/voids.py queues it."""

import json
import random
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import msgspec

from counterfoil.outbox.work import Waiting
from simulation.bookkeeper import Posted
from simulation.rows import Item

if TYPE_CHECKING:
    from simulation.world import World

VOID = "void"
DONE_WITH = ("confirmed", "cancelled")


def take_back(world: "World", rng: random.Random) -> None:
    """One document whose records are all in Xero, and on which nothing leans that is not taken back too."""
    firm, items = world.bookkeeper.firm, world.memory.books.items
    free = [
        document_id
        for document_id, records in firm.documents.items()
        if document_id not in firm.taken_back
        and all(items[one.id].state == "confirmed" for one in records)
        and all(each in firm.taken_back for each in _leaning_on(world, document_id))
    ]
    if not free:
        return
    document_id = rng.choice(free)
    before = [void for each in _leaning_on(world, document_id) for void in firm.taken_back[each]]
    first = tuple(void for void in before if items[void].state not in DONE_WITH)
    records = sorted(firm.documents[document_id], key=lambda one: (not one.part.startswith("pay:"), one.id))
    voids = [_void(world, one, first) for one in records]
    firm.taken_back[document_id] = tuple(void.id for void in voids)
    firm.open = [one for one in firm.open if one.document_id != document_id]
    world.post(Posted(f"{records[0].source_kind} {document_id} is taken back", voids))


def _leaning_on(world: "World", document_id: int) -> Iterator[int]:
    documents = world.bookkeeper.firm.documents
    own = {one.id for one in documents[document_id]}
    for each, records in documents.items():
        if each != document_id and any(own & set(one.leans_on) for one in records):
            yield each


def _void(world: "World", one: Waiting, first: tuple[int, ...]) -> Waiting:
    under = [asdict(carrier) for carrier in world.memory.carriers(one.id)]
    record = {"remote_id": world.memory.books.items[one.id].remote_id, "draft": False, "under": under}
    item_id = world.bookkeeper.firm.item_id()
    snapshot = json.dumps({"kind": one.source_kind, "voids": record})
    return Waiting(
        item_id, one.source_kind, one.source_id, one.part, VOID, one.version, one.resource, one.type, snapshot, first
    )


def is_void(item: Item | Waiting) -> bool:
    return (item.source[3] if isinstance(item, Item) else item.operation) == VOID


def target(item: Item | Waiting) -> str:
    """The id of the record that a void takes back."""
    return str(msgspec.json.decode(item.snapshot)["voids"]["remote_id"])
