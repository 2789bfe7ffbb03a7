"""Another organisation in place of the one before: what each mapped account of ours would meet there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from counterfoil.xero.preflight_facts import TheirAccount


@dataclass(frozen=True, slots=True)
class Mapped:
    """An account of ours and the one it became in the organisation before."""

    ours: str
    code: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What an account of ours would meet in another organisation."""

    ours: str
    before: str
    now: str
    says: str


def differences(mapped: Sequence[Mapped], accounts: Sequence[TheirAccount]) -> Iterator[Difference]:
    """Each mapped account whose counterpart is not there under the same code, of the same type, and active."""
    by_code = {one.code: one for one in accounts if one.code}
    for each in mapped:
        found, before = by_code.get(each.code), f"{each.code} {each.name}".strip()
        if found is None:
            yield Difference(each.ours, before, "", "no account of that code")
            continue
        now = f"{found.code} {found.name}"
        if found.type != each.type:
            yield Difference(each.ours, before, now, f"{found.type.lower()} there, {each.type.lower()} before")
        elif found.status == "ARCHIVED":
            yield Difference(each.ours, before, now, "archived there")
        elif found.name.casefold() != each.name.casefold():
            yield Difference(each.ours, before, now, "another name")
