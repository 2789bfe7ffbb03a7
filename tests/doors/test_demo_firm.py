"""The sample firm: the same for the same day, possible on every day, and entered through the ordinary actions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from counterfoil.core.jurisdictions import jurisdiction
from counterfoil.demo.cast import BANK, CLIENTS, JURISDICTION, OTHERS, WORKERS
from counterfoil.demo.events import Event
from counterfoil.demo.story import Story, tell
from counterfoil.kinds import all_kinds

CLIENTS_MONEY = {"client_bill", "client_receipt", "trust_receipt", "trust_payment"}
SETTLING = {
    "client_receipt",
    "credit_application",
    "receipt_allocation",
    "write_off",
    "retainer_payment",
    "bill_paid_from_trust",
}
HERE = {code for code, kind in all_kinds().items() if not kind.missing_in(jurisdiction(JURISDICTION))}
TODAY = date(2026, 11, 20)
SEVERAL_DAYS = [date(2026, 1, 1) + timedelta(days=17 * step) for step in range(44)]


def test_the_same_day_tells_the_same_story() -> None:
    assert tell(TODAY) == tell(TODAY)


def test_the_firm_is_as_large_as_a_small_practice() -> None:
    story = tell(TODAY)

    of_kind = Counter(event.kind for event in story.events if event.step == "enter")

    assert (len(story.openings), len(CLIENTS) + len(OTHERS)) == (60, 45)
    assert 2200 <= sum(of_kind.values()) <= 3500
    assert set(of_kind) == HERE
    assert min(of_kind[kind] for kind in CLIENTS_MONEY) > 300


@pytest.mark.parametrize("day", SEVERAL_DAYS, ids=str)
def test_no_story_overdraws_a_matter_or_overpays_a_bill(day: date) -> None:
    story = tell(day)

    assert list(_impossible(story)) == []


def test_everything_happens_on_working_days_and_not_after_today() -> None:
    story = tell(TODAY)

    assert all(event.on <= TODAY and event.on.weekday() < 5 for event in story.events)


Pool = tuple[str, ...]
"""Cents held for a matter in a bank, in a bank, or in the deposit."""


def _impossible(story: Story) -> Iterator[str]:
    """Walks the events as the books would, without the books."""
    pools: Counter[Pool] = Counter()
    owed: Counter[str] = Counter()
    entered: dict[str, Event] = {}
    matter_of: dict[str, str] = {}
    for event in story.events:
        if event.step not in ("enter", "reverse"):
            continue
        sign = 1 if event.step == "enter" else -1
        told = event if sign == 1 else entered[event.name]
        entered[event.name] = told
        assert told.values is not None
        if told.kind in SETTLING:
            for part in told.values.get("parts", ()):
                owed[part["bill"]] -= sign * _cents(part["amount"])
                if owed[part["bill"]] < 0:
                    yield f"{told.name} pays more of {part['bill']} than it owes"
        if told.kind == "client_bill" and sign == 1:
            owed[f"bill:{told.name}"] = int(_with_tax(told.values["items"]) * 100)
            matter_of[f"bill:{told.name}"] = told.values["matter"]
        for pool, cents in _moved(told.kind, told.values, matter_of):
            pools[pool] += sign * cents
            if pools[pool] < 0:
                yield f"{told.name} leaves {pools[pool]} in {pool}"


def _moved(kind: str, values: Mapping[str, Any], matter_of: Mapping[str, str]) -> Iterator[tuple[Pool, int]]:
    """What each movement of trust money puts into a pool, what it adds before what it takes."""
    bank, parts = values.get("bank", ""), values.get("parts", ())
    match kind:
        case "trust_receipt":
            yield from _held((part["matter"], bank, _cents(part["amount"])) for part in parts)
        case "trust_interest":
            yield from _held((part["matter"], bank, _cents(part["interest"]) - _cents(part["fees"])) for part in parts)
        case "trust_payment":
            yield from _held((part["matter"], bank, -_cents(part["amount"])) for part in parts)
        case "trust_transfer":
            cents = _cents(values["amount"])
            yield from _held([(values["to"], bank, cents), (values["matter"], bank, -cents)])
        case "trust_bank_transfer":
            yield from _held((part["matter"], values["into"], _cents(part["amount"])) for part in parts)
            yield from _held((part["matter"], bank, -_cents(part["amount"])) for part in parts)
        case "trust_journal":
            into = ((line["matter"], bank, _cents(line["credit"])) for line in values["lines"] if "credit" in line)
            out = ((line["matter"], bank, -_cents(line["debit"])) for line in values["lines"] if "debit" in line)
            yield from _held([*into, *out])
        case "bill_paid_from_trust":
            yield from _held((matter_of[part["bill"]], bank, -_cents(part["amount"])) for part in parts)
        case "statutory_deposit_made":
            yield from ((("deposit",), _cents(values["amount"])), (("bank", bank), -_cents(values["amount"])))
        case "statutory_deposit_returned":
            yield from ((("bank", bank), _cents(values["amount"])), (("deposit",), -_cents(values["amount"])))


def _held(rows: Iterable[tuple[str, str, int]]) -> Iterator[tuple[Pool, int]]:
    for matter, bank, cents in rows:
        yield ("held", matter, bank), cents
        yield ("bank", bank), cents


def _cents(text: str) -> int:
    return int(Decimal(text) * 100)


def _with_tax(items: list[dict[str, Any]]) -> Decimal:
    nets = [(Decimal(item["net"]), item["tax"]) for item in items]
    cent = Decimal("0.01")
    return sum(
        (net + ((net / 10).quantize(cent, "ROUND_HALF_UP") if tax == "GST" else 0) for net, tax in nets), Decimal()
    )


@pytest.mark.django_db
def test_the_books_take_the_whole_story() -> None:
    from counterfoil.demo.build import close_months, found, live_through
    from counterfoil.documents.models import Document
    from counterfoil.ledger.models import BankAccount, Period, TrustBalance

    story = tell(TODAY)
    now = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)

    built = found(story, passwords={worker.email: "a long enough passphrase" for worker in WORKERS}, now=now)
    live_through(story, built=built)
    close_months(built, before=date(2026, 10, 13))

    closed = Period.objects.filter(firm=built.firm).values_list("closed_through", flat=True)
    assert list(closed) == [date(2026, 9, 30)] * 2
    states = Counter(Document.objects.filter(firm=built.firm).values_list("state", flat=True))
    assert states["draft"] == 9
    assert states["reversed"] >= 8
    assert states["posted"] > 2200
    assert TrustBalance.objects.filter(firm=built.firm, minor__gt=0).count() > 20
    assert Document.objects.filter(firm=built.firm, posted_at__gt=now).count() == 0
    banks = BankAccount.objects.filter(firm=built.firm).select_related("provider")
    written = jurisdiction(JURISDICTION).bank_account_format
    assert {bank.code for bank in banks if written.matches(bank.number)} >= {"T1", "O1"}
    assert {bank.provider.name for bank in banks if bank.provider and bank.code in ("T1", "O1")} == {BANK}
