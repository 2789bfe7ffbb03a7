"""Random billing beside a pencil: bills, credits and what they settle, refunds, write-offs, retainers, and back again.

What may be done is done, what may not is refused, every sum agrees, also of each matter's office ledger.
`python -m tools.soak pencil` for the long run.
"""

import random
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from counterfoil.core.money import Money
from counterfoil.core.refusals import Refusal
from counterfoil.documents import actions
from counterfoil.documents.models import Document
from counterfoil.documents.removing import remove_payment
from counterfoil.firms.rows import run
from counterfoil.kinds import kind_of
from counterfoil.practice.periods import close_period
from counterfoil.reports.checks import run_checks
from tests.builders import BuiltFirm, a_firm
from tests.records.lengths import FIRST, STEPS, runs
from tests.records.sales_pencil import APPLIES, CLIENT_OF, SERIES, Paper, SalesPencil

RUNS = runs(60)
MATTERS = tuple(CLIENT_OF)
FIRST_DAY = date(2026, 2, 25)
ENTERED = [
    *["client_bill"] * 4,
    *["client_receipt"] * 3,
    *["credit_note"] * 2,
    *["credit_application"] * 3,
    *["receipt_allocation"] * 2,
    *["retainer_receipt", "retainer_payment", "retainer_refund", "client_refund", "write_off"],
]


