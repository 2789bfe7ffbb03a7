"""The copies themselves: a page of them by state, those of one matter, and every attempt that was made for one."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counterfoil.core.refusals import Refusal
from counterfoil.firms.rows import Row, marks, moment, run
from counterfoil.outbox.work import count_of
from counterfoil.reports.matter_ledgers import matter_row
from counterfoil.reports.reading import PAGE, FirmRow, Where, firm_row, instant_of, page_within, pages_of
from counterfoil.reports.states import ITEM_WORD, since_ended

STORED: dict[str, tuple[str, ...]] = {
    "queued": ("pending",),
    "waiting": ("pending",),
    "pushing": ("sending", "drafted"),
    "checking": ("unknown",),
    "failed": ("rejected",),
    "needs_you": ("review",),
    "pushed": ("confirmed",),
    "not_sent": ("cancelled",),
    "cancelled": ("cancelled",),
}
"""The states behind each word: what an index finds, before the word itself is asked."""


@dataclass(frozen=True, slots=True)
class SyncItem:
    """One copy. `reference` is a document's number, a contact's name, or what was found in Xero.

    `waits_for` names what must be there first; `held`: a person keeps it back.
    """

    id: int
    state: str
    reference: str
    public_id: str
    kind: str
    resource: str
    type: str
    part: str
    operation: str
    version: int
    marker: str
    remote_id: str
    amount_minor: int | None
    currency: str
    reason: str
    reason_code: str
    waits_for: tuple[str, ...]
    not_before: datetime | None
    attempts: int
    last_send_at: datetime | None
    settled_at: datetime | None
    held: bool = False


@dataclass(frozen=True, slots=True)
class ItemsPage:
    rows: tuple[SyncItem, ...]
    count: int
    page: int
    pages: int


def sync_items(*, firm_id: int, at: datetime, states: Sequence[str] = (), text: str = "", page: int = 1) -> ItemsPage:
    """Copies in those states (all when none is named), newest first. `text` looks in numbers, names and reasons."""
    firm = firm_row(firm_id)
    counted, where = _among(firm, at, states, text)
    ((count,),) = run(f"select count(*) {counted} where {where.sql}", where.parameters)
    page = page_within(page, count)
    ids = run(
        f"select i.id {counted} where {where.sql} order by i.id desc limit %s offset %s",
        [*where.parameters, PAGE, (page - 1) * PAGE],
    )
    rows = _rows([row[0] for row in ids], at)
    return ItemsPage(_items(rows, firm.currency), int(count), page, pages_of(count))


def markers_of(
    *, firm_id: int, at: datetime, states: Sequence[str] = (), text: str = "", most: int
) -> tuple[list[str], int]:
    """The markers of the same copies on all pages, so many at most, and how many there are."""
    counted, where = _among(firm_row(firm_id), at, states, text)
    ((count,),) = run(f"select count(*) {counted} where {where.sql}", where.parameters)
    rows = run(
        f"select i.marker {counted} where {where.sql} order by i.id limit %s",
        [*where.parameters, most],
    )
    return [row[0] for row in rows], int(count)


def _among(firm: FirmRow, at: datetime, states: Sequence[str], text: str) -> tuple[str, Where]:
    """From which tables, and under which conditions."""
    where = Where(["i.destination_id = %s"], [firm.destination_id])
    if states:
        stored = sorted({state for word in states for state in STORED[word]})
        where.add(f"i.state in ({marks(stored)})", *stored)
        where.add(f"{ITEM_WORD} in ({marks(states)})", moment(at), *states)
    where.words(text, ("coalesce(d.number, '')", "coalesce(c.name, '')", "i.reason_text", "i.marker"))
    return (_FROM if text.strip() else "from outbox_item i"), where


TOLD_FIRST = ("rejected", "review", "unknown", "sending", "drafted", "pending", "confirmed")


def items_of_matter(*, firm_id: int, matter: str, at: datetime, most: int = 5) -> tuple[SyncItem, ...]:
    """Copies of documents that touched the matter: failed ones first, then the next to leave, then the newest."""
    firm = firm_row(firm_id)
    matter_id, _, _ = matter_row(firm_id=firm_id, matter=matter)
    order = " ".join(f"when '{state}' then {place}" for place, state in enumerate(TOLD_FIRST))
    ids = run(
        # A cross join keeps SQLite from starting with every item that the firm ever sent.
        "select i.id from documents_document d cross join outbox_item i"
        " where d.id in (select e.document_id from ledger_line l join ledger_entry e on e.id = l.entry_id"
        "  where l.matter_id = %s)"
        " and i.destination_id = %s and i.source_kind = d.kind and i.source_id = d.id and i.state <> 'cancelled'"
        f" order by case i.state {order} end, case i.state when 'pending' then i.id else -i.id end limit %s",
        [matter_id, firm.destination_id, most],
    )
    rows = _rows([row[0] for row in ids], at)
    return _items(rows, firm.currency)


_FROM = (
    " from outbox_item i left join documents_document d on d.id = i.source_id and d.kind = i.source_kind"
    " left join matters_contact c on c.id = i.source_id and i.source_kind = 'contact'"
    " left join ledger_account a on a.id = i.source_id and i.source_kind = 'account'"
    " left join xero_drift x on x.id = i.source_id and i.source_kind = 'stray'"
)
_STRAY = "case x.sort when 'duplicate' then 'Second copy' when 'orphan' then 'Nobody''s copy' end"
_SELECT = (
    f"select i.id, {ITEM_WORD}, coalesce(d.number, c.name, a.name, {_STRAY}, ''),"
    " coalesce(d.public_id, c.public_id, a.code, x.public_id, ''), i.source_kind,"
    " i.resource, i.type, i.part, i.operation, i.version, i.marker, coalesce(i.remote_id, ''), d.total_minor,"
    " i.reason_text, i.reason_code, i.not_before, i.last_send_at, i.settled_at, i.snapshot,"
    " (select count(*) from outbox_attempt t where t.item_id = i.id),"
    " (select k.ended_why from outbox_link k where k.item_id = i.id and k.ended_at is not null), i.held"
    f" {_FROM}"
)


def _rows(ids: Sequence[int], at: datetime) -> list[Row]:
    """Those items in the order of the ids: a page is found by narrow rows first, before wide ones are read."""
    if not ids:
        return []
    rows = {row[0]: row for row in run(f"{_SELECT} where i.id in ({marks(ids)})", [moment(at), *ids])}
    return [rows[item_id] for item_id in ids]


def _items(rows: Sequence[Row], currency: str) -> tuple[SyncItem, ...]:
    waits = _waits([row[0] for row in rows if row[1] == "waiting"])
    return tuple(
        SyncItem(
            id=row[0],
            state=since_ended(row[1], row[13], row[20])[0],
            reference=row[2],
            public_id=row[3],
            kind=row[4],
            resource=row[5],
            type=row[6],
            part=row[7],
            operation=row[8],
            version=row[9],
            marker=row[10],
            remote_id=row[11],
            amount_minor=_amount(row[7], row[18], row[12]),
            currency=currency,
            reason=since_ended(row[1], row[13], row[20])[1],
            reason_code=row[14],
            waits_for=tuple(waits[row[0]]),
            not_before=instant_of(row[15]),
            last_send_at=instant_of(row[16]),
            settled_at=instant_of(row[17]),
            attempts=int(row[19]),
            held=bool(row[21]),
        )
        for row in rows
    )


def _amount(part: str, snapshot: str, total: int | None) -> int | None:
    """What this copy carries: a part of a receipt carries less than the receipt."""
    if part == "document":
        return total
    held = json.loads(snapshot)
    amount = held.get("rest", held.get("allocation", {}).get("minor", total))
    return None if amount is None else int(amount)


def _waits(ids: Sequence[int]) -> dict[int, list[str]]:
    """What each waiting copy leans on and is not there yet: a number, a name, or the sort of thing it is."""
    found: dict[int, list[str]] = defaultdict(list)
    if ids:
        for item_id, number, name, kind in run(
            "select n.item_id, d.number, c.name, i.source_kind from outbox_dependency n"
            " join outbox_item i on i.id = n.on_id"
            " left join documents_document d on d.id = i.source_id and d.kind = i.source_kind"
            " left join matters_contact c on c.id = i.source_id and i.source_kind = 'contact'"
            f" where n.item_id in ({marks(ids)}) and i.state <> 'confirmed' order by n.id",
            ids,
        ):
            found[item_id].append(number or name or kind)
    return found


MOST_NEIGHBOURS = 100


def leans_on(*, firm_id: int, item_id: int, at: datetime) -> tuple[SyncItem, ...]:
    """What had to be in Xero before the copy could go, whether it is there or not."""
    return _neighbours("on_id", "item_id", firm_id=firm_id, item_id=item_id, at=at)


def leaning_on(*, firm_id: int, item_id: int, at: datetime) -> tuple[SyncItem, ...]:
    """What could not go, or cannot, before the copy is there."""
    return _neighbours("item_id", "on_id", firm_id=firm_id, item_id=item_id, at=at)


def _neighbours(wanted: str, known: str, *, firm_id: int, item_id: int, at: datetime) -> tuple[SyncItem, ...]:
    ids = run(
        f"select n.{wanted} from outbox_dependency n join outbox_item i on i.id = n.{known}"
        f" where i.firm_id = %s and n.{known} = %s order by n.{wanted} limit %s",
        [firm_id, item_id, MOST_NEIGHBOURS],
    )
    return _items(_rows([row[0] for row in ids], at), firm_row(firm_id).currency)


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One request. `answered_at` is empty while no answer is known; `others` are the records that left in it too."""

    id: int
    purpose: str
    generation: int
    sent_at: datetime | None
    answered_at: datetime | None
    status: int | None
    outcome: str
    correlation_id: str
    answer: str
    others: int


