"""What happens in the story: plain values, so that telling it needs no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Step = Literal["enter", "draft", "reverse", "close"]
MONEY_IN, MONEY_OUT, LATER, LATEST = 0, 1, 2, 3
"""The order within a day: money comes before it goes, and what sums up the day comes last."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something somebody does on a day. `name` is the document's, or the matter's, own name in the story.

    Values are as in a file. `matter:…`, `contact:…`, `bill:…` and `document:…` stand for codes and numbers that only
    the books give, `standing:…` for what stands on an account at the end of the day.
    """

    on: date
    order: int
    step: Step
    who: str
    name: str
    kind: str = ""
    values: Mapping[str, Any] | None = None
    why: str = ""


def amount(cents: int) -> str:
    """`-1234.50`."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"
