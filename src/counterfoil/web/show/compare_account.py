"""One account of the comparison with Xero as plain values: its figures, and what stands on one side alone."""

from typing import Any

from counterfoil.reports.comparison import ComparedAccount
from counterfoil.reports.uncopied import NamedDocument
from counterfoil.web.refused import sentence
from counterfoil.web.seat import Seat
from counterfoil.web.show.compare import money_of, why_word
from counterfoil.web.show.copies import record_word
from counterfoil.web.show.document import local
from counterfoil.web.templatetags.counterfoil_ui import longdate, moment
from counterfoil.xero.addresses import AddressBook
from counterfoil.xero.compare import ApartDocument
from counterfoil.xero.trial_balance import Reading

Values = dict[str, Any]

AGREES = {
    "icon": "circle-check",
    "title": "This account agrees",
    "text": "Whatever stands on it here stands in Xero too.",
}
NOTHING_LISTED = {
    "icon": "list",
    "title": "No document",
    "text": "No document stands on one side alone on this account.",
}
LEFT_OVER = (
    "Something stands in Xero that its lists do not tell: from before the connection, of payroll, assets or another"
    " currency; or the account was mapped anew after documents had been pushed. Look at its transactions in Xero."
)
DOCUMENT_COLUMNS = [
    {"key": "on", "label": "Date", "kind": "date"},
    {"key": "number", "label": "Document", "kind": "reference"},
    {"key": "why", "label": "Why", "kind": "badge"},
    {"key": "reason", "label": "Details and reason", "kind": "wide"},
    {"key": "amount", "label": "Amount", "kind": "money"},
    {"key": "actions", "label": "Actions", "kind": "actions"},
]
BAD = ("made_there", "changed_there", "failed", "needs_you", "unqueued", "changed")


def account_figures(account: ComparedAccount, read: Reading, seat: Seat) -> list[Values]:
    drawn = (
        ("Difference", account.difference_minor, "here less Xero"),
        ("Here", account.ours_minor, f"as at {longdate(read.as_at)}"),
        ("In Xero", account.theirs_minor, f"read {moment(local(read.read_at, seat))}"),
        ("Explained", account.explained_minor, "by the documents below"),
        (
            "Unexplained",
            account.unexplained_minor,
            "by no document" if account.unexplained_minor else "nothing is left",
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


def named(apart: ApartDocument, document: NamedDocument | None) -> tuple[str, str]:
    """Its number and contact: the document's, or those of the record that was made in Xero."""
    if document:
        return document.number, document.contact
    return (apart.record.number, apart.record.contact) if apart.record else ("", "")


def document_row(apart: ApartDocument, document: NamedDocument | None, seat: Seat, addresses: AddressBook) -> Values:
    """What is merely from before the connection says what it is about; the rest says why it stands on one side."""
    number, contact = named(apart, document)
    said = document.memo if document and apart.why == "before" else sentence(apart.reason) if apart.reason else ""
    actions = [{"label": "Details", "href": seat.to.sync_item(apart.marker)}] if apart.marker else []
    record, there = apart.record, ""
    if record:
        there = addresses.of_record(record.resource, record.type, record.remote_id)
        word = record_word(record.resource, record.type)
        number, contact = number or word, contact or word
        actions += [{"label": "Open in Xero", "href": there}] if there else []
    bad = apart.why in BAD
    return {
        "tone": "failed" if bad else "",
        "cells": [
            apart.on,
            {"text": number, "href": seat.to.document(document.public_id) if document else there},
            {"text": why_word(apart.why), "tone": "bad" if bad else ""},
            {"text": contact or number, "sub": said},
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
            {"text": "No document explains it"},
            account.unexplained_minor,
            [],
        ],
    }
