"""Stepping up: who signed in a while ago enters the password again before link, mapping or package change."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from counterfoil.firms.models import Firm, User
from counterfoil.ledger.models import Account
from counterfoil.outbox.models import Destination
from counterfoil.web.fresh import FRESH
from counterfoil.xero.models import AccountMapping
from tests.builders import BuiltFirm, a_firm
from tests.doors.web.conftest import SignIn, base, known_in, signed_in_ago
from tests.doors.web.table import IN_A_FIRM, Row
from tests.doors.web.test_mapping import Page, mapping, remote, words  # noqa: F401

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database("how fresh a sign-in is stands in the session"),
]

PASSWORD = "a long passphrase"
ASKED = "Your password again"

FREE = {"mapping_refresh", "old_bills", "old_bill"}
"""What reads from Xero, or moves bills as every posting does."""

GUARDED = [
    row
    for row in IN_A_FIRM
    if row.method == "POST" and row.path.startswith(("connect/", "settings/accounting")) and row.name not in FREE
]


@pytest.fixture(autouse=True)
def _no_guesses_yet() -> None:
    cache.clear()


def owner_of(firm: BuiltFirm) -> User:
    return User.objects.get(pk=firm.by.user_id or 0)


def a_while_ago(client: Client, firm: BuiltFirm) -> Client:
    signed_in_ago(client, owner_of(firm), seconds=FRESH.total_seconds() + 1)
    return client


@pytest.mark.parametrize("row", GUARDED, ids=lambda row: row.path)
def test_whatever_changes_the_link_asks_for_the_password_first(row: Row, firm: BuiltFirm, client_of: SignIn) -> None:
    path = base(firm) + row.path.format(**known_in(firm))
    client = a_while_ago(client_of(firm), firm)

    asked = client.post(path, row.sent)

    assert asked.status_code == 422 and ASKED in asked.content.decode()
    signed_in_ago(client, owner_of(firm), seconds=FRESH.total_seconds() - 5)
    assert ASKED not in client.post(path, row.sent).content.decode()


def test_the_table_of_addresses_guards_what_has_to_be_guarded() -> None:
    assert {row.name for row in GUARDED} == {
        "accounting",
        "connect_begin",
        "connect_choose",
        "connect_end",
        "connect_replace",
        "link_settings",
        "mapping",
        "mapping_create",
        "mapping_suggest",
    }


def test_looking_is_free(firm: BuiltFirm, client_of: SignIn) -> None:
    known = known_in(firm)
    client = a_while_ago(client_of(firm), firm)

    for row in IN_A_FIRM:
        if row.method == "GET" and row.path.startswith(("connect/", "settings/")):
            assert ASKED not in client.get(base(firm) + row.path.format(**known)).content.decode(), row.path


def test_with_the_right_password_the_same_request_goes_on_under_a_new_session(client_of: SignIn) -> None:
    firm = a_firm(package="")
    client = a_while_ago(client_of(firm), firm)
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    chosen = {"package": "xero", "understood": "on"}

    wrong = client.post(f"{base(firm)}settings/accounting/", chosen | {"password_again": "a long guess"})
    assert "That is not your password" in words(wrong.content.decode())
    assert Firm.objects.get(pk=firm.id).package == ""

    right = client.post(f"{base(firm)}settings/accounting/", chosen | {"password_again": PASSWORD})

    assert right.status_code == 302
    assert Firm.objects.get(pk=firm.id).package == "xero"
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
    assert ASKED not in client.post(f"{base(firm)}settings/accounting/", chosen).content.decode()


def test_what_was_typed_travels_along(mapping: Page, firm: BuiltFirm) -> None:  # noqa: F811
    fees = Account.objects.get(code="4100")
    other = remote("Other Revenue")
    typed = {f"account-{fees.pk}": other}
    a_while_ago(mapping.client, firm)

    asked = mapping.client.post(f"{mapping.at}mapping/", typed).content.decode()

    assert f'<input type="hidden" name="account-{fees.pk}" value="{other}">' in asked
    assert AccountMapping.objects.get(account=fees).remote_name == "Fees"
    mapping.client.post(f"{mapping.at}mapping/", typed | {"password_again": PASSWORD})
    assert AccountMapping.objects.get(account=fees).remote_name == "Other Revenue"


def test_a_session_that_was_left_open_cannot_disconnect(firm: BuiltFirm, client_of: SignIn) -> None:
    known_in(firm)
    client = a_while_ago(client_of(firm), firm)

    for guess in ("", "password", "a long passphrase "):
        answer = client.post(f"{base(firm)}connect/end/", {"why": "spite", "password_again": guess})
        assert answer.status_code == 422

    assert Destination.objects.get().state == "live"


def test_guesses_are_counted_and_turned_away(firm: BuiltFirm, client_of: SignIn) -> None:
    client = a_while_ago(client_of(firm), firm)
    guess = {"password_again": "a long guess"}

    answers = [words(client.post(f"{base(firm)}connect/begin/", guess).content.decode()) for _ in range(7)]

    assert "That is not your password" in answers[0]
    assert "Too many tries" in answers[-1]
    too_late = client.post(f"{base(firm)}connect/begin/", {"password_again": PASSWORD}).content.decode()
    assert "identity/connect/authorize" not in too_late


def test_the_password_of_somebody_else_does_not_do(firm: BuiltFirm, client_of: SignIn) -> None:
    User.objects.create_user("other@firm.example", "another long phrase", name="Sam Roe")
    client = a_while_ago(client_of(firm), firm)

    answer = client.post(f"{base(firm)}connect/begin/", {"password_again": "another long phrase"})

    assert "That is not your password" in words(answer.content.decode())


def test_the_password_is_in_no_answer(firm: BuiltFirm, client_of: SignIn) -> None:
    client = a_while_ago(client_of(firm), firm)

    answer = client.post(f"{base(firm)}connect/end/", {"why": "x", "password_again": "canary-guess"})

    assert b"canary-guess" not in answer.content
