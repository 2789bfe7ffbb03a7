from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "counterfoil.documents"
    label = "documents"
