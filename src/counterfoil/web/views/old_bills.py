"""Bills from before the connection: what Xero would get of each, bringing them across, leaving them out."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from counterfoil.core.refusals import Refusal
from counterfoil.documents import actions
from counterfoil.firms.roles import require
from counterfoil.web.asked import Asked
from counterfoil.web.forms.plain import Control, plain_form
from counterfoil.web.pages import READ, page
from counterfoil.web.refused import form_status, sentence
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show import old_bills as shown
from counterfoil.web.views.mapping import crumbs
from counterfoil.xero import cutover
from counterfoil.xero.connection import connected
from counterfoil.xero.old_bills import OldBill, old_bills, payments_of

Values = dict[str, Any]

MOST = 50
"""Bills of one round: more would keep everybody else from posting for too long."""


def may_act(seat: Seat) -> bool:
    """Bringing across takes back and posts: both rights are needed."""
    return seat.may("post general") and seat.may("reverse general")


@require_http_methods(["GET", "POST"])
def listed(request: WebRequest) -> HttpResponse:
    seat, asked = request.seat, Asked(request)
    require(seat.actor, READ)
    destination = connected(seat.firm.id)
    if request.method == "POST":
        return _act(request)
    left_out = asked.text("show") == "left-out"
    waiting, handled = old_bills(destination), old_bills(destination, left_out=True)
    to = seat.to.place("connect/old-bills")
    values = {
        "page": {
            "title": "Bills from before",
            "crumbs": crumbs(seat, "Bills from before"),
            "facts": [{"text": f"Open bills posted before the firm was connected to {destination.name}"}],
        },
        "tabs": [
            {"label": "To decide", "href": to, "current": not left_out, "count": len(waiting)},
            {"label": "Left out", "href": f"{to}?show=left-out", "current": left_out, "count": len(handled)},
        ],
        "table": shown.handled_table(handled, seat, may_act=may_act(seat))
        if left_out
        else shown.waiting_table(waiting, seat, may_act=may_act(seat)),
    }
    return page(request, "pages/list.html", values, place="sync")


def _act(request: WebRequest) -> HttpResponse:
    """What was chosen: look at it first, then bring across or leave out. Each bill stands for itself."""
    seat = request.seat
    wanted = request.POST.getlist("bill")[:MOST]
    found = {bill.public_id: bill for bill in old_bills(connected(seat.firm.id))}
    chosen = [found[public_id] for public_id in wanted if public_id in found]
    to = seat.to.place("connect/old-bills")
    if not chosen:
        messages.warning(request, "None of these bills waits any more.")
        return redirect(to)
    match request.POST.get("do", ""):
        case "look":
            return _looked(request, chosen)
        case "across":
            _each(request, chosen, lambda bill: _across(request, bill), "brought across; Xero gets them next")
        case "leave":
            if not request.POST.get("why", "").strip():
                return _why(request, chosen, asked_before="why" in request.POST)
            _each(request, chosen, lambda bill: _leave(request, bill), "left out")
        case _:
            raise Http404("no such step")
    return redirect(to)


def _across(request: WebRequest, bill: OldBill) -> None:
    cutover.bring_across(document_id=bill.id, by=request.seat.actor, at=request.at)


def _leave(request: WebRequest, bill: OldBill) -> None:
    why = request.POST.get("why", "")
    cutover.leave_out(document_id=bill.id, by=request.seat.actor, at=request.at, why=why)


def _each(request: WebRequest, chosen: list[OldBill], act: Callable[[OldBill], None], word: str) -> None:
    """Those that are refused stay on the list; the rest go on."""
    done, refused = 0, ""
    for bill in chosen:
        try:
            act(bill)
            done += 1
        except Refusal as refusal:
            if refusal.code == "not-permitted":
                raise
            refused = refused or f"{bill.number}: {sentence(refusal)}"
    if done:
        messages.success(request, f"{done} of {len(chosen)} {word}.")
    if refused:
        messages.warning(request, refused)


def _looked(request: WebRequest, chosen: list[OldBill]) -> HttpResponse:
    """What Xero would get of each, and the button that does it."""
    seat = request.seat
    found = cutover.rehearse(document_ids=[bill.id for bill in chosen], by=seat.actor, at=request.at)
    ready = [one.bill for one in found if not one.missing]
    count = "1 bill" if len(ready) == 1 else f"{len(ready)} bills"
    values = {
        "page": {"title": "What Xero gets", "crumbs": crumbs(seat, "Bills from before")},
        "note": {"text": "Nothing has been sent. Each bill goes back to draft and is posted again, in one step."},
        "invoices": [shown.invoice(one, seat) for one in found],
        "chosen": [bill.public_id for bill in ready],
        "verb": f"Bring {count} across",
        "action": seat.to.place("connect/old-bills"),
    }
    return page(request, "pages/old_bills_look.html", values, place="sync")


def _why(request: WebRequest, chosen: list[OldBill], *, asked_before: bool) -> HttpResponse:
    seat = request.seat
    to = seat.to.place("connect/old-bills")
    refusal = Refusal("reason-missing", "say how they are dealt with in Xero") if asked_before else None
    hidden = [Control("do", "", kind="hidden", value="leave")]
    hidden += [Control("bill", "", kind="hidden", value=bill.public_id) for bill in chosen]
    why = Control("why", "How they are dealt with in Xero", required=True, width="field-12")
    numbers = ", ".join(bill.number for bill in chosen)
    values = {
        "page": {"title": "Leave out", "crumbs": crumbs(seat, "Bills from before")},
        "note": {"text": f"{numbers}: dealt with in Xero by hand. Payments entered here for them stay here."},
        "form": plain_form(
            [*hidden, why], action=to, verb="Leave out", cancel=to, refusal=refusal, where={"reason-missing": "why"}
        ),
    }
    return page(request, "pages/form.html", values, place="sync", status=form_status(refusal))


@require_http_methods(["GET", "POST"])
def one(request: WebRequest, public_id: str) -> HttpResponse:
    """One bill's way across: what was paid on it, what to take back, what to enter again. Read off the books each time,
    so that it can be left and taken up anywhere."""
    seat = request.seat
    require(seat.actor, READ)
    document_id = actions.find(public_id, firm_id=seat.firm.id)
    destination = connected(seat.firm.id)
    if request.method == "POST":
        cutover.put_back(document_id=document_id, by=seat.actor, at=request.at)
        return redirect(seat.to.place("connect/old-bills"))
    waiting = old_bills(destination, only=[document_id])
    bill = waiting[0] if waiting else None
    paid = payments_of(document_id)
    values = {
        "page": {
            "title": "Across to Xero",
            "crumbs": [
                *crumbs(seat, "")[:1],
                {"label": "Bills from before", "href": seat.to.place("connect/old-bills")},
                {"label": bill.number if bill else "Across"},
            ],
        },
        "steps": shown.steps(bill, paid, seat, public_id=public_id, may_act=may_act(seat)),
        "table": shown.payments_table(paid, seat, across=bill is None) if paid else None,
        "bill": shown.head(bill, seat) if bill else None,
        "public_id": public_id,
        "action": seat.to.place("connect/old-bills"),
        "may_look": bill is not None and not bill.part_paid and may_act(seat),
        "may_leave": bill is not None and seat.may("post general"),
        "currency": seat.firm.currency,
    }
    return page(request, "pages/old_bill.html", values, place="sync")
