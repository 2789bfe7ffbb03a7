"""How the form of a kind is laid out, where its shape alone does not say it best. Any kind has one without it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """`widths` are css classes by field or by column of the rows. `fills` is the contact that a matter's client fills.
    `due_days` sets the due date so many days after the date; `slots` names the account a new row starts with."""

    icon: str = "file-text"
    verb: str = "Post"
    widths: Mapping[str, str] = field(default_factory=dict)
    fills: str = ""
    due_days: int = 0
    slots: Mapping[str, str] = field(default_factory=dict)
    after: tuple[str, ...] = ()


MONEY_ITEMS = {
    "items.account": "line-account",
    "items.net": "line-amount",
    "items.tax": "line-amount",
    "items.matter": "line-amount",
}

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

PLAIN = Arranged()


def arranged(kind_code: str) -> Arranged:
    return ARRANGED.get(kind_code, PLAIN)
