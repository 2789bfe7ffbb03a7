"""What a document was made from, what was made from it, and what may be made of it next."""

from collections.abc import Sequence
from typing import Any

from counterfoil.core.kinds import Kind
from counterfoil.kinds import kind_of
from counterfoil.reports.document import Document, Made
from counterfoil.web.forms.arranged import arranged
from counterfoil.web.seat import Seat
from counterfoil.web.show.document import state_word
from counterfoil.web.show.steps import Step

Values = dict[str, Any]

LIVE = ("draft", "posted")


def made_pairs(made: Sequence[Made], seat: Seat) -> list[Values]:
    return [
        {
            "label": "Made from",
            "text": f"{kind_of(one.kind).title} {one.number}",
            "href": seat.to.document(one.public_id),
        }
        for one in made
        if one.is_source
    ]


def made_table(made: Sequence[Made], seat: Seat) -> Values | None:
    """What was made from it, the newest first."""
    rows = [one for one in made if not one.is_source]
    if not rows:
        return None
    return {
        "id": "made",
        "caption": "Made from it",
        "currency": seat.firm.currency,
        "columns": [
            {"key": "number", "label": "Made from it", "kind": "reference"},
            {"key": "kind", "label": "Kind", "kind": "wide"},
            {"key": "on", "label": "Date", "kind": "date"},
            {"key": "state", "label": "State", "kind": "text"},
            {"key": "total", "label": "Total", "kind": "money", "money": "office"},
        ],
        "rows": [
            {
                "href": seat.to.document(one.public_id),
                "cells": [
                    one.number or "Draft",
                    {"text": kind_of(one.kind).title},
                    one.on,
                    state_word(kind_of(one.kind), one.state),
                    one.total_minor,
                ],
            }
            for one in rows
        ],
    }


def made_steps(kind: Kind, document: Document, made: Sequence[Made], seat: Seat) -> list[Step]:
    """An order is made into what it becomes; others may be begun with its lines, without a tie between the two."""
    if not seat.may("draft"):
        return []
    found = []
    if kind.becomes and document.state in ("placed", "closed"):
        next_kind = kind_of(kind.becomes)
        live = next((one for one in made if not one.is_source and one.state in LIVE), None)
        barred = ""
        if document.state == "closed" and (kind.becomes_many or not made):
            barred = "It is closed."
        elif live and not kind.becomes_many:
            barred = f"{live.number or 'A draft'} was made from it."
        does = f"A {next_kind.title.lower()} opens, filled in with what stands here. Each then leads to the other."
        href = seat.to.new(next_kind.code, from_=document.public_id)
        label = f"Make a {next_kind.title.lower()}"
        found.append(Step("convert", label, "arrow-right-left", does, barred, href=href))
    for other in arranged(kind.code).turns_into if document.state == "posted" else ():
        does = f"A {kind_of(other.kind).title.lower()} opens with the lines of this one."
        href = seat.to.new(other.kind, from_=document.public_id)
        found.append(Step(other.kind, other.label, other.icon, does, "", aside=True, href=href))
    return found
