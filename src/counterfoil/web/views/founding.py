"""Founding a firm in the browser: its name and jurisdiction, then what follows from there, ready to be changed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from counterfoil.core.jurisdictions import CODES, Jurisdiction, jurisdiction
from counterfoil.core.money import DECIMALS
from counterfoil.core.refusals import Refusal
from counterfoil.practice.firm import FOUNDER, found_firm, may_found
from counterfoil.web.forms.plain import Control, plain_form
from counterfoil.web.refused import form_status
from counterfoil.web.show.settings import (
    matter_word_control,
    method_control,
    year_control,
    year_start,
    zone_control,
)
from counterfoil.web.views.firm import month
from counterfoil.web.words import OURS

Values = dict[str, Any]

WHERE = {
    "field-missing": "name",
    "text-too-long": "name",
    "text-has-controls": "name",
    "jurisdiction-unknown": "jurisdiction",
    "number-not-understood": "year_starts",
    "method-unknown": "method",
    "currency-unknown": "currency",
    "zone-unknown": "zone",
    "setting-unknown": "matter_word",
}


@login_required
@require_http_methods(["GET", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    """Two pages: the first asks for name and jurisdiction, the second shows what that brings and founds the firm."""
    assert request.user.is_authenticated
    if not may_found(request.user):
        raise Refusal("not-permitted", "only the first person of an installation founds a firm here; ask for a seat")
    sent = request.POST if request.method == "POST" else request.GET
    typed = {name: sent.get(name, "").strip() for name in ("name", "jurisdiction", *MORE)}
    refusal = None
    if request.method == "POST":
        try:
            firm = found_firm(
                name=typed["name"],
                jurisdiction_code=typed["jurisdiction"],
                at=request.at,  # type: ignore[attr-defined]
                owner=request.user,
                roles=FOUNDER,
                year_starts=month(typed["year_starts"]),
                method=typed["method"],
                currency=typed["currency"],
                zone=typed["zone"],
                matter_word=typed["matter_word"] or OURS,
            )
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, f"{firm.name} is founded.")
            return redirect(f"/f/{firm.public_id}/setting-up/")
    begun = typed["jurisdiction"] in CODES and bool(typed["name"])
    values = _second(typed, refusal) if begun or refusal else _first(typed, was_sent="jurisdiction" in sent)
    return render(request, "found.html", values, status=form_status(refusal))


MORE = ("year_starts", "method", "currency", "zone", "matter_word")


def _first(typed: dict[str, str], *, was_sent: bool) -> Values:
    missing = Refusal("field-missing", "enter the firm's name") if was_sent and not typed["name"] else None
    if was_sent and typed["name"]:
        missing = Refusal("jurisdiction-unknown", "choose whose rules the firm follows")
    places = [{"value": code, "label": jurisdiction(code).name} for code in CODES]
    controls = [
        Control("name", "Name of the firm", value=typed["name"], required=True),
        Control(
            "jurisdiction",
            "Whose rules it follows",
            kind="radio",
            value=typed["jurisdiction"],
            required=True,
            help="It brings the words for trust money, a chart of accounts and tax codes.",
            more={"options": places},
        ),
    ]
    form = plain_form(controls, action="/found/", verb="Go on", cancel="/", refusal=missing, where=WHERE)
    return {"title": "Set up your firm", "step": "1 of 2", "form": form, "method": "get"}


def _second(typed: dict[str, str], refusal: Refusal | None) -> Values:
    place = jurisdiction(typed["jurisdiction"] if typed["jurisdiction"] in CODES else CODES[0])
    currencies = [{"value": code, "label": code} for code in DECIMALS]
    controls = [
        Control("name", "Name of the firm", value=typed["name"], required=True),
        Control("jurisdiction", "Jurisdiction", value=place.code, kind="hidden"),
        year_control(typed["year_starts"] or year_start(place.financial_year_end)),
        Control(
            "currency",
            "Currency of the books",
            kind="select",
            value=typed["currency"] or place.currency,
            required=True,
            help="It stays for good.",
            more={"options": currencies},
        ),
        zone_control(typed["zone"] or place.zones[0], place),
        method_control(typed["method"] or "accrual"),
        matter_word_control(typed["matter_word"] or OURS),
    ]
    form = plain_form(controls, action="/found/", verb="Found the firm", cancel="/found/", refusal=refusal, where=WHERE)
    form["cancel"]["label"] = "Back"
    return {"title": "Set up your firm", "step": "2 of 2", "form": form, "method": "post", "brings": _brings(place)}


def _brings(place: Jurisdiction) -> list[Values]:
    """What the jurisdiction decides, in its own words."""
    taxes = ", ".join(tax.code for tax in place.tax_codes)
    return [
        {"label": "Jurisdiction", "text": place.name},
        {
            "label": "Words",
            "text": f"{place.terms['trust_account']}, {place.terms['office_account']}, {place.terms['bill']}",
        },
        {"label": "Chart", "text": f"{len(place.accounts)} accounts of a law firm"},
        {"label": place.terms["tax"], "text": taxes},
        {"label": "Bank accounts", "text": f"{place.bank_account_format.name}: {place.bank_account_format.example}"},
    ]
