"""Random bookkeeping beside a bookkeeper with a pencil: what may be done is done, what may not is refused, sums agree.

`python -m tools.soak pencil` for the long run, together with those of billing and of trust money.
A run that fails names its seed; `COUNTERFOIL_PENCIL_FIRST=SEED COUNTERFOIL_PENCIL_RUNS=1` repeats it.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from counterfoil.core.money import Money
from counterfoil.core.refusals import Refusal
from counterfoil.documents import actions
from counterfoil.documents.models import Document
from counterfoil.firms.models import Audit
from counterfoil.firms.rows import run
from counterfoil.kinds import kind_of
from counterfoil.ledger.models import TrustBalance
from counterfoil.practice.periods import close_period
from counterfoil.reports.checks import run_checks
from tests.builders import BuiltFirm, a_firm
from tests.records.lengths import FIRST, STEPS, runs
from tests.records.pencil import Paper, Pencil

RUNS = runs(60)
MATTERS = ("M-104", "M-117", "M-121")
FIRST_DAY = date(2026, 2, 20)


@dataclass
class Run:
    """One run: the product's firm, the pencil's papers, and a die."""

    firm: BuiltFirm
    die: random.Random
    pencil: Pencil = field(default_factory=Pencil)
    done: Counter[str] = field(default_factory=Counter)

    # --- what to try --------------------------------------------------------------------------------------------------

    def day(self) -> date:
        return FIRST_DAY + timedelta(days=self.die.randint(0, 42))

    def cents(self) -> int:
        return self.die.choice([1, 5, 99, 100, 12_345, 50_000, 50_000, 100_000])

    def a_paper(self, kind: str) -> Paper:
        if kind == "client_bill":
            net = self.cents()
            return Paper(kind, self.day(), {self.die.choice(MATTERS): net}, net + (net + 5) // 10)
        if kind == "client_receipt":
            numbers = [f"B-{self.die.randint(1001, 1001 + self.pencil.next_number['client_bill'])}" for _ in range(3)]
            parts = {number: self.some_of(number) for number in set(numbers[: self.die.randint(0, 3)])}
            return Paper(kind, self.day(), parts, max(1, sum(parts.values()) + self.die.choice([-1, 0, 0, 500])))
        parts = {matter: self.cents() for matter in self.die.sample(MATTERS, self.die.choice([1, 1, 2]))}
        return Paper(kind, self.day(), parts, sum(parts.values()))

    def some_of(self, number: str) -> int:
        bill = self.pencil.bill(number)
        left = bill.amount - bill.settled if bill else 0
        return max(1, self.die.choice([left, left, left // 2, left + 1]))

    def values(self, paper: Paper) -> dict[str, Any]:
        def text(cents: int) -> str:
            return Money(cents, "AUD").plain()

        on, party = paper.on.isoformat(), self.firm.contact("Harrow & Pike").code
        if paper.kind == "client_bill":
            ((matter, net),) = paper.parts.items()
            item = {"description": "Advice", "account": "4100", "net": text(net), "tax": "GST"}
            return {"on": on, "due_on": "2026-05-31", "matter": matter, "items": [item]}
        if paper.kind == "client_receipt":
            parts = [{"bill": bill, "amount": text(cents)} for bill, cents in paper.parts.items()]
            return {"on": on, "bank": "O1", "payer": party, "amount": text(paper.amount), "parts": parts}
        parts = [{"matter": matter, "amount": text(cents)} for matter, cents in paper.parts.items()]
        whom = "payer" if paper.kind == "trust_receipt" else "payee"
        return {"on": on, "bank": "T1", "reason": "Any", "parts": parts, whom: party}

    # --- steps --------------------------------------------------------------------------------------------------------

    def step(self) -> None:
        match self.die.randint(1, 20):
            case 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9:
                self.enter(self.die.choice(["client_bill", "client_receipt", "trust_receipt", "trust_payment"]))
            case 10 | 11:
                self.draft(self.die.choice(["client_bill", "client_receipt"]))
            case 12 | 13 | 14:
                self.undo("reverse")
            case 15 | 16:
                self.undo("reopen")
            case 17:
                self.edit()
            case 18:
                self.post()
            case 19:
                self.discard()
            case _:
                self.close()

    def enter(self, kind: str) -> None:
        paper = self.a_paper(kind)
        done = self.tried("enter", self.pencil.why_not_post(paper), kind=kind_of(kind), document=self.document(paper))
        if done:
            self.pencil.post(done.id, paper)
            assert done.number == paper.number

    def draft(self, kind: str) -> None:
        paper = replace(self.a_paper(kind), state="draft")
        done = self.tried("draft", self.pencil.why_not_keep(paper), kind=kind_of(kind), document=self.document(paper))
        if done:
            self.pencil.keep(done.id, paper)

    def edit(self) -> None:
        for document_id in self.pick("draft"):
            old = self.pencil.papers[document_id]
            paper = replace(self.a_paper(old.kind), state="draft", number=old.number, version=old.version)
            reasons = self.pencil.why_not_keep(paper) if old.state == "draft" else {"step-not-allowed"}
            if self.tried("edit", reasons, document_id=document_id, document=self.document(paper)):
                self.pencil.keep(document_id, paper)

    def post(self) -> None:
        for document_id in self.pick("draft"):
            paper = self.pencil.papers[document_id]
            reasons = self.pencil.why_not_post(paper) if paper.state == "draft" else {"step-not-allowed"}
            done = self.tried("post", reasons, document_id=document_id)
            if done:
                self.pencil.post(document_id, paper)
                assert done.number == paper.number

    def discard(self) -> None:
        for document_id in self.pick("draft"):
            paper = self.pencil.papers[document_id]
            reasons = set() if paper.state == "draft" else {"step-not-allowed"}
            if self.tried("discard", reasons, document_id=document_id):
                paper.state = "discarded"

    def undo(self, step: str) -> None:
        for document_id in self.pick("posted"):
            reasons = self.pencil.why_not_undo(self.pencil.papers[document_id], step)
            if self.tried(step, reasons, document_id=document_id, why="a mistake"):
                self.pencil.undo(document_id, step)

    def close(self) -> None:
        ledger = self.die.choice(["general", "trust"])
        was = self.pencil.closed.get(ledger, FIRST_DAY - timedelta(days=8))
        through = was + timedelta(days=self.die.randint(1, 4))
        if through < self.firm.at.date():
            close_period(ledger=ledger, through=through, by=self.firm.by, at=self.firm.at, why="reconciled")
            self.pencil.closed[ledger] = through

    def pick(self, state: str) -> list[int]:
        """One document, mostly in the state that the step wants."""
        papers = self.pencil.papers
        wanted = [document_id for document_id, paper in papers.items() if paper.state == state]
        if self.die.randint(1, 10) == 1:
            wanted = list(papers)
        return [self.die.choice(wanted)] if wanted else []

    def document(self, paper: Paper) -> Any:
        return actions.read(kind_of(paper.kind), self.values(paper), firm_id=self.firm.id, at=self.firm.at)

    def tried(self, step: str, reasons: set[str], **given: Any) -> actions.Done | None:
        """Do it; refused exactly when the pencil knows a reason, and for one of those."""
        try:
            done: actions.Done = getattr(actions, step)(**given, by=self.firm.by, at=self.firm.at)
        except Refusal as refusal:
            if refusal.code not in reasons:
                raise AssertionError(
                    f"{step} {given}: {refusal}, where the pencil knows {reasons or 'no reason'}"
                ) from None
            self.done[f"{step} refused"] += 1
            return None
        assert not reasons, f"{step} {given} was done in spite of {reasons}"
        self.done[step] += 1
        return done

    # --- comparing ----------------------------------------------------------------------------------------------------

    def compare(self) -> None:
        connection.check_constraints()
        assert [finding.sentence for finding in run_checks(firm_id=self.firm.id)] == []
        papers = self.pencil.papers
        stored = {one.pk: one for one in Document.objects.filter(firm_id=self.firm.id)}
        assert {
            pk: (one.state, one.number, one.version, one.total_minor, one.settled_minor) for pk, one in stored.items()
        } == {pk: (one.state, one.number, one.version, one.amount, one.settled) for pk, one in papers.items()}
        assert dict(self.account_sums()) == self.pencil.accounts()
        for matter in MATTERS:
            held = sum(cents for _, cents in self.pencil.movements(matter))
            found = TrustBalance.objects.filter(firm_id=self.firm.id, matter__code=matter).first()
            assert (found.minor if found else 0) == held
            assert self.pencil.lowest(matter, FIRST_DAY) >= 0
        steps = sum(times for step, times in self.done.items() if not step.endswith("refused"))
        assert Audit.objects.filter(firm_id=self.firm.id, subject="document").count() == steps

    def account_sums(self) -> list[tuple[str, int]]:
        return [
            (code, int(minor))
            for code, minor in run(
                "select a.code, sum(l.minor) from ledger_line l join ledger_account a on a.id = l.account_id"
                " where l.firm_id = %s group by a.code having sum(l.minor) <> 0",
                [self.firm.id],
            )
        ]


@pytest.fixture(scope="module")
def firm(shared_database: None) -> BuiltFirm:
    firm = a_firm(connected=True)
    for matter in MATTERS:
        firm.matter(matter)
    firm.contact("Harrow & Pike")
    return firm


@pytest.mark.parametrize("seed", range(FIRST, FIRST + RUNS))
def test_the_product_and_the_pencil_agree(seed: int, firm: BuiltFirm, measured: Callable[[str], None]) -> None:
    books = Run(firm, random.Random(seed))  # noqa: S311 - a test's die
    with transaction.atomic():
        for _ in range(STEPS):
            books.step()
        books.compare()
        transaction.set_rollback(True)

    assert sum(books.done.values()) > STEPS // 2, "hardly anything was tried"
    if seed == FIRST:
        tried = ", ".join(f"{step} {times}" for step, times in sorted(books.done.items()))
        measured(f"{connection.vendor}: of {RUNS} runs beside the pencil the first did: {tried}")
