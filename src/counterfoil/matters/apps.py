from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "counterfoil.matters"
    label = "matters"
