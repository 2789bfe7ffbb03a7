"""Trouble to order: which requests meet which fault, how often, and whether Xero can be reached at all.

{"match": {"method": "PUT", "resource": "Invoices"}, "fault": "drop_after", "times": 1}
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from xero_sandbox.model import api
from xero_sandbox.model.messages import Request

KINDS = {
    "drop_before": "the connection ends without an answer, nothing was done",
    "drop_after": "the connection ends without an answer, all was done",
    "500_before": "500, nothing was done; remembered under the idempotency key",
    "500_after": "500, all was done; remembered under the idempotency key",
    "503": "503, nothing was done",
    "429": "429 of the minute limit, nothing was done",
    "slow": "done at once, answered after so many seconds",
    "late": "done and answered after so many seconds",
    "unreadable": "all was done, the answer is cut in half",
}
OFFLINE = ("no", "503", "drop")


class BadFault(ValueError):
    """The fault cannot be read; the message says why."""


@dataclass(slots=True)
class Fault:
    fault: str
    match: dict[str, str] = field(default_factory=dict)
    times: int = 1
    skip: int = 0
    """Let so many matching requests pass first."""

    @classmethod
    def read(cls, sent: Any) -> "Fault":
        if not isinstance(sent, dict) or set(sent) - {"fault", "match", "times", "skip"}:
            raise BadFault("a fault has the members fault, match, times and skip")
        one = cls(
            fault=str(sent.get("fault", "")),
            match=dict(sent.get("match") or {}),
            times=int(sent.get("times", 1)),
            skip=int(sent.get("skip", 0)),
        )
        if one.kind not in KINDS:
            raise BadFault(f"unknown fault {one.fault!r}; known are {', '.join(KINDS)}")
        if set(one.match) - {"method", "resource"}:
            raise BadFault("match looks at method and resource")
        if one.kind in ("slow", "late") and one.seconds is None:
            raise BadFault(f"{one.kind} needs its seconds, as in {one.kind}:5")
        return one

    @property
    def kind(self) -> str:
        return self.fault.partition(":")[0]

    @property
    def seconds(self) -> float | None:
        try:
            return float(self.fault.partition(":")[2])
        except ValueError:
            return None

    def meets(self, method: str, resource: str) -> bool:
        wanted_method = self.match.get("method", method).upper()
        wanted_resource = self.match.get("resource", resource).lower()
        return wanted_method == method and wanted_resource == resource.lower()


class Faults:
    def __init__(self) -> None:
        self.waiting: list[Fault] = []
        self.offline = "no"

    def load(self, path: Path) -> None:
        found = json.loads(path.read_text())
        self.add(found if isinstance(found, list) else [found])

    def add(self, sent: list[Any]) -> None:
        self.waiting += [Fault.read(one) for one in sent]

    def next_for(self, request: Request) -> Fault | None:
        """The first fault that meets this request; it is used up by one."""
        resource = resource_of(request.path)
        for one in self.waiting:
            if not one.meets(request.method, resource):
                continue
            if one.skip > 0:
                one.skip -= 1
                continue
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
