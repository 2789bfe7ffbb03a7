"""The files of a document: attach, download, take off."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import require
from counterfoil.kinds import kind_of
from counterfoil.practice.attachments import attach, take_off, taking_off
from counterfoil.practice.uploads import as_it_came, sent_files
from counterfoil.reports.attachments import attachments_of, file_of
from counterfoil.reports.document import Document, document_head
from counterfoil.web.forms.plain import reason_form
from counterfoil.web.pages import READ, page
from counterfoil.web.refused import form_status, sentence
from counterfoil.web.seat import WebRequest
from counterfoil.web.show.document import title_of


@require_POST
def add(request: WebRequest, public_id: str) -> HttpResponse:
    """Every file that was chosen; what is refused is said on the document's page."""
    seat = request.seat
    require(seat.actor, "draft")
    found = document_head(firm_id=seat.firm.id, public_id=public_id)
    kept: list[str] = []
    try:
        for name, content in sent_files(request):
            done = attach(document_id=found.id, name=name, content=content, by=seat.actor, at=request.at)
            kept += [done.name]
    except Refusal as refusal:
        messages.error(request, f"Not attached. {sentence(refusal)}")
    if kept:
        messages.success(request, f"Attached: {', '.join(kept)}.")
    return redirect(f"{seat.to.document(public_id)}#attachments")


@require_GET
def download(request: WebRequest, public_id: str, file_id: str) -> HttpResponse:
    """The file as it came, to be kept and never to be shown within these pages."""
    seat = request.seat
    require(seat.actor, READ)
    found = document_head(firm_id=seat.firm.id, public_id=public_id)
    name, content = file_of(firm_id=seat.firm.id, document_id=found.id, public_id=file_id)
    return as_it_came(name, content)


@require_http_methods(["GET", "POST"])
def remove(request: WebRequest, public_id: str, file_id: str) -> HttpResponse:
    """Asks why, then takes the file off for good."""
    seat = request.seat
    require(seat.actor, READ)
    found = document_head(firm_id=seat.firm.id, public_id=public_id)
    require(seat.actor, taking_off(found.kind, found.state))
    name = next((one.name for one in attachments_of(document_id=found.id) if one.public_id == file_id), "")
    if not name:
        raise Refusal("file-unknown", "there is no such file any more; look at the document again")
    if request.method == "GET":
        return _asked(request, found, file_id, name)
    try:
        take_off(public_id=file_id, by=seat.actor, at=request.at, why=request.POST.get("why", ""))
    except Refusal as refusal:
        return _asked(request, found, file_id, name, refusal)
    messages.success(request, f"{name} is taken off.")
    return redirect(f"{seat.to.document(public_id)}#attachments")


def _asked(
    request: WebRequest, found: Document, file_id: str, name: str, refusal: Refusal | None = None
) -> HttpResponse:
    seat, kind = request.seat, kind_of(found.kind)
    back = seat.to.document(found.public_id)
    form = reason_form(
        request.POST.get("why", ""),
        action=seat.to.attached(found.public_id, file_id, "remove"),
        verb="Take it off",
        cancel=back,
        refusal=refusal,
        help_text="It is kept with the document, and so is the name of the file.",
    )
    values = {
        "page": {
            "title": f"Take {name} off",
            "crumbs": [
                {"label": kind.plural, "href": seat.to.money(kind.code)},
                {"label": title_of(kind, found), "href": back},
                {"label": "Take a file off"},
            ],
        },
        "note": {"text": f"{name} is gone for good then: nobody can read it any more. The books stay as they are."},
        "form": form,
    }
    return page(request, "pages/form.html", values, place=f"money/{kind.code}", status=form_status(refusal))
