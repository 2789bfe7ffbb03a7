"""Correcting a document that is in Xero already: voided there in order, taken back here, drafted anew.

One row says how far it is. Every step is one transaction that finds out for itself what is still to be done, so that a
crash or a refusal in between leaves something that goes on where it stopped.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from counterfoil.core import lifecycle, shapes
from counterfoil.core.refusals import Refusal
from counterfoil.documents import actions
from counterfoil.documents.firm import firm_facts
from counterfoil.documents.models import Document
from counterfoil.documents.voids import drafts_of, queue_voids, voids_of, withdraw_voids
from counterfoil.firms import audit
from counterfoil.firms.models import Member
from counterfoil.firms.roles import Actor, parse_roles
from counterfoil.kinds import kind_of
from counterfoil.ledger.record import open_ledger
from counterfoil.outbox.holding import holding
from counterfoil.xero import sync_actions, their_content
from counterfoil.xero.connection import connected
from counterfoil.xero.correction_plan import (
    WITHDRAWN,
    Taken,
    free,
    in_order,
    may_correct,
    plan,
    take_back,
    taken_back,
)
from counterfoil.xero.correction_steps import CORRECTING, OPEN, next_step
from counterfoil.xero.models import Correction, CorrectionPart


def _nothing(point: str) -> None:
    """Where a test ends the process."""


def begin(
    *,
    document_id: int,
    by: Actor,
    at: datetime,
    why: str,
    theirs: str = "",
    passing: Callable[[str], None] = _nothing,
) -> Correction:
    """Write down that the document is corrected, and go as far as goes at once. Said twice it is begun once.

    `theirs` is what its draft is to say, as `their_content` keeps it.
    """
    if not why.strip():
        raise Refusal("reason-missing", "say why; the reason is kept with the document")
    with transaction.atomic():
        open_ledger(by.firm_id)
        begun = Correction.objects.filter(firm_id=by.firm_id, document_id=document_id, state__in=OPEN).first()
        if begun is None:
            begun = _written_down(document_id, by=by, at=at, why=why.strip(), theirs=theirs)
    passing("after begin")
    return go_on(correction=begun, by=by, at=at, passing=passing)


def _written_down(document_id: int, *, by: Actor, at: datetime, why: str, theirs: str) -> Correction:
    found = plan(document_id=document_id, by=by, at=at)
    if found.barred:
        raise found.barred
    ids = [each.id for each in found.taken]
    other = CorrectionPart.objects.filter(
        firm_id=by.firm_id, document_id__in=ids, correction__state__in=OPEN
    ).select_related("correction__document", "document")
    if busy := other.first():
        raise Refusal(
            "being-corrected",
            "{number} is part of the correction of {other}; finish that first",
            number=busy.document.number,
            other=busy.correction.document.number,
        )
    begun = Correction.objects.create(
        firm_id=by.firm_id,
        destination=connected(by.firm_id),
        document_id=document_id,
        state="begun",
        why=why,
        theirs=theirs,
        by_id=by.user_id,
        begun_at=at,
    )
    _add_parts(begun, ids)
    audit.note(by=by, at=at, action="correct", subject="document", subject_id=document_id, why=why)
    return begun


def _add_parts(correction: Correction, ids: list[int]) -> bool:
    """Write down the documents in their order. Whether one of them is new."""
    known = set(correction.parts.values_list("document_id", flat=True))
    for place, document_id in enumerate(ids):
        CorrectionPart.objects.update_or_create(
            correction=correction,
            document_id=document_id,
            defaults={"place": place},
            create_defaults={"place": place, "firm_id": correction.firm_id},
        )
    return bool(set(ids) - known)


def go_on(*, correction: Correction, by: Actor, at: datetime, passing: Callable[[str], None] = _nothing) -> Correction:
    """Step after step until it is done, waits for Xero, or is refused; what refused it is kept with it."""
    while True:
        step = next_step(correction.state)
        if not step:
            return correction
        passing(f"before {step}")
        try:
            moved = _take(correction.pk, step, by=by, at=at)
        except Refusal as refusal:
            Correction.objects.filter(pk=correction.pk, state=correction.state).update(
                stopped_code=refusal.code, stopped_text=refusal.advice
            )
            return Correction.objects.get(pk=correction.pk)
        passing(f"after {step}")
        correction = Correction.objects.get(pk=correction.pk)
        if not moved:
            return correction


def ask_again(*, correction: Correction, by: Actor, at: datetime) -> Correction:
    """A person has seen to what was in the way: Xero is asked again for what it refused, and the steps go on."""
    for part in correction.parts.select_related("document"):
        for void in voids_of(part.document.kind, part.document_id, firm_id=by.firm_id):
            if void.state == "rejected" and correction.state == "voiding":
                sync_actions.retry(item_id=void.item_id, by=by, at=at)
    return go_on(correction=correction, by=by, at=at)


def _take(correction_id: int, step: str, *, by: Actor, at: datetime) -> bool:
    """One step in one transaction. False when it has to wait for Xero."""
    with transaction.atomic():
        open_ledger(by.firm_id)
        one = Correction.objects.select_for_update().get(pk=correction_id, firm_id=by.firm_id)
        if next_step(one.state) != step:
            return True
        taken = _taken(one)
        may_correct(taken, by)
        done = _STEPS[step](one, taken, by, at)
        if done:
            one.state = lifecycle.after(CORRECTING, state=one.state, step=step)
            one.ended_at = None if one.state in OPEN else at
        one.stopped_code = one.stopped_text = ""
        one.save()
    return done


def _taken(one: Correction) -> list[Taken]:
    """What is taken back, with what came to lean on it meanwhile."""
    if one.state in ("begun", "voiding", "voided"):
        _add_parts(one, in_order(one.document_id))
    ids = list(one.parts.order_by("place").values_list("document_id", flat=True))
    return taken_back(ids, firm_id=one.firm_id)


def _void(one: Correction, taken: list[Taken], by: Actor, at: datetime) -> bool:
    """A void for each copy that is in Xero; what was not sent is withdrawn."""
    for each in taken:
        free(each, why=WITHDRAWN, at=at, firm_id=one.firm_id)
        queue_voids(each.kind, each.id, firm_id=one.firm_id, at=at, drafts=drafts_of(each.held))
    return True


def _look(one: Correction, taken: list[Taken], by: Actor, at: datetime) -> bool:
    """Whether nothing holds them any more. What came to lean on them since is voided too."""
    _void(one, taken, by, at)
    return not any(holding(each.kind, [each.id], firm_id=one.firm_id) for each in taken)


def _take_back(one: Correction, taken: list[Taken], by: Actor, at: datetime) -> bool:
    """Here: what leaned on the document first, the document last, each at its own date."""
    for each in taken:
        take_back(each, by=by, at=at, why=one.why)
    return True


def _draft(one: Correction, taken: list[Taken], by: Actor, at: datetime) -> bool:
    """The drafts that take their place. What cannot be drafted before another is posted again is left to be entered."""
    for each in reversed(taken):
        itself = each.id == one.document_id
        try:
            with transaction.atomic():
                redrafted = _drafted(one, each, by=by, at=at)
        except Refusal:
            if itself:
                raise
            continue
        one.parts.filter(document_id=each.id).update(redrafted_id=redrafted)
        if itself:
            one.replacement_id = redrafted
            one.said = their_content.into_draft(one, document_id=redrafted, by=by, at=at)
    return True


def _drafted(one: Correction, taken: Taken, *, by: Actor, at: datetime) -> int:
    """The document's own draft, or a new one with what it said; the same one however often it is asked for."""
    row = Document.objects.get(pk=taken.id)
    if row.state == "draft":
        return row.pk
    kind = kind_of(row.kind)
    document = shapes.read(kind.shape, shapes.parse(row.content), currency=firm_facts(one.firm_id).currency)
    return actions.draft(kind=kind, document=document, by=by, at=at, key=f"correction:{one.public_id}:{row.pk}").id


