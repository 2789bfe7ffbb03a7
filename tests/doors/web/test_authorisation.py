"""Every address, method and role: the answers are those of table.py, and nothing is reached without a row in it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver

from counterfoil.firms.models import User
from counterfoil.firms.roles import ROLES
from counterfoil.web import urls
from tests.builders import BuiltFirm, a_firm
from tests.doors.web.conftest import a_person, base, known_in
from tests.doors.web.table import IN_A_FIRM, OUTSIDE, Row

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database("who may what is decided before anything is read"),
]

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def signed_in(firm: BuiltFirm, role: str) -> Client:
    client = Client()
    client.force_login(a_person(firm, role), backend=BACKEND)
    return client


@pytest.fixture
def known(firm: BuiltFirm) -> dict[str, str]:
    return known_in(firm)


def status(client: Client, row: Row, firm: BuiltFirm, known: dict[str, str]) -> int:
    """One request, undone afterwards, so that every role meets the same books."""
    address = base(firm) + row.path.format(**known)
    with transaction.atomic():
        answer = client.generic(row.method, address) if row.method == "GET" else client.post(address, row.sent)
        transaction.set_rollback(True)
    return answer.status_code


def answers_to(client: Client, firm: BuiltFirm, known: dict[str, str]) -> dict[str, int]:
    """What every row of the table answers."""
    return {told(row): status(client, row, firm, known) for row in IN_A_FIRM}


def told(row: Row) -> str:
    return f"{row.method} {row.path} {row.sent}"


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_the_answers_of_the_table(role: str, firm: BuiltFirm, known: dict[str, str]) -> None:
    expected = {told(row): row.says if role in row.roles else 403 for row in IN_A_FIRM}

    assert answers_to(signed_in(firm, role), firm, known) == expected


def test_strangers_find_nothing_and_who_is_not_signed_in_is_asked_to(firm: BuiltFirm, known: dict[str, str]) -> None:
    stranger = signed_in(a_firm("Another LLP"), ",".join(ROLES))

    assert set(answers_to(stranger, firm, known).values()) == {404}
    assert set(answers_to(Client(), firm, known).values()) == {302}


def test_no_two_rows_of_the_table_are_one() -> None:
    assert len({told(row) for row in IN_A_FIRM}) == len(IN_A_FIRM)


def test_a_record_of_another_firm_is_not_found_under_ones_own(firm: BuiltFirm, known: dict[str, str]) -> None:
    mine = a_firm("Another LLP")
    mine.connect()
    client = signed_in(mine, ",".join(ROLES))
    of_records = [row for row in IN_A_FIRM if "{" in row.path]

    answers = {f"{row.method} {row.path}": status(client, row, mine, known) for row in of_records}

    assert {asked: code for asked, code in answers.items() if code != 404} == {}


def test_every_address_of_a_firm_has_a_row() -> None:
    assert {row.name for row in IN_A_FIRM} == {pattern.name for pattern in named(urls.FIRM)}


def test_every_other_address_has_a_row() -> None:
    others = [pattern for pattern in urls.urlpatterns if not is_apart(pattern)]

    assert set(OUTSIDE) == {pattern.name for pattern in named(others)}


def test_a_method_without_a_row_is_not_allowed(firm: BuiltFirm, known: dict[str, str]) -> None:
    owner = signed_in(firm, ",".join(ROLES))
    allowed = {(row.name, row.method) for row in IN_A_FIRM}
    tried = {(row.name, method): row for row in IN_A_FIRM for method in METHODS if (row.name, method) not in allowed}

    answers = {
        key: owner.generic(key[1], base(firm) + row.path.format(**known)).status_code for key, row in tried.items()
    }

    assert {key: code for key, code in answers.items() if code != 405} == {}


@pytest.mark.parametrize("name", OUTSIDE)
def test_an_address_outside_a_firm_answers_as_the_table_says(name: str, firm: BuiltFirm) -> None:
    path, to_nobody, to_a_person = OUTSIDE[name]

    person = Client()
    person.force_login(User.objects.get(pk=firm.by.user_id or 0), backend=BACKEND)

    for client, expected in ((Client(), to_nobody), (person, to_a_person)):
        answer = client.get(path)
        if isinstance(expected, str):
            assert answer.status_code == 302
            assert answer["Location"].startswith(expected)
        else:
            assert answer.status_code == expected


def test_a_form_without_its_token_is_refused(firm: BuiltFirm) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(a_person(firm, "bookkeeper"), backend=BACKEND)

    assert client.post(f"{base(firm)}contacts/new/", {"name": "Tern"}).status_code == 403


def is_apart(pattern: URLPattern | URLResolver) -> bool:
    """A firm's own addresses have their own table; the API is another door with its own tests."""
    return str(pattern.pattern) in ("f/<slug:firm>/", "api/v1/")


def named(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from named(pattern.url_patterns)
        else:
            yield pattern
