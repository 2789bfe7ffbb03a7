"""The list of documents of one kind, derived from the kind, with totals that follow the filter."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from counterfoil.core.kinds import Kind
from counterfoil.core.lifecycle import STATES as STATE_CODES
from counterfoil.core.references import MatterCode
from counterfoil.firms.roles import require
from counterfoil.kinds import kind_of
from counterfoil.reports.document_list import SORTS, DocumentList, DocumentRow, document_list
from counterfoil.reports.files.sheet import Sheet, columns
from counterfoil.reports.reading import PAGE
from counterfoil.web.asked import Asked
from counterfoil.web.files import MOST_IN_A_FILE, file_answer
from counterfoil.web.forms.arranged import arranged
from counterfoil.web.pages import READ, page
from counterfoil.web.seat import WebRequest
from counterfoil.web.show.document import open_label, state_word
from counterfoil.web.show.listing import EveryRow, filters, select
from counterfoil.web.show.sorts import known_sort

Values = dict[str, Any]

ONLY_OPEN, OVERDUE = "open", "overdue"


def _listed(request: WebRequest, kind: Kind, number: int) -> DocumentList:
    asked = Asked(request)
    show = asked.text("show")
    return document_list(
        firm_id=request.seat.firm.id,
        at=request.at,
        kinds=[kind.code],
        states=[show] if show in STATE_CODES else [],
        only_open=show == ONLY_OPEN,
        overdue=show == OVERDUE,
        since=asked.day("since"),
        through=asked.day("through"),
        matter=asked.text("matter"),
        contact=asked.text("contact"),
        bank=asked.text("bank"),
        text=asked.text("q"),
        sort=known_sort(asked.text("sort"), SORTS, "-date"),
        page=number,
    )


@require_GET
def documents(request: WebRequest, kind_code: str) -> HttpResponse:
    seat, asked = request.seat, Asked(request)
    require(seat.actor, READ)
    kind = kind_of(kind_code)
    found = _listed(request, kind, asked.page)
    columns = _columns(kind)
    name = f"money/{kind.code}"
    table = {
        "id": "documents",
        "caption": kind.plural,
        "currency": seat.firm.currency,
        "filters": filters(
            asked,
            "documents",
            "Filter this list",
            file=name,
            selects=[select(asked, "show", "State", _shows(kind))],
            dates=[
                {"name": "since", "label": "From", "value": asked.text("since")},
                {"name": "through", "label": "To", "value": asked.text("through")},
            ],
            chips=_chips(asked),
        ),
        "columns": columns,
        "sort": known_sort(asked.text("sort"), SORTS, "-date"),
        "sort_to": asked.sort_to(),
        "rows": [_row(kind, row, asked) for row in found.rows],
        "totals": _totals(kind, found),
        "totals_text": f"{found.count:,} {(kind.title if found.count == 1 else kind.plural).lower()}",
        "pager": asked.pager(
            page=found.page,
            pages=found.pages,
            count=found.count,
            size=PAGE,
            what=kind.plural.lower(),
            filed=MOST_IN_A_FILE,
        ),
        "empty": _empty(kind, asked),
    }
    new = {
        "label": f"New {kind.title.lower()}",
        "href": seat.to.new(kind.code),
        "icon": "plus",
        "key": "N",
        "main": True,
    }
    values = {"page": {"title": kind.plural, "actions": [new] if seat.may("draft") else []}, "table": table}
    return page(request, "pages/list.html", values, place=name)


def _columns(kind: Kind) -> list[Values]:
    money = "trust" if kind.trust else "office"
    columns: list[Values] = [
        {"key": "date", "label": "Date", "kind": "date", "sort": True},
        {"key": "number", "label": "Number", "kind": "reference", "sort": True},
        {"key": "contact", "label": "Party and memo", "kind": "wide", "sort": True},
        {"key": "matter", "label": "Matter", "kind": "reference", "sort": True},
    ]
    if _is_owed(kind):
        columns.append({"key": "due", "label": "Due", "kind": "date", "sort": True})
    columns.append({"key": "total", "label": "Total", "kind": "money", "money": money, "sort": True})
    if kind.open_as:
        columns.append({"key": "open", "label": open_label(kind), "kind": "money", "money": money, "sort": True})
    return [*columns, {"key": "xero", "label": "Xero", "kind": "state"}]


def _is_owed(kind: Kind) -> bool:
    return any(part.name == "due_on" for part in kind.fields)


def _row(kind: Kind, row: DocumentRow, asked: Asked) -> Values:
    to = asked.seat.to
    party = row.contact_name or _several(kind, row)
    cells: list[Any] = [
        row.on,
        {"text": row.number or "Draft", "href": to.document(row.public_id)},
        {"text": party or row.memo, "sub": row.memo if party else "", "badge": _badge(kind, row)},
        {
            "text": row.matter or ("Several" if kind.trust and _rows_name_matters(kind) else ""),
            "href": asked.with_(matter=row.matter, page=None),
        },
    ]
    if _is_owed(kind):
        cells.append(row.due_on)
    cells.append(row.total_minor)
    if kind.open_as:
        cells.append(row.open_minor if row.state == "posted" else 0)
    tone = "reversed" if row.state in ("reversed", "discarded") else "failed" if row.xero == "failed" else ""
    return {"href": to.document(row.public_id), "cells": [*cells, row.xero], "tone": tone}


def _rows_name_matters(kind: Kind) -> bool:
    cells = (cell for field in kind.fields if field.sort == "rows" for cell in field.rows)
    return any(cell.sort == "reference" and issubclass(cell.type, MatterCode) for cell in cells)


def _several(kind: Kind, row: DocumentRow) -> str:
    """What settles documents of several parties is nobody's alone."""
    return "Several" if kind.allocates and row.state != "draft" else ""


