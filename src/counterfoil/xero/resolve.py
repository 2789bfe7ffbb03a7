"""An item nobody knows about: the same key while it is safe, then look, and only what is proven absent is sent anew."""

from dataclasses import replace
from datetime import datetime, timedelta

from counterfoil.outbox.work import Answer, Change, Work
from counterfoil.xero import clocks, drafts, known_errors, voiding, wire
from counterfoil.xero import deliver as sending
from counterfoil.xero.deliver import READS_AT, REPLAY_SECONDS, Held, LeaseLost, kept
from counterfoil.xero.hands import Hands
from counterfoil.xero.outcomes import Confirmed, Looked, Outcome, Unknown, judge
from counterfoil.xero.parcels import Parcel
from counterfoil.xero.readback import Hit, Seen, Unread, asks_alike, look
from counterfoil.xero.request import Answered, NoAnswer, Reply, Request
from counterfoil.xero.translate import Untranslatable

QUIET_SECONDS = 600
BETWEEN_READS_SECONDS = 60
"""Xero's lists may lag; a request may arrive late. Both are over by then (sync protocol, A1)."""
MOST_ASKED = 20
"""So many at most are asked for in one question: it stands in an address."""
WITHOUT_COUNTERPART_SECONDS = 900
"""When an item in doubt that cannot be written down for want of a counterpart is tried again."""

_SAYS = {
    "": (
        "Another document in Xero has this number. Say whether it is this one, or give it another number there.",
        "A movement of the same amount and day is in Xero without our mark. Say whether it is this one.",
    ),
    "Accounts": (
        "Another account in Xero has this code. Say whether it is this one, or give it another code there.",
        "An account in Xero has this name under another code. Say whether it is this one.",
    ),
}
"""What a person is asked, by resource: where a number is taken, and where something looks alike."""


def resolve(work: Work, *, hands: Hands, held: Held) -> tuple[Outcome, Reply] | None:
    """One step towards knowing. What comes back is about Xero's health, for the pace; None when nothing was asked."""
    if voiding.is_void(work):
        return _of_void(work, now=hands.store.now(), hands=hands, held=held)
    if work.remote_id and drafts.of(work):
        return _of_draft(work, work.remote_id, now=hands.store.now(), hands=hands, held=held)
    assert work.first_send_at is not None, f"item {work.marker} is unknown and was never sent"
    since = hands.clock.since(work.begun)
    if work.body and not work.no_replay and since is not None and since < REPLAY_SECONDS:
        again = hands.store.together(work)
        if again:
            parcel = Parcel(again, tuple(each.body or "" for each in again), "replay")
            return sending.send(parcel, hands=hands, held=held)
    unready = hands.network.ready()
    if unready is not None:
        return judge(unready, work.resource), unready
    try:
        body = _written(work, hands)
    except Untranslatable as why:
        if why.code == "carrier-missing":
            if not hands.store.record(work, _review(why.code, f"{why.text}.", []), lease=held.lease):
                raise LeaseLost from None
            return None
        _later(work, hands=hands, held=held, seconds=WITHOUT_COUNTERPART_SECONDS, text=why.text)
        return None
    return _look_up(work, body, hands=hands, held=held)


def _written(work: Work, hands: Hands) -> str:
    """What was sent, or would have been."""
    return sending.frozen(work, lambda: hands.counterparts().for_looking(), hands=hands)


def _look_up(work: Work, body: str, *, hands: Hands, held: Held) -> tuple[Outcome, Reply]:
    """One reading for all that left in the same request, are in doubt still and can be asked for alike."""
    others = [each for each in hands.store.left_with(work) if each.id != work.id and asks_alike(work, each)]
    copies = [(work, body), *((each, each.body) for each in others[: MOST_ASKED - 1] if each.body)]
    offset_ms = hands.store.place(work.destination_id).clock_offset_ms
    path, asked_at = sending.address(work, hands), hands.store.now()
    found, replies = look(copies, hands.network, path=path, offset_ms=offset_ms)
    now = hands.store.now()
    clock_was_set = any(clocks.was_set(offset_ms, clocks.offset_ms(reply, now)) for reply in replies)
    hands.passing("after read")
    for each, _ in copies:
        for reply in replies:
            hands.store.note_read(each, _shortened(reply), asked_at=asked_at, lease=held.lease)
    if isinstance(found, Unread):
        for each, _ in copies:
            _later(each, hands=hands, held=held, seconds=5)
        return _of_reading(found.reply, work.resource), found.reply
    for (each, text), seen in zip(copies, found, strict=True):
        change = _conclude(each, text, seen, now=now, clock_was_set=clock_was_set, hands=hands)
        if not hands.store.record(each, change, lease=held.lease):
            raise LeaseLost
    return Looked(), replies[-1]


