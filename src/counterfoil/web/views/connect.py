"""Connecting to Xero: ask for consent, come back, look at every rule of the pre-flight, connect; and disconnect."""

from typing import Any

import httpx
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
from counterfoil.web.fresh import just_signed_in
from counterfoil.web.pages import READ, page
from counterfoil.web.refused import form_status, refused, sentence
from counterfoil.web.seat import WebRequest, actor_of, memberships
from counterfoil.web.show import rail
from counterfoil.web.show.document import local
from counterfoil.web.show.preflight import differences_table, rules_table, stopping
from counterfoil.web.templatetags.counterfoil_ui import moment
from counterfoil.web.views.mapping import crumbs, read_accounts
from counterfoil.xero import connection, consent, preflight
from counterfoil.xero import mapping as mapper
from counterfoil.xero.client import new_http
from counterfoil.xero.connection import Looked, connected
from counterfoil.xero.consent import Offered
from counterfoil.xero.disconnecting import disconnect
from counterfoil.xero.models import Connection
from counterfoil.xero.preflight_reading import read_ours

Values = dict[str, Any]

CONNECTING = "connecting_firm"
"""The session remembers for which firm a consent was asked; Xero brings back no address of ours but the one."""


@require_GET
def connect(request: WebRequest) -> HttpResponse:
    """How the firm stands with Xero, and the way there. What refuses here already is said before anybody is asked."""
    seat = request.seat
    require(seat.actor, "connect")
    link = link_of(firm_id=seat.firm.id)
    settings = config.load()
    stops = stopping(preflight.of_the_firm(read_ours(seat.firm.id)))
    values: Values = {
        "page": {"title": "Connect to Xero", "crumbs": crumbs(seat, "Connection")},
        "redirect_uri": consent.redirect_uri(settings),
        "ready": bool(settings.xero_client_id),
        "custom": settings.xero_app == "custom",
        "begin": seat.to.place("connect/begin"),
        "table": rules_table(stops, seat, caption="What stands in the way") if stops else None,
    }
    if link:
        values["connected"] = {
            **rail.head(seat, link, at=request.at),
            "facts": _facts(request, link.id),
            "mapping": seat.to.place("connect/mapping"),
            "old_bills": seat.to.place("connect/old-bills") if seat.may(READ) else "",
        }
        values["disconnect"] = seat.to.place("connect/end")
    return page(request, "pages/connect.html", values, place="sync")


def _facts(request: WebRequest, destination_id: int) -> list[Values]:
    """Since when, and who read what before."""
    seat = request.seat
    found = Connection.objects.filter(destination_id=destination_id).select_related("feeds_read_by").first()
    if found is None:
        return []
    facts: list[Values] = [{"label": "Connected", "text": moment(local(found.made_at, seat))}]
    if found.feeds_read_at and found.feeds_read_by:
        said = f"read by {found.feeds_read_by.name}, {moment(local(found.feeds_read_at, seat))}"
        facts.append({"label": "Bank feed advice", "text": said})
    return facts


