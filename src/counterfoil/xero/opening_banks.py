"""Bank accounts that are opened here with their counterpart in Xero: made there, found there, or read by Refresh.

open_bank             with "(Auto create new in Xero)", or with an account that somebody made there and gave a code
take_office_account   the firm's first office account, as the article on connecting has it: made in Xero, refreshed
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from counterfoil.core.bank_numbers import read_bank_number
from counterfoil.core.jurisdictions import jurisdiction
from counterfoil.core.refusals import Refusal
from counterfoil.firms.models import Firm
from counterfoil.firms.roles import Actor, require
from counterfoil.ledger.models import Account, BankAccount
from counterfoil.outbox.models import Destination
from counterfoil.practice.banks import change_bank_account, open_bank_account, unused
from counterfoil.xero.mapping import save_account, try_again
from counterfoil.xero.models import AccountMapping, RemoteAccount
from counterfoil.xero.new_accounts import Making, create_account, making

MADE_THERE = "xero"
FOUND_THERE = "xero-"
"""No account of a chart is called that: a code has four digits here, and what is read from Xero keeps its own."""

TRUST_WORDS = ("trust", "client account", "client money")
"""What the name of an account for clients' money says in Xero, where nothing else tells it from the firm's own."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The bank account, and what is being made in Xero for it."""

    bank: BankAccount
    making: tuple[Making, ...] = ()


def open_bank(
    *,
    by: Actor,
    at: datetime,
    destination: Destination | None,
    account: str = "",
    liability: bool = False,
    **given: Any,
) -> Opened:
    """Open a bank account, here and where it is wanted in Xero; all of it or nothing.

    `account` is the code of an account of the chart, MADE_THERE, or FOUND_THERE and the id of a bank account in Xero.
    `liability`: what is owed to clients is made there as well. `given` is as `practice.banks.open_bank_account` has it.
    """
    if destination is None:
        return Opened(open_bank_account(by=by, at=at, account=account, **given))
    wanted: list[int] = []
    with transaction.atomic():
        if account.startswith(FOUND_THERE):
            remote_id = account.removeprefix(FOUND_THERE)
            bank = _found_there(by=by, at=at, destination=destination, remote_id=remote_id, **given)
        elif account == MADE_THERE:
            bank = open_bank_account(by=by, at=at, **given)
            wanted.append(bank.account_id)
        else:
            bank = open_bank_account(by=by, at=at, account=account, **given)
        if liability:
            wanted.append(Account.objects.get(firm_id=by.firm_id, slot="TRUST_HELD").pk)
        made = [create_account(by=by, at=at, destination=destination, account_id=key) for key in wanted]
    return Opened(bank, tuple(made))


def _found_there(*, by: Actor, at: datetime, destination: Destination, remote_id: str, **given: Any) -> BankAccount:
    """What is not given is taken from there."""
    require(by, "connect")
    remote = next((one for one in free_banks(destination) if one.remote_id == remote_id), None)
    if remote is None:
        raise Refusal("account-unknown-there", "refresh the accounts, then choose one of the list")
    given["number"] = given.get("number") or _readable(remote.number, by.firm_id)
    given["name"] = given.get("name") or remote.name[:150]
    bank = open_bank_account(by=by, at=at, **given)
    save_account(destination, bank.account_id, remote)
    try_again(destination.pk)
    return bank


def liability_is_missing(destination: Destination) -> bool:
    """Whether trust liability neither has a counterpart nor is about to have one."""
    held = Account.objects.filter(firm_id=destination.firm_id, slot="TRUST_HELD").first()
    if held is None or AccountMapping.objects.filter(destination=destination, account=held).exists():
        return False
    return held.pk not in making(destination.pk)


def free_banks(destination: Destination) -> list[RemoteAccount]:
    """Bank accounts in Xero with a code that answer to none of ours, by code."""
    taken = AccountMapping.objects.filter(destination=destination).values_list("remote_id", flat=True)
    found = RemoteAccount.objects.filter(destination=destination, type="BANK", status="ACTIVE").exclude(code="")
    return list(found.exclude(remote_id__in=list(taken)).order_by("code", "name"))


def looks_like_trust(remote: RemoteAccount) -> bool:
    return any(word in remote.name.casefold() for word in TRUST_WORDS)


def standing_ready(*, firm_id: int, sort: str) -> BankAccount | None:
    """The account that a new firm begins with, as long as nobody has used it, and nothing in Xero answers to it."""
    found = unused(firm_id=firm_id, sort=sort)
    if found is None:
        return None
    answered = AccountMapping.objects.filter(account=found.account).exclude(destination__state="gone")
    return None if answered.exists() else found


def take_office_account(*, by: Actor, at: datetime, destination: Destination) -> BankAccount | None:
    """The office account that stands ready takes the only one in Xero: its name, its number, its counterpart."""
    ready = standing_ready(firm_id=destination.firm_id, sort="office")
    found = [one for one in free_banks(destination) if not looks_like_trust(one)]
    if ready is None or ready.provider is None or len(found) != 1:
        return None
    (remote,) = found
    save_account(destination, ready.account_id, remote)
    return change_bank_account(
        code=ready.code,
        name=remote.name[:150],
        number=_readable(remote.number, destination.firm_id),
        provider=ready.provider.code,
        state="open",
        by=by,
        at=at,
    )


def _readable(number: str, firm_id: int) -> str:
    """The number as the firm's country writes it; nothing where it is written in another way, or taken here."""
    written = jurisdiction(Firm.objects.get(pk=firm_id).jurisdiction).bank_account_format
    try:
        read = read_bank_number(number, written)
    except Refusal:
        return ""
    return "" if BankAccount.objects.filter(firm_id=firm_id, number=read).exists() else read
