"""Changed in Xero: what the sweep found, and a person's answer to each: keep ours, accept theirs, record, ignore."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from counterfoil import config
from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import require
from counterfoil.outbox.store import DatabaseStore
from counterfoil.reports.document import history_of
from counterfoil.reports.reading import PAGE
from counterfoil.web.asked import Asked
from counterfoil.web.forms.plain import reason_form
from counterfoil.web.pages import READ, page
from counterfoil.web.refused import form_status, sentence
from counterfoil.web.seat import WebRequest
from counterfoil.web.show import drift as shown
from counterfoil.web.show.document import history
from counterfoil.web.show.listing import filters, select
from counterfoil.xero import answering
from counterfoil.xero.addresses import AddressBook
from counterfoil.xero.client import new_http
from counterfoil.xero.drift_answers import ANSWERS, SORTS
from counterfoil.xero.drifts import counted, drifts, last_sweep, listed
from counterfoil.xero.models import Drift
from counterfoil.xero.sweep import sweep_firm

Values = dict[str, Any]


@require_GET
def drift_list(request: WebRequest) -> HttpResponse:
    seat, asked = request.seat, Asked(request)
    require(seat.actor, READ)
    counts = counted(firm_id=seat.firm.id)
    show = asked.one_of("show", {*ANSWERS, "all"}, "open")
    sort = asked.one_of("sort_of", SORTS)
    state = "" if show == "all" else show
    found = drifts(firm_id=seat.firm.id, state=state, sort=sort, page=asked.page)
    to = seat.to.place("sync/drift")
    sorts = [("", "Whatever happened"), *SORTS.items()]
    values: Values = {
        "page": {
            "title": "Changed in Xero",
            "crumbs": _crumbs(request),
            "facts": [{"text": "What people changed there of what was sent from here"}],
        },
        "note": shown.swept_note(last_sweep(firm_id=seat.firm.id), seat),
        "tabs": [
            {
                "label": ANSWERS.get(name, "All"),
                "href": f"{to}?show={name}",
                "current": name == show,
                "count": counts.get(name, 0),
            }
            for name in (*ANSWERS, "all")
        ],
        "table": shown.table(
            found.rows,
            seat,
            filters=filters(
                asked,
                "drift",
                "",
                selects=[select(asked, "sort_of", "What happened", sorts)],
                kept=[{"name": "show", "value": show}],
            ),
            pager=asked.pager(page=found.page, pages=found.pages, count=found.count, size=PAGE, what="differences"),
        ),
    }
    if seat.may("retry push"):
        button = {"label": "Sweep now", "href": seat.to.place("sync/sweep"), "post": True, "icon": "refresh-cw"}
        values["page"]["actions"] = [button]
    return page(request, "pages/list.html", values, place="sync")


def _crumbs(request: WebRequest, *more: Values) -> list[Values]:
    seat = request.seat
    first: list[Values] = [{"label": "Xero sync", "href": seat.to.place("sync")}]
    if not more:
        return [*first, {"label": "Changed in Xero"}]
    return [*first, {"label": "Changed in Xero", "href": seat.to.place("sync/drift")}, *more]


@require_POST
def sweep_now(request: WebRequest) -> HttpResponse:
    """Read back what changed since the last sweep."""
    seat = request.seat
    require(seat.actor, READ)
    require(seat.actor, "retry push")
    try:
        with new_http() as http:
            done = sweep_firm(by=seat.actor, settings=config.load(), http=http, now=DatabaseStore().now)
    except Refusal as refusal:
        messages.error(request, sentence(refusal.advice))
    else:
        found = f"{done.found:,} new differences" if done.found else "nothing new differs"
        messages.success(request, f"{done.records:,} records read back: {found}.")
    return redirect(seat.to.place("sync/drift"))


@require_GET
def one_drift(request: WebRequest, public_id: str) -> HttpResponse:
    seat = request.seat
    require(seat.actor, READ)
    drift = answering.drift_called(public_id, firm_id=seat.firm.id)
    (each,) = listed([drift])
    steps = shown.open_to(drift, seat)
    there = AddressBook.of(drift.destination, config.load()).of_record(each.resource, each.type, each.remote_id)
    title = f"{SORTS[each.sort]}: {each.number or each.remote_id[:8]}"
    values = {
        "page": {
            "title": title,
            "crumbs": _crumbs(request, {"label": each.number or "Not ours"}),
            "actions": [
                {"label": shown.STEPS[step][0], "icon": shown.STEPS[step][1], "href": seat.to.drift(public_id, step)}
                for step in steps
            ],
        },
        "note": shown.note(each),
        "pairs": [*shown.pairs(each, seat, there=there), *shown.void_pair(drift, seat, request.at)],
        "answers": [{"label": shown.STEPS[step][0], "text": shown.STEPS[step][2]} for step in steps],
        "history": history(history_of(firm_id=seat.firm.id, subject="drift", subject_id=drift.pk), seat),
    }
    return page(request, "pages/drift.html", values, place="sync")


@require_http_methods(["GET", "POST"])
def answer(request: WebRequest, public_id: str, step: str) -> HttpResponse:
    seat = request.seat
    require(seat.actor, READ)
    require(seat.actor, "retry push")
    if step not in shown.STEPS:
        raise Http404("no such answer")
    drift = answering.drift_called(public_id, firm_id=seat.firm.id)
    refusal: Refusal | None = None
    why = request.POST.get("why", "")
    if request.method == "POST":
        try:
            return redirect(_take(request, step, drift, why))
        except Refusal as refused:
            refusal = refused
    label, _, _ = shown.STEPS[step]
    (each,) = listed([drift])
    back = seat.to.drift(public_id)
    first = [shown.chosen(drift, request.POST.get("item", ""))] if step == "adopt" else []
    action = seat.to.drift(public_id, step)
    form = reason_form(why, action=action, verb=label, cancel=back, refusal=refusal, before=first)
    values = {
        "page": {
            "title": f"{label}: {each.number or each.remote_id[:8]}",
            "crumbs": _crumbs(request, {"label": each.number or "Not ours", "href": back}, {"label": label}),
        },
        "note": shown.will_do(step, drift),
        "form": form,
    }
    return page(request, "pages/form.html", values, place="sync", status=form_status(refusal))


def _take(request: WebRequest, step: str, drift: Drift, why: str) -> str:
    """Answer it; where to go on from there."""
    seat, at = request.seat, request.at
    if step == "keep":
        taken = answering.keep_ours(drift=drift, by=seat.actor, at=at, why=why)
        messages.success(request, f"Voided and sent again: {', '.join(each.number for each in taken)}.")
        return seat.to.place("sync")
    if step == "accept":
        begun = answering.accept_theirs(drift=drift, by=seat.actor, at=at, why=why)
        return seat.to.correction(begun.public_id)
    if step == "record":
        done = answering.adopt_payment(drift=drift, by=seat.actor, at=at, why=why)
        messages.success(request, f"{done.number} is recorded here, and linked with the payment in Xero.")
        return seat.to.document(done.public_id)
    if step == "void":
        answering.void_there(drift=drift, by=seat.actor, at=at, why=why)
        messages.success(request, "Its void waits to be sent.")
        return seat.to.drift(drift.public_id)
    if step == "adopt":
        chosen = request.POST.get("item", "")
        answering.adopt_copy(drift=drift, item_id=int(chosen) if chosen.isdigit() else 0, by=seat.actor, at=at, why=why)
        messages.success(request, "Linked; nothing is sent.")
        return seat.to.drift(drift.public_id)
    answering.ignore(drift=drift, by=seat.actor, at=at, why=why)
    messages.success(request, "Ignored, with your reason.")
    return seat.to.place("sync/drift")
