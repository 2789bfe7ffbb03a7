"""The page of one matter: its figures, its two ledgers, its bills and its history, beside the Xero panel."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from counterfoil.core.money import Money
from counterfoil.core.references import FIRM
from counterfoil.firms.roles import require
from counterfoil.kinds import all_kinds
from counterfoil.reports.document import history_of
from counterfoil.reports.files.sheet import Sheet, columns
from counterfoil.reports.matter_figures import MatterFigures, bills_of_matter, matter_figures
from counterfoil.reports.matter_ledgers import MatterLedger, code_of_matter, office_ledger, trust_ledger
from counterfoil.reports.reading import PAGE
from counterfoil.web.asked import Asked
from counterfoil.web.files import MOST_IN_A_FILE, file_answer
from counterfoil.web.packages import kinds_for
from counterfoil.web.pages import READ, page
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show import document as shown
from counterfoil.web.show.ledger import kind_options, matter_rows
from counterfoil.web.show.listing import EveryRow, filters
from counterfoil.web.templatetags.counterfoil_ui import longdate
from counterfoil.web.views.link import trust_checks, xero_panel

Values = dict[str, Any]


@require_GET
def trust(request: WebRequest, public_id: str) -> HttpResponse:
    return _page(request, public_id, "")


@require_GET
def office(request: WebRequest, public_id: str) -> HttpResponse:
    return _page(request, public_id, "office")


@require_GET
def bills(request: WebRequest, public_id: str) -> HttpResponse:
    return _page(request, public_id, "bills")


@require_GET
def history(request: WebRequest, public_id: str) -> HttpResponse:
    return _page(request, public_id, "history")


def _page(request: WebRequest, public_id: str, tab: str) -> HttpResponse:
    seat = request.seat
    require(seat.actor, READ)
    matter_id, code = code_of_matter(firm_id=seat.firm.id, public_id=public_id)
    figures = matter_figures(firm_id=seat.firm.id, matter=code, at=request.at)
    values: Values = {
        "page": _head(figures, public_id, seat),
        "figures": _figures(figures, public_id, seat),
        "tabs": _tabs(figures, public_id, tab, seat),
        "xero": xero_panel(request, matter=code),
        "checks": trust_checks(request),
    }
    if tab == "history":
        events = history_of(firm_id=seat.firm.id, subject="matter", subject_id=matter_id)
        values["history"] = [_event(event, seat) for event in events]
    elif tab == "bills":
        values["table"] = _bills(request, code)
    else:
        values["ledger"] = _ledger(request, public_id, code, tab)
    return page(request, "pages/matter.html", values, place="matters")


def _event(event: Any, seat: Seat) -> Values:
    words = {"open": "Opened.", "close": "Closed."}
    text = words.get(event.action, f"{event.action.capitalize()}.")
    return {"icon": "history", "text": text, "who": event.who, "at": shown.local(event.at, seat)}


def _head(figures: MatterFigures, public_id: str, seat: Seat) -> Values:
    to = seat.to
    facts: list[Values] = [
        {"text": figures.code},
        {"text": figures.client_name, "href": to.place("matters", client=figures.client, state="all")},
    ]
    facts += [{"text": text} for text in (figures.sort, f"Lawyer: {figures.lawyer}" if figures.lawyer else "") if text]
    buttons: list[Values] = []
    if figures.code == FIRM:
        return _head_of_the_firm(figures, seat)
    if figures.state == "open" and seat.may("draft"):
        buttons = [
            {"label": "Bill", "href": to.new("client_bill", matter=figures.code), "icon": "receipt", "key": "B"},
            {
                "label": "Payment",
                "href": to.new("trust_payment", matter=figures.code),
                "icon": "arrow-up-right",
                "key": "P",
            },
            {
                "label": "Receipt",
                "href": to.new("trust_receipt", matter=figures.code),
                "icon": "arrow-down-left",
                "key": "R",
                "main": True,
            },
        ]
    more = _also(figures, seat)
    if figures.retainer_minor and seat.may("draft"):
        held = str(Money(figures.retainer_minor, figures.currency))
        pay = to.new("retainer_payment", matter=figures.code)
        more.append({"label": "Pay bills from the retainer", "href": pay})
        more.append(
            {"label": "Refund the retainer", "href": to.new("retainer_refund", matter=figures.code, amount=held)}
        )
    if figures.state == "open" and seat.may("open matter"):
        more.append({"label": "Close the matter", "href": to.matter(public_id, "close")})
    crumbs = [
        {"label": "Matters", "href": to.place("matters")},
        {"label": figures.client_name, "href": to.place("matters", client=figures.client, state="all")},
        {"label": figures.code},
    ]
    is_open = figures.state == "open"
    return {
        "title": figures.title,
        "crumbs": crumbs,
        "badge": {"text": "Open" if is_open else "Closed", "tone": "trust" if is_open else ""},
        "facts": facts,
        "actions": buttons,
        "more": more,
    }


ALSO = {
    "trust_transfer": "Transfer to another matter",
    "bill_paid_from_trust": "Pay bills from trust",
    "bill_kept_in_trust": "Pay bills, keep it in trust",
    "firm_advance": "Advance by the firm",
    "firm_advance_repaid": "Repay an advance",
}
"""What else is done with a matter's trust money, where the law has it."""


