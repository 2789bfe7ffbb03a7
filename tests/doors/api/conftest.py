"""A firm with a matter, and clients that call its API: by key, and by a person's session."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from counterfoil.firms.models import Member
from counterfoil.practice.api_keys import give_key
from tests.builders import BuiltFirm, a_firm

API = "/api/v1"


@dataclass
class Program:
    """A program with a key. Answers are (status, parsed JSON)."""

    client: Client
    headers: dict[str, str]

    def get(self, path: str) -> tuple[int, Any]:
        answer = self.client.get(API + path, headers=self.headers)
        return answer.status_code, answer.json()

    def post(self, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        content = body if isinstance(body, (str, bytes)) else json.dumps(body if body is not None else {})
        answer = self.client.post(
            API + path, content, content_type="application/json", headers={**self.headers, **headers}
        )
        return answer.status_code, answer.json()


@pytest.fixture(autouse=True)
def _no_writes_counted() -> None:
    cache.clear()


@pytest.fixture
def firm(db: None) -> BuiltFirm:
    built = a_firm()
    built.matter("M-104")
    return built


@pytest.fixture
def with_key() -> Callable[[BuiltFirm], Program]:
    def made(built: BuiltFirm) -> Program:
        _, token = give_key(name="Practice system", days=30, by=built.by, at=timezone.now() - timedelta(seconds=1))
        return Program(Client(raise_request_exception=False), {"Authorization": f"Bearer {token}"})

    return made


@pytest.fixture
def program(firm: BuiltFirm, with_key: Callable[[BuiltFirm], Program]) -> Program:
    return with_key(firm)


@pytest.fixture
def person(firm: BuiltFirm) -> Program:
    """The firm's owner, signed in to the pages."""
    client = Client(raise_request_exception=False)
    owner = Member.objects.get(firm=firm.firm).user
    client.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    return Program(client, {})


def bill(**changes: Any) -> dict[str, Any]:
    """A bill's content, 880.00 with tax."""
    items = [{"description": "Advice on lease", "account": "4100", "net": "800.00", "tax": "GST"}]
    return {"on": "2026-03-02", "due_on": "2026-03-16", "matter": "M-104", "items": items} | changes
