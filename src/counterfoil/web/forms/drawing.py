"""An entry form as the plain values that `components/form.html` takes, drawn from the kind's shape."""

from collections.abc import Mapping
from typing import Any

from counterfoil.core.dates import parse
from counterfoil.core.kinds import Kind
from counterfoil.core.money import DECIMALS
from counterfoil.core.references import BankCode, TaxCode
from counterfoil.core.refusals import InputRefused, Refusal
from counterfoil.core.shapes import Field
from counterfoil.firms.roles import step_ability
from counterfoil.reports import choices
from counterfoil.web.forms.arranged import Arranged, arranged
from counterfoil.web.forms.locate import control_id, located
from counterfoil.web.forms.typed import Row, Typed, defaults
from counterfoil.web.refused import sentence
from counterfoil.web.seat import Seat
from counterfoil.web.templatetags.counterfoil_ui import longdate

Values = dict[str, Any]

FEW = 8
"""So many choices fit a list that opens at once; more are searched by any word."""

LONG_TEXT = 1000


def form_of(
    kind: Kind,
    typed: Typed,
    seat: Seat,
    *,
    action: str,
    request_key: str,
    seen: str,
    preview: str,
    cancel: str,
    refusal: Refusal | None = None,
    barred: bool = False,
) -> Values:
    """The whole form. A refusal stands beside the field that ends it, and in a summary at the head.

    `barred`: nothing of the kind is posted while the firm is connected.
    """
    plan = arranged(kind.code)
    wrong = located(kind, typed, refusal) if refusal else {}
    flat = [part for part in kind.fields if part.sort != "rows"]
    lines = [part for part in kind.fields if part.sort == "rows"]
    ordered = sorted(flat, key=lambda part: part.name in plan.after)
    drawn = {part.name: _field(part, typed.values, wrong, seat, plan) for part in ordered}
    focused = _give_focus(drawn)
    table = _lines(kind, lines[0], typed, wrong, seat, plan) if lines else None
    if table and not focused:
        at = -1 if typed.rows[lines[0].name] else 0
        table["rows"][at]["cells"][0]["autofocus"] = True
    return {
        "action": action,
        "request_key": request_key,
        "seen": seen,
        "errors": _errors(kind, wrong, refusal),
        "fields": [drawn[part.name] for part in ordered if part.name not in plan.after],
        "lines": table,
        "after": [drawn[part.name] for part in ordered if part.name in plan.after],
        "preview": preview,
        "currency": seat.firm.currency,
        "buttons": _buttons(kind, seat, plan, barred=barred),
        "cancel": {"label": "Cancel", "href": cancel},
    }


def _buttons(kind: Kind, seat: Seat, plan: Arranged, *, barred: bool) -> list[Values]:
    """Only what the person may do."""
    may_post = not barred and seat.may(step_ability(kind.first_step, trust=kind.trust, incoming=kind.incoming))
    buttons = [{"label": plan.verb, "name": "do", "value": "post", "main": True}] if may_post else []
    return [*buttons, {"label": "Save as draft", "name": "do", "value": "draft", "main": not may_post}]


def _give_focus(drawn: dict[str, Values]) -> bool:
    """The hand begins at the first field that is still empty; else in the lines."""
    for field in drawn.values():
        if not field["value"] and field["required"]:
            field["autofocus"] = True
            return True
    return False


def _errors(kind: Kind, wrong: Mapping[str, Refusal], refusal: Refusal | None) -> Values | None:
    if refusal is None:
        return None
    return {
        "title": _not_saved(kind),
        "entries": [
            {
                "text": f"{_where(kind, path, found)}{sentence(found)}",
                "field": control_id(path) if path else "",
                "code": found.code,
            }
            for path, found in wrong.items()
        ],
        "code": refusal.code if not isinstance(refusal, InputRefused) else "",
    }


def _not_saved(kind: Kind) -> str:
    name = kind.title.lower()
    return f"These {name} are not saved." if kind.title == kind.plural else f"This {name} is not saved."


def _where(kind: Kind, path: str, found: Refusal) -> str:
    """`Line 3, amount: ` before a sentence about one cell. What is empty is named by the sentence itself."""
    name, _, rest = path.partition(".")
    part = next((part for part in kind.fields if part.name == name), None)
    if not part or not rest:
        return f"{part.label}: " if part and found.code != "field-missing" else ""
    number, _, cell = rest.partition(".")
    if found.code == "field-missing":
        return f"Line {int(number) + 1}: "
    label = next((each.label for each in part.rows if each.name == cell), cell)
    return f"Line {int(number) + 1}, {label.lower()}: "


