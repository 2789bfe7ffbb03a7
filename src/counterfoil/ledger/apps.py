from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "counterfoil.ledger"
    label = "ledger"
