from django.apps import AppConfig


class XeroConfig(AppConfig):
    name = "counterfoil.xero"
    label = "xero"
