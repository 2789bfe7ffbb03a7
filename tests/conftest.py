"""Fixtures that every room's tests may use. What stands behind the databases is in databases.py."""

import os
from collections.abc import Iterator
from itertools import count
from typing import Any

import hypothesis
import pytest

from tests import databases

pytest_plugins = ["tests.browser"]

NUMBERS = count(1)

hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")
"""No test is about how fast a busy machine is."""


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords(django_test_environment: None) -> Iterator[None]:
    from django.test import override_settings

    with override_settings(PASSWORD_HASHERS=["tests.passwords.QuickArgon2"]):
        yield


@pytest.fixture(scope="session")
def engine(pytestconfig: pytest.Config, django_test_environment: None, django_db_blocker: Any) -> databases.Engine:
    """The place of this run's databases, with the migrated template in it."""
    from django.core.management import call_command

    chosen = pytestconfig.stash[databases.ENGINE]

    def migrate() -> None:
        with django_db_blocker.unblock(), databases.connected_to(chosen.url(databases.TEMPLATE)):
            call_command("migrate", run_syncdb=True, verbosity=0)

    chosen.make_template(migrate)
    return chosen


@pytest.fixture(scope="session")
def django_db_setup(engine: databases.Engine, django_db_blocker: Any) -> Iterator[None]:
    """Takes the place of pytest-django's own: the database of the tests that roll back."""
    engine.copy(databases.ROLLED_BACK)
    with django_db_blocker.unblock(), databases.connected_to(engine.url(databases.ROLLED_BACK)):
        django_db_blocker.block()
        yield
        django_db_blocker.restore()


@pytest.fixture
def committed_database(
    engine: databases.Engine, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[databases.CommittedDatabase]:
    """A database of the test's own, which Django, its threads and its subprocesses use until the test ends."""
    from counterfoil import config

    name = f"committed_{next(NUMBERS)}"
    engine.copy(name)
    (config.load().keys_dir / "epoch.json").unlink(missing_ok=True)  # It tells of another database.
    monkeypatch.setenv("COUNTERFOIL_DATABASE_URL", engine.url(name))
    with django_db_blocker.unblock(), databases.connected_to(engine.url(name)):
        yield databases.CommittedDatabase(engine.url(name), engine.name, dict(os.environ))
    engine.drop(name)
