"""A kind's example: its own sample, posted in books that hold whatever the sample names, on the chart of a place.

example = example_of(TRUST_PAYMENT)
example.entry       the entry that posting it makes
example.csv         the file for `counterfoil enter`
example.body        what POST /api/v1/documents takes
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from counterfoil.core.books import Books, ContactFacts, MatterFacts, PostedDocument
from counterfoil.core.chart import Account, BankAccount, Chart
from counterfoil.core.facts import Fact, GivenTo, Held, MadeFrom, SameReference
from counterfoil.core.jurisdictions import CODES, jurisdiction
from counterfoil.core.kinds import Kind
from counterfoil.core.money import LARGEST_MINOR, Money
from counterfoil.core.postings import Entry
from counterfoil.core.references import (
    FIRM,
    BankCode,
    ContactCode,
    DocumentNumber,
    MatterCode,
    OfficeBank,
    TrustBank,
)
from counterfoil.core.shapes import Field, describe, read, references, worked_out, write
from counterfoil.core.tax import TaxCodeFacts
from counterfoil.firms.roles import ABILITIES, step_ability

CURRENCY = "AUD"
"""Of the samples. Amounts stand in the manual without it."""
REF = "2026-117"
MATTER, CLIENT = "M-104", "C-0007"
"""Of a bill that an example pays: the bill's own matter and client stand nowhere in the example."""

MATTER_OF: Mapping[str, str] = {"credit_note": "M-117", "client_receipt": ""}
"""Of other documents that an example names, by kind: a credit of another matter, and money that names none."""


