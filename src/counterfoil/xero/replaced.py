"""Another organisation in place of the one before: what each mapped account and tax code of ours would meet there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from counterfoil.xero.preflight_facts import TheirAccount, TheirRate


@dataclass(frozen=True, slots=True)
class Mapped:
    """An account of ours and the one it became in the organisation before."""

    ours: str
    code: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class MappedRate:
    """A tax code of ours and the tax rate it became in the organisation before."""

    ours: str
    type: str
    name: str
    rate_bp: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What an account or tax code of ours would meet in another organisation."""

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


def rate_differences(mapped: Sequence[MappedRate], rates: Sequence[TheirRate]) -> Iterator[Difference]:
    """Each mapped tax code whose rate is not there with the same type, as high, and in use."""
    by_type = {one.type: one for one in rates}
    for each in mapped:
        found, before = by_type.get(each.type), f"{each.name} ({each.type})"
        if found is None:
            yield Difference(each.ours, before, "", "no tax rate of that type")
            continue
        now = f"{found.name} ({found.type})"
        if not found.active:
            yield Difference(each.ours, before, now, "no longer in use there")
        elif found.rate_bp != each.rate_bp:
            says = f"{found.rate_bp / 100:g} % there, {each.rate_bp / 100:g} % before"
            yield Difference(each.ours, before, now, says)
