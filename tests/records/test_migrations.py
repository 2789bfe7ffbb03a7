"""A migration that rebuilds a table of sealed books runs, and the books are sealed afterwards."""

from typing import Any

from django.apps import apps
from django.db import connection, models

from counterfoil.firms.rows import run
from counterfoil.reports.checks import run_checks
from tests.databases import CommittedDatabase
from tests.records.scene import fingerprint, set_up


def triggers() -> dict[str, Any]:
    if connection.vendor == "sqlite":
        return dict(run("select name, sql from sqlite_master where type = 'trigger'"))
    return dict(run("select tgrelid::regclass || ' ' || tgname, tgenabled from pg_trigger where not tgisinternal"))


def test_a_rebuilt_table_keeps_its_rows_and_every_trigger(committed_database: CommittedDatabase) -> None:
    """A longer text column makes Django rebuild the table on SQLite; the books are full meanwhile."""
    set_up()
    sealed, stored = triggers(), fingerprint()

    widened = [model for model in sealed_models() if widen(model)]

    assert len(widened) > 20
    assert triggers() == sealed
    assert fingerprint() == stored
    assert run_checks() == []


def sealed_models() -> list[type[models.Model]]:
    rooms = [room for room in apps.get_app_configs() if room.name.startswith("counterfoil.")]
    return [model for room in rooms for model in room.get_models()]


def widen(model: type[models.Model]) -> bool:
    """Make its first text column longer by one; whether it has one."""
    field = next((one for one in model._meta.concrete_fields if type(one) is models.CharField), None)
    if field is None:
        return False
    wider = field.clone()
    wider.max_length = (field.max_length or 0) + 1
    wider.set_attributes_from_name(field.name)
    wider.model = model
    with connection.schema_editor() as editor:
        editor.alter_field(model, field, wider, strict=True)
    return True
