"""Xero sync: how the copies stand, each with its reason, and what is done about many of them at once."""

from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import require
from counterfoil.reports.reading import PAGE
from counterfoil.reports.states import WORDS
from counterfoil.reports.sync_items import (
    ItemsPage,
    SyncItem,
    markers_of,
    sync_item,
    sync_items,
)
from counterfoil.reports.sync_status import SyncCounts, connection, sync_counts
from counterfoil.web.asked import Asked
from counterfoil.web.pages import READ, fragment, frame_pulse, glanced, page
from counterfoil.web.refused import sentence
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show import rail
from counterfoil.web.show.copies import item_word
from counterfoil.web.show.listing import filters
from counterfoil.web.views.held import held_note
from counterfoil.web.views.link import panel_of, xero_panel
from counterfoil.web.views.sync_item import look_again, may_see, take

Values = dict[str, Any]

SHOWN: dict[str, tuple[str, tuple[str, ...]]] = {
    "attention": ("Needs attention", ("failed", "needs_you", "checking")),
    "open": ("Waiting", ("queued", "waiting", "pushing")),
    "pushed": ("Pushed", ("pushed",)),
    "not_sent": ("Not sent", ("not_sent", "cancelled")),
    "all": ("All", ()),
}


MOST_AT_ONCE = 500
DEFAULT = "attention"
RETRIED = frozenset({"failed", "queued", "waiting"})
"""States in which a retry does something."""
DONE_TO = {
    "retry": RETRIED,
    "hold": RETRIED,
    "release": frozenset({"waiting", "failed"}),
    "unlink": frozenset({"pushed"}),
}
"""What is done with many at once, and the states that it does something to."""


@require_GET
def sync(request: WebRequest) -> HttpResponse:
    seat, asked = request.seat, Asked(request)
    may_see(seat)
    link = connection(firm_id=seat.firm.id)
    head: Values = {"title": "Xero sync", "facts": [{"text": "One way: the books stay here, a copy goes out"}]}
    if link is None:
        return page(request, "pages/sync.html", {"page": head, "table": _unconnected(seat)}, place="sync")
    counts = sync_counts(firm_id=seat.firm.id, at=request.at)
    show = asked.text("show") or ("attention" if counts.attention + counts.checking else "all")
    states = _states(show)
    found = sync_items(firm_id=seat.firm.id, at=request.at, states=states, text=asked.text("q"), page=asked.page)
    if seat.may(READ):
        head["actions"] = [
            _changed(request),
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
        "note": held_note(link, seat),
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
            "choose": _choose(seat, asked, show=show, found=found),
            "pager": asked.pager(page=found.page, pages=found.pages, count=found.count, size=PAGE, what="records"),
            "empty": {"icon": "circle-check", "title": "Nothing here", "text": _nothing(show)},
        },
    }
    return page(request, "pages/sync.html", values, place="sync")


def _changed(request: WebRequest) -> Values:
    """What people changed in Xero, with the number that waits for an answer."""
    count, seat = glanced(request).drifted, request.seat
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


def _states(show: str) -> tuple[str, ...]:
    """What a tab, or a single state in its place, shows; everything where it is neither."""
    return SHOWN[show][1] if show in SHOWN else ((show,) if show in WORDS else ())


def _choose(seat: Seat, asked: Asked, *, show: str, found: ItemsPage) -> Values | None:
    """What is done with many records at once; one comes back to the same filter."""
    if not seat.may("retry push"):
        return None
    shown = set(_states(show)) or set(WORDS)
    steps = [step for step, states in DONE_TO.items() if shown & states and (step != "unlink" or seat.may("unlink"))]
    buttons = [{"label": step.capitalize(), "name": "do", "value": step} for step in steps]
    if found.pages > 1 and RETRIED.intersection(_states(show)):
        is_each = RETRIED.issuperset(_states(show)) and found.count <= MOST_AT_ONCE
        label = f"Retry all {found.count:,}" if is_each else "Retry all that failed" if show == DEFAULT else "Retry all"
        buttons.insert(1, {"label": label, "name": "do", "value": "retry-all"})
    if not buttons:
        return None
    return {
        "name": "marker",
        "label": "record",
        "action": asked.with_at(seat.to.place("sync/many"), show=show),
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
    may_see(seat)
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
    step, asked = request.POST.get("do", ""), Asked(request)
    markers = request.POST.getlist("marker")[:MOST_AT_ONCE]
    rest = 0
    if step == "retry-all":
        step, states = "retry", tuple(RETRIED.intersection(_states(asked.text("show"))))
        given: Values = {"firm_id": seat.firm.id, "at": request.at, "states": states, "text": asked.text("q")}
        markers, count = markers_of(**given, most=MOST_AT_ONCE) if states else ([], 0)
        rest = count - len(markers)
    if step == "unlink":
        return redirect(f"{seat.to.place('sync/unlink')}?{urlencode([('marker', marker) for marker in markers])}")
    done, refused = 0, ""
    items = {}
    for marker in markers:
        with suppress(Refusal):
            items[marker] = sync_item(firm_id=seat.firm.id, marker=marker, at=request.at)
    try:
        look_again(step, items.values(), request)
    except Refusal as refusal:
        refused = sentence(refusal)
    for marker, item in items.items():
        try:
            take(step, item.id, seat.actor, request)
            done += 1
        except Refusal as refusal:
            refused = refused or f"{marker}: {sentence(refusal)}"
    words = {"retry": "will be tried again", "hold": "held", "release": "released"}
    if done:
        more = f" {rest:,} more wait: press again." if rest else ""
        messages.success(request, f"{done:,} of {len(markers):,} {words.get(step, 'done')}.{more}")
    if refused:
        messages.error(request, refused)
    return redirect(asked.with_at(seat.to.place("sync")))
