"""One question for all that a document names: its contacts, matters and posted documents, and the facts of its kind.

Every row has the same columns, empty where they are none of its business. Where copies are to be queued, a row also
says which item of the outbox stands for the contact, the matter's client or the document.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from counterfoil.core.books import ContactFacts, MatterFacts, PostedDocument
from counterfoil.core.facts import Fact, Held
from counterfoil.core.money import Money
from counterfoil.documents import answers
from counterfoil.documents.copies import Known
from counterfoil.firms.rows import Question, Row, day_of, marks
from counterfoil.outbox.holding import BEING_VOIDED


@dataclass(slots=True)
class Named:
    """What was found, by the codes and numbers that were asked for; `known` only where copies are to be queued."""

    contacts: dict[str, ContactFacts] = field(default_factory=dict)
    matters: dict[str, MatterFacts] = field(default_factory=dict)
    known: Known = field(default_factory=dict)
    _documents: list[Row] = field(default_factory=list)
    _facts: list[Row] = field(default_factory=list)

    def documents(self, currency: str) -> dict[str, PostedDocument]:
        return {row[0]: _posted(row, currency) for row in self._documents}

    def answers(self, facts: Sequence[Fact], currency: str) -> dict[Fact, Held | str]:
        rows: list[list[Row]] = [[] for _ in facts]
        for place, *found in self._facts:
            rows[place].append(tuple(found))
        return {fact: answers.answer(fact, of_it, currency=currency) for fact, of_it in zip(facts, rows, strict=True)}


_COLUMNS = {
    "item": "bigint",
    "contact_id": "bigint",
    "contact_code": "varchar",
    "contact_name": "varchar",
    "matter_id": "bigint",
    "matter_code": "varchar",
    "matter_title": "varchar",
    "matter_state": "varchar",
    "client_id": "bigint",
    "client_code": "varchar",
    "client_name": "varchar",
    "id": "bigint",
    "kind": "varchar",
    "number": "varchar",
    "dated_on": "date",
    "total": "bigint",
    "settled": "bigint",
    "state": "varchar",
    "place": "bigint",
}
_NO_ROW = f"select {', '.join(f'cast(null as {sort})' for sort in _COLUMNS.values())} where 1 = 0"
"""Stands first and says of what type each column is: PostgreSQL does not guess it from what is null."""

_CONTACT = {"contact_id": "c.id", "contact_code": "c.code", "contact_name": "c.name"}
_MATTER = {"matter_id": "m.id", "matter_code": "m.code", "matter_title": "m.title", "matter_state": "m.state"}
_CLIENT = {"client_id": "k.id", "client_code": "k.code", "client_name": "k.name"}
_DOCUMENT = {
    "id": "d.id",
    "kind": "d.kind",
    "number": "d.number",
    "dated_on": "d.dated_on",
    "total": "d.total_minor",
    "settled": "d.settled_minor",
    "state": "d.state",
}
_FACT = {"dated_on": "q.day", "total": "q.minor", "number": "q.number"}


def question(
    firm_id: int,
    *,
    contacts: Sequence[str],
    matters: Sequence[str],
    banks: Sequence[str],
    numbers: Sequence[str],
    facts: Sequence[Fact],
    copied: bool,
) -> Question[Named] | None:
    """Nothing to ask of a document that names nothing. `banks` are those whose contacts are wanted."""
    values: list[object] = []
    for codes in (contacts, matters, banks, numbers):
        values += (firm_id, *codes) if codes else ()
    asked = [answers.asked(fact, firm_id) for fact in facts]
    for each in asked:
        values += each.parameters
    sorts = (len(contacts), len(matters), len(banks), len(numbers))
    return Question(_sql(*sorts, tuple(each.sql for each in asked), copied), values, _read) if values else None


@lru_cache(maxsize=100)
def _sql(contacts: int, matters: int, banks: int, numbers: int, facts: tuple[str, ...], copied: bool) -> str:
    """Of so many codes of each sort, and of those facts. It is long, and every document of a kind asks the same."""
    answered = [f"{_row('', _FACT | {'place': str(place)})} from ({sql}) q" for place, sql in enumerate(facts)]
    return " union all ".join([_NO_ROW, *_records(contacts, matters, banks, numbers, copied), *answered])


def _records(contacts: int, matters: int, banks: int, numbers: int, copied: bool) -> list[str]:
    """The SQL of each sort of record that is named, for so many codes of it.

    An order is never posted: it is placed, and closed once something was made from it.
    """
    parts = []
    if contacts:
        item = _contacts_item("c") if copied else ""
        parts.append(f"{_row(item, _CONTACT)} from matters_contact c where {_is_one_of('c.code', contacts, 'c')}")
    if matters:
        item = _contacts_item("k") if copied else ""
        parts.append(
            f"{_row(item, _MATTER | _CLIENT)} from matters_matter m join matters_contact k on k.id = m.client_id"
            f" where {_is_one_of('m.code', matters, 'm')}"
        )
    if banks:
        item = _contacts_item("c") if copied else ""
        parts.append(
            f"{_row(item, _CONTACT)} from ledger_bankaccount b join matters_contact c on c.id = b.provider_id"
            f" where {_is_one_of('b.code', banks, 'b')}"
        )
    if numbers:
        item = _documents_item("d") if copied else ""
        parts.append(
            f"{_row(item, _DOCUMENT | _CONTACT | _MATTER | _CLIENT)} from documents_document d"
            " left join matters_contact c on c.id = d.contact_id"
            " left join matters_matter m on m.id = d.matter_id left join matters_contact k on k.id = m.client_id"
            f" where {_is_one_of('d.number', numbers, 'd')} and d.state in ('posted', 'placed', 'closed')"
        )
    return parts


def _is_one_of(column: str, codes: int, of: str) -> str:
    return f"{of}.firm_id = %s and {column} in ({marks(range(codes))})"


def _row(item: str, columns: dict[str, str]) -> str:
    stands = {"item": item} | columns if item else columns
    return "select " + ", ".join(stands.get(name, "null") for name in _COLUMNS)


def _contacts_item(of: str) -> str:
    """The newest create item of the contact: its version below zero where a person gave it up.

    A contact's copy is neither voided nor unlinked.
    """
    which = "case when i.state = 'cancelled' then -i.version else i.id end"
    return _newest(which, of=of, kind="'contact'", parts="i.part = 'document'")


def _documents_item(of: str) -> str:
    """The newest create item of the document: 0 where its copy is the document's no more.

    What a receipt left over counts as the receipt.
    """
    which = f"case when exists ({_ENDED}) or exists ({BEING_VOIDED}) then 0 else i.id end"
    parts = "i.part in ('document', 'rest') and i.state <> 'cancelled'"
    return _newest(which, of=of, kind=f"{of}.kind", parts=parts)


def _newest(which: str, *, of: str, kind: str, parts: str) -> str:
    """From the few sources to their items, never the other way: the outbox grows with every posting."""
    return (
        f"(select {which} from outbox_item i where i.destination_id ="
        f" (select id from outbox_destination where firm_id = {of}.firm_id and state <> 'gone')"
        f" and i.source_kind = {kind} and i.source_id = {of}.id and i.operation = 'create' and {parts}"
        " order by i.version desc limit 1)"
    )


_ENDED = "select 1 from outbox_link e where e.item_id = i.id and e.ended_at is not null"
"""A copy whose link was ended is no longer the document's: it stands over there by itself."""


