"""What the firm is set up with: chart of accounts, closed periods, its own facts and its people."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from counterfoil.core.dates import parse
from counterfoil.core.jurisdictions import jurisdiction
from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import ABILITIES, ROLES, parse_roles, require
from counterfoil.practice.firm import METHODS
from counterfoil.practice.periods import LEDGERS, close_period
from counterfoil.reports.balances import balances
from counterfoil.reports.people import people, period_changes
from counterfoil.web.forms.plain import Control, plain_form
from counterfoil.web.pages import READ, glanced, page
from counterfoil.web.refused import form_status
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show.document import local
from counterfoil.web.show.settings import MONTHS, settings_tabs
from counterfoil.web.templatetags.counterfoil_ui import longdate
from counterfoil.web.words import said

Values = dict[str, Any]

TYPES = {
    "bank": "Bank",
    "trust_bank": "Trust bank",
    "current_asset": "Current asset",
    "fixed_asset": "Fixed asset",
    "liability": "Liability",
    "trust_liability": "Trust liability",
    "equity": "Equity",
    "income": "Income",
    "other_income": "Other income",
    "direct_cost": "Direct cost",
    "expense": "Expense",
}


@require_GET
def accounts(request: WebRequest) -> HttpResponse:
    seat = request.seat
    require(seat.actor, READ)
    held = balances(firm_id=seat.firm.id, through=seat.today)
    chart = seat.shelf.kept.chart
    rows = [
        {
            "href": seat.to.account(account.code),
            "cells": [
                account.code,
                {"text": account.name, "sub": "" if account.manual else "Moved by documents only"},
                TYPES[account.type],
                account.slot.replace("_", " ").capitalize() if account.slot else "",
                account.tax or "",
                held.get(account.id, 0),
            ],
        }
        for account in chart.accounts.values()
    ]
    table = {
        "id": "accounts",
        "caption": "Chart of accounts",
        "currency": seat.firm.currency,
        "columns": [
            {"key": "code", "label": "Code", "kind": "reference"},
            {"key": "name", "label": "Account", "kind": "wide"},
            {"key": "type", "label": "Type", "kind": "text"},
            {"key": "slot", "label": "Function", "kind": "text"},
            {"key": "tax", "label": "Tax", "kind": "text"},
            {"key": "balance", "label": "Balance", "kind": "money"},
        ],
        "rows": rows,
    }
    facts = [{"text": f"balances as at {longdate(seat.today)}"}, {"text": "debits above zero, credits below"}]
    values = {"page": {"title": "Chart of accounts", "facts": facts}, "table": table}
    return page(request, "pages/list.html", values, place="accounts")


@require_http_methods(["GET", "POST"])
def periods(request: WebRequest) -> HttpResponse:
    seat = request.seat
    if request.method == "POST":
        require(seat.actor, "lock period")
    elif not seat.may("lock period"):
        require(seat.actor, READ)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            through = parse(request.POST.get("through", ""), today=seat.today)
            ledger = request.POST.get("ledger", "")
            close_period(ledger=ledger, through=through, by=seat.actor, at=request.at, why=request.POST.get("why", ""))
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, f"{LEDGERS[ledger]}: closed through {longdate(through)}.")
            return redirect(seat.to.place("periods"))
    firm = glanced(request)
    closed = {"general": firm.general_closed, "trust": firm.trust_closed}
    values = {
        "page": {"title": "Periods", "facts": [{"text": "Nothing is dated in a closed period"}]},
        "tabs": settings_tabs(seat, "periods"),
        "pairs": [
            {"label": LEDGERS[name], "text": f"closed through {longdate(day)}" if day else "nothing closed"}
            for name, day in closed.items()
        ],
        "form": _close_form(request, refusal) if seat.may("lock period") else None,
        "history": [
            {
                "icon": "lock",
                "text": f"{LEDGERS[each.ledger]} closed through {longdate(each.through)}. “{each.why}”",
                "who": each.who,
                "at": local(each.at, seat),
            }
            for each in period_changes(firm_id=seat.firm.id)
        ],
    }
    return page(request, "pages/periods.html", values, place="settings", status=form_status(refusal))


def _close_form(request: WebRequest, refusal: Refusal | None) -> Values:
    typed = {name: request.POST.get(name, "") for name in ("ledger", "through", "why")}
    ledgers = [{"value": value, "label": label} for value, label in LEDGERS.items()]
    controls = [
        Control(
            "ledger",
            "Ledger",
            kind="select",
            value=typed["ledger"] or "general",
            required=True,
            width="field-3",
            more={"options": ledgers},
        ),
        Control("through", "Close through", kind="date", value=typed["through"], required=True, width="field-3"),
        Control(
            "why", "Reason", value=typed["why"], required=True, width="field-6", help="It is kept in the audit log."
        ),
    ]
    where = {"reason-missing": "why", "step-not-allowed": "through", "date-not-understood": "through"}
    where |= {"date-out-of-range": "through", "field-wrong-type": "ledger"}
    to = request.seat.to
    return plain_form(
        controls, action=to.place("periods"), verb="Close the period", cancel=to.home, refusal=refusal, where=where
    )


@require_GET
def settings(request: WebRequest) -> HttpResponse:
    """The firm's facts and its people; people are taken in on the command line for now."""
    seat = request.seat
    firm = seat.firm
    month, day = firm.year_end
    edit = {"label": "Change", "href": seat.to.place("settings/firm"), "icon": "pencil", "key": "E"}
    guide = {"label": "Setting up", "href": seat.to.place("setting-up"), "icon": "clipboard-list"}
    values = {
        "page": {
            "title": "Settings",
            "facts": [{"text": firm.name}],
            "actions": [guide, edit] if seat.may("set up firm") else [],
        },
        "tabs": settings_tabs(seat, "settings"),
        "pairs": [
            {"label": "Firm", "text": firm.name},
            {"label": "Jurisdiction", "text": jurisdiction(firm.jurisdiction).name},
            {"label": "Accounting package", "text": seat.package.title if seat.package else "Not chosen yet"},
            {"label": "Currency", "text": firm.currency},
            {"label": "Books", "text": f"{METHODS[firm.method]} method"},
            {"label": "Time zone", "text": firm.zone},
            {"label": "Word for a piece of work", "text": firm.matter_word.capitalize()},
            {"label": "Financial year ends", "text": f"{day} {MONTHS[month - 1]}"},
        ],
        "people": _people(seat),
        "abilities": _abilities(),
    }
    return page(request, "pages/settings.html", values, place="settings")


def _people(seat: Seat) -> Values:
    rows = [
        {
            "cells": [
                {"text": person.name, "sub": person.email, "badge": None if person.active else {"text": "Left"}},
                {"text": ", ".join(ROLES[role] for role in ROLES if role in parse_roles(person.roles))},
            ]
        }
        for person in people(firm_id=seat.firm.id)
    ]
    return {
        "id": "people",
        "caption": "People of the firm",
        "columns": [
            {"key": "name", "label": "Person", "kind": "wide"},
            {"key": "roles", "label": "Roles", "kind": "wide"},
        ],
        "rows": rows,
    }


def _abilities() -> Values:
    """Who may do what, printed from the table that decides."""
    rows = [
        {
            "cells": [
                said(ability.capitalize()),
                {"text": ", ".join(ROLES[role] for role in ROLES if role in roles)},
            ]
        }
        for ability, roles in ABILITIES.items()
    ]
    return {
        "id": "abilities",
        "caption": "What each role may do",
        "columns": [
            {"key": "ability", "label": "To do this", "kind": "text"},
            {"key": "roles", "label": "takes one of these roles", "kind": "wide"},
        ],
        "rows": rows,
    }
