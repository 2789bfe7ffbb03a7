"""Eight writers at the same moment at one retainer, one credit note and one receipt: none is spent twice.

`python -m tools.soak writers` for the long run, together with the writers of trust money.
"""

import random
import time
from collections.abc import Callable
from functools import partial

from django.db import connection, transaction
from django.db.models import Sum

from counterfoil.core.refusals import Refusal
from counterfoil.documents import actions
from counterfoil.documents.models import Document
from counterfoil.kinds import kind_of
from counterfoil.ledger.models import Line
from counterfoil.reports.checks import run_checks
from tests.builders import BuiltFirm, a_firm
from tests.databases import CommittedDatabase
from tests.records.test_writers import ROLLED_BACK_OF_100, SECONDS, WRITERS, ChangedItsMind, Told, assert_gapless
from tests.records.threads import at_once

SPENT = ("credit_application", "receipt_allocation", "retainer_payment", "client_refund", "retainer_refund")
REFUSED = {"credit-over-used", "more-than-held", "bill-over-paid", "given-already"}
"""What competing for the same money may end in; nothing else."""


def something_to_spend(chance: random.Random, bill: str) -> tuple[str, dict[str, object]]:
    """From whichever pot, mostly more than it can bear."""
    code, amount, on = chance.choice(SPENT), f"{chance.randint(1, 40)}.00", "2026-03-20"
    parts = [{"bill": bill, "amount": amount}]
    match code:
        case "credit_application":
            return code, {"on": on, "credit": "CN-1001", "parts": parts}
        case "receipt_allocation":
            return code, {"on": on, "receipt": "R-1001", "parts": parts}
        case "retainer_payment":
            return code, {"on": on, "matter": "M-104", "parts": parts}
        case "client_refund":
            credit = chance.choice(["CN-1001", "R-1001"])
            return code, {"on": on, "bank": "O1", "credit": credit, "amount": amount}
        case _:
            return code, {"on": on, "bank": "O1", "matter": "M-104", "payee": "C-0001", "amount": amount}


def write(firm: BuiltFirm, seed: int, bills: list[str], until: float) -> Told:
    chance, told = random.Random(seed), Told()  # noqa: S311 - a test's dice
    while time.monotonic() < until:
        code, values = something_to_spend(chance, chance.choice(bills))
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


def test_no_credit_and_no_retainer_is_spent_twice(
    committed_database: CommittedDatabase, measured: Callable[[str], None]
) -> None:
    firm = a_firm()
    firm.matter("M-104")
    firm.credit_note("500.00", matter="M-104", on="2026-03-02")
    firm.receipt("550.00", on="2026-03-02")
    firm.retainer("550.00", matter="M-104")
    bills = [str(firm.bill("100.00", matter="M-104").number) for _ in range(30)]
    until = time.monotonic() + SECONDS

    told = at_once([partial(write, firm, seed, bills, until) for seed in range(WRITERS)])

    assert {code for one in told for code in one.refused} <= REFUSED
    posted = Document.objects.filter(kind__in=SPENT)
    assert sorted(number for one in told for number in one.numbers) == sorted(str(one.number) for one in posted)
    assert all(one.settled_minor <= one.total_minor for one in Document.objects.all())
    spent = {
        kind: posted.filter(kind__in=kinds).aggregate(sum=Sum("total_minor"))["sum"] for kind, kinds in POTS.items()
    }
    assert (spent["credits"] or 0) <= 110_000 and (spent["retainer"] or 0) <= 55_000
    held = Line.objects.filter(account__slot="RETAINERS_HELD").aggregate(sum=Sum("minor"))["sum"]
    assert held == (spent["retainer"] or 0) - 55_000
    assert_gapless(firm)
    assert run_checks() == []
    refused = sum(one.refused.total() for one in told)
    measured(
        f"{connection.vendor}: {posted.count()} times spent by {WRITERS} writers in {SECONDS:g} s, {refused} refused,"
        f" {sum(one.rolled_back for one in told)} rolled back"
    )


POTS = {
    "credits": ("credit_application", "receipt_allocation", "client_refund"),
    "retainer": ("retainer_payment", "retainer_refund"),
}
"""What is taken out of the credit note and the receipt together, and out of the retainer."""
