"""A supplier's own number stands on one posted document of that supplier: said in words, and held by the database."""

import pytest
from django.db import Error, IntegrityError, connection, transaction

from counterfoil.core.refusals import Refusal
from counterfoil.documents.models import REFERRED_TO_ONCE, Document
from counterfoil.firms.rows import run
from counterfoil.kinds import all_kinds
from counterfoil.reports.checks import run_checks
from tests.builders import BuiltFirm, a_firm
from tests.databases import CommittedDatabase
from tests.records.threads import at_once
from tests.refusals import refused


@pytest.fixture
def firm(db: None) -> BuiltFirm:
    return a_firm()


def test_the_kinds_with_a_suppliers_number_are_those_that_the_index_covers() -> None:
    kinds = all_kinds().values()

    named = {kind.code for kind in kinds if any(part.name == "reference" and part.required for part in kind.fields)}

    assert named & {kind.code for kind in kinds if kind.lines} <= set(REFERRED_TO_ONCE)


def test_a_number_that_stands_on_another_bill_of_the_supplier_is_refused(firm: BuiltFirm) -> None:
    first = firm.supplier_bill("50.00", reference="INV-88")

    with refused("reference-taken", f"{first.number} of Chambers Office Supply", "inv-88"):
        firm.supplier_bill("70.00", reference=" inv-88 ")


def test_another_supplier_may_have_the_same_number(firm: BuiltFirm) -> None:
    firm.supplier_bill("50.00", reference="INV-88")

    firm.supplier_bill("70.00", reference="INV-88", supplier="Swift Process Servers")

    assert Document.objects.filter(firm=firm.firm, memo="INV-88", state="posted").count() == 2


def test_a_bill_that_was_reversed_gives_its_number_back(firm: BuiltFirm) -> None:
    wrong = firm.supplier_bill("50.00", reference="INV-88")
    firm.reverse(wrong, "wrong amount")

    right = firm.supplier_bill("55.00", reference="INV-88")

    with refused("step-not-allowed"):
        firm.post(wrong)
    assert right.state == "posted"


def test_a_draft_takes_no_number_until_it_is_posted(firm: BuiltFirm) -> None:
    bill = firm.supplier_bill("50.00", reference="INV-88")
    firm.reopen(bill, "to be looked at again")
    other = firm.supplier_bill("50.00", reference="INV-88")

    with refused("reference-taken", str(other.number)):
        firm.post(bill)


def test_of_eight_clerks_with_the_same_paper_one_enters_it(committed_database: CommittedDatabase) -> None:
    firm = a_firm(connected=True)
    firm.contact("Chambers Office Supply")

    def enter() -> str:
        try:
            return str(firm.supplier_bill("50.00", reference="INV-88").number)
        except Refusal as refusal:
            return refusal.code

    told = at_once([enter] * 8)

    assert sorted(told) == ["SB-1001", *["reference-taken"] * 7]
    assert run_checks() == []


POSTED = (
    "into documents_document (firm_id, public_id, kind, state, number, dated_on, contact_id, memo, total_minor,"
    " settled_minor, content, version, entered_at) select firm_id, 'xxxxxxxxxxxx', kind, 'posted', 'SB-9', dated_on,"
    " contact_id, upper(memo), total_minor, 0, content, 1, entered_at from documents_document where id = {posted}"
)
ATTACKS = {
    "a second one": f"insert {POSTED}",
    "one in its place": f"insert or replace {POSTED}",
    "a draft posted behind the back": (
        "update documents_document set state = 'posted', number = 'SB-9' where id = {draft}"
    ),
    "a draft posted in its place": (
        "update or replace documents_document set state = 'posted', number = 'SB-9' where id = {draft}"
    ),
}


def attacked(firm: BuiltFirm, attack: str) -> None:
    """Over our own connection. Only SQLite puts a row in another's place; elsewhere it is tried as a plain one."""
    posted = firm.supplier_bill("50.00", reference="Inv-88")
    item = {"description": "As agreed", "account": "6290", "net": "1.00"}
    supplier = firm.contact("Chambers Office Supply").code
    more = {"on": "2026-03-09", "due_on": "2026-04-08", "items": [item]}
    draft = firm.draft("supplier_bill", supplier=supplier, reference="INV-88", **more)
    if connection.vendor != "sqlite":
        attack = attack.replace("or replace ", "")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack.format(posted=posted.id, draft=draft.id))


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_database_refuses(firm: BuiltFirm, attack: str) -> None:
    with pytest.raises(Error, match="reference-taken"):
        attacked(firm, ATTACKS[attack])

    assert [one.state for one in Document.objects.filter(memo__iexact="inv-88").order_by("id")] == ["posted", "draft"]


@pytest.mark.parametrize("attack", ["a second one", "a draft posted behind the back"])
def test_the_index_holds_it_without_the_triggers(firm: BuiltFirm, attack: str) -> None:
    on = " on documents_document" if connection.vendor == "postgresql" else ""
    run(f"drop trigger reference_stands_once{on}")
    if connection.vendor == "sqlite":
        run("drop trigger reference_still_stands_once")

    with pytest.raises(IntegrityError, match="supplier_reference"):
        attacked(firm, ATTACKS[attack])
