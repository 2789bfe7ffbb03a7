"""A refusal as an answer: a page in words with its code, or for htmx a message that leaves the page as it stands."""

import re
from datetime import date
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from counterfoil.core.refusals import CODES, Refusal
from counterfoil.web.templatetags.counterfoil_ui import longdate
from counterfoil.web.words import advised, said

NOWHERE = (
    *(
        "document-unknown",
        "file-unknown",
        "kind-unknown",
        "matter-unknown",
        "contact-unknown",
        "account-unknown",
        "item-unknown",
    ),
    *("bank-unknown", "not-in-package", "correction-unknown", "drift-unknown", "comparison-unknown"),
)
"""Refusals that say of an address that this firm has no such thing."""


def status_of(refusal: Refusal) -> int:
    if refusal.code == "not-permitted":
        return HTTPStatus.FORBIDDEN
    return HTTPStatus.NOT_FOUND if refusal.code in NOWHERE else HTTPStatus.UNPROCESSABLE_ENTITY


def form_status(refusal: Refusal | None) -> int:
    """The status of a form that is shown again: what was sent was understood and refused."""
    if refusal is None:
        return HTTPStatus.OK
    return HTTPStatus.FORBIDDEN if refusal.code == "not-permitted" else HTTPStatus.UNPROCESSABLE_ENTITY


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    words = {"code": refusal.code, "meaning": said(CODES[refusal.code]), "advice": sentence(refusal)}
    status = status_of(refusal)
    if request.headers.get("HX-Request"):
        answer = render(request, "refused_part.html", words, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        answer["HX-Retarget"], answer["HX-Reswap"] = "#toasts", "beforeend"
        return answer
    seat = getattr(request, "seat", None)
    filtered = request.method == "GET" and bool(request.GET) and status == HTTPStatus.UNPROCESSABLE_ENTITY
    back = request.path if filtered else seat.to.home if seat else "/"
    label = "Open the page without it" if filtered else "Go to the start page"
    where = {"status": int(status), "back": back, "back_label": label}
    return render(request, "refused.html", words | where, status=status)


_AMOUNT = re.compile(r"(?<![\w.,/-])(\d{4,})(\.\d{2})(?![\w.])")
_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def _as_people_write_it(found: re.Match[str]) -> str:
    try:
        return longdate(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


def sentence(said_of: str | Refusal) -> str:
    """Advice as it stands on a page: with a capital, a full stop, and days and amounts as people write them."""
    advice = advised(said_of) if isinstance(said_of, Refusal) else said_of
    text = _DAY.sub(_as_people_write_it, advice[:1].upper() + advice[1:])
    text = _AMOUNT.sub(lambda found: f"{int(found[1]):,}{found[2]}", text)
    return text if text.endswith((".", "!", "?")) else f"{text}."
