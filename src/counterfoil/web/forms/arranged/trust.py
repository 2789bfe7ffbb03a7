"""Forms of trust money."""

from collections.abc import Mapping

from counterfoil.web.forms.arranged.layout import Arranged

ONE_SUM = {
    "on": "field-3",
    "bank": "field-3",
    "into": "field-3",
    "amount": "field-3",
    "reason": "field-12",
}

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
    "trust_transfer": Arranged(
        icon="arrow-left-right",
        verb="Post the transfer",
        widths={
            "on": "field-3",
            "bank": "field-3",
            "matter": "field-6",
            "to": "field-6",
            "amount": "field-3",
            "reason": "field-12",
        },
    ),
    "trust_bank_transfer": Arranged(
        icon="arrow-left-right",
        verb="Post the transfer",
        widths={
            "on": "field-3",
            "bank": "field-4",
            "into": "field-4",
            "reason": "field-12",
            "parts.amount": "line-amount",
        },
    ),
    "trust_journal": Arranged(
        icon="notebook-text",
        verb="Post the journal",
        widths={
            "on": "field-3",
            "bank": "field-3",
            "reason": "field-12",
            "lines.debit": "line-amount",
            "lines.credit": "line-amount",
        },
    ),
    "bill_paid_from_trust": Arranged(
        icon="receipt",
        verb="Post the payment",
        widths={
            "on": "field-3",
            "bank": "field-4",
            "into": "field-4",
            "client": "field-6",
            "reason": "field-12",
            "parts.amount": "line-amount",
        },
        fills="client",
    ),
    "bill_kept_in_trust": Arranged(
        icon="receipt",
        verb="Post the payment",
        widths={
            "on": "field-3",
            "bank": "field-3",
            "client": "field-6",
            "reason": "field-12",
            "parts.amount": "line-amount",
        },
        fills="client",
    ),
    "statutory_deposit_made": Arranged(icon="arrow-up-right", verb="Post the deposit", widths=ONE_SUM),
    "statutory_deposit_returned": Arranged(icon="arrow-down-left", verb="Post the return", widths=ONE_SUM),
    "firm_interest_drawn": Arranged(icon="arrow-up-right", verb="Post the drawing", widths=ONE_SUM),
    "firm_interest_added": Arranged(icon="arrow-down-left", verb="Post the addition", widths=ONE_SUM),
    "firm_advance": Arranged(
        icon="arrow-up-right",
        verb="Post the advance",
        widths={
            "on": "field-3",
            "bank": "field-3",
            "payee": "field-6",
            "reason": "field-12",
            "parts.amount": "line-amount",
        },
    ),
    "firm_advance_repaid": Arranged(
        icon="arrow-down-left",
        verb="Post the repayment",
        widths={"on": "field-3", "bank": "field-3", "reason": "field-12", "parts.amount": "line-amount"},
    ),
}
