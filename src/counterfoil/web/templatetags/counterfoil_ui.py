"""What templates say often: amounts, dates, icons, states, form fields and tables.

Templates are given plain values: whole minor units, dates, texts, dicts. Nothing here reads a database.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from counterfoil.core.money import DECIMALS
from counterfoil.web import words
from counterfoil.web.markup import drawn

register = template.Library()

MINUS = "\N{MINUS SIGN}"

# A copy's state on its way to Xero: icon and word. A quiet state shows its icon alone; the word is read aloud.
XERO_STATES: dict[str, tuple[str, str]] = {
    "queued": ("clock", "Queued"),
    "waiting": ("hourglass", "Waiting"),
    "pushing": ("refresh-cw", "Pushing"),
    "checking": ("search-check", "Checking"),
    "failed": ("circle-alert", "Failed"),
    "needs_you": ("hand", "Needs you"),
    "pushed": ("lock-keyhole", "Pushed"),
    "not_sent": ("minus", "Not sent"),
    "cancelled": ("ban", "Cancelled"),
    "unlinked": ("unlink", "Unlinked"),
    "voided": ("circle-slash", "Voided"),
}
QUIET_STATES = frozenset({"pushed", "not_sent", "cancelled", "unlinked", "voided"})


# Amounts and dates


@register.filter
def money(minor: int | str | None, currency: str = "") -> str:
    """`123450` becomes `1,234.50`, a negative `−1,234.50`; nothing stays nothing."""
    if minor is None or isinstance(minor, str):  # a value that is missing reaches us as an empty text
        return ""
    places = DECIMALS.get(currency, 2)
    whole, cents = divmod(abs(minor), 10**places)
    text = f"{whole:,}.{cents:0{places}d}" if places else f"{whole:,}"
    return f"{MINUS}{text}" if minor < 0 else text


@register.simple_tag
def amount(minor: int | str | None, currency: str = "", *, blank: bool = False, unsigned: bool = False) -> str:
    """`money` with the currency's own decimals. An amount column leaves a zero blank for the eye;
    an unsigned amount has `side` beside it."""
    if minor is None or isinstance(minor, str) or (blank and not minor):
        return ""
    return money(abs(minor) if unsigned else minor, currency)


@register.filter
def side(minor: int | None) -> str:
    """Debits are positive: `Dr` above zero, `Cr` below."""
    if not minor:
        return ""
    return "Dr" if minor > 0 else "Cr"


@register.filter
def shortdate(day: date | None) -> str:
    """`3 Aug 26`: what a table column has room for."""
    return f"{day.day} {day:%b %y}" if day else ""


@register.filter
def longdate(day: date | None) -> str:
    """`3 Aug 2026`: what a sentence or a date field shows."""
    return f"{day.day} {day:%b %Y}" if day else ""


@register.filter
def moment(at: datetime | None) -> str:
    """`3 Aug 2026 14:32`, in the zone the value was given in."""
    return f"{longdate(at)} {at:%H:%M}" if at else ""


@register.filter
def times(count: int | None) -> str:
    """`1284` becomes `1,284`."""
    return "" if count is None else f"{count:,}"


@register.simple_tag
def said(text: str) -> str:
    """A template's own words, with the firm's word for a matter."""
    return words.said(text)


# Icons and states


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """An icon of the sprite. Without a label it is decoration: the control around it carries the name."""
    name_of_it = drawn('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    css_class = f"icon {css}".strip()
    return drawn('<svg class="{}" {}><use href="{}#{}"></use></svg>', css_class, name_of_it, _sprite(), name)


@cache
def _sprite() -> str:
    """Where the icons are; looked up once, since a page has a hundred of them."""
    return static("vendor/lucide/icons.svg")


@register.simple_tag
def xero_state(state: str, words: bool | None = None) -> SafeString:
    """The icon of a copy's state, with its word unless the state is quiet (or as `words` says)."""
    if not state:
        return SafeString("")
    return _state(state, words if isinstance(words, bool) else state not in QUIET_STATES)


@cache
def _state(state: str, spoken: bool) -> SafeString:
    picture, word = XERO_STATES[state]
    spin = " spin" if state == "pushing" else ""
    if spoken:
        return drawn('<span class="state state-{}{}">{}{}</span>', state, spin, icon(picture), word)
    quiet = icon(picture, label=word)
    return drawn('<span class="state state-{}{}" title="{}">{}</span>', state, spin, word, quiet)


@register.simple_tag
def badge(text: str, tone: str = "") -> SafeString:
    """A word in a tint. Tones: trust, office, bad (failed only), warn (uncleared or sandbox only), or none."""
    return drawn('<span class="badge{}">{}</span>', f" badge-{tone}" if tone else "", text)


@register.simple_tag
def attributes(pairs: Mapping[str, Any] | None) -> SafeString:
    """` name="value"` for each pair; True writes the bare name, None and False nothing."""
    kept = [(name, value) for name, value in (pairs or {}).items() if value is not None and value is not False]
    return format_html_join(
        "",
        "{}",
        ((drawn(" {}", name) if value is True else drawn(' {}="{}"', name, value),) for name, value in kept),
    )


@register.filter
def initials(name: str) -> str:
    """`Hollis Lane LLP` becomes `HL`."""
    words = [word for word in name.replace("&", " ").split() if word[:1].isalnum()]
    return "".join(word[0] for word in words[:2]).upper()


# Charts: geometry in attributes, so that the page needs no inline style


