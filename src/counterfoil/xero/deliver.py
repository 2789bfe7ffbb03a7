"""Sending items once: freeze, persist before the wire, guard, one request, record.

A document that is made as a draft first takes these steps twice: made, then approved by its id. A void takes them too.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import structlog

from counterfoil.outbox.work import Answer, Became, Change, Lease, Sent, StoreAway, Work
from counterfoil.xero import drafts, known_errors, parcels, sums, voiding, wire
from counterfoil.xero.hands import Hands
from counterfoil.xero.outcomes import (
    Barred,
    Confirmed,
    Expired,
    Limited,
    Looked,
    Outcome,
    RefusedTogether,
    Rejected,
    Unknown,
    Unreached,
    judge,
)
from counterfoil.xero.parcels import Parcel
from counterfoil.xero.request import Answered, NoAnswer, NotAllowed, Reply
from counterfoil.xero.translate import Untranslatable, translate
from counterfoil.xero.translate.parts import BEING_MADE, Counterparts, path_of

log = structlog.get_logger("counterfoil.xero")

MISTAKES = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
PUT_ASIDE_SECONDS = 900
GUARD_SECONDS = 5.0
RECORD_SECONDS = 90.0
ASK_AGAIN_SECONDS = 60
"""When an item looks again whether its account is there; the account itself wakes it as soon as it is made."""
REPLAY_SECONDS = 55
REPLAYS_AT = (1, 4, 10, 20, 35, 50)
"""Seconds after the first sending; the key is safe for 55."""
READS_AT = (2, 20, 60, 180, 600, 660)
"""Seconds after the last sending at which Xero is looked at. Only those after the quiet time count as absent."""

_TOKENS = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]*|Bearer\s+\S+", re.IGNORECASE)


class LeaseLost(Exception):
    """Somebody else sends to this destination now, or the item moved on: nothing more may be written."""


@dataclass(frozen=True, slots=True)
class Held:
    """The lease in hand, and until when by the clock that counts suspension."""

    lease: Lease
    good_until: float


def deliver(works: Sequence[Work], *, hands: Hands, held: Held) -> tuple[Outcome, Reply] | None:
    """Send pending items, or approve drafts, in one request. None: nothing was sent, and each item says why or is
    runnable again.
    """
    counterparts = cache(hands.counterparts)
    told = [(work, _written(work, counterparts, hands=hands, held=held)) for work in works]
    ready = parcels.fitting((work, body) for work, body in told if body is not None)
    if not ready:
        return None
    first = ready[0][0]
    purpose = "approve" if first.state == "drafted" else first.operation
    parcel = Parcel(tuple(work for work, _ in ready), tuple(body for _, body in ready), purpose)
    return send(parcel, hands=hands, held=held)


def _written(work: Work, counterparts: Callable[[], Counterparts], *, hands: Hands, held: Held) -> str | None:
    """The body, or None with the reason on the item."""
    try:
        return frozen(work, counterparts, hands=hands)
    except Untranslatable as why:
        change = Change(state="rejected", reason_code=why.code, reason_text=why.text)
        if why.code == BEING_MADE:
            later = hands.store.now() + timedelta(seconds=ASK_AGAIN_SECONDS)
            change = Change(state=work.state, reason_code=why.code, reason_text=why.text, not_before=later)
    except MISTAKES as mistake:
        change = put_aside(work, mistake, now=hands.store.now())
    if not hands.store.record(work, change, lease=held.lease):
        raise LeaseLost
    return None


def put_aside(work: Work, mistake: Exception, *, now: datetime) -> Change:
    """A mistake of the program over one item delays that one alone."""
    log.exception("an item cannot be sent", marker=work.marker, resource=work.resource)
    return Change(
        state=work.state,
        reason_code="mistake",
        reason_text=f"Counterfoil made a mistake over this copy ({type(mistake).__name__}). Tell whoever looks"
        " after it; the log says more. It is tried again every quarter of an hour.",
        not_before=now + timedelta(seconds=PUT_ASIDE_SECONDS),
    )


def frozen(work: Work, counterparts: Callable[[], Counterparts], *, hands: Hands) -> str:
    """The body that was kept at the first sending, or one built now from the snapshot."""
    if work.body is not None:
        return work.body
    if voiding.is_void(work):
        return voiding.written(work)
    return translate(
        work.snapshot,
        resource=work.resource,
        type_=work.type,
        marker=work.marker,
        counterparts=counterparts(),
        carriers=hands.store.carriers(work.id),
        name_taken=work.reason_code == "name-taken",
    ).body


def send(parcel: Parcel, *, hands: Hands, held: Held) -> tuple[Outcome, Reply] | None:
    """Steps 4 to 7. A replay is the same text under the same key."""
    unready = hands.network.ready()
    if unready is not None:
        return judge(unready, parcel.resource), unready
    works, purpose = parcel.works, parcel.purpose
    request = parcel.request(address(works[0], hands) if purpose in ("create", "replay") else "")
    hands.passing("before persist")
    mark = hands.clock.mark() if purpose == "create" else works[0].begun
    sent = hands.store.sending(
        works, bodies=parcel.bodies, text=request.body or "", purpose=purpose, begun=mark, lease=held.lease
    )
    begun = hands.clock.boot()
    hands.passing("after persist")
    if sent is None:
        raise LeaseLost
    now = hands.clock.boot()
    too_old = purpose == "replay" and (hands.clock.since(mark) or 0.0) > REPLAY_SECONDS + GUARD_SECONDS
    if now - begun > GUARD_SECONDS or now >= held.good_until or too_old:
        unsent = Answer(status=None, outcome="not sent")
        stood_still = "the machine stood still before it was sent"
        _record(sent, [Became(work, _back(work, purpose, stood_still), unsent) for work in works], hands, held)
        return None
    reply = hands.network.send(request.under(sent.key))
    hands.passing("after send")
    whole, outcomes, texts = parcel.judged(reply)
    became = [
        Became(
            work,
            becomes(work, outcome, body=body, purpose=purpose, hands=hands),
            kept(reply, outcome, text=text),
        )
        for work, body, outcome, text in zip(works, parcel.bodies, outcomes, texts, strict=True)
    ]
    hands.passing("before record")
    _record(sent, became, hands, held)
    hands.passing("after record")
    return whole, reply


def address(work: Work, hands: Hands) -> str:
    """The path under which the item's document is made."""
    carriers = hands.store.carriers(work.id) if work.resource == "Allocations" else ()
    return path_of(work.resource, work.type, carriers)


