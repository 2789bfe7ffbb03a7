"""Gathers the Books for one document: the firm's standing data, the records it names, the facts its kind asks for."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal, cast

from counterfoil.core import shapes
from counterfoil.core.books import Books
from counterfoil.core.dates import local_day
from counterfoil.core.facts import Fact
from counterfoil.core.kinds import Kind
from counterfoil.core.references import FIRM, BankCode, ContactCode, DocumentNumber, MatterCode, Reference, TaxCode
from counterfoil.core.refusals import Refusal
from counterfoil.documents import copies, named, numbering
from counterfoil.documents.copies import Known
from counterfoil.documents.firm import FirmFacts, firm_question
from counterfoil.documents.named import Named
from counterfoil.documents.numbering import Taken
from counterfoil.documents.standing import standing
from counterfoil.firms.rows import Question, ask
from counterfoil.ledger.record import opening
from counterfoil.ledger.rowtypes import Head

Take = Literal["nothing", "ids", "number"]


class Gathered:
    """What was looked up for one document: the head if locked, the firm, the records for its Books, what was taken."""

    def __init__(
        self, kind: Kind, document: Any, references: list[Reference], facts: list[Fact], found: dict[str, Any]
    ) -> None:
        self.kind, self.document, self.references = kind, document, references
        self._facts, self._found = facts, found
        self.firm: FirmFacts = found["firm"]
        self._named: Named = found.get("named") or Named()

    @property
    def head(self) -> Head:
        return cast(Head, self._found["head"])

    @property
    def taken(self) -> Taken:
        return cast(Taken, self._found["taken"])

    @property
    def known(self) -> Known:
        return self._named.known

    def books(self, *, at: datetime) -> Books:
        """The Books of the document. Unknown references are refused here, by name."""
        firm, found = self.firm, self._named
        fixed = standing(firm_id=firm.id, public_id=firm.public_id, chart_version=firm.chart_version)
        books = Books(
            today=local_day(at, firm.zone),
            currency=firm.currency,
            chart=fixed.chart,
            tax_codes=fixed.tax_codes,
            banks=fixed.banks,
            matters=found.matters,
            contacts=found.contacts,
            documents=found.documents(firm.currency),
            answers=found.answers(self._facts, firm.currency),
        )
        _all_known(self.references, books)
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
    references = shapes.references(document)
    numbered_at = next(iter(_codes(references, BankCode)), "")
    facts = list(dict.fromkeys(kind.asks(document)))
    asked: dict[str, Question[Any]] = {"head": opening(firm_id)} if lock else {}
    asked["firm"] = firm_question(firm_id, request_key=request_key)
    records = named.question(
        firm_id,
        contacts=_codes(references, ContactCode),
        matters=_codes(references, MatterCode) + ([FIRM] if kind.moves_firms_ledger else []),
        banks=[numbered_at] if kind.contact_of_its_bank and numbered_at else [],
        numbers=_codes(references, DocumentNumber),
        facts=facts,
        copied=take != "nothing",
    )
    if records:
        asked["named"] = records
    if take != "nothing":
        asked["taken"] = numbering.take(
            firm_id=firm_id,
            series=kind.series if take == "number" else None,
            items=copies.most_items(kind, len(kind.allocations(document))),
            request_key=request_key,
            bank=numbered_at,
        )
    found = dict(zip(asked, ask(*asked.values()), strict=True))
    if take == "number" and found["taken"] is None and not found["firm"].answered:
        numbering.begin_series(firm_id=firm_id, series=kind.series, bank=numbered_at)
        (found["taken"],) = ask(asked["taken"])
    return Gathered(kind, document, references, facts, found)


def _codes(references: Iterable[Reference], sort: type[Reference]) -> list[str]:
    return list(dict.fromkeys(str(code) for code in references if isinstance(code, sort)))


def _all_known(references: Iterable[Reference], books: Books) -> None:
    for code in references:
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
