"""Entering a document of any kind: a new one, one like another, or a draft again."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from counterfoil.core import shapes
from counterfoil.core.kinds import Kind
from counterfoil.core.refusals import Refusal
from counterfoil.documents import actions
from counterfoil.firms.roles import require
from counterfoil.kinds import kind_of
from counterfoil.reports.document import Document, document_head
from counterfoil.web.forms.arranged import arranged
from counterfoil.web.forms.beside import beside
from counterfoil.web.forms.drawing import form_of
from counterfoil.web.forms.plain import request_key
from counterfoil.web.forms.taking import take
from counterfoil.web.forms.typed import Typed, begun, begun_with, of_document, posted
from counterfoil.web.pages import fragment, glanced, page
from counterfoil.web.refused import form_status, sentence
from counterfoil.web.seat import WebRequest
from counterfoil.web.show.document import state_word, title_of

Values = dict[str, Any]


@require_http_methods(["GET", "POST"])
def new(request: WebRequest, kind_code: str) -> HttpResponse:
    """`?matter=`, `?contact=` and `?bill=` begin it; `?like=` begins it as another document stands, `?from=` makes it
    from a document of another kind."""
    kind = kind_of(kind_code)
    require(request.seat.actor, "draft")
    if request.method == "POST":
        return _submitted(request, kind, None)
    like, made_from = request.GET.get("like", ""), request.GET.get("from", "")
    typed = begun(kind, request.GET, request.seat)
    if like or made_from:
        model = document_head(firm_id=request.seat.firm.id, public_id=like or made_from)
        typed = begun_with(kind, kind_of(model.kind), shapes.parse(model.content), model.number, typed, request.seat)
    return _drawn(request, kind, typed, None)


@require_http_methods(["GET", "POST"])
def edit(request: WebRequest, public_id: str) -> HttpResponse:
    seat = request.seat
    require(seat.actor, "draft")
    draft = document_head(firm_id=seat.firm.id, public_id=public_id)
    kind = kind_of(draft.kind)
    if request.method == "POST":
        return _submitted(request, kind, draft)
    if draft.state != "draft":
        state = state_word(kind, draft.state).lower()
        messages.info(request, f"{title_of(kind, draft)} is {state}; a draft is edited.")
        return redirect(seat.to.document(draft.public_id))
    typed = of_document(kind, shapes.parse(draft.content), seat)
    return _drawn(request, kind, typed, draft, seen=actions.content_mark(draft.content))


@require_POST
def preview(request: WebRequest, kind_code: str) -> HttpResponse:
    """What the form as it stands would do. Saves nothing."""
    kind = kind_of(kind_code)
    require(request.seat.actor, "draft")
    typed = posted(kind, request.POST, request.seat)
    return fragment(request, "parts/beside_answer.html", _beside(request, kind, typed))


def _submitted(request: WebRequest, kind: Kind, draft: Document | None) -> HttpResponse:
    """One action; a draft that is posted is saved first, so that nothing typed is lost when posting is refused."""
    typed = posted(kind, request.POST, request.seat)
    if "take" in request.POST:
        taken = take(kind, typed, request.POST["take"], request.seat)
        return _drawn(request, kind, taken, draft, seen=request.POST.get("seen"))
    if "add_line" in request.POST:
        typed.rows.setdefault(request.POST["add_line"], []).append({})
        return _drawn(request, kind, typed, draft, seen=request.POST.get("seen"))
    seat, at, posting = request.seat, request.at, request.POST.get("do") == "post"
    seen = request.POST.get("seen")
    try:
        document = actions.read(kind, typed.plain(kind), firm_id=seat.firm.id, at=at, short_dates=True)
        if draft:
            done = actions.edit(document_id=draft.id, document=document, by=seat.actor, at=at, seen=seen)
            seen = actions.content_mark(shapes.canonical(document))
            if posting:
                done = actions.finish(document_id=draft.id, by=seat.actor, at=at)
        else:
            enter = actions.enter if posting else actions.draft
            done = enter(kind=kind, document=document, by=seat.actor, at=at, key=request_key(request.POST))
    except Refusal as refusal:
        return _drawn(request, kind, typed, draft, refusal, seen=seen)
    said = (
        f"{kind.title} {done.number} is {state_word(kind, done.state).lower()}."
        if done.state != "draft"
        else f"The {kind.title.lower()} is kept as a draft."
    )
    messages.success(request, said)
    return redirect(request.seat.to.document(done.public_id))


def _drawn(
    request: WebRequest,
    kind: Kind,
    typed: Typed,
    draft: Document | None,
    refusal: Refusal | None = None,
    *,
    seen: str | None = None,
) -> HttpResponse:
    """`seen` is the mark of the draft's content as this person opened it: saving over another is refused."""
    seat = request.seat
    action = seat.to.document(draft.public_id, "edit") if draft else seat.to.new(kind.code)
    form = form_of(
        kind,
        typed,
        seat,
        action=action,
        request_key=secrets.token_urlsafe(18),
        seen=seen or "",
        preview=f"{seat.to.new(kind.code)}preview/",
        cancel=seat.to.document(draft.public_id) if draft else seat.to.money(kind.code),
        refusal=refusal,
        barred=bool(_barred(request, kind)),
    )
    title = f"Draft {kind.title.lower()}" if draft else f"New {kind.title.lower()}"
    values = {
        "page": {
            "title": title,
            "crumbs": [
                {"label": kind.plural, "href": seat.to.money(kind.code)},
                {"label": "Draft" if draft else "New"},
            ],
        },
        "note": _meanwhile(request, kind, draft, refusal) or _barred(request, kind),
        "form": form,
        "icon": arranged(kind.code).icon,
        **_beside(request, kind, typed),
    }
    form["totals"] = values["totals"]
    return page(request, "pages/entry.html", values, place=f"money/{kind.code}", status=form_status(refusal))


