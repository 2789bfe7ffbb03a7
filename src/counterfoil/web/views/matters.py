"""Matters: the list, opening and closing one, and the page of one with its ledgers, bills and history."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from counterfoil.core.dates import parse
from counterfoil.core.references import ContactCode
from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import require
from counterfoil.practice.matters import close_matter, open_matter
from counterfoil.reports import choices
from counterfoil.reports.files.sheet import Sheet, columns
from counterfoil.reports.matter_ledgers import code_of_matter
from counterfoil.reports.matter_list import MATTER_SORTS, MatterList, matter_list
from counterfoil.reports.reading import PAGE
from counterfoil.web.asked import Asked
from counterfoil.web.files import MOST_IN_A_FILE, file_answer
from counterfoil.web.forms.plain import Control, plain_form, read_picker, request_key
from counterfoil.web.pages import READ, page
from counterfoil.web.refused import form_status
from counterfoil.web.seat import WebRequest
from counterfoil.web.show.listing import EveryRow, filters, select
from counterfoil.web.show.sorts import known_sort
from counterfoil.web.templatetags.counterfoil_ui import longdate
from counterfoil.web.words import said

Values = dict[str, Any]

STATES = (("", "Open matters"), ("closed", "Closed matters"), ("all", "All matters"))


def _listed(asked: Asked, number: int) -> MatterList:
    state = {"": "open", "all": ""}.get(asked.text("state"), "closed")
    return matter_list(
        firm_id=asked.seat.firm.id,
        state=state,
        text=asked.text("q"),
        client=asked.text("client"),
        lawyer=asked.text("lawyer"),
        sort=known_sort(asked.text("sort"), MATTER_SORTS, "-code"),
        page=number,
    )


@require_GET
def matters(request: WebRequest) -> HttpResponse:
    seat, asked = request.seat, Asked(request)
    require(seat.actor, READ)
    found = _listed(asked, asked.page)
    table = {
        "id": "matters",
        "caption": "Matters",
        "currency": seat.firm.currency,
        "filters": filters(
            asked,
            "matters",
            "Filter matters",
            file="matters",
            selects=[select(asked, "state", "State", [(value, said(label)) for value, label in STATES])],
            chips=_chips(asked),
        ),
        "columns": [
            {"key": "code", "label": "Matter", "kind": "reference", "sort": True},
            {"key": "title", "label": "Title and client", "kind": "wide", "sort": True},
            {"key": "lawyer", "label": "Lawyer", "kind": "text", "sort": True},
            {"key": "opened", "label": "Opened", "kind": "date", "sort": True},
            {"key": "trust", "label": "Trust", "kind": "money", "money": "trust", "sort": True},
            {"key": "office", "label": "Owed", "kind": "money", "money": "office", "sort": True},
        ],
        "sort": known_sort(asked.text("sort"), MATTER_SORTS, "-code"),
        "sort_to": asked.sort_to(),
        "rows": [
            {
                "href": seat.to.matter(row.public_id),
                "cells": [
                    row.code,
                    {"text": row.title, "sub": row.client_name, "badge": _badge(row.state)},
                    {"text": row.lawyer, "href": asked.with_(lawyer=row.lawyer, page=None)},
                    row.opened_on,
                    row.trust_minor,
                    row.office_minor,
                ],
            }
            for row in found.rows
        ],
        "totals": [None, None, None, None, found.trust_minor, found.office_minor],
        "totals_text": f"{found.count:,} {'matter' if found.count == 1 else 'matters'}",
        "pager": asked.pager(
            page=found.page, pages=found.pages, count=found.count, size=PAGE, what="matters", filed=MOST_IN_A_FILE
        ),
        "empty": _empty(asked),
    }
    new = {"label": "Open a matter", "href": seat.to.place("matters/new"), "icon": "plus", "key": "N", "main": True}
    values = {"page": {"title": "Matters", "actions": [new] if seat.may("open matter") else []}, "table": table}
    return page(request, "pages/list.html", values, place="matters")


def _badge(state: str) -> Values | None:
    return None if state == "open" else {"text": "Closed", "tone": ""}


def _chips(asked: Asked) -> list[Values]:
    names = {"lawyer": "Lawyer", "client": "Client"}
    return [
        {"label": f"{label}: {asked.text(name)}", "href": asked.with_(**{name: None, "page": None})}
        for name, label in names.items()
        if asked.text(name)
    ]


def _empty(asked: Asked) -> Values:
    if asked.given:
        return {"icon": "briefcase-business", "title": "No matter matches", "text": "Take a filter off to see more."}
    actions = []
    if asked.seat.may("open matter"):
        actions = [{"label": "Open a matter", "href": asked.seat.to.place("matters/new"), "icon": "plus", "main": True}]
    text = "Everything that is billed, received or paid belongs to a matter of a client."
    return {"icon": "briefcase-business", "title": "No matters yet", "text": text, "actions": actions}


@require_GET
def matters_file(request: WebRequest, ending: str) -> HttpResponse:
    seat, asked = request.seat, Asked(request)
    require(seat.actor, "export")
    rows = EveryRow(lambda number: _listed(asked, number))
    heads = ("Matter", "Title", "Client", "Lawyer", "State", "Opened", "Trust", "Owed")
    sheet = Sheet(
        name=f"matters {asked.text('state') or 'open'} {asked.text('q')} {seat.today}",
        title=dict(STATES).get(asked.text("state"), "Matters"),
        columns=columns(*heads, dates=("Opened",), money=("Trust", "Owed")),
        rows=(
            (
                *(row.code, row.title, row.client_name, row.lawyer, row.state),
                *(row.opened_on, row.trust_minor, row.office_minor),
            )
            for row in rows
        ),
        currency=seat.firm.currency,
        about=[*asked.told(), *rows.told],
    )
    return file_answer(ending, [sheet], seat)


@require_http_methods(["GET", "POST"])
def new(request: WebRequest) -> HttpResponse:
    seat = request.seat
    require(seat.actor, "open matter")
    typed = {name: request.POST.get(name, "") for name in ("title", "sort", "lawyer", "opened_on", "code")}
    client = read_picker(request.POST or request.GET, "client", ContactCode, seat)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            made = open_matter(
                title=typed["title"],
                client_code=client,
                opened_on=parse(typed["opened_on"] or "t", today=seat.today),
                by=seat.actor,
                at=request.at,
                code=typed["code"],
                sort=typed["sort"],
                lawyer=typed["lawyer"],
                key=request_key(request.POST),
            )
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, said(f"Matter {made.code} is open."))
            return redirect(seat.to.matter(made.public_id))
    known = choices.named(ContactCode, [client], shelf=seat.shelf).get(client)
    picker = {
        "kind": "picker",
        "value": client,
        "text": f"{known.code} {known.name}" if known else client,
        "search": seat.to.options("ContactCode"),
    }
    where = {"contact-unknown": "client", "name-taken": "code", "field-missing": "title", "text-too-long": "title"}
    where |= {"date-not-understood": "opened_on", "date-out-of-range": "opened_on"}
    form = plain_form(
        [
            Control("client", "Client", required=True, width="field-6", more=picker),
            Control("title", "Title", value=typed["title"], required=True, width="field-6"),
            Control("sort", "Type of work", value=typed["sort"], width="field-3"),
            Control("lawyer", "Lawyer", value=typed["lawyer"] or seat.actor.name, width="field-3"),
            Control(
                "opened_on", "Opened", kind="date", value=typed["opened_on"] or longdate(seat.today), width="field-3"
            ),
            Control(
                "code", "Number", value=typed["code"], width="field-3", help="The next of the year when left empty."
            ),
        ],
        action=seat.to.place("matters/new"),
        verb="Open the matter",
        cancel=seat.to.place("matters"),
        refusal=refusal,
        where=where,
        foot={"label": "Add a contact first", "href": seat.to.place("contacts/new", then="matter")},
    )
    crumbs = [{"label": "Matters", "href": seat.to.place("matters")}, {"label": "New"}]
    values = {"page": {"title": "Open a matter", "crumbs": crumbs}, "form": form}
    return page(request, "pages/form.html", values, place="matters", status=form_status(refusal))


@require_http_methods(["GET", "POST"])
def close(request: WebRequest, public_id: str) -> HttpResponse:
    seat = request.seat
    require(seat.actor, "open matter")
    _, code = code_of_matter(firm_id=seat.firm.id, public_id=public_id)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            close_matter(code=code, closed_on=seat.today, by=seat.actor, at=request.at)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, said(f"Matter {code} is closed."))
            return redirect(seat.to.matter(public_id))
    form = plain_form(
        [],
        action=seat.to.matter(public_id, "close"),
        verb="Close the matter",
        cancel=seat.to.matter(public_id),
        refusal=refusal,
    )
    crumbs = [
        {"label": "Matters", "href": seat.to.place("matters")},
        {"label": code, "href": seat.to.matter(public_id)},
    ]
    values = {
        "page": {"title": f"Close matter {code}", "crumbs": [*crumbs, {"label": "Close"}]},
        "note": {
            "text": said(
                "Nothing can be billed or received on a closed matter. A matter that holds trust money stays open."
            )
        },
        "form": form,
    }
    return page(request, "pages/form.html", values, place="matters", status=form_status(refusal))
