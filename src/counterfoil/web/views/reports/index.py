"""All standard reports on one page, and any of them as a file."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from counterfoil.firms.roles import require
from counterfoil.reports.standard import REPORTS, report_of
from counterfoil.reports.standard.report import Report
from counterfoil.web.files import file_answer
from counterfoil.web.pages import READ, page
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show.reports import PLACE, reader_of, wanted_by
from counterfoil.web.words import said

Values = dict[str, Any]


@require_GET
def index(request: WebRequest) -> HttpResponse:
    seat = request.seat
    require(seat.actor, READ)
    here = reports_of(seat)
    groups = [
        {"title": said(group), "entries": [_entry(report, seat) for report in here if report.group == group]}
        for group in dict.fromkeys(report.group for report in here)
    ]
    about = "As at any day, or between any two. Every figure leads to what is behind it; every report is a file, too."
    values = {"page": {"title": "Reports", "facts": [{"text": about}]}, "groups": groups}
    return page(request, "pages/reports.html", values, place=PLACE)


def reports_of(seat: Seat) -> list[Report]:
    """Those that the firm's accounting package has."""
    return [report for report in REPORTS.values() if seat.has_ledger or not report.of_ledger]


def _entry(report: Report, seat: Seat) -> Values:
    return {"label": said(report.title), "href": seat.to.place(report.page), "says": said(report.says)}


@require_GET
def file(request: WebRequest, code: str, ending: str) -> HttpResponse:
    """The report as CSV or as a workbook, of exactly what its page shows."""
    seat = request.seat
    require(seat.actor, "export")
    report = report_of(code)
    return file_answer(ending, report.sheets(reader_of(seat), wanted_by(request, report)), seat)
