"""What changed in Xero between two readings of its accounts and tax rates, in a sentence for each.

    changes = account_changes(before, after, mapped={"1c0f…": "4100 Professional fees"})
    changes[0].text     "200 Fees is called Professional fees now"

The id decides what is the same account; a code or a name never does. Plain values, no database.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

Sort = Literal["gone", "archived", "lost code", "payments", "changed", "restored", "renamed", "recoded", "new"]

SORTS: dict[str, str] = {
    "gone": "Deleted",
    "archived": "Archived",
    "lost code": "Lost its code",
    "payments": "Takes payments or not",
    "changed": "Another sort",
    "restored": "Restored",
    "renamed": "Renamed",
    "recoded": "Another code",
    "new": "New",
}
"""Each sort of change with its words, in the order they are told: first what stops copies."""

STOPPING = ("gone", "archived", "lost code")
"""On a mapped account these stop copies."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An account in Xero at one reading. `status` is ACTIVE or ARCHIVED, `type` as Xero writes it."""

    id: str
    code: str
    name: str
    type: str
    status: str
    takes_payments: bool = False

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class SeenRate:
    """A tax rate in Xero at one reading. `rate_bp` is hundredths of a percent."""

    id: str
    name: str
    rate_bp: int
    status: str

    def __str__(self) -> str:
        return f"{self.name} ({self.id})"


Either = TypeVar("Either", Seen, SeenRate)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed. `here` names our accounts that are mapped to it; empty when none is."""

    sort: str
    text: str
    here: str = ""

    @property
    def stops(self) -> bool:
        """Whether copies wait because of it."""
        return bool(self.here) and self.sort in STOPPING


def account_changes(
    before: Mapping[str, Seen], after: Mapping[str, Seen], *, mapped: Mapping[str, str]
) -> tuple[Change, ...]:
    """Nothing at a first reading: then everything would be new. `mapped`: Xero's id -> the names of our accounts."""
    return _changes(before, after, _of_account, mapped=mapped)


def _of_account(was: Seen, now: Seen) -> Iterable[tuple[Sort, str]]:
    if was.name != now.name:
        yield "renamed", f"{was} is called {now.name} now"
    if was.code and not now.code:
        yield "lost code", f"{was} has no code any more; give it one in Xero, then refresh"
    elif was.code != now.code:
        yield "recoded", f"{was} has the code {now.code} now" if was.code else f"{was.name} got the code {now.code}"
    if was.status != now.status:
        archived = now.status == "ARCHIVED"
        yield ("archived", f"{now} is archived") if archived else ("restored", f"{now} is in use again")
    if was.type != now.type:
        yield "changed", f"{now} was {was.type} and is {now.type} now"
    if was.takes_payments != now.takes_payments and now.type != "BANK":
        yield "payments", f"{now} {'takes payments now' if now.takes_payments else 'takes no payments any more'}"


def rate_changes(
    before: Mapping[str, SeenRate], after: Mapping[str, SeenRate], *, mapped: Mapping[str, str]
) -> tuple[Change, ...]:
    """The same for tax rates. `mapped`: tax type -> our tax codes."""
    return _changes(before, after, _of_rate, mapped=mapped, called="tax rate ")


def _of_rate(was: SeenRate, now: SeenRate) -> Iterable[tuple[Sort, str]]:
    if was.name != now.name:
        yield "renamed", f"tax rate {was} is called {now.name} now"
    if was.rate_bp != now.rate_bp:
        yield "changed", f"tax rate {now} was {was.rate_bp / 100:g} % and is {now.rate_bp / 100:g} % now"
    if was.status != now.status:
        active = now.status == "ACTIVE"
        text = f"tax rate {now} is {'in use again' if active else 'no longer in use'}"
        yield ("restored" if active else "archived"), text


def _changes(
    before: Mapping[str, Either],
    after: Mapping[str, Either],
    of_one: Callable[[Either, Either], Iterable[tuple[Sort, str]]],
    *,
    mapped: Mapping[str, str],
    called: str = "",
) -> tuple[Change, ...]:
    if not before:
        return ()
    found = [Change("new", f"{called}{one} is new", "") for key, one in after.items() if key not in before]
    for key, was in before.items():
        now, here = after.get(key), mapped.get(key, "")
        if now is None:
            found.append(Change("gone", f"{called}{was} is no longer in Xero", here))
        elif now != was:
            found += [Change(sort, text, here) for sort, text in of_one(was, now)]
    return _told(found)


def _told(found: Iterable[Change]) -> tuple[Change, ...]:
    """What is mapped first, then by sort, then by its words."""
    order = list(SORTS)
    return tuple(sorted(found, key=lambda each: (not each.here, order.index(each.sort), each.text)))
