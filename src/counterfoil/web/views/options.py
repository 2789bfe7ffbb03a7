"""What pickers find: matters, contacts, bills, accounts, bank accounts and tax codes, by any word."""

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from counterfoil.core import references
from counterfoil.core.references import DocumentNumber, MatterCode, Reference
from counterfoil.firms.roles import require
from counterfoil.reports import choices
from counterfoil.web.pages import READ, fragment
from counterfoil.web.seat import WebRequest
from counterfoil.web.templatetags.counterfoil_ui import money

SORTS: dict[str, type[Reference]] = {
    name: found
    for name, found in vars(references).items()
    if isinstance(found, type) and issubclass(found, Reference) and found is not Reference
}
"""By the name of the reference's own type, so that a new one needs no row here."""

LONGEST = 100


@require_GET
def options(request: WebRequest, sort: str) -> HttpResponse:
    require(request.seat.actor, READ)
    reference = SORTS.get(sort)
    if reference is None:
        raise Http404("no such choice")
    words = request.GET.get("q", "").strip()[:LONGEST]
    found = choices.find(reference, words, shelf=request.seat.shelf)
    shown = [_option(reference, choice, request) for choice in found]
    none = f"No {reference.names} found. Try fewer letters."
    return fragment(request, "components/options.html", {"groups": [{"options": shown}] if shown else [], "none": none})


def _option(sort: type[Reference], choice: choices.Choice, request: WebRequest) -> dict[str, Any]:
    end = money(choice.minor, request.seat.firm.currency) if issubclass(sort, DocumentNumber) else ""
    sub = (
        f"{choice.name}, {choice.beside}" if issubclass(sort, MatterCode) else f"{choice.name} {choice.beside}".strip()
    )
    return {"value": choice.code, "text": f"{choice.code} {choice.name}", "label": choice.code, "sub": sub, "end": end}
