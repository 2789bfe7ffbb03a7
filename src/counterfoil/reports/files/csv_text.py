"""A sheet as CSV. A cell that a spreadsheet would take for a formula is given a quote before it."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from counterfoil.core.money import Money
from counterfoil.reports.files.sheet import FORMULA_STARTS, Column, Sheet


def csv_text(sheet: Sheet) -> str:
    """Heads and rows; the title stands in the file's name, and totals are left to who adds up."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([column.label for column in sheet.columns])
    for row in sheet.rows:
        writer.writerow(cells(row, sheet.columns, sheet.currency))
    return written.getvalue()


def cells(row: Sequence[Any], columns: Sequence[Column], currency: str) -> list[str]:
    """The row as text: amounts without thousands, dates as 2026-03-31."""
    return [_cell(value, column, currency) for value, column in zip(row, columns, strict=True)]


def _cell(value: Any, column: Column, currency: str) -> str:
    if value is None or value == "":
        return ""
    if column.sort == "money":
        return Money(value, currency).plain()
    return harmless(str(value))


def harmless(text: str) -> str:
    """The text, with a quote before what would be a formula. A negative amount is none."""
    if text.startswith(FORMULA_STARTS) and not _is_amount(text):
        return f"'{text}"
    return text


def _is_amount(text: str) -> bool:
    return text[:1] == "-" and text[1:].replace(".", "", 1).isdecimal()
