"""The mapping: which account and tax rate in Xero answers to which here: suggested, refreshed, chosen."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from counterfoil import config
from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import require
from counterfoil.outbox.models import Destination
from counterfoil.web.pages import page
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.xero import connection
from counterfoil.xero import mapping as mapper
from counterfoil.xero.client import new_http
from counterfoil.xero.mapped import MappedAccount, MappedTax, mapping
from counterfoil.xero.reading import refresh_accounts

Values = dict[str, Any]


def current(seat: Seat) -> Destination:
    """The organisation that the firm is connected to."""
    found = Destination.objects.filter(firm_id=seat.firm.id).exclude(state="gone").first()
    if found is None:
        raise Refusal("not-connected", "the firm is not connected to Xero")
    return found


def crumbs(seat: Seat, last: str) -> list[Values]:
    return [{"label": "Xero sync", "href": seat.to.place("sync")}, {"label": last}]


def read_accounts(request: WebRequest, destination: Destination) -> None:
    settings = config.load()
    clock: Callable[[], Any] = lambda: request.at  # noqa: E731
    with new_http() as http:
        client = connection.client_for(destination.pk, at=clock, settings=settings, http=http)
        if client is None:
            raise Refusal("not-connected", "the firm is not connected to Xero")
        refresh_accounts(by=request.seat.actor, at=request.at, destination=destination, network=client)


@require_http_methods(["GET", "POST"])
def mapped(request: WebRequest) -> HttpResponse:
    """Which account and tax rate in Xero answers to which here; each can be changed on its own."""
    seat = request.seat
    require(seat.actor, "connect")
    destination = current(seat)
    if request.method == "POST":
        _change(request, destination)
        return redirect(seat.to.place("connect/mapping"))
    found = mapping(firm_id=seat.firm.id, destination_id=destination.pk)
    suggested = {each.account.pk: each for each in mapper.suggest_accounts(destination)}
    missing = sum(1 for account in found.accounts if not account.remote_id)
    values = {
        "page": {
            "title": "Mapping",
            "crumbs": [*crumbs(seat, "Mapping")],
            "facts": [
                {"text": destination.name},
                {"text": f"{missing} without a counterpart" if missing else "complete"},
            ],
            "actions": [
                {
                    "label": "Refresh from Xero",
                    "href": seat.to.place("connect/refresh"),
                    "icon": "refresh-cw",
                    "post": True,
                },
                {
                    "label": "Take the suggestions",
                    "href": seat.to.place("connect/suggest"),
                    "icon": "check",
                    "post": True,
                    "main": True,
                },
            ],
        },
        "action": seat.to.place("connect/mapping"),
        "accounts": [_account(each, suggested.get(each.account_id)) for each in found.accounts],
        "remote_accounts": [{"value": each.value, "label": each.label} for each in found.remote_accounts],
        "taxes": [_tax(each) for each in found.taxes],
        "remote_taxes": [{"value": each.value, "label": each.label} for each in found.remote_taxes],
    }
    return page(request, "pages/mapping.html", values, place="sync")


def _account(account: MappedAccount, suggestion: mapper.Suggestion | None) -> Values:
    remote = suggestion.remote if suggestion else None
    hint = ""
    if not account.remote_id and remote is not None and suggestion is not None:
        hint = f"Suggested: {remote} ({suggestion.why})"
    gone = "Archived in Xero" if account.remote_status and account.remote_status != "ACTIVE" else ""
    return {
        "name": f"account-{account.account_id}",
        "label": f"{account.code} {account.name}",
        "value": account.remote_id or (remote.remote_id if remote else ""),
        "saved": bool(account.remote_id),
        "note": gone or hint,
        "bad": bool(gone),
    }


def _tax(tax: MappedTax) -> Values:
    return {
        "name": f"tax-{tax.tax_code_id}",
        "label": f"{tax.code} {tax.name}",
        "value": tax.tax_type,
        "saved": bool(tax.tax_type),
    }


def _change(request: WebRequest, destination: Destination) -> None:
    """Each select that differs from what is stored is one choice of a person."""
    seat, changed = request.seat, 0
    found = mapping(firm_id=seat.firm.id, destination_id=destination.pk)
    for account in found.accounts:
        chosen = request.POST.get(f"account-{account.account_id}", "")
        if chosen and chosen != account.remote_id:
            mapper.map_account(
                by=seat.actor, at=request.at, destination=destination, account_id=account.account_id, remote_id=chosen
            )
            changed += 1
    for tax in found.taxes:
        chosen = request.POST.get(f"tax-{tax.tax_code_id}", "")
        if chosen and chosen != tax.tax_type:
            mapper.map_tax(
                by=seat.actor, at=request.at, destination=destination, tax_code_id=tax.tax_code_id, tax_type=chosen
            )
            changed += 1
    said = (
        f"{changed} changed. What failed for want of a counterpart goes on by itself."
        if changed
        else "Nothing changed."
    )
    messages.success(request, said)


@require_POST
def suggest(request: WebRequest) -> HttpResponse:
    seat = request.seat
    missing = mapper.adopt_suggestions(by=seat.actor, at=request.at, destination=current(seat))
    said = f"{len(missing)} accounts still have no counterpart." if missing else "Every account has a counterpart."
    messages.success(request, said)
    return redirect(seat.to.place("connect/mapping"))


@require_POST
def refresh(request: WebRequest) -> HttpResponse:
    seat = request.seat
    require(seat.actor, "connect")
    read_accounts(request, current(seat))
    messages.success(request, "Accounts and tax rates were read from Xero.")
    return redirect(seat.to.place("connect/mapping"))
