"""Gathers the Books for one document: the firm's standing data, the records it names, and the facts its kind asks for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from counterfoil.core import shapes
from counterfoil.core.books import Books, ContactFacts, MatterFacts
from counterfoil.core.dates import local_day
from counterfoil.core.facts import BillOwed, Fact, Held, LowestHeld, Owed
from counterfoil.core.kinds import Kind
from counterfoil.core.money import Money
from counterfoil.core.references import BankCode, ContactCode, MatterCode, TaxCode
from counterfoil.core.refusals import Refusal
from counterfoil.documents.standing import standing
from counterfoil.firms.rows import Question, Row, ask, day_of
from counterfoil.ledger.record import opening
from counterfoil.ledger.rowtypes import Head


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


def firm_question(firm_id: int, *, request_key: str | None = None) -> Question[FirmFacts]:
    """`answered` is the document that came under that request key before: (its id, the hash of what came)."""
    return Question(
        "select f.id, f.public_id, f.currency, f.zone, f.method, f.chart_version,"
        " (select closed_through from ledger_period where firm_id = f.id and ledger = 'general'),"
        " (select closed_through from ledger_period where firm_id = f.id and ledger = 'trust'),"
        " d.id, k.id, k.request_sha256 from firms_firm f"
        " left join outbox_destination d on d.firm_id = f.id and d.state <> 'gone'"
        " left join documents_document k on k.firm_id = f.id and k.request_key = %s where f.id = %s",
        [request_key, firm_id],
        _read_firm,
    )


def _read_firm(rows: list[Row]) -> FirmFacts:
    row = rows[0]
    closed = [value and day_of(value) for value in row[6:8]]
    return FirmFacts(*row[:6], *closed, row[8], (row[9], row[10]) if row[9] else None)


def firm_facts(firm_id: int) -> FirmFacts:
    (firm,) = ask(firm_question(firm_id))
    return cast(FirmFacts, firm)


Asked = dict[str | Fact, Question[Any]]


class Gathered:
    """What was looked up for one document, in one go: the locked head if wanted, the firm, and the rows for its Books."""

    def __init__(self, kind: Kind, document: Any, found: dict[str | Fact, Any]) -> None:
        self.kind, self.document, self._found = kind, document, found
        self.firm: FirmFacts = found["firm"]

    @property
    def head(self) -> Head:
        head = self._found["head"]
        assert isinstance(head, Head), "the chain was not locked"
        return head

    def books(self, *, at: datetime) -> Books:
        """The Books of the document. Unknown references are refused here, by name."""
        firm, found = self.firm, self._found
        fixed = standing(firm_id=firm.id, public_id=firm.public_id, chart_version=firm.chart_version)
        matters, clients = _matters_and_clients(found.get("matters", []))
        contacts = clients | {row[1]: ContactFacts(*row) for row in found.get("contacts", [])}
        answers: dict[Fact, Held | BillOwed | None] = {}
        for fact in self.kind.asks(self.document):
            if isinstance(fact, Owed):
                rows = found[fact]
                answers[fact] = _bill(rows[0], firm.currency) if rows else None
                more_matters, more_contacts = _matters_and_clients([row[4:] for row in rows])
                matters, contacts = more_matters | matters, more_contacts | contacts
            else:
                answers[fact] = _lowest(found[fact], since=fact.since, currency=firm.currency)
        books = Books(
            today=local_day(at, firm.zone),
            currency=firm.currency,
            chart=fixed.chart,
            tax_codes=fixed.tax_codes,
            banks=fixed.banks,
            matters=matters,
            contacts=contacts,
            answers=answers,
        )
        _all_known(shapes.references(self.document), books)
        return books


def gather(
    kind: Kind, document: Any, *, firm_id: int, request_key: str | None = None, lock: bool = False
) -> Gathered:
    """Ask for everything that posting the document may need; with `lock`, lock the firm's chain before all the rest."""
    named = list(shapes.references(document))
    asked: Asked = {"head": opening(firm_id)} if lock else {}
    asked["firm"] = firm_question(firm_id, request_key=request_key)
    if matters := _codes(named, MatterCode):
        asked["matters"] = _matters_question(firm_id, matters)
    if contacts := _codes(named, ContactCode):
        asked["contacts"] = _contacts_question(firm_id, contacts)
    for fact in kind.asks(document):
        asked[fact] = _bill_question(fact, firm_id) if isinstance(fact, Owed) else _held_question(fact, firm_id)
    found = dict(zip(asked, ask(*asked.values()), strict=True))
    return Gathered(kind, document, {"head": None} | found)


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


