"""What clients owe the firm as at a day, and what the firm owes its suppliers: by contact, and by age.

Only what was allocated by that day counts, however much was paid since. What a receipt or a credit leaves over stands
in a column of its own, so that the total is the balance of receivables (or payables) on that day, to the cent.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from counterfoil.firms.rows import Row, day_of, run
from counterfoil.reports.balances import balance
from counterfoil.reports.owing import BY_DOCUMENTS, BY_ENTRIES, Owing, Way, is_undone_later
from counterfoil.reports.reading import PAGE, firm_row, page_within, pages_of

By = Literal["due", "date"]

BUCKETS: dict[By, tuple[tuple[str, int], ...]] = {
    "due": (("Current", 0), ("1 to 30", 30), ("31 to 60", 60), ("61 to 90", 90)),
    "date": (("0 to 30", 30), ("31 to 60", 60), ("61 to 90", 90)),
}
"""Each with the most days that it holds, after the due date or the document's own; the rest is older."""

OLDEST = "Over 90"
APART = "Unallocated"

SORTS = ("name", "code", "total", "oldest", "apart")
"""What contacts can be sorted by, each with a minus for the other way round."""


@dataclass(frozen=True, slots=True)
class AgedAmounts:
    """`buckets` in the order of `Aged.labels`; `apart_minor` is below zero: it lessens what is owed."""

    buckets: tuple[int, ...]
    apart_minor: int

    @property
    def total_minor(self) -> int:
        return sum(self.buckets) + self.apart_minor

    @property
    def cells(self) -> tuple[int, ...]:
        """As they stand in a row: the columns of the labels, what is apart, the total."""
        return (*self.buckets, self.apart_minor, self.total_minor)


@dataclass(frozen=True, slots=True)
class AgedRow:
    """One contact. `count` is how many documents stand behind its amounts."""

    contact_id: int | None
    public_id: str
    code: str
    name: str
    count: int
    amounts: AgedAmounts


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A bill with what was open of it on the day; or a receipt or credit with what was left over, below zero.

    `days` are since it fell due, or since its own date; below zero it is not due yet. `column` counts the labels.
    """

    contact: str
    contact_name: str
    document_id: int
    public_id: str
    kind: str
    number: str
    on: date
    due_on: date | None
    matter: str
    matter_title: str
    memo: str
    total_minor: int
    open_minor: int
    days: int
    column: int


@dataclass(frozen=True, slots=True)
class OpenItems:
    """What stands behind one contact's row, the oldest first."""

    contact: str
    rows: tuple[OpenItem, ...]
    count: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Proof:
    """The total of everything beside the account that it must be equal to."""

    account: str
    name: str
    account_minor: int
    report_minor: int

    @property
    def difference_minor(self) -> int:
        return self.report_minor - self.account_minor

    @property
    def agrees(self) -> bool:
        return not self.difference_minor


@dataclass(frozen=True, slots=True)
class Aged:
    """`totals` add up every contact that the filter leaves. Without an account for it there is no proof."""

    as_at: date
    by: By
    currency: str
    labels: tuple[str, ...]
    rows: tuple[AgedRow, ...]
    totals: AgedAmounts
    documents: int
    count: int
    page: int
    pages: int
    proof: Proof | None
    opened: OpenItems | None = None


def aged(
    *,
    firm_id: int,
    owing: Owing,
    as_at: date,
    by: By = "due",
    credits_aged: bool = False,
    text: str = "",
    sort: str = "name",
    page: int | None = 1,
    opened: str = "",
    opened_page: int = 1,
) -> Aged:
    """`credits_aged` counts what is left over by its own date instead of apart. `opened` is the code of a contact
    whose documents are listed. Without `page` every contact is there."""
    found = _Asked(firm_id, owing, as_at, by, credits_aged=credits_aged)
    everyone, proof = found.contacts()
    kept = [row for row in everyone if _matches(row, text)]
    kept.sort(key=_key(sort), reverse=sort.startswith("-"))
    number = page_within(page or 1, len(kept))
    shown = kept if page is None else kept[(number - 1) * PAGE : number * PAGE]
    return Aged(
        as_at=as_at,
        by=by,
        currency=firm_row(firm_id).currency,
        labels=found.labels,
        rows=tuple(shown),
        totals=_added(kept, len(found.labels)),
        documents=sum(row.count for row in kept),
        count=len(kept),
        page=number,
        pages=pages_of(len(kept)) if page is not None else 1,
        proof=proof,
        opened=found.opened(opened, opened_page) if opened else None,
    )


def open_items(
    *, firm_id: int, owing: Owing, as_at: date, by: By = "due", credits_aged: bool = False, text: str = ""
) -> Iterator[OpenItem]:
    """Every open document by contact: for a file."""
    found = _Asked(firm_id, owing, as_at, by, credits_aged=credits_aged)
    contacts, _ = found.contacts()
    wanted = {row.contact_id for row in contacts if _matches(row, text)}
    return (item for contact_id, item in found.items() if contact_id in wanted)


def _matches(row: AgedRow, text: str) -> bool:
    told = f"{row.code} {row.name}".casefold()
    return all(word in told for word in text.casefold().split())


def _key(sort: str) -> Any:
    by_name = {
        "code": lambda row: (len(row.code), row.code),
        "total": lambda row: row.amounts.total_minor,
        "oldest": lambda row: row.amounts.buckets[-1],
        "apart": lambda row: row.amounts.apart_minor,
    }
    return by_name.get(sort.removeprefix("-"), lambda row: (row.name.casefold(), row.code))


def _added(rows: Sequence[AgedRow], columns: int) -> AgedAmounts:
    buckets = tuple(sum(row.amounts.buckets[at] for row in rows) for at in range(columns))
    return AgedAmounts(buckets, sum(row.amounts.apart_minor for row in rows))