def _field(part: Field, row: Row, wrong: Mapping[str, Refusal], seat: Seat, plan: Arranged) -> Values:
    refused = wrong.get(part.name)
    return {
        **_control(part, row, seat, plan),
        "name": part.name,
        "label": part.label,
        "help": part.help,
        "required": part.required,
        "width": plan.widths.get(part.name, ""),
        "error": sentence(refused) if refused else "",
    }


def _control(part: Field, row: Row, seat: Seat, plan: Arranged) -> Values:
    """What a control is made of, and what stands in it."""
    value = row.get(part.name, "")
    if part.sort == "money":
        places = DECIMALS[seat.firm.currency]
        return {"kind": "money", "value": value, "attributes": {"data-decimals": places} if places != 2 else None}
    if part.sort == "date":
        return {"kind": "date", "value": _day(value)}
    if part.sort == "text":
        return {"kind": "textarea" if part.length >= LONG_TEXT else "text", "value": value}
    if issubclass(part.type, (BankCode, TaxCode)):
        known = choices.fixed(part.type, shelf=seat.shelf)
        if len(known) <= FEW:
            return {"kind": "select", "value": value, "options": _options(part, known, value, plan)}
    return {
        "kind": "picker",
        "value": value,
        "text": row.get(f"{part.name}_text", value),
        "search": seat.to.options(part.type.__name__),
    }


def _options(part: Field, known: list[choices.Choice], value: str, plan: Arranged) -> list[Values]:
    short = issubclass(part.type, TaxCode)
    options = [{"value": each.code, "label": each.code if short else f"{each.code} {each.name}"} for each in known]
    if not part.required:
        return [{"value": "", "label": plan.empty if short else "None"}, *options]
    if value not in {each.code for each in known}:
        return [{"value": value, "label": value or "Choose"}, *options]
    return options


def _day(value: str) -> str:
    """A stored date as people write it; what is no date stays as typed."""
    try:
        return longdate(parse(value))
    except Refusal:
        return value


def _lines(kind: Kind, part: Field, typed: Typed, wrong: Mapping[str, Refusal], seat: Seat, plan: Arranged) -> Values:
    starts = {
        column.removeprefix(f"{part.name}."): value
        for column, value in defaults(kind, seat).items()
        if column.startswith(f"{part.name}.")
    }
    blank = _named(part, starts, seat)
    rows = typed.rows[part.name] or [blank] * (2 if _has_two_sides(part) else 1)
    refused = wrong.get(part.name)
    return {
        "prefix": part.name,
        "caption": part.label,
        "help": part.help,
        "columns": [_column(cell, part, seat, plan) for cell in part.rows],
        "rows": [_line(part, row, at, wrong, seat, plan) for at, row in enumerate(rows)],
        "blank": _line(part, blank, None, {}, seat, plan),
        "error": sentence(refused) if refused else "",
        "currency": seat.firm.currency,
    }


def _has_two_sides(part: Field) -> bool:
    """A journal begins with a line for each side."""
    return {"debit", "credit"} <= {cell.name for cell in part.rows}


def _named(part: Field, starts: Row, seat: Seat) -> Row:
    """A fresh row, its pickers showing the names of what it starts with."""
    row = dict(starts)
    for cell in part.rows:
        if cell.sort == "reference":
            known = choices.named(cell.type, [row.get(cell.name, "")], shelf=seat.shelf)
            found = known.get(row.get(cell.name, ""))
            row[f"{cell.name}_text"] = f"{found.code} {found.name}" if found else ""
    return row


def _column(cell: Field, part: Field, seat: Seat, plan: Arranged) -> Values:
    drawn = _control(cell, {}, seat, plan)
    kind = "text" if drawn["kind"] == "textarea" else drawn["kind"]
    return {
        **drawn,
        "kind": kind,
        "name": cell.name,
        "label": cell.label,
        "required": cell.required,
        "width": plan.widths.get(f"{part.name}.{cell.name}", ""),
        "total": cell.sort == "money",
    }


def _line(part: Field, row: Row, at: int | None, wrong: Mapping[str, Refusal], seat: Seat, plan: Arranged) -> Values:
    cells = []
    for cell in part.rows:
        drawn = {key: value for key, value in _control(cell, row, seat, plan).items() if key != "kind"}
        refused = wrong.get(f"{part.name}.{at}.{cell.name}")
        cells.append({**drawn, "error": sentence(refused) if refused else ""})
    return {"cells": cells}
