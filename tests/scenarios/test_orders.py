"""From an order to its bill: placed, delivered, billed, and closed by it; templates, and credits asked for."""

from datetime import date

import pytest
from django.db import Error, connection, transaction

from counterfoil.core.refusals import Refusal
from counterfoil.documents import actions
from counterfoil.documents.actions import Done
from counterfoil.documents.models import Document
from counterfoil.firms.models import Audit
from counterfoil.kinds import kind_of
from counterfoil.ledger.models import Entry
from counterfoil.outbox.models import Item
from counterfoil.practice.periods import close_period
from counterfoil.reports.checks import run_checks
from counterfoil.reports.document import made_of
from tests.builders import BuiltFirm, a_firm
from tests.databases import CommittedDatabase
from tests.records.threads import at_once
from tests.refusals import refused

CHAIRS = {"description": "Four chairs", "account": "1520", "net": "1200.00"}
SUPPLIER = "Chambers Office Supply"


@pytest.fixture
def firm(db: None) -> BuiltFirm:
    return a_firm(connected=True)


def an_order(firm: BuiltFirm, kind: str = "purchase_order", *, draft: bool = False, **more: str) -> Done:
    enter = firm.draft if draft else firm.enter
    return enter(kind, on="2026-03-02", supplier=firm.contact(SUPPLIER).code, items=[CHAIRS], **more)


def a_bill(firm: BuiltFirm, made_from: Done, reference: str = "INV-88", *, draft: bool = False) -> Done:
    enter = firm.draft if draft else firm.enter
    supplier = firm.contact(SUPPLIER).code
    given = {"supplier": supplier, "reference": reference, "items": [CHAIRS], "made_from": str(made_from.number)}
    return enter("supplier_bill", on="2026-03-12", due_on="2026-04-11", **given)


def state(done: Done) -> str:
    return Document.objects.get(pk=done.id).state


def place(firm: BuiltFirm, draft: Done) -> Done:
    return actions.place(document_id=draft.id, by=firm.by, at=firm.at)


def close(firm: BuiltFirm, order: Done) -> Done:
    return actions.close(document_id=order.id, by=firm.by, at=firm.at)


def test_an_order_is_drafted_placed_and_closed_and_never_touches_the_ledger(firm: BuiltFirm) -> None:
    draft = an_order(firm, draft=True)
    placed = place(firm, draft)
    closed = close(firm, placed)

    assert [(one.state, one.number) for one in (draft, placed, closed)] == [
        ("draft", None),
        ("placed", "PO-1001"),
        ("closed", "PO-1001"),
    ]
    assert (Entry.objects.count(), Item.objects.count()) == (0, 0)
    noted = Audit.objects.filter(subject="document", subject_id=draft.id).order_by("id")
    assert [row.action for row in noted] == ["draft", "place", "close"]
    assert run_checks() == []


def test_an_order_is_entered_and_placed_at_once_and_the_same_request_places_it_once(firm: BuiltFirm) -> None:
    kind = kind_of("purchase_order")
    values = {"on": "2026-03-02", "supplier": firm.contact(SUPPLIER).code, "items": [CHAIRS]}
    document = actions.read(kind, values, firm_id=firm.id, at=firm.at)

    first, again = (
        actions.enter(kind=kind, document=document, by=firm.by, at=firm.at, key="order-1") for _ in range(2)
    )

    assert (first.state, first.number, first.again) == ("placed", "PO-1001", False)
    assert (again.state, again.number, again.again) == ("placed", "PO-1001", True)


def test_no_other_step_is_open_to_an_order(firm: BuiltFirm) -> None:
    draft, placed = an_order(firm, draft=True), an_order(firm)

    with refused("step-not-allowed", "from here: place, discard"):
        firm.post(draft)
    with refused("step-not-allowed", "from here: close"):
        firm.reverse(placed)
    with refused("step-not-allowed"):
        firm.reopen(placed)
    with refused("step-not-allowed", "from here: place, discard"):
        close(firm, draft)
    bill = firm.supplier_bill("10.00", reference="INV-1")
    with refused("step-not-allowed", "from here: reopen, reverse"):
        close(firm, bill)


