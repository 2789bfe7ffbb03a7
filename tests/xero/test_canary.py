"""A token is never written where a person or a backup could read it."""

import logging
import traceback

import pytest
from django.db import connection as database

from counterfoil.firms.rows import run
from counterfoil.xero.models import Connection
from counterfoil.xero.request import Request
from counterfoil.xero.tokens import TokenKeeper
from tests.xero.conftest import Linked
from tests.xero.test_journey import post_a_day


def secrets_of(linked: Linked) -> list[str]:
    keeper = TokenKeeper(Connection.objects.get().pk, http=linked.http, settings=linked.settings)
    token = keeper.access(linked.store.now())
    return [token.reveal(), token.reveal().split(".")[1], "counterfoil-demo-secret"]  # type: ignore[union-attr]


def everything_stored() -> str:
    tables = [name for name in database.introspection.table_names() if not name.startswith(("django_", "sqlite_"))]
    return "\n".join(str(row) for name in tables for row in run(f'select * from "{name}"'))


@pytest.mark.parametrize("fault", ["500_after", "503", "drop_after", "429", "unreadable"])
def test_no_log_no_row_and_no_exception_holds_a_token(
    linked: Linked, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    caplog.set_level(logging.DEBUG)
    post_a_day(linked)
    linked.fault(fault, match={"method": "PUT", "resource": "Invoices"})
    linked.settle()
    canaries = secrets_of(linked)

    stored, logged = everything_stored(), caplog.text + "".join(str(record.__dict__) for record in caplog.records)

    for canary in canaries:
        assert canary not in stored
        assert canary not in logged


def test_an_exception_on_the_way_shows_no_token(linked: Linked, monkeypatch: pytest.MonkeyPatch) -> None:
    canaries = secrets_of(linked)

    def broken(*what: object) -> None:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(linked.http, "send", broken)
    with pytest.raises(RuntimeError) as raised:
        linked.client.send(Request(method="GET", path="Organisation"))

    text = "".join(traceback.format_exception(raised.value))
    text += repr(linked.client) + repr(linked.client.__dict__)
    assert not [canary for canary in canaries if canary in text]


def test_what_xero_echoes_is_kept_without_tokens_and_cut(linked: Linked) -> None:
    from counterfoil.outbox.requests import _kept
    from counterfoil.xero.deliver import kept
    from counterfoil.xero.request import Answered

    echo = "Bearer eyJhbGciOi.eyJzdWIiOi.c2ln and " + "x" * 10_000

    answer = kept(Answered(status=500, headers={}, body=echo.encode()), object())

    assert answer.text.startswith("*** and x")
    assert len(_kept(answer)[1]) == 8_000
