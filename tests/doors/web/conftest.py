"""People at work in a firm, through the same doors as a browser."""

from collections.abc import Callable

import pytest
from django.test import Client

from counterfoil.firms.models import Member, User
from tests.builders import BuiltFirm, a_firm

PASSWORD = "a long passphrase"


@pytest.fixture
def firm() -> BuiltFirm:
    return a_firm()


@pytest.fixture
def client_of() -> Callable[..., Client]:
    """A signed-in client for a person with some roles in the firm; without roles, its owner."""

    def sign_in(firm: BuiltFirm, roles: str = "") -> Client:
        client = Client()
        if roles:
            person = User.objects.create_user(
                f"{roles.replace(',', '.')}{firm.id}@firm.example", PASSWORD, name="Sam Roe"
            )
            Member.objects.create(firm=firm.firm, user=person, roles=roles)
        else:
            person = User.objects.get(pk=firm.by.user_id)
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def base(firm: BuiltFirm) -> str:
    return f"/f/{firm.firm.public_id}/"
