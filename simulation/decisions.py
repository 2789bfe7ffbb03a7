"""What people decide about items in memory, and the safe state: as outbox/decisions.py and outbox/safe.py do."""

from datetime import datetime

from simulation.memory import MemoryStore, Taken
from simulation.rows import Link


def again(store: MemoryStore, item_id: int, *, state: str) -> bool:
    item = store.books.items[item_id]
    if item.state != state:
        return False
    store.change(
        item,
        state="drafted" if item.remote_id else "pending",
        reason_code="",
        reason_text="",
        not_before=None,
        settled_at=None,
        body=None,
        body_sha256=None,
    )
    return True


def sooner(store: MemoryStore, item_id: int) -> bool:
    item = store.books.items[item_id]
    if item.state != "pending":
        return False
    store.change(item, not_before=None)
    return True


def hold(store: MemoryStore, item_id: int, *, held: bool) -> bool:
    item = store.books.items[item_id]
    if item.held == held or item.state not in ("pending", "rejected"):
        return False
    store.change(item, held=held, not_before=None)
    return True


def adopt(store: MemoryStore, item_id: int, *, remote_id: str, at: datetime) -> bool | None:
    item = store.books.items[item_id]
    if item.state != "review":
        return False
    try:
        store.change(item, state="confirmed", remote_id=remote_id, settled_at=at, reason_code="adopted")
    except Taken:
        return None
    store.books.links[item_id] = Link(item_id, remote_id, "")
    return True


def cancel(store: MemoryStore, item_id: int, *, why: str, at: datetime) -> bool:
    item = store.books.items[item_id]
    if item.state not in ("pending", "rejected", "review"):
        return False
    store.change(item, state="cancelled", reason_code="withdrawn", reason_text=why, settled_at=at)
    return True


def wake(store: MemoryStore, destination_id: int) -> None:
    store.set_place(destination_id, not_before=None)


# --- the epoch and the safe state -------------------------------------------------------------------------------------


def check_at_start(store: MemoryStore, *, at: datetime) -> str:
    reason = store.went_back()
    if reason:
        store.enter_safe(reason=reason, at=at)
    return reason


def leave(store: MemoryStore, destination_id: int) -> bool:
    if store.books.places[destination_id].state != "safe":
        return False
    store.set_place(destination_id, state="live", state_reason="", not_before=None)
    store.file.installation = store.books.installation
    store.file.number = store.file.following = store.books.epoch
    store.file.sent = len(store.books.attempts)
    return True
