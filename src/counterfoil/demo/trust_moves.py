"""Trust money that moves inside the firm: bills paid from it, transfers, a second account, the statutory deposit.

What moves here came in for that: each takes no more than it brought, so the rest of the story stays possible.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from counterfoil.demo.bills import Bill
from counterfoil.demo.calendar import later, month_ends, working_day
from counterfoil.demo.events import LATER, LATEST, MONEY_IN, MONEY_OUT, Event, amount

EVERY = 8
"""Of so many bills paid in one sum, one is paid out of trust."""

MANAGER = "trust_manager"


def paid_from_trust(receipts: Sequence[Event], bills: Iterable[Bill], *, open_ended: frozenset[str]) -> list[Event]:
    """The same payments, some of them by way of trust: the client pays on account, and the bill is met from there.

    `open_ended` are the matters that stay open whatever is paid on them.
    """
    by_name = {bill.name: bill for bill in bills}
    taken_back = {event.name for event in receipts if event.step == "reverse"}
    found: list[Event] = []
    seen = 0
    for event in receipts:
        bill = _one_bill(event, by_name) if event.name not in taken_back else None
        matter = bill.name.rpartition("-")[0] if bill else ""
        seen += matter in open_ended
        if bill and matter in open_ended and seen % EVERY == 0:
            found += _by_way_of_trust(event, bill, matter)
        else:
            found.append(event)
    return found


def _one_bill(event: Event, by_name: Mapping[str, Bill]) -> Bill | None:
    """The bill that a receipt pays whole and alone."""
    parts: Sequence[Mapping[str, str]] = (event.values or {}).get("parts", ())
    if event.step != "enter" or len(parts) != 1:
        return None
    bill = by_name[parts[0]["bill"].removeprefix("bill:")]
    whole = amount(bill.cents)
    return bill if event.values and (event.values["amount"], parts[0]["amount"]) == (whole, whole) else None


def _by_way_of_trust(event: Event, bill: Bill, matter: str) -> Iterator[Event]:
    cents, client = amount(bill.cents), f"contact:{bill.client}"
    parts = [{"matter": f"matter:{matter}", "amount": cents}]
    yield _event(event.on, MONEY_IN, "bookkeeper", f"{event.name}-in", "trust_receipt", payer=client, parts=parts)
    pays = [{"bill": f"bill:{bill.name}", "amount": cents}]
    more = {"into": "O1", "client": client, "reason": "Costs as billed, by authority of the client"}
    yield _event(event.on, MONEY_OUT, MANAGER, event.name, "bill_paid_from_trust", parts=pays, **more)


Matter = tuple[str, str, date]
"""One that stays open: its name, its client, and the day it was opened."""


def trust_moves(
    lasting: Sequence[Matter],
    estates: frozenset[str],
    events: Sequence[Event],
    *,
    begins: date,
    as_at: date,
    rng: Random,
) -> list[Event]:
    """What moves within trust, and last what of all of it can be deposited. `estates` are some of the matters."""
    found = [*transfers(lasting, rng), *corrections(lasting, rng)]
    found += investments([matter for matter in lasting if matter[0] in estates], rng)
    happened = [event for event in (*events, *found) if event.on <= as_at]
    return [*found, *deposits(happened, begins=begins, as_at=as_at)]


def transfers(lasting: Sequence[Matter], rng: Random) -> Iterator[Event]:
    """A client pays for one matter what belongs to another of theirs, and says so."""
    theirs: dict[str, list[Matter]] = defaultdict(list)
    for matter in lasting:
        theirs[matter[1]].append(matter)
    several = [(client, matters) for client, matters in sorted(theirs.items()) if len(matters) > 1]
    for number, (client, matters) in enumerate(several):
        (one, _, begins), (other, _, too) = matters[:2]
        on, cents = later(max(begins, too), rng, 20, 190), rng.randrange(40_000, 300_000, 2_500)
        parts = [{"matter": f"matter:{one}", "amount": amount(cents)}]
        name = f"transfer-{number}"
        yield _event(on, MONEY_IN, "bookkeeper", f"{name}-in", "trust_receipt", payer=f"contact:{client}", parts=parts)
        more = {"matter": f"matter:{one}", "to": f"matter:{other}", "amount": amount(cents)}
        reason = "Paid for the other matter, e-mail of the client"
        yield _event(later(on, rng, 1, 6), MONEY_OUT, MANAGER, name, "trust_transfer", reason=reason, **more)


def corrections(lasting: Sequence[Matter], rng: Random) -> Iterator[Event]:
    """A deposit in one sum was for two other matters: a journal puts it right."""
    for number in range(6):
        trio = rng.sample(list(lasting), 3)
        (wrong, payer, _), (one, _, _), (other, _, _) = trio
        on = later(max(opened for _, _, opened in trio), rng, 15, 120)
        first, second = (rng.randrange(20_000, 150_000, 500) for _ in range(2))
        parts = [{"matter": f"matter:{wrong}", "amount": amount(first + second)}]
        name = f"correction-{number}"
        yield _event(on, MONEY_IN, "bookkeeper", f"{name}-in", "trust_receipt", payer=f"contact:{payer}", parts=parts)
        lines = [
            {"matter": f"matter:{wrong}", "debit": amount(first + second)},
            {"matter": f"matter:{one}", "credit": amount(first)},
            {"matter": f"matter:{other}", "credit": amount(second)},
        ]
        reason = "Deposit read under the wrong reference"
        yield _event(later(on, rng, 2, 9), MONEY_OUT, MANAGER, name, "trust_journal", reason=reason, lines=lines)


def investments(estates: Iterable[Matter], rng: Random) -> Iterator[Event]:
    """What an estate does not need for a while lies in the second account, and comes back in part."""
    for matter, client, opened in estates:
        on, cents = later(opened, rng, 40, 60), rng.randrange(4_000_000, 18_000_000, 100_000)
        parts = [{"matter": f"matter:{matter}", "amount": amount(cents)}]
        name, payer = f"invested-{matter}", f"contact:{client}"
        yield _event(on, MONEY_IN, "bookkeeper", f"{name}-in", "trust_receipt", payer=payer, parts=parts)
        reason = "Invested until distribution"
        yield _event(
            later(on, rng, 1, 3), MONEY_OUT, MANAGER, name, "trust_bank_transfer", into="T2", reason=reason, parts=parts
        )
        back = [{"matter": f"matter:{matter}", "amount": amount(cents // 4)}]
        values: dict[str, Any] = {"bank": "T2", "into": "T1", "reason": "For liabilities of the estate", "parts": back}
        yield _event(later(on, rng, 100, 140), LATER, MANAGER, f"{name}-back", "trust_bank_transfer", **values)


def deposits(events: Iterable[Event], *, begins: date, as_at: date) -> Iterator[Event]:
    """A month after each quarter, what the account can spare is deposited; once something of it comes back."""
    there = cash(events, "T1")
    lying = 0
    for number, end in enumerate((end for end in month_ends(begins, as_at) if end.month % 3 == 0), start=1):
        on = working_day(end + timedelta(days=26))
        spare = min((cents for day, cents in there if day >= on), default=0)
        earlier = [cents for day, cents in there if day < on]
        wanted = min(spare, earlier[-1] if earlier else 0) * 6 // 10 // 10_000 * 10_000
        if wanted > lying:
            values = {"amount": amount(wanted - lying), "reason": f"Statutory deposit, quarter to {end:%B %Y}"}
            yield _event(on, LATEST, MANAGER, f"deposit-{number}", "statutory_deposit_made", **values)
            lying = wanted
        if number == 3 and lying > 10_000:
            back = working_day(on + timedelta(days=9))
            values = {"amount": "100.00", "reason": "Rounding of the deposit, returned"}
            yield _event(back, LATEST, MANAGER, f"deposit-{number}-back", "statutory_deposit_returned", **values)
            lying -= 10_000


def cash(events: Iterable[Event], bank: str) -> list[tuple[date, int]]:
    """What a trust account has at the end of each day on which something moved in it."""
    entered = {event.name: event for event in events if event.step == "enter"}
    moved: dict[date, int] = defaultdict(int)
    for event in events:
        if event.step in ("enter", "reverse") and event.name in entered:
            sign = 1 if event.step == "enter" else -1
            moved[event.on] += sign * moves(entered[event.name]).get(bank, 0)
    found, balance = [], 0
    for day in sorted(moved):
        balance += moved[day]
        found.append((day, balance))
    return found


def moves(event: Event) -> dict[str, int]:
    """Cents into each trust account by the document; what goes out is below zero."""
    values: Mapping[str, Any] = event.values or {}
    bank = str(values.get("bank"))
    match event.kind:
        case "trust_receipt":
            return {bank: _sum(values)}
        case "trust_payment" | "bill_paid_from_trust":
            return {bank: -_sum(values)}
        case "trust_interest":
            return {bank: _sum(values, "interest") - _sum(values, "fees") - _sum(values, "withheld")}
        case "trust_bank_transfer":
            return {bank: -_sum(values), str(values["into"]): _sum(values)}
    return {}


def _sum(values: Mapping[str, Any], name: str = "amount") -> int:
    return sum(_cents(part[name]) for part in values["parts"] if name in part)


def _cents(text: str) -> int:
    return int(text.replace(".", ""))


def _event(on: date, order: int, who: str, name: str, kind: str, **more: Any) -> Event:
    values = {"on": on.isoformat(), "bank": "T1", "reason": "On account of costs", **more}
    return Event(on, order, "enter", who, name, kind, values)
