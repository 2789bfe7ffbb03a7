"""HTML from Python: every text is escaped unless it is already HTML, so nothing a client sent can become a tag."""

from collections.abc import Iterable
from html import escape
from typing import Any

VOID = {"br", "hr", "img", "input", "link", "meta"}
Part = Any
"""A text, a number, Html, None (nothing), or a list of these."""


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, /, *parts: Part, **attributes: Any) -> Html:
    """`tag("a", "Bills", href="/bills")`; `class_` and `for_` lose their underscore, True is a bare attribute."""
    given = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in VOID:
        return Html(f"<{name}{given}>")
    return Html(f"<{name}{given}>{join(parts)}</{name}>")


def join(parts: Iterable[Part]) -> Html:
    return Html("".join(_text(part) for part in parts))


def _text(part: Part) -> str:
    if part is None:
        return ""
    if isinstance(part, Html):
        return part
    if isinstance(part, list | tuple):
        return join(part)
    return escape(str(part))


def table(heads: Iterable[Part], rows: Iterable[Iterable[Part]], *, numbers: Iterable[int] = ()) -> Html:
    """A table; `numbers` are the columns set flush right. No rows: a plain word instead."""
    flush = set(numbers)

    def cells(name: str, row: Iterable[Part]) -> list[Html]:
        return [tag(name, one, class_="number" if at in flush else None) for at, one in enumerate(row)]

    body = [tag("tr", cells("td", row)) for row in rows]
    if not body:
        return tag("p", "Nothing here yet.", class_="quiet")
    return tag("div", tag("table", tag("thead", tag("tr", cells("th", heads))), tag("tbody", body)), class_="wide")


def facts(pairs: Iterable[tuple[str, Part]]) -> Html:
    return tag("dl", [(tag("dt", name), tag("dd", value)) for name, value in pairs if value not in (None, "")])


def button(text: str, action: str, *, kind: str = "", **hidden: Any) -> Html:
    """A form of one button."""
    inside = [tag("input", type="hidden", name=name, value=value) for name, value in hidden.items()]
    return tag("form", inside, tag("button", text, class_=kind or None), method="post", action=action, class_="inline")
