"""The page of one document, and the steps of its lifecycle."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from counterfoil.core.kinds import Kind
from counterfoil.core.refusals import Refusal
from counterfoil.documents import actions
from counterfoil.documents.actions import Done
from counterfoil.firms.roles import require
from counterfoil.kinds import kind_of
from counterfoil.reports.attachments import attachments_of
from counterfoil.reports.document import (
    Document,
    copies_of,
    document_head,
    history_of,
    made_of,
    rows_of_document,
    settlements_of,
)
from counterfoil.reports.entries import Journal, entries_of_document
from counterfoil.reports.glance import Glance
from counterfoil.web.pages import READ, glanced, page
from counterfoil.web.refused import form_status, sentence
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show import document as shown
from counterfoil.web.show.attached import attached
from counterfoil.web.show.following import following
from counterfoil.web.show.journal import posted_journal
from counterfoil.web.show.locked import locked_steps
from counterfoil.web.show.made import made_pairs, made_steps, made_table
from counterfoil.web.show.steps import NEEDS_A_REASON, STEPS, VOIDED_TOO, Step, is_in_xero, next_steps, step_words
from counterfoil.web.show.xero import document_panel, mended_by_mapping
from counterfoil.web.templatetags.counterfoil_ui import longdate, moment
from counterfoil.xero.drifts import standing_in_xero
from counterfoil.xero.translate.parts import REFUSED_HERE

Values = dict[str, Any]


@require_GET
def document(request: WebRequest, public_id: str) -> HttpResponse:
    seat, firm = request.seat, glanced(request)
    require(seat.actor, READ)
    found = document_head(firm_id=seat.firm.id, public_id=public_id)
    kind = kind_of(found.kind)
    rows = rows_of_document(document_id=found.id)
    settlements = settlements_of(document_id=found.id)
    copies = copies_of(firm_id=seat.firm.id, kind=kind.code, document_id=found.id, at=request.at)
    journals = entries_of_document(firm_id=seat.firm.id, document_id=found.id)
    events = history_of(firm_id=seat.firm.id, subject="document", subject_id=found.id)
    steps = next_steps(kind, found, seat, firm=firm, copies=copies, settlements=settlements)
    made = made_of(document_id=found.id)
    steps = [*made_steps(kind, found, made, seat), *steps, *locked_steps(kind, found, copies, seat)]
    values = {
        "page": _head(kind, found, seat, steps, firm),
        "note": _in_xero(kind, found, seat) or _note(found, copies, seat),
        "pairs": [
            *shown.pairs_of(kind, found, seat, named=shown.named_by(kind, found, firm_id=seat.firm.id)),
            *made_pairs(made, seat),
        ],
        "table": None if shown.says_the_same(found, rows, settlements) else shown.rows_table(kind, rows, seat),
        "totals": shown.totals_of(rows, found),
        "settled": shown.settled_table(kind, found, settlements, seat, firm),
        "made": made_table(made, seat),
        "journals": [
            posted_journal(journal, seat.to, note=_posted_by(journal, seat)) for journal in reversed(journals)
        ],
        "attachments": attached(attachments_of(document_id=found.id), found, seat),
        "history": shown.history(events, seat),
        "xero": document_panel(found, copies, seat, firm, request.at),
        "steps": [_step(step, found, seat) for step in steps],
    }
    return page(request, "pages/document.html", values, place=f"money/{kind.code}")


def _head(kind: Kind, found: Document, seat: Seat, steps: list[Step], firm: Glance) -> Values:
    to = seat.to
    buttons: list[Values] = []
    if seat.may("draft"):
        if found.state == "draft":
            buttons.append(
                {"label": "Edit", "href": to.document(found.public_id, "edit"), "icon": "pencil", "key": "E"}
            )
        buttons.append(
            {"label": "Duplicate", "href": to.new(kind.code, like=found.public_id), "icon": "copy", "key": "D"}
        )
    for step in steps:
        if not step.barred and not step.aside:
            at_once = step.name == kind.first_step
            buttons.append(
                {
                    "label": step.label,
                    "href": step.href or to.document(found.public_id, step.name),
                    "icon": step.icon,
                    "post": at_once,
                    "main": at_once or bool(step.href),
                }
            )
    next_ones = following(kind, found, seat, firm)
    buttons += next_ones[:1]
    facts = [{"text": longdate(found.on)}]
    if found.contact_name:
        facts.append({"text": found.contact_name, "href": to.contact(found.contact_public_id)})
    return {
        "title": shown.title_of(kind, found),
        "crumbs": [{"label": kind.plural, "href": to.money(kind.code)}, {"label": found.number or "Draft"}],
        "badge": shown.badge_of(kind, found.state),
        "facts": facts,
        "actions": buttons,
        "more": next_ones[1:]
        + [
            {"label": step.label, "href": step.href or to.document(found.public_id, step.name), "icon": step.icon}
            for step in steps
            if step.aside and not step.barred
        ],
    }


def _step(step: Step, found: Document, seat: Seat) -> Values:
    href = "" if step.barred else step.href or seat.to.document(found.public_id, step.name)
    return {"label": step.label, "href": href, "does": step.does, "barred": step.barred, "icon": step.icon}


def _in_xero(kind: Kind, found: Document, seat: Seat) -> Values | None:
    """A correction that is under way, or what somebody changed of it there."""
    standing = standing_in_xero(kind.code, found.id, firm_id=seat.firm.id) if seat.has_xero else None
    if standing is None:
        return None
    sort, public_id, text = standing
    if sort == "drift":
        links = [{"label": "Answer it", "href": seat.to.drift(public_id)}]
        title = "It differs in Xero."
        return {"tone": "warn", "icon": "circle-alert", "title": title, "text": sentence(text), "links": links}
    if sort == "taken over":
        links = [{"label": "The correction", "href": seat.to.correction(public_id)}]
        return {
            "tone": "",
            "icon": "info",
            "title": "It says what stood in Xero.",
            "text": sentence(text),
            "links": links,
        }
    links = [{"label": "See how far it is", "href": seat.to.correction(public_id)}]
    text = "It is voided in Xero first; then the books here follow."
    return {"tone": "", "icon": "undo-2", "title": "This document is being corrected.", "text": text, "links": links}


def _note(found: Document, copies: Any, seat: Seat) -> Values | None:
    """A copy that failed stands at the head of the page, with its cause and the way out."""
    failed = next((copy for copy in copies if copy.state == "failed"), None)
    if failed is None:
        return None
    links: list[Values] = [{"label": "Details", "href": seat.to.sync_item(failed.marker)}]
    if seat.may("connect") and mended_by_mapping(failed.reason_code):
        links.insert(0, {"label": "Fix mapping", "href": seat.to.place("connect/mapping")})
    if seat.may("retry push"):
        links.insert(0, {"label": "Retry", "href": seat.to.sync_item(failed.marker, "retry"), "post": True})
    text = f"{sentence(failed.reason)} The books here are right and stay as they are."
    title = "It cannot be sent yet." if failed.reason_code in REFUSED_HERE else "Xero refused this document."
    return {"tone": "bad", "icon": "circle-alert", "title": title, "text": text, "links": links}


def _posted_by(journal: Journal, seat: Seat) -> str:
    when = moment(shown.local(journal.posted_at, seat))
    pair = ""
    if journal.reverses:
        pair = f"reverses journal {journal.reverses}, "
    elif journal.reversed_by:
        pair = f"reversed by journal {journal.reversed_by}, "
    return f"{pair}dated {longdate(journal.on)}, posted {when} by {journal.posted_by or 'the installation'}"


@require_http_methods(["GET", "POST"])
def step(request: WebRequest, public_id: str, name: str) -> HttpResponse:
    """One step of the lifecycle: what it will do and, where it needs one, the reason; then the action."""
    seat = request.seat
    require(seat.actor, READ)
    if name not in STEPS:
        raise Http404("no such step")
    found = document_head(firm_id=seat.firm.id, public_id=public_id)
    kind = kind_of(found.kind)
    if request.method == "GET":
        return _asked(request, kind, found, name)
    try:
        done = _take(request, found, name)
    except Refusal as refusal:
        return _asked(request, kind, found, name, refusal)
    messages.success(request, f"{shown.title_of(kind, found)}: {shown.state_word(kind, done.state).lower()}.")
    return redirect(seat.to.document(done.public_id))


def _take(request: WebRequest, found: Document, name: str) -> Done:
    by, at, why = request.seat.actor, request.at, request.POST.get("why", "")
    if name in NEEDS_A_REASON:
        act = actions.reopen if name == "reopen" else actions.reverse
        return act(document_id=found.id, by=by, at=at, why=why)
    step = {"post": actions.post, "place": actions.place, "close": actions.close, "discard": actions.discard}[name]
    return step(document_id=found.id, by=by, at=at)


def _asked(request: WebRequest, kind: Kind, found: Document, name: str, refusal: Refusal | None = None) -> HttpResponse:
    seat = request.seat
    label, _, words = step_words(kind, name)
    if name == "reverse":
        copies = copies_of(firm_id=seat.firm.id, kind=kind.code, document_id=found.id, at=request.at)
        words = f"{words} {VOIDED_TOO}" if is_in_xero(copies) else words
    title = shown.title_of(kind, found)
    reason = {
        "kind": "textarea",
        "name": "why",
        "label": "Reason",
        "value": request.POST.get("why", ""),
        "required": True,
        "autofocus": True,
        "width": "field-12",
        "help": "It is kept with the document for ever.",
        "error": sentence(refusal) if refusal and refusal.code == "reason-missing" else "",
    }
    entries = [{"text": sentence(refusal), "field": "id_why" if reason["error"] else ""}] if refusal else []
    form = {
        "id": "step",
        "action": seat.to.document(found.public_id, name),
        "errors": {"title": "This was not done.", "entries": entries} if refusal else None,
        "fields": [reason] if name in NEEDS_A_REASON else [],
        "buttons": [{"label": label, "main": True}],
        "cancel": {"label": "Cancel", "href": seat.to.document(found.public_id)},
    }
    values = {
        "page": {
            "title": f"{label}: {title}",
            "crumbs": [
                {"label": kind.plural, "href": seat.to.money(kind.code)},
                {"label": found.number or "Draft", "href": seat.to.document(found.public_id)},
                {"label": label},
            ],
        },
        "note": {"text": words},
        "form": form,
    }
    return page(request, "pages/form.html", values, place=f"money/{kind.code}", status=form_status(refusal))
