"""Forms of the firm's billing."""

from collections.abc import Mapping

from counterfoil.web.forms.arranged.layout import Arranged

ARRANGED: Mapping[str, Arranged] = {
    "client_bill": Arranged(
        icon="receipt",
        verb="Post the bill",
        widths={
            "on": "field-3",
            "due_on": "field-3",
            "matter": "field-6",
            "client": "field-6",
            "memo": "field-12",
            "items.account": "line-medium",
            "items.net": "line-amount",
            "items.tax": "line-tax",
        },
        fills="client",
        due_days=14,
        slots={"items.account": "FEES"},
        after=("memo",),
    ),
    "client_receipt": Arranged(
        icon="arrow-down-left",
        verb="Post the receipt",
        widths={
            "on": "field-3",
            "bank": "field-3",
            "payer": "field-6",
            "amount": "field-3",
            "memo": "field-12",
            "parts.amount": "line-amount",
        },
        after=("memo",),
    ),
}
