"""The firm's own facts, its currencies and its divisions."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from counterfoil.core.jurisdictions import jurisdiction
from counterfoil.core.money import DECIMALS
from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import require
from counterfoil.practice.bookkeeping import add_currency, add_division, bookkeeping, change_firm
from counterfoil.reports.setting_up import divisions
from counterfoil.web.forms.plain import Control, plain_form
from counterfoil.web.pages import page
from counterfoil.web.refused import form_status
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show.settings import (
    matter_word_control,
    method_control,
    settings_tabs,
    year_control,
    year_start,
    zone_control,
)

Values = dict[str, Any]

WHERE = {
    "field-missing": "name",
    "text-too-long": "name",
    "text-has-controls": "name",
    "number-not-understood": "year_starts",
    "method-unknown": "method",
    "books-begun": "method",
    "step-not-allowed": "method",
    "zone-unknown": "zone",
    "setting-unknown": "matter_word",
}


@require_http_methods(["GET", "POST"])
def facts(request: WebRequest) -> HttpResponse:
    seat = request.seat
    require(seat.actor, "set up firm")
    firm = seat.firm
    stored = {"name": firm.name, "year_starts": year_start(firm.year_end), "method": firm.method, "zone": firm.zone}
    stored["matter_word"] = firm.matter_word
    typed = {name: request.POST.get(name, value) for name, value in stored.items()}
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            change_firm(
                name=typed["name"],
                year_starts=month(typed["year_starts"]),
                method=typed["method"],
                zone=typed["zone"],
                matter_word=typed["matter_word"],
                by=seat.actor,
                at=request.at,
            )
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, "The firm is changed.")
            return redirect(seat.to.place("settings"))
    form = plain_form(
        [
            Control("name", "Name", value=typed["name"], required=True, width="field-6"),
            year_control(typed["year_starts"]),
            method_control(typed["method"]),
            zone_control(typed["zone"], jurisdiction(firm.jurisdiction)),
            matter_word_control(typed["matter_word"]),
        ],
        action=seat.to.place("settings/firm"),
        verb="Save",
        cancel=seat.to.place("settings"),
        refusal=refusal,
        where=WHERE,
    )
    crumbs = [{"label": "Settings", "href": seat.to.place("settings")}, {"label": "The firm"}]
    values = {"page": {"title": "The firm", "crumbs": crumbs}, "form": form}
    return page(request, "pages/form.html", values, place="settings", status=form_status(refusal))


def month(typed: str) -> int:
    """0, which is no month, where the text is no number."""
    return int(typed) if typed.isdecimal() and len(typed) < 3 else 0


@require_http_methods(["GET", "POST"])
def currencies(request: WebRequest) -> HttpResponse:
    """Both lists, and a form for a further one of each; `add` says which was sent."""
    seat = request.seat
    require(seat.actor, "set up firm")
    add, refusal = request.POST.get("add", ""), None
    if request.method == "POST":
        try:
            said = _added(request, add)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, said)
            return redirect(seat.to.place("settings/currencies"))
    kept = bookkeeping(seat.firm.id)
    values = {
        "page": {"title": "Currencies and divisions", "facts": [{"text": "the books are kept in the first of each"}]},
        "tabs": settings_tabs(seat, "settings/currencies"),
        "note": {
            "text": "A second currency or division can be set up now, and posted in later: until then a document on one"
            " of its bank accounts is refused. Xero takes one currency and one division."
        },
        "tables": [_currencies(kept.currencies, seat), _divisions(seat)],
        "forms": [
            _currency_form(request, kept.currencies, refusal if add == "currency" else None),
            _division_form(request, refusal if add == "division" else None),
        ],
    }
    return page(request, "pages/currencies.html", values, place="settings", status=form_status(refusal))


def _added(request: WebRequest, add: str) -> str:
    seat = request.seat
    if add == "division":
        code, name = request.POST.get("code", ""), request.POST.get("name", "")
        return f"{add_division(code=code, name=name, by=seat.actor, at=request.at)} is set up."
    return f"{add_currency(code=request.POST.get('currency', ''), by=seat.actor, at=request.at)} is set up."


def _standing(first: bool) -> Values:
    return {"text": "The firm's own", "tone": "trust"} if first else {"text": "Not posted in yet", "tone": ""}


def _currencies(codes: tuple[str, ...], seat: Seat) -> Values:
    return {
        "id": "currencies",
        "caption": "Currencies",
        "columns": [
            {"key": "code", "label": "Currency", "kind": "wide"},
            {"key": "standing", "label": "Use", "kind": "badge"},
        ],
        "rows": [{"cells": [{"text": code}, _standing(code == seat.firm.currency)]} for code in codes],
    }


def _divisions(seat: Seat) -> Values:
    return {
        "id": "divisions",
        "caption": "Divisions",
        "columns": [
            {"key": "code", "label": "Division", "kind": "reference"},
            {"key": "name", "label": "Name", "kind": "wide"},
            {"key": "standing", "label": "Use", "kind": "badge"},
        ],
        "rows": [
            {"cells": [code, {"text": name}, _standing(number == 0)]}
            for number, (code, name) in enumerate(divisions(firm_id=seat.firm.id))
        ],
    }


def _currency_form(request: WebRequest, known: tuple[str, ...], refusal: Refusal | None) -> Values:
    others = [{"value": code, "label": code} for code in DECIMALS if code not in known]
    controls = [
        Control("add", "Add", value="currency", kind="hidden"),
        Control(
            "currency",
            "Further currency",
            value=request.POST.get("currency", ""),
            kind="select",
            required=True,
            width="field-6",
            more={"options": [{"value": "", "label": "Choose"}, *others]},
        ),
    ]
    return _form(request, controls, "currency", "Add the currency", refusal, {"": "currency"})


def _division_form(request: WebRequest, refusal: Refusal | None) -> Values:
    controls = [
        Control("add", "Add", value="division", kind="hidden"),
        Control("code", "Code", value=request.POST.get("code", ""), required=True, width="field-3"),
        Control("name", "Further division", value=request.POST.get("name", ""), required=True, width="field-6"),
    ]
    return _form(request, controls, "division", "Add the division", refusal, {"name-taken": "code"})


def _form(
    request: WebRequest, controls: list[Control], name: str, verb: str, refusal: Refusal | None, where: dict[str, str]
) -> Values:
    to = request.seat.to
    where = {"currency-unknown": "currency", "field-missing": "name", "step-not-allowed": ""} | where
    drawn = plain_form(
        controls,
        action=to.place("settings/currencies"),
        verb=verb,
        cancel=to.place("settings"),
        refusal=refusal,
        where=where,
    )
    return {**drawn, "id": f"add_{name}", "fields": [{**field, "autofocus": False} for field in drawn["fields"]]}
