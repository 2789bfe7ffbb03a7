"""What an address asks of a list: words, dates, a sort, a page. So a filtered list can be kept and sent."""

from datetime import date
from typing import Any

from django.http import QueryDict

from counterfoil.core.dates import parse
from counterfoil.web.seat import Seat, WebRequest

LONGEST_WORDS = 200
OF_THE_PAGE = ("page", "sort")
MOST_PAGES = 1_000_000


class Asked:
    """Reads one request's filters, and writes addresses that change one of them."""

    def __init__(self, request: WebRequest) -> None:
        self.given: QueryDict = request.GET
        self.seat: Seat = request.seat
        self.path = request.path

    def text(self, name: str) -> str:
        return self.given.get(name, "").strip()[:LONGEST_WORDS]

    def one_of(self, name: str, known: Any, default: str = "") -> str:
        """The value when it is one of the known ones; an old or mistyped address falls back to the default."""
        value = self.text(name)
        return value if value in known else default

    def day(self, name: str) -> date | None:
        """A date in any way that a person writes one; refused in words when it is none."""
        value = self.text(name)
        return parse(value, today=self.seat.today) if value else None

    @property
    def page(self) -> int:
        return self.number("page")

    def number(self, name: str) -> int:
        """A page's number; 0 when there is none."""
        value = self.text(name)
        return min(int(value), MOST_PAGES) if value.isdecimal() and len(value) < 9 else 0

    def with_(self, **changes: object) -> str:
        """The same address with some filters changed; an empty value takes one off."""
        return self.with_at(self.path, **changes)

    def with_at(self, address: str, **changes: object) -> str:
        """Another address with the same filters, some of them changed."""
        query = self.given.copy()
        for name, value in changes.items():
            if value in (None, ""):
                query.pop(name, None)
            else:
                query[name] = str(value)
        return f"{address}?{query.urlencode()}" if query else address

    def told(self) -> list[str]:
        """What is filtered, for the head of a file: one line, or none."""
        kept = [f"{name}: {self.text(name)}" for name in self.given if self.text(name) and name not in OF_THE_PAGE]
        return [f"Only {', '.join(kept)}"] if kept else []

    def sort_to(self) -> str:
        """The address up to the sort's value; a new sort begins at the first page."""
        query = self.given.copy()
        query.pop("sort", None)
        query.pop("page", None)
        head = f"{query.urlencode()}&" if query else ""
        return f"{self.path}?{head}sort="

    def pager(
        self, *, page: int, pages: int, count: int, size: int, what: str, filed: int = 0
    ) -> dict[str, Any] | None:
        """`filed` is how many rows a file of the list holds; the page says so where there are more."""
        if pages <= 1:
            return None
        first = (page - 1) * size + 1
        return {
            "text": f"{first:,} to {min(first + size - 1, count):,} of {count:,} {what}"
            + (f"; a file holds the first {filed:,}" if 0 < filed < count else ""),
            "previous": self.with_(page=page - 1) if page > 1 else "",
            "next": self.with_(page=page + 1) if page < pages else "",
        }