@dataclass
class Run:
    """One run: the product's firm, the pencil's papers, and a die."""

    firm: BuiltFirm
    die: random.Random
    pencil: SalesPencil = field(default_factory=SalesPencil)
    done: Counter[str] = field(default_factory=Counter)

    def again(self, seed: int) -> "Run":
        """A run of its own that goes on from here."""
        return Run(self.firm, random.Random(seed), deepcopy(self.pencil), Counter(self.done))  # noqa: S311 - a test's die

    # --- what to try --------------------------------------------------------------------------------------------------

    def a_paper(self, kind: str) -> Paper:
        on, cents = FIRST_DAY + timedelta(days=self.die.randint(0, 34)), self.cents()
        matter = self.die.choice(MATTERS)
        if kind in ("client_bill", "credit_note"):
            tax = (cents + 5) // 10
            return Paper(kind, on, cents + tax, matter, CLIENT_OF[matter], tax=tax)
        if kind in ("retainer_receipt", "retainer_refund"):
            return Paper(kind, on, cents, matter, CLIENT_OF[matter])
        if kind == "client_refund":
            source = self.a_number("credit_note", "client_receipt")
            return Paper(kind, on, self.some_of(source, "credit_note", "client_receipt"), source=source)
        parts = self.some_bills()
        amount = sum(parts.values())
        if kind == "client_receipt":
            over = self.die.choice([-1, 0, 0, 5_000, 20_000])
            return Paper(kind, on, max(1, amount + over), contact=self.die.choice("AAB"), parts=parts)
        if kind in APPLIES:
            return Paper(kind, on, amount, source=self.a_number(APPLIES[kind]), parts=parts)
        return Paper(kind, on, amount, matter, parts=parts, taxed=self.die.choice([True, False]))

    def cents(self) -> int:
        return self.die.choice([1, 99, 5_000, 12_345, 20_000, 50_000])

    def a_number(self, *kinds: str) -> str:
        """Mostly of one that is there."""
        there = [str(paper.number) for paper in self.pencil.posted() if paper.kind in kinds]
        return self.die.choice(there) if there and self.die.randint(1, 12) > 1 else f"{SERIES[kinds[0]]}-1001"

    def some_bills(self) -> dict[str, int]:
        numbers = {self.a_number("client_bill") for _ in range(self.die.choice([1, 1, 2]))}
        return {number: self.some_of(number, "client_bill") for number in sorted(numbers)}

    def some_of(self, number: str, *kinds: str) -> int:
        found = self.pencil.named(number, *kinds)
        left = self.pencil.open(found) if found else 0
        return max(1, self.die.choice([left, left // 2, left // 3, left + 1]))

    def values(self, paper: Paper) -> dict[str, Any]:
        """The document as it is typed."""

        def text(cents: int) -> str:
            return Money(cents, "AUD").plain()

        party = self.firm.contact(f"Client {paper.contact or 'A'}").code
        values: dict[str, Any] = {"on": paper.on.isoformat()}
        parts = [{"bill": bill, "amount": text(cents)} for bill, cents in paper.parts.items()]
        match paper.kind:
            case "client_bill" | "credit_note":
                net = text(paper.amount - paper.tax)
                items = [{"description": "Advice", "account": "4100", "net": net, "tax": "GST"}]
                due = {"due_on": "2026-05-31"} if paper.kind == "client_bill" else {}
                return values | due | {"matter": paper.matter, "items": items}
            case "client_receipt":
                return values | {"bank": "O1", "payer": party, "amount": text(paper.amount), "parts": parts}
            case "credit_application":
                return values | {"credit": paper.source, "parts": parts}
            case "receipt_allocation":
                return values | {"receipt": paper.source, "parts": parts}
            case "client_refund":
                return values | {"bank": "O1", "credit": paper.source, "amount": text(paper.amount)}
            case "write_off":
                more = {"account": "6040", "tax": "GST" if paper.taxed else ""}
                return values | {"parts": [part | more for part in parts]}
            case "retainer_payment":
                return values | {"matter": paper.matter, "parts": parts}
        whom = "payer" if paper.kind == "retainer_receipt" else "payee"
        return values | {"bank": "O1", "matter": paper.matter, whom: party, "amount": text(paper.amount)}

    # --- steps --------------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Something to settle, and something to settle it with."""
        for matter, client in CLIENT_OF.items():
            self.take(Paper("client_bill", FIRST_DAY, 110_000, matter, client, tax=10_000))
            self.take(Paper("credit_note", FIRST_DAY, 22_000, matter, client, tax=2_000))
            self.take(Paper("retainer_receipt", FIRST_DAY, 60_000, matter, client))
            self.take(Paper("client_receipt", FIRST_DAY, 30_000, contact=client))

    def step(self) -> None:
        throw = self.die.randint(1, 24)
        if throw <= 16:
            self.enter(self.die.choice(ENTERED))
        elif throw <= 18:
            self.undo("reverse")
        elif throw <= 20:
            self.undo("reopen")
        elif throw == 21:
            self.post()
        elif throw <= 23:
            self.remove()
        elif self.die.randint(1, 3) == 1:
            self.close()

    def enter(self, kind: str) -> None:
        self.take(self.a_paper(kind))

    def take(self, paper: Paper) -> None:
        kind = kind_of(paper.kind)
        document = actions.read(kind, self.values(paper), firm_id=self.firm.id, at=self.firm.at)
        reasons = self.pencil.why_not_post(paper)
        done = self.tried(f"{kind.code} enter", reasons, actions.enter, kind=kind, document=document)
        if done:
            self.pencil.post(done.id, paper)
            assert done.number == paper.number

    def undo(self, step: str) -> None:
        for document_id in self.pick("posted"):
            paper = self.pencil.papers[document_id]
            reasons, act = self.pencil.why_not_undo(paper), getattr(actions, step)
            if self.tried(f"{paper.kind} {step}", reasons, act, document_id=document_id, why="a mistake"):
                paper.state = "draft" if step == "reopen" else "reversed"

    def post(self) -> None:
        for document_id in self.pick("draft"):
            paper = self.pencil.papers[document_id]
            if paper.state == "draft":
                reasons = self.pencil.why_not_post(paper)
                if self.tried(f"{paper.kind} post", reasons, actions.post, document_id=document_id):
                    self.pencil.post(document_id, paper)

    def remove(self) -> None:
        settling = [pk for pk, paper in self.pencil.papers.items() if paper.state == "posted" and paper.parts]
        for document_id in [self.die.choice(settling)] if settling else []:
            paper = self.pencil.papers[document_id]
            number = self.die.choice(sorted(paper.parts))
            bill_id = next(pk for pk, bill in self.pencil.papers.items() if bill.number == number)
            reasons, given = self.pencil.why_not_undo(paper), {"document_id": document_id, "bill_id": bill_id}
            if self.tried(f"{paper.kind} remove", reasons, remove_payment, **given, why="for another bill"):
                self.pencil.remove(paper, number)

    def close(self) -> None:
        through = (self.pencil.closed or FIRST_DAY - timedelta(days=4)) + timedelta(days=self.die.randint(1, 4))
        close_period(ledger="general", through=through, by=self.firm.by, at=self.firm.at, why="reconciled")
        self.pencil.closed = through

    def pick(self, state: str) -> list[int]:
        """One document, mostly in the state that the step wants."""
        papers = self.pencil.papers
        wanted = [pk for pk, paper in papers.items() if paper.state == state or self.die.randint(1, 12) == 1]
        return [self.die.choice(wanted)] if wanted else []

    def tried(
        self, what: str, reasons: set[str], act: Callable[..., actions.Done], **given: Any
    ) -> actions.Done | None:
        """Do it; refused exactly when the pencil knows a reason, and for one of those."""
        try:
            done = act(**given, by=self.firm.by, at=self.firm.at)
        except Refusal as refusal:
            if refusal.code not in reasons:
                said = f"{what} {given}: {refusal}, where the pencil knows {reasons or 'no reason'}"
                raise AssertionError(said) from None
            self.done[f"{what} refused"] += 1
            return None
        assert not reasons, f"{what} {given} was done in spite of {reasons}"
        self.done[what] += 1
        return done

    # --- comparing ----------------------------------------------------------------------------------------------------

    def compare(self) -> None:
        connection.check_constraints()
        assert [finding.sentence for finding in run_checks(firm_id=self.firm.id)] == []
        stored = {one.pk: one for one in Document.objects.filter(firm_id=self.firm.id)}
        assert {pk: (one.state, one.number, one.total_minor, one.settled_minor) for pk, one in stored.items()} == {
            pk: (one.state, one.number, one.amount, self.pencil.settled(one)) for pk, one in self.pencil.papers.items()
        }
        assert self.sums("a.code", "") == self.pencil.accounts()
        assert self.sums("m.code", "and a.slot = 'RECEIVABLE'") == self.pencil.office_ledgers()

    def sums(self, by: str, condition: str) -> dict[str, int]:
        rows = run(
            f"select {by}, sum(l.minor) from ledger_line l join ledger_account a on a.id = l.account_id"
            f" left join matters_matter m on m.id = l.matter_id where l.firm_id = %s {condition} group by {by}",
            [self.firm.id],
        )
        return {str(name): int(minor) for name, minor in rows if minor and name}


@pytest.fixture(scope="module")
def begun(shared_database: None) -> Run:
    firm = a_firm()
    for matter, client in CLIENT_OF.items():
        firm.matter(matter, client=f"Client {client}")
    books = Run(firm, random.Random(0))  # noqa: S311 - a test's die
    books.begin()
    return books


@pytest.mark.parametrize("seed", range(FIRST, FIRST + RUNS))
def test_billing_and_the_pencil_agree(seed: int, begun: Run, measured: Callable[[str], None]) -> None:
    books = begun.again(seed)
    with transaction.atomic():
        for _ in range(STEPS):
            books.step()
        books.compare()
        transaction.set_rollback(True)

    assert len(books.pencil.papers) > STEPS // 8, "hardly anything was posted"
    if seed == FIRST:
        tried = ", ".join(f"{step} {times}" for step, times in sorted(books.done.items()))
        measured(f"{connection.vendor}: of {RUNS} runs of billing beside the pencil the first did: {tried}")
