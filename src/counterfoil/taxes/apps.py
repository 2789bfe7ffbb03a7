from django.apps import AppConfig


class TaxesConfig(AppConfig):
    name = "counterfoil.taxes"
    label = "taxes"
