"""Unlinking documents from their copies in Xero: one from its page, many from the sync page, always with a reason."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import require
from counterfoil.kinds import kind_of
from counterfoil.reports.document import Document, document_head
from counterfoil.reports.sync_items import sync_item
from counterfoil.web.forms.plain import reason_form
from counterfoil.web.pages import READ, page
from counterfoil.web.refused import form_status
from counterfoil.web.seat import WebRequest
from counterfoil.web.show.document import title_of
from counterfoil.xero.unlinking import unlink as unlink_them

Values = dict[str, Any]

MOST = 500
DOES = (
    "Both stay as they are: the document here, its copy in Xero. The document can then be changed here; posted again,"
    " it becomes another copy in Xero, under another number. The copy that is there now is left to you."
)


@require_http_methods(["GET", "POST"])
def unlink(request: WebRequest, public_id: str) -> HttpResponse:
    seat = request.seat
    require(seat.actor, READ)
    require(seat.actor, "unlink")
    found = document_head(firm_id=seat.firm.id, public_id=public_id)
    kind = kind_of(found.kind)
    back = seat.to.document(public_id)
    crumbs = [
        {"label": kind.plural, "href": seat.to.money(kind.code)},
        {"label": found.number or "Draft", "href": back},
    ]
    return _asked(request, [found], action=seat.to.document(public_id, "unlink"), back=back, crumbs=crumbs)


@require_http_methods(["GET", "POST"])
def unlink_many(request: WebRequest) -> HttpResponse:
    """`?marker=` names the chosen records; the form that is shown then names their documents."""
    seat = request.seat
    require(seat.actor, READ)
    require(seat.actor, "unlink")
    chosen = dict.fromkeys(request.POST.getlist("document") or _of_markers(request))
    back = seat.to.place("sync", show="pushed")
    if not chosen:
        messages.error(request, "Choose records of documents first.")
        return redirect(back)
    documents = [document_head(firm_id=seat.firm.id, public_id=public_id) for public_id in list(chosen)[:MOST]]
    crumbs = [{"label": "Xero sync", "href": back}]
    return _asked(request, documents, action=seat.to.place("sync/unlink"), back=back, crumbs=crumbs)


def _of_markers(request: WebRequest) -> list[str]:
    """The documents behind the chosen records; contacts, accounts and what was found there are none."""
    items = [
        sync_item(firm_id=request.seat.firm.id, marker=marker, at=request.at)
        for marker in request.GET.getlist("marker")[:MOST]
    ]
    return [item.public_id for item in items if item.kind not in ("contact", "account", "stray")]


def _asked(
    request: WebRequest, documents: Sequence[Document], *, action: str, back: str, crumbs: list[Values]
) -> HttpResponse:
    """The reason is asked for, then all of them are unlinked or none."""
    seat, why = request.seat, request.POST.get("why", "")
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            unlink_them(document_ids=[each.id for each in documents], by=seat.actor, at=request.at, why=why)
        except Refusal as refused:
            refusal = refused
        else:
            numbers = ", ".join(each.number for each in documents)
            messages.success(request, f"Unlinked: {numbers}. What is in Xero stays there.")
            return redirect(back)
    kept = "It is kept with the document for ever."
    form = reason_form(why, action=action, verb="Unlink", cancel=back, refusal=refusal, help_text=kept)
    form["kept"] = [{"name": "document", "value": each.public_id} for each in documents]
    titles = [title_of(kind_of(each.kind), each) for each in documents]
    several = len(titles) > 1
    values = {
        "page": {
            "title": f"Unlink {len(titles)} documents" if several else f"Unlink {titles[0]}",
            "crumbs": [*crumbs, {"label": "Unlink"}],
        },
        "note": {"icon": "unlink", "title": f"{', '.join(titles)}." if several else "", "text": DOES},
        "form": form,
    }
    return page(request, "pages/form.html", values, place="sync", status=form_status(refusal))