def becomes(work: Work, outcome: Outcome, *, body: str, purpose: str, hands: Hands) -> Change:
    """What an item becomes by an outcome."""
    match outcome:
        case Confirmed() | Rejected() | Unknown() if purpose == voiding.VOID:
            return voiding.becomes(work, outcome, now=hands.store.now())
        case Confirmed() if purpose == "approve" and drafts.is_draft(work, outcome.record):
            text = "Xero took the approval and left it as a draft; approve it there, then send again."
            return Change(state="rejected", reason_code="left-as-draft", reason_text=text)
        case Confirmed():
            return found(work, outcome.record, body, warnings=outcome.warnings)
        case Rejected(messages) if purpose == "approve":
            return Change(state="unknown", reason_code=drafts.REFUSED, reason_text=" ".join(messages))
        case Rejected(messages):
            code, text = known_errors.explain(messages)
            if code == "name-taken" and work.resource == "Contacts" and work.reason_code != "name-taken":
                return Change(state="pending", reason_code=code, reason_text=text, fresh_body=True)
            return Change(state="rejected", reason_code=code, reason_text=text)
        case Unknown():
            no_replay = outcome.no_replay or (purpose == "replay" and work.no_replay)
            since = (hands.clock.since(work.begun) or 0.0) if purpose == "replay" else 0.0
            times = READS_AT if no_replay else REPLAYS_AT
            wait = next((at for at in times if at > since), REPLAY_SECONDS + 1) - since
            return Change(
                state="unknown",
                reason_code=outcome.code,
                reason_text=f"{outcome.text}; whether it has arrived is being looked up",
                no_replay=no_replay,
                not_before=hands.store.now() + timedelta(seconds=wait),
            )
        case Limited() | Expired() | Barred() | Unreached() | Looked() | RefusedTogether():
            return _back(work, purpose, "")


def found(work: Work, record: wire.Element, body: str, *, warnings: tuple[str, ...] = (), more: str = "") -> Change:
    """It is there: approved, or as a draft that is still to be approved."""
    if drafts.is_draft(work, record):
        return Change(state="drafted", remote_id=record.id, reason_code="", reason_text=more)
    return confirmed(record, body, warnings=warnings, more=more)


def confirmed(record: wire.Element, body: str, *, warnings: tuple[str, ...] = (), more: str = "") -> Change:
    """It is there. What Xero made of it otherwise than we sent is said, never corrected."""
    off = sums.difference(record, body)
    notes = [text for text in (more, off, *(f"Xero warns: {warning}" for warning in warnings)) if text]
    other = record.overpayment_id if isinstance(record, wire.BankTransaction) else None
    return Change(
        state="confirmed",
        remote_id=record.id,
        other_id=other or "",
        reason_code="differs" if notes else "",
        reason_text="; ".join(notes),
    )


def _back(work: Work, purpose: str, text: str) -> Change:
    """Nothing happened: a new one is pending again, a draft is one still, a doubtful one as doubtful as before."""
    if purpose == "approve":
        return Change(state="drafted", reason_text=text)
    if purpose == "replay":
        return Change(state="unknown", reason_code=work.reason_code, reason_text=work.reason_text)
    code = work.reason_code if work.reason_code == "name-taken" else ""
    return Change(state="pending", reason_code=code, reason_text=text or work.reason_text if code else text)


def kept(reply: Reply, outcome: object, *, text: str = "") -> Answer:
    """What stays of an answer in the attempt's row: of an answer about several, the text about this one."""
    name = type(outcome).__name__.lower()
    match reply:
        case Answered():
            text = text or reply.body.decode("utf-8", "replace")
            if "eyj" in text.lower() or "bearer" in text.lower():
                text = _TOKENS.sub("***", text)
            return Answer(status=reply.status, outcome=name, correlation_id=reply.correlation_id, text=text)
        case NoAnswer(_, why) | NotAllowed(why):
            return Answer(status=None, outcome=name, text=why)


def _record(sent: Sent, became: Sequence[Became], hands: Hands, held: Held) -> None:
    """Keep trying for 90 seconds: an answer that is not written down is the dearest thing to lose."""
    until = hands.clock.boot() + RECORD_SECONDS
    while True:
        try:
            if not hands.store.answered(sent, became, lease=held.lease):
                raise LeaseLost
            return
        except StoreAway:
            if hands.clock.boot() >= until:
                raise
            hands.clock.sleep(1)
