"""Admin > Accounting: the package, chosen once after "I understand"; and the file that is keyed in elsewhere."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from counterfoil import config
from counterfoil.core.dates import EARLIEST
from counterfoil.core.packages import PACKAGES, package_of
from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import require
from counterfoil.practice.package import UNDERSTOOD, choose_package
from counterfoil.reports.rekeying import lines_to_key
from counterfoil.reports.setting_up import Chosen, chosen_package
from counterfoil.web.asked import Asked
from counterfoil.web.files import csv_answer
from counterfoil.web.fresh import just_signed_in
from counterfoil.web.pages import page
from counterfoil.web.refused import form_status, sentence
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show.document import local
from counterfoil.web.show.listing import plain
from counterfoil.web.show.settings import settings_tabs
from counterfoil.web.templatetags.counterfoil_ui import longdate
from counterfoil.web.views.mapping import is_connected

Values = dict[str, Any]


@require_http_methods(["GET", "POST"])
@just_signed_in(back="settings/accounting")
def accounting(request: WebRequest) -> HttpResponse:
    """`?package=xero` opens the dialog for it; posting from there chooses."""
    seat = request.seat
    refusal: Refusal | None = None
    if request.method == "POST":
        require(seat.actor, "set up firm")
        package, understood = request.POST.get("package", ""), request.POST.get("understood") == "on"
        try:
            choose_package(package=package, understood=understood, by=seat.actor, at=request.at)
        except Refusal as refused:
            if refused.code != "not-acknowledged":
                raise
            refusal = refused
        else:
            messages.success(request, f"{PACKAGES[package].title} is the firm's accounting package.")
            return redirect(seat.to.place(_next(package)))
    chosen = chosen_package(seat.firm.id)
    asked = request.POST.get("package") or request.GET.get("package", "")
    values = {
        "page": {
            "title": "Accounting",
            "facts": [{"text": _standing(chosen, seat)}],
            "actions": _actions(chosen, seat),
        },
        "tabs": settings_tabs(seat, "settings/accounting"),
        "packages": _cards(chosen, seat),
        "dialog": None if chosen or not asked or not seat.may("set up firm") else _dialog(asked, seat, refusal),
        "rekeying": _rekeying(seat) if chosen and not PACKAGES[chosen.package].ledger else None,
    }
    return page(request, "pages/package.html", values, place="settings/accounting", status=form_status(refusal))


def _next(package: str) -> str:
    """Where a firm goes on that has just chosen: to Xero where it leads there and the installation has an app."""
    return "connect" if PACKAGES[package].xero and config.load().xero_client_id else "setting-up"


def _actions(chosen: Chosen | None, seat: Seat) -> list[Values]:
    """What an admin does about Xero, from the page that the articles name: connect, refresh, map."""
    if chosen is None or not PACKAGES[chosen.package].xero or not seat.may("connect"):
        return []
    connect = {"label": "Connect to Xero", "href": seat.to.place("connect"), "icon": "link", "key": "C"}
    if not is_connected(seat):
        return [connect | {"main": True}]
    refresh = {"label": "Refresh", "href": seat.to.place("connect/refresh"), "icon": "refresh-cw", "key": "R"}
    mapping = {"label": "Mapping", "href": seat.to.place("connect/mapping"), "icon": "arrow-right-left", "key": "M"}
    return [connect | {"label": "Connection"}, mapping, refresh | {"post": True, "main": True}]


def _standing(chosen: Chosen | None, seat: Seat) -> str:
    if chosen is None:
        who = "choose" if seat.may("set up firm") else "an admin chooses"
        return f"{who} once how the firm keeps its books".capitalize()
    return f"Chosen by {chosen.who} on {longdate(local(chosen.at, seat))}; it cannot be changed"


def _cards(chosen: Chosen | None, seat: Seat) -> list[Values]:
    may_choose = chosen is None and seat.may("set up firm")
    return [
        {
            "code": package.code,
            "title": package.title,
            "says": package.says,
            "chosen": chosen is not None and chosen.package == package.code,
            "href": seat.to.place("settings/accounting", package=package.code) if may_choose else "",
        }
        for package in PACKAGES.values()
    ]


def _dialog(asked: str, seat: Seat, refusal: Refusal | None) -> Values:
    package = package_of(asked)
    return {
        "title": f"{package.title}: this cannot be changed later",
        "package": package.code,
        "name": package.title,
        "says": package.says,
        "label": UNDERSTOOD,
        "error": sentence(refusal) if refusal else "",
        "action": seat.to.place("settings/accounting"),
        "cancel": seat.to.place("settings/accounting"),
    }


def _rekeying(seat: Seat) -> Values:
    """The month before this one: what is usually keyed in."""
    last = date(seat.today.year, seat.today.month, 1)
    first = date(last.year - (last.month == 1), last.month - 1 or 12, 1)
    through = date.fromordinal(last.toordinal() - 1)
    return {
        "action": seat.to.csv("settings/rekeying"),
        "allowed": seat.may("export"),
        "fields": [
            {"kind": "date", "name": "since", "label": "From", "value": longdate(first), "required": True},
            {"kind": "date", "name": "through", "label": "To", "value": longdate(through), "required": True},
        ],
    }


@require_GET
def rekeying_csv(request: WebRequest) -> HttpResponse:
    """Each posted line of the days as one row."""
    seat, asked = request.seat, Asked(request)
    require(seat.actor, "export")
    since, through = asked.day("since") or EARLIEST, asked.day("through") or seat.today
    currency = seat.firm.currency
    rows = (
        (
            *(line.on, line.entry, line.title, line.document, line.matter, line.bank, line.account, line.account_name),
            plain(line.debit_minor, currency) if line.debit_minor else "",
            plain(line.credit_minor, currency) if line.credit_minor else "",
        )
        for line in lines_to_key(firm_id=seat.firm.id, since=since, through=through)
    )
    head = ("Date", "Entry", "What", "Document", "Matter", "Bank", "Account", "Account name", "Debit", "Credit")
    return csv_answer(f"entries {since} to {through}", head, rows)
