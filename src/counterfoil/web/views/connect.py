"""Connecting to Xero: ask for consent, come back, confirm the organisation."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from counterfoil import config
from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import require
from counterfoil.outbox.models import Destination
from counterfoil.reports.sync_status import connection as link_of
from counterfoil.web.forms.plain import Control, plain_form
from counterfoil.web.pages import page
from counterfoil.web.refused import form_status, refused, sentence
from counterfoil.web.seat import WebRequest, actor_of, memberships
from counterfoil.web.show import rail
from counterfoil.web.views.mapping import crumbs, current, read_accounts
from counterfoil.xero import connection
from counterfoil.xero import mapping as mapper
from counterfoil.xero.client import new_http
from counterfoil.xero.models import Connection

Values = dict[str, Any]

CONNECTING = "connecting_firm"
"""The session remembers for which firm a consent was asked; Xero brings back no address of ours but the one."""


@require_GET
def connect(request: WebRequest) -> HttpResponse:
    seat = request.seat
    require(seat.actor, "connect")
    link = link_of(firm_id=seat.firm.id)
    settings = config.load()
    values: Values = {
        "page": {"title": "Connect to Xero", "crumbs": crumbs(seat, "Connection")},
        "redirect_uri": connection.redirect_uri(settings),
        "ready": bool(settings.xero_client_id),
        "begin": seat.to.place("connect/begin"),
        "facts": [],
    }
    if link:
        values["connected"] = {**rail.head(seat, link), "mapping": seat.to.place("connect/mapping")}
        values["disconnect"] = seat.to.place("connect/end")
    return page(request, "pages/connect.html", values, place="sync")


@require_POST
def begin(request: WebRequest) -> HttpResponse:
    """The consent's address, bound to this session and firm, is a plain link: a form may not lead elsewhere."""
    seat = request.seat
    require(seat.actor, "connect")
    if not request.session.session_key:
        request.session.save()
    session = request.session.session_key or ""
    address = connection.begin(by=seat.actor, at=request.at, session=session, settings=config.load())
    request.session[CONNECTING] = seat.firm.public_id
    values = {"page": {"title": "Go to Xero", "crumbs": crumbs(seat, "Consent")}, "address": address}
    return page(request, "pages/connect_go.html", values, place="sync")


@login_required
@require_GET
def callback(request: HttpRequest) -> HttpResponse:
    """Xero sends the person back here. Stores, and redirects at once; nothing is rendered but a refusal."""
    assert request.user.is_authenticated
    firm = request.session.get(CONNECTING, "")
    member = next((each for each in memberships(request.user.pk) if each.firm.public_id == firm), None)
    if member is None:
        raise Http404("no consent was asked for in this session")
    back = f"/f/{firm}/connect/"
    if request.GET.get("error"):
        messages.error(request, "Consent was not given at Xero. Nothing has changed.")
        return redirect(back)
    try:
        with new_http() as http:
            made, _ = connection.finish(
                by=actor_of(member, request.user.name),
                at=request.at,  # type: ignore[attr-defined]
                session=request.session.session_key or "",
                state=request.GET.get("state", ""),
                code=request.GET.get("code", ""),
                settings=config.load(),
                http=http,
            )
    except Refusal as refusal:
        return refused(request, refusal)
    request.session.pop(CONNECTING, None)
    return redirect(f"{back}choose/{made.pk}/")


@require_http_methods(["GET", "POST"])
def choose(request: WebRequest, consent: int) -> HttpResponse:
    """Which organisation, in words, before anything is copied there."""
    seat = request.seat
    require(seat.actor, "connect")
    given = Connection.objects.filter(pk=consent, firm_id=seat.firm.id, state="choosing").first()
    if given is None:
        raise Refusal("consent-expired", "this consent has been used or is over; begin again")
    settings, refusal = config.load(), None
    with new_http() as http:
        offered = connection.offered(given, at=request.at, settings=settings, http=http)
        if request.method == "POST":
            try:
                tenant = request.POST.get("tenant", "")
                destination = connection.connect(
                    given, tenant_id=tenant, by=seat.actor, at=request.at, settings=settings, http=http
                )
            except Refusal as no:
                refusal = no
            else:
                return _read_and_map(request, destination)
    options = [{"value": each.tenant_id, "label": each.name} for each in offered]
    first = options[0]["value"] if len(options) == 1 else ""
    control = Control(
        "tenant",
        "Organisation",
        kind="radio",
        value=request.POST.get("tenant", first),
        required=True,
        width="field-12",
        more={"options": options},
    )
    action = seat.to.place(f"connect/choose/{consent}")
    back = seat.to.place("connect")
    form = plain_form([control], action=action, verb="Connect this organisation", cancel=back, refusal=refusal)
    text = "Everything posted from now on is copied there. What was posted before stays here. Nothing comes back."
    values = {
        "page": {"title": "Which organisation?", "crumbs": crumbs(seat, "Organisation")},
        "note": {"text": text},
        "form": form,
    }
    return page(request, "pages/form.html", values, place="sync", status=form_status(refusal))


def _read_and_map(request: WebRequest, destination: Destination) -> HttpResponse:
    seat = request.seat
    read_accounts(request, destination)
    missing = mapper.adopt_suggestions(by=seat.actor, at=request.at, destination=destination)
    messages.success(request, f"Connected to {destination.name}.")
    if missing:
        messages.warning(
            request, f"{len(missing)} accounts have no counterpart yet. Choose one for those that you use."
        )
    return redirect(seat.to.place("connect/mapping"))


@require_http_methods(["GET", "POST"])
def end(request: WebRequest) -> HttpResponse:
    """Disconnecting asks why, and says what stays."""
    seat = request.seat
    require(seat.actor, "connect")
    destination = current(seat)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            with new_http() as http:
                connection.disconnect(
                    by=seat.actor, at=request.at, why=request.POST.get("why", ""), settings=config.load(), http=http
                )
        except Refusal as no:
            refusal = no
        else:
            messages.success(request, f"{destination.name} is disconnected.")
            return redirect(seat.to.place("sync"))
    why = Control("why", "Reason", value=request.POST.get("why", ""), required=True, width="field-12")
    action, back = seat.to.place("connect/end"), seat.to.place("connect")
    where = {"reason-missing": "why"}
    form = plain_form([why], action=action, verb="Disconnect", cancel=back, refusal=refusal, where=where)
    text = "What is in Xero stays there; what waits stays here, untouched. The books go on without Xero."
    values = {
        "page": {"title": f"Disconnect {destination.name}", "crumbs": crumbs(seat, "Disconnect")},
        "note": {"text": sentence(text)},
        "form": form,
    }
    return page(request, "pages/form.html", values, place="sync", status=form_status(refusal))
