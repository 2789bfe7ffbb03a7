"""Send everything that is due to a destination, one request after another, and say what is left."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog

from counterfoil.outbox.work import LEASE_SECONDS, Left, Place, Work
from counterfoil.xero import clocks
from counterfoil.xero.deliver import MISTAKES, Held, LeaseLost, deliver, put_aside
from counterfoil.xero.hands import Hands
from counterfoil.xero.outcomes import Barred, Expired, Limited, Outcome, RefusedTogether, Unknown, Unreached
from counterfoil.xero.pace import Pace
from counterfoil.xero.parcels import LEAST, MOST, may_share
from counterfoil.xero.request import Answered, Reply
from counterfoil.xero.resolve import resolve

log = structlog.get_logger("counterfoil.xero")

LEASE_NEEDS_SECONDS = 200
"""So much must be left of the lease before a request; one about several documents may take 100 s."""
LONGEST_PAUSE = 60
MOST_IN_DOUBT = 2
"""While Xero is in trouble no more items than these are put in doubt; they themselves ask whether it is back."""
YOUNG_TURN = 4
"""One turn in four goes to what has waited for less than an hour."""


SAID = {"pending": "pushed", "drafted": "approved", "unknown": "looked into"}
"""What the log says of a step, by the state that the item was in."""


@dataclass(frozen=True, slots=True)
class Drained:
    """`busy`: another worker has the lease. `again_in`: seconds until it is worth asking again; None: nothing waits."""

    left: Left
    requests: int
    busy: bool = False
    again_in: float | None = None
    stopped_by: str = ""

    @property
    def clean(self) -> bool:
        """Nothing failed, nothing in doubt, nothing waiting."""
        return not self.left.states


def drain(
    destination_id: int,
    *,
    hands: Hands,
    holder: str,
    pace: Pace | None = None,
    gone: Callable[[str], bool] = lambda holder: False,
    stop: Callable[[], bool] = lambda: False,
) -> Drained:
    """Work until nothing is due, Xero asks for a pause, or `stop` says so."""
    return _Turn(destination_id, hands, holder, pace or Pace(), gone).run(stop)


class _Turn:
    """One drain of one destination."""

    def __init__(self, destination_id: int, hands: Hands, holder: str, pace: Pace, gone: Callable[[str], bool]) -> None:
        self.destination_id, self.hands, self.holder, self.pace, self.gone = destination_id, hands, holder, pace, gone
        self.held: Held | None = None
        self.requests = 0
        self.renewed_in_vain = False
        self.most = MOST
        self.filled: tuple[str, str] | None = None
        """Resource and state of a full request: while there is enough for another, it goes on with them."""
        self.mute = False
        """Whether what is in doubt could not ask, for want of a counterpart: then something new asks."""

    def run(self, stop: Callable[[], bool]) -> Drained:
        turn = 0
        stopped_by = ""
        while not stop():
            if not self._lease():
                return Drained(self._left(), self.requests, busy=True, again_in=5.0)
            place = self.hands.store.place(self.destination_id)
            stopped_by = self._held_up(place)
            if stopped_by:
                break
            works = self._next(place, turn)
            if not works:
                stopped_by = "day" if self._gathers_for(place) else ""
                break
            turn += 1
            try:
                self._send(works, place)
            except LeaseLost:
                log.warning("lease or item moved on meanwhile", destination=self.destination_id)
                self.held = None
            except MISTAKES as mistake:
                if not all(self._put_aside(work, mistake) for work in works):
                    raise
        left = self._left()
        return Drained(left, self.requests, again_in=self._again_in(left, stopped_by), stopped_by=stopped_by)

    def _lease(self) -> bool:
        """Ours for at least one more exchange."""
        now = self.hands.clock.boot()
        if self.held and self.held.good_until - now >= LEASE_NEEDS_SECONDS:
            return True
        lease = self.hands.store.take_lease(self.destination_id, holder=self.holder, gone=self.gone)
        self.held = Held(lease, now + LEASE_SECONDS) if lease else None
        return self.held is not None

    def _held_up(self, place: Place) -> str:
        if place.state != "live":
            return place.state
        if place.not_before and place.not_before > self.hands.store.now():
            return "paused"
        return "pace" if self.pace.wait(self.hands.clock.boot()) > 0 else ""

    def _next(self, place: Place, turn: int) -> tuple[Work, ...]:
        """While Xero is in trouble what is in doubt asks first; what cannot ask holds up nothing new."""
        store = self.hands.store
        in_doubt = self._left().states.get("unknown", 0) if place.unreached_since and not self.mute else 0
        if in_doubt >= MOST_IN_DOUBT:
            asks = store.due(self.destination_id, only_unknown=True, early=True)
            if asks is not None:
                return (asks,)
        young_first = turn % YOUNG_TURN == YOUNG_TURN - 1
        only_unknown = self._gathers_for(place) > 0
        work = store.due(self.destination_id, young_first=young_first, only_unknown=only_unknown)
        if work is None or work.state == "unknown" or place.unreached_since:
            return () if work is None else (work,)
        again = self._group(*self.filled) if self.filled else ()
        if len(again) == self.most and not (young_first and self._is_younger(work, again[0])):
            return again
        return self._with_others(work)

    def _is_younger(self, work: Work, other: Work) -> bool:
        """It waits for less than an hour, and the other for longer."""
        return other.created_at <= self.hands.store.now() - timedelta(hours=1) < work.created_at

    def _with_others(self, work: Work) -> tuple[Work, ...]:
        """What of the same resource can leave in one request with it; itself alone where there are but few."""
        if not may_share(work):
            return (work,)
        others = [each for each in self._group(work.resource, work.state) if each.id != work.id]
        works = tuple(sorted((work, *others[: self.most - 1]), key=lambda each: each.id))
        return works if len(works) >= min(LEAST, self.most) else (work,)

    def _group(self, resource: str, state: str) -> tuple[Work, ...]:
        return self.hands.store.group(self.destination_id, resource=resource, state=state, most=self.most)

    def _gathers_for(self, place: Place) -> float:
        now = self.hands.clock.boot()
        return self.pace.gathers_for(day_left=place.day_left, day_limit=place.day_limit, now=now)

    def _send(self, works: tuple[Work, ...], place: Place) -> None:
        assert self.held is not None
        first, count = works[0], len(works)
        if first.state == "unknown":
            done = resolve(first, hands=self.hands, held=self.held)
        else:
            done = deliver(works, hands=self.hands, held=self.held)
            self.filled = (first.resource, first.state) if count == MOST else None
        if done is None:
            self.mute = self.mute or first.state == "unknown"
            return
        outcome, reply = done
        self._listen(reply)
        self._after(outcome, place)
        self._share(outcome, count)
        log.info(
            SAID[first.state],
            marker=first.marker,
            resource=first.resource,
            count=count,
            outcome=type(outcome).__name__.lower(),
        )

    def _share(self, outcome: Outcome, count: int) -> None:
        """What Xero cannot take together is halved until one goes alone; what it takes may grow again."""
        if isinstance(outcome, RefusedTogether):
            self.most = max(1, count // 2)
        elif count == self.most:
            self.most = min(MOST, 2 * self.most)

    def _put_aside(self, work: Work, mistake: Exception) -> bool:
        """False where the item is on its way already."""
        assert self.held is not None
        change = put_aside(work, mistake, now=self.hands.store.now())
        return self.hands.store.record(work, change, lease=self.held.lease)

    def _listen(self, reply: Reply) -> None:
        """What the answer says about the limits and about Xero's clock."""
        self.requests += 1
        if not isinstance(reply, Answered):
            return
        left = _whole(reply.headers.get("x-minlimit-remaining"))
        self.pace.heard(left, self.hands.clock.boot())
        self.hands.store.heard(
            self.destination_id,
            minute_left=left,
            day_left=_whole(reply.headers.get("x-daylimit-remaining")),
            offset_ms=clocks.offset_ms(reply, self.hands.store.now()),
        )

    def _after(self, outcome: Outcome, place: Place) -> None:
        """What an outcome means for the destination as a whole."""
        store, now = self.hands.store, self.hands.store.now()
        match outcome:
            case Limited():
                until = now + timedelta(seconds=outcome.seconds)
                self.pace.told_to_wait(outcome.seconds, self.hands.clock.boot())
                store.pause(self.destination_id, until=until, unreached_since=place.unreached_since)
            case Unreached() | Unknown(trouble=True):
                since = place.unreached_since or now
                wait = min(LONGEST_PAUSE, max(1.0, (now - since).total_seconds()))
                store.pause(self.destination_id, until=now + timedelta(seconds=wait), unreached_since=since)
            case Expired():
                self._renew()
            case Barred():
                store.suspend(self.destination_id, reason=outcome.text)
            case _:
                self._well(place)

    def _well(self, place: Place) -> None:
        """Xero answered as it should."""
        self.renewed_in_vain = False
        if place.unreached_since or place.not_before:
            self.hands.store.pause(self.destination_id, until=None, unreached_since=None)

    def _renew(self) -> None:
        """Once. A fresh token that is refused as well means that the consent is gone."""
        if self.renewed_in_vain:
            reason = "Xero refuses this connection; an admin has to connect again"
            self.hands.store.suspend(self.destination_id, reason=reason)
            return
        self.renewed_in_vain = True
        if not self.hands.network.renew():
            until = self.hands.store.now() + timedelta(seconds=5)
            self.hands.store.pause(self.destination_id, until=until, unreached_since=None)

    def _left(self) -> Left:
        return self.hands.store.left(self.destination_id)

    def _again_in(self, left: Left, stopped_by: str) -> float | None:
        if left.next_due_at is None:
            return None
        now, place = self.hands.store.now(), self.hands.store.place(self.destination_id)
        wait = max((left.next_due_at - now).total_seconds(), self.pace.wait(self.hands.clock.boot()))
        if place.not_before:
            wait = max(wait, (place.not_before - now).total_seconds())
        if stopped_by == "day":
            doubt = (left.in_doubt_at - now).total_seconds() if left.in_doubt_at else LONGEST_PAUSE
            wait = max(wait, min(LONGEST_PAUSE, self._gathers_for(place), doubt))
        return max(0.0, wait)


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None
