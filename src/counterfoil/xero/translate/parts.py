"""What all translations share: the copy to be made, counterparts, texts, and the request they end in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from counterfoil.core.money import Money
from counterfoil.outbox.work import Carrier

EACH_ALONE = (("summarizeErrors", "false"),)
ALWAYS_ALONE = ("BankTransfers",)
"""Xero takes these one at a time and knows no summarizeErrors with them."""
MOST_DESCRIPTION = 4000
MOST_REFERENCE = 255
BEING_MADE = "account-being-made"
"""The one thing missing that comes by itself."""
LOCKED = "locked-in-xero"
LACKING = ("mapping-missing", "mapping-archived", "mapping-without-code", "mapping-tax", "mapping-no-payments")
"""What a change of the mapping, or a fresh look at Xero's accounts and tax rates, may mend."""
AS_READ = frozenset(LACKING) - {"mapping-missing"}
"""Of these, what was found by the accounts and tax rates as they were last read: mended there, they are read anew."""
REFUSED_HERE = frozenset({*LACKING, LOCKED, "journal-account", "carrier-missing", "not-yet-supported", "mistake"})
"""Reasons that were found before anything was sent: Xero was not asked, and no call was spent."""

_encode = msgspec.json.Encoder(decimal_format="number").encode


class Untranslatable(Exception):
    """It cannot be said in Xero's words yet. The code is for the item, the text for a person."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code, self.text = code, text


@dataclass(frozen=True, slots=True)
class Write:
    """A request that makes a document. `body` is final: hashed, kept and sent are the same text."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    body: str


@dataclass(frozen=True, slots=True)
class RemoteAccount:
    """The account in Xero that an account here becomes."""

    remote_id: str
    code: str
    name: str
    type: str
    status: str
    account_class: str = ""
    takes_payments: bool = True


@dataclass(frozen=True, slots=True)
class RemoteRate:
    """A tax rate in Xero: whether it is in use, and the classes of account that it may stand on, none where unknown."""

    is_active: bool
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Counterparts:
    """The firm's mapping: accounts by our id, tax types by our code, and the account that takes rounding.

    `being_made` are those of our accounts whose counterpart is on its way to Xero. `rates` are Xero's by their type,
    `locked_through` is its lock date, both as they were last read.
    """

    accounts: Mapping[int, RemoteAccount]
    tax_types: Mapping[str, str]
    rounding: RemoteAccount | None = None
    being_made: frozenset[int] = frozenset()
    rates: Mapping[str, RemoteRate] = field(default_factory=dict)
    locked_through: date | None = None

    def for_looking(self) -> "Counterparts":
        """Without what bars sending alone: what may be there is looked for, whatever is locked or ended since."""
        return replace(self, rates={}, locked_through=None)

    def account(self, account_id: int, *, named: str) -> RemoteAccount:
        found = self.accounts.get(account_id)
        if found is None and account_id in self.being_made:
            raise Untranslatable(BEING_MADE, f"Account {named} is being made in Xero; this goes on when it is there")
        if found is None:
            raise Untranslatable(
                "mapping-missing", f"Account {named} has no counterpart in Xero; map it under Xero sync > Mapping"
            )
        if found.status.upper() == "ARCHIVED":
            raise Untranslatable(
                "mapping-archived",
                f"Account {named} is mapped to {found.name}, archived in Xero; restore it there and refresh,"
                " or map another",
            )
        return found

    def line_account(self, line: Mapping[str, Any]) -> RemoteAccount:
        """Lines are addressed by code, so an account in Xero without one will not do."""
        named = f"{line['account']} {line['account_name']}"
        found = self.account(line["account_id"], named=named)
        if not found.code:
            raise Untranslatable(
                "mapping-without-code",
                f"Account {named} is mapped to {found.name}, without a code in Xero; give it one there, then refresh",
            )
        return found

    def bank(self, bank: Mapping[str, Any]) -> RemoteAccount:
        """A bank account's counterpart, by id: bank accounts in Xero often have no code."""
        return self.account(bank["account_id"], named=f"{bank['account']} {bank['account_name']}")

    def tax_type(self, code: str | None) -> str:
        if code is None:
            return "NONE"
        found = self.tax_types.get(code)
        if found is None:
            raise Untranslatable(
                "mapping-missing", f"Tax code {code} has no counterpart in Xero; map it under Xero sync > Mapping"
            )
        return found

    def taxed(self, line: Mapping[str, Any]) -> tuple[RemoteAccount, str]:
        """A line's account and tax rate over there, as long as Xero takes the one on the other."""
        account, code = self.line_account(line), line["tax_code"]
        tax_type = self.tax_type(code)
        rate = self.rates.get(tax_type) if code else None
        if rate is None:
            return account, tax_type
        if not rate.is_active:
            text = f"Tax code {code} is mapped to {tax_type}, no longer in use in Xero"
            raise Untranslatable("mapping-tax", f"{text}; map it under Xero sync > Mapping")
        if account.account_class and rate.classes and account.account_class not in rate.classes:
            raise Untranslatable(
                "mapping-tax",
                f"Xero does not take {tax_type}, to which tax code {code} is mapped, on {account.code} {account.name},"
                f" to which account {line['account']} is mapped; map one of the two otherwise, or change in Xero what"
                " the rate applies to, then refresh",
            )
        return account, tax_type


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """All that a translation may look at: the frozen snapshot, the counterparts, and what the copy leans on."""

    snapshot: Mapping[str, Any]
    marker: str
    counterparts: Counterparts
    carriers: Sequence[Carrier]
    name_taken: bool = False

    def amount(self, minor: int) -> Decimal:
        """Exact, with the currency's decimals: 880.00."""
        return Decimal(Money(minor, self.snapshot["currency"]).plain())

    def carrier(self, resource: str) -> str:
        """The id over there of what this leans on."""
        for carrier in self.carriers:
            if carrier.resource == resource:
                return carrier.remote_id
        raise Untranslatable("carrier-missing", f"it leans on a record in Xero ({resource}) that is not there")

    def bank_account(self) -> dict[str, str]:
        """The bank account's counterpart, by id: bank accounts in Xero often have no code."""
        return {"AccountID": self.counterparts.bank(self.snapshot["bank"]).remote_id}

    def paying_account(self) -> dict[str, str]:
        """The same where a payment goes through it: a bank account, or one that payments are enabled for."""
        bank = self.snapshot["bank"]
        found = self.counterparts.bank(bank)
        if found.type != "BANK" and not found.takes_payments:
            raise Untranslatable(
                "mapping-no-payments",
                f"Account {bank['account']} {bank['account_name']} is mapped to {found.name}, which takes no payments"
                " in Xero; switch on 'Enable payments to this account' there, then refresh",
            )
        return {"AccountID": found.remote_id}

    def not_locked(self) -> None:
        """Nothing dated on or before Xero's lock date is taken there."""
        day, locked = self.snapshot.get("dated_on"), self.counterparts.locked_through
        if day and locked and date.fromisoformat(day) <= locked:
            raise Untranslatable(
                LOCKED,
                f"It is dated {day}, and Xero is locked through {locked.isoformat()}. Unlock the period there"
                " (Accounting > Advanced > Lock dates) and retry; or take it back here and enter it anew with a later"
                " date; or enter it there by hand, and link the two under Details",
            )


