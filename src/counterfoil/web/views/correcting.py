"""Correcting a document that is in Xero: what will happen on both sides, the reason, and then how far it is."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from counterfoil.core.refusals import Refusal
from counterfoil.documents.actions import find
from counterfoil.firms.roles import require
from counterfoil.kinds import kind_of
from counterfoil.web.forms.plain import reason_form
from counterfoil.web.pages import READ, fragment, page
from counterfoil.web.refused import form_status, sentence
from counterfoil.web.seat import WebRequest
from counterfoil.web.show import correcting as shown
from counterfoil.xero import correcting
from counterfoil.xero.correction_plan import plan
from counterfoil.xero.correction_steps import OPEN
from counterfoil.xero.corrections import CorrectionShown, correction_called, corrections, open_correction_of
from counterfoil.xero.corrections import shown as read

Values = dict[str, Any]

DOES = (
    "Nothing has happened yet. Xero is asked first, in this order; the books here follow as soon as everything is void"
    " there, each at its own date. A crash, or a refusal that is mended, goes on where it stopped."
)
LEFT = (
    "What was not sent yet is not voided. What is void in Xero stays void, what was taken back here stays taken back;"
    " the rest is left as it is."
)


@require_http_methods(["GET", "POST"])
def correct(request: WebRequest, public_id: str) -> HttpResponse:
    seat = request.seat
    require(seat.actor, READ)
    require(seat.actor, "unlink")
    document_id = find(public_id, firm_id=seat.firm.id)
    if under_way := open_correction_of(document_id, firm_id=seat.firm.id):
        return redirect(seat.to.correction(under_way))
    refusal: Refusal | None = None
    why = request.POST.get("why", "")
    if request.method == "POST":
        try:
            begun = correcting.begin(document_id=document_id, by=seat.actor, at=request.at, why=why)
        except Refusal as refused:
            refusal = refused
        else:
            return _onwards(request, read(begun))
    found = plan(document_id=document_id, by=seat.actor, at=request.at)
    kind, back = kind_of(found.document.kind), seat.to.document(public_id)
    name = f"{kind.title} {found.document.number}"
    form = reason_form(
        why,
        action=seat.to.document(public_id, "correct"),
        verb="Correct it",
        cancel=back,
        refusal=refusal,
        help_text="It is kept with every document that is taken back.",
    )
    barred = found.barred
    values = {
        "page": {
            "title": f"Correct {name}",
            "crumbs": [
                {"label": kind.plural, "href": seat.to.money(kind.code)},
                {"label": found.document.number or "Draft", "href": back},
                {"label": "Correct"},
            ],
        },
        "note": _barred(barred) if barred else {"icon": "info", "text": DOES},
        "table": None if barred else shown.planned(found.taken, seat),
        "form": None if barred else form,
        "back": back,
    }
    return page(request, "pages/correct.html", values, place=f"money/{kind.code}", status=form_status(refusal))


def _barred(refusal: Refusal) -> Values:
    return {
        "tone": "bad",
        "icon": "circle-alert",
        "title": "It cannot be corrected now.",
        "text": f"{sentence(refusal.advice)} Nothing has been changed.",
    }


def _onwards(request: WebRequest, one: CorrectionShown) -> HttpResponse:
    """A correction that is done ends on the draft; another one shows how far it is."""
    seat = request.seat
    if one.state == "done" and one.replacement:
        messages.success(request, f"{one.document.number} is taken back on both sides. Change the draft, then post it.")
        return redirect(seat.to.document(one.replacement.public_id))
    return redirect(seat.to.correction(one.public_id))


@require_GET
def correction(request: WebRequest, public_id: str) -> HttpResponse:
    seat = request.seat
    require(seat.actor, READ)
    one = read(correction_called(public_id, firm_id=seat.firm.id))
    kind = kind_of(one.document.kind)
    values = {
        "page": {
            "title": f"Correction of {one.document.number}",
            "crumbs": [
                {"label": kind.plural, "href": seat.to.money(kind.code)},
                {"label": one.document.number, "href": seat.to.document(one.document.public_id)},
                {"label": "Correction"},
            ],
            **_actions(one, request),
        },
        **_standing(one, request),
        "facts": shown.facts(one, seat),
    }
    return page(request, "pages/correction.html", values, place=f"money/{kind.code}")


def _actions(one: CorrectionShown, request: WebRequest) -> Values:
    seat = request.seat
    if one.state not in OPEN or not seat.may("unlink"):
        return {}
    go_on = {
        "label": "Go on",
        "href": seat.to.correction(one.public_id, "go-on"),
        "post": True,
        "icon": "play",
        "key": "G",
    }
    give_up = {"label": "Give up", "href": seat.to.correction(one.public_id, "give-up"), "icon": "ban"}
    return {"actions": [{**go_on, "main": bool(one.stopped_code or one.refused)}], "more": [give_up]}


def _standing(one: CorrectionShown, request: WebRequest) -> Values:
    """The part that is asked for again while it is under way."""
    seat = request.seat
    return {
        "note": shown.note(one, seat),
        "table": shown.progress(one, seat, request.at),
        "poll": seat.to.correction(one.public_id, "steps") if one.state in OPEN else "",
    }


@require_GET
def steps(request: WebRequest, public_id: str) -> HttpResponse:
    """How far it is, for a page that is seen. Once it is done the page ends on the draft."""
    seat = request.seat
    require(seat.actor, READ)
    one = read(correction_called(public_id, firm_id=seat.firm.id))
    answer = fragment(request, "parts/correction.html", _standing(one, request))
    if one.state == "done" and one.replacement:
        answer["HX-Redirect"] = seat.to.document(one.replacement.public_id)
    return answer


@require_POST
def go_on(request: WebRequest, public_id: str) -> HttpResponse:
    seat = request.seat
    require(seat.actor, READ)
    require(seat.actor, "unlink")
    one = correction_called(public_id, firm_id=seat.firm.id)
    return _onwards(request, read(correcting.ask_again(correction=one, by=seat.actor, at=request.at)))


@require_http_methods(["GET", "POST"])
def give_up(request: WebRequest, public_id: str) -> HttpResponse:
    seat = request.seat
    require(seat.actor, READ)
    require(seat.actor, "unlink")
    one = correction_called(public_id, firm_id=seat.firm.id)
    here, refusal = seat.to.correction(public_id), None
    why = request.POST.get("why", "")
    if request.method == "POST":
        try:
            correcting.give_up(correction=one, by=seat.actor, at=request.at, why=why)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, "The correction was given up.")
            return redirect(here)
    number = one.document.number
    action = seat.to.correction(public_id, "give-up")
    form = reason_form(why, action=action, verb="Give it up", cancel=here, refusal=refusal)
    values = {
        "page": {
            "title": f"Give up the correction of {number}",
            "crumbs": [{"label": f"Correction of {number}", "href": here}, {"label": "Give up"}],
        },
        "note": {"icon": "ban", "text": LEFT},
        "form": form,
    }
    return page(request, "pages/form.html", values, place="sync", status=form_status(refusal))


@require_GET
def listed(request: WebRequest) -> HttpResponse:
    seat = request.seat
    require(seat.actor, READ)
    values = {
        "page": {
            "title": "Corrections",
            "crumbs": [{"label": "Xero sync", "href": seat.to.place("sync")}, {"label": "Corrections"}],
        },
        "table": shown.listed(corrections(firm_id=seat.firm.id), seat),
    }
    return page(request, "pages/list.html", values, place="sync")