def test_an_order_may_be_dated_in_a_closed_period_because_nothing_is_posted(firm: BuiltFirm) -> None:
    close_period(ledger="general", through=date(2026, 3, 30), by=firm.by, at=firm.at, why="year end")

    assert an_order(firm).state == "placed"


def test_the_bill_closes_the_order_and_each_leads_to_the_other(firm: BuiltFirm) -> None:
    order = an_order(firm)
    draft = a_bill(firm, order, draft=True)
    assert state(order) == "placed"

    bill = firm.post(draft)

    assert state(order) == "closed"
    (made,) = made_of(document_id=order.id)
    assert (made.is_source, made.number, made.state) == (False, bill.number, "posted")
    (source,) = made_of(document_id=bill.id)
    assert (source.is_source, source.number, source.state) == (True, "PO-1001", "closed")
    closing = Audit.objects.get(subject="document", subject_id=order.id, action="close")
    assert str(bill.number) in str(closing.detail)
    assert run_checks() == []


def test_an_order_becomes_one_bill_even_of_two_drafts(firm: BuiltFirm) -> None:
    order = an_order(firm)
    first, second = a_bill(firm, order, draft=True), a_bill(firm, order, "INV-89", draft=True)
    firm.post(first)

    with refused("order-used", "PO-1001 became SB-1001 already"):
        firm.post(second)


def test_a_bill_taken_back_may_be_posted_again_and_a_reversed_one_leaves_the_order_for_another(firm: BuiltFirm) -> None:
    order = an_order(firm)
    bill = a_bill(firm, order)
    firm.reopen(bill)
    firm.post(bill)
    firm.reverse(bill)

    another = a_bill(firm, order, "INV-89")

    assert (state(order), another.state) == ("closed", "posted")
    assert run_checks() == []


def test_of_eight_clerks_one_makes_the_bill(committed_database: CommittedDatabase) -> None:
    firm = a_firm()
    order = an_order(firm)

    def make(number: int) -> str:
        try:
            return str(a_bill(firm, order, f"INV-{number}").number)
        except Refusal as refusal:
            return refusal.code

    told = at_once([lambda number=number: make(number) for number in range(8)])  # type: ignore[misc]

    assert sorted(told) == ["SB-1001", *["order-used"] * 7]
    assert run_checks() == []


def test_a_template_makes_one_bill_after_another_and_stays(firm: BuiltFirm) -> None:
    template = an_order(firm, "purchase_template", name="Chairs by the four")

    bills = [a_bill(firm, template, f"INV-{number}") for number in (1, 2, 3)]

    assert state(template) == "placed"
    assert [one.number for one in made_of(document_id=template.id)] == [str(bill.number) for bill in reversed(bills)]
    assert run_checks() == []


def test_a_credit_that_was_asked_for_comes_and_closes_its_order(firm: BuiltFirm) -> None:
    order = an_order(firm, "purchase_credit_order")
    values = {"supplier": firm.contact(SUPPLIER).code, "reference": "CR-9", "items": [CHAIRS]}

    credit = firm.enter("supplier_credit", on="2026-03-12", made_from=str(order.number), **values)

    assert state(order) == "closed"
    assert [one.number for one in made_of(document_id=order.id)] == [credit.number]


def test_a_placed_order_is_not_changed_and_a_closed_one_stays_closed(firm: BuiltFirm) -> None:
    placed, closed = an_order(firm), close(firm, an_order(firm))
    kind = kind_of("purchase_order")
    document = actions.read(
        kind,
        {"on": "2026-03-03", "supplier": firm.contact(SUPPLIER).code, "items": [CHAIRS]},
        firm_id=firm.id,
        at=firm.at,
    )

    with refused("step-not-allowed", "only a draft can be edited"):
        actions.edit(document_id=placed.id, document=document, by=firm.by, at=firm.at)
    for statement in (
        f"update documents_document set total_minor = 1 where id = {placed.id}",
        f"update documents_document set state = 'placed' where id = {closed.id}",
    ):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
