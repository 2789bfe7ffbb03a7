"""Rows that refer to another firm's, made for every foreign key there is: a new model is attacked as it is added."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.db import connection, models

from counterfoil.firms.models import User

_UNIQUE = count(1)
NOW = datetime(2026, 3, 31, 1, 0, tzinfo=UTC)


def insert(
    model: type[models.Model], *, firm_id: int, stranger: models.ForeignKey | None = None, key: int | None = None
) -> str:
    """A row of the firm, whole in itself, but for the one reference that leads to `key`."""
    values: dict[str, Any] = {
        str(field.column): key if field is stranger else value_of(field, firm_id=firm_id)
        for field in model._meta.concrete_fields
        if not isinstance(field, models.BigAutoField)
    }
    return (
        f"insert into {model._meta.db_table} ({', '.join(values)}) values ({', '.join(map(written, values.values()))})"
    )


def value_of(field: Any, *, firm_id: int) -> Any:
    if field.name == "firm":
        return firm_id
    if isinstance(field, models.ForeignKey):
        return None if field.null else row_of(field.related_model, firm_id=firm_id)
    if field.choices:
        return field.choices[0][0]
    if field.null:
        return None
    if isinstance(field, models.DateTimeField):
        return NOW.isoformat()
    if isinstance(field, models.DateField):
        return date(2026, 3, 20).isoformat()
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.IntegerField):
        return 0 if field.default == 0 or field.primary_key else 1
    return f"x{next(_UNIQUE)}"[: field.max_length]


def row_of(model: type[models.Model], *, firm_id: int) -> int:
    """The firm's newest row; of a person, anybody."""
    if model is User:
        return User.objects.order_by("pk")[0].pk
    found = model._default_manager.filter(firm=firm_id).order_by("pk").last()
    assert found is not None, f"the scene has no {model._meta.db_table} of firm {firm_id}"
    return int(found.pk)


def written(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower() if connection.vendor == "postgresql" else str(int(value))
    return str(value) if isinstance(value, int) else f"'{value}'"
