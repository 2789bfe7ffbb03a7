"""What a check finds, and where it looks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from counterfoil.core.money import Money


@dataclass(frozen=True, slots=True)
class Finding:
    """`check` is the check's name, `sentence` says what is wrong, `where` names the row a person would look up."""

    check: str
    sentence: str
    where: str
    firm_id: int | None


@dataclass(frozen=True, slots=True)
class Scope:
    """One firm, or every firm of the installation."""

    firm_id: int | None = None

    def of(self, column: str) -> str:
        """A condition on a column that holds a firm's id."""
        return f"{column} = {int(self.firm_id)}" if self.firm_id is not None else f"{column} is not null"


Check = Callable[[Scope], Iterator[Finding]]


def amount(minor: object, currency: str) -> str:
    return str(Money(int(str(minor)), currency))
