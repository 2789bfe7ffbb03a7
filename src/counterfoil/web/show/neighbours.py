"""What a copy leans on and what leans on it, and why it waits: in words, with the way to what is in its way."""

from collections.abc import Sequence
from typing import Any

from counterfoil.reports.sync_items import SyncItem
from counterfoil.web.seat import Seat
from counterfoil.web.show import rail
from counterfoil.web.show.copies import item_word

Values = dict[str, Any]

IN_THE_WAY = {
    "failed": "failed; see to it",
    "needs_you": "waits for a decision; take it",
    "cancelled": "is not sent, so this cannot be sent either",
    "not_sent": "stays here, so this cannot be sent either",
}
"""What of the states that a copy may lean on keeps it waiting until a person acts."""


def in_the_way(found: SyncItem, before: Sequence[SyncItem], seat: Seat) -> Values | None:
    """What keeps a copy waiting until a person acts, and the way there."""
    if found.state != "waiting":
        return None
    if found.held:
        return {"icon": "info", "title": "Held back by a person.", "text": "Release it, and it goes by itself."}
    stuck = next((each for each in before if each.state in IN_THE_WAY), None)
    if stuck:
        text = f"{stuck.reference or stuck.marker} {IN_THE_WAY[stuck.state]}."
        if stuck.state in ("failed", "needs_you"):
            text += " This goes by itself as soon as that is there."
        links = [{"label": f"See {stuck.reference or stuck.marker}", "href": seat.to.sync_item(stuck.marker)}]
        return {"tone": "warn", "icon": "circle-alert", "title": "It waits.", "text": text, "links": links}
    return None


def its_turn(found: SyncItem) -> Values | None:
    """What goes first, by itself."""
    if found.state == "waiting" and found.waits_for:
        text = f"{', '.join(found.waits_for)} goes first. This follows by itself."
        return {"icon": "info", "title": "It waits its turn.", "text": text}
    return None


def neighbours(items: Sequence[SyncItem], seat: Seat, *, key: str, title: str) -> list[Values]:
    """Other copies that this one leans on, or that lean on it; nothing where there are none."""
    if not items:
        return []
    return [
        {
            "id": key,
            "title": title,
            "caption": title,
            "currency": seat.firm.currency,
            "columns": [
                {"key": "reference", "label": "Document", "kind": "reference"},
                {"key": "state", "label": "State", "kind": "state", "words": True},
                {"key": "what", "label": "Record and reason", "kind": "wide"},
                {"key": "amount", "label": "Amount", "kind": "money"},
            ],
            "rows": [
                {
                    "href": seat.to.sync_item(each.marker),
                    "tone": "failed" if each.state == "failed" else "",
                    "cells": [
                        each.reference or each.marker,
                        each.state,
                        {
                            "text": item_word(each.resource, each.type, each.operation),
                            "sub": rail.reason(each, seat),
                        },
                        each.amount_minor,
                    ],
                }
                for each in items
            ],
        }
    ]
