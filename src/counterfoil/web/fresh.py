"""Stepping up: what changes the link to Xero or the package asks for the password, unless somebody just signed in.

    @just_signed_in(back="connect")
    def end(request): ...

A request that changes something and comes later than FRESH after the sign-in is answered with one field more. What was
typed travels along: with the right password the same request goes on, under a new session id.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from django.core.exceptions import ValidationError
from django.http import HttpResponse

from counterfoil.core.refusals import Refusal
from counterfoil.web.forms.plain import Control, plain_form
from counterfoil.web.pages import page
from counterfoil.web.seat import WebRequest

FRESH = timedelta(minutes=5)
FIELD = "password_again"
"""No form of ours has a field of that name."""

View = Callable[..., HttpResponse]


def just_signed_in(*, back: str) -> Callable[[View], View]:
    """Looking is free; whatever the view changes wants a fresh sign-in. `back` is the place to give up to."""

    def around(view: View) -> View:
        @wraps(view)
        def fresh(request: WebRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST" or _is_fresh(request):
                return view(request, *args, **kwargs)
            if FIELD not in request.POST:
                return _ask(request, back, None)
            refusal = _refusal(request)
            if refusal:
                return _ask(request, back, refusal)
            reauthenticate_by_password(request)
            request.session.cycle_key()
            return view(request, *args, **kwargs)

        return fresh

    return around


def _is_fresh(request: WebRequest) -> bool:
    """Who has no password here signs in elsewhere, and is not asked for one."""
    assert request.user.is_authenticated
    if not request.user.has_usable_password():
        return True
    records = get_authentication_records(request, request.user)
    return bool(records) and request.at.timestamp() - records[-1]["at"] < FRESH.total_seconds()


def _refusal(request: WebRequest) -> Refusal | None:
    """The password is looked at as at the door: guesses are counted, and turned away when there are too many."""
    try:
        found = get_adapter().authenticate(request, email=request.seat.email, password=request.POST.get(FIELD, ""))
    except ValidationError:
        return Refusal("password-wrong", "too many tries; wait a few minutes, then enter your password")
    if found is None or found.pk != request.user.pk:
        return Refusal("password-wrong", "that is not your password; enter the one that you sign in with")
    return None


def _ask(request: WebRequest, back: str, refusal: Refusal | None) -> HttpResponse:
    sent = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    kept = [Control(name, "", value=value, kind="hidden") for name, value in sent if name not in LEFT_OUT]
    password = Control(
        FIELD,
        "Your password",
        kind="password",
        required=True,
        width="field-6",
        more={"autocomplete": "current-password"},
    )
    form = plain_form(
        [*kept, password],
        action=request.get_full_path(),
        verb="Go on",
        cancel=request.seat.to.place(back),
        refusal=refusal,
        where={"password-wrong": FIELD},
    )
    ago = f"You signed in more than {FRESH.seconds // 60} minutes ago"
    note = {"text": f"{ago}. Nothing has changed yet; what you entered is kept.", "icon": "lock-keyhole"}
    values = {"page": {"title": "Your password again"}, "note": note, "form": form}
    return page(request, "pages/form.html", values, status=HTTPStatus.UNPROCESSABLE_ENTITY)


LEFT_OUT = ("csrfmiddlewaretoken", "request_key", FIELD)