def _barred(request: WebRequest, kind: Kind) -> Values | None:
    """Said before anything is typed: nothing of the kind is posted while the firm is connected."""
    if not kind.refused or not glanced(request).organisation:
        return None
    other = arranged(kind.code).instead
    asked = {name: request.GET.get(name, "") for name in ("matter", "contact")}
    link = (
        {"label": f"New {kind_of(other).title.lower()}", "href": request.seat.to.new(other, **asked)} if other else None
    )
    text = f"{kind.plural} cannot be copied to Xero, so none is posted while the firm is connected."
    return {
        "tone": "warn",
        "icon": "lock",
        "title": text,
        "text": f"{sentence(kind.refused)} A draft can be kept.",
        "links": [link] if link else [],
    }


def _meanwhile(request: WebRequest, kind: Kind, draft: Document | None, refusal: Refusal | None) -> Values | None:
    """Somebody else, or the same person in another window, was quicker: what stands there now, and the way to it."""
    if draft is None or refusal is None or refusal.code not in ("step-not-allowed", "document-changed"):
        return None
    now = document_head(firm_id=request.seat.firm.id, public_id=draft.public_id)
    to = request.seat.to.document(now.public_id)
    if now.state != "draft":
        title = f"{title_of(kind, now)} is {state_word(kind, now.state).lower()} meanwhile, in another window perhaps."
        link = {"label": f"Look at {now.number or 'it'}", "href": to}
    else:
        title, link = "The draft says something else by now.", {"label": "Open it as it stands", "href": f"{to}edit/"}
    text = "What you typed still stands below and is saved nowhere; look there first, and copy over what is missing."
    return {"tone": "warn", "icon": "users", "title": title, "text": text, "links": [link]}


def _beside(request: WebRequest, kind: Kind, typed: Typed) -> Values:
    seat = request.seat
    organisation = glanced(request).organisation
    found = beside(kind, typed, seat, at=request.at, connected=organisation)
    return {
        "preview": f"{seat.to.new(kind.code)}preview/",
        "totals": found.totals,
        "currency": seat.firm.currency,
        "journal": found.journal,
        "missing": found.missing,
        "copies": found.copies,
        "organisation": organisation,
        "facts": found.facts,
        "taking": found.taking,
        "fill": found.fill,
        "usual": found.usual,
        "form_id": "entry",
    }
