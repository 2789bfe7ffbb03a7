"""Purchase template: entered once in advance, and any number of bills are made from it."""

from dataclasses import replace

from counterfoil.core.references import CostAccount, MatterCode, PurchaseSourceNumber
from counterfoil.kinds.suppliers.purchase_template import PURCHASE_TEMPLATE, sample
from counterfoil.kinds.suppliers.supplier_bill import SUPPLIER_BILL
from counterfoil.kinds.suppliers.supplier_bill import sample as a_bill
from tests.kinds.books import a_bill as a_document
from tests.kinds.books import books_for, posted
from tests.refusals import refused

TEMPLATE = replace(a_document(kind="purchase_template", number="PT-1001", matter=""), state="placed")


def test_a_template_moves_nothing_and_may_leave_the_matter_to_its_bills() -> None:
    for_a_client = replace(sample(), items=(replace(sample().items[0], account=CostAccount("5100")),))

    for template in (sample(), for_a_client):
        priced = PURCHASE_TEMPLATE.priced(template, books_for())
        PURCHASE_TEMPLATE.check(priced, books_for())
        assert PURCHASE_TEMPLATE.entry(priced, books_for()) is None


def test_a_template_names_no_closed_matter() -> None:
    item = replace(sample().items[0], matter=MatterCode("M-090"))

    with refused("matter-closed", "M-090"):
        priced = PURCHASE_TEMPLATE.priced(replace(sample(), items=(item,)), books_for())
        PURCHASE_TEMPLATE.check(priced, books_for())


def test_one_bill_after_another_is_made_from_a_template() -> None:
    bill = replace(a_bill(), made_from=PurchaseSourceNumber("PT-1001"))
    used = books_for(bills=[TEMPLATE], made={"PT-1001": "SB-1007"})

    assert "Cr 2100" in posted(SUPPLIER_BILL, bill, used)
