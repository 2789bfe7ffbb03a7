"""What a layout says of a kind's form: its icon, its button, its widths, what it fills in."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadsTo:
    """A button that begins a document of another kind with this one: what it says, its icon, its key."""

    kind: str
    label: str
    icon: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """`widths` are css classes by field or by column of the rows. `fills` is the contact that a matter's client fills.
    `due_days` sets the due date so many days after the date; `slots` names the account a new row starts with.
    `empty` is what a tax code that is left out is called; by default it is the account's.
    `leads_to` is what is done next with a posted document of which something is open."""

    icon: str = "file-text"
    verb: str = "Post"
    widths: Mapping[str, str] = field(default_factory=dict)
    fills: str = ""
    due_days: int = 0
    slots: Mapping[str, str] = field(default_factory=dict)
    after: tuple[str, ...] = ()
    empty: str = "As the account"
    leads_to: tuple[LeadsTo, ...] = ()


MONEY_ITEMS = {
    "items.account": "line-account",
    "items.net": "line-amount",
    "items.tax": "line-amount",
    "items.matter": "line-amount",
}
"""The widths of items that name an account and perhaps a matter."""