def _conclude(work: Work, body: str, seen: Seen, *, now: datetime, clock_was_set: bool, hands: Hands) -> Change:
    ids = [hit.record.id for hit in seen.ours + seen.alike]
    taken = hands.store.claimed(work.destination_id, ids, but=work.id)
    ours = [hit for hit in seen.ours if hit.record.id not in taken]
    if ours:
        return _adopt(work, ours, body)
    strangers = [hit for hit in seen.strangers if hit.effective or not _free_again(hit)]
    if strangers:
        return _review("number-taken", _SAYS.get(work.resource, _SAYS[""])[0], strangers)
    alike = [hit for hit in seen.alike if hit.record.id not in taken]
    if alike and _may_ask(work, now):
        return _review("looks-alike", _SAYS.get(work.resource, _SAYS[""])[1], alike)
    if clock_was_set:
        return _same(work, now + timedelta(seconds=BETWEEN_READS_SECONDS), absent_seen=0)
    return _nothing_there(work, now)


def _may_ask(work: Work, now: datetime) -> bool:
    """A person who says that it is not there lets it be sent anew: not while an earlier request may still arrive."""
    assert work.last_send_at is not None
    return (now - work.last_send_at).total_seconds() >= QUIET_SECONDS or work.reason_code == "amount-exceeded"


def _of_draft(work: Work, draft_id: str, *, now: datetime, hands: Hands, held: Held) -> tuple[Outcome, Reply]:
    """Whether a draft was approved: Xero is asked for it by its id. One that is still a draft is approved again."""
    unready = hands.network.ready()
    reply = unready or hands.network.send(Request(method="GET", path=f"{work.resource}/{draft_id}"))
    if unready is not None:
        return judge(unready, work.resource), unready
    hands.passing("after read")
    hands.store.note_read(work, _shortened(reply), asked_at=now, lease=held.lease)
    outcome = judge(reply, work.resource)
    gone = isinstance(reply, Answered) and reply.status == 404
    if isinstance(outcome, Confirmed) and work.reason_code == drafts.REFUSED and drafts.is_draft(work, outcome.record):
        code, text = known_errors.explain([work.reason_text])
        change = Change(state="rejected", reason_code=code, reason_text=f"{text} Its draft in Xero is not approved.")
    elif isinstance(outcome, Confirmed) and not drafts.has_ended(work, outcome.record):
        change = sending.found(work, outcome.record, _written(work, hands))
    elif gone or isinstance(outcome, Confirmed):
        text = "Somebody deleted or voided its draft in Xero. Say whether it is there, or send it again."
        change = Change(state="review", reason_code="draft-gone", reason_text=f"{text} In Xero: {draft_id}")
    else:
        _later(work, hands=hands, held=held, seconds=5)
        return _of_reading(reply, work.resource), reply
    if not hands.store.record(work, change, lease=held.lease):
        raise LeaseLost
    return Looked(), reply


def _of_void(work: Work, *, now: datetime, hands: Hands, held: Held) -> tuple[Outcome, Reply] | None:
    """Whether a record is void: Xero is asked for it by its id. One that stands is voided again, unless refused."""
    unready = hands.network.ready()
    if unready is not None:
        return judge(unready, work.resource), unready
    try:
        question = voiding.look(work)
    except Untranslatable as why:
        if not hands.store.record(
            work, Change(state="rejected", reason_code=why.code, reason_text=why.text), lease=held.lease
        ):
            raise LeaseLost from None
        return None
    reply = hands.network.send(question)
    hands.passing("after read")
    hands.store.note_read(work, _shortened(reply), asked_at=now, lease=held.lease)
    change = voiding.concluded(work, reply)
    if change is None:
        _later(work, hands=hands, held=held, seconds=5)
        return _of_reading(reply, work.resource), reply
    if not hands.store.record(work, change, lease=held.lease):
        raise LeaseLost
    return Looked(), reply


