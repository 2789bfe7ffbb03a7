"""What the link copies and what it does not: the article's table row by row, answered from the kinds' own declarations.

    row.transaction     "A bank deposit (when not linked to a client payment)"
    row.article         "No"
    row.here            Yes, No, Partial; or "Not in this version yet"
    row.setting         "Firm banking", the switch of the link that decides over it; empty where none does

Source of the rows: the article on understanding the integration, its table of supported transactions. A row claims only
what is there: where the article says Yes and the kinds are not registered, it is "not in this version yet". A No stays
a No, and its reason says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from counterfoil.core.kinds import Kept, Kind
from counterfoil.core.link import AREAS, DEFAULT, SURPLUS_KEPT, LinkSettings

NOT_YET = "Not in this version yet"

CONTRADICTION = (
    "The article contradicts itself: its prose says that bank transfers are copied, its table that they are not."
    " Here it is a setting, on by default."
)


@dataclass(frozen=True, slots=True)
class Promise:
    """A row of the article. `kinds` are the codes of ours that are it; without any, `why` says how things stand here.

    `area` is the area of the link that switches it, where the article's No can be turned into a Yes. `surplus`: it is
    what receipts leave over, which has a setting of its own.
    """

    section: str
    transaction: str
    article: str
    kinds: tuple[str, ...] = ()
    here: str = ""
    why: str = ""
    area: str = ""
    surplus: bool = False


@dataclass(frozen=True, slots=True)
class Capability:
    """A row as it is shown."""

    section: str
    transaction: str
    article: str
    here: str
    why: str
    setting: str


BILLING, TRUST, SUPPLIERS = "Client billing", "Trust accounting", "Supplier transactions"
BANKING, OTHER = "Banking transactions", "Other accounting functions"
SURPLUS = "What a receipt leaves over"
BESIDE, SILENT = "Beside the article", "Not named"
"""What is here and stands in none of the article's rows."""

ARTICLE = (
    Promise(BILLING, "Posting a client bill to your accounting", "Yes", ("client_bill",)),
    Promise(BILLING, "Paying a client bill", "Yes", ("client_receipt", "receipt_allocation")),
    Promise(BILLING, "Creating a credit note", "Yes", ("credit_note",)),
    Promise(BILLING, "Applying a credit note to an invoice", "Yes", ("credit_application",)),
    Promise(BILLING, "Refunding an outstanding credit note back to the client", "No", ("client_refund",)),
    Promise(BILLING, "Refund an overpayment from a client", "No", ("client_refund",)),
    Promise(BILLING, "General retainers", "No", ("retainer_receipt", "retainer_refund", "retainer_payment")),
    Promise(
        TRUST,
        "Trust receipts, payments, journals, and transfers",
        "Yes",
        ("trust_receipt", "trust_payment", "trust_journal", "trust_transfer", "trust_bank_transfer"),
    ),
    Promise(TRUST, "Interest", "Yes", ("trust_interest",)),
    Promise(TRUST, "Invoice payments", "Yes", ("bill_paid_from_trust", "bill_kept_in_trust")),
    Promise(TRUST, "Statutory funds", "Yes", ("statutory_deposit_made", "statutory_deposit_returned")),
    Promise(
        TRUST,
        "Advanced funds transactions",
        "Yes",
        ("firm_advance", "firm_advance_repaid", "firm_interest_added", "firm_interest_drawn"),
    ),
    Promise(TRUST, "Trust bank reconciliations", "No", why="Trust accounts are reconciled where trust money is kept."),
    Promise(SUPPLIERS, "Posting a supplier or vendor invoice to your accounting", "Yes", ("supplier_bill",)),
    Promise(SUPPLIERS, "Paying a supplier or vendor invoice", "Yes", ("supplier_payment",)),
    Promise(
        SUPPLIERS,
        "Applying a supplier or vendor credit invoice to a supplier or vendor invoice",
        "Yes",
        ("supplier_credit", "supplier_credit_application"),
    ),
    Promise(SUPPLIERS, "Purchase orders", "No", ("purchase_order",)),
    Promise(SUPPLIERS, "Purchase credit orders", "No", ("purchase_credit_order",)),
    Promise(SUPPLIERS, "Pre-entered supplier or vendor", "No", ("purchase_template",)),
    Promise(
        BANKING,
        "A bank deposit (when not linked to a client payment)",
        "No",
        ("firm_deposit",),
        area="firm_banking",
    ),
    Promise(
        BANKING,
        "A bank withdrawal (when not linked to a supplier payment)",
        "No",
        ("firm_withdrawal",),
        area="firm_banking",
    ),
    Promise(BANKING, "Bank to bank transfer", "No", ("bank_transfer",), why=CONTRADICTION, area="transfers"),
    Promise(
        BANKING, "Electronic batching of payments", "No", why="A batch gathers payments; each is copied for itself."
    ),
    Promise(BANKING, "Bank reconciliations", "No", why="Each ledger reconciles its own bank accounts."),
    Promise(BANKING, "Printed checks", "No", why="A cheque is paper; the payment behind it is what is copied."),
    Promise(BANKING, "Deposit slips", "No", why="A slip gathers receipts; each is copied for itself."),
    Promise(
        BANKING,
        "Bank feeds",
        "Partial",
        here="Partial",
        why="A bank feed works in Xero, but nothing that it makes there comes here.",
    ),
    Promise(OTHER, "General journals", "No", ("general_journal",), area="journals"),
    Promise(OTHER, "Sales/VAT returns", "No", ("tax_return_settlement",)),
    Promise(
        OTHER,
        "Divisions",
        "No",
        here="No",
        why="The link carries one division; a firm with several is not connected.",
    ),
    Promise(
        OTHER,
        "Accounting reports based on matter or participant",
        "No",
        here="No",
        why="Xero has no matters; those reports are here.",
    ),
    Promise(
        OTHER,
        "Multi-currency accounting",
        "No",
        here="No",
        why="The link carries one currency; a firm with several is not connected.",
    ),
    Promise(BESIDE, "Writing off what a client owes", SILENT, ("write_off",)),
    Promise(BESIDE, "What a client's receipt leaves unallocated", SILENT, ("client_receipt",), surplus=True),
)
"""Every row of the article's table, in its order and with its answer; then what the article does not name."""


