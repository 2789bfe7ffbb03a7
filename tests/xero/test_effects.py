"""What records do in Xero, in our accounts: all of a document's together do what its entry does."""

from dataclasses import replace
from typing import Any

import pytest

from counterfoil.core.link import AREAS, DEFAULT, WAYS
from counterfoil.firms.rows import run
from counterfoil.kinds import all_kinds
from counterfoil.outbox.models import Destination, Item
from counterfoil.xero import translate
from counterfoil.xero.effects import EFFECTS, effect
from counterfoil.xero.link_settings import change_settings
from tests.builders import BuiltFirm, a_firm
from tests.everything import PLACES, kinds_in, post_everything


@pytest.fixture(params=PLACES)
def firm(request: pytest.FixtureRequest, db: None) -> BuiltFirm:
    built = a_firm(jurisdiction=request.param, connected=True)
    built.matter("M-104")
    return built


def entry_of(document_id: int) -> dict[int, int]:
    rows = run(
        "select l.account_id, sum(l.minor) from ledger_line l join ledger_entry e on e.id = l.entry_id"
        " where e.document_id = %s group by l.account_id",
        [document_id],
    )
    return {int(account_id): int(minor) for account_id, minor in rows if minor}


def effects_of(document_id: int) -> dict[int, int]:
    total: dict[int, int] = {}
    for item in Item.objects.filter(source_id=document_id).exclude(source_kind="contact"):
        for account_id, minor in effect(item.snapshot, resource=item.resource, type_=item.type).items():
            total[account_id] = total.get(account_id, 0) + minor
    return {account_id: minor for account_id, minor in total.items() if minor}


@pytest.mark.parametrize("more", [{}, *({name: way} for name, ways in WAYS.items() for way in ways)], ids=str)
def test_the_records_of_a_document_do_together_what_its_entry_does(firm: BuiltFirm, more: dict[str, Any]) -> None:
    """Under the first settings with every area switched on, and under each other way of writing something."""
    destination = Destination.objects.get(firm=firm.firm)
    settings = replace(DEFAULT, areas=frozenset(AREAS), **more)
    change_settings(by=firm.by, at=firm.at, destination=destination, settings=settings, day_limit=1000)

    posted = post_everything(firm)

    assert {done.kind for done in posted} == kinds_in(firm.firm.jurisdiction)
    for done in posted:
        assert effects_of(done.id) == entry_of(done.id), done.kind


def test_whatever_can_be_sent_has_its_effect() -> None:
    declared = {(record.resource, record.type) for kind in all_kinds().values() for record in kind.records()}

    assert set(EFFECTS) == set(translate._BY_RESOURCE)
    assert declared <= set(EFFECTS)
