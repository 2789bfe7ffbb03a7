"""Tables in memory: rows by id, look-ups by other keys, a way back after a refusal, and a list of what changed."""

from collections.abc import Callable, Iterator
from typing import Any, Generic, Protocol, TypeVar


class Row(Protocol):
    """Anything with an id that can be replaced but not changed."""

    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=Row)
Keys = Callable[[R], Any]


class Store:
    """The tables of one owner (an organisation, the identity service) and a journal of changes over all of them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.tables: dict[str, Table[Any]] = {}
        self._journal: list[tuple[Table[Any], str, Any]] = []

    def mark(self) -> int:
        """A point to come back to."""
        return len(self._journal)

    def undo_to(self, mark: int) -> None:
        while len(self._journal) > mark:
            table, key, before = self._journal.pop()
            table.restore(key, before)

    def changes(self) -> list[tuple[str, str, Any]]:
        """(table, id, row or None if it is gone) for all touched since the last `settle`, in order of first touch."""
        touched = {(table.name, key): table for table, key, _ in self._journal}
        return [(name, key, table.get(key)) for (name, key), table in touched.items()]

    def settle(self) -> None:
        """What changed is kept for good; forget how to undo it."""
        self._journal.clear()

    def remember(self, table: "Table[Any]", key: str, before: Any) -> None:
        self._journal.append((table, key, before))


class Table(Generic[R]):
    def __init__(self, store: Store, name: str, kind: type[R], /, **indexes: Keys[R]) -> None:
        self.store, self.name, self.kind = store, name, kind
        self._rows: dict[str, R] = {}
        self._indexes = indexes
        self._found: dict[str, dict[Any, dict[str, None]]] = {index: {} for index in indexes}
        store.tables[name] = self

    def __iter__(self) -> Iterator[R]:
        """In the order the rows were first put."""
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, key: str) -> R | None:
        return self._rows.get(key)

    def __getitem__(self, key: str) -> R:
        return self._rows[key]

    def find(self, index: str, key: Any) -> list[R]:
        return [self._rows[found] for found in self._found[index].get(key, ())]

    def put(self, row: R) -> R:
        self.store.remember(self, row.id, self._rows.get(row.id))
        self._set(row.id, row)
        return row

    def remove(self, key: str) -> None:
        self.store.remember(self, key, self._rows.get(key))
        self._set(key, None)

    def restore(self, key: str, row: R | None) -> None:
        """Put back, or load, without a trace in the journal."""
        self._set(key, row)

    def _set(self, key: str, row: R | None) -> None:
        before = self._rows.get(key)
        for index, keys in self._indexes.items():
            found = self._found[index]
            if before is not None and (old := keys(before)) is not None:
                found[old].pop(key, None)
            if row is not None and (new := keys(row)) is not None:
                found.setdefault(new, {})[key] = None
        if row is None:
            self._rows.pop(key, None)
        else:
            self._rows[key] = row
