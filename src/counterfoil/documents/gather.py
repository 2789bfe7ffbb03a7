"""Gathers the Books for one document: the firm's standing data, the records it names, and the facts its kind asks for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from counterfoil.core import shapes
from counterfoil.core.books import Books, ContactFacts, MatterFacts
from counterfoil.core.dates import local_day
from counterfoil.core.facts import BillOwed, Fact, Held, LowestHeld, Owed
from counterfoil.core.kinds import Kind
from counterfoil.core.money import Money
from counterfoil.core.references import BankCode, ContactCode, MatterCode, TaxCode
from counterfoil.core.refusals import Refusal
from counterfoil.documents.standing import standing
from counterfoil.firms.rows import day_of, run


@dataclass(frozen=True, slots=True)
class FirmFacts:
    """The firm's own row, how far its ledgers are closed, and where its copies go."""

    id: int
    public_id: str
    currency: str
    zone: str
    method: str
    chart_version: int
    general_closed: date | None
    trust_closed: date | None
    destination_id: int | None
    answered: tuple[int, str] | None = None


def firm_facts(firm_id: int, *, request_key: str | None = None) -> FirmFacts:
    """`answered` is the document that came under that request key before: (its id, the hash of what came)."""
    rows = run(
        "select f.id, f.public_id, f.currency, f.zone, f.method, f.chart_version,"
        " (select closed_through from ledger_period where firm_id = f.id and ledger = 'general'),"
        " (select closed_through from ledger_period where firm_id = f.id and ledger = 'trust'),"
        " d.id, k.id, k.request_sha256 from firms_firm f"
        " left join outbox_destination d on d.firm_id = f.id and d.state <> 'gone'"
        " left join documents_document k on k.firm_id = f.id and k.request_key = %s where f.id = %s",
        [request_key, firm_id],
    )
    row = rows[0]
    closed = [value and day_of(value) for value in row[6:8]]
    return FirmFacts(*row[:6], *closed, row[8], (row[9], row[10]) if row[9] else None)


def gather(kind: Kind, document: Any, *, firm: FirmFacts, at: datetime) -> Books:
    """Everything the kind may look at. Unknown references are refused here, by name."""
    fixed = standing(firm_id=firm.id, public_id=firm.public_id, chart_version=firm.chart_version)
    books = Books(
        today=local_day(at, firm.zone),
        currency=firm.currency,
        chart=fixed.chart,
        tax_codes=fixed.tax_codes,
        banks=fixed.banks,
    )
    named = list(shapes.references(document))
    books.answers = answers(kind.asks(document), firm=firm)
    bills = [answer for answer in books.answers.values() if isinstance(answer, BillOwed)]
    matters = dict.fromkeys([*_codes(named, MatterCode), *(bill.matter for bill in bills)])
    books.matters, clients = _matters(firm.id, list(matters))
    others = [code for code in _codes(named, ContactCode) if code not in clients]
    books.contacts = clients | _contacts(firm.id, others)
    _all_known(named, books)
    return books


def _codes(named: Iterable[str], sort: type[str]) -> list[str]:
    return list(dict.fromkeys(str(code) for code in named if isinstance(code, sort)))


def _all_known(named: Iterable[str], books: Books) -> None:
    for code in named:
        if isinstance(code, MatterCode):
            books.matter(code)
        elif isinstance(code, ContactCode):
            books.contact(code)
        elif isinstance(code, BankCode):
            books.bank(code)
        elif isinstance(code, TaxCode):
            books.tax_code(code)


def _matters(firm_id: int, codes: list[str]) -> tuple[dict[str, MatterFacts], dict[str, ContactFacts]]:
    if not codes:
        return {}, {}
    rows = run(
        "select m.id, m.code, m.title, m.state, c.id, c.code, c.name from matters_matter m"
        " join matters_contact c on c.id = m.client_id"
        f" where m.firm_id = %s and m.code in ({_marks(codes)})",
        [firm_id, *codes],
    )
    matters = {row[1]: MatterFacts(id=row[0], code=row[1], title=row[2], client=row[5], open=row[3] == "open") for row in rows}
    return matters, {row[5]: ContactFacts(id=row[4], code=row[5], name=row[6]) for row in rows}


def _contacts(firm_id: int, codes: list[str]) -> dict[str, ContactFacts]:
    if not codes:
        return {}
    rows = run(
        f"select id, code, name from matters_contact where firm_id = %s and code in ({_marks(codes)})", [firm_id, *codes]
    )
    return {row[1]: ContactFacts(id=row[0], code=row[1], name=row[2]) for row in rows}


def _marks(values: list[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def answers(facts: Iterable[Fact], *, firm: FirmFacts) -> Mapping[Fact, Held | BillOwed | None]:
    """Look all facts up, one statement for each sort of fact and bank."""
    found: dict[Fact, Held | BillOwed | None] = {}
    bills = [fact for fact in facts if isinstance(fact, Owed)]
    if bills:
        found.update(_owed(bills, firm))
    for fact in facts:
        if isinstance(fact, LowestHeld) and fact not in found:
            found[fact] = lowest_held(fact, firm)
    return found


def _owed(facts: list[Owed], firm: FirmFacts) -> dict[Fact, BillOwed | None]:
    rows = run(
        "select d.id, d.number, d.dated_on, m.code, c.code, d.total_minor - d.settled_minor from documents_document d"
        " join matters_matter m on m.id = d.matter_id join matters_contact c on c.id = d.contact_id"
        " where d.firm_id = %s and d.kind = 'client_bill' and d.state = 'posted'"
        f" and d.number in ({_marks(facts)})",
        [firm.id, *(fact.bill for fact in facts)],
    )
    by_number = {
        row[1]: BillOwed(
            id=row[0],
            number=row[1],
            dated_on=day_of(row[2]),
            matter=row[3],
            client=row[4],
            open=Money(row[5], firm.currency),
        )
        for row in rows
    }
    return {fact: by_number.get(fact.bill) for fact in facts}


def lowest_held(fact: LowestHeld, firm: FirmFacts) -> Held:
    """Walk back from today's balance over the days after `since`; the least end-of-day balance is the answer."""
    now = run(
        "select b.minor, m.id, k.id from ledger_trustbalance b"
        " join matters_matter m on m.id = b.matter_id join ledger_bankaccount k on k.id = b.bank_id"
        " where m.firm_id = %s and m.code = %s and k.code = %s",
        [firm.id, fact.matter, fact.bank],
    )
    if not now:
        return Held(Money.zero(firm.currency), fact.since)
    balance, matter_id, bank_id = now[0]
    later = run(
        "select l.dated_on, -sum(l.minor) from ledger_line l join ledger_account a on a.id = l.account_id"
        " where l.matter_id = %s and l.bank_id = %s and a.slot = 'TRUST_HELD' and l.dated_on > %s"
        " group by l.dated_on order by l.dated_on desc",
        [matter_id, bank_id, fact.since.isoformat()],
    )
    ends: list[tuple[int, date]] = []
    for day, moved in later:
        ends.append((int(balance), day_of(day)))
        balance -= int(moved)
    lowest, lowest_on = min([*ends, (int(balance), fact.since)])
    return Held(Money(lowest, firm.currency), lowest_on)


def open_periods(day: date, *, trust: bool, firm: FirmFacts) -> None:
    """Refuse a day in a closed period, naming the first open day."""
    closed = max((end for end in (firm.general_closed, firm.trust_closed if trust else None) if end), default=None)
    if closed and day <= closed:
        raise Refusal("period-closed", "the books are closed through {closed}; date it later", closed=closed)
