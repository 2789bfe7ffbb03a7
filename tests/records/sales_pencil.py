"""A bookkeeper with a pencil who keeps what clients owe: bills, what settles them, and retainers, day by day.

Written apart from the product: a bill or a credit is open for its total less what other papers say of it.
`why_not_post` and `why_not_undo` name every reason to refuse; an empty set means that the product must take it.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

SERIES = {
    "client_bill": "B",
    "credit_note": "CN",
    "client_receipt": "R",
    "credit_application": "CA",
    "receipt_allocation": "RA",
    "client_refund": "CF",
    "write_off": "WO",
    "retainer_receipt": "RR",
    "retainer_payment": "RP",
    "retainer_refund": "RF",
}
APPLIES = {"credit_application": "credit_note", "receipt_allocation": "client_receipt"}
UNKNOWN = {
    "credit_application": "credit-unknown",
    "receipt_allocation": "receipt-unknown",
    "client_refund": "credit-unknown",
}
CLIENT_OF = {"M-104": "A", "M-117": "A", "M-121": "B"}
OUT_OF_RETAINER = ("retainer_payment", "retainer_refund")


@dataclass
class Paper:
    """A document as the pencil has it. `parts` are cents by bill; `source` is the number of a credit that is used.

    `amount` is its total; of a bill and a credit note `tax` is in it, of a write-off `taxed` says whether some is.
    """

    kind: str
    on: date
    amount: int
    matter: str = ""
    contact: str = ""
    source: str = ""
    parts: dict[str, int] = field(default_factory=dict)
    tax: int = 0
    taxed: bool = False
    state: str = "posted"
    number: str | None = None


@dataclass
class SalesPencil:
    papers: dict[int, Paper] = field(default_factory=dict)
    given: Counter[str] = field(default_factory=Counter)
    closed: date | None = None

    # --- looking up ---------------------------------------------------------------------------------------------------

    def posted(self) -> list[Paper]:
        return [paper for paper in self.papers.values() if paper.state == "posted"]

    def named(self, number: str, *kinds: str) -> Paper | None:
        return next((paper for paper in self.posted() if paper.number == number and paper.kind in kinds), None)

    def bill(self, number: str) -> Paper | None:
        return self.named(number, "client_bill")

    def source_of(self, paper: Paper) -> Paper | None:
        kinds = (APPLIES[paper.kind],) if paper.kind in APPLIES else ("credit_note", "client_receipt")
        return self.named(paper.source, *kinds) if paper.source else None

    def settled(self, paper: Paper) -> int:
        """What papers say of it: those that pay a bill, those that use a credit, and what it says of itself."""
        if paper.state != "posted":
            return 0
        if paper.kind == "client_bill":
            return sum(other.parts.get(str(paper.number), 0) for other in self.posted())
        used = sum(other.amount for other in self.posted() if other.source and self.source_of(other) is paper)
        said = 0 if paper.kind in APPLIES else sum(paper.parts.values())
        return used + said + (paper.amount if paper.kind == "client_refund" else 0)

    def open(self, paper: Paper) -> int:
        return paper.amount - self.settled(paper)

    def retainer(self, matter: str, since: date) -> int:
        """The least that is held for the matter at the end of that day or of a later one."""
        moved = [
            (paper.on, paper.amount * (1 if paper.kind == "retainer_receipt" else -1))
            for paper in self.posted()
            if paper.kind.startswith("retainer") and paper.matter == matter
        ]
        days = {since, *(day for day, _ in moved if day > since)}
        return min(sum(cents for on, cents in moved if on <= day) for day in days)

    # --- reasons ------------------------------------------------------------------------------------------------------

    def why_not_post(self, paper: Paper) -> set[str]:
        reasons = self.why_not_keep(paper)
        if self.closed and paper.on <= self.closed:
            reasons.add("period-closed")
        for number, cents in paper.parts.items():
            bill = self.bill(number)
            if bill:
                reasons |= {"bill-over-paid"} if cents > self.open(bill) else set()
                reasons |= {"paid-before-billed"} if paper.on < bill.on else set()
        if paper.kind == "client_receipt" and sum(paper.parts.values()) > paper.amount:
            reasons.add("receipt-over-allocated")
        if paper.kind in UNKNOWN:
            reasons |= self._of_the_credit(paper)
        if paper.kind in OUT_OF_RETAINER and paper.amount > self.retainer(paper.matter, paper.on):
            reasons.add("more-than-held")
        if paper.kind == "retainer_payment" and any(self._is_foreign(number, paper.matter) for number in paper.parts):
            reasons.add("other-contact")
        return reasons

    def why_not_keep(self, paper: Paper) -> set[str]:
        """What even a draft must name rightly."""
        reasons = {"bill-unknown"} if any(self.bill(number) is None for number in paper.parts) else set()
        if paper.kind in UNKNOWN and self.source_of(paper) is None:
            reasons.add(UNKNOWN[paper.kind])
        return reasons

    def _of_the_credit(self, paper: Paper) -> set[str]:
        source = self.source_of(paper)
        if source is None:
            return set()
        reasons = {"credit-over-used"} if paper.amount > self.open(source) else set()
        reasons |= {"used-before-credited"} if paper.on < source.on else set()
        bills = [bill for bill in map(self.bill, paper.parts) if bill]
        reasons |= {"other-contact"} if any(bill.contact != source.contact for bill in bills) else set()
        before = [other for other in self.posted() if other.kind == paper.kind and other.source == paper.source]
        twice = any(number in other.parts for other in before for number in paper.parts)
        return reasons | ({"given-already"} if twice else set())

    def _is_foreign(self, number: str, matter: str) -> bool:
        bill = self.bill(number)
        return bill is not None and bill.matter != matter and bill.contact != CLIENT_OF[matter]

    def why_not_undo(self, paper: Paper) -> set[str]:
        if paper.state != "posted":
            return {"step-not-allowed"}
        reasons = {"period-closed"} if self.closed and paper.on <= self.closed else set()
        own = sum(paper.parts.values()) if paper.kind not in APPLIES else 0
        own += paper.amount if paper.kind == "client_refund" else 0
        if self.settled(paper) != own:
            reasons.add("document-settled")
        if paper.kind == "retainer_receipt" and paper.amount > self.retainer(paper.matter, paper.on):
            reasons.add("more-than-held")
        return reasons

    # --- writing down -------------------------------------------------------------------------------------------------

    def post(self, document_id: int, paper: Paper) -> None:
        self.papers[document_id] = paper
        paper.state = "posted"
        if paper.number is None:
            paper.number = f"{SERIES[paper.kind]}-{1001 + self.given[paper.kind]}"
            self.given[paper.kind] += 1

    def remove(self, paper: Paper, number: str) -> None:
        """The bill comes off; what settles nothing any more is reversed, unless it is money that came in."""
        cents = paper.parts.pop(number)
        if paper.kind == "client_receipt":
            return
        if paper.parts:
            paper.amount -= cents
        else:
            paper.parts = {number: cents}
            paper.state = "reversed"

    # --- the books ----------------------------------------------------------------------------------------------------

    def accounts(self) -> dict[str, int]:
        """Cents by account, debit above zero."""
        found: Counter[str] = Counter()
        for paper in self.posted():
            cents = paper.amount
            match paper.kind:
                case "client_bill":
                    found.update({"1200": cents, "4100": paper.tax - cents, "2210": -paper.tax})
                case "credit_note":
                    found.update({"1200": -cents, "4100": cents - paper.tax, "2210": paper.tax})
                case "client_receipt":
                    found.update({"1100": cents, "1200": -cents})
                case "client_refund":
                    found.update({"1100": -cents, "1200": cents})
                case "write_off":
                    tax = sum(tax_in(part) for part in paper.parts.values()) if paper.taxed else 0
                    found.update({"1200": -cents, "6040": cents - tax, "2210": tax})
                case "retainer_receipt":
                    found.update({"1100": cents, "2170": -cents})
                case "retainer_payment":
                    found.update({"2170": cents, "1200": -cents})
                case "retainer_refund":
                    found.update({"2170": cents, "1100": -cents})
        return {code: cents for code, cents in found.items() if cents}

    def office_ledgers(self) -> dict[str, int]:
        """What each matter owes: its bills less its credits, less what its bills were paid with."""
        found: Counter[str] = Counter()
        for paper in self.posted():
            if paper.kind in ("client_bill", "credit_note"):
                found[paper.matter] += paper.amount * (1 if paper.kind == "client_bill" else -1)
            for number, cents in paper.parts.items():
                bill = self.bill(number)
                assert bill is not None
                found[bill.matter] -= cents
            source = self.source_of(paper) if paper.source else None
            if source:
                found[source.matter] += paper.amount
        del found[""]
        return {matter: cents for matter, cents in found.items() if cents}


def tax_in(gross: int) -> int:
    """An eleventh, half up."""
    return (gross * 2 + 11) // 22
