"""The bodies in the manual can be sent as they stand."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from counterfoil.core.kinds import Kind
from counterfoil.core.lifecycle import after
from counterfoil.firms.models import Member
from counterfoil.kinds import all_kinds
from tests.builders import BuiltFirm
from tests.doors.api.conftest import Program
from tests.manual import block_of, firm_for

pytestmark = pytest.mark.one_database(
    "the examples of the manual; documents of every kind are entered on both in test_documents.py"
)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", all_kinds().values(), ids=lambda kind: kind.code)
def test_the_body_on_the_page_of_a_kind_is_taken(kind: Kind, with_key: Callable[[BuiltFirm], Program]) -> None:
    body = json.loads(block_of(kind, "json"))
    firm = firm_for(kind)

    status, done = with_key(firm).post("/documents", body, **{"Idempotency-Key": "2026-117"})

    assert (status, done["kind"]) == (201, kind.code)
    at_once = after(kind.lifecycle, state="draft", step=kind.first_step)
    assert done["state"] == (at_once if body["post"] else "draft")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", all_kinds().values(), ids=lambda kind: kind.code)
def test_every_kind_is_entered_on_screen_too(kind: Kind) -> None:
    firm = firm_for(kind)
    client = Client()
    client.force_login(Member.objects.get(firm=firm.firm).user, "allauth.account.auth_backends.AuthenticationBackend")

    assert client.get(f"/f/{firm.firm.public_id}/new/{kind.code}/").status_code == 200
