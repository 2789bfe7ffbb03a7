"""One figure and its limit, printed as a row."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`sense` is `at least`, `at most` or `for information`; `spread` the least and the most of the rounds."""

    name: str
    value: float
    limit: float | None
    sense: str
    spread: tuple[float, float] | None = None

    @property
    def holds(self) -> bool:
        if self.limit is None:
            return True
        return self.value >= self.limit if self.sense == "at least" else self.value <= self.limit

    def row(self) -> str:
        limit = f"{self.sense} {self.limit:g}" if self.limit is not None else self.sense
        spread = f"({self.spread[0]:.3g} to {self.spread[1]:.3g})" if self.spread else ""
        return f"{'ok' if self.holds else 'MISSED':<7}{self.name:<44}{self.value:>10.3f}  {limit:<18}{spread}"
