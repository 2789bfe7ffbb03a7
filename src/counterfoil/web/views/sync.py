"""Xero sync: how the copies stand, each with its reason, and what a person does about them: retry, hold, decide."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import Actor, require
from counterfoil.reports.document import history_of
from counterfoil.reports.reading import PAGE
from counterfoil.reports.states import ALL_WORDS, WORDS
from counterfoil.reports.sync_items import (
    AttemptRow,
    SyncItem,
    attempts_of_item,
    sync_item,
    sync_items,
)
from counterfoil.reports.sync_status import SyncCounts, connection, sync_counts
from counterfoil.web.asked import Asked
from counterfoil.web.forms.plain import Control, plain_form
from counterfoil.web.pages import READ, fragment, frame_pulse, glanced, page
from counterfoil.web.refused import form_status, sentence
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show import rail
from counterfoil.web.show.copies import item_word
from counterfoil.web.show.document import history, local
from counterfoil.web.show.listing import filters
from counterfoil.web.templatetags.counterfoil_ui import moment
from counterfoil.web.views.link import panel_of, xero_panel
from counterfoil.xero import sync_actions
from counterfoil.xero.drifts import waiting

Values = dict[str, Any]

SHOWN: dict[str, tuple[str, tuple[str, ...]]] = {
    "attention": ("Needs attention", ("failed", "needs_you", "checking")),
    "open": ("Waiting", ("queued", "waiting", "pushing")),
    "pushed": ("Pushed", ("pushed",)),
    "not_sent": ("Not sent", ("not_sent", "cancelled")),
    "all": ("All", ()),
}


def _may_see(seat: Seat) -> None:
    """Whoever reads the books, and whoever looks after the link."""
    if not (seat.may("retry push") or seat.may("connect")):
        require(seat.actor, READ)


@require_GET
def sync(request: WebRequest) -> HttpResponse:
    seat, asked = request.seat, Asked(request)
    _may_see(seat)
    link = connection(firm_id=seat.firm.id)
    head: Values = {"title": "Xero sync", "facts": [{"text": "One way: the books stay here, a copy goes out"}]}
    if link is None:
        return page(request, "pages/sync.html", {"page": head, "table": _unconnected(seat)}, place="sync")
    counts = sync_counts(firm_id=seat.firm.id, at=request.at)
    show = asked.text("show") or ("attention" if counts.attention + counts.checking else "all")
    states = SHOWN[show][1] if show in SHOWN else ((show,) if show in WORDS else ())
    found = sync_items(firm_id=seat.firm.id, at=request.at, states=states, text=asked.text("q"), page=asked.page)
    if seat.may(READ):
        head["actions"] = [
            _changed(seat),
            {"label": "Compare with Xero", "href": seat.to.place("sync/compare"), "icon": "scale"},
        ]
        head["more"] = [
            {"label": "Corrections", "href": seat.to.place("corrections")},
            {"label": "Bills from before", "href": seat.to.place("connect/old-bills")},
        ]
    if seat.may("connect"):
        head["more"] = [
            *head.get("more", []),
            {"label": "Connection", "href": seat.to.place("connect")},
            {"label": "Mapping", "href": seat.to.place("connect/mapping")},
        ]
    values = {
        "page": head,
        "tabs": _tabs(counts, show, seat),
        "sync": panel_of(request, link, counts, poll=_top(seat)),
        "table": {
            "id": "records",
            "caption": SHOWN[show][0] if show in SHOWN else WORDS.get(show, "Records"),
            "currency": seat.firm.currency,
            "filters": filters(asked, "records", "Filter records", kept=[{"name": "show", "value": show}]),
            "columns": [
                {"key": "reference", "label": "Document", "kind": "reference"},
                {"key": "state", "label": "State", "kind": "state", "words": True},
                {"key": "what", "label": "Record and reason", "kind": "wide"},
                {"key": "amount", "label": "Amount", "kind": "money"},
                {"key": "actions", "label": "Actions", "kind": "actions"},
            ],
            "rows": [_row(item, seat) for item in found.rows],
            "choose": _choose(seat, asked),
            "pager": asked.pager(page=found.page, pages=found.pages, count=found.count, size=PAGE, what="records"),
            "empty": {"icon": "circle-check", "title": "Nothing here", "text": _nothing(show)},
        },
    }
    return page(request, "pages/sync.html", values, place="sync")


def _changed(seat: Seat) -> Values:
    """What people changed in Xero, with the number that waits for an answer."""
    count = waiting(firm_id=seat.firm.id)
    label = f"Changed in Xero ({count:,})" if count else "Changed in Xero"
    return {"label": label, "href": seat.to.place("sync/drift"), "icon": "search-check"}


def _nothing(show: str) -> str:
    return "Nothing failed and nothing waits for a decision." if show == "attention" else "No record is in this state."


def _unconnected(seat: Seat) -> Values:
    link = {"label": "Connect to Xero", "href": seat.to.place("connect"), "icon": "cloud-upload", "main": True}
    text = "The books here are complete without Xero. Once connected, a copy of each supported document goes there."
    may = seat.may("connect")
    empty = {
        "icon": "cloud-upload",
        "title": "Not connected to Xero",
        "text": text if may else f"{text} {rail.BY_AN_ADMIN}",
        "actions": [link] if may else [],
    }
    return {"id": "records", "caption": "Records", "rows": [], "columns": [], "empty": empty}


def _tabs(counts: SyncCounts, show: str, seat: Seat) -> list[Values]:
    numbers = {"attention": counts.attention + counts.checking, "open": counts.queued + counts.waiting + counts.pushing}
    numbers |= {"pushed": counts.pushed, "not_sent": counts.not_sent}
    current = show if show in SHOWN else next((name for name, (_, states) in SHOWN.items() if show in states), "all")
    return [
        {
            "label": label,
            "href": seat.to.place("sync", show=name),
            "current": name == current,
            "count": numbers.get(name, 0),
        }
        for name, (label, _) in SHOWN.items()
    ]


def _choose(seat: Seat, asked: Asked) -> Values | None:
    """What is done with many records at once; one comes back to the same filter."""
    if not seat.may("retry push"):
        return None
    buttons = [{"label": "Retry", "name": "do", "value": "retry"}, {"label": "Hold", "name": "do", "value": "hold"}]
    buttons.append({"label": "Release", "name": "do", "value": "release"})
    if seat.may("unlink"):
        buttons.append({"label": "Unlink", "name": "do", "value": "unlink"})
    return {
        "name": "marker",
        "label": "record",
        "action": asked.with_at(seat.to.place("sync/many")),
        "buttons": buttons,
    }


def _row(item: SyncItem, seat: Seat) -> Values:
    word = item_word(item.resource, item.type, item.operation)
    return {
        "value": item.marker,
        "label": item.reference or item.marker,
        "tone": "failed" if item.state == "failed" else "",
        "cells": [
            {"text": item.reference or item.marker, "href": rail.record_href(item, seat)},
            item.state,
            {"text": word, "sub": rail.reason(item, seat), "href": seat.to.sync_item(item.marker)},
            item.amount_minor,
            rail.actions(item, seat),
        ],
    }


@require_GET
def pulse(request: WebRequest) -> HttpResponse:
    """Asked every few seconds by a page that is seen. One statement says whether anything moved."""
    found = frame_pulse(request)
    if found is None or request.GET.get("seen", "") == found["seen"]:
        return HttpResponse(status=204)
    answer = fragment(
        request, "parts/pulse_answer.html", {"pulse": found, "notice": found["notice"], "item": found["item"]}
    )
    answer["HX-Trigger"] = "pulse"
    return answer


@require_GET
def panel(request: WebRequest) -> HttpResponse:
    """The Xero panel of a page anew, after the pulse said that something moved."""
    seat = request.seat
    _may_see(seat)
    if not glanced(request).organisation:
        return HttpResponse(status=204)
    if request.GET.get("top"):
        link = connection(firm_id=seat.firm.id)
        assert link is not None
        counts = sync_counts(firm_id=seat.firm.id, at=request.at)
        return fragment(request, "components/sync_top.html", {"sync": panel_of(request, link, counts, poll=_top(seat))})
    matter = request.GET.get("matter", "") if seat.may(READ) else ""
    return fragment(request, "components/xero_panel.html", {"xero": xero_panel(request, matter=matter)})


def _top(seat: Seat) -> str:
    return seat.to.place("sync/panel", top="1")


@require_POST
def many(request: WebRequest) -> HttpResponse:
    """The same for every chosen record. What cannot be done is said, and does not stop the rest."""
    seat = request.seat
    require(seat.actor, "retry push")
    step = request.POST.get("do", "")
    markers = request.POST.getlist("marker")[:500]
    if step == "unlink":
        return redirect(f"{seat.to.place('sync/unlink')}?{urlencode([('marker', marker) for marker in markers])}")
    done, refused = 0, ""
    for marker in markers:
        try:
            item = sync_item(firm_id=seat.firm.id, marker=marker, at=request.at)
            _take(step, item.id, seat.actor, request)
            done += 1
        except Refusal as refusal:
            refused = refused or f"{marker}: {sentence(refusal)}"
    words = {"retry": "will be tried again", "hold": "held", "release": "released"}
    if done:
        messages.success(request, f"{done} of {len(markers)} {words.get(step, 'done')}.")
    if refused:
        messages.error(request, refused)
    return redirect(Asked(request).with_at(seat.to.place("sync")))


STEPS = {
    "retry": ("Retry", "", False),
    "release": ("Release", "", False),
    "hold": ("Hold", "It is kept back, and what leans on it waits with it, until somebody releases it.", True),
    "absent": ("It is not in Xero", "You have looked in Xero and it is not there. It is sent anew.", True),
    "give-up": ("Do not send it", "It was entered in Xero by hand, or stays here. It is never sent.", True),
    "adopt": ("It is this one", "You have found it in Xero. Paste its id there, and the two are linked.", True),
}
"""What can be decided about one record: the button, what it does, whether it takes a reason."""

OF_A_VOID = {
    "give-up": ("Leave it in Xero", "It is not voided: the record stays there as it is, and is nobody's copy.", True),
}
"""What is said otherwise where the record is to be taken back."""


@require_http_methods(["GET", "POST"])
def decide(request: WebRequest, marker: str, step: str) -> HttpResponse:
    seat = request.seat
    require(seat.actor, "retry push")
    if step not in STEPS:
        raise Http404("no such step")
    item = sync_item(firm_id=seat.firm.id, marker=marker, at=request.at)
    label, does, asks = _said(step, item)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            _take(step, item.id, seat.actor, request)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, f"{item.reference or marker}: {label.lower()}.")
            return redirect(seat.to.sync_item(marker))
    controls = []
    if step == "adopt":
        remote = request.POST.get("remote_id", "")
        controls.append(Control("remote_id", "Id in Xero", value=remote, required=True, width="field-6"))
    if asks:
        why = request.POST.get("why", "")
        controls.append(
            Control("why", "Reason", value=why, required=True, width="field-12", help="It is kept with the push.")
        )
    where = {"reason-missing": "why", "linked-already": "remote_id"}
    action, back = seat.to.sync_item(marker, step), seat.to.sync_item(marker)
    form = plain_form(controls, action=action, verb=label, cancel=back, refusal=refusal, where=where)
    title = f"{label}: {item.reference or marker}"
    crumbs = [{"label": "Xero sync", "href": seat.to.place("sync")}, {"label": marker, "href": back}, {"label": label}]
    values = {"page": {"title": title, "crumbs": crumbs}, "note": {"text": does} if does else None, "form": form}
    return page(request, "pages/form.html", values, place="sync", status=form_status(refusal))


def _said(step: str, item: SyncItem) -> tuple[str, str, bool]:
    return OF_A_VOID.get(step, STEPS[step]) if item.operation == "void" else STEPS[step]


def _take(step: str, item_id: int, by: Actor, request: WebRequest) -> None:
    at, why = request.at, request.POST.get("why", "")
    if step == "retry":
        sync_actions.retry(item_id=item_id, by=by, at=at)
    elif step == "release":
        sync_actions.release(item_id=item_id, by=by, at=at)
    elif step == "hold":
        sync_actions.hold(item_id=item_id, by=by, at=at, why=why or "chosen on the sync page")
    elif step == "absent":
        sync_actions.say_absent(item_id=item_id, by=by, at=at, why=why)
    elif step == "give-up":
        sync_actions.give_up(item_id=item_id, by=by, at=at, why=why)
    elif step == "adopt":
        sync_actions.adopt(item_id=item_id, remote_id=request.POST.get("remote_id", ""), by=by, at=at, why=why)
    else:
        raise Refusal("step-not-allowed", "'{step}' cannot be done with a push", step=step[:40])


@require_GET
def item(request: WebRequest, marker: str) -> HttpResponse:
    """One record with every attempt that was made for it."""
    seat = request.seat
    _may_see(seat)
    found = sync_item(firm_id=seat.firm.id, marker=marker, at=request.at)
    attempts = attempts_of_item(firm_id=seat.firm.id, item_id=found.id)
    decided = history_of(firm_id=seat.firm.id, subject="push", subject_id=found.id)
    word = item_word(found.resource, found.type, found.operation)
    pairs: list[Values] = [
        {"label": "State", "text": ALL_WORDS[found.state]},
        {"label": "Record in Xero", "text": word},
        {"label": "Of", "text": found.reference, "href": rail.record_href(found, seat)},
        {"label": "Marker", "text": found.marker},
        {"label": "Version", "text": str(found.version)},
    ]
    if found.amount_minor is not None:
        pairs.insert(3, {"label": "Amount", "minor": found.amount_minor})
    if found.waits_for:
        pairs.append({"label": "Waits for", "text": ", ".join(found.waits_for)})
    if found.not_before and found.state == "waiting":
        pairs.append({"label": "Not before", "text": moment(local(found.not_before, seat))})
    if found.remote_id:
        pairs.append({"label": "Id in Xero", "text": found.remote_id})
    values = {
        "page": {
            "title": f"{word}: {found.reference or found.marker}",
            "crumbs": [{"label": "Xero sync", "href": seat.to.place("sync")}, {"label": found.marker}],
            "actions": _decisions(found, seat),
        },
        "note": _note(found),
        "pairs": pairs,
        "table": _attempts(attempts, seat),
        "history": history(decided, seat),
    }
    return page(request, "pages/sync_item.html", values, place="sync")


OPEN_TO = {
    "failed": ("retry", "hold", "give-up"),
    "queued": ("retry", "hold", "give-up"),
    "waiting": ("retry", "hold", "release", "give-up"),
    "needs_you": ("adopt", "absent", "give-up"),
}
"""Which decisions a state leaves to a person; the action decides again when it is taken."""


def _decisions(found: SyncItem, seat: Seat) -> list[Values]:
    if not seat.may("retry push"):
        return []
    steps = OPEN_TO.get(found.state, ())
    return [
        {
            "label": _said(step, found)[0],
            "href": seat.to.sync_item(found.marker, step),
            "post": not STEPS[step][2],
            "main": step == steps[0],
        }
        for step in steps
    ]


def _note(found: SyncItem) -> Values | None:
    if not found.reason:
        return None
    tone = "bad" if found.state in ("failed", "needs_you") else ""
    title = "Xero refused it." if found.state == "failed" else ""
    return {"tone": tone, "icon": "circle-alert" if tone else "info", "title": title, "text": sentence(found.reason)}


def _attempts(attempts: tuple[AttemptRow, ...], seat: Seat) -> Values:
    return {
        "id": "attempts",
        "caption": "Attempts",
        "columns": [
            {"key": "sent", "label": "Sent", "kind": "text"},
            {"key": "purpose", "label": "Purpose", "kind": "text"},
            {"key": "status", "label": "Answer", "kind": "number"},
            {"key": "outcome", "label": "Outcome", "kind": "wide"},
            {"key": "correlation", "label": "Xero's reference", "kind": "text"},
        ],
        "rows": [
            {
                "cells": [
                    moment(local(attempt.sent_at, seat)),
                    attempt.purpose,
                    attempt.status,
                    {"text": attempt.outcome or "no answer yet", "sub": attempt.answer[:300]},
                    attempt.correlation_id,
                ]
            }
            for attempt in attempts
        ],
        "empty": {"icon": "clock", "title": "Not sent yet", "text": "Each request for this record will stand here."},
    }
