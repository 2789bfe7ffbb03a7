"""A refusal as an answer: {"code", "advice", "fields": {path: {"code", "advice"}}}, with a status from one table."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from counterfoil.core.refusals import InputRefused, Refusal

STATUS = {
    "not-signed-in": 401,
    "not-permitted": 403,
    "document-unknown": 404,
    "file-unknown": 404,
    "body-too-large": 413,
    "file-too-large": 413,
    "too-many-requests": 429,
    # The request is well made; the books, as they stand now, do not allow it.
    **dict.fromkeys(
        (
            "name-taken",
            "key-reused",
            "step-not-allowed",
            "document-changed",
            "document-locked",
            "document-settled",
            "period-closed",
            "matter-closed",
            "bank-closed",
            "trust-overdrawn",
            "bank-overdrawn",
            "more-than-held",
            "bill-over-paid",
            "not-linked",
            "unlink-order",
            "copy-on-its-way",
        ),
        409,
    ),
}
"""Every other refusal says that the request itself is wrong: 400."""


def refused(refusal: Refusal) -> HttpResponse:
    fields = refusal.fields if isinstance(refusal, InputRefused) else {}
    plain = {path: {"code": part.code, "advice": part.advice} for path, part in fields.items()}
    answer = {"code": refusal.code, "advice": refusal.advice, "fields": plain}
    return JsonResponse(answer, status=STATUS.get(refusal.code, 400))


def speak_of_refusals(api: NinjaAPI) -> None:
    """Whatever goes wrong before or inside an endpoint is answered in the one form."""

    @api.exception_handler(Refusal)
    def _refusal(request: HttpRequest, refusal: Any) -> HttpResponse:
        return refused(refusal)

    @api.exception_handler(AuthenticationError)
    def _nobody(request: HttpRequest, error: Any) -> HttpResponse:
        answer = refused(Refusal("not-signed-in", "send an API key as Authorization: Bearer, or sign in"))
        answer["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(HttpError)
    def _forged(request: HttpRequest, error: Any) -> HttpResponse:
        return refused(
            Refusal("not-permitted", "the request came without its token against forgery; load the page again")
        )

    @api.exception_handler(ValidationError)
    def _wrong(request: HttpRequest, error: Any) -> HttpResponse:
        return refused(Refusal("field-wrong-type", "the address holds something that is not expected there"))
