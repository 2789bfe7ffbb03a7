"""One account of the comparison with Xero as plain values: its figures, and its documents that stand here alone."""

from typing import Any

from counterfoil.reports.comparison import WHY, ComparedAccount
from counterfoil.reports.uncopied import NamedDocument
from counterfoil.web.refused import sentence
from counterfoil.web.seat import Seat
from counterfoil.web.show.compare import money_of
from counterfoil.web.show.document import local
from counterfoil.web.templatetags.counterfoil_ui import longdate, moment
from counterfoil.xero.compare import ApartDocument
from counterfoil.xero.trial_balance import Reading

Values = dict[str, Any]

AGREES = {
    "icon": "circle-check",
    "title": "This account agrees",
    "text": "Whatever stands on it here stands in Xero too.",
}
NOTHING_LISTED = {"icon": "list", "title": "No document", "text": "No document stands here alone on this account."}
LEFT_OVER = (
    "Somebody entered, changed or removed something in Xero by hand, or the account was mapped anew after documents had"
    " been pushed. Look at the account's transactions in Xero."
)
DOCUMENT_COLUMNS = [
    {"key": "on", "label": "Date", "kind": "date"},
    {"key": "number", "label": "Document", "kind": "reference"},
    {"key": "why", "label": "Why it is not in Xero", "kind": "badge"},
    {"key": "reason", "label": "Details and reason", "kind": "wide"},
    {"key": "amount", "label": "Amount", "kind": "money"},
    {"key": "actions", "label": "Actions", "kind": "actions"},
]
BAD = ("failed", "needs_you", "unqueued", "changed")


def account_figures(account: ComparedAccount, read: Reading, seat: Seat) -> list[Values]:
    drawn = (
        ("Difference", account.difference_minor, "here less Xero"),
        ("Here", account.ours_minor, f"as at {longdate(read.as_at)}"),
        ("In Xero", account.theirs_minor, f"read {moment(local(read.read_at, seat))}"),
        ("Explained", account.explained_minor, "by the documents below"),
        (
            "Unexplained",
            account.unexplained_minor,
            "changed in Xero by hand" if account.unexplained_minor else "nothing is left",
        ),
    )
    return [
        {
            "label": label,
            "minor": minor,
            "note": note,
            "money": money_of(account),
            "side": True,
            "currency": seat.firm.currency,
        }
        for label, minor, note in drawn
    ]


def of_ours(account: ComparedAccount, read: Reading, seat: Seat) -> list[Values]:
    """The accounts here that are mapped to it, each leading to its own ledger."""
    return [
        {
            "text": f"{member.code} {member.name}",
            "href": seat.to.account(member.code, through=read.as_at.isoformat()) if member.id else "",
        }
        for member in account.ours
        if member.minor or len(account.ours) == 1
    ]


def document_row(apart: ApartDocument, named: NamedDocument, seat: Seat) -> Values:
    """What is merely from before the connection says what it is about; the rest says why it is not in Xero."""
    said = named.memo if apart.why == "before" else sentence(apart.reason) if apart.reason else ""
    actions = [{"label": "Details", "href": seat.to.sync_item(apart.marker)}] if apart.marker else []
    bad = apart.why in BAD
    return {
        "tone": "failed" if bad else "",
        "cells": [
            apart.on,
            {"text": named.number, "href": seat.to.document(named.public_id)},
            {"text": WHY[apart.why].capitalize(), "tone": "bad" if bad else ""},
            {"text": named.contact or named.number, "sub": said},
            apart.minor,
            actions,
        ],
    }


def note(account: ComparedAccount) -> Values | None:
    """Where to look when something is left over."""
    if not account.unexplained_minor:
        return None
    return {"tone": "bad", "icon": "circle-alert", "title": "Not all of it is explained.", "text": LEFT_OVER}


def unexplained_row(account: ComparedAccount) -> Values:
    return {
        "tone": "failed",
        "cells": [
            None,
            "",
            {"text": "Unexplained", "tone": "bad"},
            {"text": "No document here explains it"},
            account.unexplained_minor,
            [],
        ],
    }
