"""What a layout says of a kind's form: its icon, its button, its widths, what it fills in."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadsTo:
    """A button that begins a document of another kind with this one: what it says, its icon, its key.

    `names` is false where the other document does not name this one, and only has its matter and contact.
    """

    kind: str
    label: str
    icon: str
    key: str = ""
    names: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """
    widths    css classes by field or by column of the rows
    fills     the contact that a matter's client fills
    due_days  sets the due date so many days after the date
    slots     the account that a new row starts with
    empty     what a tax code that is left out is called; by default it is the account's
    take      the button that takes an open document into the form
    leads_to  what is done next with a posted document of which something is open; the first is the main one
    turns_into  what may be begun with its lines
    says      what its steps and states are called, where that is not what they are called elsewhere
    instead   the kind that is entered in its place where the firm's connection refuses it
    """

    icon: str = "file-text"
    verb: str = "Post"
    widths: Mapping[str, str] = field(default_factory=dict)
    fills: str = ""
    due_days: int = 0
    slots: Mapping[str, str] = field(default_factory=dict)
    after: tuple[str, ...] = ()
    empty: str = "As the account"
    take: str = "Pay in full"
    instead: str = ""
    leads_to: tuple[LeadsTo, ...] = ()
    turns_into: tuple[LeadsTo, ...] = ()
    says: Mapping[str, str] = field(default_factory=dict)


MONEY_ITEMS = {
    "items.account": "line-account",
    "items.net": "line-amount",
    "items.tax": "line-amount",
    "items.matter": "line-amount",
}
"""The widths of items that name an account and perhaps a matter."""
