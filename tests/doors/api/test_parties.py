"""Contacts, matters and kinds by the API, and the API's description of itself."""

from typing import Any

import pytest

from counterfoil.kinds import all_kinds
from counterfoil.matters.models import Contact
from tests.doors.api.conftest import Program


def test_a_matter_is_opened_for_a_new_contact(program: Program) -> None:
    _, contact = program.post("/contacts", {"name": "דוד לוי", "sort": "person", "email": "levi@post.example"})

    matter = {"title": "Purchase of 27 Bronte Road", "client": contact["code"], "opened_on": "2026-03-02"}
    status, opened = program.post("/matters", matter)

    assert (status, opened["code"], opened["client"]) == (201, "26-0001", contact["code"])
    assert [row["code"] for row in program.get("/matters?search=bronte")[1]["matters"]] == ["26-0001"]


def test_a_code_is_given_once(program: Program) -> None:
    status, refusal = program.post("/contacts", {"name": "Nguyen", "code": "C-0001"})

    assert (status, refusal["code"]) == (409, "name-taken")


def test_the_same_request_key_answers_the_same_contact(program: Program) -> None:
    first = program.post("/contacts", {"name": "Nguyen"}, **{"Idempotency-Key": "n1"})
    second = program.post("/contacts", {"name": "Nguyen"}, **{"Idempotency-Key": "n1"})
    third = program.post("/contacts", {"name": "Tran"}, **{"Idempotency-Key": "n1"})

    assert first == second
    assert (third[0], third[1]["code"]) == (409, "key-reused")
    assert Contact.objects.filter(name="Nguyen").count() == 1


def test_the_same_request_key_answers_the_same_matter(program: Program) -> None:
    matter = {"title": "Advice", "client": "C-0001", "opened_on": "2026-03-02"}

    first = program.post("/matters", matter, **{"Idempotency-Key": "m1"})

    assert program.post("/matters", matter, **{"Idempotency-Key": "m1"}) == first


@pytest.mark.parametrize(
    "contact",
    [
        {},
        {"name": ""},
        {"name": "x" * 300},
        {"name": "\u202eevil"},
        {"name": "a\u0000b"},
        {"name": None},
        {"name": 7.5},
        {"name": ["x"]},
        {"name": "x", "sort": "robot"},
        {"name": "x", "email": "no address"},
        {"name": "x", "phone": "1" * 51},
        {"name": "x", "code": "c" * 21},
        {"name": "x", "firm_id": 2},
    ],
)
def test_a_contact_that_makes_no_sense_is_refused(program: Program, contact: dict[str, Any]) -> None:
    if contact.get("name") == 7.5:
        assert program.post("/contacts", contact)[0] == 201  # a number is taken as it is written
        return

    assert program.post("/contacts", contact)[0] == 400


@pytest.mark.parametrize("opened_on", ["", "2026-02-30", "t", None, {}])
def test_a_matter_needs_a_day(program: Program, opened_on: Any) -> None:
    assert program.post("/matters", {"title": "x", "client": "C-0001", "opened_on": opened_on})[0] == 400


def test_every_kind_says_what_it_takes(program: Program) -> None:
    _, answer = program.get("/kinds")

    assert {kind["code"] for kind in answer["kinds"]} == set(all_kinds())
    bill = next(kind for kind in answer["kinds"] if kind["code"] == "client_bill")
    assert bill["content"]["required"] == ["on", "due_on", "matter", "items"]
    assert bill["content"]["properties"]["items"]["items"]["properties"]["net"]["type"] == "string"
    assert bill["steps"]["posted"] == ["reopen", "reverse"]


def test_the_description_names_every_kind(program: Program) -> None:
    _, described = program.get("/openapi.json")

    assert described["openapi"] == "3.1.0"
    body = described["paths"]["/api/v1/documents"]["post"]["requestBody"]
    alternatives = body["content"]["application/json"]["schema"]["oneOf"]
    assert {one["properties"]["kind"]["const"] for one in alternatives} == set(all_kinds())
    assert set(described["components"]["securitySchemes"]) == {"ByKey", "BySession"}
