"""How a page is written down: headings, tables, blocks. Markdown as it is read in a browser and in an editor."""

import re
from collections.abc import Iterable, Sequence

FACT = re.compile(r"\{(\w+)[^}]*\}")


def page(title: str, *parts: str, source: str) -> str:
    """A whole page. `source` says what to change instead of the page."""
    note = f"<!-- Written by `python -m tools.manual`. To change this page, change {source}. -->"
    return "\n\n".join([note, f"# {title}", *(part.strip("\n") for part in parts if part)]) + "\n"


def section(title: str, *parts: str) -> str:
    return "\n\n".join([f"## {title}", *(part for part in parts if part)])


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[str] = ()) -> str:
    """A table; the columns named in `right` hold figures."""
    rules = ("---:" if head in right else "---" for head in heads)
    return "\n".join(_row(cells) for cells in (heads, list(rules), *rows))


def _row(cells: Sequence[str]) -> str:
    return f"|{'|'.join(f' {escaped(cell)} ' if cell else ' ' for cell in cells)}|"


def escaped(cell: str) -> str:
    """A bar inside a cell would end it."""
    return cell.replace("|", "\\|")


def block(language: str, text: str) -> str:
    return f"```{language}\n{text.strip()}\n```"


def code(text: str) -> str:
    return f"`{text}`" if text else ""


def template(advice: str) -> str:
    """`{matter} holds {held}` with its facts in italics: *matter* holds *held*."""
    return FACT.sub(lambda fact: f"*{fact[1].replace('_', ' ')}*", advice)


def listed(words: Sequence[str], joint: str = "and") -> str:
    """`a, b and c`."""
    return f" {joint} ".join(part for part in (", ".join(words[:-1]), words[-1]) if part) if words else ""


def sentence(text: str) -> str:
    """With a capital at its beginning and a stop at its end."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", ":")) else ".")
