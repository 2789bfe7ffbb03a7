"""Accounts that are made in Xero from here and mapped: "(Auto create new in Xero)".

An account goes through the outbox as a document does: queued with its code in the transaction that asks for it, sent
once by the worker, and looked up by code and name where its answer was lost; Xero refuses a second one with that code.
Until it is there, what is posted to the account waits, and goes on by itself. (Sync protocol, class N.)
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.db import transaction

from counterfoil.core.refusals import Refusal
from counterfoil.documents import numbering
from counterfoil.firms import audit
from counterfoil.firms.roles import Actor, require
from counterfoil.firms.rows import ask
from counterfoil.ledger.models import Account, BankAccount
from counterfoil.outbox import queue
from counterfoil.outbox.models import Destination, Item
from counterfoil.xero.fitting import SYSTEM, TAKES_PAYMENTS
from counterfoil.xero.mapping import save_account, try_again
from counterfoil.xero.models import AccountMapping, RemoteAccount

SORTS = {
    "bank": ("BANK", "ASSET", 91),
    "trust_bank": ("BANK", "ASSET", 91),
    "trust_liability": ("CURRLIAB", "LIABILITY", 801),
    "liability": ("CURRLIAB", "LIABILITY", 801),
    "current_asset": ("CURRENT", "ASSET", 601),
}
"""Our types that can be made there: Xero's type, its class, and where three-digit codes are looked for."""

LONGEST_CODE = 10
SOURCE = "account"


@dataclass(frozen=True, slots=True)
class Making:
    """How far it is: `state` is the item's own (pending, confirmed, ...), `reason` says why it was refused."""

    account_id: int
    code: str
    name: str
    marker: str
    state: str
    reason: str


def may_make(account: Account) -> bool:
    """Whether such an account can be made there; Xero makes those that it moves itself."""
    return account.type in SORTS and SYSTEM.get(account.slot or "") is None


def create_account(*, by: Actor, at: datetime, destination: Destination, account_id: int) -> Making:
    """Queue the account to be made in Xero under a free code. Asking again answers what is under way already.

    Refused: account-unknown; account-not-allowed for a sort that is not made; mapped-already; for a bank account
    without its number, which Xero asks for, bank-number-not-understood; account-name-taken where Xero has the name.
    """
    require(by, "connect")
    with transaction.atomic():
        held = Destination.objects.select_for_update().filter(pk=destination.pk, firm_id=by.firm_id).first()
        account = Account.objects.filter(firm_id=by.firm_id, pk=account_id).first()
        if held is None or account is None:
            raise Refusal("account-unknown", "there is no such account in the chart")
        under_way = _newest(held, account.pk)
        if under_way and under_way.state not in ("cancelled", "confirmed"):
            return _making(under_way)
        if AccountMapping.objects.filter(destination=held, account=account).exists():
            raise Refusal("mapped-already", "{account} has a counterpart in Xero already", account=str(account))
        about = _about(account, held)
        (taken,) = ask(numbering.take(firm_id=by.firm_id, series=None, items=1))
        item = queue.Waiting(
            id=taken.item_ids[0],
            source_kind=SOURCE,
            source_id=account.pk,
            part="document",
            operation="create",
            version=under_way.version + 1 if under_way else 1,
            resource="Accounts",
            type="",
            snapshot=msgspec.json.encode({"account": about}).decode(),
        )
        queue.put([item], firm_id=by.firm_id, destination_id=held.pk, at=at)
        detail = {"account": str(account), "code in Xero": about["remote_code"]}
        audit.note(by=by, at=at, action="create in Xero", subject="account", subject_id=account.pk, detail=detail)
        return _making(Item.objects.get(pk=item.id))


def _about(account: Account, destination: Destination) -> dict[str, Any]:
    """All that the translation needs, frozen."""
    if not may_make(account):
        raise Refusal(
            "account-not-allowed",
            "{account} is not made from here; make it in Xero, then refresh",
            account=str(account),
        )
    type_, _, _ = SORTS[account.type]
    bank = BankAccount.objects.filter(account=account).first()
    if type_ == "BANK" and not (bank and bank.number):
        raise Refusal("bank-number-not-understood", "enter the bank account's number first; Xero asks for it")
    name = bank.name if bank else account.name
    remote = list(RemoteAccount.objects.filter(destination=destination))
    if any(one.name.casefold() == name.casefold() for one in remote):
        raise Refusal("account-name-taken", "Xero has an account called {name}; choose it instead", name=name)
    waiting = Item.objects.filter(destination=destination, source_kind=SOURCE).exclude(state="cancelled")
    asked = {msgspec.json.decode(text)["account"]["remote_code"] for text in waiting.values_list("snapshot", flat=True)}
    return {
        "id": account.pk,
        "code": account.code,
        "name": name,
        "type": type_,
        "number": bank.number if bank else "",
        "takes_payments": (account.slot or "") in TAKES_PAYMENTS,
        "remote_code": free_code(account, taken={one.code for one in remote} | asked),
    }


def free_code(account: Account, *, taken: Collection[str]) -> str:
    """Our own code where Xero has it free, otherwise the next three digits for an account of its sort."""
    if len(account.code) <= LONGEST_CODE and account.code not in taken:
        return account.code
    first = SORTS[account.type][2]
    found = next((code for code in (f"{number:03}" for number in range(first, 1000)) if code not in taken), None)
    if found is None:
        raise Refusal("account-not-allowed", "Xero has no free code of three digits; make the account there")
    return found


def making(destination_id: int) -> dict[int, Making]:
    """What is being made, or was refused, by our account: the mapping page shows it."""
    rows = Item.objects.filter(destination_id=destination_id, source_kind=SOURCE).order_by("version")
    return {row.source_id: _making(row) for row in rows if row.state != "cancelled"}


def made(item_id: int, *, adopted: bool = False) -> None:
    """It is there: keep it among Xero's accounts, map ours to it, let what waited go on. In the caller's transaction.

    Of one that a person adopted only the id is certain; a refresh reads its code, and until then it shows none.
    """
    item = Item.objects.select_related("destination").get(pk=item_id)
    about = msgspec.json.decode(item.snapshot)["account"]
    account = Account.objects.get(pk=item.source_id, firm_id=item.firm_id)
    remote, _ = RemoteAccount.objects.get_or_create(
        destination=item.destination,
        remote_id=item.remote_id or "",
        defaults={
            "firm_id": item.firm_id,
            "code": "" if adopted else about["remote_code"],
            "name": about["name"],
            "type": about["type"],
            "account_class": SORTS[account.type][1],
            "status": "ACTIVE",
            "takes_payments": about["takes_payments"],
        },
    )
    save_account(item.destination, account.pk, remote)
    try_again(item.destination_id)


def _newest(destination: Destination, account_id: int) -> Item | None:
    return (
        Item.objects.filter(destination=destination, source_kind=SOURCE, source_id=account_id)
        .order_by("-version")
        .first()
    )


def _making(item: Item) -> Making:
    about = msgspec.json.decode(item.snapshot)["account"]
    return Making(item.source_id, about["remote_code"], about["name"], item.marker, item.state, item.reason_text)
