"""Trouble to order: which requests meet which fault, how often, and whether Xero can be reached at all.

{"match": {"method": "PUT", "resource": "Invoices", "text": "LX-1"}, "fault": "drop_after", "times": 1}
"""

import json
import random
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from xero_sandbox.model import api
from xero_sandbox.model.messages import Request

KINDS = {
    "drop_before": "the connection ends without an answer, nothing was done",
    "drop_after": "the connection ends without an answer, all was done",
    "drop_late": "the connection ends without an answer, and after so many seconds all is done",
    "slow": "done at once, answered after so many seconds",
    "late": "done and answered after so many seconds",
    "trickle": "done at once, the answer comes drop by drop over so many seconds",
    "twice": "done and answered; after so many seconds the same request arrives again",
    "cut": "all was done, the connection ends in the middle of the answer",
    "unreadable": "all was done, the answer is whole by its length and half by its content",
    "html": "all was done, the answer is a web page",
    "unknown_field": "all was done, the answer has members nobody described",
    "unkeyed": "all was done and its idempotency key forgotten, the connection ends",
    "400": "refused as invalid, nothing was done",
    "401": "the access token is said to be expired, nothing was done",
    "403": "the app is said to have no access, nothing was done",
    "408": "408, nothing was done",
    "408_after": "408, all was done",
    "429": "429 of the minute limit, nothing was done; also 429:day, 429:concurrent, 429:minute:none",
    "500_before": "500, nothing was done; remembered under the idempotency key",
    "500_after": "500, all was done; remembered under the idempotency key",
    "502": "502, nothing was done",
    "502_after": "502, all was done",
    "503": "503, nothing was done",
    "503_after": "503, all was done",
    "504": "504, nothing was done",
    "504_after": "504, all was done",
    "lag": "a list lacks what changed in the last so many seconds",
    "shift": "a later page of a list begins one row too far, as when a row moved while it was read",
}
TIMED = ("drop_late", "slow", "late", "trickle", "twice", "lag")
PROBLEMS = {"minute": 1, "day": 3600, "appminute": 1, "concurrent": None}
"""Which limit a 429 names, and the seconds it says to wait where nothing else is ordered."""
OFFLINE = ("no", "503", "drop")
ALWAYS = "always"


class BadFault(ValueError):
    """The fault cannot be read; the message says why."""


@dataclass(slots=True)
class Fault:
    fault: str
    match: dict[str, str] = field(default_factory=dict)
    times: int | str = 1
    """How many requests it meets, or ALWAYS."""
    skip: int = 0
    """Let so many matching requests pass first."""
    chance: float = 1.0
    """The share of matching requests it meets; the others do not count."""

    @classmethod
    def read(cls, sent: Any) -> "Fault":
        if not isinstance(sent, dict) or set(sent) - {"fault", "match", "times", "skip", "chance"}:
            raise BadFault("a fault has the members fault, match, times, skip and chance")
        times = sent.get("times", 1)
        one = cls(
            fault=str(sent.get("fault", "")),
            match={name: str(value) for name, value in (sent.get("match") or {}).items()},
            times=ALWAYS if times == ALWAYS else int(times),
            skip=int(sent.get("skip", 0)),
            chance=float(sent.get("chance", 1)),
        )
        if one.kind not in KINDS:
            raise BadFault(f"unknown fault {one.fault!r}; known are {', '.join(KINDS)}")
        if set(one.match) - {"method", "resource", "text"}:
            raise BadFault("match looks at method, resource and text")
        if one.kind in TIMED and one.seconds is None:
            raise BadFault(f"{one.kind} needs its seconds, as in {one.kind}:5")
        if one.kind == "429" and one.problem not in PROBLEMS:
            raise BadFault(f"a 429 is of one of {', '.join(PROBLEMS)}")
        return one

    @property
    def kind(self) -> str:
        return self.fault.partition(":")[0]

    @property
    def seconds(self) -> float | None:
        try:
            return float(self.fault.rpartition(":")[2])
        except ValueError:
            return None

    @property
    def problem(self) -> str:
        """Of a 429: `429:day:30` is of the day, and says to wait half a minute."""
        return self.fault.split(":")[1] if ":" in self.fault else "minute"

    @property
    def wait(self) -> int | None:
        """Of a 429: the seconds it says to wait, if it says any."""
        told = self.fault.split(":")[2:]
        if not told:
            return PROBLEMS[self.problem]
        return int(told[0]) if told[0].isdigit() else None

    def meets(self, request: Request, resource: str) -> bool:
        wanted_method = self.match.get("method", request.method).upper()
        wanted_resource = self.match.get("resource", resource).lower()
        if wanted_method != request.method or wanted_resource != resource.lower():
            return False
        text = self.match.get("text", "")
        return text.encode() in request.body or text in request.path or text in request.query_string


class Faults:
    def __init__(self, rng: random.Random | None = None) -> None:
        self.waiting: list[Fault] = []
        self.offline = "no"
        self.rng = rng or random.SystemRandom()

    def load(self, path: Path) -> None:
        found = json.loads(path.read_text())
        self.add(found if isinstance(found, list) else [found])

    def add(self, sent: list[Any]) -> None:
        self.waiting += [Fault.read(one) for one in sent]

    def next_for(self, request: Request) -> Fault | None:
        """The first fault that meets this request; it is used up by one."""
        resource = resource_of(request.path)
        for one in self.waiting:
            if not one.meets(request, resource) or (one.chance < 1 and self.rng.random() >= one.chance):
                continue
            if one.skip > 0:
                one.skip -= 1
                continue
            if isinstance(one.times, int):
                one.times -= 1
                if one.times <= 0:
                    self.waiting.remove(one)
            return one
        return None

    def shown(self) -> list[dict[str, Any]]:
        return [asdict(one) for one in self.waiting]


def resource_of(path: str) -> str:
    """`Invoices`, `Reports` …; `token`, `revocation` and `connections` outside the Accounting API."""
    if path.startswith(api.BASE):
        return api.parts(path)[0]
    return "connections" if "connections" in path.lower() else path.rsplit("/", 1)[-1]
