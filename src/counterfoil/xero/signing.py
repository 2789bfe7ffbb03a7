"""Signing the comparison off: what both ledgers said on a day, kept as it was seen, by whom, and never changed again.

Trust money stands in it three ways for each bank: in Xero, in our trust ledger, and as the sum of its matters.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from counterfoil.core.refusals import Refusal
from counterfoil.firms import audit
from counterfoil.firms.roles import Actor, require
from counterfoil.outbox.current import destination_of
from counterfoil.reports.comparison import ComparedAccount, Comparison
from counterfoil.reports.trust_listing import trust_listing
from counterfoil.xero.compare import compared
from counterfoil.xero.models import SignedComparison
from counterfoil.xero.trial_balance import kept_reading

BY_HAND = frozenset({"made_there", "changed_there"})
"""Reasons of a difference that only a person in Xero can have made."""


@dataclass(frozen=True, slots=True)
class ThreeWays:
    """A trust bank seen three ways. `apart_minor` is what documents explain between Xero and here.

    `deposited_minor` came from it and lies in the statutory deposit, still held for its matters.
    """

    bank: str
    name: str
    xero_minor: int
    ledger_minor: int
    matters_minor: int
    apart_minor: int
    deposited_minor: int = 0

    @property
    def agrees(self) -> bool:
        in_xero = self.xero_minor + self.apart_minor == self.ledger_minor
        return in_xero and self.ledger_minor + self.deposited_minor == self.matters_minor


@dataclass(frozen=True, slots=True)
class SignedAccount:
    """A line of what was signed."""

    name: str
    codes: str
    ours_minor: int
    theirs_minor: int
    explained_minor: int


def three_ways(*, firm_id: int, found: Comparison, as_at: date) -> list[ThreeWays]:
    """Every trust bank that has a counterpart in Xero, or money in it."""
    by_code = {member.code: account for account in (*found.mapped, *found.only_here) for member in account.ours}
    banks = []
    for bank in trust_listing(firm_id=firm_id, as_at=as_at).banks:
        account = by_code.get(bank.account)
        banks.append(
            ThreeWays(
                bank=bank.code,
                name=bank.name,
                xero_minor=account.theirs_minor if account else 0,
                ledger_minor=bank.account_minor,
                matters_minor=bank.matters_minor,
                apart_minor=account.explained_minor if account else 0,
                deposited_minor=bank.deposited_minor,
            )
        )
    return banks


def sign(*, by: Actor, at: datetime, as_at: date, why: str) -> SignedComparison:
    """Keep the comparison as it stands now. Refused while something is unexplained, or trust money does not agree."""
    require(by, "lock period")
    destination = destination_of(by.firm_id)
    reading = kept_reading(destination_id=destination.pk, as_at=as_at) if destination else None
    if destination is None or reading is None:
        raise Refusal("not-reconciled", "Xero's trial balance of {day} has not been read; read it first", day=as_at)
    found = compared(firm_id=by.firm_id, reading=reading, at=at)
    trust = three_ways(firm_id=by.firm_id, found=found, as_at=as_at)
    may_be_signed(found, trust)
    with transaction.atomic():
        signed = SignedComparison.objects.create(
            firm_id=by.firm_id,
            destination=destination,
            as_at=as_at,
            read_at=reading.read_at,
            signed_at=at,
            by_id=by.user_id,
            why=why.strip(),
            accounts=json.dumps([asdict(_line(account)) for account in (*found.mapped, *found.only_here)]),
            trust=json.dumps([asdict(each) for each in trust]),
        )
        detail = {"as at": as_at.isoformat(), "differing": len(found.differing), "agreeing": len(found.agreeing)}
        audit.note(
            by=by, at=at, action="sign off", subject="comparison", subject_id=signed.pk, detail=detail, why=why.strip()
        )
    return signed


def may_be_signed(found: Comparison, trust: Sequence[ThreeWays]) -> None:
    if found.unexplained:
        raise Refusal(
            "not-reconciled",
            "{account} differs by something that no document explains; sweep Xero for what was changed there",
            account=found.unexplained[0].name,
        )
    if by_hand := next((account for account in found.differing if _is_trust_by_hand(account)), None):
        raise Refusal(
            "not-reconciled",
            "on {account}, client money was moved in Xero by hand; enter it here, or have it taken out there",
            account=by_hand.name,
        )
    wrong = next((each for each in trust if not each.agrees), None)
    if wrong:
        raise Refusal(
            "not-reconciled", "the trust bank {bank} does not agree three ways; see to it first", bank=wrong.bank
        )


def _is_trust_by_hand(account: ComparedAccount) -> bool:
    return any(member.trust for member in account.ours) and not BY_HAND.isdisjoint(account.apart)


def _line(account: ComparedAccount) -> SignedAccount:
    codes = " ".join(member.code for member in account.ours)
    return SignedAccount(account.name, codes, account.ours_minor, account.theirs_minor, account.explained_minor)


def signed_called(public_id: str, *, firm_id: int) -> SignedComparison:
    found = SignedComparison.objects.filter(public_id=public_id, firm_id=firm_id).select_related("by").first()
    if found is None:
        raise Refusal("comparison-unknown", "there is no such signed comparison in this firm")
    return found


def signed_list(*, destination_id: int, most: int = 24) -> list[SignedComparison]:
    """The newest first."""
    found = SignedComparison.objects.filter(destination_id=destination_id).select_related("by").order_by("-pk")
    return list(found[:most])


def lines_of(signed: SignedComparison) -> tuple[list[SignedAccount], list[ThreeWays]]:
    accounts = [SignedAccount(**each) for each in json.loads(signed.accounts)]
    return accounts, [ThreeWays(**each) for each in json.loads(signed.trust)]