@register.inclusion_tag("components/bars.html")
def bars(
    days: Iterable[Mapping[str, Any]], label: str = "Pushes a day", height: int = 36, *, dates: bool = False
) -> dict[str, Any]:
    """One bar a day: `{"on": date, "pushed": int, "failed": int}`. What failed stands red at its foot."""
    days = list(days)
    tallest = max((day["pushed"] + day["failed"] for day in days), default=0) or 1
    step = 266 / max(len(days), 1)
    a_record = (height - 2) / tallest
    shapes = [
        drawn(
            '<rect{} x="{}" y="{}" width="{}" height="{}" rx="1.5"><title>{}</title></rect>',
            drawn(' class="bar-failed"') if is_red else "",
            f"{index * step + step * 0.14:.1f}",
            f"{height - tall:.1f}",
            f"{step * 0.72:.1f}",
            f"{tall:.1f}",
            f"{longdate(day['on'])}: {day['pushed']} pushed, {day['failed']} failed",
        )
        for index, day in enumerate(days)
        for red in [max(day["failed"] * a_record, 3) if day["failed"] else 0]
        for is_red, tall in ((False, max((day["pushed"] + day["failed"]) * a_record, red, 1.5)), (True, red))
        if tall
    ]
    pushed, failed = sum(day["pushed"] for day in days), sum(day["failed"] for day in days)
    summary = f"{label}: {times(pushed)} pushed, {times(failed)} failed"
    ends = {"first": days[0]["on"], "last": days[-1]["on"]} if dates and days else {}
    return {"bars": SafeString("".join(shapes)), "height": str(height), "summary": summary, **ends}


# Forms


@register.inclusion_tag("components/field.html")
def form_field(bound: BoundField, width: str = "", label: str = "") -> dict[str, Any]:
    """A field of a Django form, drawn like any other field of ours."""
    field = described(bound)
    return {"field": {**field, "width": width, "label": label or field["label"]}}


# Django names a widget after its class; these are our kinds of control for them.
INPUT_KINDS = {
    "checkbox": "checkbox",
    "textarea": "textarea",
    "select": "select",
    "selectmultiple": "select",
    "radioselect": "radio",
    "date": "date",
    "file": "file",
    "clearablefile": "file",
}


def described(bound: BoundField) -> dict[str, Any]:
    """The plain values that `components/field.html` takes, read from a Django form's field."""
    widget = bound.field.widget
    kind = INPUT_KINDS.get(bound.widget_type, widget.input_type if hasattr(widget, "input_type") else "text")
    choices = getattr(bound.field, "choices", None) if kind in {"select", "radio"} else None
    known = {"id", "class", "style", "aria-describedby", "aria-invalid", "required", "placeholder", "autocomplete"}
    return {
        "kind": kind,
        "name": bound.html_name,
        "id": bound.auto_id,
        "label": bound.label,
        "value": bound.value() if kind != "password" else None,
        "help": bound.help_text,
        "error": " ".join(str(error) for error in bound.errors),
        "required": bound.field.required,
        "autocomplete": widget.attrs.get("autocomplete"),
        "options": [{"value": value, "label": label} for value, label in choices] if choices else None,
        "attributes": {name: value for name, value in widget.attrs.items() if name not in known},
    }


@register.simple_tag
def chosen(value: object, current: object, word: str) -> SafeString:
    """` selected` or ` checked` on the current option; forms bring back text where the choice was a number."""
    same = str("" if value is None else value) == str("" if current is None else current)
    return drawn(" {}", word) if same else SafeString("")


@register.filter
def control_id(field: Mapping[str, Any]) -> str:
    return field.get("id") or f"id_{field['name']}"


@register.simple_tag
def describedby(field: Mapping[str, Any]) -> SafeString:
    """Ties a control to its help and its error."""
    owner = control_id(field)
    parts = [f"{owner}_{part}" for part in ("help", "error") if field.get(part)]
    wrong = SafeString(' aria-invalid="true"') if field.get("error") else SafeString("")
    return drawn(' aria-describedby="{}"{}', " ".join(parts), wrong) if parts else SafeString("")


@register.inclusion_tag("components/line.html")
def line_of(lines: Mapping[str, Any], row: Mapping[str, Any], index: int | str) -> dict[str, Any]:
    """One line of a document: each cell laid over its column makes a field named `items-0-net`."""
    number = index + 1 if isinstance(index, int) else ""
    fields = [
        {
            **column,
            **cell,
            "column": column["name"],
            "css": column.get("width", ""),
            "name": f"{lines['prefix']}-{index}-{column['name']}",
            "label": f"{column['label']}, line {number}".strip() if number else column["label"],
        }
        for column, cell in zip(lines["columns"], row["cells"], strict=True)
    ]
    return {"index": index, "number": number, "fields": fields}


# Tables


@register.filter
def beside(cells: Iterable[Any], columns: Iterable[Any]) -> list[tuple[Any, Any]]:
    """`row.cells|beside:table.columns`: each cell with its column."""
    return list(zip(cells, columns, strict=True))


@register.simple_tag
def sort_link(current: str, key: str) -> dict[str, str]:
    """Where a column head leads: `sort=key`, or `sort=-key` when it is already sorted upwards."""
    upwards, downwards = current == key, current == f"-{key}"
    return {
        "to": f"-{key}" if upwards else key,
        "aria": "ascending" if upwards else "descending" if downwards else "",
        "icon": "arrow-up" if upwards else "arrow-down" if downwards else "",
    }
