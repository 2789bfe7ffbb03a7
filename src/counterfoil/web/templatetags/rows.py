"""The rows of lists and ledgers, drawn here and not by a template for each cell.

A page of fifty rows has four hundred cells; four fifths of its time went into their templates. What a row takes is said
in components/list.html and components/ledger.html.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from counterfoil.web.markup import drawn
from counterfoil.web.templatetags.counterfoil_ui import amount, badge, icon, money, shortdate, xero_state

register = template.Library()

Values = Mapping[str, Any]
NOTHING = SafeString("")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value under its column. `href` is where the row leads, on its first cell only."""

    value: Any
    column: Values
    row: Values
    currency: str
    href: str
    csrf_token: Any


@register.simple_tag(takes_context=True)
def rows(context: Context, table: Values) -> SafeString:
    """All rows of a list, each with its cells in the order of the table's columns."""
    token, choose = context.get("csrf_token"), table.get("choose")
    return _joined([_row(row, table, token, choose) for row in table["rows"]], "\n")


def _row(row: Values, table: Values, token: Any, choose: Values | None) -> SafeString:
    currency, href = table.get("currency") or "", row.get("href") or ""
    shown: list[str] = [_chosen(row, table, choose)] if choose else []
    for value, column in zip(row["cells"], table["columns"], strict=True):
        shown.append(DRAWN.get(column["kind"], _text)(Cell(value, column, row, currency, href, token)))
        href = ""
    named = drawn(' id="{}"', row["id"]) if row.get("id") else NOTHING
    tone = drawn(' class="row-{}"', row["tone"]) if row.get("tone") else NOTHING
    return drawn("<tr{}{}>\n{}\n</tr>", named, tone, _joined(shown, "\n"))


def _chosen(row: Values, table: Values, choose: Values) -> SafeString:
    """The check box of a row that an action may be taken on together with others."""
    return drawn(
        '<td class="check"><input class="form-check-input" type="checkbox" form="{}_choose" name="{}" value="{}"'
        ' aria-label="Choose {}"></td>',
        *(table.get("id") or "list", choose["name"], row["value"], row.get("label") or row["value"]),
    )


def _money(cell: Cell) -> SafeString:
    side = cell.column.get("money") or cell.row.get("money")
    css = f"num{f' in-{side}' if side else ''}{'' if cell.value else ' zero'}"
    css += " strong" if cell.column.get("strong") else ""
    return drawn('<td class="{}">{}</td>', css, money(cell.value, cell.currency))


def _number(cell: Cell) -> SafeString:
    return drawn('<td class="num">{}</td>', "" if cell.value is None else cell.value)


def _date(cell: Cell) -> SafeString:
    return drawn('<td class="date">{}</td>', _linked(shortdate(cell.value), cell.href))


def _state(cell: Cell) -> SafeString:
    return drawn("<td>{}</td>", xero_state(cell.value, cell.column.get("words")))


def _badge(cell: Cell) -> SafeString:
    if not cell.value:
        return SafeString("<td></td>")
    text, tone = cell.value["text"], cell.value.get("tone")
    return drawn("<td>{}</td>", badge(text, tone) if tone else drawn('<span class="second">{}</span>', text))


def _actions(cell: Cell) -> SafeString:
    """As components/links.html draws them."""
    shown = [
        drawn(
            '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
            '<button type="submit" class="btn-link-plain">{}</button></form>',
            *(link["href"], cell.csrf_token, link["label"]),
        )
        if link.get("post")
        else _linked(link["label"], link["href"])
        for link in cell.value or ()
    ]
    return drawn('<td><div class="row-actions">{}</div></td>', _joined(shown))


def _text(cell: Cell) -> SafeString:
    """Plain text, or {text, sub, href, badge}: a line under it, an address of its own, a word in a tint."""
    kind, value = cell.column["kind"], cell.value
    css = kind if kind in ("wide", "reference") else ""
    if not isinstance(value, Mapping):
        return drawn('<td class="{}">{}</td>', css, _linked("" if value is None else value, cell.href))
    if not value.get("text"):
        return drawn('<td class="{}"></td>', css)
    sub, word = value.get("sub"), value.get("badge")
    name = drawn('<span class="{}">{}</span>', "payee" if sub or kind == "wide" else "", value["text"])
    parts = [_linked(name, value.get("href") or cell.href)]
    if word:
        parts.append(badge(word["text"], word.get("tone") or ""))
    if sub:
        parts.append(drawn('<span class="narration">{}</span>', sub))
    return drawn('<td class="{}">{}</td>', css, _joined(parts, " "))


