"""The Xero side of a page as plain values: the connection, and each record with what it needs."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from counterfoil.core.kinds import Kept
from counterfoil.kinds import kind_of
from counterfoil.reports.document import Copy, Document
from counterfoil.reports.glance import Glance
from counterfoil.reports.sync_status import Connection
from counterfoil.web.refused import sentence
from counterfoil.web.seat import Seat
from counterfoil.web.show.copies import item_word
from counterfoil.web.show.document import local
from counterfoil.web.templatetags.counterfoil_ui import moment, shortdate

Values = dict[str, Any]

MAPPING = "mapping-"
"""How the codes of causes begin that a person ends on the mapping page."""
MAPPED_WRONGLY = frozenset({"account-archived", "account-not-valid", "account-no-payments", "tax-not-valid"})
"""The same, as Xero said it."""


def mended_by_mapping(code: str) -> bool:
    return code.startswith(MAPPING) or code in MAPPED_WRONGLY


MINUTE = timedelta(seconds=90)
"""A longer pause is that of a day."""

MODES = {
    "suspended": {"text": "Suspended", "tone": "bad"},
    "safe": {"text": "Held", "tone": "warn"},
}


def waits_why(seat: Seat, link: Connection | Glance, at: datetime) -> str:
    """Why nothing goes just now, and when it goes on; nothing where it goes."""
    since, until = local(link.unreached_since, seat), local(link.not_before, seat)
    if since:
        return f"Xero has not answered since {when(since, seat)}. It is asked again by itself; nothing is lost."
    if until is None or link.not_before is None or link.not_before <= at:
        return ""
    used = "for the day" if link.day_left == 0 or link.not_before - at > MINUTE else "for this minute"
    return f"Xero takes no more calls {used}. The push goes on by itself at {when(until, seat)}."


def held_up(seat: Seat, firm: Glance, at: datetime) -> str:
    """Why a copy that is ready does not leave: the connection is held, or Xero takes nothing just now."""
    if not firm.organisation:
        return ""
    return firm.mode_reason or (waits_why(seat, firm, at) if firm.mode == "live" else "")


def when(at: datetime, seat: Seat) -> str:
    return f"{at:%H:%M}" if at.date() == seat.today else f"{shortdate(at.date())} {at:%H:%M}"


def connection(seat: Seat, firm: Glance, at: datetime) -> Values:
    """The head of the panel: which organisation, and whether anything goes there."""
    if not firm.organisation:
        note = "One way: the books stay here, a copy goes out."
        link = {"label": "Connect to Xero", "href": seat.to.place("connect")} if seat.may("connect") else None
        return {"name": "", "connected": False, "note": note, "link": link}
    held = held_up(seat, firm, at)
    return {
        "name": firm.organisation,
        "mode": MODES.get(firm.mode),
        "connected": firm.mode == "live" and not held,
        "waits": firm.mode == "live" and bool(held),
        "broken": firm.mode == "suspended",
        "note": sentence(held) if held else "One way to Xero",
    }


def document_panel(document: Document, copies: Iterable[Copy], seat: Seat, firm: Glance, at: datetime) -> Values:
    if not seat.has_xero:
        return {}
    return {
        **connection(seat, firm, at),
        "items_title": "This document",
        "entries": [_copy(copy, document, seat) for copy in copies],
        "nothing": _kept_because(document),
    }


def _kept_because(document: Document) -> str:
    """Why documents of its kind are never sent, where that is so."""
    push = kind_of(document.kind).push
    return f"Not sent. {push.reason}" if isinstance(push, Kept) else ""


def _copy(copy: Copy, document: Document, seat: Seat) -> Values:
    actions: list[Values] = [{"label": "Details", "href": seat.to.sync_item(copy.marker)}]
    if copy.state == "failed" and seat.may("retry push"):
        actions.insert(0, {"label": "Retry", "href": seat.to.sync_item(copy.marker, "retry"), "post": True})
        if mended_by_mapping(copy.reason_code) and seat.may("connect"):
            actions.insert(0, {"label": "Fix mapping", "href": seat.to.place("connect/mapping")})
    return {
        "state": copy.state,
        "reference": item_word(copy.resource, copy.type, copy.operation),
        "href": seat.to.sync_item(copy.marker),
        "amount_minor": None if copy.part.startswith(("pay:", "rest")) else document.total_minor,
        "currency": seat.firm.currency,
        "reason": reason_of(copy, seat),
        "actions": actions,
    }


def reason_of(copy: Copy, seat: Seat) -> str:
    """Why it stands where it stands, in one plain sentence."""
    if copy.reason:
        return sentence(copy.reason)
    if copy.state == "pushed":
        return moment(local(copy.settled_at, seat))
    if copy.state == "waiting" and copy.held:
        return "Held back by a person until it is released."
    if copy.state == "waiting":
        return f"Waits for {copy.waits_for}." if copy.waits_for else "Waits for its turn."
    return {
        "queued": "Queued.",
        "pushing": "On its way now.",
        "checking": "No answer yet; looking for it in Xero.",
    }.get(copy.state, "")