_MATTER = "m.id, m.code, m.title, m.state, c.id, c.code, c.name"


def _matters_question(firm_id: int, codes: list[str]) -> Question[list[Row]]:
    return Question(
        f"select {_MATTER} from matters_matter m join matters_contact c on c.id = m.client_id"
        f" where m.firm_id = %s and m.code in ({_marks(codes)})",
        [firm_id, *codes],
        list,
    )


def _matters_and_clients(rows: Sequence[Row]) -> tuple[dict[str, MatterFacts], dict[str, ContactFacts]]:
    matters = {
        row[1]: MatterFacts(id=row[0], code=row[1], title=row[2], client=row[5], open=row[3] == "open") for row in rows
    }
    return matters, {row[5]: ContactFacts(id=row[4], code=row[5], name=row[6]) for row in rows}


def _contacts_question(firm_id: int, codes: list[str]) -> Question[list[Row]]:
    return Question(
        f"select id, code, name from matters_contact where firm_id = %s and code in ({_marks(codes)})",
        [firm_id, *codes],
        list,
    )


def _marks(values: list[str]) -> str:
    return ", ".join(["%s"] * len(values)) or "null"


def _bill_question(fact: Owed, firm_id: int) -> Question[list[Row]]:
    return Question(
        f"select d.id, d.number, d.dated_on, d.total_minor - d.settled_minor, {_MATTER} from documents_document d"
        " join matters_matter m on m.id = d.matter_id join matters_contact c on c.id = m.client_id"
        " where d.firm_id = %s and d.kind = 'client_bill' and d.state = 'posted' and d.number = %s",
        [firm_id, fact.bill],
        list,
    )


def _bill(row: Row, currency: str) -> BillOwed:
    return BillOwed(
        id=row[0],
        number=row[1],
        dated_on=day_of(row[2]),
        matter=row[5],
        client=row[9],
        open=Money(row[3], currency),
    )


def _held_question(fact: LowestHeld, firm_id: int) -> Question[list[Row]]:
    """What is held now (no day), and what moved on each later day."""
    keys = (
        " matter_id = (select id from matters_matter where firm_id = %s and code = %s)"
        " and bank_id = (select id from ledger_bankaccount where firm_id = %s and code = %s)"
    )
    trust_held = "(select id from ledger_account where firm_id = %s and slot = 'TRUST_HELD')"
    named = [firm_id, fact.matter, firm_id, fact.bank]
    return Question(
        f"select null, minor from ledger_trustbalance where{keys} union all"
        f" select dated_on, -sum(minor) from ledger_line where{keys} and account_id = {trust_held} and dated_on > %s"
        " group by dated_on",
        [*named, *named, firm_id, fact.since.isoformat()],
        list,
    )


def _lowest(rows: list[Row], *, since: date, currency: str) -> Held:
    """Walk back from today's balance over the later days; the least end-of-day balance is the answer, the earliest of equals."""
    balance = sum(int(minor) for day, minor in rows if day is None)
    ends: list[tuple[int, date]] = []
    for day, moved in sorted(((day_of(day), int(moved)) for day, moved in rows if day is not None), reverse=True):
        ends.append((balance, day))
        balance -= moved
    lowest, lowest_on = min([*ends, (balance, since)])
    return Held(Money(lowest, currency), lowest_on)


def lowest_held(fact: LowestHeld, firm: FirmFacts) -> Held:
    (rows,) = ask(_held_question(fact, firm.id))
    return _lowest(rows, since=fact.since, currency=firm.currency)


def open_periods(day: date, *, trust: bool, firm: FirmFacts) -> None:
    """Refuse a day in a closed period, naming the first open day."""
    closed = max((end for end in (firm.general_closed, firm.trust_closed if trust else None) if end), default=None)
    if closed and day <= closed:
        raise Refusal("period-closed", "the books are closed through {closed}; date it later", closed=closed)