def attempts_of_item(*, firm_id: int, item_id: int) -> tuple[AttemptRow, ...]:
    """Every request for the copy, oldest first."""
    rows = run(
        "select id, purpose, generation, sent_at, answered_at, status, outcome, correlation_id, answer, key"
        " from outbox_attempt where firm_id = %s and item_id = %s order by id",
        [firm_id, item_id],
    )
    return tuple(
        AttemptRow(*(*row[:3], instant_of(row[3]), instant_of(row[4]), *row[5:9], count_of(row[9]) - 1)) for row in rows
    )


def sent_of_item(*, firm_id: int, item_id: int) -> str:
    """The text that was sent for the copy, or will be sent again; empty before the first time."""
    rows = run("select coalesce(body, '') from outbox_item where firm_id = %s and id = %s", [firm_id, item_id])
    return str(rows[0][0]) if rows else ""


def sync_item(*, firm_id: int, marker: str, at: datetime) -> SyncItem:
    """The copy with that marker; refused when the firm has none such."""
    firm = firm_row(firm_id)
    rows = run(f"{_SELECT} where i.firm_id = %s and i.marker = %s", [moment(at), firm_id, marker])
    if not rows:
        raise Refusal("item-unknown", "there is no such push in this firm")
    return _items(rows, firm.currency)[0]
