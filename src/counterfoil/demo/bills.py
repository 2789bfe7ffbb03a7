"""Bills in the story: monthly for each matter at work, with fees, disbursements and now and then a discount."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from counterfoil.core.money import Money
from counterfoil.core.tax import on_top
from counterfoil.demo.calendar import later, month_ends, working_day
from counterfoil.demo.events import LATER, Event, amount
from counterfoil.demo.matters import Plan

GST_BP = 1000

FEES = {
    "purchase": (
        ("Taking instructions, advising on contract and requisitions", 880, 1650),
        ("Exchange of contracts and advice on finance", 540, 990),
        ("Settlement, stamping and registration", 620, 1180),
    ),
    "sale": (
        ("Preparing contract for sale and vendor's disclosure", 790, 1320),
        ("Replying to requisitions, settlement and accounting", 640, 1240),
    ),
    "litigation": (
        ("Drafting statement of claim and particulars", 2400, 6800),
        ("Discovery: review of documents and list", 1800, 9200),
        ("Conference with counsel and client", 950, 2600),
        ("Attending directions hearing", 680, 1450),
        ("Correspondence with the other side's solicitors", 420, 1900),
    ),
    "estate": (
        ("Preparing application for grant and affidavit", 1400, 3200),
        ("Collecting assets and discharging liabilities", 780, 2400),
        ("Advising executors on distribution", 560, 1700),
    ),
    "lease": (
        ("Reviewing lease and advising on amendments", 980, 2700),
        ("Negotiating with lessor's solicitors", 620, 1900),
        ("Disclosure statement and registration", 380, 840),
    ),
    "advice": (
        ("Advice on joint venture agreement", 1600, 5400),
        ("Drafting and settling terms", 1200, 4100),
        ("Telephone attendances during the month", 330, 990),
    ),
    "family": (
        ("Preparing application and affidavit", 1500, 3600),
        ("Attending mediation", 1800, 3300),
        ("Correspondence and advice on parenting arrangements", 520, 1480),
    ),
}

DISBURSEMENTS = (
    ("Title and company searches", "4200", "GST", 24, 120),
    ("Couriers and document exchange", "4200", "GST", 12, 48),
    ("Printing of brief, two volumes", "4200", "GST", 85, 420),
    ("Agent's attendance at settlement", "4200", "GST", 88, 165),
    ("Court filing fee, paid as agent", "4210", "BASEX", 140, 1225),
    ("Registration fee, paid as agent", "4210", "BASEX", 165, 333),
)

DISCOUNTS = ("Less courtesy discount", "Less adjustment as agreed by telephone", "Less fixed-fee allowance")
OVERSEAS = {"thornbury"}
INTERIM = {"litigation": 0.7, "advice": 0.5, "family": 0.4}
"""How often such a matter has a second bill in a month."""


@dataclass(frozen=True, slots=True)
class Bill:
    """A bill as whoever pays it sees it."""

    name: str
    client: str
    on: date
    cents: int


def bill_events(matter: str, plan: Plan, *, begins: date, ends: date, rng: Random) -> tuple[list[Event], list[Bill]]:
    """The bills of a matter. In a month in which nothing was done there is none."""
    events, bills = [], []
    busy = 0.97 if plan.area in ("litigation", "advice", "purchase", "sale") else 0.84
    busy = 1 if plan.client in OVERSEAS else busy  # one of the two pushes that fail is such a bill
    for month_end in month_ends(begins + timedelta(days=9), ends):
        days = [month_end - timedelta(days=rng.randint(0, 3))] if rng.random() < busy else []
        if plan.area in INTERIM and rng.random() < INTERIM[plan.area]:
            days.append(month_end - timedelta(days=rng.randint(11, 17)))
        for day in days:
            on = working_day(day)
            name = f"{matter}-{on:%Y%m%d}"
            values, cents = bill_values(matter, plan, on=on, rng=rng)
            events.append(Event(on, LATER, "enter", "bookkeeper", name, "client_bill", values))
            bills.append(Bill(name, plan.client, on, cents))
    return events, bills


def bill_values(matter: str, plan: Plan, *, on: date, rng: Random) -> tuple[dict[str, object], int]:
    """A bill's plain values, and what it comes to with tax."""
    account, tax = ("4110", "EXPORT") if plan.client in OVERSEAS else ("4100", "GST")
    wanted = FEES[plan.area]
    rows = [
        (text, account, tax, rng.randrange(low * 100, high * 100, 500))
        for text, low, high in rng.sample(wanted, rng.randint(1, min(3, len(wanted))))
    ]
    fees = sum(row[3] for row in rows)
    for text, paid_to, code, low, high in rng.sample(DISBURSEMENTS, rng.choice((0, 1, 1, 2, 2))):
        rows.append((text, paid_to, code, rng.randint(low * 100, high * 100)))
    if rng.random() < 0.13:
        rows.append((rng.choice(DISCOUNTS), account, tax, -(fees * rng.choice((5, 10, 15)) // 100)))
    due_on = later(on, rng, 14, 14) if rng.random() < 0.7 else later(on, rng, 30, 30)
    items = [{"description": text, "account": to, "net": amount(net), "tax": code} for text, to, code, net in rows]
    values: dict[str, object] = {
        "on": on.isoformat(),
        "due_on": due_on.isoformat(),
        "matter": f"matter:{matter}",
        "items": items,
        "memo": f"Professional costs, {on:%B %Y}",
    }
    return values, sum(net + _tax(net, code) for _, _, code, net in rows)


def _tax(net: int, code: str) -> int:
    return on_top(Money(net, "AUD"), GST_BP).minor if code == "GST" else 0
