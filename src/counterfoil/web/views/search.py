"""The box at the top: matters, contacts, documents by number or amount, pages and commands, by any word."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from counterfoil.reports.search import Found, Hit, Page, search
from counterfoil.web.asked import Asked
from counterfoil.web.forms.arranged import arranged
from counterfoil.web.packages import kinds_for
from counterfoil.web.pages import READ, fragment, page
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show.reports import PLACE
from counterfoil.web.show.settings import trust_words
from counterfoil.web.templatetags.counterfoil_ui import money
from counterfoil.web.views.reports.index import reports_of
from counterfoil.web.words import said

Values = dict[str, Any]


def places(seat: Seat) -> list[Page]:
    """Commands first, then pages: only what the person may open."""
    to = seat.to
    found: list[Page] = []
    if seat.may("draft"):
        found += [Page(f"New {kind.title.lower()}", to.new(kind.code), "enter add create") for kind in kinds_for(seat)]
    if seat.may("open matter"):
        found.append(Page(said("Open a matter"), to.place("matters/new"), "new add file case matter"))
        found.append(Page("Add a contact", to.place("contacts/new"), "new client person company"))
    found.append(Page("Home", to.home, "start dashboard"))
    if seat.may(READ):
        found += [
            Page(said("Matters"), to.place("matters"), "files cases matters"),
            Page("Contacts", to.place("contacts"), "clients people companies"),
            *(Page(kind.plural, to.money(kind.code), "list") for kind in kinds_for(seat)),
            Page("Unpaid client bills", to.money("client_bill", show="open"), "open receivables debtors"),
            Page("Overdue client bills", to.money("client_bill", show="overdue"), "late debtors"),
            *_ledger_pages(seat),
            *_reports(seat),
            Page("Bank accounts", to.place("banks"), "trust office"),
            Page("Periods", to.place("periods"), "close lock month"),
        ]
    found += [
        *([Page("Xero sync", to.place("sync"), "push failed queue")] if seat.has_xero else []),
        Page("Settings", to.place("settings"), "firm people roles"),
        Page("Help", to.place("help"), "refusals codes kinds keys"),
    ]
    if seat.may("set up firm"):
        found += [
            Page("Setting up the firm", to.place("setting-up"), "guide first begin"),
            Page("Accounting", to.place("settings/accounting"), "package xero ledger billing admin refresh"),
            Page(trust_words(seat), to.place("settings/trust"), "admin bank accounts liability"),
            Page("Add a bank account", to.place("banks/new"), "trust office new"),
            Page("Currencies and divisions", to.place("settings/currencies"), "foreign branch office"),
        ]
    if seat.may("connect") and seat.has_xero:
        found.append(Page("Connect to Xero", to.place("connect"), "mapping organisation"))
    return found


def _ledger_pages(seat: Seat) -> list[Page]:
    if not seat.has_ledger:
        return []
    return [
        Page("Chart of accounts", seat.to.place("accounts"), "ledger"),
    ]


def _reports(seat: Seat) -> list[Page]:
    """The page of all reports, then each by its title and by what else people call it."""
    each = [Page(report.title, seat.to.place(report.page), f"report {report.words}") for report in reports_of(seat)]
    return [Page("Reports", seat.to.place(PLACE), "standard all"), *each]


def _found(request: WebRequest) -> Found:
    seat = request.seat
    words = Asked(request).text("q")
    if not seat.may(READ):
        return search(firm_id=seat.firm.id, text="", pages=[each for each in places(seat) if _matches(each, words)])
    return search(firm_id=seat.firm.id, text=words, pages=places(seat))


def _matches(place: Page, words: str) -> bool:
    return all(word in f"{place.title} {place.words}".lower() for word in words.lower().split())


@require_GET
def options(request: WebRequest) -> HttpResponse:
    """What the box shows while somebody types."""
    groups = [{"title": title, "options": entries} for title, entries in _groups(request) if entries]
    none = "Nothing found. Try fewer letters, a number such as TR-1042, or an amount such as 1,894.23."
    return fragment(request, "components/options.html", {"groups": groups, "none": none})


@require_GET
def results(request: WebRequest) -> HttpResponse:
    """The same as a page, for a browser without scripts and for a search that is sent."""
    asked = Asked(request)
    rows = [
        {
            "href": entry["href"],
            "cells": [{"text": entry["label"], "sub": entry["sub"], "href": entry["href"]}, title, entry["end"]],
        }
        for title, entries in _groups(request)
        for entry in entries
    ]
    table = {
        "id": "results",
        "caption": "What was found",
        "columns": [
            {"key": "what", "label": "Found", "kind": "wide"},
            {"key": "group", "label": "What it is", "kind": "text"},
            {"key": "end", "label": "Amount", "kind": "number"},
        ],
        "rows": rows,
        "empty": {"icon": "search", "title": "Nothing found", "text": "Try fewer letters, a number or an amount."},
    }
    title = f"Search: {asked.text('q')}" if asked.text("q") else "Search"
    return page(request, "pages/list.html", {"page": {"title": title}, "table": table}, place="search")


def _groups(request: WebRequest) -> list[tuple[str, list[Values]]]:
    found, to = _found(request), request.seat.to
    return [
        (said("Matters"), [_option(hit, to.matter(hit.public_id), "briefcase-business") for hit in found.matters]),
        ("Documents", [_document(hit, request.seat, found.currency) for hit in found.documents]),
        ("Contacts", [_option(hit, to.contact(hit.public_id), "users") for hit in found.contacts]),
        ("Pages and commands", [_option(hit, hit.key, "arrow-up-right") for hit in found.pages]),
    ]


def _option(hit: Hit, href: str, icon: str) -> Values:
    return {"label": hit.title, "sub": hit.detail, "href": href, "icon": icon, "end": ""}


def _document(hit: Hit, seat: Seat, currency: str) -> Values:
    shown = _option(hit, seat.to.document(hit.public_id), arranged(hit.kind).icon)
    return {**shown, "end": money(hit.minor, currency)}
