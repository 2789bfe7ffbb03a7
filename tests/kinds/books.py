"""Books without a database, for the rules and lines of a kind: the Australian chart, and the facts the test states.

    books_for(trust={("M-104", "T1"): [(date(2026, 3, 1), "500.00"), (date(2026, 3, 9), "-201.00")]})
    books_for(bills=[a_bill(owes="880.00")], today=date(2026, 3, 31))

The answers are worked out here from the movements themselves, apart from the product's own SQL.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from counterfoil.core.books import Books, ContactFacts, MatterFacts, PostedDocument
from counterfoil.core.chart import Account, BankAccount, Chart
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
from counterfoil.core.jurisdictions import jurisdiction
from counterfoil.core.kinds import Kind
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import as_text
from counterfoil.core.references import FIRM
from counterfoil.core.tax import TaxCodeFacts

Movements = Sequence[tuple[date, str]]
TODAY = date(2026, 3, 31)
MATTERS = (
    MatterFacts(1, "M-104", "Purchase of 14 Quayside", "C-0007"),
    MatterFacts(2, "M-117", "Estate of R. Osei", "C-0009"),
    MatterFacts(3, "M-090", "Lease of Unit 3", "C-0007", open=False),
)
OWN_LEDGER = MatterFacts(9, FIRM, "The firm's own trust ledger", "C-0001")
CONTACTS = (
    ContactFacts(1, "C-0001", "Harbour Bank"),
    ContactFacts(7, "C-0007", "Harrow & Pike"),
    ContactFacts(9, "C-0009", "R. Osei"),
)

SECOND_BANKS = {
    "O2": ("1101", "Office savings account", "bank"),
    "T2": ("1151", "Second trust account", "trust_bank"),
}


@dataclass(frozen=True, slots=True)
class Answers(Mapping[Fact, Held | str]):
    """Answers any question about the stated movements, of trust money, of other accounts by slot, and of credits.

    A trust account has what is held in it, less what it has deposited. `bills` says whose matter each bill is,
    `references` maps (contact, reference in small letters) to the number of the document that has it, `made` an order's
    number to that of what was made from it.
    """

    trust: Mapping[tuple[str, str], Movements]
    slots: Mapping[tuple[str, str, str], Movements]
    given: Mapping[tuple[str, str], str]
    references: Mapping[tuple[str, str], str]
    made: Mapping[str, str]
    bills: Mapping[str, str]

    def __getitem__(self, fact: Fact) -> Held | str:
        match fact:
            case SameReference():
                return self.references.get((fact.contact, fact.reference.lower()), "")
            case MadeFrom():
                return self.made.get(fact.order, "")
            case GivenTo():
                return Held(aud(self.given.get((fact.credit, fact.bill), "0.00")), fact.since)
            case LowestHeld():
                moved = self.trust.get((fact.matter, fact.bank), ())
            case LowestHeldForBill():
                moved = self.trust.get((self.bills.get(fact.bill, ""), fact.bank), ())
            case LowestInBank():
                moved = self.in_bank(fact.bank)
            case LowestOn():
                moved = self.slots.get((fact.slot, fact.matter, fact.bank), ())
        return lowest(moved, fact)

    def in_bank(self, bank: str) -> Movements:
        held = [move for (_, of), moves in self.trust.items() if of == bank for move in moves]
        deposited = self.slots.get(("STATUTORY_DEPOSIT", "", bank), ())
        return [*held, *((day, str(-Decimal(amount))) for day, amount in deposited)]

    def __iter__(self) -> Iterator[Fact]:
        return iter(())

    def __len__(self) -> int:
        return 0


def lowest(movements: Movements, fact: Lowest) -> Held:
    """The least of the balances at the end of `since` and of every later day on which something moved."""
    days = sorted({fact.since, *(day for day, _ in movements if day > fact.since)})
    ends = [(Money.sum((aud(amount) for on, amount in movements if on <= day), currency="AUD"), day) for day in days]
    return Held(*min(ends))


def a_bill(
    *,
    number: str = "B-1042",
    owes: str = "880.00",
    on: date = date(2026, 3, 2),
    matter: str = "M-104",
    kind: str = "client_bill",
    contact: str = "C-0007",
) -> PostedDocument:
    """A posted document of which so much is open: a bill, unless another kind is asked for."""
    return PostedDocument(
        id=int(number.rpartition("-")[2]),
        kind=kind,
        number=number,
        dated_on=on,
        matter=matter,
        contact=contact,
        total=aud(owes),
        open=aud(owes),
    )


def books_for(
    *,
    trust: Mapping[tuple[str, str], Movements] | None = None,
    bills: Iterable[PostedDocument] = (),
    slots: Mapping[tuple[str, str, str], Movements] | None = None,
    given: Mapping[tuple[str, str], str] | None = None,
    references: Mapping[tuple[str, str], str] | None = None,
    made: Mapping[str, str] | None = None,
    today: date = TODAY,
    closed_bank: str = "",
    without_slot: str = "",
    place: str = "au",
) -> Books:
    """Amounts are in Australian dollars, in whatever jurisdiction."""
    bills = list(bills)
    data = jurisdiction(place)
    accounts = [
        Account(at, a.code, a.name, a.type, None if a.slot == without_slot else a.slot, a.manual, a.tax)
        for at, a in enumerate(data.accounts, start=1)
    ]
    accounts += [Account(len(accounts) + at, *one) for at, one in enumerate(SECOND_BANKS.values(), start=1)]
    by_code = {account.code: account for account in accounts}
    by_type = {account.type: account for account in reversed(accounts)}
    banks = [
        BankAccount(1, "O1", "Office", by_type["bank"], trust=False, open=closed_bank != "O1", held_with="C-0001"),
        BankAccount(2, "T1", "Trust", by_type["trust_bank"], trust=True, open=closed_bank != "T1", held_with="C-0001"),
        BankAccount(3, "O2", "Savings", by_code[SECOND_BANKS["O2"][0]], trust=False, held_with="C-0001"),
        BankAccount(4, "T2", "Second trust", by_code[SECOND_BANKS["T2"][0]], trust=True, held_with="C-0001"),
    ]
    return Books(
        today=today,
        currency="AUD",
        chart=Chart(accounts),
        tax_codes={
            code.code: TaxCodeFacts(at, code.code, code.name, code.direction, code.rates)
            for at, code in enumerate(data.tax_codes, start=1)
        },
        banks={bank.code: bank for bank in banks},
        matters={matter.code: matter for matter in (*MATTERS, *([OWN_LEDGER] if data.firm_money_in_trust else []))},
        contacts={contact.code: contact for contact in CONTACTS},
        documents={bill.number: bill for bill in bills},
        answers=Answers(
            trust or {},
            slots or {},
            given or {},
            references or {},
            made or {},
            {bill.number: bill.matter for bill in bills},
        ),
    )


def posted(kind: Kind, document: object, books: Books) -> str:
    """The entry that posting the document would make, after its rules have let it pass."""
    priced = kind.priced(document, books)
    kind.check(priced, books)
    entry = kind.entry(priced, books)
    assert entry is not None, f"{kind.code} moves nothing in the books"
    return as_text(entry)
