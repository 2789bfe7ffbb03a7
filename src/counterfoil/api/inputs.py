"""Reading what was sent: a JSON object or a query, through a shape, so that every wrong field is named at once."""

import json
from typing import Any, NoReturn, TypeVar

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from counterfoil.api.callers import Caller
from counterfoil.core.refusals import InputRefused, Refusal
from counterfoil.core.shapes import clean_text, read

Shape = TypeVar("Shape")
LONGEST_KEY = 100


def body(request: HttpRequest) -> dict[str, Any]:
    """The body's one JSON object. Numbers are taken as written, never through a binary fraction."""
    try:
        text = request.body.decode("utf-8")
        found = json.loads(text, parse_float=str, parse_int=str, parse_constant=_no_number) if text.strip() else {}
    except RequestDataTooBig:
        raise Refusal("body-too-large", "send less than 5 MB at once") from None
    except (ValueError, RecursionError):
        raise Refusal("body-not-understood", "send one JSON object in UTF-8") from None
    if not isinstance(found, dict):
        raise Refusal("body-not-understood", "send one JSON object, not a list or a bare value")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def shaped(shape: type[Shape], values: dict[str, Any], caller: Caller) -> Shape:
    return read(shape, values, currency=caller.currency)


def query(shape: type[Shape], request: HttpRequest, caller: Caller) -> Shape:
    return read(shape, request.GET.dict(), currency=caller.currency)


def whole_number(text: str, *, field: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
        wrong = Refusal("number-not-understood", "write a whole number from {least} to {most}", least=least, most=most)
        raise InputRefused({field: wrong})
    return int(text)


def truth(value: Any, *, field: str) -> bool:
    if not isinstance(value, bool):
        raise InputRefused({field: Refusal("field-wrong-type", "write true or false")})
    return value


def request_key(request: HttpRequest) -> str | None:
    """The Idempotency-Key header. Kept for as long as the record it made, which is longer than the 90 days promised."""
    given = request.headers.get("Idempotency-Key")
    if given is None:
        return None
    cleaned = clean_text(given, most=LONGEST_KEY)
    if not cleaned:
        raise Refusal("field-missing", "the header Idempotency-Key is empty; leave it out or fill it")
    return f"api:{cleaned}"
