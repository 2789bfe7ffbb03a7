"""The whole story as data: who there is, and everything that happens, in order, up to a given day."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from counterfoil.demo.bills import Bill, bill_events, bill_values
from counterfoil.demo.calendar import first_day, later, working_day
from counterfoil.demo.credits import credit_events
from counterfoil.demo.events import LATER, Event, amount
from counterfoil.demo.matters import PLANS, Plan
from counterfoil.demo.receipts import receipt_events
from counterfoil.demo.running import running_events
from counterfoil.demo.suppliers import supplier_events
from counterfoil.demo.trust import DAYS_KEPT_OPEN, entered_twice, interest_events, shared_receipts, trust_events
from counterfoil.demo.trust_moves import paid_from_trust, trust_moves

SEED = 1042


@dataclass(frozen=True, slots=True)
class Opening:
    """A matter as it is opened; `name` is what the events call it."""

    name: str
    plan: Plan
    on: date
    lawyer: int


@dataclass(frozen=True, slots=True)
class Story:
    begins: date
    as_at: date
    openings: tuple[Opening, ...]
    events: tuple[Event, ...]


def tell(as_at: date) -> Story:
    """The story up to and with that day; for the same day always the same."""
    rng = Random(SEED)  # noqa: S311 - a story, no secret
    begins = first_day(as_at)
    openings = tuple(
        Opening(f"m{number}", plan, _opened_on(begins, as_at, plan), rng.randrange(4))
        for number, plan in enumerate(PLANS, start=1)
    )
    events: list[Event] = []
    bills: list[Bill] = []
    for opening in openings:
        ends = _ends(opening, as_at)
        events += trust_events(opening.name, opening.plan, begins=opening.on, ends=ends, rng=rng)
        some, of_matter = bill_events(opening.name, opening.plan, begins=opening.on, ends=ends, rng=rng)
        events += some
        bills += of_matter
        if opening.plan.area in ("purchase", "sale"):
            events.append(Event(_closed_on(opening), LATER, "close", "bookkeeper", opening.name))
    lasting = [(one.name, one.plan.client, one.on) for one in openings if one.plan.area not in ("purchase", "sale")]
    receipts = receipt_events(bills, as_at=as_at, rng=rng)
    events += paid_from_trust(receipts, bills, open_ended=frozenset(name for name, _, _ in lasting))
    events += _shared(openings, begins=begins, rng=rng)
    events += _mistakes(events, rng)
    estates = [(opening.name, opening.on) for opening in openings if opening.plan.area == "estate"]
    events += interest_events(estates, begins=begins, as_at=as_at, rng=Random(SEED))  # noqa: S311 - the same story
    events += running_events(begins=working_day(begins), as_at=as_at, rng=Random(SEED))  # noqa: S311 - the same story
    events += credit_events(lasting, _kept_receipts(events, as_at), as_at=as_at, rng=Random(SEED))  # noqa: S311 - the same story
    at_work = [(each.name, each.plan.area, each.on) for each in openings if each.plan.area not in ("purchase", "sale")]
    events += supplier_events(at_work, begins=begins, as_at=as_at, rng=Random(SEED))  # noqa: S311 - the same story
    own = frozenset(name for name, _ in estates)
    events += trust_moves(lasting, own, events, begins=begins, as_at=as_at, rng=Random(SEED))  # noqa: S311 - the same story
    happened = [event for event in events if event.on <= as_at]
    happened += _drafts(openings, as_at=as_at, rng=rng)
    happened.sort(key=lambda event: (event.on, event.order))
    return Story(begins, as_at, openings, tuple(happened))


def _opened_on(begins: date, as_at: date, plan: Plan) -> date:
    return working_day(min(begins + timedelta(days=plan.week * 6), as_at - timedelta(days=14)))


def _ends(opening: Opening, as_at: date) -> date:
    return _closed_on(opening) if opening.plan.area in ("purchase", "sale") else as_at


def _closed_on(opening: Opening) -> date:
    return working_day(opening.on + timedelta(days=DAYS_KEPT_OPEN))


def _shared(openings: Sequence[Opening], *, begins: date, rng: Random) -> list[Event]:
    """Clients with two matters that stay open sometimes pay on account of both."""
    by_client: dict[str, list[Opening]] = defaultdict(list)
    for opening in openings:
        if opening.plan.area not in ("purchase", "sale"):
            by_client[opening.plan.client].append(opening)
    pairs, days = [], []
    for client, theirs in sorted(by_client.items()):
        if len(theirs) > 1:
            day = max(theirs[0].on, theirs[1].on)
            for _ in range(3):
                day = later(day, rng, 25, 70)
                pairs.append((client, theirs[0].name, theirs[1].name))
                days.append(day)
    return shared_receipts(pairs, days, rng)


def _mistakes(events: Sequence[Event], rng: Random) -> list[Event]:
    """Things entered twice, and taken back."""
    found: list[Event] = []
    for kind, count in (("trust_receipt", 5), ("client_bill", 4)):
        of_kind = [event for event in events if event.kind == kind and event.step == "enter"]
        for event in rng.sample(of_kind, count):
            found += entered_twice(event, rng)
    return found


def _kept_receipts(events: Sequence[Event], as_at: date) -> list[Event]:
    """The receipts of the story that nobody reverses."""
    reversed_ = {event.name for event in events if event.step == "reverse"}
    receipts = (event for event in events if (event.kind, event.step) == ("client_receipt", "enter"))
    return [event for event in receipts if event.name not in reversed_ and event.on <= as_at]


def _drafts(openings: Sequence[Opening], *, as_at: date, rng: Random) -> list[Event]:
    """What lies unfinished on the desks today."""
    at_work = [opening for opening in openings if opening.plan.area not in ("purchase", "sale")]
    found = []
    for number, opening in enumerate(rng.sample(at_work, 9)):
        on = working_day(as_at - timedelta(days=rng.randint(2, 12)))
        on = min(on, as_at)
        if number % 3 == 2:
            values: dict[str, object] = {
                "on": on.isoformat(),
                "bank": "T1",
                "payer": f"contact:{opening.plan.client}",
                "reason": "On account of costs",
                "parts": [
                    {"matter": f"matter:{opening.name}", "amount": amount(rng.randrange(50_000, 400_000, 2_500))}
                ],
            }
            found.append(Event(on, LATER, "draft", "bookkeeper", f"draft-{number}", "trust_receipt", values))
        else:
            values, _ = bill_values(opening.name, opening.plan, on=on, rng=rng)
            values = values | {"due_on": (on + timedelta(days=30)).isoformat()}
            found.append(Event(on, LATER, "draft", "lawyer", f"draft-{number}", "client_bill", values))
    return found


def parted(story: Story, on: date) -> tuple[Story, Story]:
    """The story before that day, and from it on."""
    before = tuple(event for event in story.events if event.on < on)
    after = tuple(event for event in story.events if event.on >= on)
    return replace(story, events=before), replace(story, openings=(), events=after)
