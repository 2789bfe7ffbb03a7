"""What people changed in Xero, as a list and as one difference with the answers that it leaves."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from counterfoil.core.refusals import Refusal
from counterfoil.kinds import kind_of
from counterfoil.reports.states import ALL_WORDS
from counterfoil.reports.sync_items import sync_item
from counterfoil.web.forms.plain import Control
from counterfoil.web.refused import sentence
from counterfoil.web.seat import Seat
from counterfoil.web.show.copies import record_word
from counterfoil.web.show.document import local
from counterfoil.web.templatetags.counterfoil_ui import moment
from counterfoil.xero import strays
from counterfoil.xero.answering import OF_OURS, payment_of
from counterfoil.xero.drift_answers import ANSWERS, SORTS
from counterfoil.xero.drifts import Listed
from counterfoil.xero.models import Drift, Sweep
from counterfoil.xero.their_content import foreseen

Values = dict[str, Any]

KEEP = (
    "What stands here is right. The record in Xero is voided as far as it still stands, with what settles it, and sent"
    " once more. The books here are not touched."
)
ACCEPT = (
    "What stands in Xero is right. The document is taken back here with what settles it. Its draft says what stands"
    " there, as far as a draft can; you look at it, type the rest and post it, or put it away. What is left of its copy"
    " in Xero is voided, and the draft becomes another one."
)
IGNORE = "Both sides stay as they are. The same difference is not told again; another change of the record is."
VOID = (
    "It is voided in Xero by its own id, as soon as the queue comes to it; what Xero refuses stands under Xero sync."
    " The copy that is linked here stays as it is, and so do the books."
)
ADOPT = "You say of which document here it is the copy. The two are linked, and the document's own copy is not sent."
RECORD = "It is posted here as it stands in Xero, and linked with it. Nothing is sent."

STEPS: dict[str, tuple[str, str, str]] = {
    "keep": ("Keep ours", "cloud-upload", KEEP),
    "accept": ("Accept theirs", "undo-2", ACCEPT),
    "record": ("Record it here", "plus", RECORD),
    "void": ("Void it in Xero", "trash-2", VOID),
    "adopt": ("Link it", "link", ADOPT),
    "ignore": ("Ignore", "ban", IGNORE),
}
"""Each answer: its button, its icon, what it does."""


def open_to(drift: Drift, seat: Seat) -> list[str]:
    """The answers that a difference leaves to this person."""
    if drift.state != "open" or not seat.may("retry push"):
        return []
    if drift.sort in OF_OURS:
        return ["keep", "accept", "ignore"] if seat.may("unlink") else ["ignore"]
    if drift.sort in strays.SORTS:
        link = ["adopt"] if strays.candidates(drift) else []
        return [*link, *(["void"] if seat.may("unlink") else []), "ignore"]
    return ["record", "ignore"] if drift.sort == "paid" else ["ignore"]


def table(rows: Sequence[Listed], seat: Seat, **more: Any) -> Values:
    return {
        "id": "drift",
        "caption": "Changed in Xero",
        "currency": seat.firm.currency,
        "columns": [
            {"key": "document", "label": "Document", "kind": "reference"},
            {"key": "sort", "label": "What happened", "kind": "badge"},
            {"key": "text", "label": "Difference", "kind": "told"},
            {"key": "found", "label": "Found", "kind": "text"},
            {"key": "amount", "label": "Total here", "kind": "money"},
            {"key": "state", "label": "Answer", "kind": "badge"},
        ],
        "rows": [_row(each, seat) for each in rows],
        "empty": {"icon": "circle-check", "title": "Nothing differs", "text": "What was sent stands there as it was."},
        **more,
    }


def _row(each: Listed, seat: Seat) -> Values:
    return {
        "href": seat.to.drift(each.public_id),
        "tone": "failed" if each.state == "open" else "",
        "cells": [
            each.number or "not ours",
            {"text": SORTS[each.sort], "tone": "bad" if each.state == "open" else ""},
            {"text": sentence(each.text), "sub": each.why},
            moment(local(each.found_at, seat)),
            each.total_minor,
            {"text": ANSWERS[each.state], "tone": "warn" if each.state == "open" else ""},
        ],
    }


def pairs(each: Listed, seat: Seat, *, there: str) -> list[Values]:
    """`there` is the page in Xero that shows the record."""
    found: list[Values] = [
        {"label": "What happened", "text": SORTS[each.sort]},
        {"label": "Found", "text": moment(local(each.found_at, seat))},
        {"label": "Record in Xero", "text": record_word(each.resource, each.type), "href": there},
        {"label": "Id in Xero", "text": each.remote_id},
    ]
    if each.number:
        name = f"{kind_of(each.kind).title} {each.number}"
        found.insert(0, {"label": "Document", "text": name, "href": seat.to.document(each.document)})
    if each.marker:
        found.append({"label": "Push", "text": each.marker, "href": seat.to.sync_item(each.marker)})
    if each.answered_at:
        found.append({"label": "Answered", "text": f"{ANSWERS[each.state]}, {moment(local(each.answered_at, seat))}"})
    if each.by:
        found += [{"label": "By", "text": each.by}, {"label": "Reason", "text": each.why}]
    return found


def void_pair(drift: Drift, seat: Seat, at: datetime) -> list[Values]:
    """The way to the void of a record that is nobody's copy."""
    void = strays.void_of(drift)
    if void is None:
        return []
    state = sync_item(firm_id=seat.firm.id, marker=void.marker, at=at).state
    text = f"{void.marker}, {ALL_WORDS[state].lower()}"
    return [{"label": "Its void", "text": text, "href": seat.to.sync_item(void.marker)}]


