"""The firm: its chart, what is kept beside the outbox, and its mapping to Xero.

A backup holds what `Firm` holds; Xero's side of the mapping is outside of it.
"""

from dataclasses import dataclass, field
from typing import Any

from counterfoil.outbox.work import Waiting
from counterfoil.xero.translate.parts import Counterparts, RemoteAccount
from xero_sandbox.model.books import Books

Line = dict[str, Any]

CHART: dict[str, tuple[int, str, str, str, str, str]] = {
    "office": (10, "1100", "Office account", "bank", "", "090"),
    "trust": (11, "1150", "Trust account", "trust_bank", "", "095"),
    "receivable": (12, "1200", "Receivables", "receivable", "RECEIVABLE", "610"),
    "payable": (13, "2000", "Payables", "payable", "PAYABLE", "800"),
    "held": (20, "2150", "Trust funds held", "trust_liability", "TRUST_HELD", "850"),
    "moved": (23, "2160", "Trust transfers", "trust_liability", "", "851"),
    "tax": (21, "2200", "Tax collected", "liability", "TAX_COLLECTED", "820"),
    "tax paid": (22, "2210", "Tax paid", "liability", "TAX_PAID", "820"),
    "fees": (40, "4100", "Fees", "income", "FEES", "200"),
    "recovered": (41, "4300", "Disbursements recovered", "income", "", "201"),
    "sundry": (42, "4900", "Sundry income", "income", "", "260"),
    "searches": (60, "6100", "Search fees", "expense", "", "330"),
    "unmapped": (99, "4999", "Forgotten income", "income", "", ""),
    "unmapped cost": (98, "6999", "Forgotten cost", "expense", "", ""),
}
"""Ours: id, code, name, type, slot, and the code of its counterpart there."""
UNMAPPED = {CHART["unmapped"][0]: "260", CHART["unmapped cost"][0]: "429"}
"""Accounts that nobody mapped, and what they are mapped to in the end."""
MADE_LATER = 200
"""Ids from here on are of accounts that are made in Xero from here."""


@dataclass(slots=True)
class Client:
    """Somebody the firm has business with; suppliers too."""

    id: int
    code: str
    name: str
    item_id: int | None = None


@dataclass(slots=True)
class Open:
    """A bill, or a credit, with what is left of it. `sort` is bill, owed, note or surplus."""

    sort: str
    document_id: int
    item_id: int
    number: str
    client: int
    left: int
    on: str


@dataclass(slots=True)
class Firm:
    """What is kept in the firm's database beside the outbox."""

    next_item: int = 1
    next_document: int = 1
    numbers: dict[str, int] = field(default_factory=dict)
    clients: list[Client] = field(default_factory=list)
    open: list[Open] = field(default_factory=list)
    made_accounts: dict[int, str] = field(default_factory=dict)
    """Account id -> its id in Xero, for accounts that were made from here."""
    account_items: dict[int, int] = field(default_factory=dict)
    """Account id -> the item that makes it."""
    documents: dict[int, tuple[Waiting, ...]] = field(default_factory=dict)
    """Document id -> its records."""
    taken_back: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Document id -> the items that void its records."""

    def copied(self) -> "Firm":
        return Firm(
            self.next_item,
            self.next_document,
            dict(self.numbers),
            [Client(one.id, one.code, one.name, one.item_id) for one in self.clients],
            [Open(o.sort, o.document_id, o.item_id, o.number, o.client, o.left, o.on) for o in self.open],
            dict(self.made_accounts),
            dict(self.account_items),
            dict(self.documents),
            dict(self.taken_back),
        )

    def item_id(self) -> int:
        self.next_item += 1
        return self.next_item - 1

    def document_id(self) -> int:
        self.next_document += 1
        return self.next_document - 1

    def next_number(self, series: str) -> str:
        return f"{series}-{self.numbers.get(series, 1001)}"

    def number(self, series: str) -> str:
        number = self.next_number(series)
        self.numbers[series] = self.numbers.get(series, 1001) + 1
        return number


class Mapping:
    """Which account there answers to which here; people complete it later."""

    def __init__(self, books: Books) -> None:
        by_code = {account.code: account for account in books.accounts if account.code}
        self.accounts = {
            ours[0]: RemoteAccount(there.id, there.code, there.name, there.type, "ACTIVE")
            for ours in CHART.values()
            if (there := by_code.get(ours[5]))
        }
        self._rounding = next(account for account in by_code.values() if account.system == "ROUNDING")
        self._later = {ours: by_code[code] for ours, code in UNMAPPED.items()}

    def complete(self) -> None:
        """A person maps what was forgotten."""
        for ours, there in self._later.items():
            self.accounts[ours] = RemoteAccount(there.id, there.code, there.name, there.type, "ACTIVE")

    def counterparts(self, firm: Firm, books: Books, *, being_made: frozenset[int]) -> Counterparts:
        accounts = self.accounts
        if firm.made_accounts:
            accounts = dict(accounts)
            for account_id, remote_id in firm.made_accounts.items():
                there = books.accounts[remote_id]
                accounts[account_id] = RemoteAccount(there.id, there.code, there.name, there.type, "ACTIVE")
        rounding = self._rounding
        return Counterparts(
            accounts,
            {"GST": "OUTPUT", "GSTP": "INPUT"},
            RemoteAccount(rounding.id, rounding.code, rounding.name, rounding.type, "ACTIVE"),
            being_made,
        )


def bank(name: str) -> dict[str, Any]:
    account_id, code, account_name, *_ = CHART[name]
    return {"code": name, "account_id": account_id, "account": code, "account_name": account_name}


def line(account: str, minor: int, *, matter: str | None = None) -> Line:
    account_id, code, name, type_, slot, _ = CHART[account]
    return {
        "account_id": account_id,
        "account": code,
        "account_name": name,
        "type": type_,
        "slot": slot or None,
        "minor": minor,
        "matter": matter,
        "bank": None,
        "tax_code": None,
        "tax": 0,
        "text": "Advice",
    }
