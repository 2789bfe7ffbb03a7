"""Signing a comparison off, and one that was signed, as it was then."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from counterfoil.core.dates import parse
from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import require
from counterfoil.web.asked import Asked
from counterfoil.web.forms.plain import Control, plain_form
from counterfoil.web.pages import READ, page
from counterfoil.web.refused import form_status
from counterfoil.web.seat import WebRequest
from counterfoil.web.show import signing as show
from counterfoil.web.show.document import local
from counterfoil.web.templatetags.counterfoil_ui import longdate, moment
from counterfoil.xero import signing

Values = dict[str, Any]

DOES = (
    "Both trial balances, what explains each difference, and the trust money three ways are kept as they stand now,"
    " with your name. What is signed is never changed; a later one may be signed beside it."
)


@require_http_methods(["GET", "POST"])
def sign(request: WebRequest) -> HttpResponse:
    seat = request.seat
    require(seat.actor, READ)
    require(seat.actor, "lock period")
    refusal: Refusal | None = None
    day: date = Asked(request).day("as_at") or seat.today
    why = request.POST.get("why", "")
    if request.method == "POST":
        try:
            day = parse(request.POST.get("as_at", ""), today=seat.today)
            signed = signing.sign(by=seat.actor, at=request.at, as_at=day, why=why)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, f"Signed off as at {longdate(day)}.")
            return redirect(seat.to.place(f"sync/compare/signed/{signed.public_id}"))
    controls = [
        Control("as_at", "As at", value=longdate(day), required=True, width="field-4"),
        Control("why", "Note", value=why, kind="textarea", width="field-12", help="What an auditor should know of it."),
    ]
    back = seat.to.place("sync/compare", as_at=day.isoformat())
    form = plain_form(controls, action=seat.to.place("sync/sign"), verb="Sign off", cancel=back, refusal=refusal)
    values = {
        "page": {"title": "Sign the comparison off", "crumbs": _crumbs(request, "Sign off")},
        "note": {"icon": "badge-check", "text": DOES},
        "form": form,
    }
    return page(request, "pages/form.html", values, place="sync", status=form_status(refusal))


def _crumbs(request: WebRequest, last: str) -> list[Values]:
    to = request.seat.to
    return [
        {"label": "Xero sync", "href": to.place("sync")},
        {"label": "Compare with Xero", "href": to.place("sync/compare")},
        {"label": last},
    ]


@require_GET
def signed(request: WebRequest, public_id: str) -> HttpResponse:
    seat = request.seat
    require(seat.actor, READ)
    one = signing.signed_called(public_id, firm_id=seat.firm.id)
    accounts, trust = signing.lines_of(one)
    day = longdate(one.as_at)
    text = f"{show.by_whom(one)} signed it {moment(local(one.signed_at, seat))}."
    values = {
        "page": {
            "title": f"Comparison as at {day}",
            "crumbs": _crumbs(request, f"Signed {day}"),
            "facts": [{"text": f"Xero was read {moment(local(one.read_at, seat))}"}],
        },
        "note": {"tone": "trust", "icon": "badge-check", "title": "Signed off.", "text": f"{text} {one.why}".strip()},
        "tables": [show.trust_table(trust, seat), show.accounts_table(accounts, seat)],
    }
    return page(request, "pages/compare.html", values, place="sync")