_STEPS = {"void": _void, "look": _look, "take back": _take_back, "draft": _draft}


def give_up(*, correction: Correction, by: Actor, at: datetime, why: str) -> Correction:
    """Stop it. Voids that were not sent are withdrawn; what is void in Xero stays so, what is taken back here too."""
    if not why.strip():
        raise Refusal("reason-missing", "say why; the reason is kept with the document")
    with transaction.atomic():
        one = Correction.objects.select_for_update().get(pk=correction.pk, firm_id=by.firm_id)
        one.state = lifecycle.after(CORRECTING, state=one.state, step="give up")
        taken = _taken(one)
        may_correct(taken, by)
        free_of_voids = [
            withdraw_voids(each.kind, each.id, firm_id=one.firm_id, why="the correction was given up", at=at)
            for each in taken
        ]
        if not all(free_of_voids):
            raise Refusal("copy-on-its-way", "a void is on its way to Xero; wait until its answer is there")
        one.ended_at, one.stopped_code, one.stopped_text = at, "", ""
        one.save()
        audit.note(
            by=by, at=at, action="give up correcting", subject="document", subject_id=one.document_id, why=why.strip()
        )
    return one


def go_on_by_itself(destination_id: int, *, at: datetime) -> int:
    """What the worker does after it has sent: corrections that waited for their voids go on for whoever began them.

    One that was refused waits for a person. Returns how many were taken further.
    """
    moved = 0
    for one in Correction.objects.filter(destination_id=destination_id, state__in=OPEN, stopped_code="").order_by("pk"):
        if one.state != "voiding" or not _voids_wait(one):
            moved += go_on(correction=one, by=_whoever_began(one), at=at).state != one.state
    return moved


def destinations_with_corrections() -> list[int]:
    """Where a correction is under way that no refusal has stopped."""
    found = Correction.objects.filter(state__in=OPEN, stopped_code="").values_list("destination_id", flat=True)
    return sorted(set(found))


def _voids_wait(one: Correction) -> bool:
    """Asked before anything is locked: as long as Xero has not answered there is nothing to do."""
    parts = one.parts.values_list("document__kind", "document_id")
    voids = (void for kind, document_id in parts for void in voids_of(kind, document_id, firm_id=one.firm_id))
    return any(void.state not in ("confirmed", "cancelled") for void in voids)


def _whoever_began(one: Correction) -> Actor:
    """With the roles that the person has today."""
    members = Member.objects.filter(firm_id=one.firm_id, active=True).select_related("user")
    member = members.filter(user_id=one.by_id).first() if one.by_id else None
    name = member.user.name if member else "somebody who has left"
    return Actor(one.by_id, name, one.firm_id, parse_roles(member.roles) if member else frozenset())
