"""Compare with Xero: our trial balance beside a reading of Xero's, down to the documents that explain a difference.

Looking never asks Xero. A person reads its trial balance of a day with the button; the reading is kept, and every page
under it says when it was taken. So a look costs no call of the organisation's few, and figures and documents belong
together while somebody walks between them. What was pushed after the reading is listed as such.
"""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from counterfoil import config
from counterfoil.core.dates import parse
from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import require
from counterfoil.outbox.current import destination_of
from counterfoil.outbox.store import DatabaseStore
from counterfoil.reports.comparison import WHY, ComparedAccount, Comparison
from counterfoil.reports.reading import PAGE, page_within, pages_of
from counterfoil.reports.uncopied import named_documents
from counterfoil.web.asked import Asked
from counterfoil.web.files import csv_answer
from counterfoil.web.pages import READ, page
from counterfoil.web.refused import form_status
from counterfoil.web.seat import WebRequest
from counterfoil.web.show import compare as show
from counterfoil.web.show import compare_account as show_account
from counterfoil.web.show import signing as show_signing
from counterfoil.web.show.listing import filters, plain, select
from counterfoil.web.templatetags.counterfoil_ui import longdate
from counterfoil.xero.addresses import AddressBook
from counterfoil.xero.client import new_http
from counterfoil.xero.compare import ApartDocument, compared, documents_apart
from counterfoil.xero.signing import signed_list, three_ways
from counterfoil.xero.trial_balance import Reading, days_read, kept_reading, read_current

Values = dict[str, Any]


def _addresses(request: WebRequest) -> AddressBook:
    destination = destination_of(request.seat.firm.id)
    assert destination is not None, "what is compared is connected"
    return AddressBook.of(destination, config.load())


@require_http_methods(["GET", "POST"])
def compare(request: WebRequest) -> HttpResponse:
    """GET shows the reading of the day asked for, or the last of any. POST reads Xero, keeps it, and comes back."""
    seat, asked = request.seat, Asked(request)
    require(seat.actor, READ)
    if request.method == "GET":
        return _shown(request, asked.day("as_at"))
    as_at: date | None = None
    try:
        as_at = parse(request.POST.get("as_at", ""), today=seat.today)
        _read(request, as_at)
    except Refusal as refusal:
        return _shown(request, as_at, refusal)
    return redirect(seat.to.place("sync/compare", as_at=as_at.isoformat()))


def _read(request: WebRequest, as_at: date) -> None:
    with new_http() as http:
        read_current(by=request.seat.actor, as_at=as_at, settings=config.load(), http=http, now=DatabaseStore().now)


def _shown(request: WebRequest, as_at: date | None, refusal: Refusal | None = None) -> HttpResponse:
    seat, destination = request.seat, destination_of(request.seat.firm.id)
    head: Values = {"title": "Compare with Xero", "crumbs": show.crumbs(seat)}
    note = show.trouble(refusal, seat) if refusal else None
    if destination is None:
        values: Values = {"page": head, "note": note, "tables": [show.unconnected(seat)]}
        return page(request, "pages/compare.html", values, place="sync", status=form_status(refusal))
    reading = kept_reading(destination_id=destination.pk, as_at=as_at)
    day = as_at or (reading.as_at if reading else seat.today)
    others = [each for each in days_read(destination_id=destination.pk) if each != day]
    values = {
        "page": {**head, "facts": [{"text": destination.name}, {"text": f"as at {longdate(day)}"}]},
        "note": note,
        "reading": show.reading(seat, reading, day=day, others=others),
        "tables": [show.unread(day)],
    }
    if reading:
        found = compared(firm_id=seat.firm.id, reading=reading, at=request.at)
        values["page"]["facts"].append({"text": f"year from {longdate(reading.year_began_on)}"})
        values |= {"figures": show.figures(found), "tables": show.tables(found, reading, seat)}
        trust = three_ways(firm_id=seat.firm.id, found=found, as_at=reading.as_at)
        if trust:
            values["tables"].append(show_signing.trust_table(trust, seat))
        if seat.may("lock period"):
            sign = {
                "label": "Sign off",
                "href": seat.to.place("sync/sign", as_at=day.isoformat()),
                "icon": "badge-check",
            }
            values["page"]["actions"] = [sign]
    signed = signed_list(destination_id=destination.pk)
    if signed:
        values["tables"].append(show_signing.signed_table(signed, seat))
    return page(request, "pages/compare.html", values, place="sync", status=form_status(refusal))


def _compared(request: WebRequest) -> tuple[Comparison, Reading]:
    """The reading that the address names; refused when that day was never read."""
    destination = destination_of(request.seat.firm.id)
    if destination is None:
        raise Refusal("not-connected", "the firm is not connected to Xero; there is nothing to compare with")
    reading = kept_reading(destination_id=destination.pk, as_at=Asked(request).day("as_at"))
    if reading is None:
        raise Refusal("account-unknown", "Xero's trial balance of that day has not been read; read it first")
    return compared(firm_id=request.seat.firm.id, reading=reading, at=request.at), reading


