"""What leaves in one request: one document, or several of one resource of which none leans on another.

Several make one call, and each is judged alone: Xero is asked for that (`summarizeErrors=false`). The order of an
answer is promised nowhere, so an element is known by our mark in it, a contact by its number, a draft by its id.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from counterfoil.outbox.work import Work
from counterfoil.xero import drafts, sums, voiding, wire
from counterfoil.xero.outcomes import Looked, Outcome, Unknown, judge, judge_element, rows_of
from counterfoil.xero.request import Reply, Request
from counterfoil.xero.translate.parts import ALWAYS_ALONE, EACH_ALONE, created, joined

MOST = 50
LEAST = 4
"""Fewer go one by one: what goes wrong with one request is then about one document."""
MOST_BYTES = 3_000_000
ALONE = (*ALWAYS_ALONE, "Accounts", "Allocations")
"""Xero takes transfers and accounts one at a time; an allocation has the address of its own credit."""


def may_share(work: Work) -> bool:
    """Whether it may leave in one request with others. What was proven absent goes alone."""
    return work.operation == "create" and work.resource not in ALONE and work.absent_seen == 0


@dataclass(frozen=True, slots=True)
class Parcel:
    """`bodies` are the frozen texts of the works, in their order; `purpose` is as the Store knows it."""

    works: tuple[Work, ...]
    bodies: tuple[str, ...]
    purpose: str

    @property
    def resource(self) -> str:
        return self.works[0].resource

    def request(self, path: str) -> Request:
        """Without its key. `path` is where documents of the resource are made."""
        first, body = self.works[0], self.bodies[0]
        if self.purpose == voiding.VOID:
            return voiding.request(first, body)
        if self.purpose == "approve":
            approvals = [drafts.approval(work, body) for work, body in self._each()]
            if len(approvals) == 1:
                return approvals[0]
            text = joined(self.resource, [approval.body or "" for approval in approvals])
            return Request(method="POST", path=self.resource, query=EACH_ALONE, body=text, several=True)
        made = created(self.resource, path, joined(self.resource, self.bodies))
        several = len(self.works) > 1
        return Request(method=made.method, path=made.path, query=made.query, body=made.body, several=several)

    def judged(self, reply: Reply) -> tuple[Outcome, list[Outcome], list[str]]:
        """The outcome of the request, of each work in it, and the answer's text about each where it has one."""
        if len(self.works) == 1:
            voids = self.purpose == voiding.VOID
            one = voiding.judged(reply, self.works[0]) if voids else judge(reply, self.resource)
            return one, [one], [""]
        found = rows_of(reply, self.resource)
        if not isinstance(found, wire.Read):
            return found, [found for _ in self.works], ["" for _ in self.works]
        matched = list(self._matched(found.rows))
        outcomes: list[Outcome] = [_UNNAMED if row is None else judge_element(found.rows[row]) for row in matched]
        texts = found.texts
        return Looked(), outcomes, ["" if row is None else texts[row] for row in matched]

    def _each(self) -> Iterator[tuple[Work, str]]:
        return zip(self.works, self.bodies, strict=True)

    def _matched(self, rows: Sequence[wire.Element]) -> Iterator[int | None]:
        """The row of each work. What bears nobody's mark is known by its place only if it is a refusal."""
        owners = [self._owners(row) for row in rows]
        for place in range(len(self.works)):
            mine = [row for row, owner in enumerate(owners) if owner == [place]]
            by_place = len(rows) == len(self.works) and not owners[place] and rows[place].refused
            if len(mine) == 1:
                yield mine[0]
            else:
                yield place if by_place and not mine else None

    def _owners(self, row: wire.Element) -> list[int]:
        return [place for place, (work, body) in enumerate(self._each()) if self._is_of(row, work, body)]

    def _is_of(self, row: wire.Element, work: Work, body: str) -> bool:
        if self.purpose == "approve":
            return row.id == work.remote_id
        if isinstance(row, wire.Contact):
            return bool(row.number == sums.document(body)["ContactNumber"])
        return any(work.marker in text for text in row.told)


_UNNAMED = Unknown("unnamed", "Xero's answer to several documents does not say what became of this one", no_replay=True)


def fitting(written: Iterable[tuple[Work, str]]) -> list[tuple[Work, str]]:
    """As many as one request may carry, at least one."""
    taken: list[tuple[Work, str]] = []
    size = 0
    for work, body in written:
        size += len(body.encode())
        if taken and size > MOST_BYTES:
            break
        taken.append((work, body))
    return taken
