"""A list or a report as a file has it: named columns, plain rows, what it was asked for, and its totals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Sort = Literal["text", "date", "money", "number"]

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Column:
    """Money is given in whole minor units, a date as a date; nothing is None."""

    label: str
    sort: Sort = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """`name` says what is in it, filter and all, and becomes the file's name; `about` are lines under the title."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    currency: str
    about: Sequence[str] = ()
    totals: Sequence[Any] | None = None


def columns(
    *labels: str, money: Sequence[str] = (), dates: Sequence[str] = (), numbers: Sequence[str] = ()
) -> tuple[Column, ...]:
    """Columns by their labels; those that are no text are named again by their sort."""

    def sort(label: str) -> Sort:
        return "money" if label in money else "date" if label in dates else "number" if label in numbers else "text"

    return tuple(Column(label, sort(label)) for label in labels)


def file_name(name: str, ending: str) -> str:
    kept = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name.lower())
    return ("-".join(part for part in kept.split("-") if part)[:LONGEST_NAME] or "list") + f".{ending}"
