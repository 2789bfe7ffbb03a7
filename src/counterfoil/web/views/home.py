"""Home: what needs a person, what is held and owed, what is unfinished, and how the copies stand."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from counterfoil.reports.dashboard import Attention, Dashboard, dashboard
from counterfoil.web.pages import READ, alerts, glanced, page
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.templatetags.counterfoil_ui import longdate
from counterfoil.web.views.link import trust_checks, xero_panel

Values = dict[str, Any]


@require_GET
def home(request: WebRequest) -> HttpResponse:
    """A person without client data sees the link alone."""
    seat, at = request.seat, request.at
    values: Values = {"page": {"title": "Home", "facts": [{"text": longdate(seat.today)}]}, "xero": xero_panel(request)}
    notices = alerts(seat, glanced(request))
    if not seat.may(READ):
        values["tasks"] = _tasks(notices, (), seat)
        return page(request, "pages/home.html", values, place="")
    found = dashboard(firm_id=seat.firm.id, at=at)
    values |= {
        "figures": _figures(found, seat),
        "tasks": _tasks(notices, found.attention, seat),
        "checks": trust_checks(request),
        "cards": [_banks(found), _drafts(found, seat), _periods(found, seat)],
    }
    values["page"]["actions"] = _actions(seat)
    return page(request, "pages/home.html", values, place="")


def _actions(seat: Seat) -> list[Values]:
    if not seat.may("draft"):
        return []
    to = seat.to
    return [
        {"label": "Trust receipt", "href": to.new("trust_receipt"), "icon": "arrow-down-left", "key": "T"},
        {"label": "Receipt", "href": to.new("client_receipt"), "icon": "arrow-down-left", "key": "R"},
        {"label": "Bill", "href": to.new("client_bill"), "icon": "receipt", "key": "B", "main": True},
    ]


def _figures(found: Dashboard, seat: Seat) -> list[Values]:
    bills = seat.to.place("money/client_bill")
    matters = f"{sum(bank.matters for bank in found.held):,} balances"
    overdue = f"{found.bills_overdue:,} overdue" if found.bills_overdue else "none overdue"
    strip: list[Values] = [
        {
            "label": "Held in trust",
            "minor": found.trust_minor,
            "note": matters,
            "money": "trust",
            "href": seat.to.place("reports/trust-listing"),
        },
        {
            "label": "Receivables",
            "minor": found.receivable_minor,
            "note": "balance",
            "money": "office",
            "side": True,
            "href": seat.to.place("reports/aged-receivables"),
        },
        {
            "label": "Unpaid bills",
            "minor": found.bills_open_minor,
            "note": f"{found.bills_open:,} open",
            "money": "office",
            "href": f"{bills}?show=open",
        },
        {
            "label": "Overdue",
            "minor": found.bills_overdue_minor,
            "note": overdue,
            "money": "office",
            "href": f"{bills}?show=overdue",
        },
        {
            "label": "Open matters",
            "text": f"{found.matters_open:,}",
            "note": "in this firm",
            "href": seat.to.place("matters"),
        },
    ]
    return [{**figure, "currency": found.currency} for figure in strip]


def _tasks(notices: list[Values], attention: tuple[Attention, ...], seat: Seat) -> list[Values]:
    """The alerts of the bar, and what else needs a person, each with the place where it is done."""
    overdue = [task for task in attention if task.code == "overdue"]
    bills = seat.to.money("client_bill", show="overdue")
    found = [
        {"text": each["text"], "href": each["href"], "link": each["link"], "tone": each["tone"]} for each in notices
    ]
    return [
        *found,
        *({"text": f"{task.sentence}.", "href": bills, "link": "See the bills", "tone": ""} for task in overdue),
    ]


def _banks(found: Dashboard) -> Values:
    pairs = [{"label": f"{bank.bank} {bank.name}", "minor": bank.minor} for bank in found.held]
    return {
        "title": "Trust by bank account",
        "money": "trust",
        "currency": found.currency,
        "pairs": [*pairs, {"label": "All trust accounts", "minor": found.trust_minor}] if len(pairs) > 1 else pairs,
        "note": "What is held for clients now.",
    }


def _drafts(found: Dashboard, seat: Seat) -> Values:
    pairs = [
        {"label": draft.plural, "text": f"{draft.count:,}", "href": seat.to.money(draft.kind, show="draft")}
        for draft in found.drafts
    ]
    note = "Drafts are not in the books yet." if pairs else "Nothing is unfinished."
    return {"title": "Drafts", "pairs": pairs, "note": note, "currency": found.currency}


def _periods(found: Dashboard, seat: Seat) -> Values:
    def closed(label: str, day: Any) -> Values:
        return {"label": label, "text": f"through {longdate(day)}" if day else "nothing closed"}

    pairs = [closed("General ledger", found.general_closed), closed("Trust ledger", found.trust_closed)]
    link = {"label": "Periods", "href": seat.to.place("periods")}
    return {"title": "Closed periods", "pairs": pairs, "note": "", "link": link, "currency": found.currency}
