from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from psycopg.types.numeric import Int8Dumper


class FirmsConfig(AppConfig):
    name = "counterfoil.firms"
    label = "firms"

    def ready(self) -> None:
        post_migrate.connect(_seal_room, dispatch_uid="counterfoil-seals")
        connection_created.connect(_one_width, dispatch_uid="counterfoil-one-width")


def _seal_room(sender: AppConfig, using: str, **_: Any) -> None:
    """After each migration of a room its seals are made anew."""
    from counterfoil.firms.sealing import seal

    if sender.name.startswith("counterfoil.") and sender.models_module:
        seal(sender, connections[using])


def _one_width(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Every whole number goes to PostgreSQL as a bigint: of two widths, a prepared statement becomes two statements."""
    if connection.vendor == "postgresql":
        connection.connection.adapters.register_dumper(int, Int8Dumper)
