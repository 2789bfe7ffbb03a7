"""What was open of each document on a day, added up in two ways that must come to the same.

By documents: of each posted bill, receipt and credit its total, less what is settled, plus what was settled after the
day. By entries: what each document's entries had moved on the account by then, with the allocations of that time. The
first is quick. The second asks nothing of the kinds, and is what the account says.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from counterfoil.firms.rows import marks, run
from counterfoil.kinds import all_kinds


@dataclass(frozen=True, slots=True)
class Owing:
    """One direction in which money is owed. `sign` is 1 where a debit of the account says that more is owed."""

    slot: str
    sign: int
    party: str
    parties: str
    areas: frozenset[str]

    @property
    def bills(self) -> tuple[str, ...]:
        """The kinds that are owed."""
        return self._open_as("owed")

    @property
    def credits(self) -> tuple[str, ...]:
        """The kinds that settle them, and may have something left over."""
        return self._open_as("credit")

    def _open_as(self, what: str) -> tuple[str, ...]:
        return tuple(kind.code for kind in all_kinds().values() if kind.open_as == what and kind.area in self.areas)


RECEIVABLE = Owing(slot="RECEIVABLE", sign=1, party="client", parties="clients", areas=frozenset({"sales", "trust"}))
PAYABLE = Owing(slot="PAYABLE", sign=-1, party="supplier", parties="suppliers", areas=frozenset({"payables"}))


@dataclass(frozen=True, slots=True)
class Way:
    """`standing` names the rows (id, contact_id, dated_on, due_on, counted, minor) for a WITH, and their parameters.

    A document may have several rows; `counted` is 1 on one of them. `due_on` is its own date where it has no other,
    `minor` above zero is owed.
    """

    name: str
    standing: Callable[..., tuple[str, list[Any]]]


def _by_documents(firm_id: int, owing: Owing, as_at: date, *, contact_id: int | None = None) -> tuple[str, list[Any]]:
    """What is open now, and what was settled since. The second begins with the allocations, one side at
    a time, so that a planner knows how many documents to expect."""
    day, bills = as_at.isoformat(), owing.bills
    kinds = [*bills, *owing.credits]
    columns = "d.id, d.contact_id, d.dated_on, coalesce(d.due_on, d.dated_on) as due_on"
    sign = f"(case when d.kind in ({marks(bills)}) then 1 else -1 end)"
    posted = f"d.firm_id = %s and d.kind in ({marks(kinds)}) and d.dated_on <= %s and d.state = 'posted'"
    found = [*bills, firm_id, *kinds, day]
    of_contact, contact = "", list[int]()
    if contact_id:
        posted += " and d.contact_id = %s"
        found.append(contact_id)
        of_contact = "and {side} in (select id from documents_document where contact_id = %s)"
        contact.append(contact_id)
    settled_later = "\n".join(
        f"""union all
        select {columns}, case when d.settled_minor = d.total_minor then 1 else 0 end, {sign} * l.minor from (
            select {side} as id, sum(minor) as minor from documents_allocation
            where firm_id = %s and dated_on > %s {of_contact.format(side=side)} group by {side}) l
          cross join documents_document d where d.id = l.id and l.minor <> 0 and {posted}"""
        for side in ("target_id", "source_id")
    )
    sql = f"""standing as (
        select {columns}, 1 as counted, {sign} * (d.total_minor - d.settled_minor) as minor
        from documents_document d where {posted} and d.settled_minor < d.total_minor
        {settled_later})"""
    bills_first, of_documents = found[: len(bills)], found[len(bills) :]
    later = [*bills_first, firm_id, day, *contact, *of_documents]
    return sql, [*found, *later, *later]


def _by_entries(firm_id: int, owing: Owing, as_at: date, *, contact_id: int | None = None) -> tuple[str, list[Any]]:
    day = as_at.isoformat()
    of_contact, contact = ("where d.contact_id = %s", [contact_id]) if contact_id else ("", [])
    sql = f"""moved as (
        select e.document_id as id, {owing.sign} * l.minor as minor, 1 as posted
          from ledger_line l join ledger_entry e on e.id = l.entry_id
          where l.account_id = (select id from ledger_account where firm_id = %s and slot = %s) and l.dated_on <= %s
        union all
        select target_id, -minor, 0 from documents_allocation where firm_id = %s and dated_on <= %s
        union all
        select source_id, minor, 0 from documents_allocation where firm_id = %s and dated_on <= %s),
      left_over as (
        select id, sum(minor) as minor from moved group by id having sum(minor) <> 0 and max(posted) = 1),
      standing as (
        select d.id, d.contact_id, d.dated_on, coalesce(d.due_on, d.dated_on) as due_on, 1 as counted, o.minor
        from left_over o join documents_document d on d.id = o.id {of_contact})"""
    return sql, [firm_id, owing.slot, day, firm_id, day, firm_id, day, *contact]


BY_DOCUMENTS = Way("documents", _by_documents)
BY_ENTRIES = Way("entries", _by_entries)


def is_undone_later(firm_id: int, as_at: date) -> bool:
    """Whether an entry that stood on the day was reversed as at a later one: its document is no longer posted."""
    found: Sequence[Any] = run(
        "select 1 from ledger_entry r join ledger_entry e on e.id = r.reverses_id"
        " where r.reverses_id is not null and r.firm_id = %s and r.dated_on > %s and e.dated_on <= %s limit 1",
        [firm_id, as_at.isoformat(), as_at.isoformat()],
    )
    return bool(found)
