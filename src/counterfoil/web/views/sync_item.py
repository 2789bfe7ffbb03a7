"""One record on its way to Xero: its attempts, what it leans on, and what a person may decide about it."""

import re
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from counterfoil import config
from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import Actor, require
from counterfoil.outbox.current import destination_of
from counterfoil.outbox.store import DatabaseStore
from counterfoil.reports.document import history_of
from counterfoil.reports.states import ALL_WORDS
from counterfoil.reports.sync_items import (
    SyncItem,
    attempts_of_item,
    leaning_on,
    leans_on,
    sent_of_item,
    sync_item,
)
from counterfoil.web.forms.plain import Control, plain_form
from counterfoil.web.pages import READ, glanced, page
from counterfoil.web.refused import form_status, sentence
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show import rail
from counterfoil.web.show.attempts import attempts_table, came_back, told
from counterfoil.web.show.copies import item_word
from counterfoil.web.show.document import history, local
from counterfoil.web.show.neighbours import in_the_way, its_turn, neighbours
from counterfoil.web.show.xero import held_up
from counterfoil.web.templatetags.counterfoil_ui import moment
from counterfoil.web.views.mapping import read_accounts
from counterfoil.xero import lock_dates, sync_actions
from counterfoil.xero.addresses import AddressBook
from counterfoil.xero.client import new_http
from counterfoil.xero.connection import connected
from counterfoil.xero.pointing_out import point_out
from counterfoil.xero.translate.parts import AS_READ, LOCKED, REFUSED_HERE

Values = dict[str, Any]


def may_see(seat: Seat) -> None:
    """Whoever reads the books, and whoever looks after the link."""
    if not (seat.may("retry push") or seat.may("connect")):
        require(seat.actor, READ)


STEPS = {
    "retry": ("Retry", "", False),
    "release": ("Release", "", False),
    "hold": ("Hold", "It is kept back, and what leans on it waits with it, until somebody releases it.", True),
    "absent": ("It is not in Xero", "You have looked in Xero and it is not there. It is sent anew.", True),
    "give-up": ("Do not send it", "It was entered in Xero by hand, or stays here. It is never sent.", True),
    "adopt": ("It is this one", "You have found it in Xero. Paste its id there, and the two are linked.", True),
}
"""What can be decided about one record: the button, what it does, whether it takes a reason."""

OF_A_FAILURE = {
    "adopt": ("It was entered there", "Somebody entered it in Xero by hand. Paste its id there to link the two.", True),
}
"""What is said otherwise where Xero refused it."""

_IDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

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
            look_again(step, [item], request)
            take(step, item.id, seat.actor, request)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, f"{item.reference or marker}: {label.lower()}.")
            return redirect(seat.to.sync_item(marker))
    controls = []
    if step == "adopt":
        remote = request.POST.get("remote_id", _the_one_named(item.reason))
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


def _the_one_named(reason: str) -> str:
    """The id of the only document in Xero that the question is about."""
    named = set(_IDS.findall(reason))
    return named.pop() if len(named) == 1 else ""


def _said(step: str, item: SyncItem) -> tuple[str, str, bool]:
    if item.operation == "void":
        return OF_A_VOID.get(step, STEPS[step])
    return OF_A_FAILURE.get(step, STEPS[step]) if item.state == "failed" else STEPS[step]


def look_again(step: str, items: Iterable[SyncItem], request: WebRequest) -> None:
    """Whoever retries what was refused here has mended it in Xero: that is read anew, once, before the retry."""
    seat, now = request.seat, DatabaseStore().now
    codes = {item.reason_code for item in items if step == "retry" and item.state == "failed"}
    if codes & AS_READ and seat.may("connect"):
        read_accounts(request, connected(seat.firm.id))
    elif LOCKED in codes:
        with new_http() as http:
            lock_dates.look_again(by=seat.actor, settings=config.load(), http=http, now=now)


def take(step: str, item_id: int, by: Actor, request: WebRequest) -> None:
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
        remote_id, now = request.POST.get("remote_id", ""), DatabaseStore().now
        with new_http() as http:
            point_out(item_id=item_id, remote_id=remote_id, by=by, why=why, settings=config.load(), http=http, now=now)
    else:
        raise Refusal("step-not-allowed", "'{step}' cannot be done with a push", step=step[:40])


