"""The rows of the mapping, drawn here: a chart of a thousand accounts has as many pickers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString

from counterfoil.web.markup import drawn
from counterfoil.web.templatetags.counterfoil_ui import icon

register = template.Library()

Values = Mapping[str, Any]


@register.simple_tag
def mapping_rows(rows: Sequence[Values]) -> SafeString:
    """What pages/mapping.html says of a row: our account, the picker of its counterpart, how it stands."""
    return SafeString("\n".join(_row(row) for row in rows))


def _row(row: Values) -> SafeString:
    name, label = row["name"], row["label"]
    box = f"id_{name}"
    wrong = SafeString(' is-wrong" aria-invalid="true') if row["error"] else ""
    about = drawn(' aria-describedby="about-{}"', name) if row["error"] or row["notes"] else ""
    return drawn(
        '<tr id="row-{}"><td>{}</td><td><div class="picker" data-combobox data-results="{}">'
        '<input class="form-control{}" name="{}_text" id="{}" value="{}" role="combobox" aria-expanded="false"'
        ' aria-autocomplete="list" aria-controls="{}_options" autocomplete="off" placeholder="Not mapped"'
        ' aria-label="{} in Xero"{}><input type="hidden" name="{}" value="{}" data-picked>{}'
        '<div class="options" id="{}_options" role="listbox" aria-label="{} in Xero" hidden></div></div></td>'
        '<td class="mapping-state" id="about-{}">{}</td></tr>',
        *(name, label, row["search"], wrong, name, box, row["text"], box, label, about, name, row["value"]),
        *(icon("chevrons-up-down"), box, label, name, _state(row)),
    )


def _state(row: Values) -> SafeString:
    parts = [drawn('<p class="error">{}{}</p>', icon("circle-alert"), row["error"])] if row["error"] else []
    for note in row["notes"]:
        details = drawn(' <a href="{}">Details</a>', note["href"]) if note.get("href") else ""
        parts.append(drawn('<p class="{}">{}{}</p>', "strong" if note["bad"] else "second", note["text"], details))
    if not row["notes"]:
        parts.append(SafeString('<p class="second">Mapped</p>'))
    if row.get("create"):
        parts.append(
            drawn(
                '<button class="btn btn-bare btn-small" type="submit" form="create-account" name="account" value="{}"'
                ' aria-label="Auto create {} new in Xero">Auto create new in Xero</button>',
                *(row["create"], row["label"]),
            )
        )
    return SafeString("".join(parts))
