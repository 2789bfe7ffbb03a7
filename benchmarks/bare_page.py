"""The product's addresses and one more: /f/FIRM/bare/, the base template in the usual frame with nothing on it."""

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, path

from counterfoil.web.pages import page
from counterfoil.web.seat import WebRequest
from counterfoil.web.urls import urlpatterns as of_the_product


def bare(request: WebRequest) -> HttpResponse:
    return page(request, "base.html", {})


urlpatterns: list[URLPattern | URLResolver] = [path("f/<slug:firm>/bare/", bare), *of_the_product]
