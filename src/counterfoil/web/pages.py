"""The frame of every page under a firm: the side bar, the top bar, the alert bar, and who sits in front of them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from counterfoil.core.jurisdictions import jurisdiction
from counterfoil.reports.glance import Glance, glance
from counterfoil.web.areas import AREAS, kinds_of
from counterfoil.web.packages import kinds_for
from counterfoil.web.refused import sentence
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show.settings import trust_money, trust_words
from counterfoil.web.templatetags.counterfoil_ui import initials, longdate
from counterfoil.web.words import spoken

Values = dict[str, Any]

READ = "read"

KEYS_OF_KINDS = {"client_bill": "b", "client_receipt": "r", "trust_receipt": "t", "trust_payment": "p"}


PLAIN: Values = {"id": "", "alarm": 0, "count": 0, "open": False, "parts": (), "current": False, "go": None}
"""All that the side bar asks of an entry: Django looks long for what a template names and does not find."""
ACTION: Values = {
    "disabled": False,
    "post": False,
    "submit": "",
    "key": "",
    "main": False,
    "icon": "",
    "attributes": {},
}
"""All that `components/action.html` asks of an action, for the same reason."""


def page(
    request: WebRequest, template: str, values: Mapping[str, Any], *, place: str = "", status: int = 200
) -> HttpResponse:
    """A whole page. `place` is the entry of the side bar that it belongs to."""
    seat = request.seat
    frame = {
        "shell": _shell(request, place),
        "today": seat.today,
        "date_order": "mdy" if seat.firm.jurisdiction == "us" else "dmy",
        "currency": seat.firm.currency,
    }
    return render(request, template, spoken({**frame, **values, **_headed(values)}), status=status)


def _headed(values: Mapping[str, Any]) -> Values:
    """The page's head with its actions whole."""
    head = values.get("page")
    if not head:
        return {}
    whole = {name: [{**ACTION, **each} for each in head[name]] for name in ("actions", "more") if head.get(name)}
    return {"page": {**head, **whole}}


