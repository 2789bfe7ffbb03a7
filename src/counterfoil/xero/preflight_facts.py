"""What the pre-flight is told of the firm and of the organisation, and what it answers. Plain values."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from counterfoil.core.money import Money


@dataclass(frozen=True, slots=True)
class Retainer:
    """A matter that holds a general retainer."""

    matter: str
    public_id: str
    held: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """The firm as it is set up.

    `package` is its accounting package in words, empty until chosen. `tax_rates` are its tax codes with the newest rate
    in hundredths of a percent. `copies_go_to` is the organisation connected before: its tenant id and name.
    """

    package: str
    package_has_xero: bool
    method: str
    currency: str
    currencies: tuple[str, ...]
    divisions: tuple[str, ...]
    retainers: tuple[Retainer, ...] = ()
    tax_rates: tuple[tuple[str, int], ...] = ()
    copies_go_to: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class TheirAccount:
    code: str
    name: str
    type: str
    status: str


@dataclass(frozen=True, slots=True)
class TheirRate:
    """A tax rate of the organisation; `rate_bp` in hundredths of a percent."""

    type: str
    name: str
    rate_bp: int
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """The organisation as Xero tells it.

    `plan` is its Class. `denied` are the actions that whoever consented may not do there, `scopes_missing` what the
    consent leaves out of what was asked.
    """

    tenant_id: str
    name: str
    base_currency: str
    currencies: tuple[str, ...]
    plan: str
    edition: str
    status: str
    is_demo: bool
    short_code: str
    period_lock: date | None
    year_lock: date | None
    denied: tuple[str, ...]
    accounts: tuple[TheirAccount, ...]
    rates: tuple[TheirRate, ...]
    scopes_missing: tuple[str, ...]

    @property
    def rates_bp(self) -> frozenset[int]:
        """How high its active tax rates are."""
        return frozenset(one.rate_bp for one in self.rates if one.active)

    @property
    def locked_through(self) -> date | None:
        return max((day for day in (self.period_lock, self.year_lock) if day), default=None)

    @property
    def for_trying(self) -> bool:
        return self.is_demo or self.plan == "DEMO"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """`leaving`: the owner leaves the organisation before for good, and has seen what that means."""

    ours: Ours
    theirs: Theirs
    feed_advice_read: bool
    leaving: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where to see to it: `key` is a matter's public id; for the sort place a page of the firm; for the sort new a kind
    of document, which is entered for the matter of that code and the amount."""

    sort: str
    key: str
    label: str
    matter: str = ""
    amount: str = ""


Outcome = Literal["holds", "warns", "refuses"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a rule says: `code` is the refusal's, `remedy` what to do about it."""

    outcome: Outcome
    says: str
    remedy: str = ""
    code: str = ""
    links: tuple[Link, ...] = ()
