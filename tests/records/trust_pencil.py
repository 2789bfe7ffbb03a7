"""A bookkeeper with a pencil who keeps trust money alone: what is held for whom in which bank, day by day.

Written apart from the product: each document puts something into pools or takes it out of them, and no pool may be
below zero at the end of any day. `why_not_post` names every reason to refuse; an empty set means it must be taken.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

TODAY = date(2026, 3, 31)
FIRM = "FIRM"
SERIES = {
    "client_bill": "B",
    "trust_receipt": "TR",
    "trust_payment": "TP",
    "trust_transfer": "TT",
    "trust_bank_transfer": "TB",
    "trust_journal": "TJ",
    "bill_paid_from_trust": "TBP",
    "statutory_deposit_made": "SD",
    "statutory_deposit_returned": "SR",
    "bill_kept_in_trust": "TBK",
    "firm_interest_added": "FI",
    "firm_interest_drawn": "FD",
    "firm_advance": "FA",
    "firm_advance_repaid": "FR",
}
PAYS_BILLS = ("bill_paid_from_trust", "bill_kept_in_trust")
REFUSED_WITH = {"held": "trust-overdrawn", "bank": "bank-overdrawn", "deposit": "more-than-held"}
REFUSED_WITH["advanced"] = "more-than-held"

Pool = tuple[str, ...]
"""("held", matter, bank), ("bank", bank), ("deposit", bank) or ("advanced", matter)."""


@dataclass
class Paper:
    """A document as the pencil has it. `parts` are cents by matter, by bill number, or under "" for one amount.

    In a journal what goes out of a matter is above zero. `bank` is the trust account, `into` a second one.
    """

    kind: str
    on: date
    parts: dict[str, int]
    bank: str = "T1"
    into: str = ""
    to: str = ""
    state: str = "posted"
    number: str | None = None
    settled: int = 0
    tax: int = 0

    @property
    def amount(self) -> int:
        return sum(cents for cents in self.parts.values() if cents > 0) + self.tax


@dataclass
class TrustPencil:
    papers: dict[int, Paper] = field(default_factory=dict)
    given: Counter[str] = field(default_factory=Counter)
    closed: date | None = None

    def bill(self, number: str) -> Paper | None:
        bills = (paper for paper in self.papers.values() if paper.kind == "client_bill")
        return next((bill for bill in bills if (bill.number, bill.state) == (number, "posted")), None)

    def matter_of(self, number: str) -> str:
        bill = self.bill(number)
        return next(iter(bill.parts)) if bill else ""

    # --- pools --------------------------------------------------------------------------------------------------------

    def put(self, paper: Paper) -> Counter[Pool]:
        """What the document puts into each pool; what it takes is below zero."""
        moved: Counter[Pool] = Counter()
        for name, cents in paper.parts.items():
            self._put_part(paper, name, cents, moved)
        for (pool, *whose), cents in list(moved.items()):
            if pool == "held":
                moved["bank", whose[1]] += cents
            elif pool == "deposit":
                moved["bank", whose[0]] -= cents
        return moved

    def _put_part(self, paper: Paper, name: str, cents: int, moved: Counter[Pool]) -> None:
        own = ("held", FIRM, paper.bank)
        match paper.kind:
            case "trust_receipt":
                moved["held", name, paper.bank] += cents
            case "trust_payment" | "trust_journal":
                moved["held", name, paper.bank] -= cents
            case "trust_transfer":
                moved["held", name, paper.bank] -= cents
                moved["held", paper.to, paper.bank] += cents
            case "trust_bank_transfer":
                moved["held", name, paper.bank] -= cents
                moved["held", name, paper.into] += cents
            case "bill_paid_from_trust":
                moved["held", self.matter_of(name), paper.bank] -= cents
            case "bill_kept_in_trust":
                moved["held", self.matter_of(name), paper.bank] -= cents
                moved[own] += cents
            case "statutory_deposit_made":
                moved["deposit", paper.bank] += cents
            case "statutory_deposit_returned":
                moved["deposit", paper.bank] -= cents
            case "firm_interest_added":
                moved[own] += cents
            case "firm_interest_drawn":
                moved[own] -= cents
            case "firm_advance":
                moved[own] -= cents
                moved["advanced", name] += cents
            case "firm_advance_repaid":
                moved["held", name, paper.bank] -= cents
                moved[own] += cents
                moved["advanced", name] -= cents

    def days_of(self, pool: Pool) -> list[tuple[date, int]]:
        """What moved in a pool: reversed documents cancel out on their own day."""
        return [
            (paper.on, moved)
            for paper in self.papers.values()
            if paper.state == "posted" and (moved := self.put(paper)[pool])
        ]

    def lowest(self, pool: Pool, since: date) -> int:
        moved = self.days_of(pool)
        days = {since, *(day for day, _ in moved if day > since)}
        return min(sum(cents for on, cents in moved if on <= day) for day in days)

    def all_pools(self) -> set[Pool]:
        return {pool for paper in self.papers.values() if paper.state == "posted" for pool in self.put(paper)}

    # --- reasons ------------------------------------------------------------------------------------------------------

    def why_not_post(self, paper: Paper) -> set[str]:
        reasons = self._short(self.put(paper), paper.on) | self._shut(paper)
        if paper.kind != "client_bill" and paper.on > TODAY:
            reasons.add("date-in-future")
        if paper.kind in PAYS_BILLS:
            for number, cents in paper.parts.items():
                bill = self.bill(number)
                if bill is None:
                    reasons.add("bill-unknown")
                else:
                    reasons |= {"bill-over-paid"} if cents > bill.amount - bill.settled else set()
                    reasons |= {"paid-before-billed"} if paper.on < bill.on else set()
        return reasons

    def why_not_reverse(self, paper: Paper) -> set[str]:
        if paper.state != "posted":
            return {"step-not-allowed"}
        reasons = self._shut(paper)
        if paper.kind == "client_bill" and paper.settled:
            reasons.add("document-settled")
        mirrored = Counter({pool: -cents for pool, cents in self.put(paper).items()})
        return reasons | self._short(mirrored, paper.on)

    def _short(self, moved: Counter[Pool], on: date) -> set[str]:
        taken = {pool: -cents for pool, cents in moved.items() if cents < 0}
        return {REFUSED_WITH[pool[0]] for pool, cents in taken.items() if cents > self.lowest(pool, on)}

    def _shut(self, paper: Paper) -> set[str]:
        """Only the trust ledger is closed here."""
        shut = self.closed is not None and paper.kind != "client_bill" and paper.on <= self.closed
        return {"period-closed"} if shut else set()

    # --- writing down -------------------------------------------------------------------------------------------------

    def post(self, document_id: int, paper: Paper) -> None:
        paper.number = f"{SERIES[paper.kind]}-{1001 + self.given[paper.kind]}"
        self.given[paper.kind] += 1
        self.papers[document_id] = paper
        self._settle(paper, 1)

    def reverse(self, document_id: int) -> None:
        paper = self.papers[document_id]
        self._settle(paper, -1)
        paper.state = "reversed"

    def _settle(self, paper: Paper, sign: int) -> None:
        if paper.kind in PAYS_BILLS:
            for number, cents in paper.parts.items():
                bill = self.bill(number)
                assert bill is not None
                bill.settled += sign * cents
                paper.settled += sign * cents

    # --- the trial balance --------------------------------------------------------------------------------------------

    def accounts(self) -> dict[str, int]:
        """Cents by account, debit above zero."""
        found: Counter[str] = Counter()
        for pool in self.all_pools():
            stands = sum(cents for _, cents in self.days_of(pool))
            match pool:
                case ("held", matter, _):
                    found["2150"] -= stands
                    found["1250"] += stands if matter == FIRM else 0
                case ("bank", bank):
                    found[{"T1": "1150", "T2": "1151"}[bank]] += stands
                case ("deposit", _):
                    found["1270"] += stands
                case ("advanced", _):
                    found["1260"] += stands
        for paper in self.papers.values():
            if paper.state == "posted":
                self._office(paper, found)
        return {code: cents for code, cents in found.items() if cents}

    def _office(self, paper: Paper, found: Counter[str]) -> None:
        match paper.kind:
            case "client_bill":
                found.update({"1200": paper.amount, "4100": paper.tax - paper.amount, "2210": -paper.tax})
            case "bill_paid_from_trust":
                found.update({"1100": paper.amount, "1200": -paper.amount})
            case "bill_kept_in_trust":
                found.update({"1200": -paper.amount})
            case "firm_interest_drawn":
                found.update({"1100": paper.amount})
            case "firm_interest_added":
                found.update({"1100": -paper.amount})