def _also(figures: MatterFigures, seat: Seat) -> list[Values]:
    if figures.state != "open" or not seat.may("draft"):
        return []
    here = {kind.code for kind in kinds_for(seat)}
    return [
        {"label": label, "href": seat.to.new(code, matter=figures.code)} for code, label in ALSO.items() if code in here
    ]


def _head_of_the_firm(figures: MatterFigures, seat: Seat) -> Values:
    """The firm's own trust ledger: only its own documents move it."""
    to = seat.to
    buttons: list[Values] = [
        {"label": "Add", "href": to.new("firm_interest_added"), "icon": "arrow-down-left", "key": "A"},
        {"label": "Draw", "href": to.new("firm_interest_drawn"), "icon": "arrow-up-right", "key": "D", "main": True},
    ]
    return {
        "title": figures.title,
        "crumbs": [{"label": "Matters", "href": to.place("matters")}, {"label": figures.code}],
        "badge": {"text": "The firm's own", "tone": "office"},
        "facts": [{"text": figures.client_name}, {"text": "held in trust beside what is held for clients"}],
        "actions": buttons if seat.may("draft") else [],
        "more": [],
    }


FIGURE: Values = {"href": "", "text": "", "money": "", "warn": False, "side": False}
"""All that `components/figures.html` asks of a figure: Django looks long for what it does not find."""


def _figures(figures: MatterFigures, public_id: str, seat: Seat) -> list[Values]:
    """Trust green, office indigo; what the books do not know yet is not among them."""
    currency = figures.currency
    strip: list[Values] = [
        {
            "label": "Trust balance",
            "minor": figures.trust_minor,
            "note": f"as at {longdate(figures.as_at)}",
            "money": "trust",
        },
        {"label": "Available", "minor": figures.available_minor, "note": "can be paid out", "money": "trust"},
    ]
    if len(figures.held) > 1:
        strip += [
            {"label": f"In {bank.bank}", "minor": bank.minor, "note": bank.name, "money": "trust"}
            for bank in figures.held
        ]
    unpaid = f"{figures.bills_unpaid} {'bill' if figures.bills_unpaid == 1 else 'bills'} unpaid"
    overdue = f"{figures.bills_overdue} overdue" if figures.bills_overdue else "none overdue"
    drafts = "not in these figures" if figures.drafts else "nothing unfinished"
    strip += [
        {"label": "Office balance", "minor": figures.office_minor, "note": unpaid, "money": "office", "side": True},
        {
            "label": "Unpaid bills",
            "minor": figures.bills_unpaid_minor,
            "note": overdue,
            "money": "office",
            "href": seat.to.matter(public_id, "bills"),
        },
        *(
            [{"label": "Retainer", "minor": figures.retainer_minor, "note": "held in the office", "money": "office"}]
            if figures.retainer_minor
            else []
        ),
        {"label": "Drafts", "text": str(figures.drafts), "note": drafts},
    ]
    return [{**FIGURE, **figure, "currency": currency} for figure in strip]


def _tabs(figures: MatterFigures, public_id: str, tab: str, seat: Seat) -> list[Values]:
    names = (("", "Trust ledger"), ("office", "Office ledger"), ("bills", "Bills"), ("history", "History"))
    return [
        {
            "label": label,
            "href": seat.to.matter(public_id, name),
            "current": name == tab,
            "count": figures.bills_unpaid if name == "bills" else 0,
        }
        for name, label in names
    ]


def _ledger_of(request: WebRequest, code: str, tab: str, number: int | None) -> MatterLedger:
    asked = Asked(request)
    report = office_ledger if tab == "office" else trust_ledger
    kind = asked.one_of("kind", all_kinds())
    return report(
        firm_id=request.seat.firm.id,
        matter=code,
        at=request.at,
        since=asked.day("since"),
        through=asked.day("through"),
        kinds=[kind] if kind else [],
        text=asked.text("q"),
        page=number,
    )


