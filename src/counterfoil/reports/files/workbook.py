"""Sheets as a workbook: amounts are numbers with the currency's decimals, dates are dates, text is never a formula."""

import io
import re
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from counterfoil.core.money import DECIMALS
from counterfoil.reports.files.sheet import FORMULA_STARTS, Column, Sheet

AS_WRITTEN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_NOT_IN_A_TAB = re.compile(r"[\[\]:*?/\\']")
LONGEST_TAB = 31
LONGEST_CELL = 32_767
"""Characters: what the format holds."""

WIDTHS = {"text": 24, "date": 12, "money": 15, "number": 10}
WIDEST, NARROWEST = 60, 9


def workbook(sheets: Sequence[Sheet], *, firm: str) -> bytes:
    """One page for each sheet: its title, the firm and what was asked for, then the table."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, AS_WRITTEN) as book:
        looks = _Looks(book)
        for sheet in sheets:
            _write(book.add_worksheet(_tab(sheet.title)), sheet, firm, looks)
    return written.getvalue()


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self._made: dict[tuple[Any, ...], Format] = {}

    def __call__(self, sort: str = "text", currency: str = "", *, bold: bool = False, **more: Any) -> Format:
        key = (sort, currency, bold, *sorted(more.items()))
        if key not in self._made:
            about: dict[str, Any] = {"bold": bold, "valign": "top", **more}
            if sort == "money":
                about["num_format"] = "#,##0" + ("." + "0" * DECIMALS[currency] if DECIMALS[currency] else "")
            elif sort == "date":
                about |= {"num_format": "yyyy-mm-dd", "align": "left"}
            self._made[key] = self.book.add_format(about)
        return self._made[key]


def _tab(title: str) -> str:
    return _NOT_IN_A_TAB.sub(" ", title)[:LONGEST_TAB].strip() or "Sheet"


def _write(page: Worksheet, sheet: Sheet, firm: str, looks: _Looks) -> None:
    page.write_string(0, 0, sheet.title, looks(bold=True, font_size=14))
    lines = [firm, *sheet.about, f"Amounts in {sheet.currency}"]
    for at, line in enumerate(lines, start=1):
        _text(page, at, 0, line, looks)
    head = len(lines) + 2
    for at, column in enumerate(sheet.columns):
        right: dict[str, Any] = {"align": "right"} if column.sort in ("money", "number") else {}
        page.write_string(head, at, column.label, looks(bold=True, bottom=1, text_wrap=True, **right))
    page.freeze_panes(head + 1, 0)
    widest = [len(column.label) + 2 for column in sheet.columns]
    row_at = head
    for row_at, row in enumerate(sheet.rows, start=head + 1):
        for at, (value, column) in enumerate(zip(row, sheet.columns, strict=True)):
            _cell(page, row_at, at, value, column, sheet.currency, looks)
            if column.sort == "text" and value:
                widest[at] = max(widest[at], len(str(value)) + 2)
    if sheet.totals is not None:
        for at, (value, column) in enumerate(zip(sheet.totals, sheet.columns, strict=True)):
            _cell(page, row_at + 1, at, value, column, sheet.currency, looks, bold=True, top=1)
    if row_at > head:
        page.autofilter(head, 0, row_at, len(sheet.columns) - 1)
    for at, column in enumerate(sheet.columns):
        width = min(max(widest[at], NARROWEST), WIDEST) if column.sort == "text" else WIDTHS[column.sort]
        page.set_column(at, at, max(width, min(len(column.label) + 2, WIDTHS["text"])))


def _cell(
    page: Worksheet, row: int, at: int, value: Any, column: Column, currency: str, looks: _Looks, **more: Any
) -> None:
    if value is None or value == "":
        page.write_blank(row, at, None, looks(**more))
    elif isinstance(value, str):
        _text(page, row, at, value, looks, **more)
    elif column.sort == "money":
        amount = value / 10 ** DECIMALS[currency]  # a workbook keeps no other numbers; fifteen digits are exact
        page.write_number(row, at, amount, looks("money", currency, **more))
    elif column.sort == "date":
        page.write_datetime(row, at, value, looks("date", **more))
    else:
        page.write_number(row, at, value, looks("number", **more))


def _text(page: Worksheet, row: int, at: int, text: str, looks: _Looks, **more: Any) -> None:
    """Text stays text, also when somebody opens the cell and presses Enter."""
    quoted: dict[str, Any] = {"quote_prefix": True} if text.startswith(FORMULA_STARTS) else {}
    page.write_string(row, at, text[:LONGEST_CELL], looks(**more, **quoted))
