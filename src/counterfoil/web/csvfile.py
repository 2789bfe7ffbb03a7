"""Lists as CSV files. A cell that a spreadsheet would take for a formula is given a quote before it."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_answer(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """`name` says what is in it, filter and all; it becomes the file's name."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(head)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    answer = HttpResponse(written.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_file_name(name)}.csv"'
    return answer


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    if text.startswith(FORMULA_STARTS) and not _is_amount(text):
        return f"'{text}"
    return text


def _is_amount(text: str) -> bool:
    """A negative amount is no formula."""
    return text[:1] == "-" and text[1:].replace(".", "", 1).isdecimal()


def _file_name(name: str) -> str:
    kept = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name.lower())
    return "-".join(part for part in kept.split("-") if part)[:100] or "list"
