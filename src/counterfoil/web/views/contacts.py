"""Contacts: the list, adding one, changing one, and the page of one with its matters and what it owes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from counterfoil.core.references import BillNumber, SupplierBillNumber
from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import require
from counterfoil.practice.contacts import add_contact, change_contact
from counterfoil.reports import choices
from counterfoil.reports.contact import Contact, contact_head
from counterfoil.reports.files.sheet import Sheet, columns
from counterfoil.reports.matter_list import CONTACT_SORTS, ContactList, contact_list, matter_list
from counterfoil.reports.reading import PAGE
from counterfoil.web.asked import Asked
from counterfoil.web.files import MOST_IN_A_FILE, file_answer
from counterfoil.web.forms.plain import Control, plain_form, request_key
from counterfoil.web.pages import READ, page
from counterfoil.web.refused import form_status
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show.listing import EveryRow, filters, select
from counterfoil.web.show.sorts import known_sort
from counterfoil.web.words import said

Values = dict[str, Any]

SORTS_OF_CONTACT = (("company", "Company"), ("person", "Person"), ("bank", "Bank"))
FIELDS = ("name", "sort", "email", "phone", "code")
WHERE = {
    "contact-holds-accounts": "sort",
    "name-taken": "code",
    "field-missing": "name",
    "text-too-long": "name",
    "text-has-controls": "name",
    "email-not-understood": "email",
}


def _listed(asked: Asked, number: int) -> ContactList:
    return contact_list(
        firm_id=asked.seat.firm.id,
        text=asked.text("q"),
        sort_of=asked.one_of("type", dict(SORTS_OF_CONTACT)),
        sort=known_sort(asked.text("sort"), CONTACT_SORTS, "name"),
        page=number,
    )


@require_GET
def contacts(request: WebRequest) -> HttpResponse:
    seat, asked = request.seat, Asked(request)
    require(seat.actor, READ)
    found = _listed(asked, asked.page)
    new = {"label": "Add a contact", "href": seat.to.place("contacts/new"), "icon": "plus", "key": "N", "main": True}
    table = {
        "id": "contacts",
        "caption": "Contacts",
        "currency": seat.firm.currency,
        "filters": filters(
            asked,
            "contacts",
            "Filter contacts",
            file="contacts",
            selects=[select(asked, "type", "Types", (("", "All contacts"), *SORTS_OF_CONTACT))],
        ),
        "columns": [
            {"key": "code", "label": "Number", "kind": "reference", "sort": True},
            {"key": "name", "label": "Name", "kind": "wide", "sort": True},
            {"key": "phone", "label": "Telephone", "kind": "text"},
            {"key": "matters", "label": "Open matters", "kind": "number"},
            {"key": "trust", "label": "Trust", "kind": "money", "money": "trust"},
            {"key": "office", "label": "Owed", "kind": "money", "money": "office"},
        ],
        "sort": known_sort(asked.text("sort"), CONTACT_SORTS, "name"),
        "sort_to": asked.sort_to(),
        "rows": [
            {
                "href": seat.to.contact(row.public_id),
                "cells": [
                    row.code,
                    {"text": row.name, "sub": row.email},
                    row.phone,
                    row.matters,
                    row.trust_minor,
                    row.office_minor,
                ],
            }
            for row in found.rows
        ],
        "pager": asked.pager(
            page=found.page, pages=found.pages, count=found.count, size=PAGE, what="contacts", filed=MOST_IN_A_FILE
        ),
        "empty": {"icon": "users", "title": "No contact matches", "text": "Take a filter off to see more."},
    }
    values = {"page": {"title": "Contacts", "actions": [new] if seat.may("open matter") else []}, "table": table}
    return page(request, "pages/list.html", values, place="contacts")


@require_GET
def contacts_file(request: WebRequest, ending: str) -> HttpResponse:
    seat, asked = request.seat, Asked(request)
    require(seat.actor, "export")
    rows = EveryRow(lambda number: _listed(asked, number))
    heads = ("Number", "Name", "Type", "E-mail", "Telephone", "Open matters", "Trust", "Owed")
    sheet = Sheet(
        name=f"contacts {asked.text('q')} {seat.today}",
        title="Contacts",
        columns=columns(*heads, numbers=("Open matters",), money=("Trust", "Owed")),
        rows=(
            (
                *(row.code, row.name, row.sort, row.email, row.phone),
                *(row.matters, row.trust_minor, row.office_minor),
            )
            for row in rows
        ),
        currency=seat.firm.currency,
        about=[*asked.told(), *rows.told],
    )
    return file_answer(ending, [sheet], seat)


@require_GET
def contact(request: WebRequest, public_id: str) -> HttpResponse:
    seat = request.seat
    require(seat.actor, READ)
    found = contact_head(firm_id=seat.firm.id, public_id=public_id)
    matters = matter_list(firm_id=seat.firm.id, client=found.code, sort="-code")
    bills = choices.open_documents(BillNumber, firm_id=seat.firm.id, contact=found.code)
    theirs = choices.open_documents(SupplierBillNumber, firm_id=seat.firm.id, contact=found.code)
    currency = seat.firm.currency
    owed = sum(bill.open_minor for bill in bills)
    values = {
        "page": _head(found, public_id, seat, owed=bool(theirs)),
        "figures": [
            {
                "label": "Held in trust",
                "minor": matters.trust_minor,
                "note": said("all matters"),
                "money": "trust",
                "currency": currency,
            },
            {
                "label": "Owed",
                "minor": matters.office_minor,
                "note": "balance",
                "money": "office",
                "side": True,
                "currency": currency,
            },
            {
                "label": "Unpaid bills",
                "minor": owed,
                "note": f"{len(bills)} open",
                "money": "office",
                "currency": currency,
            },
            {"label": "Matters", "text": str(matters.count), "note": "open and closed"},
        ],
        "pairs": [
            {"label": "Number", "text": found.code},
            {"label": "Type", "text": dict(SORTS_OF_CONTACT)[found.sort]},
            {"label": "E-mail", "text": found.email or "Not given"},
            {"label": "Telephone", "text": found.phone or "Not given"},
        ],
        "tables": [
            _matters(matters, seat, found),
            _bills(bills, seat, found),
            *([_their_bills(theirs, seat)] if theirs else []),
        ],
    }
    return page(request, "pages/contact.html", values, place="contacts")


def _head(found: Contact, public_id: str, seat: Seat, *, owed: bool) -> Values:
    """`owed`: the firm owes them something."""
    buttons: list[Values] = []
    if seat.may("open matter"):
        buttons.append({"label": "Edit", "href": f"{seat.to.contact(public_id)}edit/", "icon": "pencil", "key": "E"})
        matter = seat.to.place("matters/new", client=found.code)
        buttons.append({"label": "Open a matter", "href": matter, "icon": "plus", "key": "M"})
    if seat.may("draft") and found.sort != "bank":
        pay = seat.to.new("client_receipt", contact=found.code)
        buttons.append({"label": "Receipt", "href": pay, "icon": "arrow-down-left", "key": "R", "main": not owed})
    if seat.may("draft") and owed:
        pay = seat.to.new("supplier_payment", contact=found.code)
        buttons.append({"label": "Pay bills", "href": pay, "icon": "arrow-up-right", "key": "P", "main": True})
    return {
        "title": found.name,
        "crumbs": [{"label": "Contacts", "href": seat.to.place("contacts")}, {"label": found.code}],
        "facts": [{"text": found.code}, {"text": dict(SORTS_OF_CONTACT)[found.sort]}],
        "actions": buttons,
    }


def _matters(found: Any, seat: Seat, of: Contact) -> Values:
    return {
        "id": "matters",
        "caption": "Matters of this client",
        "currency": seat.firm.currency,
        "columns": [
            {"key": "code", "label": "Matter", "kind": "reference"},
            {"key": "title", "label": "Title", "kind": "wide"},
            {"key": "trust", "label": "Trust", "kind": "money", "money": "trust"},
            {"key": "office", "label": "Owed", "kind": "money", "money": "office"},
        ],
        "rows": [
            {
                "href": seat.to.matter(row.public_id),
                "cells": [
                    row.code,
                    {"text": row.title, "badge": {"text": "Closed"} if row.state == "closed" else None},
                    row.trust_minor,
                    row.office_minor,
                ],
            }
            for row in found.rows
        ],
        "empty": {
            "icon": "briefcase-business",
            "title": "No matters",
            "text": "Nothing is opened for this client yet.",
        },
    }


def _bills(bills: list[choices.OpenDocument], seat: Seat, of: Contact) -> Values:
    return {
        "id": "bills",
        "caption": "Open bills",
        "currency": seat.firm.currency,
        "columns": [
            {"key": "number", "label": "Open bill", "kind": "reference"},
            {"key": "matter", "label": "Matter", "kind": "wide"},
            *_OPEN,
        ],
        "rows": _rows(bills, seat),
        "empty": {"icon": "receipt", "title": "No open bills", "text": f"{of.name} owes nothing."},
    }


def _their_bills(bills: list[choices.OpenDocument], seat: Seat) -> Values:
    """What the firm owes them as a supplier."""
    return {
        "id": "supplier_bills",
        "caption": "Open supplier bills",
        "currency": seat.firm.currency,
        "columns": [
            {"key": "number", "label": "Supplier bill", "kind": "reference"},
            {"key": "reference", "label": "Reference", "kind": "wide"},
            *_OPEN,
        ],
        "rows": _rows(bills, seat),
    }


_OPEN = (
    {"key": "on", "label": "Date", "kind": "date"},
    {"key": "due", "label": "Due", "kind": "date"},
    {"key": "open", "label": "Still owed", "kind": "money", "money": "office"},
)


def _rows(bills: list[choices.OpenDocument], seat: Seat) -> list[Values]:
    return [
        {
            "href": seat.to.document(bill.public_id),
            "cells": [bill.number, {"text": bill.told}, bill.dated_on, bill.due_on, bill.open_minor],
        }
        for bill in bills
    ]


@require_http_methods(["GET", "POST"])
def new(request: WebRequest) -> HttpResponse:
    """`?then=matter` goes on to opening a matter for the new contact."""
    seat = request.seat
    require(seat.actor, "open matter")
    typed = {name: request.POST.get(name, "") for name in FIELDS}
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            given = typed | {"sort": typed["sort"] or "company"}
            made = add_contact(by=seat.actor, at=request.at, key=request_key(request.POST), **given)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, f"{made.name} is contact {made.code}.")
            onward = request.GET.get("then") == "matter"
            return redirect(
                seat.to.place("matters/new", client=made.code) if onward else seat.to.contact(made.public_id)
            )
    action = seat.to.place("contacts/new", then=request.GET.get("then", ""))
    form = _form(typed, action=action, verb="Add the contact", cancel=seat.to.place("contacts"), refusal=refusal)
    crumbs = [{"label": "Contacts", "href": seat.to.place("contacts")}, {"label": "New"}]
    values = {"page": {"title": "Add a contact", "crumbs": crumbs}, "form": form}
    return page(request, "pages/form.html", values, place="contacts", status=form_status(refusal))


@require_http_methods(["GET", "POST"])
def edit(request: WebRequest, public_id: str) -> HttpResponse:
    seat = request.seat
    require(seat.actor, "open matter")
    found = contact_head(firm_id=seat.firm.id, public_id=public_id)
    stored = {"name": found.name, "sort": found.sort, "email": found.email, "phone": found.phone}
    typed = {name: request.POST.get(name, value) for name, value in stored.items()}
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            change_contact(code=found.code, by=seat.actor, at=request.at, **typed)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, f"{typed['name']} is changed.")
            return redirect(seat.to.contact(public_id))
    action = f"{seat.to.contact(public_id)}edit/"
    form = _form(typed, action=action, verb="Save", cancel=seat.to.contact(public_id), refusal=refusal)
    crumbs = [
        {"label": "Contacts", "href": seat.to.place("contacts")},
        {"label": found.code, "href": seat.to.contact(public_id)},
        {"label": "Edit"},
    ]
    values = {"page": {"title": f"Change {found.name}", "crumbs": crumbs}, "form": form}
    return page(request, "pages/form.html", values, place="contacts", status=form_status(refusal))


def _form(typed: dict[str, str], *, action: str, verb: str, cancel: str, refusal: Refusal | None) -> Values:
    sorts = [{"value": value, "label": label} for value, label in SORTS_OF_CONTACT]
    controls = [
        Control("name", "Name", value=typed["name"], required=True, width="field-6"),
        Control(
            "sort",
            "Type",
            value=typed["sort"] or "company",
            kind="select",
            required=True,
            width="field-3",
            more={"options": sorts},
        ),
        Control("email", "E-mail", value=typed["email"], kind="email", width="field-6"),
        Control("phone", "Telephone", value=typed["phone"], width="field-3"),
    ]
    if "code" in typed:
        help_text = "The next free one when left empty."
        controls.append(Control("code", "Number", value=typed["code"], width="field-3", help=help_text))
    return plain_form(controls, action=action, verb=verb, cancel=cancel, refusal=refusal, where=WHERE)
