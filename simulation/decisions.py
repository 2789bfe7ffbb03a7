"""What people decide about items in memory, and the safe state: as outbox/decisions.py and outbox/safe.py do."""

from datetime import datetime

from counterfoil.outbox.decisions import LATE
from simulation.memory import MemoryStore
from simulation.rows import Link
from simulation.sealed import Taken


class Decisions:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def again(self, item_id: int, *, state: str, at: datetime) -> bool:
        item = self.store.books.items[item_id]
        if item.state != state:
            return False
        more = {"remote_id": None} if state == "review" else {}
        until = self._may_arrive_until(item_id, at)
        self.store.change(
            item,
            state="drafted" if item.remote_id and not more else "pending",
            reason_code="",
            reason_text="",
            not_before=until,
            settled_at=None,
            body=None,
            body_sha256=None,
            **more,
        )
        return True

    def sooner(self, item_id: int, *, at: datetime) -> bool:
        item = self.store.books.items[item_id]
        if item.state != "pending":
            return False
        self.store.change(item, not_before=self._may_arrive_until(item_id, at))
        return True

    def _may_arrive_until(self, item_id: int, at: datetime) -> datetime | None:
        sent = [
            one.sent_at
            for one in self.store.books.attempts
            if one.item_id == item_id
            and one.purpose in ("create", "replay")
            and (one.answered_at is None or (one.outcome == "unknown" and (one.status is None or one.status >= 408)))
        ]
        return min(max(sent), at) + LATE if sent else None

    def hold(self, item_id: int, *, held: bool) -> bool:
        item = self.store.books.items[item_id]
        if item.held == held or item.state not in ("pending", "rejected"):
            return False
        self.store.change(item, held=held, not_before=None)
        return True

    def adopt(self, item_id: int, *, remote_id: str, at: datetime) -> bool | None:
        item = self.store.books.items[item_id]
        if item.state != "review":
            return False
        try:
            self.store.change(item, state="confirmed", remote_id=remote_id, settled_at=at, reason_code="adopted")
        except Taken:
            return None
        self.store.books.links[item_id] = Link(item_id, remote_id, "")
        return True

    def cancel(self, item_id: int, *, why: str, at: datetime) -> bool:
        item = self.store.books.items[item_id]
        if item.state not in ("pending", "rejected", "review"):
            return False
        self.store.change(item, state="cancelled", reason_code="withdrawn", reason_text=why, settled_at=at)
        return True

    def wake(self, destination_id: int) -> None:
        self.store.set_place(destination_id, not_before=None)

    def check_at_start(self, *, at: datetime) -> str:
        reason = self.store.went_back()
        if reason:
            self.store.enter_safe(reason=reason, at=at)
        return reason

    def leave(self, destination_id: int) -> bool:
        reason = self.store.went_back()
        if reason and self.store.is_behind():
            self.store.enter_safe(reason=reason, at=self.store.now())
        if self.store.books.places[destination_id].state != "safe":
            return False
        self.store.set_place(destination_id, state="live", state_reason="", not_before=None)
        self.store.move_past()
        self.store.file.installation = self.store.books.installation
        self.store.file.number = self.store.file.following = self.store.books.epoch
        self.store.file.sent = len(self.store.books.attempts)
        return True
