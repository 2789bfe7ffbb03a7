"""Sending one item once: freeze, persist before the wire, guard, one request, record.

A document that is made as a draft first takes these steps twice: made, then approved by its id. A void takes them too.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from counterfoil.outbox.work import Answer, Change, Lease, Sent, StoreAway, Work
from counterfoil.xero import drafts, known_errors, sums, voiding, wire
from counterfoil.xero.hands import Hands
from counterfoil.xero.outcomes import (
    Barred,
    Confirmed,
    Expired,
    Limited,
    Looked,
    Outcome,
    Rejected,
    Unknown,
    Unreached,
    judge,
)
from counterfoil.xero.request import Answered, NoAnswer, NotAllowed, Reply, Request
from counterfoil.xero.translate import Untranslatable, translate
from counterfoil.xero.translate.parts import BEING_MADE, created, path_of

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


def deliver(work: Work, *, hands: Hands, held: Held) -> tuple[Outcome, Reply] | None:
    """Send a pending item, or approve a draft. None: nothing was sent, and the item says why or is runnable again."""
    try:
        body = frozen(work, hands)
    except Untranslatable as why:
        change = Change(state="rejected", reason_code=why.code, reason_text=why.text)
        if why.code == BEING_MADE:
            later = hands.store.now() + timedelta(seconds=ASK_AGAIN_SECONDS)
            change = Change(state=work.state, reason_code=why.code, reason_text=why.text, not_before=later)
        if not hands.store.record(work, change, lease=held.lease):
            raise LeaseLost from None
        return None
    purpose = "approve" if work.state == "drafted" else work.operation
    return send(work, body, purpose=purpose, hands=hands, held=held)


def frozen(work: Work, hands: Hands) -> str:
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
        counterparts=hands.counterparts(),
        carriers=hands.store.carriers(work.id),
        name_taken=work.reason_code == "name-taken",
    ).body


def send(work: Work, body: str, *, purpose: str, hands: Hands, held: Held) -> tuple[Outcome, Reply] | None:
    """Steps 4 to 7. A replay is the same text under the same key."""
    unready = hands.network.ready()
    if unready is not None:
        return judge(unready, work.resource), unready
    hands.passing("before persist")
    mark = hands.clock.mark() if purpose == "create" else work.begun
    sent = hands.store.sending(work, body=body, purpose=purpose, begun=mark, lease=held.lease)
    begun = hands.clock.boot()
    hands.passing("after persist")
    if sent is None:
        raise LeaseLost
    if purpose == "approve":
        request = drafts.approval(work, body)
    elif purpose == voiding.VOID:
        request = voiding.request(work, body)
    else:
        write = created(work.resource, address(work, hands), body)
        request = Request(method=write.method, path=write.path, query=write.query, body=write.body, key=sent.key)
    now = hands.clock.boot()
    too_old = purpose == "replay" and (hands.clock.since(mark) or 0.0) > REPLAY_SECONDS + GUARD_SECONDS
    if now - begun > GUARD_SECONDS or now >= held.good_until or too_old:
        unsent = _back(work, purpose, "the machine stood still before it was sent")
        _record(work, unsent, sent, Answer(status=None, outcome="not sent"), hands=hands, held=held)
        return None
    reply = hands.network.send(request)
    hands.passing("after send")
    outcome = voiding.judged(reply, work) if purpose == voiding.VOID else judge(reply, work.resource)
    change = becomes(work, outcome, body=body, purpose=purpose, hands=hands)
    hands.passing("before record")
    _record(work, change, sent, kept(reply, outcome), hands=hands, held=held)
    hands.passing("after record")
    return outcome, reply


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
        case Limited() | Expired() | Barred() | Unreached() | Looked():
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


def kept(reply: Reply, outcome: object) -> Answer:
    """What stays of an answer in the attempt's row."""
    name = type(outcome).__name__.lower()
    match reply:
        case Answered():
            text = reply.body.decode("utf-8", "replace")
            if "eyj" in text.lower() or "bearer" in text.lower():
                text = _TOKENS.sub("***", text)
            return Answer(status=reply.status, outcome=name, correlation_id=reply.correlation_id, text=text)
        case NoAnswer(_, why) | NotAllowed(why):
            return Answer(status=None, outcome=name, text=why)


def _record(work: Work, change: Change, sent: Sent, answer: Answer, *, hands: Hands, held: Held) -> None:
    """Keep trying for 90 seconds: an answer that is not written down is the dearest thing to lose."""
    until = hands.clock.boot() + RECORD_SECONDS
    while True:
        try:
            if not hands.store.record(work, change, lease=held.lease, sent=sent, answer=answer):
                raise LeaseLost
            return
        except StoreAway:
            if hands.clock.boot() >= until:
                raise
            hands.clock.sleep(1)
