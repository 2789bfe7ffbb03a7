"""What a person does on the sync page: try again, hold and release, decide in doubt. With role and audit row."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from counterfoil.core.refusals import Refusal
from counterfoil.firms import audit
from counterfoil.firms.roles import Actor, require
from counterfoil.outbox import decisions, safe
from counterfoil.xero import new_accounts, strays
from counterfoil.xero.voiding import VOID


def retry(*, item_id: int, by: Actor, at: datetime) -> None:
    """A refused item is built anew from its snapshot and sent under a new key; a waiting one goes at once."""
    with _deciding(item_id, by) as item:
        if not (decisions.again(item_id, state="rejected", at=at) or decisions.sooner(item_id, at=at)):
            raise _not_now(item, "only a failed push can be tried again")
        decisions.wake(item["destination_id"])
        _note(item, "retry push", by=by, at=at)


def hold(*, item_id: int, by: Actor, at: datetime, why: str) -> None:
    """Keep an item back. What leans on it waits with it."""
    _reason(why)
    with _deciding(item_id, by) as item:
        if not decisions.hold(item_id, held=True):
            raise _not_now(item, "only what waits or has failed can be held")
        _note(item, "hold push", by=by, at=at, why=why)


def release(*, item_id: int, by: Actor, at: datetime) -> None:
    with _deciding(item_id, by) as item:
        if not decisions.hold(item_id, held=False):
            raise _not_now(item, "it is not held")
        _note(item, "release push", by=by, at=at)


def adopt(*, item_id: int, remote_id: str, by: Actor, at: datetime, why: str, other_id: str = "") -> None:
    """In doubt, or refused and entered there by hand: the person says which document in Xero it is.

    `other_id` is an overpayment's own.
    """
    _reason(why)
    with _deciding(item_id, by) as item:
        if item["operation"] == VOID:
            raise _not_now(item, "what is to be voided is no copy of its own")
        strays.not_being_voided(item["destination_id"], remote_id.strip().lower())
        was = "rejected" if item["state"] == "rejected" else "review"
        done = decisions.adopt(item_id, remote_id=remote_id.strip().lower(), at=at, state=was, other_id=other_id)
        if done is None:
            raise Refusal("linked-already", "that document in Xero is the copy of another one here; choose another")
        if not done:
            raise _not_now(item, "only a push that failed or needs you can be linked with a document there")
        if item["resource"] == "Accounts":
            new_accounts.made(item_id, adopted=True)
        _note(item, "adopt push", by=by, at=at, why=why, detail={"remote": remote_id})


def say_absent(*, item_id: int, by: Actor, at: datetime, why: str) -> None:
    """In doubt: the person has looked in Xero and it is not there. It is sent anew under a new key."""
    _reason(why)
    with _deciding(item_id, by) as item:
        if not decisions.again(item_id, state="review", at=at):
            raise _not_now(item, "only a push that needs you can be answered")
        _note(item, "say absent", by=by, at=at, why=why)


def give_up(*, item_id: int, by: Actor, at: datetime, why: str) -> None:
    """Not to be sent at all: it was entered in Xero by hand, or stays here. What was to be voided stays in Xero."""
    _reason(why)
    with _deciding(item_id, by) as item:
        if not decisions.cancel(item_id, why=why, at=at):
            raise _not_now(item, "only what waits, failed or needs you can be given up")
        if item["operation"] == VOID:
            decisions.leave_there(item_id, why=why, at=at)
            strays.given_up(item_id)
        _note(item, "give up push", by=by, at=at, why=why)


def leave_safe(*, destination_id: int, by: Actor, at: datetime, why: str) -> None:
    """After a restore: a trust manager has looked and lets the sending go on."""
    require(by, "release safe")
    _reason(why)
    with transaction.atomic():
        if not safe.leave(destination_id, at=at):
            raise Refusal("item-not-retriable", "the connection is not in the safe state")
        audit.note(by=by, at=at, action="leave safe", subject="destination", subject_id=destination_id, why=why)


@contextmanager
def _deciding(item_id: int, by: Actor) -> Iterator[Mapping[str, Any]]:
    """One transaction around a decision, with the item as it stands; refused for another firm's."""
    require(by, "retry push")
    with transaction.atomic():
        item = decisions.find(item_id, firm_id=by.firm_id)
        if item is None:
            raise Refusal("item-unknown", "there is no such push in this firm")
        yield item


def _reason(why: str) -> None:
    if not why.strip():
        raise Refusal("reason-missing", "say why; the reason is kept with the push")


def _not_now(item: Mapping[str, Any], text: str) -> Refusal:
    return Refusal("item-not-retriable", "it is {state} now; {text}", state=item["state"], text=text)


def _note(
    item: Mapping[str, Any],
    action: str,
    *,
    by: Actor,
    at: datetime,
    why: str = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    about = {"marker": item["marker"], "was": item["state"], "reason": item["reason_code"], **(detail or {})}
    audit.note(by=by, at=at, action=action, subject="push", subject_id=item["id"], detail=about, why=why)
