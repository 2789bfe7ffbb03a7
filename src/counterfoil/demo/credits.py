"""What comes between billing and being paid: bills reduced, money paid too much, bad debts, and a few retainers."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from counterfoil.demo.calendar import later, working_day
from counterfoil.demo.events import LATER, MONEY_IN, MONEY_OUT, Event, amount

BEFORE_XERO = timedelta(days=60)
"""Refunds, write-offs and retainers cannot be copied: the firm had done with them well before it was connected."""

WHY_REDUCED = (
    "Costs reduced after our conversation",
    "Attendance charged twice",
    "Goodwill: matter took longer than said",
    "Search not needed in the end",
)
WHY_LOST = ("Client in liquidation", "Estate without assets", "Not worth recovering", "Client left the country")

Matter = tuple[str, str, date]
"""One that stays open: its name, its client, and the day it was opened."""

Values = dict[str, Any]


def credit_events(matters: Sequence[Matter], receipts: Sequence[Event], *, as_at: date, rng: Random) -> list[Event]:
    """`receipts` are those that nobody reversed; some of them left something over."""
    events: list[Event] = []
    for number, (matter, client, opened) in enumerate(rng.sample(list(matters), min(14, len(matters)))):
        events += _reduced(f"reduced-{number}", matter, client, later(opened, rng, 20, 180), rng)
    lately = [each for each in matters if each[2] < as_at - timedelta(days=60)]
    for number, (matter, client, _) in enumerate(rng.sample(lately, min(6, len(lately)))):
        on = working_day(as_at - timedelta(days=32 - 4 * number))
        events += _reduced(f"lately-{number}", matter, client, on, rng) if number < 4 else [_goodwill(matter, on)]
    newest = {client: matter for matter, client, _ in matters}
    for number, receipt in enumerate(event for event in receipts if _over(event)):
        if number % 3 == 2:
            events += _paid_back(receipt, as_at=as_at, rng=rng)
        elif _payer(receipt) in newest:
            events += _used_later(receipt, newest[_payer(receipt)], rng)
    early = [each for each in matters if each[2] < as_at - timedelta(days=240)]
    for number, (matter, client, opened) in enumerate(rng.sample(early, min(8, len(early)))):
        episode = (_written_off, _retained)[number % 2](f"early-{number}", matter, client, opened, rng)
        events += episode if max(event.on for event in episode) < as_at - BEFORE_XERO else []
    return events


def _over(receipt: Event) -> int:
    """The cents that a receipt left over."""
    values = receipt.values or {}
    paid = sum((Decimal(part["amount"]) for part in values["parts"]), Decimal())
    return int((Decimal(values["amount"]) - paid) * 100)


def _payer(receipt: Event) -> str:
    return str((receipt.values or {})["payer"]).removeprefix("contact:")


def _reduced(name: str, matter: str, client: str, on: date, rng: Random) -> list[Event]:
    """A bill, a credit note for a part of it, and the rest paid."""
    net = rng.randrange(40_000, 220_000, 1_000)
    less = net // 4 // 1_000 * 1_000
    credited, why = later(on, rng, 6, 20), rng.choice(WHY_REDUCED)
    applied = later(credited, rng, 1, 4)
    note: Values = {"on": credited.isoformat(), "matter": f"matter:{matter}", "items": _items(why, less), "memo": why}
    application: Values = {
        "on": applied.isoformat(),
        "credit": f"document:{name}-credit",
        "parts": _parts(name, _with_tax(less)),
    }
    return [
        _bill(name, matter, on, net),
        Event(credited, LATER, "enter", "bookkeeper", f"{name}-credit", "credit_note", note),
        Event(applied, LATER, "enter", "bookkeeper", f"{name}-applied", "credit_application", application),
        _receipt(name, client, later(applied, rng, 5, 25), _with_tax(net - less)),
    ]


def _goodwill(matter: str, on: date) -> Event:
    """A credit note that nothing has used yet."""
    why = WHY_REDUCED[2]
    values: Values = {"on": on.isoformat(), "matter": f"matter:{matter}", "items": _items(why, 15_000), "memo": why}
    return Event(on, LATER, "enter", "bookkeeper", f"goodwill-{matter}", "credit_note", values)


def _used_later(receipt: Event, matter: str, rng: Random) -> list[Event]:
    """What a client paid too much settles a part of the next small bill."""
    name, net = f"{receipt.name}-next", rng.randrange(20_000, 60_000, 1_000)
    on = later(receipt.on, rng, 3, 20)
    allocated = later(on, rng, 1, 3)
    allocation: Values = {
        "on": allocated.isoformat(),
        "receipt": f"document:{receipt.name}",
        "parts": _parts(name, _over(receipt)),
    }
    rest = _with_tax(net) - _over(receipt)
    return [
        _bill(name, matter, on, net),
        Event(allocated, LATER, "enter", "bookkeeper", f"{name}-used", "receipt_allocation", allocation),
        _receipt(name, _payer(receipt), later(allocated, rng, 5, 25), rest),
    ]


def _paid_back(receipt: Event, *, as_at: date, rng: Random) -> list[Event]:
    on = later(receipt.on, rng, 10, 25)
    if on >= as_at - BEFORE_XERO:
        return []
    values: Values = {
        "on": on.isoformat(),
        "bank": "O1",
        "credit": f"document:{receipt.name}",
        "amount": amount(_over(receipt)),
        "memo": "Paid twice",
    }
    return [Event(on, MONEY_OUT, "enter", "bookkeeper", f"{receipt.name}-back", "client_refund", values)]


def _written_off(name: str, matter: str, client: str, opened: date, rng: Random) -> list[Event]:
    """A bill that nobody pays, given up after some months, with the tax that it held."""
    net, on = rng.randrange(30_000, 150_000, 1_000), later(opened, rng, 15, 40)
    lost = later(on, rng, 95, 120)
    row = {"bill": f"bill:{name}", "amount": amount(_with_tax(net)), "account": "6040", "tax": "GST"}
    values: Values = {"on": lost.isoformat(), "parts": [row], "memo": rng.choice(WHY_LOST)}
    return [
        _bill(name, matter, on, net),
        Event(lost, LATER, "enter", "bookkeeper", f"{name}-lost", "write_off", values),
    ]


def _retained(name: str, matter: str, client: str, opened: date, rng: Random) -> list[Event]:
    """A retainer that pays one bill; the rest goes back."""
    held, on = rng.randrange(150_000, 400_000, 10_000), later(opened, rng, 1, 8)
    net, billed = rng.randrange(40_000, 120_000, 1_000), later(on, rng, 20, 40)
    paid = later(billed, rng, 1, 4)
    back = later(paid, rng, 20, 40)
    whom, of_matter = f"contact:{client}", f"matter:{matter}"
    taken: Values = {"on": on.isoformat(), "bank": "O1", "matter": of_matter, "payer": whom, "amount": amount(held)}
    payment: Values = {"on": paid.isoformat(), "matter": of_matter, "parts": _parts(name, _with_tax(net))}
    left = amount(held - _with_tax(net))
    refund: Values = {"on": back.isoformat(), "bank": "O1", "matter": of_matter, "payee": whom, "amount": left}
    return [
        Event(on, MONEY_IN, "enter", "bookkeeper", f"{name}-retainer", "retainer_receipt", taken),
        _bill(name, matter, billed, net),
        Event(paid, LATER, "enter", "bookkeeper", f"{name}-drawn", "retainer_payment", payment),
        Event(back, MONEY_OUT, "enter", "bookkeeper", f"{name}-back", "retainer_refund", refund),
    ]


def _bill(name: str, matter: str, on: date, net: int) -> Event:
    values: Values = {
        "on": on.isoformat(),
        "due_on": (on + timedelta(days=14)).isoformat(),
        "matter": f"matter:{matter}",
        "items": _items("Advice and attendances", net),
        "memo": f"Professional costs, {on:%B %Y}",
    }
    return Event(on, LATER, "enter", "bookkeeper", name, "client_bill", values)


def _receipt(name: str, client: str, on: date, cents: int) -> Event:
    values: Values = {
        "on": on.isoformat(),
        "bank": "O1",
        "payer": f"contact:{client}",
        "amount": amount(cents),
        "parts": _parts(name, cents),
        "memo": "By transfer",
    }
    return Event(on, MONEY_IN, "enter", "bookkeeper", f"{name}-paid", "client_receipt", values)


def _items(text: str, net: int) -> list[Values]:
    return [{"description": text, "account": "4100", "net": amount(net), "tax": "GST"}]


def _parts(bill: str, cents: int) -> list[Values]:
    return [{"bill": f"bill:{bill}", "amount": amount(cents)}]


def _with_tax(net: int) -> int:
    """Amounts here are whole tens of dollars, so that the tenth is whole too."""
    return net + net // 10