@require_POST
@just_signed_in(back="connect")
def begin(request: WebRequest) -> HttpResponse:
    """The consent's address, bound to this session and firm, on a page that leads there: a form may not."""
    seat, settings = request.seat, config.load()
    require(seat.actor, "connect")
    if settings.xero_app == "custom":
        with new_http() as http:
            made = consent.begin_custom(by=seat.actor, at=request.at, settings=settings, http=http)
        return redirect(seat.to.place(f"connect/choose/{made.pk}"))
    if not request.session.session_key:
        request.session.save()
    session = request.session.session_key or ""
    address = consent.begin(by=seat.actor, at=request.at, session=session, settings=settings)
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
            made, _ = consent.finish(
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
@just_signed_in(back="connect")
def choose(request: WebRequest, consent_id: int) -> HttpResponse:
    """The organisation, and every rule of the pre-flight with its verdict, before anything is copied there."""
    seat = request.seat
    require(seat.actor, "connect")
    given = a_consent(request, consent_id)
    with new_http() as http:
        offered = consent.offered(given, at=request.at, settings=config.load(), http=http)
        sole = offered[0].tenant_id if len(offered) == 1 else ""
        tenant = request.POST.get("tenant") or request.GET.get("tenant") or sole
        if request.method == "POST" and not tenant:
            raise Refusal("organisation-unknown", "choose an organisation first")
        return _chosen(request, given, offered, tenant, http)


def a_consent(request: WebRequest, consent_id: int) -> Connection:
    """A consent of this firm for which nobody has chosen an organisation yet."""
    given = Connection.objects.filter(pk=consent_id, firm_id=request.seat.firm.id, state="choosing").first()
    if given is None:
        raise Refusal("consent-expired", "this consent has been used or is over; begin again")
    return given


def _chosen(
    request: WebRequest, given: Connection, offered: list[Offered], tenant: str, http: httpx.Client
) -> HttpResponse:
    """Connect where somebody pressed the button; otherwise, and when it is refused, show what was found."""
    seat, settings = request.seat, config.load()
    read, refusal, looked = bool(request.POST.get("feed_advice")), None, None
    if request.method == "POST":
        try:
            destination = connection.connect(
                given,
                tenant_id=tenant,
                feed_advice_read=read,
                by=seat.actor,
                at=request.at,
                settings=settings,
                http=http,
            )
        except Refusal as no:
            refusal = no
        else:
            return read_and_map(request, destination)
    if tenant:
        looked = connection.look(
            given, tenant_id=tenant, feed_advice_read=read, by=seat.actor, at=request.at, settings=settings, http=http
        )
    here = seat.to.place(f"connect/choose/{given.pk}")
    values = {
        "page": {"title": _title(looked, offered), "crumbs": crumbs(seat, "Organisation")},
        "offered": [
            {"label": each.name, "href": f"{here}?tenant={each.tenant_id}", "current": each.tenant_id == tenant}
            for each in offered
        ],
        **(_looked(request, looked, f"{here}?tenant={tenant}", refusal) if looked else {}),
    }
    if looked and looked.facts.ours.copies_go_to and seat.may("replace organisation"):
        stops = [verdict.code for _, verdict in stopping(looked.verdicts)]
        values["leave"] = seat.to.place(f"connect/replace/{given.pk}", tenant=tenant)
        values["left"] = looked.facts.ours.copies_go_to[1] if "already-connected" in stops else ""
    return page(request, "pages/preflight.html", values, place="sync", status=form_status(refusal))


def _title(looked: Looked | None, offered: list[Offered]) -> str:
    if looked is None:
        return "Which organisation?" if offered else "No organisation"
    return f"Connect {looked.facts.theirs.name}?"


def _looked(request: WebRequest, looked: Looked, here: str, refusal: Refusal | None) -> Values:
    """The verdicts and, where nothing stands in the way, the form that connects."""
    seat, theirs, stops = request.seat, looked.facts.theirs, stopping(looked.verdicts)
    values: Values = {
        "name": theirs.name,
        "stops": len(stops),
        "again": here,
        "table": rules_table(looked.verdicts, seat, caption="What was looked at"),
        "differences": differences_table(looked.differences),
    }
    if stops:
        return values
    advice = Control(
        "feed_advice",
        "I have read this. Who ticked it, and when, is kept.",
        kind="checkbox",
        value="on" if request.POST.get("feed_advice") else "",
        required=True,
        width="field-12",
        more={"attributes": {"data-key": "r"}},
    )
    return {
        **values,
        "advice": "" if looked.facts.feed_advice_read and not request.POST else preflight.FEED_ADVICE,
        "form": plain_form(
            [] if looked.facts.feed_advice_read and not request.POST else [advice],
            action=here,
            verb=f"Connect {theirs.name}",
            cancel=seat.to.place("connect"),
            refusal=refusal,
            where={"feed-advice-not-read": "feed_advice"},
        ),
    }


def read_and_map(request: WebRequest, destination: Destination) -> HttpResponse:
    seat = request.seat
    read_accounts(request, destination)
    missing = mapper.adopt_suggestions(by=seat.actor, at=request.at, destination=destination)
    messages.success(request, f"Connected to {destination.name}. What is posted from now on is copied there.")
    if missing:
        messages.warning(request, "Some accounts have no counterpart yet. Choose one for those that you use.")
    return redirect(seat.to.place("connect/mapping"))


@require_http_methods(["GET", "POST"])
@just_signed_in(back="connect")
def end(request: WebRequest) -> HttpResponse:
    """Disconnecting asks why, and says what stays."""
    seat = request.seat
    require(seat.actor, "connect")
    destination = connected(seat.firm.id)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            with new_http() as http:
                ended = disconnect(
                    by=seat.actor, at=request.at, why=request.POST.get("why", ""), settings=config.load(), http=http
                )
        except Refusal as no:
            refusal = no
        else:
            messages.success(request, f"{ended.name} is disconnected.")
            if not ended.at_xero:
                told = "Xero did not confirm it. Take the app away there under Settings, Connected apps."
                messages.warning(request, told)
            return redirect(seat.to.place("sync"))
    why = Control("why", "Reason", value=request.POST.get("why", ""), required=True, width="field-12")
    action, back = seat.to.place("connect/end"), seat.to.place("connect")
    where = {"reason-missing": "why"}
    form = plain_form([why], action=action, verb="Disconnect", cancel=back, refusal=refusal, where=where)
    text = (
        "What is in Xero stays there; what waits stays here, untouched. The books go on without Xero, and the same"
        " organisation can be connected again."
    )
    values = {
        "page": {"title": f"Disconnect {destination.name}", "crumbs": crumbs(seat, "Disconnect")},
        "note": {"text": sentence(text)},
        "form": form,
    }
    return page(request, "pages/form.html", values, place="sync", status=form_status(refusal))
