"""The rows that `record` hands to the stores."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a firm's chain, locked until the transaction ends."""

    firm_id: int
    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class EntryRow:
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


@dataclass(frozen=True, slots=True)
class LineRow:
    account_id: int
    matter_id: int | None
    bank_id: int | None
    minor: int
