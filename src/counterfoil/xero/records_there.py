"""What was made in Xero by hand, or stands there otherwise than it was sent: kept as a sweep reads it.

A row stands from one reading to the next that finds the record otherwise. So a trial balance that was read in between
is explained by what stood there then.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from counterfoil.outbox.models import Destination, Item
from counterfoil.xero import wire
from counterfoil.xero.drift import Copy
from counterfoil.xero.effects import carried, effect
from counterfoil.xero.models import AccountMapping, RecordThere, RemoteAccount
from counterfoil.xero.their_effects import ChartThere, effect_there

Claims = Mapping[str, tuple[int, Copy | None]]
"""Record's id there -> its item, and the copy while that lives."""


@dataclass(frozen=True, slots=True)
class _Told:
    resource: str
    other_id: str
    type: str
    on: date
    number: str
    contact: str
    text: str
    effect: str


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a living copy does to the accounts there, as far as they are mapped."""

    on: date
    effect: dict[str, int]


def keep(
    destination: Destination, resource: str, rows: Sequence[wire.Element], claims: Claims, *, at: datetime
) -> None:
    """Write down those of the rows that are no copy of ours, or not as it was sent; end what is so no longer.

    Inside a transaction. Of a copy that is being voided, what was said stands until its void is done.
    """
    rows = [row for row in rows if row.id not in claims or claims[row.id][1] is not None]
    told = dict(_told_of(destination, resource, rows, claims))
    standing = {
        one.remote_id: one
        for one in RecordThere.objects.filter(
            destination=destination, remote_id__in=[row.id for row in rows], until=None
        )
    }
    ended = [one.pk for remote_id, one in standing.items() if told.get(remote_id) != _as_kept(one)]
    RecordThere.objects.filter(pk__in=ended).update(until=at)
    RecordThere.objects.bulk_create(
        RecordThere(firm_id=destination.firm_id, destination=destination, remote_id=remote_id, since=at, **asdict(new))
        for remote_id, new in told.items()
        if remote_id not in standing or standing[remote_id].pk in ended
    )


def _as_kept(one: RecordThere) -> _Told:
    return _Told(**{field.name: getattr(one, field.name) for field in fields(_Told)})


def _told_of(
    destination: Destination, resource: str, rows: Sequence[wire.Element], claims: Claims
) -> Iterator[tuple[str, _Told]]:
    remote = counterparts_of(destination.pk)
    sent = _sent([claims[row.id][0] for row in rows if row.id in claims], remote)
    chart, currency = chart_there(destination), destination.firm.currency
    mapped = set(remote.values())
    for row in rows:
        day, moved = wire.day(getattr(row, "on", None)), effect_there(row, chart, currency=currency)
        if day is None or (moved == {} and row.id not in claims):
            continue
        ours = sent[claims[row.id][0]] if row.id in claims else None
        if ours and day == ours.on and moved is not None and _only(mapped, moved) == ours.effect:
            continue
        number, contact, text = _named(row)
        written = "" if moved is None else json.dumps(moved, sort_keys=True)
        other_id = getattr(row, "overpayment_id", None) or ""
        type_ = (getattr(row, "type", None) or "").removesuffix("PAYMENT" if resource == "Payments" else "")
        yield row.id, _Told(resource, other_id, type_, day, number[:255], contact[:255], text, written)


def _sent(items: Sequence[int], remote: Mapping[int, str]) -> dict[int, _Sent]:
    return {
        one.pk: _Sent(
            dated(one.snapshot),
            in_their_accounts(effect(one.snapshot, resource=one.resource, type_=one.type), remote),
        )
        for one in Item.objects.filter(pk__in=items)
    }


def _only(accounts: Collection[str], moved: Mapping[str, int]) -> dict[str, int]:
    return {each: minor for each, minor in moved.items() if each in accounts}


def dated(snapshot: str) -> date:
    return date.fromisoformat(json.loads(snapshot)["dated_on"])


def in_their_accounts(moved: Mapping[int, int], remote: Mapping[int, str]) -> dict[str, int]:
    """What has a counterpart there; several accounts here may have the same one."""
    return {each: minor for each, minor in carried(moved, remote).items() if minor}


def counterparts_of(destination_id: int) -> dict[int, str]:
    """Account's id here -> its id there."""
    mapped = AccountMapping.objects.filter(destination_id=destination_id)
    return dict(mapped.values_list("account_id", "remote_id"))


def chart_there(destination: Destination) -> ChartThere:
    known = list(RemoteAccount.objects.filter(destination=destination))
    return ChartThere(
        {one.code: one.remote_id for one in known if one.code},
        {one.system: one.remote_id for one in known if one.system},
    )


def _named(row: Any) -> tuple[str, str, str]:
    """Its number or reference, whom it is with, and what else it says of itself."""
    invoice, contact = getattr(row, "invoice", None), getattr(row, "contact", None)
    contact = contact or getattr(invoice, "contact", None)
    number = getattr(row, "number", None) or getattr(invoice, "number", None) or getattr(row, "reference", None) or ""
    said = getattr(row, "narration", None) or next(
        (line.description for line in getattr(row, "lines", []) if getattr(line, "description", None)), ""
    )
    return number, (contact.name or "") if contact else "", said or ""
