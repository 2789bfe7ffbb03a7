"""The kinds of document, as they describe themselves."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from counterfoil.api.answers import KindList
from counterfoil.api.schemas import schema_of
from counterfoil.core.kinds import Kept, Kind
from counterfoil.core.lifecycle import STATES, steps_from
from counterfoil.kinds import all_kinds

router = Router()


@router.get("/kinds", response=KindList)
def kinds(request: HttpRequest) -> Any:
    """Every kind of document: its fields as JSON Schema, the steps of its life, and what Xero gets of it."""
    return {"kinds": [_kind(kind) for kind in all_kinds().values()]}


def _kind(kind: Kind) -> dict[str, Any]:
    shape: type = kind.shape
    kept = kind.push.reason if isinstance(kind.push, Kept) else ""
    pushed = [] if isinstance(kind.push, Kept) else kind.push
    return {
        "code": kind.code,
        "title": kind.title,
        "plural": kind.plural,
        "area": kind.area,
        "steps": {state: steps for state in STATES if (steps := steps_from(kind.lifecycle, state))},
        "push": [{"resource": record.resource, "type": record.type, "per": record.per} for record in pushed],
        "kept_because": kept,
        "refused_while_connected": kind.refused,
        "content": schema_of(shape),
    }
