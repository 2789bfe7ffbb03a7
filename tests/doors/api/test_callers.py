"""Who may call: keys that work, expire and are taken back; sessions with their token; nobody else."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from counterfoil.api.callers import WRITES_A_MINUTE
from counterfoil.firms.models import ApiKey, Audit, Member
from counterfoil.practice.api_keys import give_key, revoke_key
from tests.builders import BuiltFirm, a_firm
from tests.doors.api.conftest import API, Program


def test_without_a_key_there_is_no_answer(firm: BuiltFirm) -> None:
    answer = Client().get(f"{API}/documents")

    assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in")


@pytest.mark.parametrize("token", ["", "cf_", "cf_000000000000_" + "a" * 43, "x" * 5000, "cf_é_é"])
def test_a_made_up_key_opens_nothing(firm: BuiltFirm, token: str) -> None:
    header = f"Bearer {token}".encode().decode("latin-1")

    assert Client().get(f"{API}/documents", headers={"Authorization": header}).status_code == 401


def test_only_the_hash_of_a_key_is_kept(firm: BuiltFirm) -> None:
    key, token = give_key(name="Practice system", days=30, by=firm.by, at=timezone.now())

    secret = token.rpartition("_")[2] if token.count("_") == 2 else token.split("_", 2)[2]
    assert secret not in json.dumps(list(ApiKey.objects.values()), default=str)
    assert secret not in json.dumps(list(Audit.objects.values()), default=str)
    assert key.prefix in token


def test_a_key_ends_with_its_last_day(firm: BuiltFirm) -> None:
    _, token = give_key(name="Old", days=1, by=firm.by, at=timezone.now() - timedelta(days=1, seconds=1))

    assert Client().get(f"{API}/documents", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_a_key_that_was_taken_back_opens_nothing(firm: BuiltFirm, program: Program) -> None:
    revoke_key(prefix=ApiKey.objects.get().prefix, by=firm.by, at=timezone.now())

    assert program.get("/documents")[0] == 401


def test_a_key_writes_so_many_times_a_minute(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("counterfoil.api.callers.WRITES_A_MINUTE", 3)

    answers = [program.post("/documents", {})[0] for _ in range(5)]

    assert WRITES_A_MINUTE == 60
    assert answers[:3] == [400, 400, 400]
    assert 429 in answers
    assert program.get("/documents")[0] == 200


def test_a_session_writes_only_with_its_token(firm: BuiltFirm) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(_owner(firm), backend="allauth.account.auth_backends.AuthenticationBackend")

    answer = strict.post(f"{API}/contacts", json.dumps({"name": "Forged"}), content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (403, "not-permitted")


def test_a_session_works_in_the_persons_firm(person: Program) -> None:
    status, contact = person.post("/contacts", {"name": "Nguyen"})

    assert (status, contact["code"]) == (201, "C-0002")


def test_who_works_in_two_firms_names_one(firm: BuiltFirm, person: Program) -> None:
    other = a_firm("Second firm")
    Member.objects.create(firm=other.firm, user=_owner(firm), roles="bookkeeper")

    assert person.get("/contacts")[1]["code"] == "field-missing"
    person.headers = {"Counterfoil-Firm": other.firm.public_id}
    assert [contact["code"] for contact in person.get("/contacts")[1]["contacts"]] == ["BANK"]


def test_a_firm_one_does_not_work_in_stays_closed(person: Program) -> None:
    person.headers = {"Counterfoil-Firm": a_firm("Strangers").firm.public_id}

    assert person.get("/contacts")[0] == 403


def test_an_auditor_reads_and_writes_nothing(firm: BuiltFirm, person: Program) -> None:
    Member.objects.filter(firm=firm.firm).update(roles="auditor")

    assert person.get("/matters")[0] == 200
    assert person.post("/contacts", {"name": "Nguyen"})[0] == 403


def _owner(firm: BuiltFirm) -> Any:
    return Member.objects.get(firm=firm.firm).user
