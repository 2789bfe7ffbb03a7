"""Which account and tax rate in Xero answers to which here: suggested, chosen by a person, read when translating."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from counterfoil.core.chart import CLASS_OF_TYPE
from counterfoil.core.jurisdictions import jurisdiction
from counterfoil.core.refusals import Refusal
from counterfoil.firms import audit
from counterfoil.firms.models import Firm
from counterfoil.firms.roles import Actor, require
from counterfoil.firms.rows import run
from counterfoil.ledger.models import Account
from counterfoil.outbox.models import Destination
from counterfoil.taxes.models import TaxCode, TaxRate
from counterfoil.xero.models import AccountMapping, RemoteAccount, RemoteTaxRate, TaxMapping
from counterfoil.xero.translate import parts

CLASSES = {"asset": "ASSET", "liability": "LIABILITY", "equity": "EQUITY", "income": "REVENUE", "expense": "EXPENSE"}

SYSTEM = {
    "RECEIVABLE": "DEBTORS",
    "PAYABLE": "CREDITORS",
    "TAX_COLLECTED": "GST",
    "TAX_PAID": "GST",
    "ROUNDING": "ROUNDING",
    "RETAINED_EARNINGS": "RETAINEDEARNINGS",
}
"""Accounts that Xero makes and moves itself."""

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


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A counterpart for an account of ours, and why; nothing when none suggests itself."""

    account: Account
    remote: RemoteAccount | None
    why: str


def suggest_accounts(destination: Destination) -> list[Suggestion]:
    """For each account of the firm: Xero's own of that function, the same code, the same name, the only bank."""
    remote = [
        one for one in RemoteAccount.objects.filter(destination=destination).order_by("code") if one.status == "ACTIVE"
    ]
    return [
        _suggest(account, remote) for account in Account.objects.filter(firm_id=destination.firm_id).order_by("code")
    ]


def _suggest(account: Account, remote: list[RemoteAccount]) -> Suggestion:
    if system := SYSTEM.get(account.slot or ""):
        found = next((one for one in remote if one.system == system), None)
        return Suggestion(account, found, "Xero's own account" if found else "")
    bank = account.type in ("bank", "trust_bank")
    fitting = [one for one in remote if not one.system and _fits(account, one)]
    same_code = next((one for one in fitting if one.code and one.code == account.code), None)
    if same_code:
        return Suggestion(account, same_code, "same code")
    for name in (account.name.casefold(), *NAMED.get(account.slot or "", ())):
        for one in fitting:
            if one.name.casefold() == name:
                return Suggestion(account, one, "same name" if name == account.name.casefold() else "same function")
    if bank:
        of_its_sort = [one for one in fitting if ("trust" in one.name.casefold()) is (account.type == "trust_bank")]
        if len(of_its_sort) == 1:
            return Suggestion(account, of_its_sort[0], "the only bank account of its sort")
    return Suggestion(account, None, "")


def _fits(account: Account, remote: RemoteAccount) -> bool:
    if account.slot == "FIRM_INTEREST_IN_TRUST":
        return remote.account_class in ("ASSET", "LIABILITY")
    is_bank = account.type in ("bank", "trust_bank")
    return (remote.type == "BANK") is is_bank and remote.account_class == CLASSES[CLASS_OF_TYPE[account.type]]


def suggest_tax_types(destination: Destination) -> dict[str, str]:
    """Tax code -> tax type: the usual one when its rate agrees, otherwise the only active one of that rate and side."""
    rates = {one.tax_type: one for one in RemoteTaxRate.objects.filter(destination=destination, status="ACTIVE")}
    data = jurisdiction(Firm.objects.get(pk=destination.firm_id).jurisdiction)
    hints = {code.code: code.xero_hint for code in data.tax_codes}
    found = {}
    for code in TaxCode.objects.filter(firm_id=destination.firm_id).order_by("code"):
        newest = TaxRate.objects.filter(tax_code=code).order_by("-starts_on").first()
        rate_bp = newest.rate_bp if newest else 0
        hinted = rates.get(hints.get(code.code, ""))
        if hinted and hinted.rate_bp == rate_bp:
            found[code.code] = hinted.tax_type
            continue
        side = {"collected": "REVENUE", "paid": "EXPENSE"}.get(code.direction)
        alike = [one for one in rates.values() if one.rate_bp == rate_bp and _of_side(one, side)]
        if len(alike) == 1:
            found[code.code] = alike[0].tax_type
    return found


def _of_side(rate: RemoteTaxRate, side: str | None) -> bool:
    """A rate for both sides is one for neither: BAS excluded, no tax."""
    classes = rate.classes.split(",")
    both = "REVENUE" in classes and "EXPENSE" in classes
    return both if side is None else side in classes and not both


