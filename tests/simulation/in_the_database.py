"""The outbox in the database in the place of the one in memory, so that a whole seed runs on it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction

from counterfoil.firms.models import Firm
from counterfoil.firms.rows import moment, run
from counterfoil.outbox import decisions, epoch, models, queue, safe
from counterfoil.outbox.store import DatabaseStore
from counterfoil.outbox.work import Place, Waiting, count_of
from simulation import rows
from simulation.world import World


class Items:
    """What the world looks at: each row as it is now."""

    def __getitem__(self, item_id: int) -> rows.Item:
        return _item(models.Item.objects.get(pk=item_id))

    def __len__(self) -> int:
        return models.Item.objects.count()

    def values(self) -> list[rows.Item]:
        return [_item(row) for row in models.Item.objects.order_by("id")]


@dataclass(frozen=True)
class Shown:
    items: Items


class OutboxInTheDatabase(DatabaseStore):
    def __init__(self, world: World) -> None:
        self.world = world

    def now(self) -> datetime:
        return self.world.machine_now()

    @property
    def books(self) -> Shown:
        return Shown(Items())

    def attempts_of(self, key: str) -> list[rows.Attempt]:
        found = list(models.Attempt.objects.filter(key=key).order_by("-id")[: count_of(key)])
        names = [field.name for field in fields(rows.Attempt)]
        return [rows.Attempt(**{name: getattr(row, name) for name in names}) for row in reversed(found)]

    def connect(self, *, firm_id: int, remote_id: str, day_limit: int) -> int:
        firm = Firm.objects.create(
            name="Hollis Lane", jurisdiction="au", currency="AUD", zone="UTC", year_end_month=6, year_end_day=30
        )
        made = models.Destination.objects.create(
            firm=firm, remote_id=remote_id, name="Xero", connected_at=self.now(), day_limit=day_limit
        )
        return int(made.pk)

    def set_place(self, destination_id: int, **columns: Any) -> None:
        models.Destination.objects.filter(pk=destination_id).update(**columns)

    def put(self, items: Sequence[Waiting], *, firm_id: int, destination_id: int, at: datetime) -> None:
        place: Place = self.place(destination_id)
        with transaction.atomic():
            queue.put(items, firm_id=place.firm_id, destination_id=destination_id, at=at)

    def change(self, item: rows.Item, **columns: Any) -> None:
        for name, value in columns.items():
            written = moment(value) if isinstance(value, datetime) else value
            run(f"update outbox_item set {name} = %s where id = %s", [written, item.id])

    # --- what people decide -------------------------------------------------------------------------------------------

    def check_at_start(self, *, at: datetime) -> str:
        return safe.check_at_start(at=at)

    def leave(self, destination_id: int) -> bool:
        return safe.leave(destination_id, at=self.now())

    def went_back(self) -> str:
        return epoch.went_back()

    def again(self, item_id: int, *, state: str, at: datetime) -> bool:
        return decisions.again(item_id, state=state, at=at)

    def adopt(self, item_id: int, *, remote_id: str, at: datetime) -> bool | None:
        return decisions.adopt(item_id, remote_id=remote_id, at=at)

    def cancel(self, item_id: int, *, why: str, at: datetime) -> bool:
        return decisions.cancel(item_id, why=why, at=at)

    def wake(self, destination_id: int) -> None:
        decisions.wake(destination_id)


_MADE = ("source", "leans_on")


def _item(row: models.Item) -> rows.Item:
    on = models.Dependency.objects.filter(item=row).order_by("id").values_list("on_id", flat=True)
    return rows.Item(
        source=(row.source_kind, row.source_id, row.part, row.operation, row.version),
        leans_on=tuple(on),
        **{field.name: getattr(row, field.name) for field in fields(rows.Item) if field.name not in _MADE},
    )
