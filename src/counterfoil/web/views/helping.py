"""Help, printed from what the product itself decides by: the kinds of document and the refusals."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from counterfoil.core.kinds import Kept, Kind, Pushed
from counterfoil.core.link import DEFAULT
from counterfoil.core.refusals import CODES
from counterfoil.web.packages import kinds_for
from counterfoil.web.pages import page
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show.copies import record_word
from counterfoil.web.show.steps import STEPS
from counterfoil.web.words import said

Values = dict[str, Any]

PER = {"document": "", "allocation": " for each bill", "remainder": " for what is left"}


@require_GET
def help_page(request: WebRequest) -> HttpResponse:
    values = {
        "page": {"title": "Help", "facts": [{"text": "Press ? on any page for its keys"}]},
        "capabilities": request.seat.to.place("capabilities"),
        "kinds": _kinds(request.seat),
        "refusals": _refusals(),
    }
    return page(request, "pages/help.html", values, place="help")


def _kinds(seat: Seat) -> Values:
    rows = [
        {
            "cells": [
                {"text": kind.title},
                kind.series,
                {"text": said(_fields(kind))},
                {"text": _steps(kind)},
                {"text": said(_copies(kind))},
            ]
        }
        for kind in kinds_for(seat)
    ]
    return {
        "id": "kinds",
        "caption": "Kinds of document",
        "columns": [
            {"key": "title", "label": "Kind", "kind": "text"},
            {"key": "series", "label": "Numbers", "kind": "reference"},
            {"key": "fields", "label": "What is entered", "kind": "text"},
            {"key": "steps", "label": "What can be done", "kind": "text"},
            {"key": "xero", "label": "What Xero gets", "kind": "text"},
        ],
        "rows": rows,
    }


def _fields(kind: Kind) -> str:
    return ", ".join(part.label.lower() for part in kind.fields)


def _steps(kind: Kind) -> str:
    steps = dict.fromkeys(step for _, step in kind.lifecycle)
    return ", ".join(STEPS[step][0].lower() if step in STEPS else step for step in steps)


def _copies(kind: Kind) -> str:
    if isinstance(kind.push, Kept):
        refused = f" While the firm is connected it is refused: {kind.refused}." if kind.refused else ""
        return f"Nothing: {kind.push.reason}{refused}"
    usual = [_record(each) for each in kind.push if each.is_made(DEFAULT)]
    otherwise = [_record(each) for each in kind.push if not each.is_made(DEFAULT)]
    return ", ".join(usual) + (f"; or, by a setting, {', '.join(otherwise)}" if otherwise else "")


def _record(record: Pushed) -> str:
    return f"{record_word(record.resource, record.type).lower()}{PER[record.per]}"


def _refusals() -> Values:
    return {
        "id": "refusals",
        "caption": "When the books say no",
        "columns": [
            {"key": "code", "label": "Code", "kind": "reference"},
            {"key": "meaning", "label": "What it means", "kind": "wide"},
        ],
        "rows": [{"id": code, "cells": [code, {"text": said(meaning)}]} for code, meaning in CODES.items()],
    }
