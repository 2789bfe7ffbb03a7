"""Forms of what only moves the ledger."""

from collections.abc import Mapping

from counterfoil.web.forms.arranged.layout import Arranged

LINES = {
    "lines.account": "line-medium",
    "lines.matter": "line-amount",
    "lines.debit": "line-amount",
    "lines.credit": "line-amount",
}

ARRANGED: Mapping[str, Arranged] = {
    "general_journal": Arranged(
        icon="notebook-text",
        verb="Post the journal",
        widths={"on": "field-3", "memo": "field-8", **LINES},
    ),
    "opening_balances": Arranged(
        icon="notebook-text",
        verb="Post the balances",
        widths={"on": "field-3", "memo": "field-8", **LINES},
    ),
    "tax_return_settlement": Arranged(
        icon="notebook-text",
        verb="Settle the return",
        widths={"on": "field-3", "period": "field-8", "collected": "field-3", "paid": "field-3"},
    ),
}
