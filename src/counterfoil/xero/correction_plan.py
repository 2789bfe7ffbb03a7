"""What correcting a document takes on both sides, and in which order; whether anything speaks against it.

What settles the document, or uses it, is taken back before it: here because the books want it so, in Xero because it
voids nothing that something else leans on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from counterfoil.core.kinds import Kind
from counterfoil.core.lifecycle import steps_from
from counterfoil.core.refusals import Refusal
from counterfoil.documents import actions
from counterfoil.documents.leaning import leaning_on
from counterfoil.documents.voids import open_there
from counterfoil.firms.roles import Actor, require, step_ability
from counterfoil.firms.rows import day_of, marks, run
from counterfoil.kinds import kind_of
from counterfoil.outbox.holding import NOT_SENT, ON_ITS_WAY, Holding, end_links, holding, withdraw

WITHDRAWN = "the document is corrected before it was sent"


@dataclass(frozen=True, slots=True)
class Taken:
    """One document that is taken back. `held` are the copies that hold it now."""

    id: int
    public_id: str
    kind: str
    number: str
    state: str
    dated_on: date
    total_minor: int
    held: tuple[Holding, ...]

    @property
    def step(self) -> str:
        """Trust money is only ever reversed; everything else goes back to draft."""
        return step_of(kind_of(self.kind))


@dataclass(frozen=True, slots=True)
class Plan:
    """`taken` in order, the document itself last. `barred` is what speaks against it now."""

    taken: tuple[Taken, ...]
    barred: Refusal | None

    @property
    def document(self) -> Taken:
        return self.taken[-1]


def step_of(kind: Kind) -> str:
    return "reopen" if "reopen" in steps_from(kind.lifecycle, "posted") else "reverse"


def plan(*, document_id: int, by: Actor, at: datetime) -> Plan:
    """What would be done, and what would refuse it. Changes nothing."""
    taken = tuple(taken_back(in_order(document_id), firm_id=by.firm_id))
    return Plan(taken, _speaks_against(taken, by=by, at=at))


def in_order(document_id: int) -> list[int]:
    """The document and all that leans on it, each after what leans on it."""
    found: dict[int, None] = {}

    def visit(one: int) -> None:
        for each in leaning_on(one):
            if each.minor and each.state == "posted" and each.id not in found:
                visit(each.id)
        found[one] = None

    visit(document_id)
    return list(found)


def taken_back(ids: Sequence[int], *, firm_id: int) -> list[Taken]:
    """Those of the firm's documents, in the order of the ids; refused when one is of another firm."""
    rows = run(
        "select id, public_id, kind, coalesce(number, ''), state, dated_on, total_minor from documents_document"
        f" where firm_id = %s and id in ({marks(ids)})",
        [firm_id, *ids],
    )
    by_id = {row[0]: row for row in rows}
    if len(by_id) < len(ids):
        raise Refusal("document-unknown", "there is no such document in this firm")
    found = []
    for document_id in ids:
        _, public_id, kind, number, state, on, total = by_id[document_id]
        held = tuple(holding(kind, [document_id], firm_id=firm_id))
        found.append(Taken(document_id, public_id, kind, number, state, day_of(on), int(total), held))
    return found


def may_correct(taken: Sequence[Taken], by: Actor) -> None:
    """Correcting takes what each of its steps takes."""
    require(by, "unlink")
    require(by, "draft")
    for each in taken:
        kind = kind_of(each.kind)
        require(by, step_ability("reverse", trust=kind.trust, incoming=kind.incoming))


def _speaks_against(taken: Sequence[Taken], *, by: Actor, at: datetime) -> Refusal | None:
    """Everything is done that is done here, as if Xero had voided all, and undone again."""
    document = taken[-1]
    try:
        may_correct(taken, by)
        if document.state != "posted":
            raise Refusal("step-not-allowed", "only a posted document is corrected; a draft is edited")
        if not any(each.linked for one in taken for each in one.held):
            raise Refusal(
                "not-linked",
                "nothing of {number} is in Xero; take it back here in the ordinary way",
                number=document.number,
            )
        with transaction.atomic():
            for each in taken:
                free(each, why=WITHDRAWN, at=at, firm_id=by.firm_id, rehearsed=True)
            for each in taken:
                take_back(each, by=by, at=at, why="rehearsed")
            transaction.set_rollback(True)
    except Refusal as refusal:
        return refusal
    return None


def free(one: Taken, *, why: str, at: datetime, firm_id: int, rehearsed: bool = False) -> None:
    """Withdraw what was not sent, and refuse while a copy is on its way or Xero is locked for its day.

    A rehearsal ends the links as well, as Xero's voids will.
    """
    withdraw([each.item_id for each in one.held if each.state in NOT_SENT], why=why, at=at)
    held = holding(one.kind, [one.id], firm_id=firm_id)
    if any(each.state in ON_ITS_WAY for each in held):
        raise Refusal(
            "copy-on-its-way",
            "a copy of {number} is being sent, or nobody knows yet whether it arrived; wait, or decide it under Xero"
            " sync",
            number=one.number,
        )
    if held:
        open_there(one.number, one.dated_on, firm_id=firm_id)
    if rehearsed:
        end_links([each.item_id for each in held], why=why, at=at)


def take_back(one: Taken, *, by: Actor, at: datetime, why: str) -> None:
    """Reverse its entry, and hand it back for editing where its kind allows that. What is back already stays so."""
    if one.state == "posted":
        act = actions.reopen if one.step == "reopen" else actions.reverse
        act(document_id=one.id, by=by, at=at, why=why)