def chosen(drift: Drift, value: str) -> Control:
    """The documents that a record can be the copy of."""
    found = strays.candidates(drift)
    options = [
        {"value": str(each.item_id), "label": ", ".join(part for part in (each.number, each.contact) if part)}
        for each in found
    ]
    first = value or (options[0]["value"] if len(options) == 1 else "")
    more = {"options": options}
    return Control("item", "It is the copy of", kind="select", value=first, required=True, width="field-6", more=more)


def note(each: Listed) -> Values:
    tone = "bad" if each.state == "open" else ""
    return {"tone": tone, "icon": "circle-alert", "title": f"{SORTS[each.sort]}.", "text": sentence(each.text)}


def will_do(step: str, drift: Drift) -> Values:
    """What an answer does, told before it is given."""
    does = STEPS[step][2]
    if step == "accept" and (over := foreseen(drift)):
        return {
            "icon": "info",
            "title": sentence(over.said.replace("Taken over from Xero", "Taken over", 1)),
            "text": does,
        }
    if step != "record":
        return {"icon": "info", "text": does}
    try:
        kind, values = payment_of(drift)
    except Refusal as refusal:
        return {
            "tone": "bad",
            "icon": "circle-alert",
            "title": "It cannot be recorded.",
            "text": sentence(refusal.advice),
        }
    part: Any = values["parts"]
    bill = part[0]
    text = (
        f"{kind_of(kind).title} of {bill['amount']} for {bill['bill']}, dated {values['on']}, account {values['bank']}."
    )
    return {"icon": "info", "title": sentence(text), "text": does}


def swept_note(last: Sweep | None, seat: Seat) -> Values:
    if last is None:
        return {"icon": "info", "text": "Nothing has been read back yet. Once a day it is done by itself."}
    when = moment(local(last.began_at, seat))
    if last.trouble:
        text = f"{sentence(last.trouble)} The next sweep begins where the last whole one did."
        return {"tone": "warn", "icon": "circle-alert", "title": f"The sweep of {when} was not finished.", "text": text}
    new = "1 difference was new" if last.found == 1 else f"{last.found:,} differences were new"
    read = f"{last.records:,} records were read back in {last.calls} calls, {new}."
    return {"icon": "circle-check", "title": f"Last swept {when}.", "text": read}
