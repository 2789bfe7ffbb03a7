"""One seed: a firm, its outbox, its workers, Xero, people on both sides, and the clock over all of them."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import msgspec

from counterfoil.outbox.work import Waiting
from counterfoil.xero.request import Answered, NoAnswer, Reply, Request
from counterfoil.xero.translate.parts import Counterparts
from simulation.bookkeeper import Bookkeeper, Posted
from simulation.clockwork import Clockwork
from simulation.decisions import Decisions
from simulation.firm import Firm, Mapping
from simulation.memory import MemoryStore
from simulation.oracle import Oracle
from simulation.otherside import Listing, OtherSide
from simulation.people import People
from simulation.rows import Books
from simulation.taking_back import is_void, take_back, target
from simulation.weather import Weather, draw
from simulation.worker import FAR, Worker
from xero_sandbox.model.messages import Response

BEGINS = datetime(2026, 3, 2, 22, 0, tzinfo=UTC)
"""Monday morning in Sydney."""
SPANS = (300.0, 3600.0, 8 * 3600.0, 4.4 * 86400.0)
DOCUMENTS = (10, 40)
JUMPS = (-86400.0, 86400.0, -3600.0, 3600.0, -400.0, 400.0, 40.0, -40.0)
IN_HEAPS = 0.4
"""The share of seeds in which documents are posted many at once, so that they go together."""
TAKING_BACK = 0.25
"""The share of seeds in which documents are taken back."""
AFTERWARDS = 7200.0
"""Faults go on for a while after the last posting."""
PATIENCE = 7 * 86400.0
"""Then everything has so long to come to rest: where a day has 60 calls, that takes days."""
QUIET = 7200.0
ROUNDS = 6


@dataclass(slots=True)
class Saved:
    """A backup of the firm's database."""

    outbox: Books
    firm: Firm
    at: float


