"""What a firm lets its link copy, and how: the areas of the books with their defaults. Plain values.

    DEFAULT.copies("trust")         True
    DEFAULT.copies("journals")      False

Source: the article on understanding the integration. Its prose says that bank-to-bank transfers are copied, its table
says that they are not; they are a setting, copied by default, and the capability page names the contradiction.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the books that is copied or stays here. `default` is what the article says of it."""

    code: str
    title: str
    says: str
    default: bool


AREAS = {
    area.code: area
    for area in (
        Area("sales", "Sales", "Bills to clients, their payments, credit notes", default=True),
        Area("suppliers", "Suppliers", "Suppliers' bills, their payments, credits", default=True),
        Area("trust", "Trust", "Trust receipts, payments, transfers, journals, interest", default=True),
        Area("transfers", "Bank transfers", "Transfers between the firm's own banks and cards", default=True),
        Area("firm_banking", "Firm banking", "Deposits and withdrawals that pay no bill", default=False),
        Area("journals", "Journals", "General journals, where Xero allows the accounts", default=False),
    )
}

AREA_OF = {
    "sales": "sales",
    "payables": "suppliers",
    "trust": "trust",
    "banking": "firm_banking",
    "general": "journals",
}
"""The area of the link that a kind belongs to by the area it stands in here; a kind may name another."""

TRANSFERS = {
    "native": "As a bank transfer",
    "holding": "As two bank transactions through the holding account",
}
"""How transfers between the firm's own banks are written in Xero, where they are copied."""

TRUST_TRANSFERS = {
    "journal": "As a manual journal between matters, as a bank transfer between trust accounts",
    "holding": "As two bank transactions through Trust transfers",
}
"""How transfers and journals of trust money are written in Xero."""

WAYS = {"transfers": TRANSFERS, "trust_transfers": TRUST_TRANSFERS}
"""The settings that say how something is written, each with its ways; a record may be made under one way only."""

SURPLUS_KEPT = "a setting of the link keeps what a receipt leaves over here"

DAY_LIMITS = (1000, 5000)
"""Calls that Xero allows an app in a day for one organisation: the lowest tier of apps, and those above it."""


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """What is copied and how. Read when a document is posted, and frozen into what it leaves in the outbox.

    numbers_only    matter numbers only: neither names nor titles nor typed texts leave, a client is named by its code
    lines_apart     the lines of a bill go one by one instead of summed for each account and tax
    keep_surplus    what a receipt leaves unallocated stays here, where it would be an overpayment over there
    """

    areas: frozenset[str]
    transfers: str = "native"
    trust_transfers: str = "journal"
    numbers_only: bool = False
    lines_apart: bool = False
    keep_surplus: bool = False

    def chosen(self, setting: str) -> str:
        """What is chosen for a setting that has several ways."""
        return str(getattr(self, setting))

    def copies(self, area: str) -> bool:
        return area in self.areas


DEFAULT = LinkSettings(areas=frozenset(code for code, area in AREAS.items() if area.default))


def parse_areas(text: str) -> frozenset[str]:
    """`sales,trust` as it is stored; what is no area is left out."""
    return frozenset(code for code in text.split(",") if code in AREAS)


def write_areas(areas: frozenset[str]) -> str:
    return ",".join(code for code in AREAS if code in areas)
