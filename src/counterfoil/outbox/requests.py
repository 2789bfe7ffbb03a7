"""The part of the Store in the database that is about requests: what is about to leave, and what came of it.

Each write first asks for the lease's row with its fence. On PostgreSQL that row stays locked until the transaction
ends, so that nobody takes over in between; on SQLite writers take turns anyway.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction

from counterfoil.firms.rows import moment, run
from counterfoil.outbox import epoch
from counterfoil.outbox.destinations import Destinations
from counterfoil.outbox.holding import VOIDED
from counterfoil.outbox.work import Answer, Became, Change, Lease, Sent, StoreAway, Work, digest_of, key_of

MOST_ANSWER = 8_000
_FIRST_USE = (
    ", generation = generation + 1, no_replay = %s, absent_seen = 0, absent_at = null, key = %s, begun = %s,"
    " first_send_at = %s"
)


class Requests(Destinations):
    """Persist before the wire, and record after it."""

    def _holds(self, lease: Lease, *, until: datetime | None = None) -> bool:
        raise NotImplementedError

    def sending(
        self, works: Sequence[Work], *, bodies: Sequence[str], text: str, purpose: str, begun: str, lease: Lease
    ) -> Sent | None:
        key, digest, attempts = key_of(works, purpose), digest_of(text), []
        with _all_or_nothing() as done, transaction.atomic():
            now = self.now()
            if not self._holds(lease, until=now):
                raise _MovedOn
            anew = [] if purpose in ("replay", "approve") else [False, key, begun, moment(now)]
            for work, body in zip(works, bodies, strict=True):
                rows = run(
                    "update outbox_item set state = 'sending', fence = %s, body = %s, body_sha256 = %s,"
                    f" last_send_at = %s, not_before = null{_FIRST_USE if anew else ''}"
                    " where id = %s and state = %s and not held returning generation",
                    [lease.fence, body, digest_of(body), moment(now), *anew, work.id, work.state],
                )
                if not rows:
                    raise _MovedOn
                ((attempt_id,),) = run(
                    "insert into outbox_attempt (firm_id, item_id, purpose, generation, key, body_sha256, fence,"
                    " sent_at, outcome, correlation_id, answer) values (%s, %s, %s, %s, %s, %s, %s, %s, '', '', '')"
                    " returning id",
                    [work.firm_id, work.id, purpose, int(rows[0][0]), key, digest, lease.fence, moment(now)],
                )
                attempts.append(int(attempt_id))
        if not done:
            return None
        epoch.about_to_send(attempts[-1])
        return Sent(key, tuple(attempts))

    def answered(self, sent: Sent, became: Sequence[Became], *, lease: Lease) -> bool:
        with _all_or_nothing() as done, _away(), transaction.atomic():
            now = self.now()
            if not self._holds(lease):
                raise _MovedOn
            for attempt_id, each in zip(sent.attempts, became, strict=True):
                if not self._move(each.work, each.change, lease=lease, was="sending", now=now):
                    raise _MovedOn
                known = run(
                    "update outbox_attempt set answered_at = %s, status = %s, outcome = %s, correlation_id = %s,"
                    " answer = %s where id = %s and item_id = %s and answered_at is null returning id",
                    [
                        moment(now),
                        each.answer.status,
                        each.answer.outcome,
                        *_kept(each.answer),
                        attempt_id,
                        each.work.id,
                    ],
                )
                if not known:
                    raise _MovedOn
        return bool(done)

    def record(self, work: Work, change: Change, *, lease: Lease) -> bool:
        with _away(), transaction.atomic():
            now = self.now()
            return self._holds(lease) and self._move(work, change, lease=lease, was=work.state, now=now)

    def _move(self, work: Work, change: Change, *, lease: Lease, was: str, now: datetime) -> bool:
        columns, values = _columns(change, now)
        rows = run(
            f"update outbox_item set fence = %s, {columns} where id = %s and state = %s returning id",
            [lease.fence, *values, work.id, was],
        )
        if not rows:
            return False
        if change.state == "confirmed":
            _link(work, change, now)
        self.became(work, change)
        return True

    def became(self, work: Work, change: Change) -> None:
        """What else is written in the same transaction."""

    def note_read(self, work: Work, answer: Answer, *, asked_at: datetime, lease: Lease) -> None:
        with transaction.atomic():
            run(
                "insert into outbox_attempt (firm_id, item_id, purpose, generation, key, body_sha256, fence, sent_at,"
                " answered_at, status, outcome, correlation_id, answer)"
                " values (%s, %s, 'read', %s, '', %s, %s, %s, %s, %s, %s, %s, %s)",
                [
                    work.firm_id,
                    work.id,
                    work.generation,
                    work.body_sha256 or "",
                    lease.fence,
                    moment(asked_at),
                    moment(self.now()),
                    answer.status,
                    answer.outcome,
                    *_kept(answer),
                ],
            )


class _MovedOn(Exception):
    """The lease or one of the items is no longer as it was seen: nothing of it is written."""


@contextmanager
def _all_or_nothing() -> Iterator[list[bool]]:
    """Holds something afterwards when all was written."""
    done: list[bool] = []
    try:
        yield done
        done.append(True)
    except _MovedOn:
        return


@contextmanager
def _away() -> Iterator[None]:
    """A database that cannot be reached is a StoreAway, with its connection put aside."""
    try:
        yield
    except (OperationalError, InterfaceError) as away:
        connection.close()
        raise StoreAway(type(away).__name__) from away


def _columns(change: Change, now: datetime) -> tuple[str, list[Any]]:
    settled = change.state in ("confirmed", "rejected", "cancelled")
    pairs: list[tuple[str, Any]] = [
        ("state", change.state),
        ("reason_code", change.reason_code),
        ("reason_text", change.reason_text),
        ("not_before", change.not_before and moment(change.not_before)),
        ("settled_at", moment(now) if settled else None),
    ]
    if change.remote_id is not None:
        pairs.append(("remote_id", change.remote_id))
    if change.no_replay is not None:
        pairs.append(("no_replay", change.no_replay))
    if change.absent_seen is not None:
        pairs += [("absent_seen", change.absent_seen), ("absent_at", change.absent_at and moment(change.absent_at))]
    if change.fresh_body:
        pairs += [("body", None), ("body_sha256", None)]
    return ", ".join(f"{name} = %s" for name, _ in pairs), [value for _, value in pairs]


def _link(work: Work, change: Change, now: datetime) -> None:
    """What is there is linked; what is void there is its document's no more."""
    if work.operation == "void":
        run(
            "update outbox_link set ended_at = %s, ended_why = %s where ended_at is null and item_id ="
            " (select id from outbox_item where destination_id = %s and remote_id = %s and operation = 'create')",
            [moment(now), VOIDED, work.destination_id, change.remote_id],
        )
        return
    run(
        "insert into outbox_link (firm_id, destination_id, item_id, source_kind, source_id, part, remote_id, other_id,"
        " linked_at, ended_why) select firm_id, destination_id, id, source_kind, source_id, part, remote_id, %s, %s, ''"
        " from outbox_item where id = %s",
        [change.other_id, moment(now), work.id],
    )


def _kept(answer: Answer) -> tuple[str, str]:
    return answer.correlation_id[:64], answer.text[:MOST_ANSWER]
