"""Forms of the firm's billing."""

from collections.abc import Mapping

from counterfoil.web.forms.arranged.layout import Arranged, LeadsTo

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
        leads_to=(LeadsTo(kind="client_receipt", label="Receive payment", icon="arrow-down-left", key="R"),),
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
    "credit_note": Arranged(
        icon="undo-2",
        verb="Post the credit note",
        widths={
            "on": "field-3",
            "matter": "field-6",
            "client": "field-6",
            "memo": "field-12",
            "items.account": "line-medium",
            "items.net": "line-amount",
            "items.tax": "line-tax",
        },
        fills="client",
        slots={"items.account": "FEES"},
        after=("memo",),
    ),
    "credit_application": Arranged(
        icon="check",
        verb="Apply the credit",
        widths={"on": "field-3", "credit": "field-6", "memo": "field-12", "parts.amount": "line-amount"},
        after=("memo",),
    ),
    "receipt_allocation": Arranged(
        icon="check",
        verb="Apply what is left over",
        widths={"on": "field-3", "receipt": "field-6", "memo": "field-12", "parts.amount": "line-amount"},
        after=("memo",),
    ),
    "client_refund": Arranged(
        icon="arrow-up-right",
        verb="Post the refund",
        widths={"on": "field-3", "bank": "field-3", "credit": "field-6", "amount": "field-3", "memo": "field-12"},
        after=("memo",),
    ),
    "write_off": Arranged(
        icon="trash-2",
        verb="Post the write-off",
        widths={
            "on": "field-3",
            "memo": "field-12",
            "parts.amount": "line-amount",
            "parts.account": "line-medium",
            "parts.tax": "line-amount",
        },
        after=("memo",),
        empty="No tax back",
    ),
    "retainer_receipt": Arranged(
        icon="arrow-down-left",
        verb="Post the receipt",
        widths={
            "on": "field-3",
            "bank": "field-3",
            "matter": "field-6",
            "payer": "field-6",
            "amount": "field-3",
            "memo": "field-12",
        },
        fills="payer",
        after=("memo",),
    ),
    "retainer_payment": Arranged(
        icon="check",
        verb="Pay from the retainer",
        widths={"on": "field-3", "matter": "field-6", "memo": "field-12", "parts.amount": "line-amount"},
        after=("memo",),
    ),
    "retainer_refund": Arranged(
        icon="arrow-up-right",
        verb="Post the refund",
        widths={
            "on": "field-3",
            "bank": "field-3",
            "matter": "field-6",
            "payee": "field-6",
            "amount": "field-3",
            "memo": "field-12",
        },
        fills="payee",
        after=("memo",),
    ),
}
