"""Purchase template: a supplier's bill that comes again and again, entered once in advance.

Nothing of it is posted. Any number of supplier bills are made from it, until it is closed.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core.books import Books
from counterfoil.core.items import CostItem, PricedCostItem
from counterfoil.core.kinds import Kept, Kind, register
from counterfoil.core.lifecycle import ORDER
from counterfoil.core.money import aud
from counterfoil.core.references import ContactCode, CostAccount
from counterfoil.core.shapes import Help
from counterfoil.kinds.suppliers.parts import for_open_matters, priced, total


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseTemplate:
    on: Annotated[date, "Date"]
    name: Annotated[str, "Name", Help("What it is found by, such as Office cleaning.")]
    supplier: Annotated[ContactCode, "Supplier"]
    items: Annotated[tuple[CostItem, ...], "Items"]
    memo: Annotated[str, "Memo"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedTemplate(PurchaseTemplate):
    items: Annotated[tuple[PricedCostItem, ...], "Items"]


def price(template: PurchaseTemplate, books: Books) -> PricedTemplate:
    return PricedTemplate(
        on=template.on,
        name=template.name,
        supplier=template.supplier,
        items=priced(template.items, on=template.on, books=books),
        memo=template.memo,
    )


def sample() -> PurchaseTemplate:
    cleaning = CostItem(description="Office cleaning for the month", account=CostAccount("6280"), net=aud("480.00"))
    return PurchaseTemplate(
        on=date(2026, 3, 2), name="Office cleaning", supplier=ContactCode("C-0007"), items=(cleaning,)
    )


PURCHASE_TEMPLATE = register(
    Kind(
        code="purchase_template",
        title="Purchase template",
        plural="Purchase templates",
        area="payables",
        series="PT",
        shape=PurchaseTemplate,
        lifecycle=ORDER,
        price=price,
        total=total,
        rules=(for_open_matters,),
        becomes="supplier_bill",
        becomes_many=True,
        push=Kept("Templates are kept here to make bills from; nothing of them is posted, here or in Xero."),
        sample=sample,
    )
)