def _read(rows: list[Row]) -> Named:
    found = Named()
    for row in rows:
        item, contact_id, contact_code, contact_name, matter_id, matter_code, title, state, *rest = row
        client_id, client_code, client_name, document_id, kind, number, dated_on, total, settled, stands, place = rest
        if place is not None:
            found._facts.append((place, dated_on, total, number))
            continue
        if contact_id is not None:
            found.contacts[contact_code] = ContactFacts(contact_id, contact_code, contact_name)
        if matter_id is not None:
            found.contacts[client_code] = ContactFacts(client_id, client_code, client_name)
            found.matters[matter_code] = MatterFacts(matter_id, matter_code, title, client_code, state == "open")
        if document_id is not None:
            found._documents.append(
                (number, document_id, kind, dated_on, matter_code, contact_code, total, settled, stands)
            )
        if item is not None:
            _know(found.known, item, document_id, contact_id or client_id)
    return found


def _know(known: Known, item: int, document_id: int | None, contact_id: int) -> None:
    if document_id is None:
        known["contact" if item > 0 else "given up", contact_id] = abs(item)
    else:
        known["document" if item else "unlinked", document_id] = item


def _posted(row: Row, currency: str) -> PostedDocument:
    number, document_id, kind, dated_on, matter, contact, total, settled, state = row
    return PostedDocument(
        id=document_id,
        kind=kind,
        number=number,
        dated_on=day_of(dated_on),
        matter=matter or "",
        contact=contact or "",
        total=Money(total, currency),
        open=Money(total - settled, currency),
        state=state,
    )
