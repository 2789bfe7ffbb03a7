"""The rows that `record` hands to the stores."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a firm's chain, locked until the transaction ends."""

    firm_id: int
    seq: int
    hash: str


@dataclass(slots=True)
class EntryRow:
    """An entry on its way into the ledger; its `hash` is worked out last."""

    id: int
    firm_id: int
    seq: int
    dated_on: date
    title: str
    document_id: int
    reverses_id: int | None
    prev_hash: str
    hash: str
    posted_by: int | None
    posted_at: datetime


class LineRow(NamedTuple):
    account_id: int
    matter_id: int | None
    bank_id: int | None
    minor: int
