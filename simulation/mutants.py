"""Each rule of the protocol, broken on purpose. The simulation is worth something only if it notices every one."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from counterfoil.outbox.work import Change, Lease, Work, key_of
from counterfoil.xero import deliver, drafts, drain, known_errors, outcomes, parcels, readback, resolve, voiding, wire
from counterfoil.xero.outcomes import Confirmed, Rejected, Unknown
from counterfoil.xero.parcels import Parcel
from counterfoil.xero.request import Answered, NoAnswer, Reply
from simulation.memory import MemoryStore
from simulation.rows import Item

Breaking = Callable[[], AbstractContextManager[object]]
Real = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Mutant:
    """`says` what it does otherwise. `beyond`: it shows only where requests arrive later than assumed.

    `seed` is one that notices it, remembered for the tests.
    """

    name: str
    says: str
    apply: Breaking
    seed: int = 0
    beyond: bool = False


def patched(*changes: tuple[Any, str, Any]) -> Breaking:
    """Attributes of modules or classes set otherwise, and set back afterwards."""

    @contextmanager
    def apply() -> Iterator[None]:
        before = [(owner, name, getattr(owner, name)) for owner, name, _ in changes]
        for owner, name, value in changes:
            setattr(owner, name, value)
        try:
            yield
        finally:
            for owner, name, value in before:
                setattr(owner, name, value)

    return apply


def around(other: Callable[..., Any], *places: tuple[Any, str]) -> Breaking:
    """`other` stands in these places; it is given the real function first, then its arguments."""

    def instead(real: Real) -> Real:
        return lambda *given, **named: other(real, *given, **named)

    return patched(*((owner, name, instead(getattr(owner, name))) for owner, name in places))


def both(*breakings: Breaking) -> Breaking:
    @contextmanager
    def apply() -> Iterator[None]:
        with ExitStack() as stack:
            for breaking in breakings:
                stack.enter_context(breaking())
            yield

    return apply


JUDGES = ((parcels, "judge"), (deliver, "judge"), (resolve, "judge"))


# --- before the wire --------------------------------------------------------------------------------------------------


def _interrupted_is_pending(real: Real, store: MemoryStore, item: Item, **columns: Any) -> None:
    if columns.get("reason_code") == "interrupted":
        columns["state"] = "pending"
    real(store, item, **columns)


def _sent_before_it_is_written(real: Real, parcel: Parcel, *, hands: Any, held: Any) -> Any:
    if parcel.purpose == "create" and hands.network.ready() is None:
        key = key_of(parcel.works, parcel.purpose)
        hands.network.send(parcel.request(deliver.address(parcel.works[0], hands)).under(key))
    return real(parcel, hands=hands, held=held)


def _every_request_a_new_key(real: Real, store: MemoryStore, works: Any, **named: Any) -> Any:
    if named["purpose"] == "replay":
        named |= {"purpose": "create", "begun": named["begun"]}
    return real(store, works, **named)


def _any_fence_will_do(real: Real, store: MemoryStore, lease: Lease, **named: Any) -> bool:
    return True


def _leans_on_nothing(real: Real, store: MemoryStore, item: Item) -> bool:
    return item.state in ("pending", "unknown", "drafted") and not item.held


def _repeated_in_other_words(real: Real, parcel: Parcel, **named: Any) -> Any:
    if parcel.purpose == "replay":
        bodies = (body.replace("[{", '[{"SentAgain":true,', 1) for body in parcel.bodies)
        parcel = replace(parcel, bodies=tuple(bodies))
    return real(parcel, **named)


def _posted(real: Real, *given: Any) -> Any:
    return replace(real(*given), method="POST")


# --- the answer -------------------------------------------------------------------------------------------------------


def _silence_is_a_refusal(real: Real, reply: Reply, resource: str) -> Any:
    silent = isinstance(reply, NoAnswer) and reply.left
    return Rejected(("no answer",)) if silent else real(reply, resource)


def _refusal_by(*statuses: int) -> Callable[..., Any]:
    def judge(real: Real, reply: Reply, resource: str) -> Any:
        if isinstance(reply, Answered) and reply.status in statuses:
            return Rejected((f"Xero answered {reply.status}",))
        return real(reply, resource)

    return judge


def _never_came_is_nothing_happened(real: Real, reply: Reply, resource: str) -> Any:
    if isinstance(reply, NoAnswer):
        return outcomes.Unreached("no answer")
    return real(reply, resource)


def _status_200_is_success(real: Real, reply: Reply, resource: str) -> Any:
    outcome = real(reply, resource)
    if isinstance(outcome, Rejected | Unknown) and isinstance(reply, Answered) and reply.status == 200:
        try:
            rows = wire.read(reply.body, resource).rows
        except Exception:  # noqa: BLE001 - it cannot be read, and stays in doubt
            return outcome
        return Confirmed(rows[0]) if rows else outcome
    return outcome


def _known_by_place(real: Real, parcel: Parcel, rows: Sequence[Any]) -> list[int | None]:
    return [place if place < len(rows) else None for place in range(len(parcel.works))]


def _first_for_all(real: Real, parcel: Parcel, reply: Reply) -> Any:
    whole, outcomes, texts = real(parcel, reply)
    return whole, [outcomes[0] for _ in outcomes], texts


def _refused_together_is_refused(real: Real, reply: Reply, resource: str) -> Any:
    found = real(reply, resource)
    return Rejected((found.text,)) if isinstance(found, outcomes.RefusedTogether) else found


# --- the doubt --------------------------------------------------------------------------------------------------------


def _whatever_looks_alike(real: Real, code: str, text: str, hits: Sequence[Any]) -> Change:
    return Change(state="confirmed", remote_id=hits[0].record.id) if hits else real(code, text, hits)


def _half_read_is_read(real: Real, *given: Any, **named: Any) -> Any:
    seen, replies = real(*given, **named)
    return ([readback.Seen() for _ in given[0]] if isinstance(seen, readback.Unread) else seen), replies


def _pages_not_told(real: Real, *given: Any) -> Any:
    read = real(*given)
    return read and replace(read, pages=None)


def _rows_not_counted(real: Real, *given: Any) -> Any:
    read = real(*given)
    if read is None or read.pages is None:
        return read
    return replace(read, pages=wire.Pages(page=read.pages.page, page_count=read.pages.page_count))


def _ended_is_absent(real: Real, *given: Any, **named: Any) -> Any:
    seen, replies = real(*given, **named)
    for one in [] if isinstance(seen, readback.Unread) else seen:
        one.ours = [hit for hit in one.ours if hit.effective]
    return seen, replies


def _mark_not_looked_for(real: Real, *given: Any, **named: Any) -> Any:
    seen, replies = real(*given, **named)
    for one in [] if isinstance(seen, readback.Unread) else seen:
        one.ours = []
    return seen, replies


def _shape_not_looked_for(real: Real, *given: Any, **named: Any) -> Any:
    seen, replies = real(*given, **named)
    for one in [] if isinstance(seen, readback.Unread) else seen:
        one.alike = []
    return seen, replies


def _absent_after_one_reading(real: Real, work: Work, now: Any) -> Change:
    assert work.last_send_at is not None
    if (now - work.last_send_at).total_seconds() < resolve.QUIET_SECONDS:
        change: Change = real(work, now)
        return change
    return Change(state="pending", absent_seen=2, absent_at=now)


def _others_are_not_asked_about(real: Real, *given: Any, **named: Any) -> set[str]:
    return set()


def _refused_at_once(real: Real, work: Work, outcome: Any, **named: Any) -> Change:
    change: Change = real(work, outcome, **named)
    if change.reason_code != drafts.REFUSED:
        return change
    code, text = known_errors.explain([change.reason_text])
    return Change(state="rejected", reason_code=code, reason_text=text)


def _doubt_is_done(real: Real, work: Work, outcome: Any, **named: Any) -> Change:
    if isinstance(outcome, Unknown):
        return Change(state="confirmed", remote_id=voiding.Target.of(work).remote_id)
    change: Change = real(work, outcome, **named)
    return change


# --- around it --------------------------------------------------------------------------------------------------------


def _never_went_back(real: Real, store: MemoryStore) -> str:
    return ""


def _only_take_overs_count(real: Real, store: MemoryStore) -> str:
    same = store.file.number is not None and store.books.epoch >= store.file.number
    return "" if same else str(real(store))


def _clock_never_set(real: Real, store: MemoryStore, destination_id: int, moved: Any) -> None:
    return None


MUTANTS = (
    # Before the wire
    Mutant(
        "interrupted-is-pending",
        "a take-over makes what was being sent pending again",
        around(_interrupted_is_pending, (MemoryStore, "change")),
    ),
    Mutant(
        "sent-before-written",
        "the request leaves before it is written down",
        around(_sent_before_it_is_written, (deliver, "send")),
    ),
    Mutant(
        "new-key-each-time",
        "a repeat has a key of its own",
        around(_every_request_a_new_key, (MemoryStore, "sending")),
    ),
    Mutant("no-fence", "writes are taken under any fence", around(_any_fence_will_do, (MemoryStore, "_holds"))),
    Mutant(
        "no-dependencies",
        "a document is sent before what it leans on is there",
        around(_leans_on_nothing, (MemoryStore, "_is_runnable")),
    ),
    Mutant("body-built-anew", "a repeat is not the same text", around(_repeated_in_other_words, (deliver, "send"))),
    Mutant(
        "no-guard",
        "a process that stood still sends all the same",
        patched((deliver, "GUARD_SECONDS", 1e9), (drain, "LEASE_SECONDS", 1e9)),
        seed=302,
    ),
    Mutant("post-not-put", "documents are made with POST", around(_posted, (parcels, "created"))),
    # The answer
    Mutant("silence-is-refusal", "a time-out counts as refused", around(_silence_is_a_refusal, *JUDGES)),
    Mutant("silence-is-nothing", "a time-out counts as nothing sent", around(_never_came_is_nothing_happened, *JUDGES)),
    Mutant("500-is-refusal", "a 500 counts as refused", around(_refusal_by(500), *JUDGES)),
    Mutant("503-is-refusal", "502 to 504 count as refused", around(_refusal_by(502, 503, 504), *JUDGES)),
    Mutant("429-is-refusal", "a limit counts as refused", around(_refusal_by(429), *JUDGES)),
    Mutant("401-is-refusal", "a token at its end counts as refused", around(_refusal_by(401), *JUDGES)),
    Mutant("200-is-success", "no element's own verdict is looked at", around(_status_200_is_success, *JUDGES)),
    Mutant(
        "taken-is-refusal",
        "'must be unique' is believed at once",
        patched((outcomes, "_DOUBTFUL", ())),
        beyond=True,
        seed=274,
    ),
    # Several in one request
    Mutant(
        "known-by-place", "an answer's elements are taken in their order", around(_known_by_place, (Parcel, "_matched"))
    ),
    Mutant("first-for-all", "the verdict on the first holds for all", around(_first_for_all, (Parcel, "judged"))),
    Mutant(
        "unnamed-is-refused",
        "what an answer does not tell counts as refused",
        patched((parcels, "_UNNAMED", Rejected(("Xero says nothing about it",)))),
    ),
    Mutant(
        "together-is-each",
        "a request refused as a whole refuses each",
        around(_refused_together_is_refused, (parcels, "rows_of")),
        seed=28,
    ),
    # The doubt
    Mutant(
        "replay-at-240",
        "a repeat under the same key until 240 s",
        patched(
            *((m, "REPLAY_SECONDS", 240) for m in (deliver, resolve)),
            (deliver, "REPLAYS_AT", (1, 4, 20, 60, 120, 200, 235)),
        ),
        seed=52,
    ),
    Mutant(
        "replay-for-ever",
        "a repeat under a key that is long dead",
        patched(
            *((m, "REPLAY_SECONDS", 7200) for m in (deliver, resolve)), (deliver, "REPLAYS_AT", (1, 60, 400, 1000))
        ),
    ),
    Mutant(
        "no-quiet-time",
        "absent as soon as two readings say so",
        patched((resolve, "QUIET_SECONDS", 0), (resolve, "BETWEEN_READS_SECONDS", 1)),
    ),
    Mutant(
        "absent-at-once",
        "absent after one reading",
        around(_absent_after_one_reading, (resolve, "_nothing_there")),
        seed=23,
    ),
    Mutant("half-read-is-read", "a reading that failed counts", around(_half_read_is_read, (resolve, "look"))),
    Mutant("first-page-alone", "smaller pages are taken for the last", around(_pages_not_told, (readback, "_read"))),
    Mutant(
        "rows-may-move",
        "nobody counts whether all rows were seen",
        around(_rows_not_counted, (readback, "_read")),
        seed=2415,
    ),
    Mutant("no-mark", "our mark is not looked for", around(_mark_not_looked_for, (resolve, "look"))),
    Mutant(
        "no-shape", "what looks alike is not looked for", around(_shape_not_looked_for, (resolve, "look")), seed=184
    ),
    Mutant("alike-is-ours", "what looks alike is adopted unasked", around(_whatever_looks_alike, (resolve, "_review"))),
    Mutant(
        "ended-is-absent",
        "voided and deleted documents are overlooked",
        around(_ended_is_absent, (resolve, "look")),
        seed=184,
    ),
    Mutant(
        "claimed-twice",
        "documents of other items are not told apart",
        around(_others_are_not_asked_about, (MemoryStore, "claimed")),
        seed=447,
    ),
    Mutant(
        "since-now",
        "lists are asked for from the moment of sending on",
        patched((readback, "EARLIER", timedelta(seconds=-60))),
    ),
    Mutant("approved-unseen", "bills and journals are made approved at once", patched((drafts, "DRAFT_FIRST", {}))),
    Mutant(
        "approval-refused",
        "a refused approval is believed without a look",
        around(_refused_at_once, (deliver, "becomes")),
        seed=402,
    ),
    Mutant(
        "void-in-doubt-is-done", "a void without an answer counts as done", around(_doubt_is_done, (voiding, "becomes"))
    ),
    # Around it
    Mutant(
        "no-epoch", "a restored database is not noticed", around(_never_went_back, (MemoryStore, "went_back")), seed=31
    ),
    Mutant(
        "epoch-of-leases",
        "only take-overs tell a backup from now",
        around(_only_take_overs_count, (MemoryStore, "went_back")),
        seed=122,
    ),
    Mutant(
        "clock-believed",
        "nobody notices that a clock was set",
        around(_clock_never_set, (MemoryStore, "_clock_was_set")),
        seed=3686,
    ),
)
