"""Forms of the firm's own banking."""

from collections.abc import Mapping

from counterfoil.web.forms.arranged.layout import MONEY_ITEMS, Arranged

ARRANGED: Mapping[str, Arranged] = {
    "bank_transfer": Arranged(
        icon="arrow-left-right",
        verb="Post the transfer",
        widths={"on": "field-3", "bank": "field-3", "into": "field-3", "amount": "field-3", "memo": "field-12"},
    ),
    "firm_deposit": Arranged(
        icon="arrow-down-left",
        verb="Post the deposit",
        widths={"on": "field-3", "bank": "field-3", "payer": "field-6", "memo": "field-12", **MONEY_ITEMS},
        after=("memo",),
    ),
    "firm_withdrawal": Arranged(
        icon="arrow-up-right",
        verb="Post the withdrawal",
        widths={"on": "field-3", "bank": "field-3", "payee": "field-6", "memo": "field-12", **MONEY_ITEMS},
        after=("memo",),
    ),
}
