"""The Xero panel that several pages carry: the link's state is read once for all of its parts."""

from collections.abc import Iterable
from typing import Any

from counterfoil.reports.sync_items import SyncItem, items_of_matter
from counterfoil.reports.sync_status import Connection, SyncCounts, connection, pushes_per_day, pushing, sync_counts
from counterfoil.reports.trust_agreement import trust_agreement
from counterfoil.web.seat import WebRequest
from counterfoil.web.show import rail
from counterfoil.web.words import said

Values = dict[str, Any]


def xero_panel(request: WebRequest, *, matter: str = "") -> Values:
    """The panel beside a page; with the copies of a matter when one is named. Empty where the package has no Xero."""
    seat = request.seat
    if not seat.has_xero:
        return {}
    link = connection(firm_id=seat.firm.id)
    if link is None:
        return rail.not_connected(seat)
    counts = sync_counts(firm_id=seat.firm.id, at=request.at)
    items: Iterable[SyncItem] = ()
    if matter:
        items = items_of_matter(firm_id=seat.firm.id, matter=matter, at=request.at)
    title = said("This matter") if matter else ""
    return panel_of(request, link, counts, title=title, items=items, poll=seat.to.place("sync/panel", matter=matter))


def trust_checks(request: WebRequest) -> Values:
    """The trust money of the firm seen three ways."""
    seat = request.seat
    found = trust_agreement(firm_id=seat.firm.id)
    badge = {"text": "Balanced", "tone": "trust"} if found.agrees else {"text": "Differs", "tone": "bad"}
    return {
        "badge": badge,
        "currency": seat.firm.currency,
        "rows": [
            {"label": "Trust bank accounts", "minor": found.banks_minor, "href": seat.to.place("banks")},
            {"label": "Trust funds held", "minor": found.held_minor},
            {
                "label": said(f"Sum of {found.matters:,} matter{'' if found.matters == 1 else 's'}"),
                "minor": found.matters_minor - found.firm_minor,
                "href": seat.to.place("reports/trust-listing"),
            },
            *([{"label": "The firm's own", "minor": found.firm_minor}] if found.firm_minor else []),
        ],
        "note": "In the books, now.",
        "link": {"label": "Trial balance", "href": seat.to.place("trial-balance")} if seat.has_ledger else None,
    }


def panel_of(
    request: WebRequest,
    link: Connection,
    counts: SyncCounts,
    *,
    poll: str,
    title: str = "",
    items: Iterable[SyncItem] = (),
) -> Values:
    seat, at = request.seat, request.at
    return rail.panel(
        seat,
        link,
        at=at,
        counts=counts,
        under_way=pushing(firm_id=seat.firm.id, at=at, counts=counts, found=link) if counts.pushing else None,
        days=pushes_per_day(firm_id=seat.firm.id, at=at),
        title=title,
        items=items,
        poll=poll,
    )
