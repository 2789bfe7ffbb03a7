"""What the lists share: every page of a report for a download, and the shape of a filter bar."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from counterfoil.core.money import Money
from counterfoil.reports.reading import PAGE
from counterfoil.web.asked import Asked
from counterfoil.web.files import ENDINGS, MOST_IN_A_FILE

Values = dict[str, Any]


class Paged(Protocol):
    @property
    def rows(self) -> tuple[Any, ...]: ...
    @property
    def pages(self) -> int: ...


class EveryRow:
    """All rows that the filter leaves, page after page, as far as a file goes; `told` says where it ends early."""

    def __init__(self, report: Callable[[int], Paged]) -> None:
        self._report, self._first = report, report(1)

    @property
    def told(self) -> list[str]:
        if self._first.pages * PAGE <= MOST_IN_A_FILE:
            return []
        return [f"Only the first {MOST_IN_A_FILE:,} rows: filter by date for the rest, or use counterfoil report"]

    def __iter__(self) -> Iterator[Any]:
        yield from self._first.rows
        for page in range(2, min(self._first.pages, MOST_IN_A_FILE // PAGE) + 1):
            yield from self._report(page).rows


def plain(minor: int | None, currency: str) -> str:
    """An amount for a file: no thousands, a point."""
    return "" if minor is None else Money(minor, currency).plain()


def select(asked: Asked, name: str, label: str, options: Iterable[tuple[str, str]], **more: Any) -> Values:
    listed = [{"value": value, "label": text} for value, text in options]
    return {"name": name, "label": label, "value": asked.text(name), "options": listed, **more}


def filters(asked: Asked, target: str, placeholder: str, *, file: str = "", csv: str = "", **more: Any) -> Values:
    """`file` is the address of the list's files without their ending, `csv` of a list that has this one file only."""
    kept = [{"name": "sort", "value": asked.text("sort")}] if asked.text("sort") else []
    return {
        "action": asked.path,
        "target": target,
        "q": asked.text("q"),
        "placeholder": placeholder,
        "kept": kept,
        "downloads": _downloads(asked, file, csv) if asked.seat.may("export") else [],
        "print": True,
        **more,
    }


def _downloads(asked: Asked, file: str, csv: str) -> list[Values]:
    """The files of exactly what is filtered."""
    if csv:
        return [{"label": "CSV", "href": asked.with_at(csv, page=None)}]
    to = asked.seat.to
    return [
        {"label": word, "href": asked.with_at(to.file(file, ending), page=None)}
        for ending, word in ENDINGS.items()
        if file
    ]
