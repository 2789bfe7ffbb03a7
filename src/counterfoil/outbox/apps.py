from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OutboxConfig(AppConfig):
    name = "counterfoil.outbox"
    label = "outbox"

    def ready(self) -> None:
        post_migrate.connect(_name_installation, sender=self, dispatch_uid="counterfoil-installation")


def _name_installation(sender: AppConfig, using: str, **_: Any) -> None:
    from counterfoil.outbox.epoch import make_installation

    if using == "default":
        make_installation()