def adopt_suggestions(*, by: Actor, at: datetime, destination: Destination) -> list[Suggestion]:
    """Save what suggests itself for whatever is not mapped yet. Returns what still has no counterpart."""
    require(by, "connect")
    with transaction.atomic():
        mapped = set(AccountMapping.objects.filter(destination=destination).values_list("account_id", flat=True))
        open_ones = []
        for suggestion in suggest_accounts(destination):
            if suggestion.account.pk in mapped:
                continue
            if suggestion.remote is None:
                open_ones.append(suggestion)
            else:
                _save_account(destination, suggestion.account.pk, suggestion.remote)
        codes = dict(TaxCode.objects.filter(firm_id=destination.firm_id).values_list("code", "pk"))
        for code, tax_type in suggest_tax_types(destination).items():
            TaxMapping.objects.get_or_create(
                destination=destination,
                tax_code_id=codes[code],
                defaults={"firm_id": destination.firm_id, "tax_type": tax_type},
            )
        try_again(destination)
        audit.note(
            by=by, at=at, action="map", subject="destination", subject_id=destination.pk, detail={"by": "suggestion"}
        )
    return open_ones


def map_account(*, by: Actor, at: datetime, destination: Destination, account_id: int, remote_id: str) -> None:
    """A person's choice. What failed for want of a counterpart goes on by itself."""
    require(by, "connect")
    with transaction.atomic():
        account = Account.objects.filter(firm_id=destination.firm_id, pk=account_id).first()
        remote = RemoteAccount.objects.filter(destination=destination, remote_id=remote_id).first()
        if account is None or remote is None:
            raise Refusal("account-unknown-there", "refresh the accounts, then choose one of the list")
        _save_account(destination, account.pk, remote)
        try_again(destination)
        detail = {"account": str(account), "to": str(remote)}
        audit.note(by=by, at=at, action="map", subject="destination", subject_id=destination.pk, detail=detail)


def map_tax(*, by: Actor, at: datetime, destination: Destination, tax_code_id: int, tax_type: str) -> None:
    require(by, "connect")
    with transaction.atomic():
        code = TaxCode.objects.filter(firm_id=destination.firm_id, pk=tax_code_id).first()
        if code is None or not RemoteTaxRate.objects.filter(destination=destination, tax_type=tax_type).exists():
            raise Refusal("account-unknown-there", "refresh the tax rates, then choose one of the list")
        TaxMapping.objects.update_or_create(
            destination=destination,
            tax_code=code,
            defaults={"firm_id": destination.firm_id, "tax_type": tax_type},
        )
        try_again(destination)
        detail = {"tax code": code.code, "to": tax_type}
        audit.note(by=by, at=at, action="map", subject="destination", subject_id=destination.pk, detail=detail)


def counterparts(destination_id: int) -> parts.Counterparts:
    """The mapping as translations read it."""
    accounts = {
        row[0]: parts.RemoteAccount(*row[1:])
        for row in run(
            "select account_id, remote_id, remote_code, remote_name, remote_type, remote_status"
            " from xero_accountmapping where destination_id = %s",
            [destination_id],
        )
    }
    taxes = run(
        "select c.code, m.tax_type from xero_taxmapping m join taxes_taxcode c on c.id = m.tax_code_id"
        " where m.destination_id = %s",
        [destination_id],
    )
    rounding = run(
        "select remote_id, code, name, type, status from xero_remoteaccount"
        " where destination_id = %s and system = 'ROUNDING'",
        [destination_id],
    )
    return parts.Counterparts(accounts, dict(taxes), parts.RemoteAccount(*rounding[0]) if rounding else None)


def _save_account(destination: Destination, account_id: int, remote: RemoteAccount) -> None:
    AccountMapping.objects.update_or_create(
        destination=destination,
        account_id=account_id,
        defaults={
            "firm_id": destination.firm_id,
            "remote_id": remote.remote_id,
            "remote_code": remote.code,
            "remote_name": remote.name,
            "remote_type": remote.type,
            "remote_status": remote.status,
        },
    )


def try_again(destination: Destination) -> None:
    """Nothing of these was ever sent: they only lacked a counterpart."""
    run(
        "update outbox_item set state = 'pending', reason_code = '', reason_text = '', not_before = null,"
        " settled_at = null, body = null, body_sha256 = null where destination_id = %s and state = 'rejected'"
        " and reason_code in ('mapping-missing', 'mapping-archived', 'mapping-without-code')",
        [destination.pk],
    )
