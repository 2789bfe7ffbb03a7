"""The rows of the outbox in memory, with what the database's seals and unique keys keep of them."""

import random
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from counterfoil.outbox.markers import new_marker
from counterfoil.outbox.work import STATES, Left, Place, Waiting
from simulation.rows import Books, EpochFile, Item

KEPT_FOR_EVER = ("state", "remote_id", "body", "body_sha256")
AT_REST = ("confirmed", "cancelled")


class Sealed(Exception):
    """A row is to become what it never may."""


class Taken(Exception):
    """A unique key is used already."""


class SealedRows:
    """Posting, connecting, backups, and the one way to change an item. `now` is the machine's clock, perhaps wrong."""

    def __init__(self, now: Callable[[], datetime], *, rng: random.Random) -> None:
        self.now = now
        self._rng = rng
        self.file = EpochFile()
        self.books = Books("".join(rng.choice("23456789BCDFGHJKMNPQRSTVWXZ") for _ in range(4)))
        self.taking_over: Callable[[], None] = lambda: None
        """Passed between the epoch's file and the transaction: a process may end there."""
        self._reopen()

    def _reopen(self) -> None:
        """What is looked up again and again, made from the books."""
        self._left: dict[int, Left] = {}
        """What `left` said, until something changes."""
        self._open = {item.id: item for item in self.books.items.values() if item.state not in AT_REST}
        self._sources = {(item.destination_id, item.source) for item in self.books.items.values()}
        self._markers = {item.marker for item in self.books.items.values()}
        self._remote: dict[tuple[int, str | None, str], int] = {
            (item.destination_id, item.remote_id, item.source[3]): item.id
            for item in self.books.items.values()
            if item.remote_id
        }

    # --- what a backup does -------------------------------------------------------------------------------------------

    def backup(self) -> Books:
        return self.books.copied()

    def restore(self, books: Books) -> None:
        """The epoch's file is not part of it, so that it can tell."""
        self.books = books.copied()
        self._reopen()

    # --- posting and connecting ---------------------------------------------------------------------------------------

    def connect(self, *, firm_id: int, remote_id: str, day_limit: int = 1000) -> int:
        destination_id = len(self.books.places) + 1
        place = Place(destination_id, firm_id, remote_id, "live", "", None, None, day_limit, None, 0)
        self.books.places[destination_id] = place
        return destination_id

    def set_place(self, destination_id: int, **columns: Any) -> None:
        was = self.books.places[destination_id]
        names = was.__dataclass_fields__
        self.books.places[destination_id] = Place(**{name: columns.get(name, getattr(was, name)) for name in names})

    def put(self, items: Sequence[Waiting], *, firm_id: int, destination_id: int, at: datetime) -> None:
        self._left.clear()
        for one in items:
            source = (one.source_kind, one.source_id, one.part, one.operation, one.version)
            marker = new_marker(self.books.installation, self._rng.randrange)
            if (destination_id, source) in self._sources or marker in self._markers or one.id in self.books.items:
                raise Taken(f"{source} is queued already")
            item = Item(
                one.id,
                firm_id,
                destination_id,
                source,
                one.resource,
                one.type,
                marker,
                one.snapshot,
                at,
                one.leans_on,
            )
            if one.kept_because:
                item.state = "cancelled"
                item.reason_code, item.reason_text = one.kept_because
            else:
                self._open[one.id] = item
                item.held = one.held_because is not None
                item.reason_code, item.reason_text = one.held_because or ("", "")
            self.books.items[one.id] = item
            self._sources.add((destination_id, source))
            self._markers.add(marker)

    # --- the seals ----------------------------------------------------------------------------------------------------

    def change(self, item: Item, **columns: Any) -> None:
        """The one way to change an item: all of it or nothing."""
        if item.state == "confirmed" and any(
            name in columns and columns[name] != getattr(item, name) for name in KEPT_FOR_EVER
        ):
            raise Sealed("[sealed] a confirmed item keeps what was sent")
        fence, generation = item.fence, item.generation
        if columns.get("fence", fence) < fence or columns.get("generation", generation) < generation:
            raise Sealed("[fence-lost] fence and generation only grow")
        state = columns.get("state", item.state)
        remote_id = columns.get("remote_id", item.remote_id)
        if state not in STATES or (state == "confirmed" and not remote_id):
            raise Sealed("[sealed] a confirmed item has its id over there")
        if remote_id is not None and remote_id != item.remote_id:
            key = (item.destination_id, remote_id, item.source[3])
            if self._remote.setdefault(key, item.id) != item.id:
                raise Taken(f"{remote_id} is the copy of another")
        self._left.clear()
        for name, value in columns.items():
            setattr(item, name, value)
        if state in AT_REST:
            self._open.pop(item.id, None)
        else:
            self._open.setdefault(item.id, item)

    def delete(self, item_id: int) -> None:
        raise Sealed("[sealed] an item is cancelled, never deleted")