def _told(cell: Cell) -> SafeString:
    """{text, sub, links}: whole sentences and the places they name. What has nothing beneath it is quiet."""
    sub, links = cell.value.get("sub"), cell.value.get("links") or ()
    parts = [drawn('<p class="{}">{}</p>', "payee" if sub else "", cell.value["text"])]
    if sub:
        parts.append(drawn('<p class="second">{}</p>', sub))
    if links:
        named = _joined([_linked(link["label"], link["href"]) for link in links], " ")
        parts.append(drawn('<p class="places">{}</p>', named))
    return drawn('<td class="told">{}</td>', _joined(parts))


def _opens(cell: Cell) -> SafeString:
    """{text, sub, href, opens, is_open, id, links}: `opens` shows what stands beneath the row, or hides it again."""
    value = cell.value
    parts = []
    if value.get("opens"):
        word, picture = ("Hide", "chevron-down") if value["is_open"] else ("Show", "chevron-right")
        parts.append(
            drawn(
                '<a class="opener" id="{}" href="{}" aria-expanded="{}" hx-get="{}" hx-target="#{}" hx-select="#{}"'
                ' hx-swap="outerHTML" hx-push-url="true">{}</a>',
                *(value["id"], value["opens"], "true" if value["is_open"] else "false", value["opens"]),
                *(cell.column["target"], cell.column["target"]),
                icon(picture, f"{word} what stands behind {value['text']}"),
            )
        )
    parts.append(_linked(drawn('<span class="payee">{}</span>', value["text"]), value.get("href") or ""))
    if value.get("sub"):
        parts.append(drawn('<span class="narration">{}</span>', value["sub"]))
    parts += [_linked(link["label"], link["href"]) for link in value.get("links") or ()]
    return drawn('<td class="wide opens">{}</td>', _joined(parts, " "))


DRAWN: dict[str, Callable[[Cell], SafeString]] = {
    "money": _money,
    "number": _number,
    "date": _date,
    "state": _state,
    "badge": _badge,
    "actions": _actions,
    "told": _told,
    "opens": _opens,
}
"""The kinds with a way of their own; `text`, `wide` and `reference` are drawn as text."""


@register.simple_tag
def ledger_row(row: Values, ledger: Values) -> SafeString:
    """A ledger's row. What was reversed is struck through and stays."""
    struck, currency = bool(row.get("reversed")), ledger.get("currency") or ""
    return drawn(
        '<tr{} class="{}">\n<td class="date">{}</td>\n<td class="reference">{}</td>\n'
        '<td class="wide"><span class="payee">{}</span> {} <span class="narration">{}</span></td>\n'
        '<td class="num">{}</td>\n<td class="num in-{}">{}</td>\n<td class="num balance">{}</td>\n{}<td>{}</td>\n</tr>',
        drawn(' id="{}"', row["id"]) if row.get("id") else NOTHING,
        _tone(row),
        shortdate(row["on"]),
        _struck(_linked(row["reference"], row["href"]), struck=struck),
        row["payee"],
        _standing(row),
        row["narration"],
        _moved(row.get("out_minor"), currency, struck=struck),
        ledger.get("money") or "trust",
        _moved(row.get("in_minor"), currency, struck=struck),
        amount(row["balance_minor"], currency),
        NOTHING if ledger.get("unreconciled") else _tick(row.get("reconciled")),
        xero_state(row.get("state") or ""),
    )


def _moved(minor: int | None, currency: str, *, struck: bool) -> str:
    return _struck(amount(minor, currency, blank=True), struck=struck and bool(minor))


def _tone(row: Values) -> str:
    if row.get("reversed"):
        return "row-reversed"
    return "row-failed" if row.get("state") == "failed" else "row-uncleared" if row.get("uncleared") else ""


def _standing(row: Values) -> SafeString:
    if row.get("reversed"):
        return badge("Reversed")
    if row.get("uncleared"):
        return badge("Uncleared", "warn")
    word = row.get("badge")
    return badge(word["text"], word.get("tone") or "") if word else NOTHING


@cache
def _tick(reconciled: bool | None) -> SafeString:
    if reconciled is None:
        return SafeString('<td class="check"></td>\n')
    picture = icon("check", "Reconciled", "icon-small") if reconciled else icon("circle", "Not reconciled")
    css = "tick" if reconciled else "tick-open"
    return drawn('<td class="check"><span class="{}">{}</span></td>\n', css, picture)


def _struck(shown: str, *, struck: bool) -> str:
    return drawn("<s>{}</s>", shown) if struck else shown


def _linked(shown: Any, href: str) -> SafeString:
    return drawn('<a href="{}">{}</a>', href, shown) if href else drawn("{}", shown)


def _joined(parts: Sequence[str], between: str = "") -> SafeString:
    return SafeString(between.join(parts))
