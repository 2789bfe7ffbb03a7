"""Reading what a caller sent: each member is read by kind, and every fault is collected so all are told at once."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from xero_sandbox.model import texts
from xero_sandbox.model.dates import NotADate, read_date
from xero_sandbox.model.money import NotANumber, cents, decimal
from xero_sandbox.model.refusals import Invalid

T = TypeVar("T")
Sent = dict[str, Any]


class Reader:
    """One element of a request. Absent members and nulls read as None, so an update changes only what was sent."""

    def __init__(self, sent: Sent) -> None:
        self.sent = sent
        self.faults: list[str] = []

    def has(self, member: str) -> bool:
        return self.sent.get(member) is not None

    def text(self, member: str) -> str | None:
        value = self.sent.get(member)
        return None if value is None else str(value).strip()

    def flag(self, member: str) -> bool | None:
        value = self.sent.get(member)
        return None if value is None else str(value).lower() == "true"

    def part(self, member: str) -> Sent:
        value = self.sent.get(member)
        return value if isinstance(value, dict) else {}

    def parts(self, member: str) -> list[Sent] | None:
        value = self.sent.get(member)
        if value is None:
            return None
        return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]

    def day(self, member: str) -> date | None:
        return self._read(member, read_date, NotADate, texts.DATE_INVALID)

    def money(self, member: str) -> int | None:
        return self._read(member, cents, NotANumber, texts.NUMBER_INVALID)

    def number(self, member: str) -> Decimal | None:
        return self._read(member, decimal, NotANumber, texts.NUMBER_INVALID)

    def refuse(self, *messages: str) -> None:
        self.faults.extend(message for message in messages if message not in self.faults)

    def trying(self, check: Callable[[], T]) -> T | None:
        """Run a check that may refuse; keep its messages and go on."""
        try:
            return check()
        except Invalid as refused:
            self.refuse(*refused.messages)
            return None

    def done(self) -> None:
        if self.faults:
            raise Invalid(*self.faults)

    def _read(self, member: str, read: Callable[[Any], T], fault: type[ValueError], message: str) -> T | None:
        value = self.sent.get(member)
        if value is None or value == "":
            return None
        try:
            return read(value)
        except fault:
            self.refuse(message.format(field=member))
            return None