def _badge(kind: Kind, row: DocumentRow) -> Values | None:
    if row.state == "draft":
        return None
    if row.state != "posted":
        return {"text": state_word(kind, row.state), "tone": ""}
    return {"text": "Overdue", "tone": ""} if row.overdue else None


def _totals(kind: Kind, found: DocumentList) -> list[Any]:
    before = [None] * (5 if _is_owed(kind) else 4)
    after: list[Any] = [found.total_minor, found.open_minor] if kind.open_as else [found.total_minor]
    return [*before, *after, None]


def _shows(kind: Kind) -> list[tuple[str, str]]:
    """The states that this kind's lifecycle reaches, and what is open of it."""
    reached = {"draft", *kind.lifecycle.values()}
    shows = [("", f"All {kind.plural.lower()}")]
    if kind.open_as:
        shows.append((ONLY_OPEN, "Unpaid" if kind.open_as == "owed" else "Unallocated"))
    if _is_owed(kind):
        shows.append((OVERDUE, "Overdue"))
    return [*shows, *((state, state_word(kind, state)) for state in STATE_CODES if state in reached)]


def _chips(asked: Asked) -> list[Values]:
    names = {"matter": "Matter", "contact": "Contact", "bank": "Bank"}
    return [
        {"label": f"{label}: {asked.text(name)}", "href": asked.with_(**{name: None, "page": None})}
        for name, label in names.items()
        if asked.text(name)
    ]


def _empty(kind: Kind, asked: Asked) -> Values:
    icon = arranged(kind.code).icon
    if asked.given:
        return {"icon": icon, "title": f"No {kind.title.lower()} matches", "text": "Take a filter off to see more."}
    new = {"label": f"New {kind.title.lower()}", "href": asked.seat.to.new(kind.code), "icon": "plus", "main": True}
    actions = [new] if asked.seat.may("draft") else []
    text = f"{kind.plural} stand here once the first one is entered."
    return {"icon": icon, "title": f"No {kind.plural.lower()} yet", "text": text, "actions": actions}


@require_GET
def documents_file(request: WebRequest, kind_code: str, ending: str) -> HttpResponse:
    seat, asked = request.seat, Asked(request)
    require(seat.actor, "export")
    kind = kind_of(kind_code)
    rows = EveryRow(lambda number: _listed(request, kind, number))
    heads = ("Date", "Number", "State", "Party", "Memo", "Matter", "Due", "Total", "Open", "Xero")
    sheet = Sheet(
        name=f"{kind.plural} {asked.text('show')} {asked.text('q')} {seat.today}",
        title=kind.plural,
        columns=columns(*heads, dates=("Date", "Due"), money=("Total", "Open")),
        rows=(
            (
                *(row.on, row.number, row.state, row.contact_name, row.memo, row.matter, row.due_on),
                *(row.total_minor, row.open_minor, row.xero),
            )
            for row in rows
        ),
        currency=seat.firm.currency,
        about=[*asked.told(), *rows.told],
    )
    return file_answer(ending, [sheet], seat)
