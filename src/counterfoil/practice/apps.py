from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "counterfoil.practice"
    label = "practice"
