"""What may be entered next from an open document: paying it, using it up, taking it back with a document of its own."""

from typing import Any

from counterfoil.core.kinds import Kind
from counterfoil.kinds import kind_of
from counterfoil.reports.document import Document
from counterfoil.reports.glance import Glance
from counterfoil.web.forms.arranged import LeadsTo, arranged
from counterfoil.web.packages import kinds_for
from counterfoil.web.seat import Seat

Values = dict[str, Any]


def following(kind: Kind, document: Document, seat: Seat, firm: Glance) -> list[Values]:
    """The actions, the main one first; one that is refused while the firm is connected says so."""
    if document.state != "posted" or not kind.open_as or not document.open_minor or not seat.may("draft"):
        return []
    here = {each.code for each in kinds_for(seat)}
    steps = [one for one in arranged(kind.code).leads_to if one.kind in here]
    return [_action(one, document, seat, firm, main=at == 0) for at, one in enumerate(steps)]


def _action(one: LeadsTo, document: Document, seat: Seat, firm: Glance, *, main: bool) -> Values:
    refused = kind_of(one.kind).refused
    shown: Values = {"label": one.label, "icon": one.icon}
    if refused and firm.organisation:
        return shown | {"disabled": True, "reason": f"Not while connected: {refused}."}
    number = document.number if one.names else ""
    href = seat.to.new(one.kind, bill=number, matter=document.matter, contact=document.contact)
    return shown | {"href": href, "key": one.key, "main": main}
