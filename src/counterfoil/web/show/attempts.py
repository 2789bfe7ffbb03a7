"""The requests that were made for one copy, in words, and the texts that went and came."""

from contextlib import suppress
from typing import Any

import msgspec

from counterfoil.reports.sync_items import AttemptRow
from counterfoil.web.seat import Seat
from counterfoil.web.show.document import local
from counterfoil.web.templatetags.counterfoil_ui import moment

Values = dict[str, Any]

PURPOSES = {
    "create": "Sent",
    "replay": "Sent again, the same",
    "approve": "Approved",
    "void": "Taken back",
    "read": "Looked up",
}
"""What a request was for, by its purpose in outbox/work.py."""

OUTCOMES = {
    "": "No answer yet",
    "confirmed": "Xero has it",
    "rejected": "Xero refused it",
    "unknown": "Nobody knows yet whether it arrived",
    "limited": "Xero took no more calls; nothing happened",
    "expired": "The access had run out and was renewed; nothing happened",
    "barred": "Xero no longer let us in; nothing happened",
    "unreached": "Xero could not be reached; nothing happened",
    "refusedtogether": "Xero refused them together; they go in smaller numbers",
    "not sent": "Not sent: the machine stood still before",
    "read": "Read",
    "not read": "Could not be read",
    "looked": "Read",
}
"""What came of it, by the outcome in xero/outcomes.py."""


def attempts_table(attempts: tuple[AttemptRow, ...], seat: Seat) -> Values:
    return {
        "id": "attempts",
        "caption": "Attempts",
        "columns": [
            {"key": "sent", "label": "Sent", "kind": "text"},
            {"key": "purpose", "label": "What for", "kind": "text"},
            {"key": "status", "label": "Answer", "kind": "number"},
            {"key": "outcome", "label": "Outcome", "kind": "wide"},
            {"key": "correlation", "label": "Xero's reference", "kind": "text"},
        ],
        "rows": [
            {
                "cells": [
                    moment(local(attempt.sent_at, seat)),
                    {
                        "text": PURPOSES.get(attempt.purpose, attempt.purpose),
                        "sub": _with(attempt.others),
                    },
                    attempt.status,
                    OUTCOMES.get(attempt.outcome, attempt.outcome),
                    attempt.correlation_id,
                ]
            }
            for attempt in attempts
        ],
        "empty": {"icon": "clock", "title": "Not sent yet", "text": "Each request for this record will stand here."},
    }


def came_back(attempt: AttemptRow, seat: Seat) -> list[Values]:
    when = moment(local(attempt.answered_at, seat)) if attempt.answered_at else ""
    return told(f"What came back, {when}", attempt.answer)


def told(title: str, text: str) -> list[Values]:
    """A text between us and Xero, laid out where it is JSON; none where there is nothing to show."""
    with suppress(msgspec.DecodeError):
        text = msgspec.json.format(text, indent=2)
    return [{"title": title, "text": text}] if text else []


def _with(others: int) -> str:
    return f"with {others:,} other{'' if others == 1 else 's'}" if others else ""
