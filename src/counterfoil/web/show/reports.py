"""What the pages of the standard reports share: what the address asks, the bar of filters, and what proves a total."""

from typing import Any, TypeVar

from counterfoil.core import shapes
from counterfoil.firms.roles import require
from counterfoil.reports.standard.report import Reader, Report
from counterfoil.web.asked import Asked
from counterfoil.web.files import ENDINGS
from counterfoil.web.pages import READ
from counterfoil.web.seat import Seat, WebRequest

Values = dict[str, Any]
Wanted = TypeVar("Wanted")

PLACE = "reports"


def reader_of(seat: Seat) -> Reader:
    return Reader(seat.firm.id, seat.today)


def wanted_by(request: WebRequest, report: Report) -> Any:
    """The address read through the report's shape, dates as a person writes them; what is the page's own is left."""
    require(request.seat.actor, READ)
    known = {field.name for field in shapes.describe(report.takes)}
    given = {name: value for name, value in request.GET.items() if name in known}
    return shapes.read(report.takes, given, currency=request.seat.firm.currency, today=request.seat.today)


def crumbs(seat: Seat, title: str) -> list[Values]:
    return [{"label": "Reports", "href": seat.to.place(PLACE)}, {"label": title}]


def downloads(asked: Asked, report: Report, **more: str) -> list[Values]:
    """The files of exactly what is filtered; `more` are labels with the value of `rows` that each asks for."""
    if not asked.seat.may("export"):
        return []
    each = more or {"": ""}
    return [
        {
            "label": f"{word}, {label.replace('_', ' ')}" if label else word,
            "href": asked.with_at(asked.seat.to.file(f"{PLACE}/{report.code}", ending), page=None, rows=rows or None),
        }
        for ending, word in ENDINGS.items()
        for label, rows in each.items()
    ]


def bar(asked: Asked, target: str, placeholder: str = "", **more: Any) -> Values:
    """The filters of a report. The sort is kept; a page and what was opened are not."""
    kept = [{"name": "sort", "value": asked.text("sort")}] if asked.text("sort") else []
    return {
        "action": asked.path,
        "target": target,
        "q": asked.text("q"),
        "placeholder": placeholder,
        "kept": kept,
        "print": True,
        **more,
    }


def tone_of_proof(*, agrees: bool) -> Values:
    return {"tone": "trust", "icon": "circle-check"} if agrees else {"tone": "bad", "icon": "circle-alert"}
