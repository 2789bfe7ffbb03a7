"""The settings of the link to Xero, and what it copies under them: the article's table row by row."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from counterfoil.core.link import AREAS, DAY_LIMITS, DEFAULT, TRANSFERS, TRUST_TRANSFERS, LinkSettings
from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import require
from counterfoil.kinds import all_kinds
from counterfoil.outbox.current import destination_of
from counterfoil.reports.capabilities import NOT_YET, Capability
from counterfoil.reports.capabilities import capabilities as rows_of
from counterfoil.web.forms.plain import Control, plain_form
from counterfoil.web.fresh import just_signed_in
from counterfoil.web.pages import page
from counterfoil.web.refused import form_status
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.views.mapping import crumbs
from counterfoil.web.words import said
from counterfoil.xero.connection import connected
from counterfoil.xero.link_settings import change_settings, settings_of

Values = dict[str, Any]

LATER = (
    "A change touches only what is posted from then on. What waits already goes as it was posted, and what is in Xero"
    " stays as it is there; so does a contact's name."
)


@require_http_methods(["GET", "POST"])
@just_signed_in(back="connect/settings")
def settings(request: WebRequest) -> HttpResponse:
    """What is copied and how; saved as a whole."""
    seat = request.seat
    require(seat.actor, "connect")
    destination = connected(seat.firm.id)
    chosen, day_limit = settings_of(destination), destination.day_limit
    refusal: Refusal | None = None
    if request.method == "POST":
        chosen, day_limit = _chosen(request)
        try:
            changed = change_settings(
                by=seat.actor, at=request.at, destination=destination, settings=chosen, day_limit=day_limit
            )
        except Refusal as no:
            refusal = no
        else:
            messages.success(request, "Saved, for what is posted from now on." if changed else "Nothing changed.")
            return redirect(seat.to.place("connect/settings"))
    form = plain_form(
        _controls(chosen, day_limit),
        action=seat.to.place("connect/settings"),
        verb="Save the settings",
        cancel=seat.to.place("connect"),
        refusal=refusal,
        foot={"label": "What is copied under these settings", "href": seat.to.place("capabilities")},
    )
    values = {
        "page": {
            "title": "Settings of the link",
            "crumbs": crumbs(seat, "Settings"),
            "facts": [{"text": destination.name}],
        },
        "note": {"text": LATER},
        "form": form,
    }
    return page(request, "pages/form.html", values, place="sync", status=form_status(refusal))


def _chosen(request: WebRequest) -> tuple[LinkSettings, int]:
    sent = request.POST
    limit = sent.get("day_limit", "")
    settings = LinkSettings(
        areas=frozenset(code for code in AREAS if sent.get(f"area-{code}")),
        transfers=sent.get("transfers", ""),
        trust_transfers=sent.get("trust_transfers", ""),
        numbers_only=bool(sent.get("numbers_only")),
        lines_apart=sent.get("lines", "") == "apart",
        keep_surplus=sent.get("surplus", "") == "kept",
    )
    return settings, int(limit) if limit.isascii() and limit.isdigit() else 0


def _controls(chosen: LinkSettings, day_limit: int) -> list[Control]:
    there = {kind.carried_with for kind in all_kinds().values()}
    areas = [
        Control(
            f"area-{area.code}",
            f"Copy {area.title.lower()}",
            kind="checkbox",
            value="on" if chosen.copies(area.code) else "",
            width="field-6",
            help=f"{area.says}. {_default(area.code, there)}",
        )
        for area in AREAS.values()
    ]
    transfers = [{"value": code, "label": says} for code, says in TRANSFERS.items()]
    lines = [
        {"value": "summed", "label": "Summed for each account and tax"},
        {"value": "apart", "label": "Kept apart, one by one"},
    ]
    limits = [{"value": str(limit), "label": f"{limit:,} calls a day"} for limit in DAY_LIMITS]
    return [
        *areas,
        Control(
            "transfers",
            "Bank transfers are written",
            kind="select",
            value=chosen.transfers,
            required=True,
            width="field-6",
            more={"options": transfers},
        ),
        Control(
            "lines",
            "Lines of bills and credit notes",
            kind="select",
            value="apart" if chosen.lines_apart else "summed",
            required=True,
            width="field-6",
            help="The totals agree either way. The article's way is to sum them.",
            more={"options": lines},
        ),
        Control(
            "trust_transfers",
            "Transfers of trust money are written",
            kind="select",
            value=chosen.trust_transfers,
            required=True,
            width="field-12",
            more={"options": [{"value": code, "label": said(says)} for code, says in TRUST_TRANSFERS.items()]},
        ),
        Control(
            "surplus",
            "What a receipt leaves over",
            kind="select",
            value="kept" if chosen.keep_surplus else "copied",
            required=True,
            width="field-6",
            help="Kept here, Xero's bank account lacks it until it is entered there; the comparison names it.",
            more={
                "options": [
                    {"value": "copied", "label": "Copied at once, as an overpayment"},
                    {"value": "kept", "label": "Kept here"},
                ]
            },
        ),
        Control(
            "numbers_only",
            "Matter numbers only",
            kind="checkbox",
            value="on" if chosen.numbers_only else "",
            width="field-6",
            help="For confidentiality: no name, title or typed text leaves. A client is named by its code, a line by"
            " its account.",
        ),
        Control(
            "day_limit",
            "Xero's limit",
            kind="select",
            value=str(day_limit),
            required=True,
            width="field-6",
            help="1,000 on the lowest tier of apps, 5,000 above it. One part in ten is kept for looking up what is in"
            " doubt.",
            more={"options": limits},
        ),
    ]


def _default(code: str, there: set[str]) -> str:
    usual = "Copied unless switched off." if AREAS[code].default else "Stays here unless switched on."
    return usual if code in there else f"{usual} No document of this sort can be entered in this version yet."


@require_GET
def capabilities(request: WebRequest) -> HttpResponse:
    """What is copied under the firm's settings; those of a new connection while there is none."""
    seat = request.seat
    destination = destination_of(seat.firm.id)
    link = settings_of(destination) if destination else DEFAULT
    rows = rows_of(all_kinds(), link)
    sections = list(dict.fromkeys(row.section for row in rows))
    under = f"under the settings for {destination.name}" if destination else "as a new connection begins"
    buttons = []
    if destination and seat.may("connect"):
        buttons.append({"label": "Settings of the link", "href": seat.to.place("connect/settings"), "icon": "settings"})
    values = {
        "page": {
            "title": "What is copied to Xero",
            "crumbs": [{"label": "Help", "href": seat.to.place("help")}, {"label": "Capabilities"}],
            "facts": [{"text": under}],
            "actions": buttons,
        },
        "tables": [_table(section, [row for row in rows if row.section == section], seat) for section in sections],
    }
    return page(request, "pages/capabilities.html", values, place="help")


def _table(section: str, rows: list[Capability], seat: Seat) -> Values:
    to = seat.to.place("connect/settings") if seat.may("connect") else ""
    return {
        "id": section.lower().replace(" ", "-"),
        "title": section,
        "caption": section,
        "columns": [
            {"key": "transaction", "label": "Transaction", "kind": "text"},
            {"key": "article", "label": "The article", "kind": "text"},
            {"key": "here", "label": "Here", "kind": "badge"},
            {"key": "why", "label": "Why", "kind": "text"},
            {"key": "setting", "label": "Setting", "kind": "text"},
        ],
        "rows": [
            {
                "cells": [
                    said(row.transaction),
                    row.article,
                    {"text": row.here, "tone": "" if row.here in ("No", NOT_YET) else "trust"},
                    said(row.why),
                    {"text": row.setting, "href": to} if row.setting and to else row.setting,
                ]
            }
            for row in rows
        ],
    }