def _account(request: WebRequest, key: str) -> tuple[ComparedAccount, Reading, list[ApartDocument]]:
    """One compared account with the documents behind its difference, all of them or those of one reason."""
    found, reading = _compared(request)
    account = found.account(key)
    if account is None:
        raise Refusal("account-unknown", "neither side moved on that account by then; choose one of the comparison")
    every = documents_apart(firm_id=request.seat.firm.id, accounts=[account], reading=reading, at=request.at)
    why = Asked(request).one_of("why", WHY)
    return account, reading, [each for each in every[key] if not why or each.why == why]


@require_GET
def account(request: WebRequest, key: str) -> HttpResponse:
    """What stands on one side alone on an account, and what that leaves unexplained."""
    seat, asked = request.seat, Asked(request)
    require(seat.actor, READ)
    found, reading, apart = _account(request, key)
    as_at, why = reading.as_at.isoformat(), asked.one_of("why", WHY)
    number = page_within(asked.page or 1, len(apart))
    shown = apart[(number - 1) * PAGE : number * PAGE]
    named = named_documents(firm_id=seat.firm.id, ids=[each.document_id for each in shown])
    addresses = _addresses(request)
    rows = [show_account.document_row(each, named.get(each.document_id), seat, addresses) for each in shown]
    if found.unexplained_minor and number == 1 and not why:
        rows.insert(0, show_account.unexplained_row(found))
    reasons = [("", "All reasons"), *((each, show.why_word(each)) for each in found.apart)]
    total = sum(each.minor for each in apart) if why else found.difference_minor
    table = {
        "id": "documents",
        "caption": f"What stands on one side alone on {found.name}",
        "currency": seat.firm.currency,
        "filters": filters(
            asked,
            "documents",
            "",
            csv=seat.to.csv(f"sync/compare/{key}"),
            selects=[select(asked, "why", "Reason", reasons)],
            kept=[{"name": "as_at", "value": as_at}],
        ),
        "columns": show_account.DOCUMENT_COLUMNS,
        "rows": rows,
        "totals": [None, None, None, None, total, None],
        "totals_text": "Sum" if why else "Difference",
        "pager": asked.pager(page=number, pages=pages_of(len(apart)), count=len(apart), size=PAGE, what="documents"),
        "empty": show_account.AGREES if found.agrees else show_account.NOTHING_LISTED,
    }
    values = {
        "page": {
            "title": found.name,
            "crumbs": show.crumbs(seat, read=reading, account=found.name),
            "facts": [{"text": f"as at {longdate(reading.as_at)}"}, *show_account.of_ours(found, reading, seat)],
        },
        "figures": show_account.account_figures(found, reading, seat),
        "note": show_account.note(found),
        "table": table,
    }
    return page(request, "pages/list.html", values, place="sync")


@require_GET
def compare_csv(request: WebRequest) -> HttpResponse:
    seat = request.seat
    require(seat.actor, "export")
    found, reading = _compared(request)
    head = ("Account in Xero", "Accounts here", "Here", "In Xero", "Difference", "Explained", "Unexplained")
    lines = [
        (
            account.name,
            " ".join(member.code for member in account.ours),
            *(
                plain(minor, seat.firm.currency)
                for minor in (
                    account.ours_minor,
                    account.theirs_minor,
                    account.difference_minor,
                    account.explained_minor,
                    account.unexplained_minor,
                )
            ),
        )
        for account in (*found.mapped, *found.only_here)
    ]
    lines += [(each.name, "", "", plain(each.minor, seat.firm.currency), "", "", "") for each in found.only_in_xero]
    return csv_answer(f"compared with Xero {reading.as_at}", head, lines)


@require_GET
def account_csv(request: WebRequest, key: str) -> HttpResponse:
    seat = request.seat
    require(seat.actor, "export")
    found, reading, apart = _account(request, key)
    named = named_documents(firm_id=seat.firm.id, ids=[each.document_id for each in apart])
    lines: list[tuple[object, ...]] = [
        (
            each.on,
            *show_account.named(each, named.get(each.document_id)),
            WHY[each.why],
            each.reason,
            each.marker,
            plain(each.minor, seat.firm.currency),
        )
        for each in apart
    ]
    if not Asked(request).one_of("why", WHY):
        lines.append(("", "", "", "unexplained", "", "", plain(found.unexplained_minor, seat.firm.currency)))
    head = ("Date", "Document", "Contact", "Why", "Reason", "Push", "Amount")
    return csv_answer(f"{found.name} compared with Xero {reading.as_at}", head, lines)
