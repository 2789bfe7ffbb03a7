"""A correction as one table of steps: what happens in Xero, then here, then which drafts are there; planned or done."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from counterfoil.kinds import kind_of
from counterfoil.outbox.holding import Holding
from counterfoil.reports.document import Copy, copies_of
from counterfoil.reports.states import ALL_WORDS
from counterfoil.web.refused import sentence
from counterfoil.web.seat import Seat
from counterfoil.web.show.copies import record_word
from counterfoil.web.show.document import local
from counterfoil.web.templatetags.counterfoil_ui import longdate, moment
from counterfoil.xero.correction_plan import Taken
from counterfoil.xero.correction_steps import OPEN, WORDS
from counterfoil.xero.corrections import CorrectionShown, Listed

Values = dict[str, Any]

XERO, HERE = {"text": "Xero", "tone": "office"}, {"text": "Here", "tone": "trust"}
ENDS = {"Payments": "deleted", "BankTransactions": "deleted", "BankTransfers": "deleted", "Allocations": "taken back"}
"""What becomes of a record in Xero; every other one is voided."""
DONE: Values = {"text": "Done", "tone": "trust"}
COLUMNS: list[Values] = [
    {"key": "step", "label": "Step", "kind": "number"},
    {"key": "where", "label": "Where", "kind": "badge"},
    {"key": "what", "label": "What happens", "kind": "told"},
    {"key": "amount", "label": "Amount", "kind": "money"},
]


def planned(taken: Sequence[Taken], seat: Seat) -> Values:
    """What will be done, in its order."""
    found: list[tuple[Values, Values, int | None]] = []
    for each in taken:
        for held in each.held:
            word = record_word(held.resource, held.type)
            ends = ENDS.get(held.resource, "voided") if held.linked else "never sent"
            found.append((XERO, _told(f"{word}: {ends}.", each, seat), _amount(held, each.total_minor)))
    found += [(HERE, _told(_taken_back(each), each, seat), each.total_minor) for each in taken]
    found += [(HERE, _told(_drafted(each), each, seat), None) for each in reversed(taken)]
    rows = [{"cells": [at, where, told, minor]} for at, (where, told, minor) in enumerate(found, start=1)]
    return _table(rows, COLUMNS, seat)


def _amount(held: Holding, total: int) -> int:
    sent = json.loads(held.snapshot)
    return int(sent.get("rest", sent.get("allocation", {}).get("minor", total)))


def _whole(part: str) -> bool:
    """The record carries the whole of its document."""
    return not part.startswith("pay:") and part != "rest"


def _told(text: str, taken: Taken, seat: Seat) -> Values:
    name = f"{kind_of(taken.kind).title} {taken.number}"
    return {"text": text, "sub": "", "links": [{"label": name, "href": seat.to.document(taken.public_id)}]}


def _taken_back(taken: Taken) -> str:
    on = longdate(taken.dated_on)
    if taken.step == "reopen":
        return f"{taken.number} goes back to draft: its journal is reversed, dated {on}."
    return f"{taken.number} is reversed, dated {on}: trust money never goes back to draft."


def _drafted(taken: Taken) -> str:
    if taken.step == "reopen":
        return f"{taken.number} is a draft under its number. Posted again, it is another copy in Xero."
    return f"A new draft says what {taken.number} said."


def progress(one: CorrectionShown, seat: Seat, at: datetime) -> Values:
    """How far it is: every step with its state, and what to do where one is stuck."""
    rows = [_void_row(copy, taken, seat) for taken in one.taken for copy in _voids(taken, one, seat, at)]
    rows += [_back_row(one, taken, seat) for taken in one.taken]
    rows += [_draft_row(one, taken, seat) for taken in reversed(one.taken)]
    for number, row in enumerate(rows, start=1):
        row["cells"].insert(0, number)
    columns = [
        *COLUMNS,
        {"key": "state", "label": "State", "kind": "badge"},
        {"key": "actions", "label": "Actions", "kind": "actions"},
    ]
    return _table(rows, columns, seat)


def _voids(taken: Taken, one: CorrectionShown, seat: Seat, at: datetime) -> Iterator[Copy]:
    """The voids of this correction: those that are open, and those that ended since it began."""
    for copy in copies_of(firm_id=seat.firm.id, kind=taken.kind, document_id=taken.id, at=at):
        if copy.operation == "void" and (copy.settled_at is None or copy.settled_at >= one.begun_at):
            yield copy


def _void_row(copy: Copy, taken: Taken, seat: Seat) -> Values:
    word, ends = record_word(copy.resource, copy.type), ENDS.get(copy.resource, "voided")
    told = _told(f"{word}: {ends}.", taken, seat)
    state: Values = {"text": ALL_WORDS[copy.state], "tone": ""}
    actions: list[Values] = []
    match copy.state:
        case "pushed":
            state = DONE
        case "failed":
            state = {"text": "Refused", "tone": "bad"}
            told["sub"] = sentence(copy.reason)
        case "waiting" if copy.waits_for:
            told["sub"] = "Waits until what leans on it is gone."
        case "cancelled" | "not_sent":
            state = {"text": "Left in Xero", "tone": ""}
    actions.append({"label": "Details", "href": seat.to.sync_item(copy.marker)})
    return _row(XERO, told, taken.total_minor if _whole(copy.part) else None, state, actions)


def _back_row(one: CorrectionShown, taken: Taken, seat: Seat) -> Values:
    state = DONE if taken.state != "posted" else _waits(one, "voided")
    return _row(HERE, _told(_taken_back(taken), taken, seat), taken.total_minor, state)


def _draft_row(one: CorrectionShown, taken: Taken, seat: Seat) -> Values:
    redrafted = one.redrafted.get(taken.id)
    told = _told(_drafted(taken), taken, seat)
    if redrafted is not None:
        label = "Open the draft" if redrafted.state == "draft" else "Open"
        link = {"label": label, "href": seat.to.document(redrafted.public_id)}
        return _row(HERE, told, None, DONE, [link])
    if one.state == "done":
        told["text"] = f"{taken.number} cannot be drafted before what it settles is posted again."
        again = {"label": "Enter again", "href": seat.to.new(taken.kind, like=taken.public_id)}
        return _row(HERE, told, None, {"text": "To enter", "tone": "warn"}, [again])
    return _row(HERE, told, None, _waits(one, "taken_back"))


def _waits(one: CorrectionShown, state: str) -> Values:
    if one.state == "given_up":
        return {"text": "Not done", "tone": ""}
    return (
        {"text": "Stopped", "tone": "bad"} if one.stopped_code and one.state == state else {"text": "To do", "tone": ""}
    )


def _row(where: Values, told: Values, minor: int | None, state: Values, actions: Sequence[Values] = ()) -> Values:
    tone = "failed" if state["tone"] == "bad" else ""
    return {"tone": tone, "cells": [where, told, minor, state, list(actions)]}


def _table(rows: list[Values], columns: list[Values], seat: Seat) -> Values:
    empty = {"icon": "circle-check", "title": "Nothing to do", "text": "Nothing of it is in Xero."}
    return {
        "id": "steps",
        "caption": "Steps of the correction",
        "currency": seat.firm.currency,
        "columns": columns,
        "rows": rows,
        "empty": empty,
    }


def note(one: CorrectionShown, seat: Seat) -> Values:
    """How it stands, in a sentence, with what to do next."""
    number = one.document.number
    if one.state == "done" and one.replacement:
        text = "What was in Xero is void there, and the draft is ready. Change it, then post it."
        link = {"label": "Open the draft", "href": seat.to.document(one.replacement.public_id)}
        return {
            "tone": "trust",
            "icon": "circle-check",
            "title": f"{number} is taken back.",
            "text": text,
            "links": [link],
        }
    if one.state == "given_up":
        text = "What was done until then stays done; the rest was left as it was."
        return {"tone": "", "icon": "ban", "title": "The correction was given up.", "text": text}
    if one.stopped_code:
        text = f"{sentence(one.stopped_text)} Nothing is lost: see to it, then go on."
        return {"tone": "bad", "icon": "circle-alert", "title": "The books here say no.", "text": text}
    if one.refused:
        text = "See to it there as the step says, then go on: Xero is asked again. What is void there stays void."
        return {"tone": "bad", "icon": "circle-alert", "title": "Xero says no.", "text": text}
    if one.state == "voiding":
        text = "The rest follows by itself as soon as everything is void there. You may leave this page."
        return {"tone": "", "icon": "hourglass", "title": "Xero is asked.", "text": text}
    return {"tone": "", "icon": "hourglass", "title": f"{WORDS[one.state]}.", "text": "It goes on by itself."}


def facts(one: CorrectionShown, seat: Seat) -> list[Values]:
    """The card in the rail."""
    pairs: list[Values] = [
        {"label": "Document", "text": one.document.number, "href": seat.to.document(one.document.public_id)},
        {"label": "Begun", "text": moment(local(one.begun_at, seat))},
        {"label": "By", "text": one.by},
    ]
    if one.ended_at:
        pairs.append({"label": "Ended", "text": moment(local(one.ended_at, seat))})
    return [
        {
            "title": "This correction",
            "badge": {"text": WORDS[one.state], "tone": "trust" if one.state == "done" else ""},
            "pairs": pairs,
            "note": f"“{one.why}”",
        }
    ]


def listed(found: Sequence[Listed], seat: Seat) -> Values:
    return {
        "id": "corrections",
        "caption": "Corrections",
        "columns": [
            {"key": "document", "label": "Document", "kind": "reference"},
            {"key": "why", "label": "Reason", "kind": "wide"},
            {"key": "begun", "label": "Begun", "kind": "text"},
            {"key": "state", "label": "State", "kind": "badge"},
        ],
        "rows": [
            {
                "href": seat.to.correction(each.public_id),
                "tone": "failed" if each.stopped and each.state in OPEN else "",
                "cells": [
                    each.number,
                    {"text": each.why, "sub": sentence(each.stopped) if each.stopped else ""},
                    moment(local(each.begun_at, seat)),
                    _state(each),
                ],
            }
            for each in found
        ],
        "empty": {
            "icon": "undo-2",
            "title": "No correction yet",
            "text": "A document that is in Xero is corrected from its own page.",
        },
    }


def _state(each: Listed) -> Values:
    if each.stopped and each.state in OPEN:
        return {"text": "Stopped", "tone": "bad"}
    return {"text": WORDS[each.state], "tone": "trust" if each.state == "done" else ""}
