"""The standard reports, each with what it may be asked; the answer is its sheets, as a file would have them."""

from collections.abc import Callable
from itertools import islice
from typing import Any

from django.http import HttpRequest
from ninja import Router

from counterfoil.api.answers import Refused, ReportAnswer, ReportList, plain
from counterfoil.api.callers import Caller
from counterfoil.api.inputs import query
from counterfoil.api.schemas import asks, schema_of
from counterfoil.core.dates import local_day
from counterfoil.firms.roles import require
from counterfoil.reports.files.sheet import Column, Sheet
from counterfoil.reports.standard import REPORTS
from counterfoil.reports.standard.report import Reader, Report

router = Router()
REFUSALS: dict[Any, Any] = {frozenset({400, 401, 403}): Refused}

MOST_ROWS = 10_000
"""Of one sheet. Who wants more asks for fewer days, or for the file."""


@router.get("/reports", response=ReportList)
def reports(request: HttpRequest) -> Any:
    """Every standard report, and what it may be asked as JSON Schema."""
    return {
        "reports": [
            {"code": report.code, "title": report.title, "says": report.says, "takes": schema_of(report.takes)}
            for report in REPORTS.values()
        ]
    }


def _answers(report: Report) -> Callable[[HttpRequest], Any]:
    def answer(request: HttpRequest) -> Any:
        caller: Caller = request.auth  # type: ignore[attr-defined]
        require(caller.actor, "read")
        reader = Reader(caller.firm_id, local_day(caller.at, caller.zone))
        sheets = report.sheets(reader, query(report.takes, request, caller))
        return {
            "code": report.code,
            "title": report.title,
            "currency": sheets[0].currency,
            "sheets": [_sheet(sheet) for sheet in sheets],
        }

    answer.__name__, answer.__doc__ = report.code.replace("-", "_"), report.says
    return answer


for _report in REPORTS.values():
    router.get(f"/reports/{_report.code}", response={200: ReportAnswer, **REFUSALS}, openapi_extra=asks(_report.takes))(
        _answers(_report)
    )


def _sheet(sheet: Sheet) -> dict[str, Any]:
    rows = list(islice(sheet.rows, MOST_ROWS + 1))
    return {
        "title": sheet.title,
        "about": list(sheet.about),
        "columns": [{"label": column.label, "sort": column.sort} for column in sheet.columns],
        "rows": [_row(row, sheet) for row in rows[:MOST_ROWS]],
        "totals": _row(sheet.totals, sheet) if sheet.totals is not None else None,
        "more": len(rows) > MOST_ROWS,
    }


def _row(row: Any, sheet: Sheet) -> list[str | int | None]:
    return [_cell(value, column, sheet.currency) for value, column in zip(row, sheet.columns, strict=True)]


def _cell(value: Any, column: Column, currency: str) -> str | int | None:
    """Amounts as text, dates as 2026-03-31, counts as numbers; what is missing is null."""
    if value is None:
        return None
    if column.sort == "money":
        return plain(value, currency)
    return value if isinstance(value, int) else str(value)
