"""Matters are opened for a client and closed when they hold nothing."""

from datetime import date
from functools import partial
from threading import Event

import pytest
from django.db import transaction

from counterfoil.core.refusals import Refusal
from counterfoil.firms.models import Audit
from counterfoil.firms.roles import Actor
from counterfoil.matters.models import Matter
from counterfoil.practice.matters import close_matter, open_matter
from tests.builders import BuiltFirm, a_firm
from tests.databases import CommittedDatabase
from tests.records.threads import at_once
from tests.refusals import refused

CLOSED_ON = date(2026, 3, 31)


@pytest.fixture
def firm(db: None) -> BuiltFirm:
    firm = a_firm()
    firm.contact("Harrow & Pike")
    return firm


def opening(firm: BuiltFirm, *, code: str = "", on: date = date(2026, 3, 2), client: str = "C-0001") -> Matter:
    return open_matter(title="Lease", client_code=client, opened_on=on, by=firm.by, at=firm.at, code=code)


def test_matters_without_a_code_are_counted_by_year(firm: BuiltFirm) -> None:
    codes = [opening(firm).code, opening(firm).code, opening(firm, on=date(2025, 12, 31)).code, opening(firm).code]

    assert codes == ["26-0001", "26-0002", "25-0001", "26-0003"]


def test_a_matter_of_a_code_of_ones_own_leaves_the_count_alone(firm: BuiltFirm) -> None:
    opening(firm, code="M-104")
    opening(firm, code="26-LEASE")

    assert opening(firm).code == "26-0001"


def test_a_matter_needs_a_client_of_the_firm(firm: BuiltFirm) -> None:
    other = a_firm("Mercer Lowe")
    other.contact("Harrow & Pike")
    other.contact("R. Osei")

    with refused("contact-unknown", "C-0002", "add it first"):
        opening(firm, client="C-0002")


def test_a_matter_that_holds_money_stays_open(firm: BuiltFirm) -> None:
    opening(firm, code="M-104")
    firm.trust_receipt("0.01", matter="M-104")

    with refused("step-not-allowed", "still holds trust money", "pay it out first"):
        close_matter(code="M-104", closed_on=CLOSED_ON, by=firm.by, at=firm.at)

    firm.trust_payment("0.01", matter="M-104")
    assert close_matter(code="M-104", closed_on=CLOSED_ON, by=firm.by, at=firm.at).state == "closed"


def test_a_matter_is_closed_once_and_not_before_it_was_opened(firm: BuiltFirm) -> None:
    opening(firm, code="M-104")
    with refused("step-not-allowed", "opened on 2026-03-02"):
        close_matter(code="M-104", closed_on=date(2026, 3, 1), by=firm.by, at=firm.at)
    close_matter(code="M-104", closed_on=CLOSED_ON, by=firm.by, at=firm.at)

    with refused("matter-unknown", "no open matter M-104"):
        close_matter(code="M-104", closed_on=CLOSED_ON, by=firm.by, at=firm.at)


def test_opening_and_closing_are_in_the_audit_log(firm: BuiltFirm) -> None:
    matter = opening(firm, code="M-104")
    close_matter(code="M-104", closed_on=CLOSED_ON, by=firm.by, at=firm.at)

    steps = Audit.objects.filter(subject="matter", subject_id=matter.pk).order_by("id")

    assert [(step.action, step.by_id) for step in steps] == [("open", firm.by.user_id), ("close", firm.by.user_id)]


def test_an_auditor_opens_nothing(firm: BuiltFirm) -> None:
    auditor = Actor(firm.by.user_id, "Lee Marsh", firm.id, frozenset({"auditor"}))

    with refused("not-permitted", "ask one"):
        open_matter(title="Lease", client_code="C-0001", opened_on=CLOSED_ON, by=auditor, at=firm.at)


def test_a_matter_is_not_closed_while_money_for_it_is_being_received(committed_database: CommittedDatabase) -> None:
    """The receipt is written and not yet committed when the other person presses the button."""
    firm = a_firm()
    firm.matter("M-104")
    written = Event()

    def receive() -> str:
        with transaction.atomic():
            done = firm.trust_receipt("5.00", matter="M-104")
            written.set()
            Event().wait(0.3)
        return done.state

    def close() -> str:
        assert written.wait(5)
        try:
            return close_matter(code="M-104", closed_on=CLOSED_ON, by=firm.by, at=firm.at).state
        except Refusal as refusal:
            return refusal.code

    assert at_once([partial(receive), partial(close)]) == ["posted", "step-not-allowed"]
