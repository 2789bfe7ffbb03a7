"""Gathers the Books for one document: the firm's standing data, the records it names, the facts its kind asks for."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Literal, cast

from counterfoil.core import shapes
from counterfoil.core.books import Books, ContactFacts, MatterFacts, PostedDocument
from counterfoil.core.chart import CLASS_OF_TYPE
from counterfoil.core.dates import local_day
from counterfoil.core.facts import (
    Fact,
    GivenTo,
    Held,
    Lowest,
    LowestHeld,
    LowestHeldForBill,
    LowestInBank,
    LowestOn,
    MadeFrom,
    SameReference,
)
from counterfoil.core.kinds import Kind
from counterfoil.core.money import Money
from counterfoil.core.references import FIRM, BankCode, ContactCode, DocumentNumber, MatterCode, TaxCode
from counterfoil.core.refusals import Refusal
from counterfoil.documents import copies, numbering
from counterfoil.documents.copies import Known
from counterfoil.documents.firm import FirmFacts, firm_question
from counterfoil.documents.numbering import Taken
from counterfoil.documents.standing import standing
from counterfoil.firms.rows import Question, Row, ask, day_of, marks
from counterfoil.ledger.record import opening
from counterfoil.ledger.rowtypes import Head

Asked = dict[str | Fact, Question[Any]]
Take = Literal["nothing", "ids", "number"]


class Gathered:
    """What was looked up for one document: the head if locked, the firm, the rows for its Books, what was taken."""

    def __init__(self, kind: Kind, document: Any, found: dict[str | Fact, Any]) -> None:
        self.kind, self.document, self._found = kind, document, found
        self.firm: FirmFacts = found["firm"]

    @property
    def head(self) -> Head:
        return cast(Head, self._found["head"])

    @property
    def taken(self) -> Taken:
        return cast(Taken, self._found["taken"])

    @property
    def known(self) -> Known:
        return cast(Known, self._found["known"])

    def books(self, *, at: datetime) -> Books:
        """The Books of the document. Unknown references are refused here, by name."""
        firm, found = self.firm, self._found
        fixed = standing(firm_id=firm.id, public_id=firm.public_id, chart_version=firm.chart_version)
        matters, clients = _matters_and_clients(found.get("matters", []))
        contacts = clients | {row[1]: ContactFacts(*row) for row in found.get("contacts", [])}
        rows = found.get("documents", [])
        more_matters, more_contacts = _matters_and_clients([row[9:16] for row in rows if row[9] is not None])
        matters, contacts = more_matters | matters, more_contacts | contacts
        contacts |= {row[7]: ContactFacts(*row[6:9]) for row in rows if row[7] is not None}
        books = Books(
            today=local_day(at, firm.zone),
            currency=firm.currency,
            chart=fixed.chart,
            tax_codes=fixed.tax_codes,
            banks=fixed.banks,
            matters=matters,
            contacts=contacts,
            documents={row[2]: _posted(row, firm.currency) for row in rows},
            answers=_answers(self.kind.asks(self.document), found, firm.currency),
        )
        _all_known(shapes.references(self.document), books)
        return books


def gather(
    kind: Kind,
    document: Any,
    *,
    firm_id: int,
    request_key: str | None = None,
    lock: bool = False,
    take: Take = "nothing",
) -> Gathered:
    """Ask for everything that posting the document may need, in one go.

    With `lock` the firm's chain is locked before all the rest. `take` says whether the document is about to be
    numbered, or has its number and needs fresh ids only; what is taken is given back when the transaction fails.
    """
    named = list(shapes.references(document))
    matters, contacts, numbers = (_codes(named, sort) for sort in (MatterCode, ContactCode, DocumentNumber))
    numbered_at = next(iter(_codes(named, BankCode)), "")
    banks = [numbered_at] if kind.contact_of_its_bank and numbered_at else []
    asked: Asked = {"head": opening(firm_id)} if lock else {}
    asked["firm"] = firm_question(firm_id, request_key=request_key)
    if matters or kind.moves_firms_ledger:
        asked["matters"] = _matters_question(firm_id, [*matters, FIRM] if kind.moves_firms_ledger else matters)
    if contacts or banks:
        asked["contacts"] = _contacts_question(firm_id, contacts, banks)
    if numbers:
        asked["documents"] = _documents_question(firm_id, numbers)
    amounts, others = _amounts_and_others(kind.asks(document))
    if amounts:
        asked["amounts"] = _amounts_question(amounts, firm_id)
    for fact in others:
        asked[fact] = _fact_question(fact, firm_id)
    if take != "nothing":
        items = copies.most_items(kind, len(kind.allocations(document)))
        series = kind.series if take == "number" else None
        asked["taken"] = numbering.take(
            firm_id=firm_id, series=series, items=items, request_key=request_key, bank=numbered_at
        )
        asked["known"] = copies.known_question(
            firm_id, contacts=contacts, matters=matters, banks=banks, numbers=numbers
        )
    found = dict(zip(asked, ask(*asked.values()), strict=True))
    if take == "number" and found["taken"] is None and not found["firm"].answered:
        numbering.begin_series(firm_id=firm_id, series=kind.series, bank=numbered_at)
        (found["taken"],) = ask(asked["taken"])
    return Gathered(kind, document, found)


def _codes(named: Iterable[str], sort: type[str]) -> list[str]:
    return list(dict.fromkeys(str(code) for code in named if isinstance(code, sort)))


def _all_known(named: Iterable[str], books: Books) -> None:
    for code in named:
        if code == FIRM and isinstance(code, MatterCode):
            raise Refusal("firms-own-ledger", "{code} is the firm's own trust ledger; name a matter", code=code)
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
        f" where m.firm_id = %s and m.code in ({marks(codes)})",
        [firm_id, *codes],
        list,
    )


def _matters_and_clients(rows: Sequence[Row]) -> tuple[dict[str, MatterFacts], dict[str, ContactFacts]]:
    matters = {
        row[1]: MatterFacts(id=row[0], code=row[1], title=row[2], client=row[5], open=row[3] == "open") for row in rows
    }
    return matters, {row[5]: ContactFacts(id=row[4], code=row[5], name=row[6]) for row in rows}


def _contacts_question(firm_id: int, codes: list[str], banks: list[str]) -> Question[list[Row]]:
    """The contacts of those codes, and those that the bank accounts are held with."""
    held_with = (
        f" union select c.id, c.code, c.name from ledger_bankaccount b join matters_contact c on c.id = b.provider_id"
        f" where b.firm_id = %s and b.code in ({marks(banks)})"
    )
    return Question(
        f"select id, code, name from matters_contact where firm_id = %s and code in ({marks(codes)})"
        + (held_with if banks else ""),
        [firm_id, *codes, *([firm_id, *banks] if banks else [])],
        list,
    )


def _documents_question(firm_id: int, numbers: list[str]) -> Question[list[Row]]:
    """The posted documents of those numbers, each with its contact, its matter and that matter's client.

    An order is never posted: it is placed, and closed once something was made from it.
    """
    matter = _MATTER.replace("c.", "k.")
    return Question(
        f"select d.id, d.kind, d.number, d.dated_on, d.total_minor, d.settled_minor, c.id, c.code, c.name, {matter},"
        " d.state"
        " from documents_document d left join matters_contact c on c.id = d.contact_id"
        " left join matters_matter m on m.id = d.matter_id left join matters_contact k on k.id = m.client_id"
        f" where d.firm_id = %s and d.state in ('posted', 'placed', 'closed') and d.number in ({marks(numbers)})",
        [firm_id, *numbers],
        list,
    )


def _posted(row: Row, currency: str) -> PostedDocument:
    return PostedDocument(
        id=row[0],
        kind=row[1],
        number=row[2],
        dated_on=day_of(row[3]),
        matter=row[10] or "",
        contact=row[7] or "",
        total=Money(row[4], currency),
        open=Money(row[4] - row[5], currency),
        state=row[16],
    )


def _fact_question(fact: Fact, firm_id: int) -> Question[list[Row]]:
    match fact:
        case LowestHeld():
            matter = "select id from matters_matter where firm_id = %s and code = %s"
            return _held_question(matter, fact.matter, fact.bank, fact.since, firm_id)
        case LowestHeldForBill():
            matter = "select matter_id from documents_document where firm_id = %s and number = %s"
            return _held_question(matter, fact.bill, fact.bank, fact.since, firm_id)
        case LowestInBank():
            return _in_bank_question(fact, firm_id)
        case LowestOn():
            return _standing_question(fact, firm_id)
        case GivenTo():
            return _given_question(fact, firm_id)
        case SameReference():
            return _reference_question(fact, firm_id)
        case MadeFrom():
            return _made_from_question(fact, firm_id)


def _given_question(fact: GivenTo, firm_id: int) -> Question[list[Row]]:
    """What of the credit the bill has been given, but for what the credit itself said when it was posted."""
    return Question(
        "select null, coalesce(sum(a.minor), 0) from documents_allocation a"
        " where a.source_id = (select id from documents_document where firm_id = %s and number = %s)"
        " and a.target_id = (select id from documents_document where firm_id = %s and number = %s)"
        " and a.recorded_by_id <> a.source_id",
        [firm_id, fact.credit, firm_id, fact.bill],
        list,
    )


def _amounts_and_others(facts: Iterable[Fact]) -> tuple[list[Lowest], list[SameReference | MadeFrom]]:
    """What is answered with amounts on days, each once, and what is answered with a number."""
    amounts, others = [], []
    for fact in dict.fromkeys(facts):
        if isinstance(fact, SameReference | MadeFrom):
            others.append(fact)
        else:
            amounts.append(fact)
    return amounts, others


def _amounts_question(facts: Sequence[Lowest], firm_id: int) -> Question[list[Row]]:
    """All of them in one statement, however many rows a document has: each row of the answer says which it is of."""
    questions = [_fact_question(fact, firm_id) for fact in facts]
    named = (f"select {place}, q{place}.* from ({question.sql}) q{place}" for place, question in enumerate(questions))
    return Question(" union all ".join(named), [value for one in questions for value in one.parameters], list)


def _answers(facts: Iterable[Fact], found: dict[str | Fact, Any], currency: str) -> dict[Fact, Held | str]:
    amounts, others = _amounts_and_others(facts)
    rows: list[list[Row]] = [[] for _ in amounts]
    for place, day, minor in found.get("amounts", ()):
        rows[place].append((day, minor))
    answers: dict[Fact, Held | str] = {fact: str(found[fact][0][0]) if found[fact] else "" for fact in others}
    for fact, its in zip(amounts, rows, strict=True):
        answers[fact] = _lowest(its, since=fact.since, currency=currency)
    return answers


def _reference_question(fact: SameReference, firm_id: int) -> Question[list[Row]]:
    """Written as the partial index `supplier_reference` is, so that both databases look there."""
    return Question(
        "select d.number from documents_document d"
        " where d.kind in ('supplier_bill', 'supplier_credit') and d.state = 'posted' and d.firm_id = %s"
        " and d.contact_id = (select id from matters_contact where firm_id = %s and code = %s)"
        " and d.kind = %s and lower(d.memo) = lower(%s)",
        [firm_id, firm_id, fact.contact, fact.kind, fact.reference],
        list,
    )


def _made_from_question(fact: MadeFrom, firm_id: int) -> Question[list[Row]]:
    return Question(
        "select d.number from documents_document d where d.state = 'posted'"
        " and d.related_id = (select id from documents_document where firm_id = %s and number = %s)",
        [firm_id, fact.order],
        list,
    )


def _standing_question(fact: LowestOn, firm_id: int) -> Question[list[Row]]:
    """What stands on the account now (no day), and what moved on each later day, above zero the way it grows."""
    grows = f"case when a.type in ({', '.join(_GROW_BY_DEBITS)}) then 1 else -1 end"
    lines = "ledger_line l join ledger_account a on a.id = l.account_id where a.firm_id = %s and a.slot = %s"
    named: list[object] = [firm_id, fact.slot]
    if fact.matter:
        lines += " and l.matter_id = (select id from matters_matter where firm_id = %s and code = %s)"
        named += [firm_id, fact.matter]
    if fact.bank:
        lines += " and l.bank_id = (select id from ledger_bankaccount where firm_id = %s and code = %s)"
        named += [firm_id, fact.bank]
    return Question(
        f"select null, coalesce(sum(l.minor * {grows}), 0) from {lines} union all"
        f" select l.dated_on, sum(l.minor * {grows}) from {lines} and l.dated_on > %s group by l.dated_on",
        [*named, *named, fact.since.isoformat()],
        list,
    )


_GROW_BY_DEBITS = [f"'{name}'" for name, sort in CLASS_OF_TYPE.items() if sort in ("asset", "expense")]


def _in_bank_question(fact: LowestInBank, firm_id: int) -> Question[list[Row]]:
    """What the bank account has now (no day), and what moved on each later day."""
    account = "account_id = (select account_id from ledger_bankaccount where firm_id = %s and code = %s)"
    return Question(
        f"select null, coalesce(sum(minor), 0) from ledger_accountmonth where {account} union all"
        f" select dated_on, sum(minor) from ledger_line where {account} and dated_on > %s group by dated_on",
        [firm_id, fact.bank, firm_id, fact.bank, fact.since.isoformat()],
        list,
    )


def _held_question(matter: str, named: str, bank: str, since: date, firm_id: int) -> Question[list[Row]]:
    """What is held now (no day), and what moved on each later day. `matter` asks for its id, by what is `named`."""
    keys = f" matter_id = ({matter}) and bank_id = (select id from ledger_bankaccount where firm_id = %s and code = %s)"
    trust_held = "(select id from ledger_account where firm_id = %s and slot = 'TRUST_HELD')"
    keyed = [firm_id, named, firm_id, bank]
    return Question(
        f"select null, minor from ledger_trustbalance where{keys} union all"
        f" select dated_on, -sum(minor) from ledger_line where{keys} and account_id = {trust_held} and dated_on > %s"
        " group by dated_on",
        [*keyed, *keyed, firm_id, since.isoformat()],
        list,
    )


def _lowest(rows: list[Row], *, since: date, currency: str) -> Held:
    """Walk back from today's balance over the later days: the least end-of-day balance, the earliest of equals."""
    balance = sum(int(minor) for day, minor in rows if day is None)
    ends: list[tuple[int, date]] = []
    for day, moved in sorted(((day_of(day), int(moved)) for day, moved in rows if day is not None), reverse=True):
        ends.append((balance, day))
        balance -= moved
    lowest, lowest_on = min([*ends, (balance, since)])
    return Held(Money(lowest, currency), lowest_on)


def lowest(fact: Lowest, firm: FirmFacts) -> Held:
    """The answer to one question by itself."""
    (rows,) = ask(_fact_question(fact, firm.id))
    return _lowest(rows, since=fact.since, currency=firm.currency)
