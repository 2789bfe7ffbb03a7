"""What stands in Xero alone, or otherwise than here, as a comparison takes it: from the records that sweeps kept.

difference = here - in Xero, so what was made there counts against it
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from counterfoil.firms.rows import day_of, moment, run
from counterfoil.xero.effects import carried, effect

MADE = "Somebody made it in Xero; it is no copy of a document here."
CHANGED = "It does not stand in Xero as it was sent."
ENDED = "Somebody voided or deleted it in Xero."
ROUNDED_MINOR = 5
"""What rounding can come to on one record; what differs by more was changed."""
EARNED = -1
"""Stands for the income and expense accounts there that have none here: in a later year they are retained earnings."""


@dataclass(frozen=True, slots=True)
class RecordApart:
    """One record. `sent` is what its document's copy does to our accounts, `there` what the record does to them."""

    document_id: int
    sent_on: date | None
    sent: dict[int, int]
    on: date
    there: dict[int, int]
    resource: str
    remote_id: str
    type: str
    number: str
    contact: str
    reason: str
    marker: str
    differs: bool = False
    """Whether Xero made something else of it from the first: its answer said so."""

    @property
    def why(self) -> str:
        if not self.document_id:
            return "made_there"
        return "rounding" if self.differs and self._off_by <= ROUNDED_MINOR else "changed_there"

    @property
    def _off_by(self) -> int:
        """The most on any account, in minor units."""
        accounts = {*self.sent, *self.there}
        return max((abs(self.sent.get(each, 0) - self.there.get(each, 0)) for each in accounts), default=0)


def records_apart(*, firm_id: int, read_at: datetime) -> Iterator[RecordApart]:
    """Those that stood so when Xero was read, at `read_at`. What was sent and is void by now explains itself."""
    ours, mapped = _our_accounts(firm_id)
    rows = run(
        "select r.dated_on, r.effect, r.resource, r.remote_id, r.type, r.number, r.contact, r.text, coalesce(i.id, 0),"
        " coalesce(i.source_id, 0), coalesce(i.snapshot, ''), coalesce(i.resource, ''), coalesce(i.type, ''),"
        " coalesce(i.marker, ''), case when i.reason_code = 'differs' then 1 else 0 end,"
        " case when k.ended_at is not null and v.id is null or v.state = 'confirmed'"
        f"  and v.settled_at < %s then 1 else 0 end, {_DRIFTED}"
        " from xero_recordthere r left join outbox_item i on i.destination_id = r.destination_id"
        " and i.remote_id = r.remote_id and i.operation = 'create' and i.state = 'confirmed' and i.settled_at < %s"
        " left join outbox_link k on k.item_id = i.id"
        " left join outbox_item v on v.destination_id = i.destination_id and v.source_kind = i.source_kind"
        " and v.source_id = i.source_id and v.part = i.part and v.version = i.version and v.operation = 'void'"
        " and v.state <> 'cancelled'"
        " where r.destination_id = (select id from outbox_destination where firm_id = %s and state <> 'gone')"
        " and r.since <= %s and (r.until is null or r.until > %s) order by r.dated_on, r.id",
        [moment(read_at), moment(read_at), firm_id, moment(read_at), moment(read_at)],
    )
    for (
        on, there, resource, remote_id, type_, number, contact, text,
        item_id, source_id, snapshot, sent_as, sent_type, marker, differs, is_over, drifted,
    ) in rows:  # fmt: skip
        if is_over or not there:
            continue
        moved = json.loads(there)
        said = f"{MADE} {text}".strip()
        sent_on, sent = None, {}
        if item_id:
            sent_on = date.fromisoformat(json.loads(snapshot)["dated_on"])
            full = effect(snapshot, resource=sent_as, type_=sent_type)
            sent = {account_id: minor for account_id, minor in full.items() if account_id in mapped}
            said = CHANGED if moved else ENDED
        yield RecordApart(
            document_id=int(source_id),
            sent_on=sent_on,
            sent=sent,
            on=day_of(on),
            there=carried(moved, ours),
            resource=resource,
            remote_id=remote_id,
            type=type_,
            number=number,
            contact=contact,
            reason=drifted or said,
            marker=marker,
            differs=bool(differs),
        )


_DRIFTED = (
    "coalesce((select d.text from xero_drift d where d.destination_id = r.destination_id"
    " and d.remote_id = r.remote_id and d.state in ('open', 'ignored') order by d.id desc limit 1), '')"
)
"""What the sweep said of record `r`."""


def _our_accounts(firm_id: int) -> tuple[dict[str, int], set[int]]:
    """An account here for each one there, and all that have a counterpart."""
    rows = run(
        "select r.remote_id, r.account_class, min(m.account_id) from xero_remoteaccount r"
        " left join xero_accountmapping m on m.destination_id = r.destination_id and m.remote_id = r.remote_id"
        " where r.destination_id = (select id from outbox_destination where firm_id = %s and state <> 'gone')"
        " group by r.remote_id, r.account_class",
        [firm_id],
    )
    found = {}
    for remote_id, of_class, account_id in rows:
        if account_id is not None:
            found[remote_id] = int(account_id)
        elif of_class in ("REVENUE", "EXPENSE"):
            found[remote_id] = EARNED
    mapped = run(
        "select account_id from xero_accountmapping where destination_id ="
        " (select id from outbox_destination where firm_id = %s and state <> 'gone')",
        [firm_id],
    )
    return found, {int(row[0]) for row in mapped}
