"""Open bills from before the connection, and what was paid on them: read from the books and the outbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from counterfoil.core.kinds import Kept
from counterfoil.firms.rows import day_of, marks, moment, run
from counterfoil.kinds import all_kinds
from counterfoil.outbox.models import Destination
from counterfoil.reports.reading import instant_of


@dataclass(frozen=True, slots=True)
class OldBill:
    """A posted bill from before the connection that is still open. Amounts in minor units of the firm's currency.

    `hindered` says why it cannot be brought across as things stand; `left_out` is who deals with it in Xero, and when.
    `stands_in` names organisations that got a copy before the firm left them.
    """

    id: int
    public_id: str
    kind: str
    number: str
    dated_on: date
    contact: str
    matter: str
    total_minor: int
    settled_minor: int
    hindered: str
    left_out: str = ""
    left_out_at: datetime | None = None
    why: str = ""
    stands_in: str = ""

    @property
    def open_minor(self) -> int:
        return self.total_minor - self.settled_minor

    @property
    def part_paid(self) -> bool:
        return self.settled_minor != 0


@dataclass(frozen=True, slots=True)
class OldPayment:
    """A document that settled an old bill: with how much it still does; with nothing once it was taken back."""

    public_id: str
    kind: str
    number: str
    dated_on: date
    minor: int
    state: str


def old_bills(
    destination: Destination, *, left_out: bool = False, only: Sequence[int] = (), most: int = 500
) -> list[OldBill]:
    """Open bills from before the connection, oldest first; with `left_out` those that are dealt with in Xero."""
    kinds = [code for code, kind in all_kinds().items() if kind.open_as == "owed" and not isinstance(kind.push, Kept)]
    chosen = f" and d.id in ({marks(only)})" if only else ""
    rows = run(
        "select d.id, d.public_id, d.kind, d.number, d.dated_on, c.name, m.code, m.state, d.total_minor,"
        " d.settled_minor, u.name, h.at, h.why,"
        " (select closed_through from ledger_period where firm_id = d.firm_id and ledger = 'general')"
        " from documents_document d"
        " left join matters_contact c on c.id = d.contact_id left join matters_matter m on m.id = d.matter_id"
        " left join xero_handledinxero h on h.document_id = d.id and h.destination_id = %s"
        " left join firms_user u on u.id = h.by_id"
        f" where d.firm_id = %s and d.kind in ({marks(kinds)}) and d.state = 'posted'"
        " and d.posted_at < %s and d.settled_minor < d.total_minor and not exists ("
        "  select 1 from outbox_item i where i.source_kind = d.kind and i.source_id = d.id and i.destination_id = %s"
        "  and i.operation = 'create' and i.part = 'document' and i.state <> 'cancelled'"
        "  and not exists (select 1 from outbox_link k where k.item_id = i.id and k.ended_at is not null))"
        f" and h.id is {'not null' if left_out else 'null'}{chosen} order by d.dated_on, d.id limit %s",
        [destination.pk, destination.firm_id, *kinds, moment(destination.connected_at), destination.pk, *only, most],
    )
    copied = _copied_before([row[0] for row in rows])
    return [_old_bill(row, destination, stands_in=copied.get(row[0], "")) for row in rows]


def _copied_before(ids: Sequence[int]) -> dict[int, str]:
    """Where copies of these bills stand that are no longer theirs: in an organisation that the firm left."""
    found = run(
        "select i.source_id, t.name from outbox_link k join outbox_item i on i.id = k.item_id"
        " join outbox_destination t on t.id = k.destination_id join documents_document d"
        " on d.id = i.source_id and d.kind = i.source_kind"
        f" where k.ended_at is not null and i.part = 'document' and i.source_id in ({marks(ids)}) order by k.id",
        list(ids),
    )
    names: dict[int, dict[str, None]] = {}
    for bill, name in found:
        names.setdefault(bill, {})[name] = None
    return {bill: ", ".join(of_one) for bill, of_one in names.items()}


def _old_bill(row: tuple[Any, ...], destination: Destination, *, stands_in: str) -> OldBill:
    identity, public_id, kind, number, day, contact, matter, matter_state, total, settled, who, at, why, closed = row
    on = day_of(day)
    hindered = ""
    if closed and on <= day_of(closed):
        hindered = f"The books are closed through {day_of(closed).isoformat()}; open that period first"
    elif destination.locked_through and on <= destination.locked_through:
        hindered = f"Xero is locked through {destination.locked_through.isoformat()}; move the lock date there first"
    elif matter_state == "closed":
        hindered = f"{matter} is closed; open it first"
    return OldBill(
        id=int(identity),
        public_id=public_id,
        kind=kind,
        number=number,
        dated_on=on,
        contact=contact or "",
        matter=matter or "",
        total_minor=int(total),
        settled_minor=int(settled),
        hindered=hindered,
        left_out=who or ("the installation" if at else ""),
        left_out_at=instant_of(at),
        why=why or "",
        stands_in=stands_in,
    )


def payments_of(document_id: int) -> list[OldPayment]:
    """What settled the bill, and what did so once and was taken back, oldest first."""
    rows = run(
        "select s.public_id, s.kind, s.number, s.dated_on, sum(a.minor), s.state from documents_allocation a"
        " join documents_document s on s.id = a.source_id where a.target_id = %s"
        " group by s.id, s.public_id, s.kind, s.number, s.dated_on, s.state order by s.dated_on, s.id",
        [document_id],
    )
    return [OldPayment(row[0], row[1], row[2], day_of(row[3]), int(row[4]), row[5]) for row in rows]
