"""The Xero panel of a page's rail, and the sync page's head, from the reports on the link."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from counterfoil.reports.states import ALL_WORDS
from counterfoil.reports.sync_items import SyncItem
from counterfoil.reports.sync_status import Connection, PushDay, Pushing, SyncCounts
from counterfoil.web.refused import sentence
from counterfoil.web.seat import Seat
from counterfoil.web.show.copies import item_word
from counterfoil.web.show.document import local
from counterfoil.web.show.xero import MODES, mended_by_mapping, waits_why, when
from counterfoil.web.templatetags.counterfoil_ui import times

Values = dict[str, Any]

HELD = "Held back by a person until it is released"
BY_AN_ADMIN = "An admin of the firm connects it."
"""For those who may not."""


def panel(
    seat: Seat,
    link: Connection | None,
    *,
    at: datetime,
    counts: SyncCounts,
    under_way: Pushing | None,
    days: Iterable[PushDay],
    title: str = "",
    items: Iterable[SyncItem] = (),
    poll: str = "",
) -> Values:
    """Everything that `components/xero_panel.html` takes."""
    if link is None:
        return not_connected(seat)
    return {
        **head(seat, link, at=at),
        "push": push(under_way),
        "counts": counted(seat, counts),
        "days": [{"on": day.on, "pushed": day.pushed, "failed": day.failed} for day in days],
        "items_title": title,
        "entries": [entry(item, seat) for item in items],
        "poll": poll,
    }


def not_connected(seat: Seat) -> Values:
    link = {"label": "Connect to Xero", "href": seat.to.place("connect")} if seat.may("connect") else None
    note = "One way: the books stay here, a copy goes out."
    return {"name": "", "connected": False, "note": note if link else f"{note} {BY_AN_ADMIN}", "link": link}


def head(seat: Seat, link: Connection, *, at: datetime) -> Values:
    last = local(link.last_push_at, seat)
    pushed = f"Last push {when(last, seat)}" if last else "Nothing pushed yet"
    waits = waits_why(seat, link, at) if link.state == "live" else ""
    return {
        "name": link.name,
        "mode": MODES.get(link.state),
        "connected": link.state == "live" and not waits,
        "waits": bool(waits),
        "broken": link.state == "suspended",
        "note": sentence(link.state_reason) if link.state_reason else waits or f"One way to Xero. {pushed}",
        "budget": _budget(link),
    }


def _budget(link: Connection) -> str:
    """The calls that are left of Xero's day; of how many only where Xero does not allow more than the setting says."""
    if link.day_left is None:
        return ""
    of = f" of {link.day_limit:,}" if link.day_left <= link.day_limit else ""
    return f"{link.day_left:,}{of} calls of Xero's day left"


def push(under_way: Pushing | None) -> Values | None:
    """A bar always says how many, how long, and what it costs."""
    if under_way is None:
        return None
    left = f"About {under_way.seconds_left} s left" if under_way.seconds_left is not None else "Just begun"
    calls = (
        f", {under_way.calls_used} of {under_way.calls_limit} calls used" if under_way.calls_used is not None else ""
    )
    title = f"Pushing {under_way.reference or under_way.title}"
    return {"title": title, "done": under_way.done, "of": under_way.of, "note": f"{left}{calls}"}


def counted(seat: Seat, counts: SyncCounts) -> list[Values]:
    sync = seat.to.place("sync")
    decide = {"label": "Needs you", "count": counts.needs_you, "href": f"{sync}?show=needs_you", "bad": True}
    return [
        {"label": "Pushed", "count": counts.pushed, "href": f"{sync}?show=pushed"},
        {"label": "Waiting", "count": counts.open, "href": f"{sync}?show=open"},
        {"label": "Failed", "count": counts.failed, "href": f"{sync}?show=failed", "bad": True},
        *([decide] if counts.needs_you else []),
        {"label": "Not sent", "count": counts.not_sent, "href": f"{sync}?show=not_sent"},
    ]


def entry(item: SyncItem, seat: Seat) -> Values:
    return {
        "state": item.state,
        "reference": item.reference or item.marker,
        "href": record_href(item, seat),
        "amount_minor": item.amount_minor,
        "currency": item.currency,
        "reason": ", ".join(
            part for part in (item_word(item.resource, item.type, item.operation), reason(item, seat)) if part
        )
        if item.state in WITH_WORD
        else reason(item, seat),
        "actions": actions(item, seat) if item.state in ("failed", "needs_you") else [],
    }


WITH_WORD = frozenset({"queued", "pushing", "pushed"})
"""States whose reason says little: what is sent stands before it, since one receipt may be three payments there."""


def record_href(item: SyncItem, seat: Seat) -> str:
    """The document or the contact whose copy it is."""
    if not item.public_id:
        return seat.to.sync_item(item.marker)
    if item.kind == "stray":
        return seat.to.drift(item.public_id)
    if item.kind == "account":
        return seat.to.account(item.public_id)
    return seat.to.contact(item.public_id) if item.kind == "contact" else seat.to.document(item.public_id)


def actions(item: SyncItem, seat: Seat) -> list[Values]:
    found: list[Values] = []
    if item.state == "failed":
        if mended_by_mapping(item.reason_code) and seat.may("connect"):
            found.append({"label": "Fix mapping", "href": seat.to.place("connect/mapping")})
        if seat.may("retry push"):
            found.append({"label": "Retry", "href": seat.to.sync_item(item.marker, "retry"), "post": True})
    return [*found, {"label": "Details", "href": seat.to.sync_item(item.marker)}]


def reason(item: SyncItem, seat: Seat) -> str:
    """Why it stands where it stands, in one plain sentence."""
    if item.reason and item.state not in ("pushed", "queued", "pushing"):
        return sentence(item.reason)
    if item.state == "waiting" and item.held:
        return HELD
    if item.state == "waiting":
        return f"Waits for {', '.join(item.waits_for)}" if item.waits_for else _not_before(item, seat)
    if item.state == "pushed":
        settled = local(item.settled_at, seat)
        return when(settled, seat) if settled else ""
    if item.state == "pushing":
        return f"Attempt {times(max(item.attempts, 1))}"
    if item.state == "checking":
        return "No answer yet, looking for it in Xero"
    return "" if item.state == "queued" else ALL_WORDS[item.state]


def _not_before(item: SyncItem, seat: Seat) -> str:
    return f"Next try at {local(item.not_before, seat):%H:%M:%S}" if item.not_before else "Waits for its turn"
