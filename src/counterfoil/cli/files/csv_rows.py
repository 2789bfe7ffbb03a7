"""CSV: a heading, then a row for each row of a document. Consecutive rows with the same `ref` are one document.

    kind,ref,on,due_on,matter,items.description,items.account,items.net
    client_bill,117,2026-03-02,2026-03-16,26-0104,Advice on lease,4100,700.00
    ,117,,,,Title search,4200,100.00

The document's own columns stand on its first row, and are repeated or blank on the others. A column of a repeating row
is named after its list: `items.net`, `parts.amount`. A row that leaves a list's columns blank adds nothing to it.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any

from counterfoil.cli.files.given import Given, Unreadable, checked_ref, not_understood, unreadable
from counterfoil.core.kinds import Kind
from counterfoil.core.refusals import InputRefused, Refusal
from counterfoil.core.shapes import describe
from counterfoil.kinds import all_kinds, kind_of

MOST_ROWS_HELD = 2000
"""Rows of one document that are kept while reading: more than it may have, so that it is refused by its ref."""


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    ref: str
    values: Mapping[str, str]
    surplus: bool = False


@dataclass(slots=True)
class Building:
    """A document growing row by row."""

    kind: Kind
    values: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, Refusal] = field(default_factory=dict)
    rows: int = 0


def documents(lines: Iterator[tuple[int, bytes]]) -> Iterator[Given]:
    for ref, rows in groupby(_rows(lines), key=lambda row: row.ref):
        yield _document(ref, rows)


def columns_of(kind: Kind) -> frozenset[str]:
    """The columns of a kind, from its shape: `on`, `items.net`."""
    shape: type = kind.shape
    own = {part.name for part in describe(shape) if part.sort != "rows"}
    listed = {f"{part.name}.{column.name}" for part in describe(shape) for column in part.rows}
    return frozenset(own | listed)


@cache
def _known_columns() -> frozenset[str]:
    return frozenset({"kind", "ref"}.union(*(columns_of(kind) for kind in all_kinds().values())))


def _rows(lines: Iterator[tuple[int, bytes]]) -> Iterator[Row]:
    """Rows with the number of the line each begins on; `ref` is carried as typed."""
    reader = csv.reader(_text(lines), strict=True)
    heading: list[str] | None = None
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if heading is None:
                    heading = _heading(cells)
                else:
                    values = dict(zip(heading, (cell.strip() for cell in cells), strict=False))
                    surplus = any(cell.strip() for cell in cells[len(heading) :])
                    yield Row(begins, values["ref"], values, surplus)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise unreadable(reader.line_num, f"it is not CSV: {error}") from None


def _text(lines: Iterator[tuple[int, bytes]]) -> Iterator[str]:
    for number, line in lines:
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError:
            raise unreadable(number, "it is not UTF-8 text; save the file as UTF-8") from None


def _heading(cells: list[str]) -> list[str]:
    names = [cell.strip() for cell in cells]
    for name in names:
        if name not in _known_columns():
            raise Unreadable(
                "column-unknown", "no kind of document has a column '{name}'; correct the heading", name=name[:40]
            )
        if names.count(name) > 1:
            raise Unreadable("column-unknown", "the column '{name}' stands twice in the heading; leave one", name=name)
    if missing := {"kind", "ref"} - set(names):
        raise Unreadable("field-missing", "the heading needs the column {names}", names=" and ".join(sorted(missing)))
    return names


def _document(typed_ref: str, rows: Iterator[Row]) -> Given:
    first = next(rows)
    ref = kind = ""
    try:
        ref = checked_ref(typed_ref)
        kind = first.values["kind"]
        if not kind:
            raise Refusal("field-missing", "say which kind of document it is: kind")
        growing = Building(kind_of(kind))
        for row in (first, *rows):
            _add(growing, row)
        if growing.wrong:
            raise InputRefused(growing.wrong)
    except Unreadable:
        raise
    except Refusal as refusal:
        return Given(first.line, ref, kind, {}, refusal)
    return Given(first.line, ref, kind, growing.values)


def _add(growing: Building, row: Row) -> None:
    growing.rows += 1
    if growing.rows > MOST_ROWS_HELD:
        raise Refusal("too-many-rows", "one document takes 500 rows; split it")
    if row.surplus:
        raise not_understood(row.line, "it has more cells than the heading has columns")
    columns = columns_of(growing.kind)
    listed: dict[str, dict[str, str]] = {}
    for name, cell in row.values.items():
        if not cell or name == "ref" or (name == "kind" and cell == growing.kind.code):
            continue
        if name == "kind":
            growing.wrong[name] = not_understood(row.line, "rows with one ref are of one kind")
        elif name not in columns:
            growing.wrong[name] = Refusal(
                "column-unknown", "a {kind} has no '{name}'; leave it blank", kind=growing.kind.code, name=name
            )
        elif "." in name:
            listed.setdefault(name.partition(".")[0], {})[name.partition(".")[2]] = cell
        elif growing.values.setdefault(name, cell) != cell:
            growing.wrong[name] = not_understood(row.line, f"another {name} than on the document's first row")
    for name, values in listed.items():
        growing.values.setdefault(name, []).append(values)
