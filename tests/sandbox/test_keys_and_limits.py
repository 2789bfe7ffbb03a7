"""Idempotency keys and rate limits: what is replayed, what is refused, and what costs a call."""

import pytest

from tests.sandbox.harness import World, new_world

ANN = {"Contacts": [{"Name": "Ann Client"}]}


def test_the_same_key_and_request_get_the_first_answer_again(world: World) -> None:
    first = world.keyed("k1", "PUT", "Contacts", ANN)
    again = world.keyed("k1", "PUT", "Contacts", ANN)

    assert (again.status, again.body) == (200, first.body)
    assert len(world.books.contacts) == 1


def test_a_refusal_is_replayed_too(world: World) -> None:
    world.contact("Ann Client")
    first = world.keyed("k1", "PUT", "Contacts", ANN)
    contact = next(iter(world.books.contacts))
    world.ask("POST", f"Contacts/{contact.id}", {"ContactStatus": "ARCHIVED"})

    again = world.keyed("k1", "PUT", "Contacts", ANN)

    assert (first.status, again.status) == (400, 400)
    assert again.body == first.body


@pytest.mark.parametrize(("fault", "kept"), [("500_before", 0), ("500_after", 1)])
def test_a_500_is_remembered_so_repeating_cannot_help(world: World, fault: str, kept: int) -> None:
    first = world.keyed("k1", "PUT", "Contacts", ANN, fault=fault)
    again = world.keyed("k1", "PUT", "Contacts", ANN)

    assert (first.status, again.status) == (500, 500)
    assert len(world.books.contacts) == kept


def test_after_six_minutes_the_key_is_new_again(world: World) -> None:
    world.keyed("k1", "PUT", "Contacts", ANN)
    world.later(minutes=5, seconds=59)
    replayed = world.keyed("k1", "PUT", "Contacts", ANN)
    world.later(seconds=1)
    fresh = world.keyed("k1", "PUT", "Contacts", ANN)

    assert (replayed.status, fresh.status) == (200, 400)


@pytest.mark.parametrize(
    ("method", "path", "sent"),
    [("POST", "Contacts", ANN), ("PUT", "Invoices", ANN), ("PUT", "Contacts", {"Contacts": [{"Name": "Bob"}]})],
)
def test_a_key_used_with_another_request_is_refused(world: World, method: str, path: str, sent: object) -> None:
    world.keyed("k1", "PUT", "Contacts", ANN)

    response = world.keyed("k1", method, path, sent)

    assert response.status == 400
    assert response.json()["Message"] == "Idempotency Key: k1 is used with a different request."


def test_a_key_has_at_most_128_characters(world: World) -> None:
    assert world.keyed("k" * 128, "PUT", "Contacts", ANN).status == 200
    assert world.keyed("k" * 129, "PUT", "Contacts", ANN).status == 400


def test_a_key_on_a_get_is_ignored(world: World) -> None:
    world.keyed("k1", "GET", "Contacts", None)

    assert world.keyed("k1", "PUT", "Contacts", ANN).status == 200


def test_the_sixty_first_call_of_a_minute_waits_for_the_minutes_end() -> None:
    world = new_world(minute_limit=60)
    for _ in range(60):
        assert world.ask("GET", "Organisation").status == 200
    world.later(seconds=34)

    refused = world.ask("GET", "Organisation")
    world.later(seconds=26)
    allowed = world.ask("GET", "Organisation")

    assert (refused.status, refused.body, refused.content_type) == (429, b"", None)
    assert refused.headers["Retry-After"] == "26"
    assert refused.headers["X-Rate-Limit-Problem"] == "minute"
    assert refused.headers["X-MinLimit-Remaining"] == "0"
    assert allowed.status == 200
    assert allowed.headers["X-MinLimit-Remaining"] == "59"


def test_the_day_s_limit_waits_for_the_day_s_end() -> None:
    world = new_world(day_limit=3)
    for _ in range(3):
        world.ask("GET", "Organisation")

    refused = world.ask("GET", "Organisation")

    assert refused.headers["X-Rate-Limit-Problem"] == "day"
    assert refused.headers["Retry-After"] == "86400"


def test_a_sixth_call_at_once_is_refused_without_a_time_to_wait(world: World) -> None:
    refused = world.ask("GET", "Organisation", in_progress=6)

    assert refused.status == 429
    assert refused.headers["X-Rate-Limit-Problem"] == "concurrent"
    assert "Retry-After" not in refused.headers


def test_limits_are_judged_before_the_key() -> None:
    world = new_world(minute_limit=2)
    first = world.keyed("k1", "PUT", "Contacts", ANN)
    replayed = world.keyed("k1", "PUT", "Contacts", ANN)
    refused = world.keyed("k1", "PUT", "Contacts", ANN)

    assert (first.status, replayed.status, refused.status) == (200, 200, 429)


def test_a_refused_call_has_no_effect_and_is_not_remembered() -> None:
    world = new_world(minute_limit=1)
    world.ask("GET", "Organisation")
    refused = world.keyed("k1", "PUT", "Contacts", ANN)
    world.later(minutes=1)

    assert refused.status == 429
    assert world.keyed("k1", "PUT", "Contacts", ANN).status == 200
