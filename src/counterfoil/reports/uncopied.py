"""Posted documents that Xero does not have, or not whole: those that never had a copy, and those with a copy still out.

A document that was reversed, or taken back to draft, moves nothing any more: its reversal carries its own date.
Whatever was copied whole before Xero was read is never loaded; documents without any copy are summed by the database.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from counterfoil.core.chart import CLASS_OF_TYPE
from counterfoil.core.kinds import Kept
from counterfoil.firms.rows import Question, Row, ask, day_of, marks, moment, run
from counterfoil.kinds import all_kinds
from counterfoil.reports.comparison import Apart
from counterfoil.reports.reading import FirmRow, chunks, firm_row
from counterfoil.reports.states import ITEM_WORD, NOT_CONNECTED_THEN

NOBODY = 0
"""The account of earlier years' result where the chart has none for it."""

_OF_THE_YEAR = ", ".join(f"'{name}'" for name, kind in CLASS_OF_TYPE.items() if kind in ("income", "expense"))
_STANDS_ON = (
    f"case when l.dated_on < %s and a.type in ({_OF_THE_YEAR}) then"
    f" coalesce((select r.id from ledger_account r where r.firm_id = a.firm_id and r.slot = 'RETAINED_EARNINGS'),"
    f" {NOBODY}) else l.account_id end"
)
"""The account that a line stands on; takes the year's first day. What earlier years earned is retained."""

_LINES = (
    " cross join ledger_entry e cross join ledger_line l cross join ledger_account a"
    " where e.document_id = d.id and l.entry_id = e.id and a.id = l.account_id"
)
"""The lines of document `d`. A cross join keeps SQLite from starting with every line of the ledger."""

