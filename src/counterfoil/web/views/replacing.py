"""Another organisation in place of the one before: what differs, what stands open, and the owner's decision."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from counterfoil import config
from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import require
from counterfoil.kinds import all_kinds
from counterfoil.web.forms.plain import Control, plain_form
from counterfoil.web.fresh import just_signed_in
from counterfoil.web.pages import page
from counterfoil.web.refused import form_status, sentence
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show.copies import record_word
from counterfoil.web.show.preflight import differences_table, rules_table, stopping
from counterfoil.web.views.connect import a_consent, read_and_map
from counterfoil.web.views.mapping import crumbs
from counterfoil.xero import preflight
from counterfoil.xero.client import new_http
from counterfoil.xero.leaving import StandsOpen
from counterfoil.xero.replacing import (
    SEEN_TO,
    UNDERSTOOD,
    Decision,
    Replaced,
    Replacement,
    look_to_replace,
    replace_organisation,
)

Values = dict[str, Any]

WHERE = {
    "not-acknowledged": "understood",
    "copies-in-doubt": "seen_to",
    "reason-missing": "why",
    "feed-advice-not-read": "feed_advice",
}


@require_http_methods(["GET", "POST"])
@just_signed_in(back="connect")
def replace(request: WebRequest, consent_id: int) -> HttpResponse:
    """`?tenant=` is the organisation that would come in the place of the one before."""
    seat = request.seat
    require(seat.actor, "connect")
    require(seat.actor, "replace organisation")
    given = a_consent(request, consent_id)
    tenant = request.GET.get("tenant", "")
    refusal: Refusal | None = None
    common: Values = {"tenant_id": tenant, "by": seat.actor, "at": request.at, "settings": config.load()}
    common["feed_advice_read"] = bool(request.POST.get("feed_advice"))
    with new_http() as http:
        if request.method == "POST":
            sent = request.POST
            decision = Decision(bool(sent.get("understood")), bool(sent.get("seen_to")), sent.get("why", ""))
            try:
                done = replace_organisation(given, decision=decision, http=http, **common)
            except Refusal as no:
                refusal = no
            else:
                return _done(request, done)
        found = look_to_replace(given, http=http, **common)
    here = seat.to.place(f"connect/replace/{consent_id}", tenant=tenant)
    return page(
        request,
        "pages/replacing.html",
        _values(request, found, here, refusal),
        place="sync",
        status=form_status(refusal),
    )


def _done(request: WebRequest, done: Replaced) -> HttpResponse:
    messages.success(request, f"{done.left} is left. Nothing more goes there.")
    if not done.at_xero:
        told = f"Xero did not confirm it. Take the app away from {done.left} there under Settings, Connected apps."
        messages.warning(request, told)
    return read_and_map(request, done.destination)


def _values(request: WebRequest, found: Replacement, here: str, refusal: Refusal | None) -> Values:
    seat, theirs, stands = request.seat, found.looked.facts.theirs, found.open
    stops = stopping(found.looked.verdicts)
    values: Values = {
        "page": {
            "title": f"Leave {stands.name} for {theirs.name}?",
            "crumbs": crumbs(seat, "Another organisation"),
        },
        "left": stands.name,
        "name": theirs.name,
        "counts": _counts(stands),
        "differences": differences_table(found.looked.differences),
        "open": _open(stands, seat),
        "more": stands.not_sent + stands.in_doubt - len(stands.listed),
        "table": rules_table(found.looked.verdicts, seat, caption="What was looked at"),
        "stops": len(stops),
        "again": here,
    }
    if not stops:
        values["advice"] = "" if _advice_stands(request, found) else preflight.FEED_ADVICE
        values["form"] = _form(request, found, here, refusal)
    return values


def _advice_stands(request: WebRequest, found: Replacement) -> bool:
    return found.looked.facts.feed_advice_read and not request.POST


def _counts(stands: StandsOpen) -> list[Values]:
    return [
        {"label": "Copies that stand there, and stay", "text": f"{stands.copied:,}"},
        {"label": "Not sent, and never will be", "text": f"{stands.not_sent:,}"},
        {"label": "In doubt", "text": f"{stands.in_doubt:,}"},
        {"label": "Open bills to decide about afterwards", "text": f"{stands.bills:,}"},
    ]


def _open(stands: StandsOpen, seat: Seat) -> Values | None:
    """Each copy that is not there for certain."""
    if not stands.listed:
        return None
    kinds = all_kinds()
    return {
        "id": "open_copies",
        "caption": f"What did not reach {stands.name} for certain",
        "columns": [
            {"key": "number", "label": "Document", "kind": "reference"},
            {"key": "what", "label": "What it is", "kind": "text"},
            {"key": "state", "label": "State", "kind": "badge"},
            {"key": "why", "label": "Why", "kind": "wide"},
        ],
        "rows": [
            {
                "cells": [
                    {"text": each.number or "", "href": seat.to.document(each.public_id) if each.public_id else ""},
                    f"{kinds[each.kind].title}: {record_word(each.resource, '').lower()}"
                    if each.kind in kinds
                    else record_word(each.resource, ""),
                    {"text": each.word, "tone": "bad" if each.in_doubt else ""},
                    {"text": sentence(each.reason) if each.reason else ""},
                ]
            }
            for each in stands.listed
        ],
    }


def _form(request: WebRequest, found: Replacement, here: str, refusal: Refusal | None) -> Values:
    seat, theirs, stands, sent = request.seat, found.looked.facts.theirs, found.open, request.POST
    ticks = [("understood", UNDERSTOOD)]
    if stands.in_doubt:
        ticks.append(("seen_to", SEEN_TO))
    if not _advice_stands(request, found):
        ticks.append(("feed_advice", "I have read the advice about bank feeds. Who ticked it, and when, is kept."))
    controls = [
        Control(name, label, kind="checkbox", value="on" if sent.get(name) else "", required=True, width="field-12")
        for name, label in ticks
    ]
    why = Control("why", "Reason", value=sent.get("why", ""), required=True, width="field-12", help="It is kept.")
    return plain_form(
        [*controls, why],
        action=here,
        verb=f"Leave {stands.name}, connect {theirs.name}",
        cancel=seat.to.place("connect"),
        refusal=refusal,
        where=WHERE,
    )
