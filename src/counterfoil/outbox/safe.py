"""The safe state: after a restore, or in a copy, nothing is sent by itself until a person has looked."""

from datetime import datetime, timedelta

from django.db import transaction

from counterfoil.firms.rows import marks, moment, run
from counterfoil.outbox import epoch
from counterfoil.outbox.destinations import instant
from counterfoil.outbox.work import OPEN_STATES

LOOKED_BACK = timedelta(days=14)
"""What is restored is looked for from so long before it was written here: nobody knows how its clock was set."""
DOUBTED = (*OPEN_STATES, "rejected")
"""What a backup says nothing sure about: a refusal or a question may have been answered since, and the answer sent."""


def check_at_start(*, at: datetime) -> str:
    """Why nothing may be sent; empty when all is well. Asked by every worker before its first send."""
    reason = epoch.went_back()
    if reason:
        enter(reason=reason, at=at)
    return reason


def enter(*, reason: str, at: datetime) -> None:
    """What was open may have been sent since the backup was made: it is looked up before anything is sent again."""
    with transaction.atomic():
        run(
            "update outbox_destination set state = 'safe', state_reason = %s where state in ('live', 'suspended')",
            [reason],
        )
        for item_id, created_at in run(
            f"select id, created_at from outbox_item where state in ({marks(DOUBTED)})",
            DOUBTED,
        ):
            created = instant(created_at)
            assert created is not None
            run(
                "update outbox_item set state = 'unknown', no_replay = %s, first_send_at = %s, last_send_at = %s,"
                " absent_seen = 0, absent_at = null, reason_code = 'restored', reason_text ="
                " 'the database went back in time; whether the copy arrived is being looked up', not_before = null"
                " where id = %s",
                [True, moment(created - LOOKED_BACK), moment(at), item_id],
            )
        epoch.move_past()


def leave(destination_id: int, *, at: datetime) -> bool:
    """A person has looked and lets the sending go on. A database that was restored while it stood in the safe state has
    not been looked through yet: what is open in it is looked up first.
    """
    with transaction.atomic():
        reason = epoch.went_back()
        if reason and epoch.is_behind():
            enter(reason=reason, at=at)
        moved = run(
            "update outbox_destination set state = 'live', state_reason = '', not_before = null"
            " where id = %s and state = 'safe' returning id",
            [destination_id],
        )
        if moved:
            epoch.move_past()
            transaction.on_commit(epoch.accept)
    return bool(moved)
