"""What all translations share: the copy to be made, counterparts, texts, and the request they end in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Counterparts:
    """The firm's mapping: accounts by our id, tax types by our code, and the account that takes rounding.

    `being_made` are those of our accounts whose counterpart is on its way to Xero.
    """

    accounts: Mapping[int, RemoteAccount]
    tax_types: Mapping[str, str]
    rounding: RemoteAccount | None = None
    being_made: frozenset[int] = frozenset()

    def account(self, account_id: int, *, named: str) -> RemoteAccount:
        found = self.accounts.get(account_id)
        if found is None and account_id in self.being_made:
            raise Untranslatable(BEING_MADE, f"Account {named} is being made in Xero; this goes on when it is there")
        if found is None:
            raise Untranslatable(
                "mapping-missing", f"Account {named} has no counterpart in Xero; map it under Xero > Accounts"
            )
        if found.status.upper() == "ARCHIVED":
            raise Untranslatable(
                "mapping-archived",
                f"Account {named} is mapped to {found.name}, archived in Xero; restore it there or map another",
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
                "mapping-missing", f"Tax code {code} has no counterpart in Xero; map it under Xero > Tax rates"
            )
        return found


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


def clean_name(text: str) -> str:
    """As Xero takes names: no angle brackets, no doubled spaces."""
    return re.sub(r"\s+", " ", re.sub(r"[<>]", " ", text)).strip()
