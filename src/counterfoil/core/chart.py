"""The chart of accounts as the kinds see it: accounts by code, and named slots for the accounts with a function."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self, overload

from counterfoil.core.refusals import Refusal

SLOTS = (
    "RECEIVABLE",
    "PAYABLE",
    "TAX_COLLECTED",
    "TAX_PAID",
    "TAX_PAYABLE",
    "FEES",
    "DISBURSEMENTS_RECOVERED",
    "DISBURSEMENT_COST",
    "TRUST_HELD",
    "FIRM_INTEREST_IN_TRUST",
    "TRUST_ADVANCES",
    "TRUST_TRANSFERS",
    "STATUTORY_DEPOSIT",
    "RETAINERS_HELD",
    "BANK_TRANSFER_HOLDING",
    "ROUNDING",
    "RETAINED_EARNINGS",
    "CURRENT_YEAR_EARNINGS",
)

CLASS_OF_TYPE = {
    "bank": "asset",
    "trust_bank": "asset",
    "current_asset": "asset",
    "fixed_asset": "asset",
    "liability": "liability",
    "trust_liability": "liability",
    "equity": "equity",
    "income": "income",
    "other_income": "income",
    "direct_cost": "expense",
    "expense": "expense",
}


@dataclass(frozen=True, slots=True)
class Account:
    """One account. `manual` is false for system accounts that nobody may choose on a line."""

    id: int
    code: str
    name: str
    type: str
    slot: str | None = None
    manual: bool = True
    tax: str | None = None

    @property
    def account_class(self) -> str:
        return CLASS_OF_TYPE[self.type]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@dataclass(frozen=True, slots=True)
class BankAccount:
    """A bank account of the firm: its own money (office) or its clients' (trust), and the account it posts to.

    `currency` and `division` are empty for the firm's own and its first; `type` is a trust account's. `held_with`
    is the code of the bank's own contact.
    """

    id: int
    code: str
    name: str
    account: Account
    trust: bool
    open: bool = True
    type: str = "current"
    currency: str = ""
    division: str = ""
    held_with: str = ""


class Slot:
    """A chart's account for one function, refused by name while nobody has filled it."""

    def __init__(self, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, chart: None, owner: type) -> Self: ...
    @overload
    def __get__(self, chart: "Chart", owner: type) -> Account: ...
    def __get__(self, chart: "Chart | None", owner: type) -> "Account | Self":
        if chart is None:
            return self
        return chart.slot(self.name)


class Chart:
    receivable = Slot("RECEIVABLE")
    payable = Slot("PAYABLE")
    tax_collected = Slot("TAX_COLLECTED")
    tax_paid = Slot("TAX_PAID")
    fees = Slot("FEES")
    disbursements_recovered = Slot("DISBURSEMENTS_RECOVERED")
    disbursement_cost = Slot("DISBURSEMENT_COST")
    trust_held = Slot("TRUST_HELD")
    firm_interest_in_trust = Slot("FIRM_INTEREST_IN_TRUST")
    trust_advances = Slot("TRUST_ADVANCES")
    statutory_deposit = Slot("STATUTORY_DEPOSIT")
    retainers_held = Slot("RETAINERS_HELD")

    tax_payable = Slot("TAX_PAYABLE")

    def __init__(self, accounts: Iterable[Account]) -> None:
        self.accounts = {account.code: account for account in accounts}
        self.slots = {account.slot: account for account in self.accounts.values() if account.slot}
        self.by_id = {account.id: account for account in self.accounts.values()}

    def slot(self, name: str) -> Account:
        account = self.slots.get(name)
        if account is None:
            raise Refusal(
                "slot-empty",
                "the firm's chart has no account for {slot}; ask who looks after this installation to add one",
                slot=name,
            )
        return account

    def account(self, code: str) -> Account:
        found = self.accounts.get(code)
        if found is None:
            raise Refusal("account-unknown", "there is no account {code}; choose one from the chart", code=code)
        return found
