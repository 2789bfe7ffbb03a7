"""Purchase credit order: what a supplier has been asked to give back, before the supplier's credit comes.

Nothing of it is posted. It becomes a supplier credit, and is closed by it.
"""

from dataclasses import dataclass
from datetime import date

from counterfoil.core.items import CostItem
from counterfoil.core.kinds import Kind, register
from counterfoil.core.lifecycle import ORDER
from counterfoil.core.money import aud
from counterfoil.core.references import ContactCode, CostAccount
from counterfoil.kinds.suppliers.orders import ORDERS_STAY, Order, price
from counterfoil.kinds.suppliers.parts import for_clients_name_matters, total


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseCreditOrder(Order):
    pass


def sample() -> PurchaseCreditOrder:
    chair = CostItem(description="One chair, broken in transit", account=CostAccount("1520"), net=aud("300.00"))
    return PurchaseCreditOrder(on=date(2026, 3, 9), supplier=ContactCode("C-0007"), items=(chair,))


PURCHASE_CREDIT_ORDER = register(
    Kind(
        code="purchase_credit_order",
        title="Purchase credit order",
        plural="Purchase credit orders",
        area="payables",
        series="PC",
        shape=PurchaseCreditOrder,
        lifecycle=ORDER,
        price=price,
        total=total,
        rules=(for_clients_name_matters,),
        becomes="supplier_credit",
        push=ORDERS_STAY,
        sample=sample,
    )
)
