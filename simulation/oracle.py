"""The oracle: it looks at both sides, and says what is there twice, what is lost, what is stuck and what is wrong.

It knows which document was made for which item from the requests themselves, and never asks the sender.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from counterfoil.outbox.work import Change, Work
from counterfoil.xero.deliver import GUARD_SECONDS
from counterfoil.xero.effects import effect
from counterfoil.xero.request import Request
from simulation import causes
from simulation.rows import Item
from simulation.taking_back import is_void, target

if TYPE_CHECKING:
    from simulation.world import World

MOST_ANSWERS = 12
"""So often somebody answers soon; later questions wait for the end."""
KEY_IS_DEAD = 660.0
"""A key lives for 360 s from its first use there, and that may begin 300 s late. A restored database forgets keys."""
MOST_TOGETHER = 50
UNDECIDED = ("rejected", "review", "cancelled")


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind` is duplicate, lost, stuck or wrong."""

    kind: str
    text: str


class Oracle:
    def __init__(self, world: "World") -> None:
        self.world = world
        self.findings: list[Finding] = []
        self.questions = 0
        """How often a person was asked, or told of a refusal."""
        self._bytes: dict[str, tuple[str, float]] = {}
        """What was first sent under each key, and when."""

    def find(self, kind: str, text: str) -> None:
        self.findings.append(Finding(kind, text))
        self.world.tell(f"!!! {kind}: {text}")

    # --- while it goes on ---------------------------------------------------------------------------------------------

    def leaves(self, request: Request) -> None:
        """A request is about to leave: it was written down, it says what was written, and what it leans on is there."""
        if request.method == "GET":
            return
        body = (request.body or "").encode()
        if request.method in ("POST", "DELETE"):
            self._changes(request)
            return
        if request.method != "PUT" or not request.key:
            self.find("wrong", f"{request.method} {request.path} changes what may not be ours")
            return
        digest = hashlib.sha256(body).hexdigest()
        before, used_at = self._bytes.setdefault(request.key, (digest, self.world.clockwork.now))
        forgotten = "restore" in self.world.weather.counted and self.world.clockwork.now - used_at > KEY_IS_DEAD
        if before != digest and not forgotten:
            self.find("wrong", f"{request.key} is used with other bytes")
        self._is_written_down(request, digest)

    def _is_written_down(self, request: Request, digest: str) -> None:
        """Unless the database was exchanged in the seconds that may pass between writing it down and sending it."""
        if self.world.clockwork.now - self.world.restored_at <= GUARD_SECONDS:
            return
        items, attempts = self.world.memory.books.items, self.world.memory.attempts_of(request.key)
        if not attempts or any(one.answered_at is not None or one.body_sha256 != digest for one in attempts):
            self.find("wrong", f"{request.key} leaves without being written down")
            return
        if len(attempts) > MOST_TOGETHER or len(attempts) != _documents(request):
            self.find("wrong", f"{request.key} carries {_documents(request)} documents for {len(attempts)} items")
        leans_on = {on for one in attempts for on in items[one.item_id].leans_on}
        if any(items[on].state != "confirmed" for on in leans_on):
            self.find("wrong", f"{request.key} leaves before what it leans on is there")

    def _changes(self, request: Request) -> None:
        """What is ours to change, by its id: a draft of our own is approved, and what was taken back here is voided."""
        sending = [item for item in self.world.memory.books.items.values() if item.state == "sending"]
        may_change = {target(one) if is_void(one) else one.remote_id for one in sending}
        for remote_id in _ids_in(request):
            if remote_id not in self.world.other.made or remote_id not in may_change:
                self.find("wrong", f"{request.method} {request.path} changes what is not ours to change")

    def explains(self, work: Work, change: Change) -> None:
        """An item goes to a person: is there a cause in the world for what it says?"""
        self.questions += 1
        if self.world.weather.has("people") and self.questions < MOST_ANSWERS:
            soon = self.world.clockwork.now + self.world.rng.choice((20.0, 90.0, 600.0))
            self.world.clockwork.at(soon, self.world.people.decide)
        if not causes.explains(self.world, work, change):
            self.find("wrong", f"{work.marker} goes to a person without a cause: {change.reason_code}")
        there = self.world.other.effective(work.marker)
        if change.state == "rejected" and there:
            self.find("lost", f"{work.marker} is called refused and is in Xero")

    # --- afterwards ---------------------------------------------------------------------------------------------------

    def judge(self) -> None:
        self._doubled()
        items = self.world.memory.books.items
        known = {item.marker for item in items.values()}
        for marker in self.world.posted:
            if marker not in known:
                self.find("lost", f"{marker} was posted and is not in the outbox")
        for item in items.values():
            self._item(item)
        for marker in self.world.other.of_item:
            if marker not in known and marker not in self.world.gone_markers:
                self.find("wrong", f"{marker} is in Xero and was never posted")

    def _doubled(self) -> None:
        """What has ended there is made again when somebody says so, or when nobody can tell that it was ours.

        Allocations that have ended are shown to nobody. A bill without its mark, void by an order from here that the
        database has forgotten since, looks like a stranger's.
        """
        for before, after in self.world.other.doubled:
            ended = before.touched == "ended" or before.remote_id in self.world.gone_voids
            unknown = after.resource == "Allocations" or before.touched == "mark taken away"
            if not (ended and (unknown or before.marker in self.world.people.sent_anew)):
                self.find("duplicate", f"{after.resource} of {after.marker} was made twice")

    def _item(self, item: Item) -> None:
        other = self.world.other
        there = other.effective(item.marker)
        if is_void(item) and item.state != "pending":
            self._void(item)
            return
        match item.state:
            case "confirmed":
                ours = [made for made in other.of_item.get(item.marker, ()) if made.remote_id == item.remote_id]
                if not ours and not self._natural(item):
                    self.find("lost", f"{item.marker} is called pushed, and nothing was made for it")
                elif ours and not there and ours[0].touched not in ("ended", "archived") and not self._is_void(item):
                    self.find("lost", f"{item.marker} is called pushed, and is not effective")
                elif there and not ours[0].touched:
                    self._books_agree(item)
            case "pending" | "unknown":
                if not self._waits_for_a_person(item):
                    self.find("stuck", f"{item.marker} is {item.state}: {item.reason_code} {item.reason_text}")
            case "rejected" | "review" | "cancelled":
                if there:
                    self.find("lost", f"{item.marker} is {item.state} and is in Xero")
            case _:
                self.find("stuck", f"{item.marker} is {item.state}: {item.reason_text}")

    def _void(self, item: Item) -> None:
        """A void that is done has ended its record; one that is not has been told to a person."""
        made = self.world.other.made.get(target(item))
        if item.state == "confirmed" and made is not None and self.world.other.is_standing(made):
            self.find("lost", f"{item.marker} is called done, and what it voids stands")
        if item.state not in ("confirmed", "rejected", "cancelled") and not self._waits_for_a_person(item):
            self.find("stuck", f"{item.marker} is {item.state}: {item.reason_code} {item.reason_text}")

    def _is_void(self, item: Item) -> bool:
        """Taken back here, whether the database still knows it or not."""
        if item.remote_id in self.world.gone_voids:
            return True
        voids = (one for one in self.world.memory.books.items.values() if is_void(one) and one.state == "confirmed")
        return any(target(void) == item.remote_id for void in voids)

    def _natural(self, item: Item) -> bool:
        """A contact or account that was there under our number and name: nobody needs a second one. And an allocation
        between the same two from before a restore, entered here once more.
        """
        if item.resource == "Allocations":
            made = self.world.other.made.get(item.remote_id or "")
            return made is not None and made.marker in self.world.gone_markers
        row = self.world.other.row(item.resource, item.remote_id or "")
        snapshot = msgspec.json.decode(item.snapshot)
        if item.resource == "Contacts":
            return row is not None and bool(row.number == snapshot["contact"]["code"])
        return item.resource == "Accounts" and row is not None and bool(row.code == snapshot["account"]["remote_code"])

    def _waits_for_a_person(self, item: Item) -> bool:
        items = self.world.memory.books.items
        return any(
            items[on].state in UNDECIDED
            or (items[on].state in ("pending", "unknown") and self._waits_for_a_person(items[on]))
            for on in item.leans_on
        )

    def _books_agree(self, item: Item) -> None:
        """What the document moved there is what the posting moved here."""
        world = self.world
        if item.resource == "Allocations":
            return
        accounts = world.counterparts().accounts
        apart: dict[str, int] = defaultdict(int)
        for account_id, minor in effect(item.snapshot, resource=item.resource, type_=item.type).items():
            apart[accounts[account_id].remote_id] += minor
        for entry in world.other.books.entries.find("source", item.remote_id or ""):
            for account, amount in entry.movements:
                apart[account] -= amount
        cent = 1 if item.source[0] == "firm_deposit" else 0
        if any(abs(minor) > cent for minor in apart.values()):
            self.find("wrong", f"{item.marker} moved other amounts in Xero")


def _documents(request: Request) -> int:
    (documents,) = msgspec.json.decode(request.body or "{}").values()
    return len(documents)


def _ids_in(request: Request) -> list[str]:
    """What a request changes: named in its address, or in each of several documents."""
    name, _, rest = request.path.partition("/")
    if rest:
        return [rest.rpartition("/")[2]]
    return [one.get(f"{name.removesuffix('s')}ID", "") for one in msgspec.json.decode(request.body or "{}")[name]]
