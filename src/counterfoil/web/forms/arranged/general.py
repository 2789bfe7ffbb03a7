"""Forms of what only moves the ledger."""

from collections.abc import Mapping

from counterfoil.web.forms.arranged.layout import Arranged

ARRANGED: Mapping[str, Arranged] = {
    "general_journal": Arranged(
        icon="notebook-text",
        verb="Post the journal",
        widths={
            "on": "field-3",
            "memo": "field-8",
            "lines.account": "line-medium",
            "lines.matter": "line-amount",
            "lines.debit": "line-amount",
            "lines.credit": "line-amount",
        },
    ),
}
