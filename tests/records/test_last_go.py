"""What is sent as the last of a transaction takes its COMMIT along on PostgreSQL, and ends nobody else's."""

from collections.abc import Callable

import pytest
from django.db import Error, connection, transaction

from counterfoil.firms.rows import in_one_go, run, send
from tests.builders import BuiltFirm, a_firm


@pytest.fixture(scope="module")
def firm(shared_database: None) -> BuiltFirm:
    return a_firm()


@pytest.fixture
def begin(firm: BuiltFirm) -> Callable[[str], None]:
    return lambda code: send("insert into ledger_series (firm_id, code, next) values (%s, %s, 1001)", [firm.id, code])


def has_begun(code: str) -> bool:
    return bool(run("select 1 from ledger_series where code = %s", [code]))


def test_it_is_kept_when_the_block_ends(begin: Callable[[str], None]) -> None:
    with transaction.atomic():
        with in_one_go(last=True):
            begin("kept")
        ended_within = (
            connection.vendor == "postgresql" and connection.connection.info.transaction_status.name == "IDLE"
        )

    connection.connection.rollback()
    assert has_begun("kept")
    assert ended_within is (connection.vendor == "postgresql")


def test_a_greater_transaction_is_not_ended(begin: Callable[[str], None]) -> None:
    def both() -> None:
        with transaction.atomic():
            begin("first")
            with transaction.atomic(), in_one_go(last=True):
                begin("second")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        both()

    assert not has_begun("first")
    assert not has_begun("second")


@pytest.mark.parametrize("savepoint", [True, False])
def test_nor_is_one_with_or_without_a_savepoint(begin: Callable[[str], None], savepoint: bool) -> None:
    def both() -> None:
        with transaction.atomic():
            with transaction.atomic(savepoint=savepoint), in_one_go(last=True):
                begin("third")
            transaction.set_rollback(True)

    both()

    assert not has_begun("third")


def test_nothing_stays_of_what_was_refused_and_the_connection_goes_on(begin: Callable[[str], None]) -> None:
    def refused() -> None:
        with transaction.atomic(), in_one_go(last=True):
            begin("fourth")
            begin("fourth")

    with pytest.raises(Error):
        refused()

    assert not has_begun("fourth")
    with transaction.atomic(), in_one_go(last=True):
        begin("fifth")
    assert has_begun("fifth")


def test_nothing_stays_when_the_block_itself_fails(begin: Callable[[str], None]) -> None:
    def fails() -> None:
        with transaction.atomic(), in_one_go(last=True):
            begin("sixth")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fails()

    assert not has_begun("sixth")