def _adopt(work: Work, ours: list[Hit], body: str) -> Change:
    """The oldest that counts is ours. Others, and a document that a person has ended since, are said."""
    order = sorted(ours, key=lambda hit: (not hit.effective, hit.record.updated or ""))
    first, *others = order
    more = []
    if not first.effective:
        more.append("it was voided or deleted in Xero")
    if doubles := [hit.record.id for hit in others if hit.effective]:
        more.append(f"it is in Xero more than once; void there: {', '.join(doubles)}")
    return sending.found(work, first.record, body, more="; ".join(more))


def _nothing_there(work: Work, now: datetime) -> Change:
    """Nothing yet proves it absent before the quiet time; then two readings a minute apart do."""
    assert work.last_send_at is not None
    since = (now - work.last_send_at).total_seconds()
    exceeded = work.reason_code == "amount-exceeded"
    quiet = BETWEEN_READS_SECONDS if exceeded else QUIET_SECONDS
    if since < quiet:
        wait = next((at for at in READS_AT if at > since), quiet) - since
        return _same(work, now + timedelta(seconds=wait))
    if work.absent_seen == 0 or work.absent_at is None:
        return _same(work, now + timedelta(seconds=BETWEEN_READS_SECONDS), absent_seen=1, absent_at=now)
    between = (now - work.absent_at).total_seconds()
    if between < BETWEEN_READS_SECONDS:
        return _same(work, now + timedelta(seconds=BETWEEN_READS_SECONDS - between))
    if exceeded:
        code, text = known_errors.explain([work.reason_text.partition("; whether it has arrived")[0]])
        return Change(state="rejected", reason_code=code, reason_text=text)
    if work.reason_code == "number-taken":
        return _review("number-taken", "Xero says that the number is taken and shows no document with it.", [])
    return Change(state="pending", absent_seen=2, absent_at=now)


def _same(
    work: Work, not_before: datetime, *, absent_seen: int | None = None, absent_at: datetime | None = None
) -> Change:
    return Change(
        state="unknown",
        reason_code=work.reason_code,
        reason_text=work.reason_text,
        not_before=not_before,
        absent_seen=absent_seen,
        absent_at=absent_at,
    )


def _later(work: Work, *, hands: Hands, held: Held, seconds: int, text: str = "") -> None:
    same = _same(work, hands.store.now() + timedelta(seconds=seconds))
    change = replace(same, reason_text=text or same.reason_text)
    if not hands.store.record(work, change, lease=held.lease):
        raise LeaseLost


def _review(code: str, text: str, hits: list[Hit]) -> Change:
    ids = ", ".join(hit.record.id for hit in hits)
    return Change(state="review", reason_code=code, reason_text=f"{text} In Xero: {ids}" if ids else text)


def _free_again(hit: Hit) -> bool:
    """A deleted invoice gives its number back, a voided one keeps it."""
    return isinstance(hit.record, wire.Invoice) and hit.record.status == "DELETED"


def _of_reading(reply: Reply, resource: str) -> Outcome:
    """What a failed reading says about Xero. A refused question is our own mistake, but no reason to stop."""
    outcome = judge(reply, resource)
    if not isinstance(reply, Answered) or reply.status != 200:
        return outcome
    return Unknown("unreadable", "the list moved while it was read", trouble=False)


def _shortened(reply: Reply) -> Answer:
    """Lists hold other people's documents: the record keeps only that they were read."""
    if isinstance(reply, Answered):
        return Answer(
            status=reply.status,
            outcome="read" if reply.status == 200 else "not read",
            correlation_id=reply.correlation_id,
            text=f"{len(reply.body)} bytes" if reply.status == 200 else kept(reply, reply).text,
        )
    return Answer(status=None, outcome="not read", text=reply.why if isinstance(reply, NoAnswer) else "")