@require_GET
def item(request: WebRequest, marker: str) -> HttpResponse:
    """One record with every attempt that was made for it."""
    seat = request.seat
    may_see(seat)
    found = sync_item(firm_id=seat.firm.id, marker=marker, at=request.at)
    attempts = attempts_of_item(firm_id=seat.firm.id, item_id=found.id)
    before = leans_on(firm_id=seat.firm.id, item_id=found.id, at=request.at)
    after = leaning_on(firm_id=seat.firm.id, item_id=found.id, at=request.at)
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
    if found.not_before and found.state == "waiting":
        pairs.append({"label": "Not before", "text": moment(local(found.not_before, seat))})
    pairs += _there(found, seat)
    values = {
        "page": {
            "title": f"{word}: {found.reference or found.marker}",
            "crumbs": [{"label": "Xero sync", "href": seat.to.place("sync")}, {"label": found.marker}],
            "actions": _decisions(found, seat),
        },
        "note": _note(found) or in_the_way(found, before, seat) or _held_up(found, request) or its_turn(found),
        "pairs": pairs,
        "tables": [
            *neighbours(before, seat, key="before", title="Goes before it"),
            {"title": "Attempts" if before or after else "", **attempts_table(attempts, seat)},
            *neighbours(after, seat, key="after", title="Goes after it"),
        ],
        "told": [
            *told("What was sent", sent_of_item(firm_id=seat.firm.id, item_id=found.id)),
            *(each for attempt in attempts for each in came_back(attempt, seat)),
        ],
        "history": history(decided, seat),
    }
    return page(request, "pages/sync_item.html", values, place="sync")


OPEN_TO = {
    "failed": ("retry", "adopt", "hold", "give-up"),
    "queued": ("retry", "hold", "give-up"),
    "waiting": ("release", "retry", "hold", "give-up"),
    "needs_you": ("adopt", "absent", "give-up"),
}
"""Which decisions a state leaves to a person; the action decides again when it is taken."""


def _there(item: SyncItem, seat: Seat) -> list[Values]:
    """The record in Xero, or those that it may be, each with the way to it there."""
    named = _IDS.findall(item.reason) if item.state == "needs_you" else []
    label, ids = ("Id in Xero", [item.remote_id]) if item.remote_id else ("Is it this one in Xero?", named)
    destination = destination_of(seat.firm.id) if ids else None
    if destination is None:
        return []
    book = AddressBook.of(destination, config.load())
    return [{"label": label, "text": each, "href": book.of_record(item.resource, item.type, each)} for each in ids]


def _decisions(found: SyncItem, seat: Seat) -> list[Values]:
    if not seat.may("retry push"):
        return []
    steps = [step for step in OPEN_TO.get(found.state, ()) if _makes_sense(step, found)]
    return [
        {
            "label": _said(step, found)[0],
            "href": seat.to.sync_item(found.marker, step),
            "post": not STEPS[step][2],
            "main": step == steps[0] and step not in ("hold", "give-up"),
        }
        for step in steps
    ]


def _held_up(found: SyncItem, request: WebRequest) -> Values | None:
    """Why it does not leave although it is its turn."""
    text = held_up(request.seat, glanced(request), request.at) if found.state in ("queued", "waiting") else ""
    return {"tone": "", "icon": "clock", "title": "", "text": sentence(text)} if text else None


def _makes_sense(step: str, found: SyncItem) -> bool:
    """What is held is released before anything else, and what waits for another copy is not hurried by a retry."""
    match step:
        case "adopt":
            return found.operation != "void"
        case "release":
            return found.held
        case "hold":
            return not found.held
        case "retry" if found.state == "waiting":
            return not found.held and not found.waits_for
        case _:
            return True


def _note(found: SyncItem) -> Values | None:
    if not found.reason:
        return None
    tone = "bad" if found.state in ("failed", "needs_you") else ""
    title = ""
    if found.state == "failed":
        title = "It cannot be sent yet." if found.reason_code in REFUSED_HERE else "Xero refused it."
    return {"tone": tone, "icon": "circle-alert" if tone else "info", "title": title, "text": sentence(found.reason)}
