from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate

from counterfoil.firms.plans import keep_plans


class FirmsConfig(AppConfig):
    name = "counterfoil.firms"
    label = "firms"

    def ready(self) -> None:
        post_migrate.connect(_seal_room, dispatch_uid="counterfoil-seals")
        connection_created.connect(_keep_plans, dispatch_uid="counterfoil-plans")


def _seal_room(sender: AppConfig, using: str, **_: Any) -> None:
    """After each migration of a room its seals are made anew."""
    from counterfoil.firms.sealing import seal

    if sender.name.startswith("counterfoil.") and sender.models_module:
        seal(sender, connections[using])


def _keep_plans(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if connection.vendor == "postgresql":
        keep_plans(connection.connection)
