"""Lists and reports as files to download: CSV for other programs, a workbook for people."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.http import HttpResponse

from counterfoil.reports.files.csv_text import csv_text
from counterfoil.reports.files.sheet import Column, Sheet, file_name
from counterfoil.reports.files.workbook import workbook
from counterfoil.web.seat import Seat
from counterfoil.web.words import said

ENDINGS = {"csv": "CSV", "xlsx": "Excel"}
"""What a list can be downloaded as, with the word for it."""

MOST_IN_A_FILE = 50_000
"""Rows of a list: more is a job for the command line. The page and the file say so."""

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_answer(ending: str, sheets: Sequence[Sheet], seat: Seat) -> HttpResponse:
    """The first sheet as CSV, or all of them as one workbook. The file's name says what is in it, filter and all."""
    sheets = [_spoken(sheet) for sheet in sheets]
    first = sheets[0]
    if ending == "csv":
        return _attached(csv_text(first).encode("utf-8-sig"), "text/csv; charset=utf-8", file_name(first.name, ending))
    return _attached(workbook(sheets, firm=seat.firm.name), WORKBOOK, file_name(first.name, ending))


def _spoken(sheet: Sheet) -> Sheet:
    """Its title and heads in the firm's word."""
    heads = [replace(column, label=said(column.label)) for column in sheet.columns]
    return replace(sheet, title=said(sheet.title), columns=heads)


def csv_answer(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A file of plain values under their heads, for what is no list of records."""
    sheet = Sheet(name=name, title=name, columns=[Column(said(label)) for label in head], rows=rows, currency="")
    return _attached(csv_text(sheet).encode("utf-8-sig"), "text/csv; charset=utf-8", file_name(name, "csv"))


def _attached(content: bytes, sort: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=sort)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
