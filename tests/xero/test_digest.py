"""The mail that says what needs a person: whom it reaches, when, and what it never says."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import override_settings

from counterfoil.firms.models import Member, User
from counterfoil.outbox.models import Destination, Item
from counterfoil.xero.digest import tell_all
from counterfoil.xero.models import Drift
from tests.builders import BuiltFirm, a_firm

pytestmark = pytest.mark.django_db
HERE = "https://books.example"


@pytest.fixture
def firm() -> BuiltFirm:
    firm = a_firm(connected=True)
    firm.matter("M-104")
    firm.bill("800.00", matter="M-104")
    return firm


def fail(firm: BuiltFirm) -> None:
    Item.objects.filter(firm=firm.firm, resource="Invoices").update(
        state="rejected", reason_text="Harrow & Pike owe it"
    )


def told(at: datetime) -> list[str]:
    mail.outbox.clear()
    tell_all(now=at, base_url=HERE)
    return [str(each.body) for each in mail.outbox]


def test_nothing_is_mailed_while_nothing_needs_a_person(firm: BuiltFirm) -> None:
    assert told(firm.at) == []


def test_what_needs_a_person_is_mailed_with_the_way_there_and_without_names(firm: BuiltFirm) -> None:
    fail(firm)

    (body,) = told(firm.at)

    assert f"- 1 record could not be pushed to Xero:\n  {HERE}/f/{firm.firm.public_id}/sync/?show=failed" in body
    assert "Harrow" not in body and "880" not in body
    assert mail.outbox[0].subject == "Hollis Lane: 1 thing needs you"
    assert mail.outbox[0].to == [User.objects.get(pk=firm.by.user_id or 0).email]


def test_it_is_told_once_a_day_and_at_once_when_something_else_comes_up(firm: BuiltFirm) -> None:
    fail(firm)
    assert len(told(firm.at)) == 1
    assert told(firm.at + timedelta(hours=3)) == []

    destination = Destination.objects.get(firm=firm.firm)
    Drift.objects.create(
        firm=firm.firm, destination=destination, resource="Invoices", remote_id="x", sort="voided", found_at=firm.at
    )

    (body,) = told(firm.at + timedelta(hours=4))
    assert "1 record was changed in Xero by somebody" in body
    assert told(firm.at + timedelta(hours=5)) == []
    assert len(told(firm.at + timedelta(hours=28))) == 1


def test_only_who_may_do_something_about_it_is_mailed(firm: BuiltFirm) -> None:
    fail(firm)
    for roles in ("auditor", "bookkeeper", "fee_earner"):
        person = User.objects.create(email=f"{roles}@firm.example", name="Sam Roe")
        Member.objects.create(firm=firm.firm, user=person, roles=roles)
    Member.objects.filter(user_id=firm.by.user_id or 0).update(active=False)

    told(firm.at)

    assert [each.to for each in mail.outbox] == [["bookkeeper@firm.example"]]


class Away(BaseEmailBackend):
    def send_messages(self, messages: object) -> int:
        raise ConnectionRefusedError


def test_a_mail_server_that_is_away_is_tried_again_and_stops_nothing(firm: BuiltFirm) -> None:
    fail(firm)

    with override_settings(EMAIL_BACKEND=f"{__name__}.Away"):
        assert told(firm.at) == []

    assert told(firm.at + timedelta(minutes=5)) == []
    assert len(told(firm.at + timedelta(minutes=20))) == 1