def put(resource: str, document: Mapping[str, Any], *, path: str = "") -> Write:
    """Create with PUT, never POST: POST with a used number would overwrite."""
    return created(resource, path or resource, written(resource, document))


def written(resource: str, document: Mapping[str, Any]) -> str:
    """The body of one document: amounts exact, as numbers."""
    return _encode({resource: [document]}).decode()


def joined(resource: str, bodies: Sequence[str]) -> str:
    """One body of several: their documents, in that order, each the same text as alone."""
    begins, ends = f'{{"{resource}":[', "]}"
    if len(bodies) == 1:
        return bodies[0]
    assert all(body.startswith(begins) and body.endswith(ends) for body in bodies), f"a body holds no {resource}"
    return begins + ",".join(body[len(begins) : -len(ends)] for body in bodies) + ends


def created(resource: str, path: str, body: str) -> Write:
    """The request of a body that was frozen earlier: the same address, the same text."""
    return Write("PUT", path, () if resource in ALWAYS_ALONE else EACH_ALONE, body)


def path_of(resource: str, type_: str, carriers: Sequence[Carrier]) -> str:
    """Where documents of a resource are made: under its own name, but for allocations, which stand under a credit."""
    if resource != "Allocations":
        return resource
    for carrier in carriers:
        if carrier.resource == type_:
            return f"{type_}/{carrier.remote_id}/Allocations"
        if type_ == "Overpayments" and carrier.other_id:
            return f"{type_}/{carrier.other_id}/Allocations"
        if type_ == "Overpayments" and carrier.resource == "BankTransactions":
            text = "somebody pointed out its overpayment, whose other id in Xero is not known"
            raise Untranslatable("carrier-missing", f"{text}; allocate it there by hand, then give this one up here")
    raise Untranslatable("carrier-missing", f"it leans on a record in Xero ({type_}) that is not there")


def reference(*words: str | None) -> str:
    return " ".join(word for word in words if word)[:MOST_REFERENCE]


def description(*texts: str | None) -> str:
    """Xero wants at least one character."""
    text = " ".join(text.strip() for text in texts if text and text.strip())
    return text[:MOST_DESCRIPTION] or "."


def marked(text: str, copy: Copy) -> str:
    """The text as far as there is room, then our number and mark: by them a copy is found whose answer was lost."""
    mark = description(copy.snapshot["number"], copy.marker)
    return description(text[: MOST_DESCRIPTION - len(mark) - 1], mark)


def clean_name(text: str) -> str:
    """As Xero takes names: no angle brackets, no doubled spaces."""
    return re.sub(r"\s+", " ", re.sub(r"[<>]", " ", text)).strip()
