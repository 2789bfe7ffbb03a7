"""Plain forms: a few controls that are no document. A refusal stands beside the field that ends it."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from counterfoil.core.references import Reference
from counterfoil.core.refusals import InputRefused, Refusal
from counterfoil.reports import choices
from counterfoil.web.refused import sentence
from counterfoil.web.seat import Seat

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Control:
    """One field. `more` is what its sort of control takes besides: options, a search address."""

    name: str
    label: str
    value: str = ""
    kind: str = "text"
    required: bool = False
    width: str = ""
    help: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


def plain_form(
    controls: Sequence[Control],
    *,
    action: str,
    verb: str,
    cancel: str,
    refusal: Refusal | None = None,
    where: Mapping[str, str] | None = None,
    foot: Values | None = None,
) -> Values:
    """`where` says which field ends which refusal, by code."""
    wrong = _located(refusal, where or {}) if refusal else {}
    first_empty = next(
        (each.name for each in controls if each.required and not each.value and not each.more.get("value")), ""
    )
    drawn = [
        {
            "kind": each.kind,
            "value": each.value,
            **each.more,
            "name": each.name,
            "label": each.label,
            "required": each.required,
            "width": each.width,
            "help": each.help,
            "autofocus": each.name == first_empty,
            "error": sentence(wrong[each.name]) if each.name in wrong else "",
        }
        for each in controls
    ]
    entries = [{"text": sentence(found), "field": f"id_{name}" if name else ""} for name, found in wrong.items()]
    return {
        "action": action,
        "request_key": secrets.token_urlsafe(18),
        "errors": {"title": "This was not saved.", "entries": entries} if refusal else None,
        "fields": drawn,
        "buttons": [{"label": verb, "main": True}],
        "cancel": {"label": "Cancel", "href": cancel},
        "beside": foot,
    }


def reason_form(
    why: str,
    *,
    action: str,
    verb: str,
    cancel: str,
    refusal: Refusal | None,
    help_text: str = "It is kept.",
    before: Sequence[Control] = (),
) -> Values:
    """The form of a step that asks for a reason; `before` is what it asks for besides."""
    reason = Control("why", "Reason", value=why, kind="textarea", required=True, width="field-12", help=help_text)
    where = {"reason-missing": "why"}
    return plain_form([*before, reason], action=action, verb=verb, cancel=cancel, refusal=refusal, where=where)


def _located(refusal: Refusal, where: Mapping[str, str]) -> dict[str, Refusal]:
    if isinstance(refusal, InputRefused):
        return dict(refusal.fields)
    return {where.get(refusal.code, ""): refusal}


def read_picker(sent: Mapping[str, str], name: str, sort: type[Reference], seat: Seat) -> str:
    """The code that was picked, or the one that the words in the box can only mean."""
    value, shown = sent.get(name, "").strip(), sent.get(f"{name}_text", "").strip()
    if value or not shown:
        return value
    return looked_up(sort, shown, seat)


LONGEST_KEY = 64


def request_key(sent: Mapping[str, str]) -> str | None:
    """The key that the form was drawn with: the same one twice is one click too many, and is answered alike."""
    return sent.get("request_key", "")[:LONGEST_KEY] or None


def looked_up(sort: type[Reference], shown: str, seat: Seat) -> str:
    """The code of what the box says, when it says it plainly; else the words themselves, for the refusal to name."""
    found = choices.find(sort, shown, shelf=seat.shelf, most=2)
    exact = [choice for choice in found if shown.lower() in (choice.code.lower(), choice.name.lower())]
    likely = exact or found
    return likely[0].code if len(likely) == 1 else shown[:40]
