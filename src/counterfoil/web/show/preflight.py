"""The pre-flight on the page: a row for each rule, a row for each account that another organisation would change."""

from collections.abc import Iterable, Sequence
from typing import Any

from counterfoil.web.refused import sentence
from counterfoil.web.seat import Seat
from counterfoil.xero.preflight import Ruled
from counterfoil.xero.preflight_facts import Link, Verdict
from counterfoil.xero.replaced import Difference

Values = dict[str, Any]

ADVICE = "feed-advice-not-read"
BADGES: dict[str, Values] = {
    "holds": {"text": "Holds", "tone": ""},
    "warns": {"text": "Look", "tone": ""},
    "refuses": {"text": "Refused", "tone": "bad"},
}


def stopping(found: Sequence[Ruled]) -> list[Ruled]:
    """The rules that refuse, but for the advice that is read on the very page."""
    return [(title, verdict) for title, verdict in found if verdict.outcome == "refuses" and verdict.code != ADVICE]


def rules_table(found: Iterable[Ruled], seat: Seat, *, caption: str) -> Values:
    """What refuses stands first, then what to look at, then what holds."""
    order = ("refuses", "warns", "holds")
    shown = sorted(
        ((title, verdict) for title, verdict in found if verdict.code != ADVICE),
        key=lambda each: order.index(each[1].outcome),
    )
    return {
        "id": "rules",
        "caption": caption,
        "columns": [
            {"key": "rule", "label": "Rule", "kind": "text"},
            {"key": "verdict", "label": "Verdict", "kind": "badge"},
            {"key": "says", "label": "What was found, and what to do", "kind": "told"},
        ],
        "rows": [
            {
                "tone": "failed" if verdict.outcome == "refuses" else "",
                "cells": [title, BADGES[verdict.outcome], _words(verdict, seat)],
            }
            for title, verdict in shown
        ],
    }


def _words(verdict: Verdict, seat: Seat) -> Values:
    links = [{"label": each.label, "href": _href(each, seat)} for each in verdict.links]
    return {"text": sentence(verdict.says), "sub": sentence(verdict.remedy) if verdict.remedy else "", "links": links}


def _href(link: Link, seat: Seat) -> str:
    if link.sort == "new":
        return seat.to.new(link.key, matter=link.matter, amount=link.amount)
    return seat.to.matter(link.key) if link.sort == "matter" else seat.to.place(link.key)


def differences_table(found: Sequence[Difference]) -> Values | None:
    """Nothing where no other organisation stands in the way."""
    if not found:
        return None
    return {
        "id": "differences",
        "caption": "What differs between the accounts of the two organisations",
        "columns": [
            {"key": "ours", "label": "Account here", "kind": "text"},
            {"key": "before", "label": "Copied to", "kind": "text"},
            {"key": "now", "label": "There", "kind": "text"},
            {"key": "says", "label": "Difference", "kind": "wide"},
        ],
        "rows": [{"cells": [each.ours, each.before, each.now, sentence(each.says)]} for each in found],
    }
