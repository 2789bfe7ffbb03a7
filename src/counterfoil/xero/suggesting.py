"""Which account and tax rate in Xero suggests itself for which of ours, and why. Nothing is saved here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from counterfoil.core.chart import CLASS_OF_TYPE
from counterfoil.core.jurisdictions import jurisdiction
from counterfoil.firms.models import Firm
from counterfoil.ledger.models import Account
from counterfoil.outbox.models import Destination
from counterfoil.taxes.models import TaxCode, TaxRate
from counterfoil.xero.fitting import BANKS, CLASSES, SIDE, SYSTEM, Ours, Theirs, unfit
from counterfoil.xero.models import AccountMapping, RemoteAccount, RemoteTaxRate

NAMED = {
    "TRUST_HELD": ("trust liability", "trust funds held", "client money held", "trust"),
    "FIRM_INTEREST_IN_TRUST": ("trust liability", "firm interest in trust"),
    "TRUST_TRANSFERS": ("trust transfers",),
    "TRUST_ADVANCES": ("trust paid by firm",),
    "STATUTORY_DEPOSIT": ("statutory deposit",),
    "FEES": ("professional fees", "fees", "legal fees", "sales"),
    "DISBURSEMENTS_RECOVERED": ("disbursements recovered",),
    "DISBURSEMENT_COST": ("disbursements paid", "disbursements"),
    "BANK_TRANSFER_HOLDING": ("bank transfer holding",),
    "RETAINERS_HELD": ("retainers held", "retainers held in office account"),
}
"""What accounts with a function are called in Xero, the likeliest name first."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A counterpart for an account of ours, and why; nothing when none suggests itself."""

    account: Account
    remote: RemoteAccount | None
    why: str


def suggest_accounts(destination: Destination) -> list[Suggestion]:
    """For each account of the firm: Xero's own of that function, the same code, the same name, the only bank.

    A bank account in Xero suggests itself once, and not at all when one of ours is mapped to it already.
    """
    there = _There(RemoteAccount.objects.filter(destination=destination, status="ACTIVE").order_by("code", "name"))
    banks = AccountMapping.objects.filter(destination=destination, account__type__in=BANKS)
    taken = dict(banks.values_list("remote_id", "account_id"))
    found = []
    for account in Account.objects.filter(firm_id=destination.firm_id).order_by("code"):
        suggestion = _suggest(account, there, taken)
        if suggestion.remote and account.type in BANKS:
            taken[suggestion.remote.remote_id] = account.pk
        found.append(suggestion)
    return found


class _There:
    """The accounts in Xero by what they are looked up by, each list in the order of codes."""

    def __init__(self, accounts: Iterable[RemoteAccount]) -> None:
        self.of_system: dict[str, RemoteAccount] = {}
        self.by_code: dict[str, list[RemoteAccount]] = defaultdict(list)
        self.by_name: dict[str, list[RemoteAccount]] = defaultdict(list)
        self.banks: list[RemoteAccount] = []
        for one in accounts:
            if one.system:
                self.of_system.setdefault(one.system, one)
                continue
            self.by_code[one.code].append(one)
            self.by_name[one.name.casefold()].append(one)
            if one.type == "BANK":
                self.banks.append(one)


def _suggest(account: Account, there: _There, taken: Mapping[str, int]) -> Suggestion:
    if system := SYSTEM.get(account.slot or ""):
        found = there.of_system.get(system)
        return Suggestion(account, found, "Xero's own account" if found else "")

    def fitting(some: Iterable[RemoteAccount]) -> list[RemoteAccount]:
        free = (one for one in some if taken.get(one.remote_id, account.pk) == account.pk)
        return [one for one in free if _likely(account, one)]

    if account.code in there.by_code and (same_code := fitting(there.by_code[account.code])):
        return Suggestion(account, same_code[0], "same code")
    for name in (account.name.casefold(), *NAMED.get(account.slot or "", ())):
        if name in there.by_name and (same_name := fitting(there.by_name[name])):
            why = "same name" if name == account.name.casefold() else "same function"
            return Suggestion(account, same_name[0], why)
    if account.type in BANKS:
        of_its_sort = [
            one for one in fitting(there.banks) if ("trust" in one.name.casefold()) is (account.type == "trust_bank")
        ]
        if len(of_its_sort) == 1:
            return Suggestion(account, of_its_sort[0], "the only bank account of its sort")
    return Suggestion(account, None, "")


def _likely(account: Account, remote: RemoteAccount) -> bool:
    """A suggestion is of the same class; what else is allowed, a person chooses."""
    ours = Ours(account.type, account.slot or "")
    if unfit(ours, Theirs(remote.type, remote.account_class, remote.system)):
        return False
    same = remote.account_class == CLASSES[CLASS_OF_TYPE[account.type]]
    return same or account.slot == "FIRM_INTEREST_IN_TRUST"


def suggest_tax_types(destination: Destination) -> dict[str, str]:
    """Tax code -> tax type: the usual one when its rate agrees, otherwise the only active one of that rate and side."""
    rates = {one.tax_type: one for one in RemoteTaxRate.objects.filter(destination=destination, status="ACTIVE")}
    data = jurisdiction(Firm.objects.get(pk=destination.firm_id).jurisdiction)
    hints = {code.code: code.xero_hint for code in data.tax_codes}
    newest = {
        rate.tax_code_id: rate.rate_bp
        for rate in TaxRate.objects.filter(firm_id=destination.firm_id).order_by("starts_on")
    }
    found = {}
    for code in TaxCode.objects.filter(firm_id=destination.firm_id).order_by("code"):
        rate_bp = newest.get(code.pk, 0)
        hinted = rates.get(hints.get(code.code, ""))
        if hinted and hinted.rate_bp == rate_bp:
            found[code.code] = hinted.tax_type
            continue
        alike = [one for one in rates.values() if one.rate_bp == rate_bp and _of_side(one, SIDE.get(code.direction))]
        if len(alike) == 1:
            found[code.code] = alike[0].tax_type
    return found


def _of_side(rate: RemoteTaxRate, side: str | None) -> bool:
    """A rate for both sides is one for neither: BAS excluded, no tax."""
    classes = rate.classes.split(",")
    both = "REVENUE" in classes and "EXPENSE" in classes
    return both if side is None else side in classes and not both
