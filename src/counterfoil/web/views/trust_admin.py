"""Admin > Trust accounting: whose rules, the trust bank accounts, the accounts behind them, and what goes to Xero."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from counterfoil.core.jurisdictions import Jurisdiction, jurisdiction
from counterfoil.firms.roles import require
from counterfoil.outbox.current import destination_of
from counterfoil.outbox.models import Destination
from counterfoil.practice.banks import STATES
from counterfoil.reports import setting_up
from counterfoil.web.pages import glanced, page
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show.settings import settings_tabs, trust_words
from counterfoil.web.templatetags.counterfoil_ui import longdate
from counterfoil.xero.link_settings import settings_of
from counterfoil.xero.mapped import counterpart_names

Values = dict[str, Any]

SYSTEM = ("TRUST_HELD", "TRUST_TRANSFERS", "TRUST_ADVANCES", "FIRM_INTEREST_IN_TRUST", "STATUTORY_DEPOSIT")
"""One set for all trust banks; a jurisdiction may lack some."""


@require_GET
def trust(request: WebRequest) -> HttpResponse:
    seat = request.seat
    require(seat.actor, "set up firm")
    place = jurisdiction(seat.firm.jurisdiction)
    connected = destination_of(seat.firm.id)
    closed = glanced(request).trust_closed
    pairs = [
        {"label": "Jurisdiction", "text": place.name},
        {"label": "Closed through", "text": longdate(closed) if closed else "nothing closed"},
        {"label": "Post trust transactions to Xero", "text": _posted(connected)},
    ]
    values = {
        "page": {"title": trust_words(seat), "facts": [{"text": f"by the rules of {place.name}"}]},
        "tabs": settings_tabs(seat, "settings/trust"),
        "banks": _banks(seat, place),
        "new": {"href": seat.to.place("banks/new", sort="trust"), "label": f"New {place.terms['trust_account']}"},
        "accounts": _accounts(seat, connected),
        "pairs": pairs,
        "links": _links(seat, connected),
    }
    return page(request, "pages/trust_admin.html", values, place="settings/trust")


def _posted(connected: Destination | None) -> str:
    if connected is None:
        return "The firm is not connected"
    return "Yes" if "trust" in settings_of(connected).areas else "No, they stay here"


def _links(seat: Seat, connected: Destination | None) -> list[Values]:
    links = [{"label": "Periods", "href": seat.to.place("periods")}] if seat.may("read") else []
    if connected and seat.may("connect"):
        links += [
            {"label": "Mapping", "href": seat.to.place("connect/mapping")},
            {"label": "What is copied", "href": seat.to.place("connect/settings")},
        ]
    return links


def _banks(seat: Seat, place: Jurisdiction) -> Values:
    types = {each.code: each.name for each in place.trust_account_types}
    rows = [
        {
            "href": seat.to.bank(bank.code),
            "cells": [
                bank.code,
                {"text": bank.name, "sub": bank.number or "It needs its number at the bank"},
                types.get(bank.type, bank.type),
                STATES[bank.state],
                bank.provider_name,
                f"{bank.account} {bank.account_name}",
            ],
        }
        for bank in setting_up.bank_accounts(firm_id=seat.firm.id)
        if bank.sort == "trust"
    ]
    return {
        "id": "trust_banks",
        "caption": "Bank accounts",
        "columns": [
            {"key": "code", "label": "Code", "kind": "reference"},
            {"key": "name", "label": "Name", "kind": "wide"},
            {"key": "type", "label": "Type", "kind": "text"},
            {"key": "state", "label": "Status", "kind": "text"},
            {"key": "bank", "label": "Bank", "kind": "text"},
            {"key": "account", "label": "GL account", "kind": "text"},
        ],
        "rows": rows,
    }


def _accounts(seat: Seat, connected: Destination | None) -> Values:
    """The accounts that every trust bank shares, and what each is in Xero."""
    there = counterpart_names(connected.pk) if connected else {}
    chart = seat.shelf.kept.chart
    found = [chart.slots[slot] for slot in SYSTEM if slot in chart.slots]
    columns = [
        {"key": "account", "label": "Account", "kind": "wide"},
        {"key": "function", "label": "Function", "kind": "text"},
        {"key": "xero", "label": "In Xero", "kind": "text"},
    ]
    rows = [
        {
            "cells": [
                {"text": f"{account.code} {account.name}", "href": seat.to.account(account.code)},
                account.slot.replace("_", " ").capitalize() if account.slot else "",
                there.get(account.id, "No counterpart"),
            ]
        }
        for account in found
    ]
    return {
        "id": "trust_accounts",
        "caption": "Linked system accounts",
        "columns": columns if connected else columns[:-1],
        "rows": rows if connected else [{"cells": row["cells"][:-1]} for row in rows],
    }