@dataclass(frozen=True, slots=True)
class Example:
    kind: Kind
    document: Any
    priced: Any
    entry: Entry | None
    filled_in: tuple[str, ...]
    worked_out: tuple[str, ...]

    @property
    def values(self) -> dict[str, Any]:
        return write(self.document)

    @property
    def csv(self) -> str:
        """One document as a file: the heading, and a row for each row of its longest list."""
        own = {name: value for name, value in self.values.items() if not isinstance(value, list)}
        rows = _rows_of_file(self.kind.fields, self.values)
        names = ["kind", "ref", *own, *dict.fromkeys(name for row in rows for name in row)]
        first = {"kind": self.kind.code, "ref": REF} | own
        written = io.StringIO()
        writer = csv.DictWriter(written, names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows((first if at == 0 else {"ref": REF}) | row for at, row in enumerate(rows))
        return written.getvalue()

    @property
    def body(self) -> str:
        body = {"kind": self.kind.code, "post": self.posted_by_programs, "content": self.values}
        return json.dumps(body, indent=2, ensure_ascii=False)

    @property
    def posted_by_programs(self) -> bool:
        """Whether an API key may post it, or only leave a draft."""
        step = self.kind.first_step
        return "api_client" in ABILITIES[step_ability(step, trust=self.kind.trust, incoming=self.kind.incoming)]


def example_of(kind: Kind) -> Example:
    """The kind's sample, priced, let through by its rules and posted. Raises what posting would refuse."""
    document = kind.sample()
    books = books_for(kind, document)
    priced = kind.priced(document, books)
    kind.check(priced, books)
    return Example(
        kind=kind,
        document=document,
        priced=priced,
        entry=kind.entry(priced, books),
        filled_in=_filled_in(kind, write(document), books),
        worked_out=_worked_out(priced),
    )


BANKS = (OfficeBank("O1"), TrustBank("T1"))
"""What every firm begins with."""

SECOND_BANKS = {
    "O2": ("1101", "Office savings account", "bank"),
    "T2": ("1151", "Second trust account", "trust_bank"),
}
"""Further bank accounts that examples name: the code, name and type of the account each posts to."""


def place_of(kind: Kind) -> str:
    """The jurisdiction that the example stands in: the first that has such a document."""
    return next(code for code in CODES if not kind.missing_in(jurisdiction(code)))


def books_for(kind: Kind, document: Any) -> Books:
    """Books that know every matter, contact and bank the document names, and hold and are owed more than enough."""
    here = jurisdiction(place_of(kind))
    accounts = [
        Account(at, one.code, one.name, one.type, one.slot, one.manual, one.tax)
        for at, one in enumerate(here.accounts, start=1)
    ]
    accounts += [Account(len(accounts) + at, *one) for at, one in enumerate(SECOND_BANKS.values(), start=1)]
    named = list(references(document))
    plenty = Money(LARGEST_MINOR, CURRENCY)
    facts = {fact: _answer(fact, plenty) for fact in kind.asks(document)}
    return Books(
        today=document.on,
        currency=CURRENCY,
        chart=Chart(accounts),
        tax_codes={
            one.code: TaxCodeFacts(at, one.code, one.name, one.direction, one.rates)
            for at, one in enumerate(here.tax_codes, start=1)
        },
        banks={code: _bank(code, accounts) for code in (*BANKS, *named) if isinstance(code, BankCode)},
        matters={
            code: MatterFacts(at, code, "", CLIENT)
            for at, code in enumerate(
                (
                    MATTER,
                    FIRM,
                    *filter(None, MATTER_OF.values()),
                    *(code for code in named if isinstance(code, MatterCode)),
                ),
                start=1,
            )
        },
        contacts={
            code: ContactFacts(at, code, "")
            for at, code in enumerate((CLIENT, *(code for code in named if isinstance(code, ContactCode))), start=1)
        },
        documents={
            number: _posted(number, at, document.on, plenty)
            for at, number in enumerate(named, start=1)
            if isinstance(number, DocumentNumber)
        },
        answers=facts,
    )


def _answer(fact: Fact, plenty: Money) -> Held | str:
    """As much as may be wanted of what has to be there, and nothing of what may not be."""
    if isinstance(fact, SameReference | MadeFrom):
        return ""
    return Held(Money.zero(plenty.currency) if isinstance(fact, GivenTo) else plenty, fact.since)


def _posted(number: DocumentNumber, at: int, on: date, amount: Money) -> PostedDocument:
    kind = number.kinds[0]
    return PostedDocument(at, kind, number, on, MATTER_OF.get(kind, MATTER), CLIENT, amount, amount, number.state)


def _bank(code: BankCode, accounts: Iterable[Account]) -> BankAccount:
    trust = isinstance(code, TrustBank)
    if code in SECOND_BANKS:
        account = next(one for one in accounts if one.code == SECOND_BANKS[code][0])
    else:
        account = next(one for one in accounts if one.type == ("trust_bank" if trust else "bank"))
    return BankAccount(1, code, account.name, account, trust=trust)


def _rows_of_file(fields: Iterable[Field], values: Mapping[str, Any]) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = [{}]
    for field in fields:
        for at, row in enumerate(values.get(field.name, ()) if field.sort == "rows" else ()):
            rows += [{}] * (at == len(rows))
            rows[at] = rows[at] | {f"{field.name}.{name}": cell for name, cell in row.items()}
    return rows


def _filled_in(kind: Kind, values: Mapping[str, Any], books: Books) -> tuple[str, ...]:
    """What pricing puts into fields that were left empty, by label."""
    empty = _needed(kind.fields, values)
    shape: type[Any] = kind.shape
    priced = write(kind.priced(read(shape, empty, currency=books.currency), books))
    found = []
    for field in kind.fields:
        if field.sort == "rows":
            pairs = zip(empty.get(field.name, ()), priced.get(field.name, ()), strict=False)
            new = {name for before, after in pairs for name in after.keys() - before.keys()}
            found += [f"{field.label}: {column.label}" for column in field.rows if column.name in new]
        elif field.name in priced and field.name not in empty:
            found.append(field.label)
    return tuple(found)


def _needed(fields: tuple[Field, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    found = {field.name: values[field.name] for field in fields if field.required}
    for field in fields:
        if field.sort == "rows" and field.required:
            found[field.name] = [_needed(field.rows, row) for row in values[field.name]]
    return found


def _worked_out(priced: Any) -> tuple[str, ...]:
    own = list(worked_out(type(priced)))
    for field in describe(type(priced)):
        own += [f"{field.label}: {label}" for label in worked_out(field.row_type)] if field.row_type else []
    return tuple(own)
