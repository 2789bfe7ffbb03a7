"""`counterfoil report`: any standard report on the terminal, as CSV, as a workbook, or as JSON lines."""

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from counterfoil.cli.people import AsOption, FirmOption, firm_called, person
from counterfoil.cli.saying import say, table
from counterfoil.core import shapes
from counterfoil.core.dates import local_day
from counterfoil.core.money import Money
from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import require
from counterfoil.reports.files.csv_text import csv_text
from counterfoil.reports.files.sheet import Sheet
from counterfoil.reports.files.workbook import workbook
from counterfoil.reports.standard import REPORTS, report_of
from counterfoil.reports.standard.report import Reader

app = typer.Typer()


class Form(StrEnum):
    """How a report is written."""

    table = "table"
    csv = "csv"
    xlsx = "xlsx"
    json = "json"


@app.command()
def report(
    code: Annotated[str, typer.Argument(help="The report, such as aged-receivables; without one all are listed.")] = "",
    asked: Annotated[
        list[str] | None, typer.Argument(help="What it is asked, as NAME=VALUE: as_at=2026-03-31 by=date.")
    ] = None,
    firm: FirmOption = "",
    as_email: AsOption = "",
    form: Annotated[Form, typer.Option("--as-file", help="How it is written.")] = Form.table,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A new file; else standard output.")] = None,
) -> None:
    """Write a standard report: what its page shows, with everything that its filters leave.

    Without a report it lists all of them with what each may be asked.
    """
    if not code:
        _list()
        return
    wanted, books = report_of(code), firm_called(firm)
    require(person(as_email, firm=books), "export")
    values = dict(_pair(text) for text in asked or ())
    takes: type[Any] = wanted.takes
    read = shapes.read(takes, values, currency=books.currency)
    sheets = wanted.sheets(Reader(books.pk, local_day(datetime.now(UTC), books.zone)), read)
    if form is Form.table and output is None:
        _show(sheets)
    elif form is Form.xlsx:
        _write(workbook(sheets, firm=books.name), output)
    else:
        text = csv_text(sheets[0]) if form is not Form.json else "".join(_json(sheets[0]))
        _write(text.encode(), output)


def _list() -> None:
    rows = [
        (each.code, each.title, " ".join(f"{field.name}=" for field in shapes.describe(each.takes)))
        for each in REPORTS.values()
    ]
    table(("Report", "Title", "May be asked"), rows)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise Refusal("field-unknown", "write what is asked as NAME=VALUE; '{text}' has no =", text=text[:40])
    return name, value


def _show(sheets: Sequence[Sheet]) -> None:
    for sheet in sheets:
        for line in (sheet.title, *sheet.about):
            say(line)
        heads = [column.label for column in sheet.columns]
        right = [column.label for column in sheet.columns if column.sort in ("money", "number")]
        rows = [*sheet.rows, *([sheet.totals] if sheet.totals is not None else [])]
        table(heads, [_texts(row, sheet) for row in rows], right=right)
        say()


def _texts(row: Sequence[Any], sheet: Sheet) -> list[str]:
    return [
        "" if value is None else Money(value, sheet.currency).plain() if column.sort == "money" else str(value)
        for value, column in zip(row, sheet.columns, strict=True)
    ]


def _json(sheet: Sheet) -> Iterable[str]:
    """An object for each row, by the labels of its columns."""
    labels = [column.label for column in sheet.columns]
    for row in sheet.rows:
        yield json.dumps(dict(zip(labels, _texts(row, sheet), strict=True)), ensure_ascii=False) + "\n"


def _write(content: bytes, output: Path | None) -> None:
    """Never over a file that exists."""
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        file = output.open("xb")
    except OSError as error:
        raise typer.BadParameter(f"{output}: {error.strerror}", param_hint="--output") from None
    with file:
        file.write(content)
