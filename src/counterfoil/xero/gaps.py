"""What is wrong with a row of the mapping, and what waits because of it, in a bookkeeper's words. Plain values.

gap(Ours("income"), None, named="4200 Disbursements recovered")
    text    "No counterpart: bills on 4200 will wait"       stops True
"""

from dataclasses import dataclass
from typing import Literal

from counterfoil.core.chart import CLASS_OF_TYPE
from counterfoil.xero.fitting import BANKS, CLASSES, STANDING, TAKES_PAYMENTS, WORDS, Ours, Theirs, unfit

Fault = Literal["missing", "archived", "without-code", "unfit", "no-payments", "other-class", "tax"]

WAITS_OF_SLOT = {
    "TRUST_HELD": "every trust receipt and payment will wait",
    "TRUST_TRANSFERS": "trust transfers that are sent through it will wait",
    "TRUST_ADVANCES": "what the firm advances to matters will wait",
    "STATUTORY_DEPOSIT": "statutory deposits will wait",
    "FIRM_INTEREST_IN_TRUST": "bills paid from trust and kept there will wait",
    "BANK_TRANSFER_HOLDING": "bank transfers that are sent through it will wait",
}
XERO_MAKES = ("RECEIVABLE", "PAYABLE", "TAX_COLLECTED", "TAX_PAID")
"""Lines on these are made by Xero itself from the bill, so no copy waits for them."""
STAYS_HERE = ("RETAINERS_HELD", "RETAINED_EARNINGS", "CURRENT_YEAR_EARNINGS", "TAX_PAYABLE")
"""Nothing that is sent has a line on these."""
PAYS_BILLS = "FIRM_INTEREST_IN_TRUST"
"""Bills that are kept in trust are paid from it; every other payment of ours goes through a bank account."""
NOTHING_WAITS = "nothing waits, but the comparison cannot set it beside Xero's"


@dataclass(frozen=True, slots=True)
class Gap:
    """`text` is for the screen; `stops` says whether copies wait because of it."""

    fault: Fault
    text: str
    stops: bool


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The account in Xero that one of ours is mapped to, as it was last read."""

    name: str
    code: str
    archived: bool
    takes_payments: bool
    theirs: Theirs


def gap(ours: Ours, remote: Counterpart | None, *, code: str, bank: str = "") -> Gap | None:
    """None when all is well. `code` is our account's, `bank` the code of the bank account that posts to it."""
    waits = waiting(ours, code=code, bank=bank)
    stops = waits != NOTHING_WAITS
    if remote is None:
        return Gap("missing", f"No counterpart: {waits}", stops)
    if remote.archived:
        return Gap("archived", f"Archived in Xero: {waits}. Restore it there and refresh, or choose another", stops)
    why = unfit(ours, remote.theirs)
    if why:
        return Gap("unfit", f"Xero will refuse it: {why}", stops)
    if not remote.code and ours.type not in BANKS:
        return Gap("without-code", f"It has no code in Xero: {waits}. Give it one there, then refresh", stops)
    if ours.slot in TAKES_PAYMENTS and not remote.takes_payments and remote.theirs.type != "BANK":
        pays = ours.slot == PAYS_BILLS
        what = "bills paid from it will wait" if pays else "nothing waits, but no bill can be paid from it there"
        text = f"It takes no payments in Xero: {what}. Switch on “Enable payments to this account” there, then refresh"
        return Gap("no-payments", text, stops=pays)
    expected = CLASSES[CLASS_OF_TYPE[ours.type]]
    found = remote.theirs.account_class
    if found != expected and not ours.slot and not (found in STANDING and expected in STANDING):
        text = (
            f"It is {_a(expected)} account here and {_a(found)} account in Xero: the totals agree, the reports differ"
        )
        return Gap("other-class", text, stops=False)
    return None


def waiting(ours: Ours, *, code: str, bank: str = "") -> str:
    """What will wait while the account has no usable counterpart."""
    if ours.slot in WAITS_OF_SLOT:
        return WAITS_OF_SLOT[ours.slot]
    if ours.slot in XERO_MAKES or ours.slot in STAYS_HERE:
        return NOTHING_WAITS
    if ours.type == "trust_bank":
        return f"trust money through {bank or code} will wait"
    if ours.type == "bank":
        return f"receipts and payments through {bank or code} will wait"
    if CLASS_OF_TYPE[ours.type] == "income":
        return f"bills on {code} will wait"
    return f"documents on {code} will wait"


def tax_gap(code: str, *, mapped: bool, unfit_because: str, clashes: tuple[str, ...]) -> Gap | None:
    """`clashes` are our accounts that use the code and whose counterparts do not take the rate."""
    if not mapped:
        return Gap("missing", f"No counterpart: lines with {code} will wait", stops=True)
    if unfit_because:
        return Gap("unfit", f"Xero will refuse it: {unfit_because}", stops=True)
    if clashes:
        text = f"Xero does not take this rate on the counterparts of {', '.join(clashes)}: lines there will fail"
        return Gap("tax", text, stops=True)
    return None


def _a(account_class: str) -> str:
    word = WORDS.get(account_class, "another")
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"
