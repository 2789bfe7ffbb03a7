"""Reading Xero's trial balance: kept for its day, nothing open meanwhile, and every trouble with its remedy."""

from datetime import date

import pytest
from django.db import connection

from counterfoil.core.refusals import Refusal
from counterfoil.outbox.models import Destination
from counterfoil.xero.models import Connection, RemoteTrialBalance
from counterfoil.xero.request import Answered, Reply, Request
from counterfoil.xero.trial_balance import Reading, days_read, kept_reading, read_trial_balance
from tests.builders import a_firm
from tests.refusals import refused
from tests.xero.comparing import MARCH, NEXT_YEAR, read
from tests.xero.conftest import Linked


def test_a_reading_is_kept_for_its_day_and_replaced_by_the_next(linked: Linked) -> None:
    first = read(linked)
    linked.firm.bill("800.00", matter="M-104")
    linked.push()

    second = read(linked)

    assert first.accounts == () and len(second.accounts) == 3
    assert kept_reading(destination_id=linked.destination.pk) == second
    assert kept_reading(destination_id=linked.destination.pk, as_at=NEXT_YEAR) is None
    assert days_read(destination_id=linked.destination.pk) == [MARCH]
    assert second.year_began_on == date(2025, 7, 1)


class Between:
    """Stands before Xero: notes whether a transaction is open, and answers the first requests itself."""

    def __init__(self, linked: Linked, *answers: Answered) -> None:
        self.linked, self.answers = linked, list(answers)
        self.open: list[bool] = []
        self.renewed = 0

    def ready(self) -> None:
        return None

    def renew(self) -> bool:
        self.renewed += 1
        return self.linked.client.renew()

    def send(self, request: Request) -> Reply:
        self.open.append(connection.in_atomic_block)
        return self.answers.pop(0) if self.answers else self.linked.client.send(request)

    def read(self) -> Reading:
        one = self.linked
        return read_trial_balance(
            by=one.firm.by, as_at=MARCH, destination=one.destination, network=self, now=one.store.now
        )


def test_nothing_is_open_in_the_database_while_xero_is_asked(linked: Linked) -> None:
    between = Between(linked)

    between.read()

    assert between.open == [False, False]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("503", "Xero answered 503: it is closed for maintenance; look at status.xero.com, and try again later"),
        ("500_before", "Xero answered 500"),
        ("drop_before", "the connection ended before Xero answered"),
        ("unreadable", "cannot be read"),
    ],
)
def test_trouble_is_said_with_its_remedy_and_keeps_nothing(linked: Linked, fault: str, words: str) -> None:
    linked.fault(fault, match={"method": "GET", "resource": "Reports"})

    with refused("xero-not-reached", words):
        read(linked)
    linked.fault("429", match={"method": "GET", "resource": "Reports"})
    with refused("xero-calls-used-up", "what waits to be pushed needs them too"):
        read(linked)

    assert not RemoteTrialBalance.objects.exists()
    assert read(linked).accounts == ()


def test_a_consent_that_is_gone_asks_to_connect_again(linked: Linked) -> None:
    Connection.objects.update(state="broken")

    with pytest.raises(Refusal) as refusal:
        read(linked)

    assert refusal.value.code == "consent-refused"
    assert "an admin has to connect again" in refusal.value.advice


EXPIRED = Answered(status=401, headers={}, body=b'{"Detail": "TokenExpired: token expired"}')
NO_SCOPE = Answered(status=401, headers={}, body=b'{"Detail": "AuthorizationUnsuccessful"}')
NO_REPORTS = Answered(status=403, headers={}, body=b'{"Detail": "AuthenticationUnsuccessful"}')


def test_a_token_that_xero_no_longer_takes_is_renewed_once(linked: Linked) -> None:
    between = Between(linked, EXPIRED)
    assert between.read().accounts == ()
    assert between.renewed == 1

    with refused("consent-refused", "connect again"):
        Between(linked, EXPIRED, EXPIRED).read()


@pytest.mark.parametrize("answer", [NO_SCOPE, NO_REPORTS])
def test_a_connection_that_may_not_see_reports_says_what_to_do(linked: Linked, answer: Answered) -> None:
    with refused("consent-refused", "as a person who may see reports in Xero"):
        Between(linked, answer).read()


def test_another_firms_organisation_is_not_read(linked: Linked) -> None:
    other = a_firm("Another LLP")

    with refused("not-connected"):
        read_trial_balance(
            by=other.by,
            as_at=MARCH,
            destination=Destination.objects.get(),
            network=linked.client,
            now=linked.store.now,
        )
