"""Builds the sample firm: every person, matter and document goes in through the ordinary actions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from counterfoil.core import shapes
from counterfoil.core.money import Money
from counterfoil.demo.cast import (
    BANK,
    CLIENTS,
    FIRM,
    FIRST_BANKS,
    JURISDICTION,
    LAWYERS,
    MORE_BANKS,
    OTHERS,
    SUPPLIERS,
    WORKERS,
    Worker,
)
from counterfoil.demo.events import Event
from counterfoil.demo.matters import AREAS
from counterfoil.demo.story import Opening, Story
from counterfoil.documents import actions
from counterfoil.documents.actions import Done
from counterfoil.firms.models import Firm
from counterfoil.firms.roles import ROLES, Actor
from counterfoil.kinds import kind_of
from counterfoil.ledger.models import Account
from counterfoil.practice.banks import change_bank_account, open_bank_account
from counterfoil.practice.contacts import add_contact, name_bank
from counterfoil.practice.firm import found_firm
from counterfoil.practice.matters import close_matter, open_matter
from counterfoil.practice.package import choose_package
from counterfoil.practice.people import make_user, take_in
from counterfoil.practice.periods import LEDGERS, close_period
from counterfoil.reports.balances import balance

AT_A_TIME = 100
MORNING = time(8, 40)
CURRENCY = "AUD"


@dataclass
class Built:
    """The firm as it grows: its people as actors, and what stands for the story's own names."""

    firm: Firm
    now: datetime
    people: dict[str, Actor] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Done] = field(default_factory=dict)

    def at(self, event: Event, minutes: int) -> datetime:
        """Some minute of the event's day in the firm's own zone, never after now."""
        morning = datetime.combine(event.on, MORNING, ZoneInfo(self.firm.zone)).astimezone(UTC)
        return min(morning + timedelta(minutes=minutes), self.now)


def found(story: Story, *, passwords: Mapping[str, str], now: datetime) -> Built:
    """The firm with its people and contacts, before anything has happened. `passwords` are by e-mail."""
    at = datetime.combine(story.begins, MORNING, UTC)
    with transaction.atomic():
        founder, *others = sorted(WORKERS, key=lambda worker: worker.part != "admin")
        owner = make_user(email=founder.email, name=founder.name, password=passwords[founder.email])
        firm = found_firm(name=FIRM, jurisdiction_code=JURISDICTION, at=at, owner=owner, roles=founder.roles)
        built = Built(firm, now)
        built.people[founder.part] = _actor(founder, owner.pk, firm)
        choose_package(package="ledger_xero", understood=True, by=built.people[founder.part], at=at)
        for worker in others:
            user = make_user(email=worker.email, name=worker.name, password=passwords[worker.email])
            take_in(user=user, roles=frozenset(worker.roles), by=built.people["admin"], at=at)
            built.people[worker.part] = _actor(worker, user.pk, firm)
        for one in (*CLIENTS, *OTHERS, *SUPPLIERS):
            contact = add_contact(
                name=one.name, sort=one.sort, email=one.email, phone=one.phone, by=built.people["bookkeeper"], at=at
            )
            built.codes[f"contact:{one.part}"] = contact.code
        bank = name_bank(name=BANK, by=built.people["admin"], at=at)
        for code, name, number in FIRST_BANKS:
            change_bank_account(
                code=code,
                name=name,
                number=number,
                provider=bank.code,
                state="open",
                by=built.people["admin"],
                at=at,
            )
        for sort, name, number in MORE_BANKS:
            open_bank_account(
                sort=sort,
                name=name,
                number=number,
                provider=built.codes["contact:lender"],
                by=built.people["admin"],
                at=at,
            )
    return built


def _actor(worker: Worker, user_id: int, firm: Firm) -> Actor:
    assert set(worker.roles) <= set(ROLES)
    return Actor(user_id=user_id, name=worker.name, firm_id=firm.pk, roles=frozenset(worker.roles))


def live_through(story: Story, *, built: Built) -> None:
    """Everything that happens in the story, a hundred events to a transaction."""
    with transaction.atomic():
        for opening in sorted(story.openings, key=lambda opening: opening.on):
            _open(opening, built)
    source = iter(story.events)
    while batch := list(islice(source, AT_A_TIME)):
        with transaction.atomic():
            for minutes, event in _by_the_day(batch):
                _happen(event, built, at=built.at(event, minutes))


def close_months(built: Built, *, before: date) -> None:
    """Both ledgers are closed through the last month that had ended by that day."""
    through = before.replace(day=1) - timedelta(days=1)
    for ledger in LEDGERS:
        close_period(ledger=ledger, through=through, by=built.people["trust_manager"], at=built.now, why="Reviewed")


def _by_the_day(events: Iterable[Event]) -> Iterable[tuple[int, Event]]:
    """Each event with its minute of the day: one every seven minutes."""
    day, minutes = None, 0
    for event in events:
        day, minutes = event.on, minutes + 7 if event.on == day else 0
        yield minutes, event


def _open(opening: Opening, built: Built) -> None:
    at = datetime.combine(opening.on, MORNING, ZoneInfo(built.firm.zone))
    matter = open_matter(
        title=opening.plan.title,
        client_code=built.codes[f"contact:{opening.plan.client}"],
        opened_on=opening.on,
        sort=AREAS[opening.plan.area],
        lawyer=LAWYERS[opening.lawyer],
        by=built.people["lawyer"],
        at=at,
    )
    built.codes[f"matter:{opening.name}"] = matter.code


def _happen(event: Event, built: Built, *, at: datetime) -> None:
    by = built.people[event.who]
    if event.step == "close":
        close_matter(code=built.codes[f"matter:{event.name}"], closed_on=event.on, by=by, at=at)
    elif event.step == "reverse":
        actions.reverse(document_id=built.documents[event.name].id, by=by, at=at, why=event.why)
    else:
        kind = kind_of(event.kind)
        document = shapes.read(kind.shape, _told(event.values, built, on=event.on), currency=CURRENCY)
        act = actions.draft if event.step == "draft" else actions.enter_within
        built.documents[event.name] = act(kind=kind, document=document, by=by, at=at)


def _told(value: Any, built: Built, *, on: date) -> Any:
    """The story's own names exchanged for the codes, numbers and balances of the books."""
    if isinstance(value, str):
        if value.startswith(("bill:", "document:")):
            return built.documents[value.partition(":")[2]].number
        if value.startswith("standing:"):
            return _standing(value.removeprefix("standing:"), built, on=on)
        return built.codes.get(value, value)
    if isinstance(value, Mapping):
        return {name: _told(part, built, on=on) for name, part in value.items()}
    if isinstance(value, list):
        return [_told(part, built, on=on) for part in value]
    return value


def _standing(code: str, built: Built, *, on: date) -> str:
    """What stands on an account at the end of the day, without its sign."""
    account = Account.objects.get(firm=built.firm, code=code)
    return Money(abs(balance(account_id=account.pk, through=on)), CURRENCY).plain()