def capabilities(kinds: Mapping[str, Kind], link: LinkSettings = DEFAULT) -> tuple[Capability, ...]:
    """Every row under these settings of the link. `kinds` are those that are registered, by code."""
    return tuple(_row(promise, kinds, link) for promise in ARTICLE)


def _row(promise: Promise, kinds: Mapping[str, Kind], link: LinkSettings) -> Capability:
    there = [kinds[code] for code in promise.kinds if code in kinds]
    area = promise.area
    here = promise.here or ("No" if promise.article == "No" else NOT_YET)
    why = [promise.why] if promise.why else []
    if not there and not promise.here:
        why = [f"{NOT_YET}.", *why]
    if there:
        stays = {kind.stays(link): None for kind in there}
        copied = [kind for kind in there if not kind.stays(link)]
        here = "Yes" if len(copied) == len(there) else "Partial" if copied else "No"
        why += [_sentence(reason) for reason in stays if reason]
        instead = {kind.refused: None for kind in there if kind.refused}
        why += [f"Refused while the firm is connected: {each}." for each in instead]
        missing = [code.replace("_", " ") for code in promise.kinds if code not in kinds]
        if missing:
            why.append(f"{NOT_YET}: {', '.join(missing)}.")
        area = _switch(there, link) or area
    if promise.surplus and there and not any(kind.stays(link) for kind in there):
        here = "No" if link.keep_surplus else "Yes"
        why.append(_sentence(SURPLUS_KEPT) if link.keep_surplus else "At once, as an overpayment of the client.")
    return Capability(
        promise.section,
        promise.transaction,
        promise.article,
        here,
        " ".join(why),
        AREAS[area].title if area else SURPLUS if promise.surplus else "",
    )


def _switch(there: list[Kind], link: LinkSettings) -> str:
    """The area that would turn a No into a Yes."""
    for kind in there:
        if kind.stays(link):
            return kind.push.unless if isinstance(kind.push, Kept) else kind.carried_with
    return ""


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith(".") else f"{text}."
