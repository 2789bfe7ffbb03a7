"""Random trust accounting beside a pencil: every kind of trust money, back-dated and reversed, in two jurisdictions.

No matter, no trust account, no deposit and no advance is ever below zero at the end of any day, and what may be done is
done. `python -m tools.soak pencil` for the long run.
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
from counterfoil.firms.rows import run
from counterfoil.kinds import kind_of
from counterfoil.ledger.models import TrustBalance
from counterfoil.practice.periods import close_period
from counterfoil.reports.checks import run_checks
from tests.builders import BuiltFirm, a_firm
from tests.records.lengths import FIRST, STEPS, runs
from tests.records.trust_pencil import FIRM, PAYS_BILLS, Paper, TrustPencil

RUNS = runs(40)
MATTERS = ("M-104", "M-117", "M-121")
BANKS = ("T1", "T2")
FIRST_DAY = date(2026, 2, 25)

EVERYWHERE = [
    *["trust_receipt"] * 3,
    "trust_payment",
    "trust_transfer",
    "trust_bank_transfer",
    "trust_journal",
    "client_bill",
    "bill_paid_from_trust",
]
ONLY_IN = {
    "au": ["statutory_deposit_made", "statutory_deposit_returned"],
    "nz": [
        "bill_kept_in_trust",
        *["firm_interest_added"] * 2,
        "firm_interest_drawn",
        "firm_advance",
        "firm_advance_repaid",
    ],
}
TAX_PERCENT = {"au": 10, "nz": 15}
PARTY = {"trust_receipt": "payer", "trust_payment": "payee", "firm_advance": "payee"} | dict.fromkeys(
    PAYS_BILLS, "client"
)


@dataclass
class Run:
    """One run: the product's firm, the pencil's papers, and a die."""

    firm: BuiltFirm
    die: random.Random
    pencil: TrustPencil = field(default_factory=TrustPencil)
    done: Counter[str] = field(default_factory=Counter)

    @property
    def place(self) -> str:
        return self.firm.firm.jurisdiction

    def again(self, seed: int) -> "Run":
        """A run of its own that goes on from here."""
        return Run(self.firm, random.Random(seed), deepcopy(self.pencil), Counter(self.done))  # noqa: S311 - a test's die

    # --- what to try --------------------------------------------------------------------------------------------------

    def a_paper(self, kind: str) -> Paper:
        on = FIRST_DAY + timedelta(days=self.die.randint(0, 35))
        bank = self.die.choice(("T1", "T1", "T2"))
        paper = Paper(kind, on, self.parts(kind), bank)
        if kind == "client_bill":
            paper.tax = sum((cents * TAX_PERCENT[self.place] + 50) // 100 for cents in paper.parts.values())
        elif kind == "trust_transfer":
            paper.to = self.die.choice([matter for matter in MATTERS if matter not in paper.parts])
        elif kind == "trust_bank_transfer":
            paper.into = next(other for other in BANKS if other != bank)
        return paper

    def parts(self, kind: str) -> dict[str, int]:
        if kind in PAYS_BILLS:
            last = 1000 + self.pencil.given["client_bill"]
            numbers = {f"B-{self.die.randint(1001, max(last, 1001))}" for _ in range(self.die.choice([1, 1, 2]))}
            return {number: self.some_of(number) for number in sorted(numbers)}
        if kind.startswith(("statutory", "firm_interest")):
            return {"": self.cents()}
        if kind == "trust_journal":
            out, into, more = self.die.sample(MATTERS, 3)
            first, second = self.cents(), self.cents()
            return {out: first + second, into: -first, more: -second}
        if kind in ("client_bill", "trust_transfer"):
            return {self.die.choice(MATTERS): self.cents()}
        return {matter: self.cents() for matter in self.die.sample(MATTERS, self.die.choice([1, 1, 2]))}

    def cents(self) -> int:
        return self.die.choice([1, 99, 5_000, 12_345, 20_000, 20_000, 50_000])

    def some_of(self, number: str) -> int:
        bill = self.pencil.bill(number)
        left = bill.amount - bill.settled if bill else 0
        return max(1, self.die.choice([left, left, left // 2, left + 1]))

    def values(self, paper: Paper) -> dict[str, Any]:
        """The document as it is typed."""

        def text(cents: int) -> str:
            return Money(cents, "AUD").plain()

        values: dict[str, Any] = {"on": paper.on.isoformat()}
        if paper.kind == "client_bill":
            ((matter, net),) = paper.parts.items()
            item = {"description": "Advice", "account": "4100", "net": text(net), "tax": "GST"}
            return values | {"due_on": "2026-05-31", "matter": matter, "items": [item]}
        values |= {"bank": paper.bank, "reason": "Any"}
        if paper.kind in PARTY:
            values[PARTY[paper.kind]] = self.firm.contact("Harrow & Pike").code
        match paper.kind:
            case "firm_interest_added":
                values |= {"bank": "O1", "into": paper.bank}
            case "firm_interest_drawn" | "bill_paid_from_trust":
                values["into"] = "O1"
            case "trust_bank_transfer":
                values["into"] = paper.into
        if paper.kind == "trust_journal":
            sides = {True: "debit", False: "credit"}
            values["lines"] = [
                {"matter": name, sides[cents > 0]: text(abs(cents))} for name, cents in paper.parts.items()
            ]
        elif paper.kind == "trust_transfer":
            ((matter, cents),) = paper.parts.items()
            values |= {"matter": matter, "to": paper.to, "amount": text(cents)}
        elif "" in paper.parts:
            values["amount"] = text(paper.parts[""])
        else:
            named = "bill" if paper.kind in PAYS_BILLS else "matter"
            values["parts"] = [{named: name, "amount": text(cents)} for name, cents in paper.parts.items()]
        return values

    # --- steps --------------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Something to work with: money for each matter, one bill each, and the firm's own where it may be."""
        for matter in MATTERS:
            self.take(Paper("trust_receipt", FIRST_DAY, {matter: 60_000}))
            self.take(Paper("client_bill", FIRST_DAY, {matter: 10_000}, tax=100 * TAX_PERCENT[self.place]))
        if self.place == "nz":
            self.take(Paper("firm_interest_added", FIRST_DAY, {"": 40_000}))

    def step(self) -> None:
        throw = self.die.randint(1, 20)
        if throw <= 16:
            self.enter(self.die.choice([*EVERYWHERE, *ONLY_IN[self.place]]))
        elif throw <= 19:
            self.reverse()
        else:
            self.close()

    def enter(self, kind: str) -> None:
        self.take(self.a_paper(kind))

    def take(self, paper: Paper) -> None:
        kind = paper.kind
        document = actions.read(kind_of(kind), self.values(paper), firm_id=self.firm.id, at=self.firm.at)
        done = self.tried("enter", kind, self.pencil.why_not_post(paper), kind=kind_of(kind), document=document)
        if done:
            self.pencil.post(done.id, paper)
            assert done.number == paper.number

    def reverse(self) -> None:
        papers = self.pencil.papers
        posted = [document_id for document_id, paper in papers.items() if paper.state == "posted"] or list(papers)
        for document_id in [self.die.choice(posted)] if posted else []:
            paper = papers[document_id]
            reasons = self.pencil.why_not_reverse(paper)
            if self.tried("reverse", paper.kind, reasons, document_id=document_id, why="a mistake"):
                self.pencil.reverse(document_id)

    def close(self) -> None:
        was = self.pencil.closed or FIRST_DAY - timedelta(days=3)
        through = was + timedelta(days=self.die.randint(1, 3))
        if through < self.firm.at.date():
            close_period(ledger="trust", through=through, by=self.firm.by, at=self.firm.at, why="reconciled")
            self.pencil.closed = through

    def tried(self, step: str, what: str, reasons: set[str], **given: Any) -> actions.Done | None:
        """Do it; refused exactly when the pencil knows a reason, and for one of those."""
        try:
            done: actions.Done = getattr(actions, step)(**given, by=self.firm.by, at=self.firm.at)
        except Refusal as refusal:
            if refusal.code not in reasons:
                said = f"{step} {given}: {refusal}, where the pencil knows {reasons or 'no reason'}"
                raise AssertionError(said) from None
            self.done[f"{what} {step} refused"] += 1
            return None
        assert not reasons, f"{step} {given} was done in spite of {reasons}"
        self.done[f"{what} {step}"] += 1
        return done

    # --- comparing ----------------------------------------------------------------------------------------------------

    def compare(self) -> None:
        connection.check_constraints()
        assert [finding.sentence for finding in run_checks(firm_id=self.firm.id)] == []
        papers = self.pencil.papers
        stored = {one.pk: one for one in Document.objects.filter(firm_id=self.firm.id)}
        assert {pk: (one.state, one.number, one.total_minor, one.settled_minor) for pk, one in stored.items()} == {
            pk: (one.state, one.number, one.amount, one.settled) for pk, one in papers.items()
        }
        assert self.account_sums() == self.pencil.accounts()
        balances = TrustBalance.objects.filter(firm_id=self.firm.id).values_list("matter__code", "bank__code", "minor")
        kept = {("held", matter, bank): minor for matter, bank, minor in balances}
        for pool in self.pencil.all_pools() | set(kept):
            assert self.pencil.lowest(pool, FIRST_DAY) >= 0, f"{pool} is below zero on some day"
            if pool[0] == "held":
                assert kept[pool[0], pool[1], pool[2]] == sum(cents for _, cents in self.pencil.days_of(pool))

    def account_sums(self) -> dict[str, int]:
        rows = run(
            "select a.code, sum(l.minor) from ledger_line l join ledger_account a on a.id = l.account_id"
            " where l.firm_id = %s group by a.code having sum(l.minor) <> 0",
            [self.firm.id],
        )
        return {str(code): int(minor) for code, minor in rows}


