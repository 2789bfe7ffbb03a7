"""A request that changes nothing reads the firm once, however many parts of its page ask."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from counterfoil.reports.reading import one_reading


class OneReading:
    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return self.answer(request)
        with one_reading():
            return self.answer(request)
