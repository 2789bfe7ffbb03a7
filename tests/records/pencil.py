"""A bookkeeper with a pencil: the books as lists and sums, written apart from the product, to compare it with.

`why_not(...)` names every reason to refuse a step; an empty set means that the product must take it.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

TODAY = date(2026, 3, 31)
SERIES = {"client_bill": "B", "client_receipt": "R", "trust_receipt": "TR", "trust_payment": "TP"}
TRUST = ("trust_receipt", "trust_payment")


@dataclass
class Paper:
    """A document as the pencil has it. `parts` are cents by matter, or by bill number; a bill has one, its net."""

    kind: str
    on: date
    parts: dict[str, int]
    amount: int
    state: str = "posted"
    number: str | None = None
    version: int = 1
    settled: int = 0

    @property
    def trust(self) -> bool:
        return self.kind in TRUST


@dataclass
class Pencil:
    papers: dict[int, Paper] = field(default_factory=dict)
    next_number: Counter[str] = field(default_factory=Counter)
    closed: dict[str, date] = field(default_factory=dict)

    # --- looking up ---------------------------------------------------------------------------------------------------

    def bill(self, number: str) -> Paper | None:
        bills = (paper for paper in self.papers.values() if paper.kind == "client_bill")
        return next((paper for paper in bills if (paper.number, paper.state) == (number, "posted")), None)

    def movements(self, matter: str) -> list[tuple[date, int]]:
        """What stands in the ledger of a matter: reversed documents cancel out on their own day."""
        return [
            (paper.on, paper.parts[matter] * (1 if paper.kind == "trust_receipt" else -1))
            for paper in self.papers.values()
            if paper.trust and paper.state == "posted" and matter in paper.parts
        ]

    def lowest(self, matter: str, since: date) -> int:
        moved = self.movements(matter)
        days = {since, *(day for day, _ in moved if day > since)}
        return min(sum(cents for on, cents in moved if on <= day) for day in days)

    # --- reasons ------------------------------------------------------------------------------------------------------

    def closed_on(self, paper: Paper) -> set[str]:
        ledgers = ("general", "trust") if paper.trust else ("general",)
        shut = [self.closed[ledger] for ledger in ledgers if ledger in self.closed]
        return {"period-closed"} if shut and paper.on <= max(shut) else set()

    def why_not_post(self, paper: Paper) -> set[str]:
        reasons = self.closed_on(paper) | self.why_not_keep(paper)
        if paper.trust and paper.on > TODAY:
            reasons.add("date-in-future")
        if paper.kind == "trust_payment":
            short = [matter for matter, cents in paper.parts.items() if cents > self.lowest(matter, paper.on)]
            reasons |= {"trust-overdrawn"} if short else set()
        if paper.kind == "client_receipt":
            reasons |= {"receipt-over-allocated"} if sum(paper.parts.values()) > paper.amount else set()
            for number, cents in paper.parts.items():
                bill = self.bill(number)
                if bill:
                    reasons |= {"bill-over-paid"} if cents > bill.amount - bill.settled else set()
                    reasons |= {"paid-before-billed"} if paper.on < bill.on else set()
        return reasons

    def why_not_keep(self, paper: Paper) -> set[str]:
        """What even a draft must name rightly."""
        unknown = paper.kind == "client_receipt" and any(self.bill(number) is None for number in paper.parts)
        return {"bill-unknown"} if unknown else set()

    def why_not_undo(self, paper: Paper, step: str) -> set[str]:
        if paper.state != "posted" or (step == "reopen" and paper.trust):
            return {"step-not-allowed"}
        reasons = self.closed_on(paper)
        if paper.kind == "client_bill" and paper.settled:
            reasons.add("document-settled")
        if paper.kind == "trust_receipt" and any(cents > self.lowest(m, paper.on) for m, cents in paper.parts.items()):
            reasons.add("trust-overdrawn")
        return reasons

    # --- writing down -------------------------------------------------------------------------------------------------

    def keep(self, document_id: int, paper: Paper) -> None:
        self.papers[document_id] = paper

    def post(self, document_id: int, paper: Paper) -> None:
        self.papers[document_id] = paper
        paper.state = "posted"
        if paper.number is None:
            paper.number = f"{SERIES[paper.kind]}-{1001 + self.next_number[paper.kind]}"
            self.next_number[paper.kind] += 1
        self._settle(paper, 1)

    def undo(self, document_id: int, step: str) -> None:
        paper = self.papers[document_id]
        self._settle(paper, -1)
        paper.state = "draft" if step == "reopen" else "reversed"
        paper.version += step == "reopen"

    def _settle(self, paper: Paper, sign: int) -> None:
        if paper.kind == "client_receipt":
            for number, cents in paper.parts.items():
                bill = self.bill(number)
                assert bill is not None
                bill.settled += sign * cents
                paper.settled += sign * cents

    # --- the trial balance --------------------------------------------------------------------------------------------

    def accounts(self) -> dict[str, int]:
        """Cents by account, debit above zero."""
        found: Counter[str] = Counter()
        for paper in self.papers.values():
            if paper.state != "posted":
                continue
            match paper.kind:
                case "client_bill":
                    net = sum(paper.parts.values())
                    found.update({"1200": paper.amount, "4100": -net, "2210": net - paper.amount})
                case "client_receipt":
                    found.update({"1100": paper.amount, "1200": -paper.amount})
                case "trust_receipt":
                    found.update({"1150": paper.amount, "2150": -paper.amount})
                case "trust_payment":
                    found.update({"1150": -paper.amount, "2150": paper.amount})
        return {code: cents for code, cents in found.items() if cents}
