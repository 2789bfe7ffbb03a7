"""What would move an account in Xero and cannot be copied is refused there and then, with what to do in its place."""

from dataclasses import replace
from typing import Any

import pytest

from counterfoil.core.kinds import REGISTER, Kept
from counterfoil.ledger.models import Entry
from tests.builders import BuiltFirm, a_firm
from tests.refusals import refused


@pytest.fixture
def firm(db: None, monkeypatch: pytest.MonkeyPatch) -> BuiltFirm:
    """A firm whose deposits are of that sort."""
    kept = Kept("Deposits stay here.", refused="enter a client receipt")
    monkeypatch.setitem(REGISTER, "firm_deposit", replace(REGISTER["firm_deposit"], push=kept))
    return a_firm()


def deposit(firm: BuiltFirm) -> dict[str, Any]:
    desks = {"description": "Old desks", "account": "4920", "net": "100.00"}
    return {"on": "2026-03-20", "bank": "O1", "payer": firm.contact("Harrow & Pike").code, "items": [desks]}


def test_it_is_posted_and_taken_back_while_the_firm_is_not_connected(firm: BuiltFirm) -> None:
    posted = firm.enter("firm_deposit", **deposit(firm))

    assert firm.reverse(posted).state == "reversed"


def test_while_the_firm_is_connected_it_is_refused_with_what_to_do_in_its_place(firm: BuiltFirm) -> None:
    firm.connect()

    with refused("refused-while-connected", "firm deposits", "enter a client receipt"):
        firm.enter("firm_deposit", **deposit(firm))

    assert not Entry.objects.exists()


def test_a_draft_waits_until_the_connection_is_gone(firm: BuiltFirm) -> None:
    destination = firm.connect()
    draft = firm.draft("firm_deposit", **deposit(firm))
    with refused("refused-while-connected"):
        firm.post(draft)

    destination.state = "gone"
    destination.save()

    assert firm.post(draft).state == "posted"


def test_what_was_posted_before_the_connection_is_not_taken_back_under_it(firm: BuiltFirm) -> None:
    posted = firm.enter("firm_deposit", **deposit(firm))
    firm.connect()

    with refused("refused-while-connected", "taken back"):
        firm.reverse(posted)
    with refused("refused-while-connected"):
        firm.reopen(posted)
