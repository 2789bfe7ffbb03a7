"""The comparison with Xero as plain values: its figures, and its lists of accounts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from counterfoil.core.refusals import Refusal
from counterfoil.reports.comparison import WHY, ComparedAccount, Comparison, TheirAccount
from counterfoil.web.refused import sentence
from counterfoil.web.seat import Seat
from counterfoil.web.show.document import local
from counterfoil.web.templatetags.counterfoil_ui import longdate, moment, money
from counterfoil.xero.trial_balance import Reading

Values = dict[str, Any]


def crumbs(seat: Seat, *, read: Reading | None = None, account: str = "") -> list[Values]:
    here: Values = {"label": "Compare with Xero"}
    found: list[Values] = [{"label": "Xero sync", "href": seat.to.place("sync")}, here]
    if read and account:
        here["href"] = seat.to.place("sync/compare", as_at=read.as_at.isoformat())
        found.append({"label": account})
    return found


def trouble(refusal: Refusal, seat: Seat) -> Values:
    """Why Xero was not read, and the way to what helps."""
    note: Values = {
        "tone": "bad",
        "icon": "circle-alert",
        "title": "Xero was not read.",
        "text": sentence(refusal),
    }
    if refusal.code in ("consent-refused", "not-connected") and seat.may("connect"):
        note["links"] = [{"label": "Connection", "href": seat.to.place("connect")}]
    return note


def unconnected(seat: Seat) -> Values:
    text = "There is no organisation to compare with. The books here are complete without Xero."
    empty: Values = {"icon": "cloud-upload", "title": "Not connected to Xero", "text": text}
    if seat.may("connect"):
        empty["actions"] = [{"label": "Connect to Xero", "href": seat.to.place("connect"), "main": True}]
    return {"id": "differences", "caption": "Comparison", "rows": [], "columns": [], "empty": empty}


def unread(day: date) -> Values:
    text = f"Read it, and every account is put beside what it is mapped to, as at {longdate(day)}."
    empty = {"icon": "scale", "title": "Xero's trial balance of this day has not been read", "text": text}
    return {"id": "differences", "caption": "Comparison", "rows": [], "columns": [], "empty": empty}


def reading(seat: Seat, found: Reading | None, *, day: date, others: Sequence[date]) -> Values:
    """The bar with the day and the button, and what `pages/compare.html` takes beside them."""
    return {
        "action": seat.to.place("sync/compare"),
        "as_at": longdate(day),
        "note": f"Xero was read {moment(local(found.read_at, seat))}." if found else "",
        "days": [
            {"label": longdate(each), "href": seat.to.place("sync/compare", as_at=each.isoformat())} for each in others
        ],
        "csv": seat.to.csv("sync/compare", as_at=day.isoformat()) if found and seat.may("export") else "",
    }


def figures(found: Comparison) -> list[Values]:
    differing, left = len(found.differing), len(found.unexplained)
    every = differing + len(found.agreeing)
    return [
        {"label": "Agree", "text": f"{every - differing:,} of {every:,}", "note": "accounts"},
        {"label": "Explained", "text": f"{differing - left:,}", "note": "differ by documents, each listed"},
        {
            "label": "Unexplained",
            "text": f"{left:,}",
            "note": "differ by something else" if left else "nothing is left",
        },
        {"label": "Only in Xero", "text": f"{len(found.only_in_xero):,}", "note": "answer to no account here"},
    ]


def tables(found: Comparison, read: Reading, seat: Seat) -> list[Values]:
    """What differs comes first; an empty one is left out, but for the first, which says that everything agrees."""
    shown = [_differing(found, read, seat)]
    if found.agreeing:
        shown.append(_agreeing(found.agreeing, read, seat))
    if found.only_in_xero:
        shown.append(_only_in_xero(found.only_in_xero, seat))
    return shown


def _differing(found: Comparison, read: Reading, seat: Seat) -> Values:
    everything = "Every mapped account agrees"
    text = f"As at {longdate(read.as_at)} whatever stands here on an account stands on its counterpart in Xero."
    if not found.agreeing:
        everything, text = "Nothing to compare", f"No account had moved on either side by {longdate(read.as_at)}."
    return {
        "id": "differences",
        "title": "Differences" if found.differing else "",
        "caption": "Accounts that differ",
        "currency": seat.firm.currency,
        "columns": [
            {"key": "account", "label": "Account in Xero", "kind": "text"},
            {"key": "why", "label": "What stands on one side alone", "kind": "wide"},
            {"key": "here", "label": "Here", "kind": "money"},
            {"key": "there", "label": "In Xero", "kind": "money"},
            {"key": "difference", "label": "Difference", "kind": "money"},
            {"key": "unexplained", "label": "Unexplained", "kind": "money"},
        ],
        "rows": [_account_row(account, read, seat) for account in found.differing],
        "empty": {"icon": "circle-check", "title": everything, "text": text},
    }


def _account_row(account: ComparedAccount, read: Reading, seat: Seat) -> Values:
    href = seat.to.compared(account.key, as_at=read.as_at.isoformat())
    name: Values = {"text": account.name, "href": href, "sub": _codes(account)}
    if not account.ours[0].remote_id:
        name |= {"sub": "", "badge": {"text": "No counterpart", "tone": ""}}
    return {
        "tone": "failed" if account.unexplained_minor else "",
        "money": money_of(account),
        "cells": [
            name,
            _summed(account, seat) or "No document",
            account.ours_minor,
            account.theirs_minor,
            account.difference_minor,
            account.unexplained_minor,
        ],
    }


def _codes(account: ComparedAccount) -> str:
    return ", ".join(member.code for member in account.ours if member.minor) or account.ours[0].code


def _summed(account: ComparedAccount, seat: Seat) -> str:
    """`Failed 110.00, before the connection 880.00`."""
    parts = [f"{WHY[why]} {money(minor, seat.firm.currency)}" for why, minor in account.apart.items()]
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def why_word(why: str) -> str:
    """`Changed in Xero`."""
    return WHY[why][:1].upper() + WHY[why][1:]


def money_of(account: ComparedAccount) -> str:
    return "trust" if any(member.trust for member in account.ours) else "office"


def _agreeing(accounts: Sequence[ComparedAccount], read: Reading, seat: Seat) -> Values:
    return {
        "id": "agreeing",
        "title": "Agree",
        "caption": "Accounts that agree",
        "currency": seat.firm.currency,
        "columns": [
            {"key": "account", "label": "Account in Xero", "kind": "text"},
            {"key": "ours", "label": "Accounts here", "kind": "wide"},
            {"key": "here", "label": "Here and in Xero", "kind": "money"},
        ],
        "rows": [
            {
                "money": money_of(account),
                "cells": [
                    {"text": account.name, "href": seat.to.compared(account.key, as_at=read.as_at.isoformat())},
                    {"text": ", ".join(f"{member.code} {member.name}" for member in account.ours)},
                    account.ours_minor,
                ],
            }
            for account in accounts
        ],
    }


def _only_in_xero(accounts: Sequence[TheirAccount], seat: Seat) -> Values:
    return {
        "id": "only_in_xero",
        "title": "Only in Xero",
        "caption": "Accounts in Xero that answer to none here",
        "currency": seat.firm.currency,
        "columns": [
            {"key": "account", "label": "Account in Xero", "kind": "wide"},
            {"key": "there", "label": "In Xero", "kind": "money"},
        ],
        "rows": [{"cells": [{"text": account.name}, account.minor]} for account in accounts],
    }
