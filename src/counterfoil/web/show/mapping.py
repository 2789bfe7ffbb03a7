"""The mapping as plain values for its page: a table for each group, what is missing in words, and the last refresh."""

from collections.abc import Mapping as Named
from dataclasses import dataclass
from typing import Any

from counterfoil.core.refusals import Refusal
from counterfoil.web.refused import sentence
from counterfoil.web.seat import Seat
from counterfoil.web.show.document import local
from counterfoil.xero.changes import SORTS
from counterfoil.xero.mapped import GROUPS, MappedAccount, MappedTax, Mapping
from counterfoil.xero.new_accounts import Making, may_make
from counterfoil.xero.reading import Refreshed
from counterfoil.xero.suggesting import Suggestion

Values = dict[str, Any]

MOST_CHANGES = 50
"""Changes that are listed; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form that was refused had in it: the ids that were picked, the words in the boxes, what is wrong."""

    picked: Named[str, str]
    words: Named[str, str]
    wrong: Named[str, Refusal]


NOTHING_TYPED = Typed({}, {}, {})


def tables(
    found: Mapping,
    suggested: Named[int, Suggestion],
    seat: Seat,
    *,
    making: Named[int, Making],
    typed: Typed = NOTHING_TYPED,
    only: str = "",
) -> list[Values]:
    """One table for each group that has rows; `only` "gaps" leaves the rows without a usable counterpart."""
    drawn = []
    for group, title in GROUPS.items():
        rows = [
            _account(each, found, suggested.get(each.account_id), seat, typed)
            | _to_make(each, making.get(each.account_id), suggested.get(each.account_id), seat)
            for each in found.accounts
            if each.group == group and _wanted(each, only)
        ]
        if rows:
            drawn.append({"id": group, "title": title, "rows": rows})
    taxes = [_tax(each, found, seat, typed) for each in found.taxes if _wanted(each, only)]
    return [*drawn, {"id": "taxes", "title": "Tax codes", "rows": taxes}] if taxes else drawn


def _wanted(row: MappedAccount | MappedTax, only: str) -> bool:
    return only != "gaps" or bool(row.gap and row.gap.stops)


def _account(account: MappedAccount, found: Mapping, suggestion: Suggestion | None, seat: Seat, typed: Typed) -> Values:
    name = f"account-{account.account_id}"
    remote = suggestion.remote if suggestion and not account.remote_id else None
    begins = account.remote_id or (remote.remote_id if remote else "")
    notes = []
    if account.gap:
        notes.append({"text": sentence(account.gap.text), "bad": account.gap.stops})
    if remote is not None and suggestion is not None:
        notes.append({"text": f"Suggested: {remote} ({suggestion.why}).", "bad": False})
    return {
        "name": name,
        "label": f"{account.code} {account.name}",
        "value": typed.picked.get(name, begins),
        "text": typed.words.get(name, found.named(begins)),
        "search": seat.to.place(f"connect/options/account/{account.account_id}"),
        "notes": notes,
        "error": sentence(typed.wrong[name]) if name in typed.wrong else "",
    }


def _to_make(account: MappedAccount, under_way: Making | None, suggestion: Suggestion | None, seat: Seat) -> Values:
    """A button where it can be made in Xero, or how far that is."""
    if account.remote_id:
        return {}
    if under_way is not None:
        stuck = under_way.state in ("rejected", "review")
        text = f"Being made in Xero with the code {under_way.code}; what is posted to it waits till then."
        if stuck:
            text = f"Not made in Xero: {sentence(under_way.reason)}"
        return {"notes": [{"text": text, "bad": stuck, "href": seat.to.sync_item(under_way.marker)}]}
    makes = suggestion is not None and suggestion.remote is None and may_make(suggestion.account)
    return {"create": account.account_id} if makes else {}


def _tax(tax: MappedTax, found: Mapping, seat: Seat, typed: Typed) -> Values:
    name = f"tax-{tax.tax_code_id}"
    return {
        "name": name,
        "label": f"{tax.code} {tax.name}",
        "value": typed.picked.get(name, tax.tax_type),
        "text": typed.words.get(name, found.rate_named(tax.tax_type)),
        "search": seat.to.place(f"connect/options/tax/{tax.tax_code_id}"),
        "notes": [{"text": sentence(tax.gap.text), "bad": tax.gap.stops}] if tax.gap else [],
        "error": sentence(typed.wrong[name]) if name in typed.wrong else "",
    }


def missing(found: Mapping) -> Values | None:
    """What is missing, at the head of the page; None when nothing is."""
    stopping = sum(1 for each in found.gaps if each.stops)
    if not stopping:
        return None
    title = "1 row has no usable counterpart." if stopping == 1 else f"{stopping} rows have no usable counterpart."
    text = "What is posted to one of them waits until it has one, and then goes on by itself."
    if found.stuck:
        text = f"{_copies(found.stuck)} for one of them now, and goes on by itself once it is there."
    return {"tone": "bad" if found.stuck else "", "title": title, "text": text}


def _copies(count: int) -> str:
    return "1 copy waits" if count == 1 else f"Each of {count} copies waits"


def refreshed(last: Refreshed | None, seat: Seat) -> Values | None:
    """What the last refresh found, in the order that matters."""
    if last is None:
        return None
    shown = last.changes[:MOST_CHANGES]
    return {
        "at": local(last.read_at, seat),
        "counted": f"{last.accounts} accounts and {last.rates} tax rates",
        "changes": [
            {"sort": SORTS[each.sort], "text": sentence(each.text), "here": each.here, "bad": each.stops}
            for each in shown
        ],
        "more": len(last.changes) - len(shown),
    }
