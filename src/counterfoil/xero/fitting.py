"""What in Xero may answer to an account or tax code of ours, by Xero's own rules. Plain values, no database.

    unfit(Ours("4100", "income"), Theirs("BANK", "ASSET"))      "a bank account in Xero answers to bank accounts only"
    unfit(Ours("4100", "income"), Theirs("SALES", "REVENUE"))   ""

Rules of Xero: lines of invoices and bank transactions take no bank account and neither Accounts Receivable nor Accounts
Payable, which Xero moves itself; a payment goes through a bank account or one that takes payments; a tax rate says
which classes of account it applies to. Many accounts may answer to one in Xero; each bank account has one of its own.
"""

from dataclasses import dataclass

from counterfoil.core.chart import CLASS_OF_TYPE

CLASSES = {"asset": "ASSET", "liability": "LIABILITY", "equity": "EQUITY", "income": "REVENUE", "expense": "EXPENSE"}
"""Our classes in Xero's words."""

SYSTEM = {
    "RECEIVABLE": "DEBTORS",
    "PAYABLE": "CREDITORS",
    "TAX_COLLECTED": "GST",
    "TAX_PAID": "GST",
    "ROUNDING": "ROUNDING",
    "RETAINED_EARNINGS": "RETAINEDEARNINGS",
}
"""Accounts that Xero makes and moves itself, by the function they have here."""

ONLY_XERO = {"DEBTORS": "RECEIVABLE", "CREDITORS": "PAYABLE"}
"""What Xero alone moves may answer to that function and to nothing else."""

BANKS = ("bank", "trust_bank")

OF_SLOT = {
    "TRUST_HELD": ("LIABILITY",),
    "TRUST_TRANSFERS": ("LIABILITY",),
    "FIRM_INTEREST_IN_TRUST": ("ASSET", "LIABILITY"),
    "TRUST_ADVANCES": ("ASSET",),
    "STATUTORY_DEPOSIT": ("ASSET",),
    "BANK_TRANSFER_HOLDING": ("ASSET", "LIABILITY", "EQUITY", "REVENUE", "EXPENSE"),
}
"""The classes that a special account may have there. Holding is an income account in some regions."""

TAKES_PAYMENTS = ("TRUST_HELD", "FIRM_INTEREST_IN_TRUST", "TRUST_TRANSFERS", "TRUST_ADVANCES", "STATUTORY_DEPOSIT")
"""Special accounts whose counterpart must allow payments, so that a bill can be paid from them."""

RESULT, STANDING = ("REVENUE", "EXPENSE"), ("ASSET", "LIABILITY", "EQUITY")

SIDE = {"collected": "REVENUE", "paid": "EXPENSE"}
"""The class of account that a tax code of each direction is used with most."""

WORDS = {"ASSET": "asset", "LIABILITY": "liability", "EQUITY": "equity", "REVENUE": "revenue", "EXPENSE": "expense"}


@dataclass(frozen=True, slots=True)
class Ours:
    """One of our accounts: its type and its function in the chart, empty for most."""

    type: str
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Theirs:
    """An account in Xero. `account_class` is Xero's Class, `system` its SystemAccount."""

    type: str
    account_class: str
    system: str = ""


def classes_for(ours: Ours) -> tuple[str, ...]:
    """The classes in Xero that may answer to the account: profit and loss to profit and loss, balance to balance."""
    if ours.slot in OF_SLOT:
        return OF_SLOT[ours.slot]
    if ours.type in BANKS:
        return ("ASSET",)
    return RESULT if CLASSES[CLASS_OF_TYPE[ours.type]] in RESULT else STANDING


def unfit(ours: Ours, theirs: Theirs) -> str:
    """Why that account in Xero cannot answer to ours; empty when it may."""
    own = SYSTEM.get(ours.slot, "")
    if own and theirs.system == own:
        return ""
    if own in ONLY_XERO:
        return f"Xero has an account of its own for this ({'receivable' if own == 'DEBTORS' else 'payable'}); choose it"
    if theirs.system in ONLY_XERO:
        return "Xero alone moves that account; choose another"
    if ours.type in BANKS and theirs.type != "BANK":
        return "a bank account here answers to a bank account in Xero; choose one"
    if ours.type not in BANKS and theirs.type == "BANK":
        return "a bank account in Xero answers to bank accounts only; choose another"
    allowed = classes_for(ours)
    if theirs.account_class not in allowed:
        words = " or ".join(WORDS[each] for each in allowed)
        return f"choose an account of class {words}; this one is {WORDS.get(theirs.account_class, 'of no class')}"
    return ""


def unfit_rate(direction: str, *, classes: frozenset[str], active: bool) -> str:
    """Why a tax rate cannot answer to a tax code of that direction; `classes` are those Xero lets it apply to."""
    if not active:
        return "that tax rate is no longer in use in Xero; choose another"
    side = SIDE.get(direction)
    if side and side not in classes:
        return f"Xero does not take that rate on {WORDS[side]} accounts; choose another"
    return ""


def clashing(*, classes: frozenset[str], used_on: dict[str, str]) -> tuple[str, ...]:
    """Of the accounts that a tax code is used on (code -> class in Xero), those that Xero does not take its rate on."""
    return tuple(code for code, account_class in used_on.items() if account_class not in classes)
