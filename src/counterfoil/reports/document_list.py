"""The list of documents of one kind or several, filtered and sorted, 50 a page. Totals follow the filter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from counterfoil.firms.rows import Row, day_of, marks, run
from counterfoil.reports.reading import PAGE, Where, firm_row, ordered, page_within, pages_of
from counterfoil.reports.states import NOTHING, DocumentState, states_of_documents


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """`matter` is empty where the document's rows name several. `open_minor` is what is not settled of its total."""

    id: int
    public_id: str
    kind: str
    number: str
    state: str
    on: date
    due_on: date | None
    memo: str
    matter: str
    matter_title: str
    contact: str
    contact_name: str
    bank: str
    total_minor: int
    open_minor: int
    overdue: bool
    xero: str
    xero_reason: str


@dataclass(frozen=True, slots=True)
class DocumentList:
    """`total_minor` and `open_minor` add up every document that the filter leaves, not the page alone."""

    rows: tuple[DocumentRow, ...]
    currency: str
    total_minor: int
    open_minor: int
    count: int
    page: int
    pages: int


SORTS = {
    "date": ("d.dated_on", "d.id"),
    "due": ("coalesce(d.due_on, d.dated_on)", "d.id"),
    "number": ("length(d.number)", "d.number"),
    "contact": ("lower(coalesce(c.name, ''))",),
    "matter": ("coalesce(m.code, '')",),
    "total": ("d.total_minor",),
    "open": ("d.total_minor - d.settled_minor",),
    "state": ("d.state",),
}
OF_MATTER = """d.id in (
    select id from documents_document where matter_id = (select id from matters_matter where firm_id = %s and code = %s)
    union all select e.document_id from ledger_line l join ledger_entry e on e.id = l.entry_id
      where l.matter_id = (select id from matters_matter where firm_id = %s and code = %s)
    union all select r.document_id from documents_document o join documents_documentline r on r.document_id = o.id
      where r.matter_id = (select id from matters_matter where firm_id = %s and code = %s)
      and o.firm_id = %s and o.state = 'draft')"""
"""Documents of the matter, those with a line in its ledger, and drafts that name it on a row. Each finds an index."""

OPEN = "d.state = 'posted' and d.settled_minor < d.total_minor"


def document_list(
    *,
    firm_id: int,
    at: datetime,
    kinds: Sequence[str],
    states: Sequence[str] = (),
    only_open: bool = False,
    overdue: bool = False,
    since: date | None = None,
    through: date | None = None,
    matter: str = "",
    contact: str = "",
    bank: str = "",
    text: str = "",
    sort: str = "-date",
    page: int = 1,
) -> DocumentList:
    """`matter`, `contact` and `bank` are codes; a document belongs to every matter that its rows name.

    `text` is words of numbers, memos, names and codes, and totals such as `1,234.50`. `sort` is a key of SORTS, with a
    minus for the other way round.
    """
    firm = firm_row(firm_id)
    today = firm.day(at)
    where = Where.firm("d", firm_id)
    where.add(f"d.kind in ({marks(kinds)})", *kinds)
    if states:
        where.add(f"d.state in ({marks(states)})", *states)
    if only_open or overdue:
        where.add(OPEN)
    if overdue:
        where.add("d.due_on < %s", today.isoformat())
    if since:
        where.add("d.dated_on >= %s", since.isoformat())
    if through:
        where.add("d.dated_on <= %s", through.isoformat())
    if contact:
        where.add("d.contact_id = (select id from matters_contact where firm_id = %s and code = %s)", firm_id, contact)
    if bank:
        where.add("d.bank_id = (select id from ledger_bankaccount where firm_id = %s and code = %s)", firm_id, bank)
    if matter:
        where.add(OF_MATTER, *([firm_id, matter] * 3), firm_id)
    named = ("coalesce(d.number, '')", "d.memo", "coalesce(c.name, '')", "coalesce(m.code, '')")
    where.words(text, named, amount="d.total_minor", currency=firm.currency)
    ((count, total, still_open),) = run(
        "select count(*), coalesce(sum(d.total_minor), 0), coalesce(sum(d.total_minor - d.settled_minor), 0)"
        f" {_FROM if text.strip() else ' from documents_document d'} where {where.sql}",
        where.parameters,
    )
    page = page_within(page, count)
    rows = run(
        "select d.id, d.public_id, d.kind, coalesce(d.number, ''), d.state, d.dated_on, d.due_on, d.memo,"
        " coalesce(m.code, ''), coalesce(m.title, ''), coalesce(c.code, ''), coalesce(c.name, ''),"
        f" coalesce(b.code, ''), d.total_minor, d.total_minor - d.settled_minor {_FROM} where {where.sql}"
        f" order by {ordered(sort, SORTS)}, d.id limit %s offset %s",
        [*where.parameters, PAGE, (page - 1) * PAGE],
    )
    copies = states_of_documents(firm_id=firm_id, ids=[row[0] for row in rows], at=at)
    shown = tuple(_row(row, copies.get(row[0], NOTHING), today) for row in rows)
    return DocumentList(shown, firm.currency, int(total), int(still_open), int(count), page, pages_of(count))


_FROM = (
    " from documents_document d left join matters_matter m on m.id = d.matter_id"
    " left join matters_contact c on c.id = d.contact_id left join ledger_bankaccount b on b.id = d.bank_id"
)


def _row(row: Row, copy: DocumentState, today: date) -> DocumentRow:
    due_on = day_of(row[6]) if row[6] else None
    overdue = bool(row[4] == "posted" and row[14] and due_on and due_on < today)
    return DocumentRow(*(*row[:5], day_of(row[5]), due_on, *row[7:15], overdue, copy.state, copy.reason))
