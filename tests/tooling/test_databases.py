"""What the test databases promise: rolled back unless committed, never shared, the same in threads and subprocesses."""

import subprocess
import sys
import threading
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from tests.databases import CommittedDatabase, refuse_flushing

KEEP_ONE = """
import django
django.setup()
from django.contrib.sessions.models import Session
from django.utils import timezone
Session.objects.create(session_key="from a subprocess", session_data="", expire_date=timezone.now())
"""


@pytest.mark.django_db
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_marked_test_starts_from_the_template_each_time(time: str) -> None:
    assert not Session.objects.exists()

    keep(time)

    assert connection.in_atomic_block


@pytest.mark.parametrize("time", ["first", "second"])
def test_a_committing_test_has_a_database_of_its_own(time: str, committed_database: CommittedDatabase) -> None:
    assert not Session.objects.exists()

    keep(time)

    assert not connection.in_atomic_block


def test_threads_see_what_was_committed(committed_database: CommittedDatabase) -> None:
    keep("by the test")
    seen: list[str] = []

    def read() -> None:
        seen.extend(Session.objects.values_list("session_key", flat=True))
        connection.close()

    reader = threading.Thread(target=read)
    reader.start()
    reader.join()

    assert seen == ["by the test"]


def test_a_subprocess_writes_into_the_same_database(committed_database: CommittedDatabase) -> None:
    subprocess.run([sys.executable, "-c", KEEP_ONE], check=True, env=committed_database.environment)

    assert [session.session_key for session in Session.objects.all()] == ["from a subprocess"]


def test_the_chosen_engine_is_the_one_in_use(committed_database: CommittedDatabase) -> None:
    vendors = {"sqlite": "sqlite", "postgres": "postgresql"}

    assert connection.vendor == vendors[committed_database.engine]


@pytest.mark.parametrize(
    "item",
    [
        pytest.param({"fixturenames": ["transactional_db"]}, id="transactional_db"),
        pytest.param({"fixturenames": ["live_server"]}, id="live_server"),
        pytest.param({"mark": pytest.mark.django_db(transaction=True)}, id="transaction=True"),
        pytest.param({"mark": pytest.mark.django_db, "fixturenames": ["committed_database"]}, id="both"),
    ],
)
def test_a_test_that_would_flush_is_refused(item: dict[str, Any]) -> None:
    with pytest.raises(pytest.UsageError, match="committed_database"):
        refuse_flushing([Collected(**item)])  # type: ignore[list-item]


class Collected:
    nodeid = "tests/test_example.py::test_example"

    def __init__(self, *, mark: Any = None, fixturenames: list[str] | None = None) -> None:
        self._mark = mark
        self.fixturenames = fixturenames or []

    def get_closest_marker(self, _name: str) -> Any:
        return self._mark.mark if self._mark else None


def keep(key: str) -> None:
    with transaction.atomic():
        Session.objects.create(session_key=key, session_data="", expire_date=timezone.now())
