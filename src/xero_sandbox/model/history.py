"""A document's history, newest first; an app may add notes, which nobody can change or date back."""

from typing import Any

from xero_sandbox.model import texts
from xero_sandbox.model.books import Call
from xero_sandbox.model.dates import instant_string, wire_instant
from xero_sandbox.model.records import Note
from xero_sandbox.model.refusals import Invalid
from xero_sandbox.model.sent import Reader, Sent

LONGEST = 2500


def listed(call: Call, about: str) -> list[dict[str, Any]]:
    return [show(note) for note in reversed(call.books.notes.find("about", about))]


def add(call: Call, about: str, sent: Sent) -> Note:
    details = Reader(sent).text("Details") or ""
    if not details:
        raise Invalid(texts.NOTE_MISSING)
    if len(details) > LONGEST:
        raise Invalid(texts.NOTE_TOO_LONG)
    return call.note(about, "Note", details)


def show(note: Note) -> dict[str, Any]:
    return {
        "Changes": note.change,
        "DateUTCString": instant_string(note.at),
        "DateUTC": wire_instant(note.at),
        "User": note.who,
        "Details": note.details,
    }
