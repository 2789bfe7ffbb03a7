"""How the clients of the story pay: at once, by the month, in parts, with something over, late, and not at all."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from counterfoil.demo.bills import Bill
from counterfoil.demo.calendar import later, month_ends, working_day
from counterfoil.demo.events import LATER, MONEY_IN, Event, amount

HABITS = ("at once", "at once", "by the month", "by the month", "in parts", "late", "something over")
STOPPED = {"redgum": 120, "kowalski": 95, "blackwattle": 70}
"""Clients who have not paid for so many days: the overdue end of the list."""

BY = ("By transfer", "By transfer, thank you", "Card payment", "Cheque", "BPAY")


@dataclass
class Paying:
    """One client's payments so far."""

    client: str
    rng: Random
    events: list[Event] = field(default_factory=list)

    def pay(self, on: date, parts: Sequence[tuple[Bill, int]], *, over: int = 0, bounces: bool = False) -> None:
        name = f"receipt-{self.client}-{len(self.events) + 1}"
        values = {
            "on": on.isoformat(),
            "bank": "O1",
            "payer": f"contact:{self.client}",
            "amount": amount(sum(cents for _, cents in parts) + over),
            "parts": [{"bill": f"bill:{bill.name}", "amount": amount(cents)} for bill, cents in parts],
            "memo": "Cheque" if bounces else self.rng.choice(BY),
        }
        self.events.append(Event(on, MONEY_IN, "enter", "bookkeeper", name, "client_receipt", values))
        if bounces:
            back = later(on, self.rng, 3, 5)
            self.events.append(
                Event(back, LATER, "reverse", "bookkeeper", name, why="Cheque returned unpaid by the client's bank")
            )
            self.pay(later(back, self.rng, 4, 8), parts, over=over)


def receipt_events(bills: Sequence[Bill], *, as_at: date, rng: Random) -> list[Event]:
    """Every client's payments for the bills, in the order of each client."""
    by_client: dict[str, list[Bill]] = defaultdict(list)
    for bill in sorted(bills, key=lambda bill: (bill.on, bill.name)):
        by_client[bill.client].append(bill)
    events: list[Event] = []
    for at, (client, owed) in enumerate(sorted(by_client.items())):
        paying = Paying(client, rng)
        until = as_at - timedelta(days=STOPPED.get(client, 0))
        habit = HABITS[at % len(HABITS)]
        if habit == "by the month":
            _by_the_month(paying, owed, until)
        else:
            for bill in owed:
                _one_bill(paying, bill, habit)
        events += (event for event in paying.events if event.on <= until)
    return events


def _one_bill(paying: Paying, bill: Bill, habit: str) -> None:
    rng = paying.rng
    if habit == "at once":
        paying.pay(later(bill.on, rng, 4, 17), [(bill, bill.cents)], bounces=rng.random() < 0.02)
    elif habit == "late":
        paying.pay(later(bill.on, rng, 34, 72), [(bill, bill.cents)])
    elif habit == "something over":
        over = -bill.cents % 10_000 if rng.random() < 0.4 else 0
        paying.pay(later(bill.on, rng, 7, 25), [(bill, bill.cents)], over=over)
    else:
        on = bill.on
        for part in _shares(bill.cents, rng):
            on = later(on, rng, 10, 24)
            paying.pay(on, [(bill, part)])


def _by_the_month(paying: Paying, owed: Sequence[Bill], until: date) -> None:
    """At some day of each month everything that is billed by then, in one payment."""
    waiting = list(owed)
    for month_end in month_ends(owed[0].on, until + timedelta(days=31)):
        on = working_day(month_end + timedelta(days=12))
        due = [bill for bill in waiting if bill.on < month_end + timedelta(days=1)]
        if due:
            paying.pay(on, [(bill, bill.cents) for bill in due])
            waiting = [bill for bill in waiting if bill not in due]


def _shares(cents: int, rng: Random) -> Iterator[int]:
    parts = rng.choice((2, 2, 3))
    each = cents // parts // 1000 * 1000
    if each:
        yield from (each for _ in range(parts - 1))
    yield cents - each * (parts - 1)