class World:
    def __init__(
        self,
        seed: int,
        *,
        beyond: bool = False,
        weather: Weather | None = None,
        store: Callable[["World"], Any] | None = None,
        without: tuple[str, ...] = (),
        told: Callable[[str], None] | None = None,
    ) -> None:
        """`beyond`: requests may arrive later than A1 allows. With a `weather` handed in nothing is planned.

        `store` makes the outbox, where it is another than the one in memory; `without` leaves families of faults out.
        """
        rng = random.Random(f"{seed}/plan")
        self.seed, self.rng, self._told = seed, rng, told
        self.span = rng.choice(SPANS)
        self.clockwork = Clockwork()
        self.weather = weather or draw(random.Random(f"{seed}/weather"), span=self.span, beyond=beyond)
        self.weather.families -= set(without)
        narrow = self.weather.has("limits of Xero")
        self.other = OtherSide(
            begins=BEGINS + timedelta(seconds=rng.choice((0.0, 0.7, -42.0, 900.0))),
            rng=random.Random(f"{seed}/xero"),
            minute_limit=rng.choice((8, 20)) if narrow else 60,
            day_limit=rng.choice((60, 200)) if narrow else 5000,
        )
        self.other.connect(0.0)
        self.clock_error = 0.0
        self._believed = (0.0, BEGINS)
        markers = random.Random(f"{seed}/markers")
        self.memory = store(self) if store else MemoryStore(self.machine_now, rng=markers)
        self.decisions: Any = self.memory if store else Decisions(self.memory)
        self.destination = self.memory.connect(
            firm_id=1, remote_id=self.other.tenant_id, day_limit=self.other.xero.settings.day_limit
        )
        self.mapping = Mapping(self.other.books)
        self.bookkeeper = Bookkeeper(Firm(), random.Random(f"{seed}/firm"), self._today)
        self.people = People(self)
        self.oracle = Oracle(self)
        self.workers: list[Worker] = []
        self.posted: dict[str, Waiting] = {}
        self.gone_markers: set[str] = set()
        """Items that a restored backup knows nothing of."""
        self.gone_voids: set[str] = set()
        """Records that were taken back by such items."""
        self.backups: list[Saved] = []
        self.restored_at = -FAR
        self.calls = 0
        self._stirred_at = 0.0
        """When Xero was last asked, or somebody last woke the workers."""
        self.patient_until = 0.0
        """Until when a worker sleeps for more than a moment, because something is due only then."""
        self.narrow_calls = 0
        """Calls that Xero's own limits refused."""
        if weather is None:
            self._plan()

    # --- clocks -------------------------------------------------------------------------------------------------------

    def machine_now(self) -> datetime:
        """What the machine of the database believes."""
        seconds = self.clockwork.now + self.clock_error
        if seconds != self._believed[0]:
            self._believed = (seconds, BEGINS + timedelta(seconds=seconds))
        return self._believed[1]

    def _today(self) -> str:
        return (BEGINS + timedelta(seconds=self.clockwork.now)).date().isoformat()

    def set_clock(self, by: float) -> None:
        self.weather.count("clock")
        self.clock_error += by
        self.tell(f"the machine's clock is moved by {by:+.0f} s")
        self.wake()

    # --- what is planned ----------------------------------------------------------------------------------------------

    def _plan(self) -> None:
        """What happens when, beside what becomes of each request."""
        rng, at, has = self.rng, self.clockwork.at, self.weather.has
        self.bookkeeper.alike = has("alike")
        heaps = random.Random(f"{self.seed}/heaps")
        moments = [heaps.uniform(0, self.span) for _ in range(heaps.randint(1, 3) if heaps.random() < IN_HEAPS else 0)]
        for _ in range(rng.randint(*DOCUMENTS)):
            at(heaps.choice(moments) if moments else rng.uniform(0, self.span), self.post)
        for machine in ["a", rng.choice("ab")] if has("two workers") else ["a"]:
            at(rng.uniform(0, 5), partial(self.start_worker, machine))
        if has("poison"):
            self.bookkeeper.poison = rng.choice((0.1, 0.4))
            at(rng.uniform(0.2, 2.0) * self.span, self.people.map_the_rest)
        if has("lists") or has("shy lists"):
            lag, most_rows = (rng.choice((0.0, 5.0, 30.0)), rng.choice((1, 2, 3, 5))) if has("lists") else (0.0, 1000)
            self.other.listing = Listing(lag, most_rows, has("shy lists"))
        if has("clock"):
            for _ in range(rng.randint(1, 4)):
                at(rng.uniform(0, self.span + 900), partial(self.set_clock, rng.choice(JUMPS)))
        if has("kills"):
            for _ in range(rng.randint(1, 4)):
                at(rng.uniform(0, self.span + 300), self.end_any_worker)
        self._plan_people()
        voids = random.Random(f"{self.seed}/voids")
        for _ in range(voids.randint(1, 8) if voids.random() < TAKING_BACK else 0):
            at(voids.uniform(0, self.span + AFTERWARDS), partial(take_back, self, voids))

    def _plan_people(self) -> None:
        rng, at, has = self.rng, self.clockwork.at, self.weather.has
        for _ in range(rng.randint(1, 2) if has("restore") else 0):
            saved_at = rng.uniform(0, self.span)
            at(saved_at, self.save_backup)
            at(saved_at + rng.expovariate(1 / 600.0), self.restore_backup)
        for _ in range(rng.randint(1, 12) if has("people") else 0):
            at(rng.uniform(0, self.span + 3600), self.people.act)
        for _ in range(rng.randint(1, 6) if has("people") else 0):
            at(rng.uniform(0, self.span + AFTERWARDS), self.people.decide)

    def post(self, posted: Posted | None = None) -> None:
        posted = posted or self.bookkeeper.post()
        self.memory.put(posted.items, firm_id=1, destination_id=self.destination, at=self.machine_now())
        records = [one for one in posted.items if one.source_kind not in ("contact", "account") and not is_void(one)]
        if records:
            self.bookkeeper.firm.documents[records[0].source_id] = tuple(records)
        for one in posted.items:
            marker = self.memory.books.items[one.id].marker
            self.posted[marker] = one
            if one.source_kind == "contact":
                self.other.numbers[msgspec.json.decode(one.snapshot)["contact"]["code"]] = marker
            self.tell(f"posted: {posted.says}; queued {one.operation} {one.resource} {one.type} {marker}")
        self.wake()

    # --- workers ------------------------------------------------------------------------------------------------------

    def start_worker(self, machine: str) -> None:
        self.workers.append(Worker(self, machine, len(self.workers) + 1))
        self.tell(f"worker {self.workers[-1].holder} starts")

    def is_alive(self, machine: str, number: int) -> bool:
        return any(one.alive for one in self.workers if (one.machine, one.number) == (machine, number))

    def end_worker(self, worker: Worker, *, comes_back: bool = True) -> None:
        worker.process.end()
        self.tell(f"worker {worker.holder} is ended")
        if comes_back:
            machine = worker.machine if self.rng.random() < 0.8 else "c"
            after = self.rng.choice((0.5, 20.0, 400.0))
            self.clockwork.at(self.clockwork.now + after, lambda: self.start_worker(machine))

    def end_any_worker(self) -> None:
        alive = [one for one in self.workers if one.alive]
        if alive:
            self.weather.count("kill")
            self.end_worker(self.rng.choice(alive))

    def wake(self) -> None:
        self._stirred_at = self.clockwork.now
        for worker in self.workers:
            if worker.alive and worker.idle:
                worker.process.wake(self.rng.random() * 0.3)

    def next_look(self, worker: Worker) -> float:
        """Seconds until something can be due for it."""
        place, left = self.memory.place(self.destination), self.memory.left(self.destination)
        if place.state != "live":
            return FAR
        now = self.machine_now()
        wait = 0.0
        if not left.states.get("sending"):
            if left.next_due_at is None:
                return FAR
            wait = (left.next_due_at - now).total_seconds()
        if place.not_before:
            wait = max(wait, (place.not_before - now).total_seconds())
        return max(wait, worker.ready_at - self.clockwork.now, 0.0)

    def check_epoch(self) -> None:
        reason = self.decisions.check_at_start(at=self.machine_now())
        if reason:
            self.tell(f"SAFE: {reason}")
            self.somebody_looks()

    def somebody_looks(self) -> None:
        self.clockwork.at(self.clockwork.now + self.rng.choice((60.0, 3600.0)), self.people.leave_safe)

    # --- backups ------------------------------------------------------------------------------------------------------

    def save_backup(self) -> None:
        self.backups.append(Saved(self.memory.backup(), self.bookkeeper.firm.copied(), self.clockwork.now))
        self.tell("a backup is made")

    def restore_backup(self) -> None:
        if not self.backups or self.weather.over:
            return
        self.weather.count("restore")
        saved = self.backups.pop()
        stopped = self.rng.random() < 0.7
        for worker in [one for one in self.workers if one.alive]:
            worker.store.broken = True
            if stopped:
                self.end_worker(worker, comes_back=False)
        self.memory.restore(saved.outbox)
        self.restored_at = self.clockwork.now
        self.bookkeeper.firm = saved.firm.copied()
        kept = {item.marker for item in self.memory.books.items.values()}
        for marker in [marker for marker in self.posted if marker not in kept]:
            self.gone_markers.add(marker)
            gone = self.posted.pop(marker)
            if is_void(gone):
                self.gone_voids.add(target(gone))
        self.tell(f"the database is restored as it was {self.clockwork.now - saved.at:.0f} s ago")
        self.somebody_looks()
        if stopped:
            self.clockwork.at(self.clockwork.now + self.rng.choice((5.0, 300.0)), lambda: self.start_worker("a"))

    # --- the consent --------------------------------------------------------------------------------------------------

    def lose_consent(self) -> None:
        self.other.disconnect()
        self.tell("the consent is withdrawn in Xero")

    def suspended(self) -> None:
        self.tell("the connection is suspended")
        self.clockwork.at(self.clockwork.now + self.rng.choice((300.0, 7200.0)), self.people.connect_again)

    # --- between the sender and Xero ----------------------------------------------------------------------------------

    def counterparts(self) -> Counterparts:
        firm = self.bookkeeper.firm
        making = ("pending", "sending", "unknown", "review")
        items = self.memory.books.items
        being_made = frozenset(
            account_id for account_id, item_id in firm.account_items.items() if items[item_id].state in making
        )
        return self.mapping.counterparts(firm, self.other.books, being_made=being_made)

    def arrive(self, request: Request, token: str, fault: str | None = None) -> Response:
        if request.method == "GET" and dict(request.query).get("page", "1") != "1" and self.weather.has("lists"):
            self.people.edit_between_pages(request.path)
        response = self.other.answer(request, token=token, now=self.clockwork.now, fault=fault)
        self.narrow_calls += response.status == 429
        if self._told:
            self.tell(f"   Xero has {request.method} {request.path} {request.key} -> {response.status}")
        return response

    def account_made(self, item_id: int) -> None:
        """As xero/new_accounts.py: mapped at once, and what waited for it goes on."""
        firm = self.bookkeeper.firm
        item = self.memory.books.items[item_id]
        firm.made_accounts[item.source[1]] = item.remote_id or ""
        self.people.try_again()

    # --- the story ----------------------------------------------------------------------------------------------------

    def tell(self, text: str) -> None:
        if self._told:
            self._told(f"{self.clockwork.now:10.2f}  {text}")

    def tell_request(self, request: Request, fate: str, reply: Reply, at: float) -> None:
        self.calls += 1
        self._stirred_at = self.clockwork.now
        if not self._told:
            return
        match reply:
            case Answered():
                says = f"{reply.status}, {len(reply.body)} bytes"
            case NoAnswer(left, why):
                says = f"no answer ({why}{'' if left else ', nothing left'})"
            case _:
                says = "not allowed"
        what = f"{request.method} {request.path} {request.key or ' '.join(value for _, value in request.query)}"
        took = self.clockwork.now - at
        self.tell(f"{what}: {says} after {took:.1f} s{f' [{fate}]' if fate else ''}")

    # --- the whole ----------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """The week, then the end of all faults, then rest; people tidy up between."""
        self.clockwork.run(self.span + AFTERWARDS)
        self.weather.over = True
        self.other.listing = Listing()
        self.other.keys_are_lost = False
        self.tell("--- from here on nothing goes wrong ---")
        self.clockwork.run(self.clockwork.now + self.weather.latest)
        for _ in range(ROUNDS):
            self._rest()
            if not self.people.tidy_up():
                break
        self.oracle.judge()

    def _rest(self) -> None:
        """Until nothing is left to do, or patience ends."""
        until = self.clockwork.now + PATIENCE
        if not any(one.alive for one in self.workers):
            self.start_worker("a")
        self.wake()
        while (following := self.clockwork.next_at()) is not None and following <= until:
            self.clockwork.run(following)
            if self._at_rest():
                return

    def _at_rest(self) -> bool:
        """Nothing can be done, or nobody has asked Xero for hours although nothing forbids it."""
        if not all(one.idle for one in self.workers if one.alive):
            return False
        place, left = self.memory.place(self.destination), self.memory.left(self.destination)
        if place.state != "live":
            return False
        if left.next_due_at is None and not left.states.get("sending"):
            return True
        return self.clockwork.now - max(self._stirred_at, self.patient_until) > QUIET