def _ledger(request: WebRequest, public_id: str, code: str, tab: str) -> Values:
    seat, asked = request.seat, Asked(request)
    found = _ledger_of(request, code, tab, asked.page or None)
    area = "sales" if tab == "office" else "trust"
    kinds = [kind.code for kind in kinds_for(seat) if kind.area == area]
    name = "Office ledger" if tab == "office" else "Trust ledger"
    return {
        "caption": f"{name} of matter {code}",
        "money": "office" if tab == "office" else "trust",
        "currency": found.currency,
        "out": "Charged" if tab == "office" else "Out",
        "in": "Paid" if tab == "office" else "In",
        "unreconciled": True,
        "filters": filters(
            asked,
            "ledger",
            "Filter this ledger",
            file=f"matters/{public_id}/{tab or 'trust'}",
            selects=[
                {"name": "kind", "label": "Types", "value": asked.text("kind"), "options": kind_options(kinds)},
            ],
            dates=[
                {"name": "since", "label": "From", "value": asked.text("since")},
                {"name": "through", "label": "To", "value": asked.text("through")},
            ],
        ),
        "rows": matter_rows(found, seat),
        "totals": {
            "text": f"{found.count:,} {'entry' if found.count == 1 else 'entries'}",
            "out_minor": found.out_minor,
            "in_minor": found.in_minor,
            "balance_minor": found.balance_minor,
        },
        "pager": asked.pager(
            page=found.page, pages=found.pages, count=found.count, size=PAGE, what="entries", filed=MOST_IN_A_FILE
        ),
        "empty": _empty_ledger(asked, tab, code),
    }


def _empty_ledger(asked: Asked, tab: str, code: str) -> Values:
    if asked.given:
        return {"icon": "list", "title": "No entry matches", "text": "Take a filter off to see more."}
    kind, label = ("client_bill", "Bill this matter") if tab == "office" else ("trust_receipt", "Receive trust money")
    text = "Bills and what is paid on them stand here." if tab == "office" else "Money held for the client stands here."
    new = {"label": label, "href": asked.seat.to.new(kind, matter=code), "icon": "plus", "main": True}
    return {
        "icon": "scale",
        "title": "Nothing here yet",
        "text": text,
        "actions": [new] if asked.seat.may("draft") else [],
    }


@require_GET
def ledger_file(request: WebRequest, public_id: str, ledger: str, ending: str) -> HttpResponse:
    seat = request.seat
    require(seat.actor, "export")
    _, code = code_of_matter(firm_id=seat.firm.id, public_id=public_id)
    tab = "office" if ledger == "office" else ""
    found = _ledger_of(request, code, tab, 1)
    names = ("Charged", "Paid") if tab else ("Out", "In")
    rows = EveryRow(lambda number: _ledger_of(request, code, tab, number))
    heads = ("Date", "Reference", "Party", "Details", *names, "Balance", "Reversed")
    sheet = Sheet(
        name=f"{ledger} ledger {code} {seat.today}",
        title=f"{'Office' if tab else 'Trust'} ledger {code}",
        columns=columns(*heads, dates=("Date",), money=(*names, "Balance")),
        rows=(
            (
                *(row.on, row.reference, row.party, row.narration),
                *(row.out_minor, row.in_minor, row.balance_minor, "reversed" if row.reversed else ""),
            )
            for row in rows
        ),
        currency=seat.firm.currency,
        about=[found.title, *Asked(request).told(), *rows.told],
        totals=("Total", "", "", "", found.out_minor, found.in_minor, found.balance_minor, ""),
    )
    return file_answer(ending, [sheet], seat)


def _bills(request: WebRequest, code: str) -> Values:
    seat = request.seat
    found = bills_of_matter(firm_id=seat.firm.id, matter=code, at=request.at)
    new = {"label": "Bill this matter", "href": seat.to.new("client_bill", matter=code), "icon": "plus", "main": True}
    return {
        "id": "bills",
        "caption": f"Bills of matter {code}",
        "currency": seat.firm.currency,
        "columns": [
            {"key": "number", "label": "Bill", "kind": "reference"},
            {"key": "on", "label": "Date", "kind": "date"},
            {"key": "due", "label": "Due", "kind": "date"},
            {"key": "memo", "label": "Memo", "kind": "wide"},
            {"key": "total", "label": "Total", "kind": "money", "money": "office"},
            {"key": "open", "label": "Still owed", "kind": "money", "money": "office"},
            {"key": "xero", "label": "Xero", "kind": "state"},
        ],
        "rows": [
            {
                "href": seat.to.document(bill.public_id),
                "cells": [
                    bill.number,
                    bill.on,
                    bill.due_on,
                    {"text": bill.memo or "Bill", "badge": {"text": "Overdue", "tone": ""} if bill.overdue else None},
                    bill.total_minor,
                    bill.open_minor,
                    bill.xero,
                ],
            }
            for bill in found
        ],
        "totals": [
            None,
            None,
            None,
            None,
            sum(bill.total_minor for bill in found),
            sum(bill.open_minor for bill in found),
            None,
        ],
        "totals_text": f"{len(found):,} {'bill' if len(found) == 1 else 'bills'}",
        "empty": {
            "icon": "receipt",
            "title": "No bills yet",
            "text": "Bills of this matter stand here, with what is still owed.",
            "actions": [new] if seat.may("draft") else [],
        },
    }
