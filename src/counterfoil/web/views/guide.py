"""Setting up the firm, step by step: what is done, what comes next, and the bank's name."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from counterfoil.core.jurisdictions import jurisdiction
from counterfoil.core.packages import PACKAGES
from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import require
from counterfoil.practice.contacts import name_bank
from counterfoil.reports.setting_up import SetUp, set_up
from counterfoil.web.forms.plain import Control, plain_form
from counterfoil.web.pages import page
from counterfoil.web.refused import form_status
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show.settings import MONTHS
from counterfoil.xero.opening_banks import standing_ready

Values = dict[str, Any]


@require_GET
def guide(request: WebRequest) -> HttpResponse:
    """Each step with its place; the first that is not done is the one to press on with."""
    seat = request.seat
    require(seat.actor, "set up firm")
    steps = _steps(set_up(firm_id=seat.firm.id), seat)
    left = [step for step in steps if not step["done"]]
    if left:
        left[0]["next"] = True
    facts = [{"text": f"{len(steps) - len(left)} of {len(steps)} done" if left else "Everything is set up"}]
    values = {"page": {"title": "Setting up the firm", "facts": facts}, "steps": steps}
    return page(request, "pages/setting_up.html", values, place="settings")


def _steps(found: SetUp, seat: Seat) -> list[Values]:
    to, place = seat.to, jurisdiction(seat.firm.jurisdiction)
    month, day = seat.firm.year_end
    facts = f"{place.name}, {seat.firm.currency}, {seat.firm.method} method, year to {day} {MONTHS[month - 1]}"
    chosen = PACKAGES[found.chosen.package] if found.chosen else None
    trust, office = place.terms["trust_account"], place.terms["office_account"]
    steps = [
        _step("The firm", facts, to.place("settings/firm"), "Change", done=True),
        _step(
            "Your bank",
            found.bank or "The bank's contact waits for its name.",
            to.place("banks") if found.bank else to.place("setting-up/bank"),
            "Enter your bank's name",
            done=bool(found.bank),
        ),
        _step(
            "Accounting package",
            chosen.title if chosen else "Xero, a ledger here, or both. It is chosen once.",
            to.place("settings/accounting"),
            "Choose the package",
            done=chosen is not None,
            again="See it",
        ),
    ]
    if chosen and chosen.xero:
        text = found.organisation or "From then on, a copy of each document goes there."
        done = bool(found.organisation)
        steps.append(
            _step("Connection to Xero", text, to.place("connect"), "Connect to Xero", done=done, again="See it")
        )
    return [
        *steps,
        _bank_step(trust, found.trust_numbered, "trust", seat),
        _bank_step(office, found.office_numbered, "office", seat),
    ]


def _bank_step(term: str, numbered: int, sort: str, seat: Seat) -> Values:
    """The account that stands ready is filled in by the form for a new one, which knows Xero as well."""
    to = seat.to
    ready = standing_ready(firm_id=seat.firm.id, sort=sort)
    first = to.place("banks/new", sort=sort) if ready else to.bank("T1" if sort == "trust" else "O1")
    href = to.place("banks") if numbered else first
    return _step(term.capitalize(), _numbered(numbered, term), href, "Enter its number", done=numbered > 0)


def _numbered(count: int, term: str) -> str:
    if not count:
        return f"A first {term} stands ready; it needs its number and name at the bank."
    return f"{count} with {'their numbers' if count > 1 else 'its number'}"


def _step(title: str, text: str, href: str, verb: str, *, done: bool, again: str = "Change") -> Values:
    return {"title": title, "text": text, "href": href, "verb": again if done else verb, "done": done, "next": False}


@require_http_methods(["GET", "POST"])
def bank(request: WebRequest) -> HttpResponse:
    """The contact that a new firm's accounts are held with gets the bank's own name."""
    seat = request.seat
    require(seat.actor, "set up firm")
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            named = name_bank(name=request.POST.get("name", ""), by=seat.actor, at=request.at)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, f"The firm's bank is {named.name}.")
            return redirect(seat.to.place("setting-up"))
    name = Control("name", "Bank's name", value=request.POST.get("name", ""), required=True, width="field-8")
    form = plain_form(
        [name],
        action=seat.to.place("setting-up/bank"),
        verb="Save",
        cancel=seat.to.place("setting-up"),
        refusal=refusal,
        where={"field-missing": "name", "text-too-long": "name", "text-has-controls": "name"},
    )
    crumbs = [{"label": "Setting up the firm", "href": seat.to.place("setting-up")}, {"label": "Your bank"}]
    values = {
        "page": {"title": "Your bank", "crumbs": crumbs},
        "note": {
            "text": "The firm's accounts are held with this bank. A second bank is added as a contact of type Bank."
        },
        "form": form,
    }
    return page(request, "pages/form.html", values, place="settings", status=form_status(refusal))
