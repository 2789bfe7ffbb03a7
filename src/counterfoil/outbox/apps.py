from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "counterfoil.outbox"
    label = "outbox"
