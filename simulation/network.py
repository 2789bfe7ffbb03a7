"""The way to Xero, with everything that can happen on it. One request is handed over once; what becomes of it is drawn.

A request that has been handed over goes its way whatever becomes of the process that sent it.
"""

import json
import random
from typing import TYPE_CHECKING

import msgspec

from counterfoil.xero.request import Answered, NoAnswer, NotAllowed, Reply, Request
from simulation.clockwork import Process
from xero_sandbox.model.messages import Response

if TYPE_CHECKING:
    from simulation.world import World

WHOLE_SECONDS = 30.0
"""After so long the sender gives up waiting for an answer."""
ANSWERED_BY = 3.0
"""What goes its way undisturbed is answered by then."""
AT_THE_GATE = (401, 403, 429)
TOKEN_SECONDS = 1620.0
UNREADABLE_TO_XERO = b'{"ErrorNumber":14,"Type":"PostDataInvalidException","Message":"Invalid Json data"}'
HTML = b"<html><body>One moment, please</body></html>"


class Line:
    """The Network of one process."""

    def __init__(self, world: "World", process: Process) -> None:
        self.world, self.process = world, process
        self._rng = world.weather.rng
        self._token = ""
        self._token_at = -1e9

    # --- the token ----------------------------------------------------------------------------------------------------

    def ready(self) -> NoAnswer | NotAllowed | None:
        if self.world.clockwork.now - self._token_at < TOKEN_SECONDS:
            return None
        return None if self._fetch() else NoAnswer(left=False, why="no token")

    def renew(self) -> bool:
        return self._fetch()

    def _fetch(self) -> bool:
        self.process.sleep(0.2)
        weather = self.world.weather
        if weather.has("tokens") and self._rng.random() < 0.3:
            weather.count("token")
            self.process.sleep(self._rng.choice((0.1, WHOLE_SECONDS)))
            return False
        now = self.world.clockwork.now
        self._token, self._token_at = self.world.other.token(now), now
        return True

    # --- a request ----------------------------------------------------------------------------------------------------

    def send(self, request: Request) -> Reply:
        world = self.world
        now = world.clockwork.now
        world.oracle.leaves(request)
        fate = world.weather.fate(now, together=_together(request))
        reply = self._meet(request, fate)
        world.tell_request(request, fate, reply, now)
        return reply

    def _meet(self, request: Request, fate: str) -> Reply:
        """What the sender sees of it."""
        rng, world = self._rng, self.world
        if fate in ("refused", "lost", "gateway before", "400 together") or fate.startswith("429"):
            return self._never_there(fate)
        if fate == "401":
            self.process.sleep(_moment(rng))
            return _answered(world.other.answer(request, token="worn out", now=world.clockwork.now))  # noqa: S106
        if fate == "late":
            return self._late(request, world.clockwork.now + rng.uniform(1.0, world.weather.latest))
        if fate == "403":
            world.lose_consent()
        if fate == "doubled":
            return self._doubled(request, again=world.clockwork.now + rng.uniform(ANSWERED_BY, world.weather.latest))
        return self._there(request, fate)

    def _doubled(self, request: Request, *, again: float) -> Reply:
        """Whoever doubles stands behind the gate: what Xero refused to let in comes to nobody a second time."""
        kept_out: list[int] = []
        token = self._token
        self.world.clockwork.at(again, lambda: None if kept_out else self.world.arrive(request, token))
        reply = self._there(request, "doubled")
        if isinstance(reply, Answered) and reply.status in AT_THE_GATE:
            kept_out.append(reply.status)
        return reply

    def _never_there(self, fate: str) -> Reply:
        """Xero does nothing."""
        rng = self._rng
        if fate == "lost":
            return self._nothing()
        self.process.sleep(_moment(rng))
        if fate == "refused":
            return NoAnswer(left=False, why="ConnectError")
        if fate == "gateway before":
            return _gateway(rng.choice((502, 503, 504, 408)))
        if fate == "400 together":
            return Answered(status=400, headers={}, body=UNREADABLE_TO_XERO)
        return _limited(fate[4:], rng.choice((1, 5, 26, 60)))

    def _there(self, request: Request, fate: str) -> Reply:
        """Xero has it, and its answer may still be lost."""
        rng, begun = self._rng, self.world.clockwork.now
        fault = {"500 before": "500_before", "500 after": "500_after"}.get(fate)
        response = self._arrives(request, _moment(rng), fault)
        if fate == "slow":
            self.process.sleep_until(begun + WHOLE_SECONDS)
            return NoAnswer(left=True, why="ReadTimeout")
        self.process.sleep(_moment(rng))
        if fate == "unanswered":
            return self._nothing()
        if fate == "gateway after":
            return _gateway(rng.choice((502, 504)))
        body = response.body
        if response.status == 200 and fate in ("cut short", "unreadable"):
            body = HTML if fate == "unreadable" else body[: len(body) // 2]
        elif response.status == 200 and fate in ("shuffled", "row missing"):
            body = _reordered(body, request.path, rng, missing=fate == "row missing")
        return Answered(status=response.status, headers=_headers(response), body=body)

    def _arrives(self, request: Request, after: float, fault: str | None) -> Response:
        """It arrives a moment later, also when the process is ended meanwhile."""
        world, token = self.world, self._token
        when = world.clockwork.now + after
        if world.clockwork.passes_unseen(when):
            return world.arrive(request, token, fault)
        answers: list[Response] = []
        world.clockwork.at(when, lambda: answers.append(world.arrive(request, token, fault)))
        self.process.sleep_until(when)
        return answers[0]

    def _late(self, request: Request, when: float) -> Reply:
        world, token = self.world, self._token
        answers: list[Response] = []
        world.clockwork.at(when, lambda: answers.append(world.arrive(request, token)))
        self.process.sleep_until(min(when, world.clockwork.now + WHOLE_SECONDS))
        return _answered(answers[0]) if answers else NoAnswer(left=True, why="ReadTimeout")

    def _nothing(self) -> Reply:
        self.process.sleep(self._rng.choice((0.3, WHOLE_SECONDS)))
        return NoAnswer(left=True, why="ReadError")


def _moment(rng: random.Random) -> float:
    """How long half of an ordinary exchange takes."""
    return 0.02 + rng.random() * 0.4


def _headers(response: Response) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def _answered(response: Response) -> Answered:
    return Answered(status=response.status, headers=_headers(response), body=response.body)


def _gateway(status: int) -> Answered:
    return Answered(status=status, headers={}, body=b"The Xero API is temporarily unavailable")


def _limited(problem: str, seconds: int) -> Answered:
    if problem == "bare":
        return Answered(status=429, headers={}, body=b"")
    headers = {"x-rate-limit-problem": problem}
    if problem != "concurrent":
        headers["retry-after"] = str(seconds * 60 if problem == "day" else seconds)
    return Answered(status=429, headers=headers, body=b"")


def _together(request: Request) -> bool:
    """Whether several documents leave in it."""
    return request.method != "GET" and (request.body or "").count('{"') > 1 and len(_rows(request)) > 1


def _rows(request: Request) -> list[object]:
    (rows,) = msgspec.json.decode(request.body or "{}").values()
    return list(rows)


def _reordered(body: bytes, path: str, rng: random.Random, *, missing: bool) -> bytes:
    """The order of an answer's elements is promised nowhere."""
    told = json.loads(body)
    rng.shuffle(told[path])
    if missing:
        told[path].pop()
    return json.dumps(told).encode()
