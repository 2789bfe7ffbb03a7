"""Forms of trust money."""

from collections.abc import Mapping

from counterfoil.web.forms.arranged.layout import Arranged

ARRANGED: Mapping[str, Arranged] = {
    "trust_receipt": Arranged(
        icon="arrow-down-left",
        verb="Post the receipt",
        widths={
            "on": "field-3",
            "bank": "field-3",
            "payer": "field-6",
            "reason": "field-12",
            "parts.amount": "line-amount",
        },
        fills="payer",
    ),
    "trust_payment": Arranged(
        icon="arrow-up-right",
        verb="Post the payment",
        widths={
            "on": "field-3",
            "bank": "field-3",
            "payee": "field-6",
            "reason": "field-12",
            "parts.amount": "line-amount",
        },
    ),
    "trust_interest": Arranged(
        icon="arrow-down-left",
        verb="Post the interest",
        widths={
            "on": "field-3",
            "bank": "field-3",
            "payer": "field-6",
            "reason": "field-12",
            "parts.interest": "line-amount",
            "parts.withheld": "line-amount",
            "parts.fees": "line-amount",
        },
    ),
}
