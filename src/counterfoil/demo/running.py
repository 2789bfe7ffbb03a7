"""What running the sample firm costs: rent, wages and fees out of the office account, interest in, depreciation."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from counterfoil.demo.calendar import month_ends, working_day
from counterfoil.demo.events import LATER, LATEST, MONEY_IN, MONEY_OUT, Event, amount

FORTNIGHT = timedelta(days=14)

MONTHLY = (
    # to whom, what, account, least and most in whole dollars, day of the month
    ("landlord", "Rent and outgoings, Level 4", "6270", 4_950, 4_950, 1),
    ("office", "Practice software, five seats", "6290", 610, 660, 5),
    ("office", "Legal research subscription", "6190", 890, 890, 8),
    ("office", "Telephone and internet", "6300", 240, 310, 12),
    ("office", "Printing and stationery", "6250", 95, 420, 18),
)


def running_events(*, begins: date, as_at: date, rng: Random) -> Iterator[Event]:
    """Everything on working days; wages every second Thursday, the tax return a month after its quarter."""
    yield _opening(begins)
    yield _deposit("capital", begins, "Partners' capital brought in", "3100", 6_000_000)
    for month, end in enumerate(month_ends(begins, as_at), start=1):
        for payee, what, account, least, most, day in MONTHLY:
            on = working_day(end.replace(day=day))
            yield _withdrawal(f"{account}-{month}", on, payee, (what, account, rng.randint(least, most) * 100))
        fees = (("Account keeping fee", "6050", 2_500), ("Card fees", "6060", 4_380))
        yield _withdrawal(f"fees-{month}", end, "lender", *fees)
        yield _deposit(f"interest-{month}", end, "Interest for the month", "4900", rng.randint(9_000, 21_000))
        yield _depreciation(month, end)
        yield _put_aside(month, end, rng.randint(165, 230) * 10_000)
        if end.month % 3 == 0 and end - begins > timedelta(days=60):
            yield from _tax_return(end, working_day(end + timedelta(days=26)))
    payday, number = begins + timedelta(days=(3 - begins.weekday()) % 7), 1
    while payday <= as_at:
        wages = rng.randint(11_800, 12_600) * 100
        items = (("Wages", "6500", wages), ("Superannuation", "6510", 138_000))
        yield _withdrawal(f"wages-{number}", payday, "staff", *items)
        payday, number = payday + FORTNIGHT, number + 1


def _withdrawal(name: str, on: date, payee: str, *items: tuple[str, str, int]) -> Event:
    rows = [{"description": what, "account": account, "net": amount(cents)} for what, account, cents in items]
    values: dict[str, Any] = {"on": on.isoformat(), "bank": "O1", "payee": f"contact:{payee}", "items": rows}
    return Event(on, MONEY_OUT, "enter", "bookkeeper", f"running-{name}", "firm_withdrawal", values)


def _deposit(name: str, on: date, what: str, account: str, cents: int) -> Event:
    tax = {"tax": "BASEX"} if account == "3100" else {}
    row = {"description": what, "account": account, "net": amount(cents), **tax}
    values: dict[str, Any] = {"on": on.isoformat(), "bank": "O1", "payer": "contact:lender", "items": [row]}
    return Event(on, MONEY_IN, "enter", "bookkeeper", f"running-{name}", "firm_deposit", values)


def _depreciation(month: int, on: date) -> Event:
    rows = [
        {"account": "6100", "debit": "640.00"},
        {"account": "1505", "credit": "215.00"},
        {"account": "1515", "credit": "425.00"},
    ]
    values: dict[str, Any] = {"on": on.isoformat(), "memo": "Depreciation for the month", "lines": rows}
    return Event(on, LATER, "enter", "bookkeeper", f"depreciation-{month}", "general_journal", values)


def _opening(on: date) -> Event:
    """What the partners brought from the firm they had before."""
    rows = [
        {"account": "1500", "debit": "18600.00"},
        {"account": "1505", "credit": "6200.00"},
        {"account": "1510", "debit": "24900.00"},
        {"account": "1515", "credit": "11450.00"},
        {"account": "3100", "credit": "25850.00"},
    ]
    values: dict[str, Any] = {"on": on.isoformat(), "memo": "Furniture and computers from before", "lines": rows}
    return Event(on, MONEY_IN, "enter", "bookkeeper", "opening", "opening_balances", values)


def _put_aside(month: int, on: date, cents: int) -> Event:
    values = {"on": on.isoformat(), "bank": "O1", "into": "O2", "amount": amount(cents), "memo": "Put aside for tax"}
    return Event(on, LATER, "enter", "bookkeeper", f"reserve-{month}", "bank_transfer", values)


def _tax_return(quarter_ends: date, paid_on: date) -> Iterator[Event]:
    """The quarter's tax is settled as it stands, and paid out of the reserve a month later."""
    name = f"tax-{quarter_ends:%Y-%m}"
    on = quarter_ends.isoformat()
    declared = {"period": f"Quarter to {quarter_ends:%B %Y}", "collected": "standing:2210", "paid": "standing:2220"}
    yield Event(quarter_ends, LATEST, "enter", "bookkeeper", name, "tax_return_settlement", {"on": on, **declared})
    row = {"description": declared["period"], "account": "2230", "net": "standing:2230", "tax": "BASEX"}
    values: dict[str, Any] = {
        "on": paid_on.isoformat(),
        "bank": "O2",
        "payee": "contact:tax_office",
        "items": [row],
    }
    yield Event(paid_on, MONEY_OUT, "enter", "bookkeeper", f"{name}-paid", "firm_withdrawal", values)
