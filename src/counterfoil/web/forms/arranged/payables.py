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
            "memo": "field-6",
            "made_from": "field-6",
            **MONEY_ITEMS,
        },
        due_days=30,
        after=("memo", "made_from"),
        leads_to=(LeadsTo(kind="supplier_payment", label="Pay", icon="arrow-up-right", key="P"),),
        turns_into=(
            LeadsTo(kind="supplier_credit", label="Enter a credit for it", icon="undo-2", key=""),
            LeadsTo(kind="purchase_credit_order", label="Ask for a credit", icon="clipboard-list", key=""),
            LeadsTo(kind="purchase_template", label="Keep as a template", icon="bookmark", key=""),
        ),
    ),
    "supplier_credit": Arranged(
        icon="undo-2",
        verb="Post the credit",
        widths={
            "on": "field-3",
            "supplier": "field-5",
            "reference": "field-4",
            "memo": "field-6",
            "made_from": "field-6",
            **MONEY_ITEMS,
        },
        after=("memo", "made_from"),
        leads_to=(
            LeadsTo(kind="supplier_credit_application", label="Apply to bills", icon="arrow-left-right", key="A"),
        ),
    ),
    "supplier_credit_application": Arranged(
        icon="arrow-left-right",
        verb="Apply the credit",
        widths={"on": "field-3", "credit": "field-6", "memo": "field-12", "parts.amount": "line-amount"},
        after=("memo",),
    ),
    "purchase_order": Arranged(
        icon="clipboard-list",
        verb="Place the order",
        widths={"on": "field-3", "supplier": "field-6", "memo": "field-12", **MONEY_ITEMS},
        after=("memo",),
    ),
    "purchase_credit_order": Arranged(
        icon="clipboard-list",
        verb="Place the credit order",
        widths={"on": "field-3", "supplier": "field-6", "memo": "field-12", **MONEY_ITEMS},
        after=("memo",),
    ),
    "purchase_template": Arranged(
        icon="bookmark",
        verb="Keep the template",
        widths={"on": "field-3", "name": "field-5", "supplier": "field-4", "memo": "field-12", **MONEY_ITEMS},
        after=("memo",),
        says={
            "place": "Keep",
            "placed": "Kept",
            "close": "Retire",
            "closed": "Retired",
        },
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
