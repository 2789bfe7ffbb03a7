"""One bench for each store: the same questions put to the outbox in memory and to the one in the database."""

import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from counterfoil.outbox.work import Waiting
from simulation.decisions import Decisions
from simulation.memory import MemoryStore

NOON = datetime(2026, 3, 31, 1, 0, tzinfo=UTC)


class Bench(Protocol):
    """A store with a clock that stands still until `later`, and a look at its rows."""

    store: Any
    at: datetime
    destination: int

    def later(self, seconds: float) -> datetime: ...
    def another_destination(self) -> int: ...
    def put(self, items: Sequence[Waiting], *, destination: int | None = None) -> None: ...
    def item(self, item_id: int) -> Any: ...
    def attempts(self, item_id: int) -> list[Any]: ...
    def links(self) -> list[tuple[int, str, str]]:
        """Those that nobody ended."""

    def write(self, item_id: int, **columns: Any) -> None:
        """Past the store's own ways, as a mistake of ours would."""

    def delete(self, item_id: int) -> None: ...
    def decide(self, what: str, *given: Any, **named: Any) -> Any: ...
    def epoch(self) -> tuple[int, int | None]:
        """In the database, and in the file beside the keys."""

    def file_ahead(self, by: int) -> None: ...
    def lose_file(self) -> None: ...
    def forget_requests(self) -> None:
        """The file beside the keys knows of a request that is not in the database."""

    def check_at_start(self) -> str: ...
    def leave_safe(self) -> bool: ...


class Clocked:
    at = NOON

    def later(self, seconds: float) -> datetime:
        self.at += timedelta(seconds=seconds)
        return self.at


class MemoryBench(Clocked):
    def __init__(self) -> None:
        self.store = MemoryStore(lambda: self.at, rng=random.Random(1))  # noqa: S311 - chance of a seed
        self.destination = self.store.connect(firm_id=1, remote_id="org-1")

    def another_destination(self) -> int:
        return self.store.connect(firm_id=2, remote_id="org-2")

    def put(self, items: Sequence[Waiting], *, destination: int | None = None) -> None:
        self.store.put(items, firm_id=1, destination_id=destination or self.destination, at=self.at)

    def item(self, item_id: int) -> Any:
        return self.store.books.items[item_id]

    def attempts(self, item_id: int) -> list[Any]:
        return [one for one in self.store.books.attempts if one.item_id == item_id]

    def links(self) -> list[tuple[int, str, str]]:
        return [(one.item_id, one.remote_id, one.other_id) for one in self.store.books.links.values()]

    def write(self, item_id: int, **columns: Any) -> None:
        self.store.change(self.item(item_id), **columns)

    def delete(self, item_id: int) -> None:
        self.store.delete(item_id)

    def decide(self, what: str, *given: Any, **named: Any) -> Any:
        return getattr(Decisions(self.store), what)(*given, **named)

    def epoch(self) -> tuple[int, int | None]:
        return self.store.books.epoch, self.store.file.number

    def file_ahead(self, by: int) -> None:
        self.store.file.number = self.store.file.following = (self.store.file.number or 0) + by

    def forget_requests(self) -> None:
        self.store.file.sent += 1

    def lose_file(self) -> None:
        self.store.file.number = None

    def check_at_start(self) -> str:
        return Decisions(self.store).check_at_start(at=self.at)

    def leave_safe(self) -> bool:
        return Decisions(self.store).leave(self.destination)


class DatabaseBench(Clocked):
    def __init__(self) -> None:
        from counterfoil.outbox.store import DatabaseStore

        bench = self

        class Store(DatabaseStore):
            def now(self) -> datetime:
                return bench.at

        self._file().unlink(missing_ok=True)
        self.store: Store = Store()
        self.destination = self.another_destination()

    def another_destination(self) -> int:
        from counterfoil.firms.models import Firm
        from counterfoil.outbox.models import Destination

        count = Firm.objects.count() + 1
        firm = Firm.objects.create(
            name=f"Firm {count}", jurisdiction="au", currency="AUD", zone="UTC", year_end_month=6, year_end_day=30
        )
        made = Destination.objects.create(firm=firm, remote_id=f"org-{count}", name="Xero", connected_at=self.at)
        return int(made.pk)

    def put(self, items: Sequence[Waiting], *, destination: int | None = None) -> None:
        from django.db import transaction

        from counterfoil.outbox import queue
        from counterfoil.outbox.models import Destination

        place = Destination.objects.get(pk=destination or self.destination)
        with transaction.atomic():
            queue.put(items, firm_id=place.firm_id, destination_id=place.pk, at=self.at)

    def item(self, item_id: int) -> Any:
        from counterfoil.outbox.models import Item

        return Item.objects.get(pk=item_id)

    def attempts(self, item_id: int) -> list[Any]:
        from counterfoil.outbox.models import Attempt

        return list(Attempt.objects.filter(item_id=item_id).order_by("id"))

    def links(self) -> list[tuple[int, str, str]]:
        from counterfoil.outbox.models import Link

        living = Link.objects.filter(ended_at=None).order_by("id")
        return list(living.values_list("item_id", "remote_id", "other_id"))

    def write(self, item_id: int, **columns: Any) -> None:
        from counterfoil.firms.rows import run

        for name, value in columns.items():
            run(f"update outbox_item set {name} = %s where id = %s", [value, item_id])

    def delete(self, item_id: int) -> None:
        from counterfoil.firms.rows import run

        run("delete from outbox_item where id = %s", [item_id])

    def decide(self, what: str, *given: Any, **named: Any) -> Any:
        from django.db import transaction

        from counterfoil.outbox import decisions

        with transaction.atomic():
            return getattr(decisions, what)(*given, **named)

    def epoch(self) -> tuple[int, int | None]:
        from counterfoil.outbox.models import Epoch

        path = self._file()
        return Epoch.objects.get().number, json.loads(path.read_text())["number"] if path.exists() else None

    def file_ahead(self, by: int) -> None:
        written = json.loads(self._file().read_text())
        number = written["number"] + by
        self._file().write_text(json.dumps(written | {"number": number, "next": number}))

    def forget_requests(self) -> None:
        written = json.loads(self._file().read_text())
        self._file().write_text(json.dumps(written | {"sent": written["sent"] + 1}))

    def lose_file(self) -> None:
        self._file().unlink()

    def _file(self) -> Any:
        from counterfoil import config

        return config.load().keys_dir / "epoch.json"

    def check_at_start(self) -> str:
        from counterfoil.outbox import safe

        return safe.check_at_start(at=self.at)

    def leave_safe(self) -> bool:
        from counterfoil.outbox import safe

        return safe.leave(self.destination, at=self.at)


def refusals() -> tuple[type[Exception], ...]:
    """What either store raises where a seal or a unique key says no."""
    from django.db import DatabaseError

    from simulation.sealed import Sealed, Taken

    return (Sealed, Taken, DatabaseError)
