"""What a standard report is: its name, what may be asked of it, and how the answer becomes a file."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from counterfoil.core.refusals import InputRefused, Refusal
from counterfoil.reports.files.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a report is made: the firm, and the day that it is there."""

    firm_id: int
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`takes` is the shape of what may be asked; pages, API and commands read it. `sheets` answers one page or several,
    the first of them the CSV. `of_ledger`: a firm whose ledger is elsewhere does not have it. `place`
    is where its page stands, when not among the reports."""

    code: str
    title: str
    group: str
    says: str
    takes: type[Any]
    sheets: Callable[[Reader, Any], Sequence[Sheet]]
    words: str = ""
    of_ledger: bool = False
    place: str = ""

    @property
    def page(self) -> str:
        """Where its page is, under the firm."""
        return self.place or f"reports/{self.code}"


def chosen(value: str, choices: Collection[str], *, field: str) -> str:
    """The value when it is one of the choices; refused by name when not."""
    if value not in choices:
        wrong = Refusal("choice-unknown", "'{value}' is none of: {choices}", value=value, choices=", ".join(choices))
        raise InputRefused({field: wrong})
    return value


def told(day: date) -> str:
    """`31 Mar 2026`: in the lines under a title."""
    return f"{day.day} {day:%b %Y}"
