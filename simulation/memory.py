"""The outbox in memory, for virtual time. It keeps the same contract as the outbox in the database.

tests/simulation/test_stores_*.py hold both to it, and both tell the same story of a seed.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from counterfoil.outbox.safe import DOUBTED, LOOKED_BACK
from counterfoil.outbox.work import (
    CLOCK_WAS_SET_MS,
    LEASE_SECONDS,
    Answer,
    Became,
    Carrier,
    Change,
    Lease,
    Left,
    Place,
    Sent,
    Work,
    count_of,
    digest_of,
    key_of,
)
from simulation.rows import Attempt, Held, Item, Link, columns_of, work_of
from simulation.sealed import Sealed, SealedRows

MOST_ANSWER = 8_000


class MemoryStore(SealedRows):
    """The Store of a simulation."""

    # --- the lease ----------------------------------------------------------------------------------------------------

    def take_lease(
        self, destination_id: int, *, holder: str, seconds: int = LEASE_SECONDS, gone: Callable[[str], bool]
    ) -> Lease | None:
        now = self.now()
        if reason := self.went_back():
            self.enter_safe(reason=reason, at=now)
            return None
        held = self.books.leases.setdefault(destination_id, Held())
        runs = held.expires_at is not None and now < held.expires_at <= now + timedelta(seconds=seconds)
        if runs and held.holder != holder and not gone(held.holder):
            return None
        if not (runs and held.holder == holder):
            self._take_over(destination_id, held)
        held.holder, held.expires_at = holder, now + timedelta(seconds=seconds)
        return Lease(destination_id, holder, held.fence, held.expires_at)

    def _take_over(self, destination_id: int, held: Held) -> None:
        epoch = self.books.epoch
        self.file.installation, self.file.number, self.file.following = self.books.installation, epoch, epoch + 1
        self.taking_over()
        held.fence += 1
        self.books.epoch = self.file.number = epoch + 1
        for item in self._all_open(destination_id):
            if item.state == "sending" and item.fence < held.fence:
                self.change(
                    item,
                    state="unknown",
                    fence=held.fence,
                    reason_code="interrupted",
                    reason_text="the sender was interrupted; whether the copy arrived is being looked up",
                    not_before=None,
                )

    def release(self, lease: Lease) -> None:
        held = self.books.leases[lease.destination_id]
        if held.fence == lease.fence:
            held.holder, held.expires_at = "", None

    def release_all(self, holder: str) -> None:
        for held in self.books.leases.values():
            if held.holder == holder:
                held.holder, held.expires_at = "", None

    def _holds(self, lease: Lease, *, until: datetime | None = None) -> bool:
        held = self.books.leases.get(lease.destination_id)
        if held is None or (held.fence, held.holder) != (lease.fence, lease.holder):
            return False
        return until is None or (held.expires_at is not None and held.expires_at > until)

    # --- the epoch and the safe state ---------------------------------------------------------------------------------

    def went_back(self) -> str:
        file, books = self.file, self.books
        if file.number is None:
            return "" if books.epoch == 0 else "this database was copied from another place"
        if file.installation != books.installation:
            return "the key folder belongs to another installation"
        went_back = books.epoch < file.number or len(books.attempts) < file.sent
        return "this database was restored from a backup" if went_back else ""

    def enter_safe(self, *, reason: str, at: datetime) -> None:
        for place in tuple(self.books.places.values()):
            if place.state in ("live", "suspended"):
                self.set_place(place.id, state="safe", state_reason=reason)
        for item in self.books.items.values():
            if item.state in DOUBTED:
                self.change(
                    item,
                    state="unknown",
                    no_replay=True,
                    first_send_at=item.created_at - LOOKED_BACK,
                    last_send_at=at,
                    absent_seen=0,
                    absent_at=None,
                    reason_code="restored",
                    reason_text="the database went back in time; whether the copy arrived is being looked up",
                    not_before=None,
                )
        self.move_past()

    def move_past(self) -> None:
        """The database moves on past all that the file has seen."""
        file = self.file
        if file.number is not None and file.installation == self.books.installation:
            self.books.epoch = max(self.books.epoch, file.number, file.following) + 1
            file.number = file.following = self.books.epoch

    def is_behind(self) -> bool:
        file, books = self.file, self.books
        return file.number is None or file.installation != books.installation or books.epoch < file.number

    # --- what is to be done -------------------------------------------------------------------------------------------

    def waiting(self) -> list[int]:
        now = self.now()
        return [
            place.id
            for place in self.books.places.values()
            if place.state == "live"
            and (place.not_before is None or place.not_before <= now)
            and any(
                item.state == "sending" or (_is_due(item, now) and self._is_runnable(item))
                for item in self._all_open(place.id)
            )
        ]

    def place(self, destination_id: int) -> Place:
        return self.books.places[destination_id]

    def due(
        self, destination_id: int, *, young_first: bool = False, only_unknown: bool = False, early: bool = False
    ) -> Work | None:
        now = self.now()
        by = now + timedelta(days=1) if early else now
        young = now - timedelta(hours=1)
        best: Item | None = None
        best_rank: tuple[bool, datetime, int] | None = None
        for item in self._open.values():
            if item.destination_id != destination_id or (only_unknown and item.state != "unknown"):
                continue
            if not _is_due(item, by) or not self._is_runnable(item):
                continue
            first = item.state == "pending" and item.created_at > young if young_first else item.state == "unknown"
            rank = (not first, item.not_before or item.created_at, item.id)
            if best_rank is None or rank < best_rank:
                best, best_rank = item, rank
        return work_of(best) if best else None

    def group(self, destination_id: int, *, resource: str, state: str, most: int) -> tuple[Work, ...]:
        now = self.now()
        found = [
            item
            for item in self._open.values()
            if item.state == state and item.resource == resource and item.destination_id == destination_id
            if item.absent_seen == 0 and item.source[3] == "create" and _is_due(item, now) and self._is_runnable(item)
        ]
        oldest = sorted(found, key=_by_age)[:most] if len(found) > most else found
        return tuple(work_of(item) for item in sorted(oldest, key=_by_id))

    def together(self, work: Work) -> tuple[Work, ...]:
        found = self._in_doubt(work)
        whole = len(found) == count_of(work.key) and not any(item.no_replay for item in found)
        return tuple(work_of(item) for item in found) if whole else ()

    def left_with(self, work: Work) -> tuple[Work, ...]:
        now = self.now()
        return tuple(work_of(item) for item in self._in_doubt(work) if _is_due(item, now))

    def _in_doubt(self, work: Work) -> list[Item]:
        """Of what left under the same key. Nothing has left under no key, and what is a draft there has arrived."""
        found = [
            item
            for item in self._all_open(work.destination_id)
            if item.key and item.key == work.key and item.state == "unknown"
            if item.remote_id is None and not item.held
        ]
        return sorted(found, key=_by_id)

    def _all_open(self, destination_id: int) -> Iterator[Item]:
        return (item for item in tuple(self._open.values()) if item.destination_id == destination_id)

    def _is_runnable(self, item: Item) -> bool:
        if item.state not in ("pending", "unknown", "drafted") or item.held:
            return False
        items = self.books.items
        for on in item.leans_on:  # noqa: SIM110 - asked a million times
            if items[on].state != "confirmed":
                return False
        return True

    def left(self, destination_id: int) -> Left:
        known = self._left.get(destination_id)
        if known is not None:
            return known
        states: dict[str, int] = {}
        next_at: datetime | None = None
        in_doubt_at: datetime | None = None
        for item in self._open.values():
            if item.destination_id != destination_id:
                continue
            states[item.state] = states.get(item.state, 0) + 1
            if self._is_runnable(item):
                at = item.not_before or item.created_at
                next_at = at if next_at is None or at < next_at else next_at
                if item.state == "unknown":
                    in_doubt_at = at if in_doubt_at is None or at < in_doubt_at else in_doubt_at
        left = self._left[destination_id] = Left(states, next_at, in_doubt_at)
        return left

    def carriers(self, item_id: int) -> tuple[Carrier, ...]:
        item = self.books.items.get(item_id)
        found = [self.books.items[on] for on in item.leans_on] if item else []
        return tuple(self._carrier(one) for one in sorted(found, key=_by_id) if one.state == "confirmed")

    def _carrier(self, item: Item) -> Carrier:
        link = self.books.links.get(item.id)
        other_id = link.other_id if link else ""
        return Carrier(item.resource, item.type, item.source[0], item.source[1], item.remote_id or "", other_id)

    def claimed(self, destination_id: int, remote_ids: Collection[str], *, but: int) -> set[str]:
        return {
            item.remote_id
            for item in self.books.items.values()
            if item.destination_id == destination_id and item.id != but and item.remote_id in remote_ids
            if item.remote_id is not None
        }

    # --- before and after the wire ------------------------------------------------------------------------------------

    def sending(
        self, works: Sequence[Work], *, bodies: Sequence[str], text: str, purpose: str, begun: str, lease: Lease
    ) -> Sent | None:
        now, books = self.now(), self.books
        items = [books.items.get(work.id) for work in works]
        if not self._holds(lease, until=now):
            return None
        key, digest, attempts = key_of(works, purpose), digest_of(text), []
        if any(item is None or item.state != work.state or item.held for item, work in zip(items, works, strict=True)):
            return None
        for item, body in zip(items, bodies, strict=True):
            assert item is not None
            more: dict[str, Any] = {}
            if purpose in ("create", "void"):
                more = {"generation": item.generation + 1, "no_replay": False, "absent_seen": 0, "absent_at": None}
                more |= {"first_send_at": now, "begun": begun, "key": key}
            self.change(
                item,
                state="sending",
                fence=lease.fence,
                body=body,
                body_sha256=digest_of(body),
                last_send_at=now,
                not_before=None,
                **more,
            )
            number = len(books.attempts) + 1
            books.attempts.append(Attempt(number, item.id, purpose, item.generation, key, digest, lease.fence, now))
            attempts.append(number)
        self.file.sent = max(self.file.sent, attempts[-1])
        return Sent(key, tuple(attempts))

    def answered(self, sent: Sent, became: Sequence[Became], *, lease: Lease) -> bool:
        now, items = self.now(), self.books.items
        gone = (each.work.id not in items or items[each.work.id].state != "sending" for each in became)
        forgotten = (attempt_id > len(self.books.attempts) for attempt_id in sent.attempts)
        if not self._holds(lease) or any(gone) or any(forgotten):
            return False
        for attempt_id, each in zip(sent.attempts, became, strict=True):
            self._becomes(items[each.work.id], each.change, lease, now)
            self._answered(self.books.attempts[attempt_id - 1], each.answer, now)
        return True

    def record(self, work: Work, change: Change, *, lease: Lease) -> bool:
        item = self.books.items.get(work.id)
        if item is None or not self._holds(lease) or item.state != work.state:
            return False
        self._becomes(item, change, lease, self.now())
        return True

    def _becomes(self, item: Item, change: Change, lease: Lease, now: datetime) -> None:
        self.change(item, fence=lease.fence, **columns_of(change, now))
        if change.state == "confirmed":
            assert change.remote_id is not None
            if item.source[3] == "void":
                self._end_link(item.destination_id, change.remote_id)
            else:
                self.books.links[item.id] = Link(item.id, change.remote_id, change.other_id)

    def _end_link(self, destination_id: int, remote_id: str) -> None:
        voided = self._remote.get((destination_id, remote_id, "create"))
        if voided is not None:
            self.books.links.pop(voided, None)

    def _answered(self, attempt: Attempt, answer: Answer, now: datetime) -> None:
        if attempt.answered_at is not None:
            raise Sealed("[sealed] an attempt is answered once")
        attempt.answered_at, attempt.status = now, answer.status
        attempt.outcome, attempt.answer = answer.outcome, answer.text[:MOST_ANSWER]

    def note_read(self, work: Work, answer: Answer, *, asked_at: datetime, lease: Lease) -> None:
        attempt = Attempt(
            id=len(self.books.attempts) + 1,
            item_id=work.id,
            purpose="read",
            generation=work.generation,
            key="",
            body_sha256=work.body_sha256 or "",
            fence=lease.fence,
            sent_at=asked_at,
        )
        self._answered(attempt, answer, self.now())
        self.books.attempts.append(attempt)

    def attempts_of(self, key: str) -> list[Attempt]:
        """The newest request under a key: an attempt for each item in it."""
        newest = next((one for one in reversed(self.books.attempts) if one.key == key), None)
        if newest is None:
            return []
        return self.books.attempts[newest.id - count_of(key) : newest.id]

    # --- the destination ----------------------------------------------------------------------------------------------

    def pause(self, destination_id: int, *, until: datetime | None, unreached_since: datetime | None) -> None:
        self.set_place(destination_id, not_before=until, unreached_since=unreached_since)

    def suspend(self, destination_id: int, *, reason: str) -> None:
        if self.books.places[destination_id].state == "live":
            self.set_place(destination_id, state="suspended", state_reason=reason)

    def heard(
        self, destination_id: int, *, minute_left: int | None, day_left: int | None, offset_ms: int | None
    ) -> None:
        was = self.books.places[destination_id]
        day_left = was.day_left if day_left is None else day_left
        offset_ms = was.clock_offset_ms if offset_ms is None else offset_ms
        if abs(offset_ms - was.clock_offset_ms) > CLOCK_WAS_SET_MS:
            self._clock_was_set(destination_id, timedelta(milliseconds=was.clock_offset_ms - offset_ms))
        if (day_left, offset_ms) != (was.day_left, was.clock_offset_ms):
            self.set_place(destination_id, day_left=day_left, clock_offset_ms=offset_ms)

    def _clock_was_set(self, destination_id: int, moved: timedelta) -> None:
        now = self.now()
        for item in self._all_open(destination_id):
            if item.state in ("unknown", "sending") and item.first_send_at is not None:
                self.change(
                    item,
                    first_send_at=min(item.first_send_at, item.first_send_at + moved),
                    last_send_at=now,
                    absent_seen=0,
                    absent_at=None,
                    not_before=None,
                )


def _is_due(item: Item, by: datetime) -> bool:
    return item.not_before is None or item.not_before <= by


def _by_id(item: Item) -> int:
    return item.id


def _by_age(item: Item) -> tuple[datetime, int]:
    return item.not_before or item.created_at, item.id
