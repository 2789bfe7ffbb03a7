"""What records do in Xero, in our accounts: all of a document's together do what its entry does."""

import pytest

from counterfoil.core.kinds import Kept
from counterfoil.firms.rows import run
from counterfoil.kinds import all_kinds
from counterfoil.outbox.models import Item
from counterfoil.xero import translate
from counterfoil.xero.effects import EFFECTS, effect
from tests.builders import BuiltFirm, a_firm


@pytest.fixture
def firm(db: None) -> BuiltFirm:
    built = a_firm(connected=True)
    built.matter("M-104")
    return built


def entry_of(document_id: int) -> dict[int, int]:
    rows = run(
        "select l.account_id, sum(l.minor) from ledger_line l join ledger_entry e on e.id = l.entry_id"
        " where e.document_id = %s group by l.account_id",
        [document_id],
    )
    return {int(account_id): int(minor) for account_id, minor in rows}


def effects_of(document_id: int) -> dict[int, int]:
    total: dict[int, int] = {}
    for item in Item.objects.filter(source_id=document_id).exclude(source_kind="contact"):
        for account_id, minor in effect(item.snapshot, resource=item.resource, type_=item.type).items():
            total[account_id] = total.get(account_id, 0) + minor
    return total


def test_the_records_of_a_document_do_together_what_its_entry_does(firm: BuiltFirm) -> None:
    posted = [
        firm.trust_receipt("500.00", matter="M-104"),
        firm.trust_payment("120.00", matter="M-104"),
        firm.bill("800.00", matter="M-104"),
        firm.bill("33.33", matter="M-104"),
    ]
    interest = [{"matter": "M-104", "interest": "10.00", "withheld": "4.70", "fees": "0.10"}]
    payer = firm.contact("Harbour Bank").code
    posted.append(
        firm.enter("trust_interest", on="2026-03-20", bank="T1", payer=payer, reason="Quarter", parts=interest)
    )
    posted.append(firm.receipt("1000.00", pays={str(posted[2].number): "880.00", str(posted[3].number): "10.00"}))

    assert {done.kind for done in posted} == {
        code for code, kind in all_kinds().items() if not isinstance(kind.push, Kept)
    }, "post one of the new kind here"
    for done in posted:
        assert effects_of(done.id) == entry_of(done.id) != {}, done.kind


def test_whatever_can_be_sent_has_its_effect() -> None:
    declared = {
        (record.resource, record.type)
        for kind in all_kinds().values()
        if not isinstance(kind.push, Kept)
        for record in kind.push
    }

    assert set(EFFECTS) == set(translate._BY_RESOURCE)
    assert declared <= set(EFFECTS)