@dataclass(slots=True)
class _Asked:
    """One asking: on which day, by which date, and in which of the two ways it is added up."""

    firm_id: int
    owing: Owing
    as_at: date
    by: By
    credits_aged: bool = field(kw_only=True)
    way: Way = BY_DOCUMENTS

    @property
    def labels(self) -> tuple[str, ...]:
        return (*(label for label, _ in BUCKETS[self.by]), OLDEST)

    def contacts(self) -> tuple[list[AgedRow], Proof | None]:
        """Documents are added up where that comes to the account's balance; where not, the entries themselves are."""
        account = self._account()
        if account and is_undone_later(self.firm_id, self.as_at):
            self.way = BY_ENTRIES
        rows = self._contacts()
        proof = _proof(account, rows)
        if proof and not proof.agrees and self.way is BY_DOCUMENTS:
            self.way = BY_ENTRIES
            rows = self._contacts()
            proof = _proof(account, rows)
        return rows, proof

    def _account(self) -> tuple[int, str, str, int] | None:
        """(id, code, name, what it says is owed) of the account that must agree."""
        found = run(
            "select id, code, name from ledger_account where firm_id = %s and slot = %s",
            [self.firm_id, self.owing.slot],
        )
        if not found:
            return None
        account_id, code, name = found[0]
        return account_id, code, name, self.owing.sign * balance(account_id=account_id, through=self.as_at)

    def _contacts(self) -> list[AgedRow]:
        """Added up by contact and column first: what is spread over the columns then is a fourth of the documents."""
        standing, asked = self.way.standing(self.firm_id, self.owing, self.as_at)
        column, bounds = self._column()
        spread = ", ".join(f"sum(case when shown = {at} then minor else 0 end)" for at in range(len(self.labels) + 1))
        rows = run(
            f"with {standing}, aged as (select contact_id, counted, minor, {column} as shown from standing),"
            " added as (select contact_id, shown, sum(counted) as documents, sum(minor) as minor from aged"
            "  group by contact_id, shown),"
            f" spread as (select contact_id, sum(documents), {spread} from added group by contact_id)"
            " select c.public_id, c.code, c.name, s.* from spread s left join matters_contact c on c.id = s.contact_id",
            [*asked, *bounds],
        )
        return [_contact(row) for row in rows]

    def _column(self) -> tuple[str, list[str]]:
        """The column of an open amount, and the days it is found by. The one after the labels holds what is apart."""
        age_on = "due_on" if self.by == "due" else "dated_on"
        days = [(self.as_at - timedelta(days=most)).isoformat() for _, most in BUCKETS[self.by]]
        within = " ".join(f"when {age_on} >= %s then {at}" for at in range(len(days)))
        apart = "" if self.credits_aged else f"when minor < 0 then {len(self.labels)}"
        return f"case {apart} {within} else {len(days)} end", days

    def opened(self, contact: str, page: int) -> OpenItems | None:
        found = run("select id from matters_contact where firm_id = %s and code = %s", [self.firm_id, contact])
        if not found:
            return None
        standing, asked = self.way.standing(self.firm_id, self.owing, self.as_at, contact_id=int(found[0][0]))
        ((count,),) = run(f"with {standing} select coalesce(sum(counted), 0) from standing", asked)
        page = page_within(page, int(count))
        rows = self._rows(standing, asked, f"limit {PAGE} offset {(page - 1) * PAGE}")
        return OpenItems(contact, tuple(self._item(row) for row in rows), int(count), page, pages_of(int(count)))

    def items(self) -> Iterator[tuple[int | None, OpenItem]]:
        standing, asked = self.way.standing(self.firm_id, self.owing, self.as_at)
        for row in self._rows(standing, asked, ""):
            yield row[0], self._item(row)

    def _rows(self, standing: str, asked: list[Any], limit: str) -> list[Row]:
        column, bounds = self._column()
        age_on = "due_on" if self.by == "due" else "dated_on"
        return run(
            f"with {standing}, aged as (select id, contact_id, {age_on} as age_on, {column} as shown, minor"
            "  from standing),"
            " added as (select id, contact_id, age_on, shown, sum(minor) as minor from aged"
            "  group by id, contact_id, age_on, shown)"
            " select s.contact_id, coalesce(c.code, ''), coalesce(c.name, ''), d.id, d.public_id, d.kind,"
            " coalesce(d.number, ''), d.dated_on, d.due_on, coalesce(m.code, ''), coalesce(m.title, ''), d.memo,"
            " d.total_minor, s.minor, s.age_on, s.shown from added s join documents_document d on d.id = s.id"
            " left join matters_contact c on c.id = s.contact_id left join matters_matter m on m.id = d.matter_id"
            f" order by lower(coalesce(c.name, '')), c.id, s.age_on, d.id {limit}",
            [*asked, *bounds],
        )

    def _item(self, row: Row) -> OpenItem:
        days = (self.as_at - day_of(row[14])).days
        due_on = day_of(row[8]) if row[8] else None
        return OpenItem(*(*row[1:7], day_of(row[7]), due_on, *row[9:13], int(row[13]), days, int(row[15])))


def _contact(row: Row) -> AgedRow:
    *buckets, apart = map(int, row[5:])
    return AgedRow(row[3], row[0] or "", row[1] or "", row[2] or "", int(row[4]), AgedAmounts(tuple(buckets), apart))


def _proof(account: tuple[int, str, str, int] | None, rows: Sequence[AgedRow]) -> Proof | None:
    if account is None:
        return None
    _, code, name, minor = account
    return Proof(code, name, minor, sum(row.amounts.total_minor for row in rows))
