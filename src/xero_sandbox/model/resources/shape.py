"""What the API needs to know of one resource: names, scope, and the rules that make, change and show it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from xero_sandbox.model.books import Books, Call
from xero_sandbox.model.sent import Sent
from xero_sandbox.model.tables import Table
from xero_sandbox.model.where import Member


@dataclass(frozen=True, kw_only=True)
class Resource:
    name: str
    id_member: str
    scope: str
    table: Callable[[Books], Table[Any]]
    show: Callable[[Call, Any], dict[str, Any]]
    """In full: by id, and after a write."""
    show_listed: Callable[[Call, Any, bool], dict[str, Any]]
    """In a list; the flag says whether the list is paged, which is when lines are shown."""
    members: Callable[[Books], Mapping[str, Member]]
    """What `where` and `order` may name, in lower case."""
    create: Callable[[Call, Sent], Any] | None = None
    create_or_update: Callable[[Call, Sent], Any] | None = None
    update: Callable[[Call, Any, Sent], Any] | None = None
    by_number: Callable[[Books, str], Iterable[Any]] = lambda books, text: ()
    error_flag: str = "HasValidationErrors"
    one_at_a_time: bool = False
    always_summarised: tuple[str, ...] = ()
    """Methods on which Xero documents no `summarizeErrors`: one bad element refuses them all."""
    spends: bool = False
    """It has Allocations: what is left of it can be applied to invoices."""
    paged: bool = True
    filtered: bool = True
    """It takes `where`."""
    dated: bool = False
    """It takes `DateFrom` and `DateTo`."""
    attached: bool = False
    """Files can be attached."""
    told: bool = True
    """It has a History."""
    hides: tuple[str, str] | None = None
    """The status that a list leaves out, and the parameter that brings it in."""
    lists: Mapping[str, str] = field(default_factory=dict)
    """Parameters that take a comma-separated list, and the member each looks at."""


def cents(member: Callable[[Any], int]) -> Member:
    return lambda row: Decimal(member(row)) / 100


def of_contact(books: Books) -> dict[str, Member]:
    """A document's contact, by what a filter may know it by."""
    return {
        "Contact__ContactID": lambda row: row.contact_id,
        "Contact__Name": lambda row: books.contacts[row.contact_id].name if row.contact_id else None,
        "Contact__ContactNumber": lambda row: books.contacts[row.contact_id].number if row.contact_id else None,
    }


def named(**members: Member) -> dict[str, Member]:
    """Names with `__` for the point between a record and its part."""
    common: dict[str, Member] = {"updateddateutc": lambda row: row.updated_at}
    return common | {_as_asked(name): member for name, member in members.items()}


@lru_cache(1024)
def _as_asked(name: str) -> str:
    return name.replace("__", ".").lower()