_NEVER_COPIED = (
    " d.firm_id = %s and d.state = 'posted' and d.dated_on <= %s and not exists (select 1 from outbox_item i"
    " where i.destination_id = %s and i.source_kind = d.kind and i.source_id = d.id)"
)


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a document. `there` says whether Xero had it when it was read; `word` is a key of states.WORDS."""

    marker: str
    resource: str
    type: str
    word: str
    reason: str
    there: bool
    snapshot: str


@dataclass(frozen=True, slots=True)
class HalfCopied:
    """A document with a copy still out: account id -> what its lines came to, and all copies of its version."""

    document_id: int
    on: date
    lines: dict[int, int]
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class NeverCopied:
    """What a document without any copy comes to on the accounts asked for."""

    document_id: int
    on: date
    minor: int
    why: str
    reason: str


def never_copied_sums(*, firm_id: int, as_at: date, year_began: date) -> list[Apart]:
    """What documents dated by `as_at` that never had a copy come to, by account and why."""
    firm = firm_row(firm_id)
    (rows,) = ask(
        Question(
            f"select {_STANDS_ON}, d.kind, {_IS_BEFORE}, sum(l.minor) from documents_document d{_LINES}"
            f" and {_NEVER_COPIED} group by 1, 2, 3",
            [year_began.isoformat(), _connected(firm), firm_id, as_at.isoformat(), firm.destination_id],
            lambda rows: rows,
        )
    )
    return [Apart(int(row[0]), _why(row[1], before=bool(row[2]))[0], int(row[3])) for row in rows if row[3]]


def never_copied(*, firm_id: int, as_at: date, year_began: date, ids: Sequence[int]) -> list[NeverCopied]:
    """The same documents one by one, with what each comes to on the accounts of those ids; the oldest first."""
    firm = firm_row(firm_id)
    (rows,) = ask(
        Question(
            f"select d.id, d.dated_on, d.kind, {_IS_BEFORE}, sum(l.minor) from documents_document d{_LINES}"
            f" and {_NEVER_COPIED} and {_STANDS_ON} in ({marks(ids)}) group by d.id, d.dated_on, d.kind, 4"
            " having sum(l.minor) <> 0 order by d.dated_on, d.id",
            [_connected(firm), firm_id, as_at.isoformat(), firm.destination_id, year_began.isoformat(), *ids],
            lambda rows: rows,
        )
    )
    return [NeverCopied(int(row[0]), day_of(row[1]), int(row[4]), *_why(row[2], before=bool(row[3]))) for row in rows]


_IS_BEFORE = "case when d.posted_at < %s then 1 else 0 end"


def _connected(firm: FirmRow) -> Any:
    assert firm.connected_at is not None, "a firm that was never connected has nothing to compare with"
    return moment(firm.connected_at)


def _why(kind_code: str, *, before: bool) -> tuple[str, str]:
    kind = all_kinds().get(kind_code)
    if kind is not None and isinstance(kind.push, Kept):
        return "kept", kind.push.reason
    if before:
        return "before", NOT_CONNECTED_THEN
    return "unqueued", "It was posted while the firm was connected and left no copy: run counterfoil check."


def half_copied(
    *, firm_id: int, as_at: date, year_began: date, read_at: datetime, at: datetime
) -> Iterator[HalfCopied]:
    """Documents dated by `as_at` of which a copy was not in Xero when Xero was read, at `read_at`; `at` is now."""
    firm = firm_row(firm_id)
    found = (
        "select d.id from documents_document d join ("
        "select source_kind, source_id from outbox_item where destination_id = %s and operation = 'create'"
        " and state in ('pending', 'sending', 'unknown', 'drafted', 'review', 'rejected', 'cancelled')"
        " union select source_kind, source_id from outbox_item where destination_id = %s and operation = 'create'"
        " and settled_at is not null and settled_at >= %s and state = 'confirmed'"
        " union select source_kind, source_id from outbox_item where destination_id = %s and operation = 'void'"
        " and state = 'confirmed') i on i.source_kind = d.kind and i.source_id = d.id"
        " where d.firm_id = %s and d.state = 'posted' and d.dated_on <= %s order by d.dated_on, d.id"
    )
    here = firm.destination_id
    for ids in chunks(found, [here, here, moment(read_at), here, firm_id, as_at.isoformat()], 500):
        yield from _loaded(ids, destination_id=here, year_began=year_began, read_at=read_at, at=at)


def _loaded(
    ids: Sequence[int], *, destination_id: int | None, year_began: date, read_at: datetime, at: datetime
) -> Iterator[HalfCopied]:
    lines: dict[int, dict[int, int]] = defaultdict(dict)
    dates: dict[int, date] = {}
    for document_id, on, account_id, minor in run(
        f"select d.id, d.dated_on, {_STANDS_ON}, sum(l.minor) from documents_document d{_LINES}"
        f" and d.id in ({marks(ids)}) group by d.id, d.dated_on, 3",
        [year_began.isoformat(), *ids],
    ):
        lines[document_id][int(account_id)], dates[document_id] = int(minor), day_of(on)
    copies = _copies(
        run(
            f"select d.id, i.marker, i.resource, i.type, case when {_VOIDED} then 'voided' else {ITEM_WORD} end,"
            " i.reason_text, case when i.state = 'confirmed' and (i.settled_at is null or i.settled_at < %s)"
            f" and not {_VOIDED} then 1 else 0 end, i.snapshot"
            " from documents_document d join outbox_item i on i.source_kind = d.kind and i.source_id = d.id"
            " and i.version >= d.version and not exists (select 1 from outbox_item n"
            "  where n.destination_id = i.destination_id and n.source_kind = i.source_kind"
            "  and n.source_id = i.source_id and n.part = i.part and n.operation = 'create' and n.version > i.version)"
            " where i.destination_id = %s and i.operation = 'create'"
            f" and d.id in ({marks(ids)}) order by i.id",
            [moment(read_at), moment(at), moment(read_at), moment(read_at), destination_id, *ids],
        )
    )
    for document_id in ids:
        if document_id in dates:
            yield HalfCopied(document_id, dates[document_id], lines[document_id], tuple(copies[document_id]))


_VOIDED = (
    "exists (select 1 from outbox_item v where v.destination_id = i.destination_id and v.source_kind = i.source_kind"
    " and v.source_id = i.source_id and v.part = i.part and v.version = i.version and v.operation = 'void'"
    " and v.state = 'confirmed' and v.settled_at < %s)"
)
"""Whether item `i` was void before Xero was read; takes that moment."""


def _copies(rows: Iterable[Row]) -> dict[int, list[Copy]]:
    found: dict[int, list[Copy]] = defaultdict(list)
    for row in rows:
        document_id, marker, resource, type_, word, reason, there, snapshot = row
        said = reason or _SAID.get(word, "")
        found[document_id].append(Copy(marker, resource, type_, word, said, bool(there), snapshot))
    return found


_SAID = {
    "queued": "Queued, and not pushed yet.",
    "waiting": "Waits for another record, or for its time.",
    "pushing": "On its way now; read Xero again.",
    "checking": "No answer yet: it is being looked for in Xero, and may be there.",
    "pushed": "Pushed while Xero was read, or since; read Xero again.",
    "cancelled": "Withdrawn before it was sent.",
    "voided": "It was voided in Xero; take the document back here, or post it again.",
}
"""What is said of a copy that brings no reason of its own."""


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """What a list shows of a document."""

    id: int
    public_id: str
    kind: str
    number: str
    contact: str
    memo: str


def named_documents(*, firm_id: int, ids: Sequence[int]) -> dict[int, NamedDocument]:
    """Those of the firm's documents among the ids."""
    rows = run(
        "select d.id, d.public_id, d.kind, d.number, coalesce(c.name, ''), d.memo from documents_document d"
        f" left join matters_contact c on c.id = d.contact_id where d.firm_id = %s and d.id in ({marks(ids)})",
        [firm_id, *ids],
    )
    return {row[0]: NamedDocument(*row) for row in rows}
