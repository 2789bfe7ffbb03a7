"""The store as the sender meets it: it may be away before or after it has written, and the oracle looks on."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from counterfoil.outbox.work import (
    LEASE_SECONDS,
    Answer,
    Became,
    Carrier,
    Change,
    Lease,
    Left,
    Place,
    Sent,
    StoreAway,
    Work,
)

if TYPE_CHECKING:
    from simulation.world import World

T = TypeVar("T")
MOST_TURNS = 50_000
"""Nobody needs to look for work so often in a week: the sender goes round and round."""


class Spinning(Exception):
    """The sender asks for work without end and time stands still."""


class Kept:
    """The Store that the sender is given. `beneath` keeps the rows."""

    def __init__(self, world: "World") -> None:
        self.world, self.beneath = world, world.memory
        self.broken = False
        """Whether the database was exchanged under an open connection: the next call finds it closed."""
        self._turns = 0

    def _shaken(self, do: Callable[[], T]) -> T:
        if self.broken:
            self.broken = False
            raise StoreAway("the connection to the database was closed")
        away = self.world.weather.store_is_away()
        if away == "before":
            raise StoreAway("the database is away")
        done = do()
        if away == "after":
            raise StoreAway("the database went away after it had written")
        return done

    # --- what may fail ------------------------------------------------------------------------------------------------

    def take_lease(
        self, destination_id: int, *, holder: str, seconds: int = LEASE_SECONDS, gone: Callable[[str], bool]
    ) -> Lease | None:
        return self._shaken(lambda: self.beneath.take_lease(destination_id, holder=holder, seconds=seconds, gone=gone))

    def sending(
        self, works: Sequence[Work], *, bodies: Sequence[str], text: str, purpose: str, begun: str, lease: Lease
    ) -> Sent | None:
        return self._shaken(
            lambda: self.beneath.sending(works, bodies=bodies, text=text, purpose=purpose, begun=begun, lease=lease)
        )

    def answered(self, sent: Sent, became: Sequence[Became], *, lease: Lease) -> bool:
        def do() -> bool:
            done = self.beneath.answered(sent, became, lease=lease)
            for each in became:
                self._became(each.work, each.change, done)
            return done

        return self._shaken(do)

    def record(self, work: Work, change: Change, *, lease: Lease) -> bool:
        def do() -> bool:
            done = self.beneath.record(work, change, lease=lease)
            self._became(work, change, done)
            return done

        return self._shaken(do)

    def _became(self, work: Work, change: Change, done: bool) -> None:
        world = self.world
        if not done:
            world.tell(f"{work.marker} is not written as {change.state}: somebody else has it")
            return
        world.tell(f"{work.marker} is {change.state} {change.reason_code} {change.reason_text[:200]}")
        if change.reason_code == "mistake":
            world.oracle.find("wrong", f"{work.marker} is put aside: {change.reason_text}")
        if change.state == "confirmed" and work.resource == "Accounts":
            world.account_made(work.id)
        elif change.state in ("rejected", "review"):
            world.oracle.explains(work, change)

    # --- the rest -----------------------------------------------------------------------------------------------------

    def now(self) -> datetime:
        return self.beneath.now()

    def release(self, lease: Lease) -> None:
        self.beneath.release(lease)

    def waiting(self) -> list[int]:
        return self.beneath.waiting()

    def place(self, destination_id: int) -> Place:
        return self.beneath.place(destination_id)

    def due(
        self, destination_id: int, *, young_first: bool = False, only_unknown: bool = False, early: bool = False
    ) -> Work | None:
        self._turns += 1
        if self._turns > MOST_TURNS:
            raise Spinning
        return self.beneath.due(destination_id, young_first=young_first, only_unknown=only_unknown, early=early)

    def group(self, destination_id: int, *, resource: str, state: str, most: int) -> tuple[Work, ...]:
        return self.beneath.group(destination_id, resource=resource, state=state, most=most)

    def together(self, work: Work) -> tuple[Work, ...]:
        return self.beneath.together(work)

    def left_with(self, work: Work) -> tuple[Work, ...]:
        return self.beneath.left_with(work)

    def left(self, destination_id: int) -> Left:
        return self.beneath.left(destination_id)

    def carriers(self, item_id: int) -> tuple[Carrier, ...]:
        return self.beneath.carriers(item_id)

    def note_read(self, work: Work, answer: Answer, *, asked_at: datetime, lease: Lease) -> None:
        self.beneath.note_read(work, answer, asked_at=asked_at, lease=lease)

    def claimed(self, destination_id: int, remote_ids: Collection[str], *, but: int) -> set[str]:
        return self.beneath.claimed(destination_id, remote_ids, but=but)

    def pause(self, destination_id: int, *, until: datetime | None, unreached_since: datetime | None) -> None:
        self.beneath.pause(destination_id, until=until, unreached_since=unreached_since)

    def suspend(self, destination_id: int, *, reason: str) -> None:
        self.beneath.suspend(destination_id, reason=reason)
        self.world.suspended()

    def heard(
        self, destination_id: int, *, minute_left: int | None, day_left: int | None, offset_ms: int | None
    ) -> None:
        self.beneath.heard(destination_id, minute_left=minute_left, day_left=day_left, offset_ms=offset_ms)
