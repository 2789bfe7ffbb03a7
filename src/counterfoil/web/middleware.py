"""What happens around every view: one clock, the person's seat in the firm of the address, refusals in words."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from counterfoil.core.dates import local_day
from counterfoil.core.jurisdictions import jurisdiction
from counterfoil.core.packages import PACKAGES
from counterfoil.core.refusals import Refusal
from counterfoil.firms.models import Member
from counterfoil.web.links import Links
from counterfoil.web.packages import not_in_package
from counterfoil.web.refused import refused
from counterfoil.web.seat import FirmShown, Seat, actor_of, memberships
from counterfoil.web.words import OURS, speak

Answer = Callable[[HttpRequest], HttpResponseBase]

FIRM_KEPT_BY = "firm"
"""The part of an address that names the firm; views never see it, they get `request.seat`."""


class Clock:
    """The one place where a request's instant is read; actions get it as `at`."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.at = timezone.now()  # type: ignore[attr-defined]
        return self.answer(request)


class Seats:
    """Finds the person's seat in the firm that the address names. No seat means that there is nothing there."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        speak(OURS)
        answer = self.answer(request)
        if hasattr(request, "seat"):
            answer.headers.setdefault("Cache-Control", "private, no-store")
        return answer

    def process_view(
        self, request: HttpRequest, view: Any, arguments: list[Any], named: dict[str, Any]
    ) -> HttpResponse | None:
        firm = named.pop(FIRM_KEPT_BY, None)
        if firm is None:
            return None
        if not request.user.is_authenticated:
            return _sign_in(request)
        members = memberships(request.user.pk)
        member = next((member for member in members if member.firm.public_id == firm), None)
        if member is None:
            raise Http404("no such firm for this person")
        request.seat = _seat(request, member, members)  # type: ignore[attr-defined]
        speak(member.firm.matter_word, jurisdiction(member.firm.jurisdiction).terms["trust"])
        if _has_nul(request):
            return refused(request, NUL)
        missing = not_in_package(request.path, request.seat)  # type: ignore[attr-defined]
        return refused(request, missing) if missing else None


NUL = Refusal("text-has-controls", "it holds the invisible character U+0000; retype it")


def _has_nul(request: HttpRequest) -> bool:
    """No text of a person holds the character NUL, and PostgreSQL keeps none."""
    sent = (request.GET, request.POST)
    return any("\0" in value for values in sent for name in values for value in (name, *values.getlist(name)))


def _sign_in(request: HttpRequest) -> HttpResponse:
    """A part of a page cannot become the sign-in page, so htmx is told to go there."""
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(reverse("account_login"))
    return redirect_to_login(request.get_full_path())


def _seat(request: HttpRequest, member: Member, members: list[Member]) -> Seat:
    firm = member.firm
    assert request.user.is_authenticated
    return Seat(
        firm=FirmShown(
            id=firm.pk,
            public_id=firm.public_id,
            name=firm.name,
            jurisdiction=firm.jurisdiction,
            currency=firm.currency,
            zone=firm.zone,
            method=firm.method,
            year_end=(firm.year_end_month, firm.year_end_day),
            chart_version=firm.chart_version,
            package=firm.package,
            matter_word=firm.matter_word,
        ),
        actor=actor_of(member, request.user.name),
        email=request.user.email,
        today=local_day(request.at, firm.zone),  # type: ignore[attr-defined]
        others=tuple((each.firm.public_id, each.firm.name) for each in members),
        to=Links.of(firm.public_id, ledger=firm.package not in PACKAGES or PACKAGES[firm.package].ledger),
    )


class Refusals:
    """A refusal that no view has shown beside its field becomes a page in words, or a message for htmx."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return refused(request, error) if isinstance(error, Refusal) else None
