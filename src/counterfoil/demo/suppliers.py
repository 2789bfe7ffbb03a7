"""What suppliers bill in the story: counsel, experts, searches and agents on matters, and what the office itself uses.

Twice a month everything that has fallen due is paid at once. A bill now and then is disputed and stays; another is
too high, and what the supplier gives back settles it in part.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from counterfoil.core.money import Money
from counterfoil.core.tax import on_top
from counterfoil.demo.calendar import later, month_ends, working_day
from counterfoil.demo.events import LATER, MONEY_OUT, Event, amount

GST_BP = 1000
UNTAXED = frozenset({"5230"})

ON_MATTERS = {
    # area: how likely in a month, then (supplier, what, account, least and most in whole dollars)
    "litigation": (
        0.5,
        (
            ("counsel", "Advice on evidence and settling pleadings", "5200", 880, 3_960),
            ("senior", "Brief on hearing, first day and preparation", "5200", 4_400, 7_700),
            ("server", "Service of subpoenas, three addresses", "5240", 165, 390),
            ("surveyor", "Survey and report for the hearing", "5210", 620, 2_480),
            ("doctor", "Medical report and examination", "5210", 880, 1_650),
        ),
    ),
    "estate": (0.15, (("searches", "Searches of titles and of the register of deaths", "5100", 64, 212),)),
    "lease": (0.2, (("searches", "Title, planning and company searches", "5100", 48, 190),)),
    "advice": (0.2, (("searches", "Company extracts and personal property searches", "5100", 27, 118),)),
    "family": (
        0.3,
        (
            ("counsel", "Conference and settling consent orders", "5200", 660, 1_980),
            ("server", "Service of application", "5240", 110, 195),
        ),
    ),
}

CLEANING = ("Office cleaning for the month", "6280", 48_000, "")
"""It comes every month: bills are made from a template."""

ORDERED = (
    # how many days after the first one, from whom, what, account, cents
    (35, "office", "Six chairs for the meeting room", "1520", 187_200),
    (160, "office", "Two laptops and a docking station", "1510", 412_000),
    (400, "office", "Shelving for the archive, second floor", "1520", 96_500),
)
"""Each becomes a bill when it is delivered, three weeks later."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A supplier's bill as whoever pays it sees it. `row` is its first: (what, account, cents before tax, matter)."""

    name: str
    supplier: str
    on: date
    due_on: date
    cents: int
    row: tuple[str, str, int, str]


@dataclass
class Desk:
    """What has come in so far, and the next number of each supplier's own."""

    rng: Random
    events: list[Event] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def reference(self, supplier: str) -> str:
        """As each supplier writes its numbers: `C-2041`."""
        self.numbers[supplier] = self.numbers.get(supplier, 1_000 + 97 * len(self.numbers)) + self.rng.randint(1, 9)
        return f"{supplier[:1].upper()}-{self.numbers[supplier]}"

    def order(
        self, kind: str, called: str, on: date, supplier: str, row: tuple[str, str, int, str], **more: str
    ) -> None:
        values = {"on": on.isoformat(), "supplier": f"contact:{supplier}", "items": [item(*row)], **more}
        self.events.append(Event(on, LATER, "enter", "bookkeeper", called, kind, values))

    def bill(
        self, name: str, on: date, supplier: str, rows: Sequence[tuple[str, str, int, str]], made_from: str = ""
    ) -> Owed:
        """Rows are (what, account, cents before tax, matter or nothing)."""
        due_on = working_day(on + timedelta(days=self.rng.choice((14, 30, 30))))
        values: dict[str, Any] = {
            "on": on.isoformat(),
            "due_on": due_on.isoformat(),
            "supplier": f"contact:{supplier}",
            "reference": self.reference(supplier),
            "items": [item(*row) for row in rows],
        } | ({"made_from": f"bill:{made_from}"} if made_from else {})
        self.events.append(Event(on, LATER, "enter", "bookkeeper", name, "supplier_bill", values))
        cents = sum(net + tax_on(account, net) for _, account, net, _ in rows)
        owed = Owed(name, supplier, on, due_on, cents, rows[0])
        self.owed.append(owed)
        return owed

    def credit(self, owed: Owed, on: date, net: int, made_from: str = "") -> int:
        """So much of a bill is given back; what it comes to with tax."""
        what, account, _, matter = owed.row
        values: dict[str, Any] = {
            "on": on.isoformat(),
            "supplier": f"contact:{owed.supplier}",
            "reference": f"CN {self.reference(owed.supplier)}",
            "items": [item(f"Less: {what[:1].lower()}{what[1:]}", account, net, matter)],
        } | ({"made_from": f"bill:{made_from}"} if made_from else {})
        name = f"credit-{owed.name}"
        self.events.append(Event(on, LATER, "enter", "bookkeeper", name, "supplier_credit", values))
        return net + tax_on(account, net)

    def apply(self, owed: Owed, on: date, cents: int) -> None:
        values = {
            "on": on.isoformat(),
            "credit": f"bill:credit-{owed.name}",
            "parts": [{"bill": f"bill:{owed.name}", "amount": amount(cents)}],
        }
        name = f"applied-{owed.name}"
        self.events.append(Event(on, LATER, "enter", "bookkeeper", name, "supplier_credit_application", values))


