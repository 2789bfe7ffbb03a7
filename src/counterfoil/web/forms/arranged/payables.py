"""Forms of what suppliers bill."""

from collections.abc import Mapping

from counterfoil.web.forms.arranged.layout import MONEY_ITEMS, Arranged, LeadsTo

ARRANGED: Mapping[str, Arranged] = {
    "supplier_bill": Arranged(
        icon="shopping-cart",
        verb="Post the bill",
        widths={
            "on": "field-3",
            "due_on": "field-3",
            "supplier": "field-6",
            "reference": "field-6",
            "memo": "field-12",
            **MONEY_ITEMS,
        },
        due_days=30,
        after=("memo",),
        leads_to=(LeadsTo(kind="supplier_payment", label="Pay", icon="arrow-up-right", key="P"),),
    ),
    "supplier_payment": Arranged(
        icon="arrow-up-right",
        verb="Post the payment",
        widths={
            "on": "field-3",
            "bank": "field-3",
            "supplier": "field-6",
            "memo": "field-12",
            "parts.amount": "line-amount",
        },
        after=("memo",),
    ),
}