@pytest.fixture(scope="module")
def begun(shared_database: None) -> dict[str, Run]:
    """By jurisdiction."""
    return {place: _begun(place) for place in ONLY_IN}


def _begun(place: str) -> Run:
    firm = a_firm(jurisdiction=place, connected=True)
    for matter in MATTERS:
        firm.matter(matter)
    firm.bank("Term deposit", sort="trust")
    books = Run(firm, random.Random(0))  # noqa: S311 - a test's die
    books.begin()
    return books


@pytest.mark.parametrize("place", ONLY_IN)
@pytest.mark.parametrize("seed", range(FIRST, FIRST + RUNS))
def test_trust_money_and_the_pencil_agree(
    seed: int, place: str, begun: dict[str, Run], measured: Callable[[str], None]
) -> None:
    books = begun[place].again(seed)
    with transaction.atomic():
        for _ in range(STEPS):
            books.step()
        books.compare()
        transaction.set_rollback(True)

    assert len(books.pencil.papers) > STEPS // 8, "hardly anything was posted"
    assert place == "nz" or FIRM not in {pool[1] for pool in books.pencil.all_pools()}
    if seed == FIRST:
        tried = ", ".join(f"{step} {times}" for step, times in sorted(books.done.items()))
        measured(f"{connection.vendor}, {place}: of {RUNS} runs beside the pencil the first did: {tried}")
