"""What every report reads with: the firm's own row, instants of both databases, pages, and words looked for in text."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar, cast

from counterfoil.core.dates import financial_year_start, local_day
from counterfoil.core.money import DECIMALS, Money
from counterfoil.core.refusals import Refusal
from counterfoil.firms.rows import run

PAGE = 50

Found = TypeVar("Found")

_found: ContextVar[dict[Hashable, Any] | None] = ContextVar("found", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """Within it what `once` looks up is looked up once. For requests that change nothing: every part of a page asks."""
    mark = _found.set({})
    try:
        yield
    finally:
        _found.reset(mark)


def once(what: Hashable, look_up: Callable[[], Found]) -> Found:
    """The answer of `look_up`, or the one it gave before in the same reading."""
    found = _found.get()
    if found is None:
        return look_up()
    if what not in found:
        found[what] = look_up()
    return cast(Found, found[what])


@dataclass(frozen=True, slots=True)
class FirmRow:
    """What reports need to know of the firm. `destination_id` is where its copies go now, if anywhere."""

    id: int
    name: str
    currency: str
    zone: str
    year_end: tuple[int, int]
    destination_id: int | None
    connected_at: datetime | None

    def day(self, at: datetime) -> date:
        return local_day(at, self.zone)

    def year_began(self, day: date) -> date:
        return financial_year_start(day, ends=self.year_end)


def firm_row(firm_id: int) -> FirmRow:
    return once(("firm", firm_id), lambda: _firm_row(firm_id))


def _firm_row(firm_id: int) -> FirmRow:
    rows = run(
        "select f.id, f.name, f.currency, f.zone, f.year_end_month, f.year_end_day, d.id, d.connected_at"
        " from firms_firm f left join outbox_destination d on d.firm_id = f.id and d.state <> 'gone' where f.id = %s",
        [firm_id],
    )
    if not rows:
        raise LookupError(f"there is no firm {firm_id}")
    row = rows[0]
    return FirmRow(row[0], row[1], row[2], row[3], (row[4], row[5]), row[6], instant_of(row[7]))


def instant_of(value: Any) -> datetime | None:
    """A moment of a hand-written SELECT, in UTC: SQLite answers text, or a moment without its zone."""
    if value is None:
        return None
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    assert isinstance(found, datetime)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def midnight(day: date, zone: Any) -> datetime:
    """The first moment of the day where the firm is."""
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def day_before(day: date) -> date:
    return day - timedelta(days=1)


def chunks(sql: str, parameters: Sequence[Any], size: int) -> Iterator[list[int]]:
    """The ids that a statement answers, so many at a time: what follows reads wide rows without holding them all."""
    ids = [int(row[0]) for row in run(sql, parameters)]
    for at in range(0, len(ids), size):
        yield ids[at : at + size]


def pages_of(count: int) -> int:
    return max(1, -(-count // PAGE))


def page_within(page: int, count: int) -> int:
    """The page asked for, or the nearest there is."""
    return min(max(page, 1), pages_of(count))


@dataclass(slots=True)
class Where:
    """Conditions joined by AND, with their parameters in order."""

    conditions: list[str]
    parameters: list[Any]

    @classmethod
    def firm(cls, alias: str, firm_id: int) -> "Where":
        return cls([f"{alias}.firm_id = %s"], [firm_id])

    def add(self, condition: str, *parameters: Any) -> None:
        self.conditions.append(condition)
        self.parameters.extend(parameters)

    def words(self, text: str, columns: Iterable[str], *, amount: str = "", currency: str = "") -> None:
        """Every word of the text stands somewhere in one of the columns, in capitals or not.

        A word such as `1,234.50` may also be the amount in the column of that name, whichever way it goes.
        """
        columns = list(columns)
        for word in text.split()[:8]:
            forms = forms_of(word)
            tests = [f"lower({column}) like %s escape '!'" for column in columns for _ in forms]
            values: list[object] = [f"%{form}%" for _ in columns for form in forms]
            if amount and (minor := amount_typed(word, currency)):
                tests.append(f"abs({amount}) = %s")
                values.append(minor)
            self.add("(" + " or ".join(tests) + ")", *values)

    @property
    def sql(self) -> str:
        return " and ".join(self.conditions)


def amount_typed(text: str, currency: str) -> int | None:
    """The minor units that were typed, without their sign. A bare whole number is a number before it is an amount."""
    try:
        amount = Money.parse(text, currency)
    except Refusal:
        return None
    bare = DECIMALS[currency] and "." not in text and "," not in text
    return None if bare else abs(amount.minor) or None


def forms_of(word: str) -> list[str]:
    """The word as LIKE finds it. A database's lower() may leave letters beyond ASCII alone, so both cases count."""
    lowered = "".join(f"!{letter}" if letter in "!%_" else letter for letter in word.lower())
    if lowered.isascii():
        return [lowered]
    ascii_only = "".join(letter if letter.isascii() else letter.upper() for letter in lowered)
    first_only = next(
        lowered[:at] + letter.upper() + lowered[at + 1 :] for at, letter in enumerate(lowered) if not letter.isascii()
    )
    return list(dict.fromkeys([lowered, ascii_only, first_only]))


def ordered(sort: str, sorts: Mapping[str, tuple[str, ...]]) -> str:
    """The ORDER BY of a sort such as `date` or `-date`; the first of the sorts when it is none of them."""
    columns = sorts.get(sort.removeprefix("-"), next(iter(sorts.values())))
    return ", ".join(f"{column} desc" if sort.startswith("-") else column for column in columns)
