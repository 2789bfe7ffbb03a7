"""Sending within Xero's limits: a backlog goes as fast as they allow, and no call is ever answered 429."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from counterfoil.outbox.models import Attempt, Destination, Item
from counterfoil.xero.client import new_http
from counterfoil.xero.connection import connect_custom
from counterfoil.xero.mapping import adopt_suggestions
from counterfoil.xero.pace import Pace
from counterfoil.xero.reading import refresh_accounts
from tests.builders import a_firm
from tests.databases import CommittedDatabase
from tests.xero.conftest import Linked, ShiftedStore, settings_for
from xero_sandbox.model.settings import Settings as SandboxSettings
from xero_sandbox.server.running import running
from xero_sandbox.server.sandbox import Options

pytestmark = pytest.mark.one_database(
    "the sender decides it; what it asks of the store is asked of both in test_stores_*.py and test_both_stores.py"
)


@pytest.fixture
def narrow(committed_database: CommittedDatabase) -> Iterator[Linked]:
    """An organisation that takes ten calls a minute."""
    firm = a_firm(at=datetime(2026, 3, 31, 1, 0, tzinfo=UTC))
    options = Options(settings=SandboxSettings(minute_limit=10, day_limit=1000))
    with running(options) as sandbox, new_http() as http:
        settings, store = settings_for(sandbox.origin), ShiftedStore()
        destination = connect_custom(feed_advice_read=True, by=firm.by, at=store.now(), settings=settings, http=http)
        one = Linked(firm, sandbox, settings, http, destination, store)
        refresh_accounts(by=firm.by, at=firm.at, destination=destination, network=one.client)
        adopt_suggestions(by=firm.by, at=firm.at, destination=destination)
        firm.matter("M-104")
        one.shift(60)
        yield one


def test_a_backlog_keeps_within_the_minute(narrow: Linked) -> None:
    for _ in range(30):
        narrow.firm.trust_receipt("1.00", matter="M-104")

    narrow.settle()

    assert Item.objects.exclude(state="confirmed").count() == 0
    assert not Attempt.objects.filter(status=429).exists()


def test_no_more_than_45_a_minute_while_xero_says_nothing() -> None:
    pace = Pace()

    for second in range(45):
        assert pace.wait(second) == 0
        pace.heard(None, second)

    assert pace.wait(45) == 15
    assert pace.wait(60) == 0


def test_the_last_calls_of_a_minute_are_left_alone_until_it_ends() -> None:
    pace = Pace()
    pace.heard(9, 100)

    pace.heard(2, 110)

    assert pace.wait(111) == 49
    assert pace.wait(160) == 0


def test_a_refusal_says_itself_when_the_minute_ends() -> None:
    pace = Pace()
    pace.heard(0, 100)

    pace.told_to_wait(7, 100)

    assert pace.wait(100) == 7
    assert pace.wait(107) == 0


def test_the_last_tenth_of_the_day_is_for_what_is_in_doubt(linked: Linked) -> None:
    linked.firm.trust_receipt("1.00", matter="M-104")
    linked.push()
    Destination.objects.update(day_left=99, day_limit=1000)
    linked.firm.trust_receipt("2.00", matter="M-104")

    waiting = linked.push()

    assert waiting.requests == 0 and waiting.left.states == {"pending": 1}
    linked.shift(901)
    assert linked.push().requests == 1


def test_below_the_days_budget_everything_goes_at_once() -> None:
    """Nine tenths of 1,000 calls in ten hours are one in forty seconds."""
    pace = Pace()

    for minute in range(600):
        assert pace.gathers_for(day_left=900, day_limit=1000, now=minute * 60) == 0
        pace.heard(58, minute * 60)


def test_above_it_what_was_saved_up_goes_first_and_then_one_call_in_forty_seconds() -> None:
    pace = Pace()
    for _ in range(200):
        assert pace.gathers_for(day_left=900, day_limit=1000, now=0) == 0
        pace.heard(58, 0)

    assert pace.gathers_for(day_left=900, day_limit=1000, now=0) == pytest.approx(40)
    assert pace.gathers_for(day_left=900, day_limit=1000, now=30) == pytest.approx(10)
    assert pace.gathers_for(day_left=900, day_limit=1000, now=40) == 0


def test_calls_for_what_is_in_doubt_hold_back_nothing_new_for_longer_than_one_call() -> None:
    pace = Pace()
    for second in range(500):
        pace.heard(58, second)

    assert pace.gathers_for(day_left=900, day_limit=1000, now=500) == pytest.approx(40)