def item(what: str, account: str, net: int, matter: str) -> dict[str, str]:
    row = {"description": what, "account": account, "net": amount(net)}
    return row | ({"matter": f"matter:{matter}"} if matter else {})


def tax_on(account: str, net: int) -> int:
    return 0 if account in UNTAXED else on_top(Money(net, "AUD"), GST_BP).minor


def supplier_events(matters: Sequence[tuple[str, str, date]], *, begins: date, as_at: date, rng: Random) -> list[Event]:
    """`matters` are (name, area, opened on) of those that stay open. Everything on working days."""
    desk = Desk(rng)
    desk.order("purchase_template", "cleaning", working_day(begins), "cleaner", CLEANING, name="Office cleaning")
    _ordered(desk, begins=begins)
    for month, end in enumerate(month_ends(begins, as_at + timedelta(days=31)), start=1):
        cleaned, stocked = (working_day(end.replace(day=rng.randint(2, 9))) for _ in range(2))
        desk.bill(f"supplied-cleaning-{month}", cleaned, "cleaner", [CLEANING], made_from="cleaning")
        paper = ("Paper, toner and archive boxes", "6250", rng.randint(140, 690) * 100, "")
        desk.bill(f"supplied-paper-{month}", stocked, "office", [paper])
        _on_matters(desk, [one for one in matters if one[2] < end.replace(day=8)], end)
    credited = dict(_credits(desk, as_at=as_at))
    return [*desk.events, *_payment_runs(desk, credited, begins=begins, as_at=as_at)]


def _ordered(desk: Desk, *, begins: date) -> None:
    for number, (days, supplier, what, account, net) in enumerate(ORDERED, start=1):
        on, row = working_day(begins + timedelta(days=days)), (what, account, net, "")
        desk.order("purchase_order", f"ordered-{number}", on, supplier, row)
        delivered = later(on, desk.rng, 19, 23)
        desk.bill(f"delivered-{number}", delivered, supplier, [row], made_from=f"ordered-{number}")


def _credits(desk: Desk, *, as_at: date) -> Iterator[tuple[str, int]]:
    """Every fifteenth bill is given back in part before it falls due; each with what was settled of it, by name.

    Every other one was asked for in writing.
    """
    for number, owed in enumerate(desk.owed[7::15]):
        on, net = later(owed.on, desk.rng, 4, 7), owed.row[2] * desk.rng.choice((10, 15, 20)) // 100
        asked_for = f"asked-{owed.name}" if number % 2 else ""
        if asked_for:
            what, account, _, matter = owed.row
            asked_on = working_day(owed.on + timedelta(days=2))
            row = (f"Too much charged: {what[:1].lower()}{what[1:]}", account, net, matter)
            desk.order("purchase_credit_order", asked_for, asked_on, owed.supplier, row)
        cents = desk.credit(owed, on, net, made_from=asked_for)
        if on + timedelta(days=20) < as_at:
            desk.apply(owed, on, cents)
            yield owed.name, cents


def _on_matters(desk: Desk, matters: Sequence[tuple[str, str, date]], end: date) -> None:
    """A bill for a matter; the search agent has one account a month, over all its matters."""
    searched: list[tuple[str, str, int, str]] = []
    for name, area, _ in matters:
        likely, costs = ON_MATTERS[area]
        if desk.rng.random() >= likely:
            continue
        supplier, what, account, least, most = desk.rng.choice(costs)
        row = (what, account, desk.rng.randrange(least * 100, most * 100, 50), name)
        if supplier == "searches":
            searched.append(row)
        else:
            on = working_day(end.replace(day=desk.rng.randint(8, 26)))
            desk.bill(f"supplied-{name}-{on:%Y%m%d}", on, supplier, [row])
    if searched:
        desk.bill(f"supplied-searches-{end:%Y%m}", end, "searches", searched)


def _payment_runs(desk: Desk, credited: Mapping[str, int], *, begins: date, as_at: date) -> Iterator[Event]:
    """On the fifteenth and at the end of each month; a bill in thirty is disputed."""
    waiting = [owed for owed in desk.owed if desk.rng.random() > 1 / 30]
    for end in month_ends(begins, as_at + timedelta(days=31)):
        for on in (working_day(end.replace(day=15)), end):
            due = [owed for owed in waiting if owed.due_on <= on]
            waiting = [owed for owed in waiting if owed not in due]
            if due:
                parts = [
                    {"bill": f"bill:{owed.name}", "amount": amount(owed.cents - credited.get(owed.name, 0))}
                    for owed in due
                ]
                values = {"on": on.isoformat(), "bank": "O1", "parts": parts, "memo": f"Payment run {on:%d %B}"}
                yield Event(on, MONEY_OUT, "enter", "bookkeeper", f"run-{on:%Y%m%d}", "supplier_payment", values)
