"""The mapping: which account and tax rate in Xero answers to which here: suggested, refreshed, chosen."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from counterfoil import config
from counterfoil.core.refusals import InputRefused, Refusal
from counterfoil.firms.roles import require
from counterfoil.outbox.current import destination_of
from counterfoil.outbox.models import Destination
from counterfoil.web.asked import Asked
from counterfoil.web.fresh import just_signed_in
from counterfoil.web.pages import fragment, page
from counterfoil.web.refused import form_status, sentence
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show import mapping as show
from counterfoil.xero import connection
from counterfoil.xero import mapping as mapper
from counterfoil.xero.client import new_http
from counterfoil.xero.connection import connected
from counterfoil.xero.mapped import MappedAccount, MappedTax, Mapping, choices, mapping, rate_choices
from counterfoil.xero.new_accounts import create_account, making
from counterfoil.xero.reading import Refreshed, last_refresh, refresh_accounts
from counterfoil.xero.suggesting import Suggestion, suggest_accounts, suggest_tax_types

Values = dict[str, Any]


def is_connected(seat: Seat) -> bool:
    return destination_of(seat.firm.id) is not None


def crumbs(seat: Seat, last: str) -> list[Values]:
    return [{"label": "Xero sync", "href": seat.to.place("sync")}, {"label": last}]


def read_accounts(request: WebRequest, destination: Destination) -> Refreshed:
    settings = config.load()
    clock: Callable[[], Any] = lambda: request.at  # noqa: E731
    with new_http() as http:
        client = connection.client_for(destination.pk, at=clock, settings=settings, http=http)
        if client is None:
            raise Refusal("not-connected", "the firm is not connected to Xero")
        return refresh_accounts(by=request.seat.actor, at=request.at, destination=destination, network=client)


@require_http_methods(["GET", "POST"])
@just_signed_in(back="connect/mapping")
def mapped(request: WebRequest) -> HttpResponse:
    """Which account and tax rate in Xero answers to which here; what is missing, and what waits because of it."""
    seat = request.seat
    require(seat.actor, "connect")
    destination = connected(seat.firm.id)
    found = mapping(firm_id=seat.firm.id, destination_id=destination.pk)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            changed = _choose(request, destination, found)
        except Refusal as no:
            refusal = no
        else:
            said = f"{changed} changed. What failed for want of a counterpart goes on by itself."
            messages.success(request, said if changed else "Nothing changed.")
            return redirect(seat.to.place("connect/mapping"))
    suggested = {each.account.pk: each for each in suggest_accounts(destination)}
    wrong = dict(refusal.fields) if isinstance(refusal, InputRefused) else {}
    stopping = sum(1 for each in found.gaps if each.stops)
    only = "gaps" if Asked(request).text("show") == "gaps" and stopping else ""
    typed = _typed(request, found, wrong) if refusal else show.NOTHING_TYPED
    values = {
        "page": {
            "title": "Mapping",
            "crumbs": crumbs(seat, "Mapping"),
            "facts": [
                {"text": destination.name},
                {"text": f"{stopping} without a usable counterpart" if stopping else "complete"},
            ],
            "actions": _actions(seat, suggests=_suggests(found, suggested, destination)),
        },
        "action": seat.to.place("connect/mapping"),
        "errors": _errors(refusal, wrong),
        "note": show.missing(found),
        "refreshed": show.refreshed(last_refresh(destination.pk), seat),
        "create": seat.to.place("connect/create"),
        "tabs": _tabs(seat, found, stopping, only),
        "tables": show.tables(found, suggested, seat, making=making(destination.pk), typed=typed, only=only),
    }
    return page(request, "pages/mapping.html", values, place="sync", status=form_status(refusal))


def _actions(seat: Seat, *, suggests: bool) -> list[Values]:
    """Taking the suggestions stands there as long as there are any."""
    settings = {"label": "Settings", "href": seat.to.place("connect/settings"), "icon": "settings"}
    refresh = {
        "label": "Refresh from Xero",
        "href": seat.to.place("connect/refresh"),
        "icon": "refresh-cw",
        "post": True,
    }
    take = {"label": "Take the suggestions", "href": seat.to.place("connect/suggest"), "icon": "check", "post": True}
    return [settings, refresh, *([take | {"main": True}] if suggests else [])]


def _suggests(found: Mapping, suggested: dict[int, Suggestion], destination: Destination) -> bool:
    """Whether something suggests itself for a row that has no counterpart."""
    bare = [suggested.get(each.account_id) for each in found.accounts if not each.remote_id]
    codes = {each.code for each in found.taxes if not each.tax_type}
    return any(each and each.remote for each in bare) or bool(codes and codes & suggest_tax_types(destination).keys())


def _errors(refusal: Refusal | None, wrong: dict[str, Refusal]) -> Values | None:
    if refusal is None:
        return None
    entries = [{"text": sentence(each), "field": f"id_{name}"} for name, each in wrong.items()]
    return {"title": "Nothing was saved.", "entries": entries or [{"text": sentence(refusal), "field": ""}]}


def _tabs(seat: Seat, found: Mapping, stopping: int, only: str) -> list[Values]:
    to = seat.to.place("connect/mapping")
    everything = {
        "label": "Everything",
        "href": to,
        "current": not only,
        "count": len(found.accounts) + len(found.taxes),
    }
    gaps = {
        "label": "Without a usable counterpart",
        "href": f"{to}?show=gaps",
        "current": bool(only),
        "count": stopping,
    }
    return [everything, gaps]


def _choose(request: WebRequest, destination: Destination, found: Mapping) -> int:
    """Every box that differs from what is stored is a choice; one that was not sent stays as it is."""
    accounts = {each.account_id: _account_sent(request, found, each) for each in found.accounts}
    taxes = {each.tax_code_id: _tax_sent(request, found, each) for each in found.taxes}
    seat = request.seat
    return mapper.choose(
        by=seat.actor,
        at=request.at,
        destination=destination,
        accounts={
            each.account_id: to for each in found.accounts if (to := accounts[each.account_id]) != each.remote_id
        },
        taxes={each.tax_code_id: to for each in found.taxes if (to := taxes[each.tax_code_id]) != each.tax_type},
    )


UNKNOWN = "?"
"""No account and no tax rate in Xero is called that: words in a box that mean nothing, or more than one thing."""


def _account_sent(request: WebRequest, found: Mapping, row: MappedAccount) -> str:
    picked, words = _sent(request, f"account-{row.account_id}", row.remote_id, found.named)
    return found.account_meant(row.ours, words) or UNKNOWN if words else picked


def _tax_sent(request: WebRequest, found: Mapping, row: MappedTax) -> str:
    picked, words = _sent(request, f"tax-{row.tax_code_id}", row.tax_type, found.rate_named)
    return found.rate_meant(row.direction, words) or UNKNOWN if words else picked


def _sent(request: WebRequest, name: str, stored: str, named: Callable[[str], str]) -> tuple[str, str]:
    """What was picked, and words that were typed in its place; the words of the choice itself add nothing."""
    picked = request.POST.get(name, stored)
    words = request.POST.get(f"{name}_text")
    if words is None or words.strip() == named(picked):
        return picked, ""
    return "", words.strip()


def _typed(request: WebRequest, found: Mapping, wrong: dict[str, Refusal]) -> show.Typed:
    """What stood in the form, the words of each box as they were."""
    names = [f"account-{each.account_id}" for each in found.accounts] + [
        f"tax-{each.tax_code_id}" for each in found.taxes
    ]
    picked = {name: request.POST[name] for name in names if name in request.POST}
    words = {name: request.POST[f"{name}_text"] for name in names if f"{name}_text" in request.POST}
    return show.Typed(picked, words, wrong)


@require_GET
def options(request: WebRequest, sort: str, key: int) -> HttpResponse:
    """What the picker of a row finds: accounts or tax rates in Xero that may answer to that one of ours."""
    seat = request.seat
    require(seat.actor, "connect")
    words = Asked(request).text("q")
    where: Values = {"firm_id": seat.firm.id, "destination_id": connected(seat.firm.id).pk, "words": words}
    if sort == "account":
        found = choices(account_id=key, **where)
    elif sort == "tax":
        found = rate_choices(tax_code_id=key, **where)
    else:
        raise Http404("no such choice")
    shown = [{"value": each.value, "label": each.label} for each in found]
    none = "Nothing in Xero fits. Try fewer letters, or refresh."
    return fragment(request, "components/options.html", {"groups": [{"options": shown}] if shown else [], "none": none})


@require_POST
@just_signed_in(back="connect/mapping")
def create(request: WebRequest) -> HttpResponse:
    """Makes an account of ours in Xero; the worker sends it, and the page says how far it is."""
    seat = request.seat
    wanted = request.POST.get("account", "")
    account_id = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 19 else 0
    found = create_account(by=seat.actor, at=request.at, destination=connected(seat.firm.id), account_id=account_id)
    messages.success(request, f"{found.name} is being made in Xero with the code {found.code}.")
    return redirect(seat.to.place("connect/mapping"))


@require_POST
@just_signed_in(back="connect/mapping")
def suggest(request: WebRequest) -> HttpResponse:
    """Takes every suggestion at once, for what has no counterpart yet."""
    seat = request.seat
    missing = mapper.adopt_suggestions(by=seat.actor, at=request.at, destination=connected(seat.firm.id))
    said = f"{len(missing)} accounts still have no counterpart." if missing else "Every account has a counterpart."
    messages.success(request, said)
    return redirect(seat.to.place("connect/mapping"))


@require_POST
def refresh(request: WebRequest) -> HttpResponse:
    """Reads Xero's accounts and tax rates again; the page then says what changed there."""
    seat = request.seat
    require(seat.actor, "connect")
    found = read_accounts(request, connected(seat.firm.id))
    if found.taken.added:
        messages.success(request, f"New in the chart: {', '.join(found.taken.added)}.")
    for why in found.taken.left[:5]:
        messages.warning(request, sentence(why))
    if found.stopping:
        messages.warning(request, f"{len(found.stopping)} of the changes stop copies; choose another counterpart.")
    said = f"{len(found.changes)} changes" if len(found.changes) != 1 else "1 change"
    messages.success(
        request, f"Accounts and tax rates were read from Xero: {said if found.changes else 'nothing new'}."
    )
    return redirect(seat.to.place("connect/mapping"))