def fragment(request: WebRequest, template: str, values: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """A part of a page, for htmx."""
    return render(request, template, spoken({"currency": request.seat.firm.currency, **values}), status=status)


def glanced(request: WebRequest) -> Glance:
    """The firm at a glance, asked once per request."""
    found = getattr(request, "_glance", None)
    if found is None:
        found = glance(firm_id=request.seat.firm.id)
        request._glance = found  # type: ignore[attr-defined]
    return found


def _shell(request: WebRequest, place: str) -> Values:
    seat, at_a_glance = request.seat, glanced(request)
    others = [
        {"name": name, "href": f"/f/{public_id}/", "current": public_id == seat.firm.public_id}
        for public_id, name in seat.others
    ]
    notices = alerts(seat, at_a_glance)
    return {
        "firm": {
            "name": seat.firm.name,
            "place": jurisdiction(seat.firm.jurisdiction).name,
            "initials": initials(seat.firm.name),
        },
        "firms": others if len(others) > 1 else [],
        "nav": _places(seat, at_a_glance, place),
        "settings": _entry(seat, place, "settings", "Settings", "settings", "s"),
        "help": {"href": seat.to.place("help")},
        "search": {"href": seat.to.place("search"), "results": seat.to.place("search/options")},
        "period": _period(seat, at_a_glance),
        "alerts": {"count": len(notices), "href": seat.to.home},
        "user": {
            "name": seat.actor.name,
            "email": seat.email,
            "initials": initials(seat.actor.name) or seat.email[:1].upper(),
            "sign_out": "/accounts/logout/",
            "links": [{"label": "Change password", "href": "/accounts/password/change/", "icon": "key-round"}],
        },
        "notice": _bar(notices, seat),
        "pulse": frame_pulse(request),
    }


def frame_pulse(request: WebRequest) -> Values | None:
    """What moves on every page while copies are pushed: the mark says whether a page has seen it already."""
    seat, firm = request.seat, glanced(request)
    if not firm.organisation:
        return None
    notices = alerts(seat, firm)
    seen = f"{firm.mode}-{firm.failed}-{firm.needs_you}-{firm.checking}-{firm.waiting}-{firm.drifted}"
    return {
        "seen": seen,
        "href": seat.to.place("sync/pulse", seen=seen),
        "notice": _bar(notices, seat),
        "item": _sync_entry(seat, firm, ""),
    }


def alerts(seat: Seat, firm: Glance) -> list[Values]:
    """What everybody has to see until somebody has seen to it, the worst first."""
    found: list[Values] = []
    sync = seat.to.place("sync")
    if firm.mode == "suspended":
        text = f"Nothing is sent to Xero; copies wait. {_first_sentence(firm.mode_reason)}".strip()
        found.append(_alert("bad", text, *_way_back(seat)))
    if firm.failed:
        some = "1 record" if firm.failed == 1 else f"{firm.failed:,} records"
        text = f"{some} could not be pushed to Xero. The books here are right."
        found.append(_alert("bad", text, f"{sync}?show=failed", "See why"))
    if firm.needs_you:
        some = "1 record waits" if firm.needs_you == 1 else f"{firm.needs_you:,} records wait"
        found.append(_alert("bad", f"{some} for a decision.", f"{sync}?show=needs_you", "Decide"))
    if firm.drifted:
        some = "1 record was" if firm.drifted == 1 else f"{firm.drifted:,} records were"
        href = seat.to.place("sync/drift") if seat.may(READ) else sync
        found.append(_alert("warn", f"{some} changed in Xero by somebody.", href, "See what differs"))
    if firm.mode == "safe":
        text = f"Pushing is held. {_first_sentence(firm.mode_reason)}".strip()
        found.append(_alert("warn", text, sync, "See the connection"))
    if not seat.firm.package and seat.may("set up firm"):
        text = "The firm is not set up yet: its accounting package has to be chosen."
        found.append(_alert("", text, seat.to.place("setting-up"), "Go on setting up"))
    if firm.for_trying:
        text = f"{firm.organisation} is a demo company. Xero empties it after 28 days; keep real books out of it."
        found.append(_alert("warn", text, sync, "See the connection"))
    if firm.bank_unnamed:
        text = "The firm's bank has no name yet" + (". It would go to Xero as it stands." if seat.has_xero else ".")
        there = f"{seat.to.contact(firm.bank_unnamed)}edit/"
        href = seat.to.place("setting-up/bank") if seat.may("set up firm") else there
        found.append(_alert("", text, href, "Enter your bank's name"))
    return found


def _first_sentence(reason: str) -> str:
    """The rest of a longer reason stands where the link leads."""
    return sentence(reason.partition(". ")[0]) if reason else ""


def _way_back(seat: Seat) -> tuple[str, str]:
    """Who may connect goes to where it is done; everybody else sees how things stand."""
    if seat.may("connect"):
        return seat.to.place("connect"), "Connect again"
    return seat.to.place("sync"), "See the connection"


def _bar(notices: list[Values], seat: Seat) -> Values | None:
    """The worst stands in the bar; how many more there are leads to Home, where all of them stand."""
    if not notices:
        return None
    others = len(notices) - 1
    more = {"label": f"and {others} more", "href": seat.to.home} if others else None
    return {**notices[0], "more": more}


def _alert(tone: str, text: str, href: str, link: str) -> Values:
    return {"tone": tone, "text": text, "href": href, "link": link}


def _period(seat: Seat, firm: Glance) -> Values:
    """The days on which something can be dated in the general ledger: this month alone, or more."""
    closed = firm.general_closed
    if closed is None:
        text = "from the start"
    elif (closed + timedelta(days=1)) == seat.today.replace(day=1):
        text = f"{seat.today:%B %Y}"
    else:
        text = f"from {longdate(closed + timedelta(days=1))}"
    return {"text": text, "href": seat.to.place("periods")}


def _places(seat: Seat, firm: Glance, place: str) -> list[Values]:
    """What the person may see: the areas of the firm's money, each with its kinds beneath while it is looked at."""
    reads = seat.may(READ)
    first = [_entry(seat, place, "", "Home", "house", "h")]
    if reads:
        first += [
            _entry(seat, place, "matters", "Matters", "briefcase-business", "m"),
            _entry(seat, place, "contacts", "Contacts", "users", "c"),
        ]
    groups: list[Values] = [{"title": "", "entries": first}]
    if reads:
        groups.append({"title": "Money", "entries": _areas(seat, place)})
        books = [_entry(seat, place, "reports", "Reports", "chart-column", "e")]
        if seat.has_ledger:
            books = [
                _entry(seat, place, "trial-balance", "Trial balance", "scale", "l"),
                _entry(seat, place, "accounts", "Chart of accounts", "book-text", "a"),
                *books,
            ]
        groups.append({"title": "Books", "entries": books})
    if seat.has_xero:
        groups.append({"title": "Connections", "entries": [_sync_entry(seat, firm, place)]})
    if seat.may("set up firm"):
        accounting = _entry(seat, place, "settings/accounting", "Accounting", "book", None)
        trust = _entry(seat, place, "settings/trust", trust_words(seat), "landmark", None)
        groups.append({"title": "Admin", "entries": [accounting, trust]})
    return groups


def _areas(seat: Seat, place: str) -> list[Values]:
    """An area leads to the list of its first kind; banking without kinds leads to the bank accounts."""
    found = []
    for area in AREAS:
        parts = [
            _entry(seat, place, f"money/{kind.code}", kind.plural, "", KEYS_OF_KINDS.get(kind.code))
            for kind in kinds_of(area, kinds_for(seat))
        ]
        if area.code == "banking":
            parts.append(_entry(seat, place, "banks", "Bank accounts", "", "k"))
        if parts:
            title = trust_money(seat) if area.code == "trust" else area.title
            is_open = any(part["current"] for part in parts)
            shown = {"label": title, "href": parts[0]["href"], "icon": area.icon, "parts": parts, "open": is_open}
            found.append({**PLAIN, **shown})
    return found


def _sync_entry(seat: Seat, firm: Glance, place: str) -> Values:
    entry = _entry(seat, place, "sync", "Xero sync", "cloud-upload", "x")
    return {**entry, "id": "nav_sync", "alarm": firm.failed + firm.needs_you, "count": firm.waiting}


def _entry(seat: Seat, place: str, name: str, label: str, icon: str, go: str | None) -> Values:
    href = seat.to.place(name) if name else seat.to.home
    return {**PLAIN, "label": label, "href": href, "icon": icon, "current": place == name, "go": go}
