"""A connection that is held, as after a restore: what that means, what to look at, and the way on."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import require
from counterfoil.reports.sync_status import Connection, connection
from counterfoil.web.forms.plain import reason_form
from counterfoil.web.pages import READ, page
from counterfoil.web.refused import form_status, sentence
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.xero import sync_actions

Values = dict[str, Any]

MEANS = (
    "Nothing is sent before a trust manager has looked. What waited then is looked up in Xero before it is sent, so"
    " nothing goes there twice. What was posted after the backup is missing here, while its copies stand in Xero: sweep"
    " under Changed in Xero, enter each again here and link the two, or have the copy voided. Where these books are a"
    " copy for trying out, disconnect them instead: otherwise two would send to the same organisation."
)


def held_note(link: Connection, seat: Seat) -> Values | None:
    """On the sync page while the connection is held."""
    if link.state != "safe":
        return None
    links: list[Values] = []
    if seat.may(READ):
        links += [
            {"label": "Changed in Xero", "href": seat.to.place("sync/drift")},
            {"label": "Compare with Xero", "href": seat.to.place("sync/compare")},
        ]
    if seat.may("release safe"):
        links.append({"label": "Let the push go on", "href": seat.to.place("sync/held")})
    return {"tone": "warn", "icon": "circle-alert", "title": "Pushing is held.", "text": _text(link), "links": links}


@require_http_methods(["GET", "POST"])
def let_go(request: WebRequest) -> HttpResponse:
    """A trust manager has looked, says what was found, and lets the sending go on."""
    seat, why = request.seat, request.POST.get("why", "")
    require(seat.actor, "release safe")
    link = connection(firm_id=seat.firm.id)
    if link is None:
        raise Http404("the firm is not connected")
    back = seat.to.place("sync")
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            sync_actions.leave_safe(destination_id=link.id, by=seat.actor, at=request.at, why=why)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, "The push goes on. What was in doubt is looked up first.")
            return redirect(back)
    values = {
        "page": {
            "title": "Let the push go on",
            "crumbs": [{"label": "Xero sync", "href": back}, {"label": "Let the push go on"}],
        },
        "note": {"tone": "warn", "icon": "circle-alert", "text": _text(link)},
        "form": reason_form(
            why,
            action=seat.to.place("sync/held"),
            verb="Let the push go on",
            cancel=back,
            refusal=refusal,
            help_text="What you looked at, and what you found. It is kept.",
        ),
    }
    return page(request, "pages/form.html", values, place="sync", status=form_status(refusal))


def _text(link: Connection) -> str:
    return f"{sentence(link.state_reason)} {MEANS}" if link.state_reason else MEANS
