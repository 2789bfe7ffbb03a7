"""One entry with its lines and the document behind it, and all entries that a document has made over time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from counterfoil.core.refusals import Refusal
from counterfoil.firms.rows import day_of, marks, run
from counterfoil.reports.reading import firm_row, instant_of


@dataclass(frozen=True, slots=True)
class JournalLine:
    """`minor` is above zero for a debit; matter and bank are codes."""

    account: str
    account_name: str
    matter: str | None
    matter_title: str | None
    client: str | None
    bank: str | None
    minor: int

    @property
    def debit_minor(self) -> int:
        return max(self.minor, 0)

    @property
    def credit_minor(self) -> int:
        return max(-self.minor, 0)


@dataclass(frozen=True, slots=True)
class Journal:
    """An entry as it stands. `reverses` and `reversed_by` are the numbers (`seq`) of the other entry of a pair."""

    id: int
    seq: int
    on: date
    title: str
    posted_by: str
    posted_at: datetime | None
    hash: str
    reverses: int | None
    reversed_by: int | None
    document_id: int
    public_id: str
    kind: str
    number: str
    state: str
    memo: str
    currency: str
    lines: tuple[JournalLine, ...]

    @property
    def total_minor(self) -> int:
        return sum(line.debit_minor for line in self.lines)


def entry(*, firm_id: int, seq: int) -> Journal:
    """The entry with that number in the firm."""
    found = _entries(firm_id, "e.seq = %s", [seq])
    if not found:
        raise Refusal("document-unknown", "there is no journal {seq} in this firm", seq=seq)
    return found[0]


def entries_of_document(*, firm_id: int, document_id: int) -> tuple[Journal, ...]:
    """Every entry of the document, oldest first: posted, reversed, posted again."""
    return tuple(_entries(firm_id, "e.document_id = %s", [document_id]))


def entries_by_id(*, firm_id: int, ids: Sequence[int]) -> dict[int, Journal]:
    """Those entries of the firm among the ids."""
    if not ids:
        return {}
    return {found.id: found for found in _entries(firm_id, f"e.id in ({marks(ids)})", list(ids))}


def _entries(firm_id: int, condition: str, parameters: list[int]) -> list[Journal]:
    currency = firm_row(firm_id).currency
    heads = run(
        "select e.id, e.seq, e.dated_on, e.title, coalesce(u.name, ''), e.posted_at, e.hash,"
        " (select o.seq from ledger_entry o where o.id = e.reverses_id),"
        " (select r.seq from ledger_entry r where r.reverses_id = e.id),"
        " d.id, d.public_id, d.kind, d.number, d.state, d.memo"
        " from ledger_entry e join documents_document d on d.id = e.document_id"
        " left join firms_user u on u.id = e.posted_by_id"
        f" where e.firm_id = %s and {condition} order by e.seq",
        [firm_id, *parameters],
    )
    lines = _lines([head[0] for head in heads])
    return [
        Journal(
            *(head[0], head[1], day_of(head[2]), head[3], head[4], instant_of(head[5])),
            *(*head[6:12], head[12] or "", *head[13:15], currency, tuple(lines[head[0]])),
        )
        for head in heads
    ]


def _lines(entry_ids: Sequence[int]) -> dict[int, list[JournalLine]]:
    found: dict[int, list[JournalLine]] = defaultdict(list)
    if not entry_ids:
        return found
    rows = run(
        "select l.entry_id, a.code, a.name, m.code, m.title, c.name, b.code, l.minor from ledger_line l"
        " join ledger_account a on a.id = l.account_id left join matters_matter m on m.id = l.matter_id"
        " left join matters_contact c on c.id = m.client_id left join ledger_bankaccount b on b.id = l.bank_id"
        f" where l.entry_id in ({marks(entry_ids)}) order by l.id",
        entry_ids,
    )
    for row in rows:
        found[row[0]].append(JournalLine(*row[1:]))
    return found
