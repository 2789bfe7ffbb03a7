"""Purchase order: what the firm has ordered from a supplier, before the supplier's bill comes.

Nothing of it is posted. It becomes a supplier bill, and is closed by it.
"""

from dataclasses import dataclass
from datetime import date

from counterfoil.core.items import CostItem
from counterfoil.core.kinds import Kind, register
from counterfoil.core.lifecycle import ORDER
from counterfoil.core.money import aud
from counterfoil.core.references import ContactCode, CostAccount
from counterfoil.kinds.suppliers.orders import ORDERS_STAY, Order, price
from counterfoil.kinds.suppliers.parts import for_clients_name_matters, for_open_matters, total


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseOrder(Order):
    pass


def sample() -> PurchaseOrder:
    chairs = CostItem(description="Four chairs for the meeting room", account=CostAccount("1520"), net=aud("1200.00"))
    return PurchaseOrder(
        on=date(2026, 3, 2), supplier=ContactCode("C-0007"), items=(chairs,), memo="Deliver to Level 4"
    )


PURCHASE_ORDER = register(
    Kind(
        code="purchase_order",
        title="Purchase order",
        plural="Purchase orders",
        area="payables",
        series="PO",
        shape=PurchaseOrder,
        lifecycle=ORDER,
        price=price,
        total=total,
        rules=(for_open_matters, for_clients_name_matters),
        becomes="supplier_bill",
        push=ORDERS_STAY,
        sample=sample,
    )
)
