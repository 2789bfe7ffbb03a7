"""The addresses of the web pages."""

urlpatterns: list[object] = []
