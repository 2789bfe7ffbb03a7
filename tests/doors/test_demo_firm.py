"""The sample firm: the same for the same day, possible on every day, and entered through the ordinary actions."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from counterfoil.demo.cast import CLIENTS, OTHERS, WORKERS
from counterfoil.demo.events import Event
from counterfoil.demo.story import Story, tell
from counterfoil.kinds import all_kinds

CLIENTS_MONEY = {"client_bill", "client_receipt", "trust_receipt", "trust_payment"}
SETTLING = {"client_receipt", "credit_application", "receipt_allocation", "write_off", "retainer_payment"}
TODAY = date(2026, 11, 20)
SEVERAL_DAYS = [date(2026, 1, 1) + timedelta(days=17 * step) for step in range(44)]


def test_the_same_day_tells_the_same_story() -> None:
    assert tell(TODAY) == tell(TODAY)


def test_the_firm_is_as_large_as_a_small_practice() -> None:
    story = tell(TODAY)

    of_kind = Counter(event.kind for event in story.events if event.step == "enter")

    assert (len(story.openings), len(CLIENTS) + len(OTHERS)) == (60, 45)
    assert 2200 <= sum(of_kind.values()) <= 3300
    assert set(of_kind) == set(all_kinds())
    assert min(of_kind[kind] for kind in CLIENTS_MONEY) > 300


@pytest.mark.parametrize("day", SEVERAL_DAYS, ids=str)
def test_no_story_overdraws_a_matter_or_overpays_a_bill(day: date) -> None:
    story = tell(day)

    assert list(_impossible(story)) == []


def test_everything_happens_on_working_days_and_not_after_today() -> None:
    story = tell(TODAY)

    assert all(event.on <= TODAY and event.on.weekday() < 5 for event in story.events)


def _impossible(story: Story) -> Iterator[str]:
    """Walks the events as the books would, without the books."""
    held: dict[str, Decimal] = defaultdict(Decimal)
    owed: dict[str, Decimal] = {}
    entered: dict[str, Event] = {}
    for event in story.events:
        if event.step not in ("enter", "reverse"):
            continue
        sign = 1 if event.step == "enter" else -1
        told = event if sign == 1 else entered[event.name]
        entered[event.name] = told
        assert told.values is not None
        if told.kind not in CLIENTS_MONEY | SETTLING:
            continue
        for part in told.values.get("parts", ()):
            if told.kind in SETTLING:
                owed[part["bill"]] -= sign * Decimal(part["amount"])
                if owed[part["bill"]] < 0:
                    yield f"{told.name} pays more of {part['bill']} than it owes"
            else:
                held[part["matter"]] += sign * Decimal(part["amount"]) * (1 if told.kind == "trust_receipt" else -1)
                if held[part["matter"]] < 0:
                    yield f"{told.name} overdraws {part['matter']}"
        if told.kind == "client_bill" and sign == 1:
            owed[f"bill:{told.name}"] = _with_tax(told.values["items"])


def _with_tax(items: list[dict[str, Any]]) -> Decimal:
    nets = [(Decimal(item["net"]), item["tax"]) for item in items]
    cent = Decimal("0.01")
    return sum(
        (net + ((net / 10).quantize(cent, "ROUND_HALF_UP") if tax == "GST" else 0) for net, tax in nets), Decimal()
    )


@pytest.mark.django_db
def test_the_books_take_the_whole_story() -> None:
    from counterfoil.demo.build import found, live_through
    from counterfoil.documents.models import Document
    from counterfoil.ledger.models import TrustBalance

    story = tell(TODAY)
    now = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)

    built = found(story, passwords={worker.email: "a long enough passphrase" for worker in WORKERS}, now=now)
    live_through(story, built=built)

    states = Counter(Document.objects.filter(firm=built.firm).values_list("state", flat=True))
    assert states["draft"] == 9
    assert states["reversed"] >= 8
    assert states["posted"] > 2200
    assert TrustBalance.objects.filter(firm=built.firm, minor__gt=0).count() > 20
    assert Document.objects.filter(firm=built.firm, posted_at__gt=now).count() == 0
