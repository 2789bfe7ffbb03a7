"""Eight writers on the same hot matters, back-dating and rolling back: no gap, no overdraft, nothing lost.

`COUNTERFOIL_SOAK_SECONDS=1800 pytest tests/records/test_writers.py` for a longer run; the slowest postings are printed.
"""

import os
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from django.db import connection, transaction

from counterfoil.core.refusals import Refusal
from counterfoil.documents import actions
from counterfoil.documents.models import Document
from counterfoil.kinds import kind_of
from counterfoil.ledger.models import Entry, Line, Series, TrustBalance
from counterfoil.reports.checks import run_checks
from tests.builders import BuiltFirm, a_firm
from tests.databases import CommittedDatabase
from tests.records.threads import at_once

SECONDS = float(os.environ.get("COUNTERFOIL_SOAK_SECONDS", "2.5"))
WRITERS = 8
HOT = ("M-104", "M-117", "M-121")
ROLLED_BACK_OF_100 = 5


class ChangedItsMind(Exception):
    """The caller gives up after its posting: everything is rolled back."""


@dataclass
class Told:
    """What the writers were told."""

    numbers: list[str] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    rolled_back: int = 0
    seconds: list[float] = field(default_factory=list)


def something_to_post(firm: BuiltFirm, chance: random.Random) -> tuple[str, dict[str, object]]:
    """Mostly money that goes out of matters, more than they can bear, on any day of March."""
    party = firm.contact("Harrow & Pike").code
    on = date(2026, 3, chance.randint(1, 31)).isoformat()
    matters = chance.sample(HOT, chance.randint(1, 2))
    parts = [{"matter": matter, "amount": f"{chance.randint(1, 400)}.00"} for matter in matters]
    trust = {"on": on, "bank": "T1", "reason": "Any", "parts": parts}
    match chance.randint(1, 12):
        case 1 | 2 | 3 | 4:
            return "trust_payment", {**trust, "payee": party}
        case 5 | 6 | 7:
            return "trust_receipt", {**trust, "payer": party}
        case 8:
            out, into = chance.sample(HOT, 2)
            amount = f"{chance.randint(1, 400)}.00"
            return "trust_transfer", {**trust_of(trust), "matter": out, "to": into, "amount": amount}
        case 9 | 10:
            bank, into = chance.sample(("T1", "T2"), 2)
            return "trust_bank_transfer", {**trust, "bank": bank, "into": into}
        case 11:
            code = chance.choice(["statutory_deposit_made", "statutory_deposit_returned"])
            return code, {**trust_of(trust), "amount": f"{chance.randint(1, 300)}.00"}
        case _:
            item = {"description": "Advice", "account": "4100", "net": "10.00", "tax": "GST"}
            return "client_bill", {"on": on, "due_on": "2026-04-30", "matter": chance.choice(HOT), "items": [item]}


def trust_of(values: Mapping[str, object]) -> dict[str, object]:
    """A document without rows."""
    return {name: value for name, value in values.items() if name != "parts"}


def write(firm: BuiltFirm, seed: int, until: float) -> Told:
    chance, told = random.Random(seed), Told()  # noqa: S311 - a test's dice
    while time.monotonic() < until:
        code, values = something_to_post(firm, chance)
        document = actions.read(kind_of(code), values, firm_id=firm.id, at=firm.at)
        asked = time.monotonic()
        try:
            with transaction.atomic():
                done = actions.enter_within(kind=kind_of(code), document=document, by=firm.by, at=firm.at)
                if chance.randint(1, 100) <= ROLLED_BACK_OF_100:
                    raise ChangedItsMind
        except Refusal as refusal:
            told.refused[refusal.code] += 1
        except ChangedItsMind:
            told.rolled_back += 1
        else:
            told.numbers.append(str(done.number))
            told.seconds.append(time.monotonic() - asked)
    return told


def test_eight_writers_leave_whole_books(
    committed_database: CommittedDatabase, measured: Callable[[str], None]
) -> None:
    firm = a_firm(connected=True)
    for matter in HOT:
        firm.matter(matter)
        firm.trust_receipt("900.00", matter=matter, on="2026-03-01")
    firm.bank("Term deposit", sort="trust")
    until = time.monotonic() + SECONDS

    told = at_once([partial(write, firm, seed, until) for seed in range(WRITERS)])

    assert {code for one in told for code in one.refused} <= {"trust-overdrawn", "bank-overdrawn", "more-than-held"}
    numbers = ["TR-1001", "TR-1002", "TR-1003", *(number for one in told for number in one.numbers)]
    assert sorted(numbers) == sorted(map(str, Document.objects.values_list("number", flat=True))), "lost, or done twice"
    assert all(one.numbers for one in told), "a writer never had its turn"
    assert_gapless(firm)
    assert_never_below_zero(firm)
    assert run_checks() == []
    measured(in_words(told))


def assert_gapless(firm: BuiltFirm) -> None:
    taken = defaultdict(list)
    for number in Document.objects.values_list("number", flat=True):
        series, _, counted = str(number).partition("-")
        taken[series].append(int(counted))
    for series, counts in taken.items():
        assert sorted(counts) == list(range(1001, 1001 + len(counts))), f"{series} has a gap"
        assert Series.objects.get(firm_id=firm.id, code=series).next == 1001 + len(counts)
    seqs = sorted(Entry.objects.filter(firm_id=firm.id).values_list("seq", flat=True))
    assert seqs == list(range(1, len(seqs) + 1))


def assert_never_below_zero(firm: BuiltFirm) -> None:
    """Summed up here line by line and day by day, apart from every balance that is kept."""
    held: dict[tuple[int, int], Counter[date]] = defaultdict(Counter)
    there: dict[tuple[str, int], Counter[date]] = defaultdict(Counter)
    for line in Line.objects.select_related("account"):
        if line.account.slot == "TRUST_HELD":
            held[int(line.matter_id or 0), int(line.bank_id or 0)][line.dated_on] -= line.minor
        elif line.account.type == "trust_bank" or line.account.slot == "STATUTORY_DEPOSIT":
            there[line.account.code, int(line.bank_id or 0)][line.dated_on] += line.minor
    for whose, days in (*held.items(), *there.items()):
        running = 0
        for on in sorted(days):
            running += days[on]
            assert running >= 0, f"{whose} stands at {running} at the end of {on}"
    for (matter, bank), days in held.items():
        assert TrustBalance.objects.get(matter_id=matter, bank_id=bank).minor == days.total()


def in_words(told: list[Told]) -> str:
    seconds = sorted(taken for one in told for taken in one.seconds)
    return (
        f"{connection.vendor}: {len(seconds)} postings by {WRITERS} writers in {SECONDS:g} s,"
        f" {sum(one.refused.total() for one in told)} refused, {sum(one.rolled_back for one in told)} rolled back;"
        f" 99 % within {seconds[int(len(seconds) * 0.99)] * 1000:.0f} ms, the slowest {seconds[-1] * 1000:.0f} ms"
    )
