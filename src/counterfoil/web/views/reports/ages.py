"""Aged receivables and aged payables: everybody with their columns, and the documents behind one that is opened."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from counterfoil.reports.aged import APART, OLDEST, SORTS, Aged, AgedRow, OpenItem
from counterfoil.reports.owing import PAYABLE, RECEIVABLE, Owing
from counterfoil.reports.reading import PAGE
from counterfoil.reports.standard.ages import AGED_PAYABLES, AGED_RECEIVABLES, AskedAges, asked_aged
from counterfoil.reports.standard.report import Report
from counterfoil.web.asked import Asked
from counterfoil.web.pages import page
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show.listing import select
from counterfoil.web.show.reports import PLACE, bar, crumbs, downloads, reader_of, tone_of_proof, wanted_by
from counterfoil.web.show.sorts import known_sort
from counterfoil.web.templatetags.counterfoil_ui import longdate, money, shortdate

Values = dict[str, Any]

BY = (("due", "By due date"), ("date", "By own date"))
CREDITS = (("apart", "Unallocated apart"), ("aged", "Unallocated by age"))
SORT_OF_LABEL = {OLDEST: "oldest", APART: "apart", "Total": "total"}
TARGET = "aged"


@require_GET
def receivables(request: WebRequest) -> HttpResponse:
    return _page(request, AGED_RECEIVABLES, RECEIVABLE)


@require_GET
def payables(request: WebRequest) -> HttpResponse:
    return _page(request, AGED_PAYABLES, PAYABLE)


def _page(request: WebRequest, report: Report, owing: Owing) -> HttpResponse:
    seat, asked = request.seat, Asked(request)
    wanted: AskedAges = wanted_by(request, report)
    found = asked_aged(
        owing,
        reader_of(seat),
        wanted,
        sort=known_sort(asked.text("sort"), SORTS, "name"),
        page=asked.page or 1,
        opened=asked.text("open"),
        opened_page=asked.number("of"),
    )
    values = {
        "page": {
            "title": report.title,
            "crumbs": crumbs(seat, report.title),
            "facts": [{"text": f"as at {longdate(found.as_at)}"}, {"text": found.currency}],
        },
        "figures": _figures(found),
        "table": _table(found, owing, report, wanted, asked),
        "proof": _proof(found, wanted, seat),
    }
    return page(request, "pages/report.html", values, place=PLACE)


def _figures(found: Aged) -> list[Values]:
    """What is due already is all but the first column, when columns go by the due date."""
    totals = found.totals
    strip: list[Values] = [
        {"label": "Owed", "minor": totals.total_minor, "note": _counted(found.documents, "document"), "money": "office"}
    ]
    if found.by == "due":
        overdue = sum(totals.buckets[1:])
        strip.append({"label": "Overdue", "minor": overdue, "note": "after the due date", "money": "office"})
    strip += [
        {"label": OLDEST, "minor": totals.buckets[-1], "note": "days", "money": "office"},
        {"label": APART, "minor": totals.apart_minor, "note": "lessens what is owed", "money": "office"},
    ]
    return [{**figure, "currency": found.currency} for figure in strip]


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word if count == 1 else word + 's'}"


def _table(found: Aged, owing: Owing, report: Report, wanted: AskedAges, asked: Asked) -> Values:
    labels = (*found.labels, APART, "Total")
    who = [{"key": "name", "label": owing.party.capitalize(), "kind": "opens", "target": TARGET, "sort": True}]
    amounts = [
        {"key": SORT_OF_LABEL.get(label, label), "label": label, "kind": "money", "money": "office"}
        | {"sort": label in SORT_OF_LABEL, "strong": label == "Total"}
        for label in labels
    ]
    return {
        "id": TARGET,
        "caption": f"{report.title} as at {longdate(found.as_at)}",
        "currency": found.currency,
        "filters": bar(
            asked,
            TARGET,
            f"Filter {owing.parties}",
            dates=[{"name": "as_at", "label": "As at", "value": longdate(found.as_at)}],
            selects=[select(asked, "by", "Age by", BY), select(asked, "credits", "Unallocated", CREDITS)],
            downloads=downloads(asked, report, **{f"by_{owing.party}": "contacts", "by_document": "documents"}),
        ),
        "columns": [*who, {"key": "documents", "label": "Documents", "kind": "number"}, *amounts],
        "sort": known_sort(asked.text("sort"), SORTS, "name"),
        "sort_to": asked.sort_to(),
        "rows": [row for each in found.rows for row in _rows(each, found, asked)],
        "totals": [None, f"{found.documents:,}", *found.totals.cells],
        "totals_text": f"{found.count:,} {owing.party if found.count == 1 else owing.parties}",
        "pager": asked.pager(page=found.page, pages=found.pages, count=found.count, size=PAGE, what=owing.parties),
        "empty": _empty(found, owing, asked),
    }


def _rows(row: AgedRow, found: Aged, asked: Asked) -> list[Values]:
    """The contact's row; when it is opened its documents under it, in the same columns."""
    seat = asked.seat
    is_open = found.opened is not None and found.opened.contact == row.code
    name = {
        "text": row.name or "Without a contact",
        "sub": row.code,
        "href": seat.to.contact(row.public_id) if row.public_id else "",
        "is_open": is_open,
        "id": f"open_{row.code}",
        "opens": asked.with_(open=None if is_open else row.code, of=None) if row.code else "",
    }
    shown: list[Values] = [{"cells": [name, f"{row.count:,}", *map(_blank, row.amounts.cells)]}]
    if found.opened is None or not is_open:
        return shown
    shown += [_document(item, found, seat) for item in found.opened.rows]
    if found.opened.pages > 1:
        shown.append(_more(found, asked))
    return shown


