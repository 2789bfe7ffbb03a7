"""Eight writers of every kind of trust money on the same hot matters, back-dating, reversing and rolling back.

No matter is overdrawn on any day, no number is missing, nothing is lost. `python -m tools.soak writers` runs it for ten
minutes on each database; what half, 99 % and the slowest of the postings took is printed.
"""

import os
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

import pytest
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
from tests.records.trust_dice import EVERYWHERE, ONLY_IN, PLACES, REFUSED, Dice, kinds_of_trust_money, prepare

SECONDS = float(os.environ.get("COUNTERFOIL_SOAK_SECONDS", "3.5"))
WRITERS = 8
ROLLED_BACK_OF_100 = 5
REVERSED_OF_100 = 4


class ChangedItsMind(Exception):
    """The caller gives up after its posting: everything is rolled back."""


@dataclass
class Told:
    """What the writers were told."""

    numbers: list[str] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    rolled_back: int = 0
    kinds: set[str] = field(default_factory=set)
    reversed: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def write(firm: BuiltFirm, seed: int, until: float) -> Told:
    dice, told = Dice(firm, random.Random(seed)), Told()  # noqa: S311 - a test's dice
    mine: list[int] = []
    while time.monotonic() < until:
        reversing = bool(mine) and dice.chance.randint(1, 100) <= REVERSED_OF_100
        code, values = dice.throw()
        kind = kind_of(code)
        document = actions.read(kind, values, firm_id=firm.id, at=firm.at)
        asked = time.monotonic()
        try:
            with transaction.atomic():
                if reversing:
                    done = actions.reverse(document_id=mine[-1], by=firm.by, at=firm.at, why="a mistake")
                else:
                    done = actions.enter_within(kind=kind, document=document, by=firm.by, at=firm.at)
                if dice.chance.randint(1, 100) <= ROLLED_BACK_OF_100:
                    raise ChangedItsMind
        except Refusal as refusal:
            told.refused[refusal.code] += 1
        except ChangedItsMind:
            told.rolled_back += 1
        else:
            told.seconds.append(time.monotonic() - asked)
            if reversing:
                told.reversed.append(mine.pop())
            else:
                told.numbers.append(str(done.number))
                told.kinds.add(code)
                mine += [done.id] if kind.trust else []
    return told


@pytest.mark.parametrize("place", PLACES)
def test_eight_writers_leave_whole_books(
    place: str, committed_database: CommittedDatabase, measured: Callable[[str], None]
) -> None:
    firm = a_firm(jurisdiction=place, connected=True)
    prepare(firm)
    before = list(map(str, Document.objects.values_list("number", flat=True)))
    until = time.monotonic() + SECONDS

    told = at_once([partial(write, firm, seed, until) for seed in range(WRITERS)])

    assert {code for one in told for code in one.refused} <= REFUSED
    numbers = [*before, *(number for one in told for number in one.numbers)]
    assert sorted(numbers) == sorted(map(str, Document.objects.values_list("number", flat=True))), "lost, or done twice"
    taken_back = sorted(document for one in told for document in one.reversed)
    assert taken_back == sorted(Document.objects.filter(state="reversed").values_list("id", flat=True))
    assert all(one.numbers for one in told), "a writer never had its turn"
    assert_gapless(firm)
    assert_never_below_zero(firm)
    assert run_checks() == []
    measured(in_words(told, place))


def test_the_dice_know_every_kind_of_trust_money() -> None:
    assert kinds_of_trust_money() <= {*EVERYWHERE, *(code for codes in ONLY_IN.values() for code in codes)}


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


def in_words(told: list[Told], place: str) -> str:
    """What was asserted, and how long a posting took from asking to its commit, the wait for its turn included."""
    seconds = sorted(taken for one in told for taken in one.seconds)
    half, most = (seconds[int(len(seconds) * share)] * 1000 for share in (0.5, 0.99))
    kinds = set[str]().union(*(one.kinds for one in told))
    refused, rolled_back = sum(one.refused.total() for one in told), sum(one.rolled_back for one in told)
    return (
        f"{connection.vendor}, {place}: {len(seconds)} postings of {len(kinds)} kinds by {WRITERS} writers in"
        f" {SECONDS:g} s, {sum(len(one.reversed) for one in told)} taken back, {refused} refused, {rolled_back} rolled"
        f" back; 0 below zero, 0 gaps, 0 breaks of the chain; half within {half:.0f} ms, 99 % within {most:.0f} ms,"
        f" the slowest {seconds[-1] * 1000:.0f} ms"
    )
