"""Trust money in the story: on account, through conveyances and estates, and out, never more than a matter holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from counterfoil.demo.calendar import later, month_ends
from counterfoil.demo.events import LATER, MONEY_IN, MONEY_OUT, Event, amount
from counterfoil.demo.matters import Plan

DAYS_KEPT_OPEN = 100
"""A conveyance is over by then."""

SEARCHES = (
    ("searches", "Title search and copy of plan", 38, 96),
    ("council", "Planning certificate, section 10.7(2) and (5)", 133, 178),
    ("water", "Sewer service diagram and section 66 certificate", 31, 62),
    ("registry", "Official copies of dealings", 15, 60),
    ("revenue", "Land tax certificate, section 47", 17, 40),
    ("searches", "Company and bankruptcy searches", 27, 88),
    ("surveyor", "Identification survey and drain inspection", 540, 1250),
    ("searches", "Owners corporation certificate and records inspection", 119, 320),
)

MONTHLY = {
    "litigation": (
        ("counsel", "Counsel's fees, memorandum enclosed", 1650, 7700),
        ("senior", "Brief on hearing", 6600, 14300),
        ("supreme", "Filing fee, notice of motion", 493, 1225),
        ("district", "Hearing allocation fee", 796, 1594),
        ("server", "Service of subpoena", 88, 176),
        ("doctor", "Medico-legal report", 1980, 3300),
        ("searches", "Company searches", 27, 75),
    ),
    "estate": (
        ("supreme", "Probate filing fee", 834, 2305),
        ("council", "Rates, estate property", 388, 720),
        ("water", "Water rates, estate property", 210, 398),
        ("insurer", "Building insurance, estate property", 640, 1480),
        ("searches", "Title and share searches", 32, 95),
    ),
    "lease": (
        ("registry", "Registration of lease", 165, 332),
        ("council", "Building information certificate", 133, 259),
        ("searches", "Title search and lessor's company search", 38, 96),
        ("revenue", "Duty on variation", 100, 640),
    ),
    "advice": (
        ("searches", "Personal property securities searches", 18, 74),
        ("counsel", "Advice on construction of agreement", 1320, 3850),
        ("registry", "Copies of registered dealings", 30, 120),
    ),
    "family": (
        ("family_court", "Filing fee, application in a proceeding", 140, 420),
        ("server", "Personal service of application", 99, 198),
        ("doctor", "Report of family consultant", 1760, 3960),
        ("counsel", "Counsel's fees, interim hearing", 1100, 3300),
        ("searches", "Valuation and title searches", 38, 440),
    ),
}

ON_ACCOUNT = {"litigation": (4000, 18000), "estate": (1500, 4000), "lease": (1000, 3500), "advice": (1500, 6000)}
FAMILY_ON_ACCOUNT = (2000, 8000)

COLLECTED = (
    ("lender", "Closing balance of the deceased's savings account", 12_000, 96_000),
    ("insurer", "Life policy proceeds", 40_000, 250_000),
    ("agent", "Net rent, estate property", 1_900, 4_200),
)


@dataclass
class Ledger:
    """What one matter's trust ledger goes through."""

    matter: str
    client: str
    rng: Random
    held: int = 0
    count: int = 0
    events: list[Event] = field(default_factory=list)

    def receive(self, on: date, payer: str, dollars: float, reason: str) -> None:
        cents = round(dollars * 100)
        self.held += cents
        self._add(on, MONEY_IN, "trust_receipt", "payer", payer, cents, reason)

    def pay(self, on: date, payee: str, dollars: float, reason: str) -> None:
        """Left out when the matter does not hold that much."""
        cents = round(dollars * 100)
        if 0 < cents <= self.held:
            self.held -= cents
            self._add(on, MONEY_OUT, "trust_payment", "payee", payee, cents, reason)

    def pay_rest(self, on: date, payee: str, reason: str) -> None:
        self.pay(on, payee, self.held / 100, reason)

    def exact(self, low: float, high: float) -> float:
        """An amount with cents."""
        return self.rng.randint(int(low * 100), int(high * 100)) / 100

    def round_sum(self, low: int, high: int, step: int = 500) -> int:
        """An amount as people agree on one."""
        return self.rng.randrange(low // step * step, high + 1, step) or step

    def _add(self, on: date, order: int, kind: str, side: str, other: str, cents: int, reason: str) -> None:
        self.count += 1
        values = {
            "on": on.isoformat(),
            "bank": "T1",
            side: f"contact:{other}",
            "reason": reason,
            "parts": [{"matter": f"matter:{self.matter}", "amount": amount(cents)}],
        }
        who = "trust_manager" if order == MONEY_OUT else "bookkeeper"
        self.events.append(Event(on, order, "enter", who, f"trust-{self.matter}-{self.count}", kind, values))


def trust_events(matter: str, plan: Plan, *, begins: date, ends: date, rng: Random) -> list[Event]:
    """The trust side of a matter, in the order of its days."""
    ledger = Ledger(matter, plan.client, rng)
    if plan.area == "purchase":
        _purchase(ledger, begins)
    elif plan.area == "sale":
        _sale(ledger, begins)
    else:
        _month_by_month(ledger, plan, begins, ends)
    return ledger.events


def _searches(ledger: Ledger, begins: date, most: int) -> date:
    on = begins
    for payee, reason, low, high in ledger.rng.sample(SEARCHES, ledger.rng.randint(5, most)):
        on = later(on, ledger.rng, 0, 2)
        ledger.pay(on, payee, ledger.exact(low, high), reason)
    return on


def _purchase(ledger: Ledger, begins: date) -> None:
    rng = ledger.rng
    price = ledger.round_sum(780_000, 2_450_000, 5_000)
    duty = price * 0.0455 - 13_000
    advance = price * rng.choice((60, 70, 80)) // 100
    seller, agent = rng.choice(("other_side", "other_side_2")), "agent"
    on = later(begins, rng, 1, 4)
    ledger.receive(on, ledger.client, ledger.round_sum(2500, 4500), "On account of costs and searches")
    on = _searches(ledger, on, 8)
    on = later(on, rng, 2, 6)
    ledger.receive(on, ledger.client, price * 0.1, "Ten per cent deposit, exchange of contracts")
    ledger.pay(later(on, rng, 0, 1), agent, price * 0.1, "Deposit on exchange, held as stakeholder")
    on = later(on, rng, 4, 9)
    ledger.receive(on, ledger.client, duty, "Transfer duty")
    ledger.pay(later(on, rng, 1, 2), "revenue", duty, "Transfer duty on contract")
    on = later(on, rng, 18, 24)
    adjustments = ledger.exact(900, 4200)
    ledger.receive(on, "lender", advance, "Mortgage advance")
    ledger.receive(on, ledger.client, price * 0.9 - advance + adjustments + 3000, "Balance of purchase price and costs")
    ledger.pay(on, seller, price * 0.9 + adjustments * 0.6, "Settlement monies, balance of price with adjustments")
    ledger.pay(on, "council", ledger.exact(280, 610), "Rates, quarter of settlement")
    ledger.pay(on, "water", ledger.exact(150, 260), "Water account, quarter of settlement")
    on = later(on, rng, 1, 3)
    ledger.pay(on, "registry", 332.76, "Registration of transfer and mortgage")
    ledger.pay_rest(later(on, rng, 5, 9), ledger.client, "Balance of monies held, matter complete")


def _sale(ledger: Ledger, begins: date) -> None:
    rng = ledger.rng
    price = ledger.round_sum(690_000, 2_100_000, 5_000)
    loan = price * ledger.exact(0.2, 0.6)
    on = later(begins, rng, 1, 4)
    ledger.receive(on, ledger.client, ledger.round_sum(1000, 2000), "On account of costs and disbursements")
    on = _searches(ledger, on, 6)
    on = later(on, rng, 30, 38)
    ledger.receive(on, "other_side_2", price * 0.9 + ledger.exact(300, 2400), "Settlement monies from the purchaser")
    ledger.pay(on, "lender", loan, "Discharge of mortgage")
    ledger.pay(on, "registry", 165.40, "Discharge of mortgage, lodgment")
    ledger.pay(on, "water", ledger.exact(150, 260), "Water account to settlement")
    ledger.pay(on, "council", ledger.exact(280, 610), "Rates to settlement")
    on = later(on, rng, 1, 2)
    ledger.receive(on, "agent", price * 0.1 - price * 0.021, "Deposit released, less commission")
    ledger.pay(on, ledger.client, ledger.held / 100 * 0.9, "Net proceeds of sale")
    ledger.pay_rest(later(on, rng, 6, 10), ledger.client, "Balance of proceeds, matter complete")


def _month_by_month(ledger: Ledger, plan: Plan, begins: date, ends: date) -> None:
    rng, on = ledger.rng, later(begins, ledger.rng, 1, 6)
    low, high = ON_ACCOUNT.get(plan.area, FAMILY_ON_ACCOUNT)
    collected = plan.area == "estate" and "Estate of" in plan.title
    for month_end in [*month_ends(begins, ends), ends]:
        if ledger.held < low * 100:
            ledger.receive(on, plan.client, ledger.round_sum(low, high), "On account of costs and disbursements")
        if collected:
            for payer, reason, least, most in rng.sample(COLLECTED, rng.randint(1, 2)):
                on = later(on, rng, 1, 4)
                ledger.receive(on, payer, ledger.exact(least, most), reason)
        if plan.area == "litigation" and rng.random() < 0.06:
            on = later(on, rng, 1, 3)
            ledger.receive(on, "insurer", ledger.round_sum(45_000, 320_000), "Settlement sum under deed of release")
            ledger.pay(
                later(on, rng, 7, 9), plan.client, ledger.held / 100 * 0.8, "Settlement sum, less costs kept on account"
            )
        for payee, reason, least, most in rng.choices(MONTHLY[plan.area], k=rng.randint(1, 3)):
            on = later(on, rng, 1, 9)
            ledger.pay(on, payee, ledger.exact(least, most), reason)
        if collected and rng.random() < 0.35:
            on = later(on, rng, 1, 4)
            ledger.pay(on, "agent", ledger.exact(180, 950), "Repairs to estate property, through the agent")
        if collected and ledger.held > 15_000_000:
            share = ledger.held / 300 * 0.9
            for heir in ("first", "second", "third"):
                ledger.pay(on, plan.client, share, f"Interim distribution, {heir} residuary beneficiary")
        on = max(on, later(month_end, rng, 1, 6))


def shared_receipts(pairs: list[tuple[str, str, str]], days: list[date], rng: Random) -> list[Event]:
    """One receipt on account of two matters of the same client. It only adds, so nothing else depends on it."""
    found = []
    for number, (client, one, other) in enumerate(pairs):
        on = days[number]
        parts = [
            {"matter": f"matter:{matter}", "amount": amount(rng.randrange(50_000, 450_000, 5_000))}
            for matter in (one, other)
        ]
        values = {
            "on": on.isoformat(),
            "bank": "T1",
            "payer": f"contact:{client}",
            "reason": "On account of costs, both matters",
            "parts": parts,
        }
        found.append(Event(on, MONEY_IN, "enter", "bookkeeper", f"shared-{number}", "trust_receipt", values))
    return found


def entered_twice(event: Event, rng: Random) -> list[Event]:
    """The same receipt once more, and its reversal some days after."""
    again = Event(event.on, LATER, "enter", event.who, f"{event.name}-again", event.kind, event.values)
    on = later(event.on, rng, 1, 4)
    back = Event(on, LATER, "reverse", "trust_manager", again.name, why="Entered twice from the bank feed")
    return [again, back]


def interest_events(estates: Sequence[tuple[str, date]], *, begins: date, as_at: date, rng: Random) -> list[Event]:
    """Each quarter the bank pays interest on what is held for the estates open by then; (matter, opened on)."""
    found = []
    for number, on in enumerate((end for end in month_ends(begins, as_at) if end.month % 3 == 0), start=1):
        parts = [
            {"matter": f"matter:{matter}", "interest": amount(rng.randint(1_200, 24_000)), "fees": amount(55)}
            for matter, opened in estates
            if opened < on
        ]
        values = {
            "on": on.isoformat(),
            "bank": "T1",
            "payer": "contact:lender",
            "reason": "Interest for the quarter",
            "parts": parts,
        }
        if parts:
            found.append(Event(on, MONEY_IN, "enter", "bookkeeper", f"interest-q{number}", "trust_interest", values))
    return found