def _blank(minor: int) -> int | None:
    """An empty column stays blank for the eye."""
    return minor or None


def _document(item: OpenItem, found: Aged, seat: Seat) -> Values:
    amounts = [item.open_minor if at == item.column else None for at in range(len(found.labels) + 1)]
    dated = shortdate(item.on) + (f", due {shortdate(item.due_on)}" if item.due_on and item.due_on != item.on else "")
    told = " · ".join(part for part in (dated, item.matter, item.memo) if part)
    name = {"text": item.number, "sub": told, "href": seat.to.document(item.public_id)}
    return {"tone": "detail", "cells": [name, f"{item.days:,} d" if item.days > 0 else "", *amounts, item.open_minor]}


def _more(found: Aged, asked: Asked) -> Values:
    assert found.opened is not None
    at, size = found.opened.page, PAGE
    first = (at - 1) * size + 1
    text = f"{first:,} to {min(first + size - 1, found.opened.count):,} of {found.opened.count:,} documents"
    links = [("Earlier", at - 1)] if at > 1 else []
    links += [("Later", at + 1)] if at < found.opened.pages else []
    name = {"text": text, "links": [{"label": label, "href": asked.with_(of=number)} for label, number in links]}
    return {"tone": "detail", "cells": [name, "", *[None] * (len(found.labels) + 2)]}


def _empty(found: Aged, owing: Owing, asked: Asked) -> Values:
    if asked.text("q"):
        return {"icon": "users", "title": f"No {owing.party} matches", "text": "Take a filter off to see more."}
    text = f"On {longdate(found.as_at)} nothing was open."
    return {"icon": "circle-check", "title": "Nothing is owed", "text": text}


def _proof(found: Aged, wanted: AskedAges, seat: Seat) -> Values | None:
    """The account that everything together must come to; a filter shows less of it, and changes nothing."""
    if found.proof is None:
        return None
    proof, day = found.proof, found.as_at
    account = f"account {proof.account} {proof.name}"
    balance = f"{money(proof.account_minor, found.currency)} on {longdate(day)}"
    everything = "Everything together" if wanted.q else "The total"
    if proof.agrees:
        text = f"{everything} is the balance of {account}: {balance}."
    else:
        text = (
            f"{everything} is {money(proof.report_minor, found.currency)}, and {account} says {balance}:"
            f" a difference of {money(proof.difference_minor, found.currency)}."
        )
    href = seat.to.account(proof.account, through=day.isoformat())
    links = [{"label": "See the account", "href": href}] if href else []
    title = "Agrees." if proof.agrees else "Does not agree."
    return {**tone_of_proof(agrees=proof.agrees), "title": title, "text": text, "links": links}
