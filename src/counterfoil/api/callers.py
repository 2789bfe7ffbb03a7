"""Who calls: a program by its key, or a person by the session of the web pages, always in exactly one firm."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import APIKeyCookie, HttpBearer

from counterfoil.core.refusals import Refusal
from counterfoil.firms.api_keys import key_of
from counterfoil.firms.models import Firm, Member
from counterfoil.firms.roles import Actor, parse_roles

FIRM_HEADER = "Counterfoil-Firm"
WRITES_A_MINUTE = 60
"""For one key. Who brings thousands of documents hands them to `counterfoil enter` as a file."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Handed to every endpoint as `request.auth`. `at` is the request's one instant; `key` is empty for a person."""

    actor: Actor
    firm_id: int
    currency: str
    zone: str
    at: datetime
    key: str = ""


class ByKey(HttpBearer):
    """`Authorization: Bearer cf_...`. The key decides the firm."""

    openapi_name = "key"

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        at = _instant(request)
        key = key_of(token, at=at)
        if key is None:
            return None
        if request.method not in ("GET", "HEAD"):
            _count(key.prefix, at)
        return _caller(key.firm, key.user_id, key.user.name, key.roles, at, key=key.prefix)


class BySession(APIKeyCookie):
    """The session of a signed-in person, with the token against forged requests.

    Who works in several firms names one in the header Counterfoil-Firm, by its id.
    """

    openapi_name = "session"

    def __init__(self, cookie: str) -> None:
        self.param_name = cookie
        super().__init__(csrf=True)
        self.openapi_name = "session"

    def __call__(self, request: HttpRequest) -> Any:
        """A request that carries a key is judged by the key alone."""
        if request.headers.get("Authorization") or not request.user.is_authenticated:
            return None
        return super().__call__(request)

    def authenticate(self, request: HttpRequest, key: str | None) -> Caller | None:
        user: Any = request.user
        members = list(Member.objects.filter(user_id=user.pk, active=True).select_related("firm"))
        named = request.headers.get(FIRM_HEADER, "")
        if named:
            members = [member for member in members if member.firm.public_id == named]
            if not members:
                raise Refusal(
                    "not-permitted", "you are not a member of the firm that {header} names", header=FIRM_HEADER
                )
        if len(members) > 1:
            raise Refusal("field-missing", "you work in several firms; name one in {header}", header=FIRM_HEADER)
        if not members:
            return None
        return _caller(members[0].firm, user.pk, user.name, members[0].roles, _instant(request))


def _count(prefix: str, at: datetime) -> None:
    """So many writes a minute for one key, counted in each serving process."""
    counter = f"api-writes-{prefix}-{at:%H%M}"
    cache.add(counter, 0, timeout=120)
    if cache.incr(counter) > WRITES_A_MINUTE:
        raise Refusal("too-many-requests", "wait a minute; {most} writes a minute are taken", most=WRITES_A_MINUTE)


def _caller(firm: Firm, user_id: int, name: str, roles: str, at: datetime, *, key: str = "") -> Caller:
    actor = Actor(user_id=user_id, name=name, firm_id=firm.pk, roles=parse_roles(roles))
    return Caller(actor, firm.pk, firm.currency, firm.zone, at, key)


def _instant(request: HttpRequest) -> datetime:
    """Read once for a request; the pages' middleware has done it already where it runs."""
    at: datetime = getattr(request, "at", None) or timezone.now()
    return at
