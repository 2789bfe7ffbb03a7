"""People at work in a firm, through the same doors as a browser."""

from collections.abc import Callable

import pytest
from django.test import Client

from counterfoil.firms.models import Member, User
from tests.builders import BuiltFirm, a_firm


@pytest.fixture
def firm() -> BuiltFirm:
    return a_firm()


@pytest.fixture
def client_of() -> Callable[..., Client]:
    """A signed-in client for a person with some roles in the firm; without roles, its owner."""

    def sign_in(firm: BuiltFirm, roles: str = "") -> Client:
        client = Client()
        person = a_person(firm, roles) if roles else User.objects.get(pk=firm.by.user_id or 0)
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def a_person(firm: BuiltFirm, roles: str) -> User:
    """Without a password: a test that signs in by typing makes its own."""
    person = User(email=f"{roles.replace(',', '.')}{firm.id}@firm.example", name="Sam Roe")
    person.set_unusable_password()
    person.save()
    Member.objects.create(firm=firm.firm, user=person, roles=roles)
    return person


def base(firm: BuiltFirm) -> str:
    return f"/f/{firm.firm.public_id}/"
