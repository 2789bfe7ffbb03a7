"""A database for a whole module, and what its tests measured, printed at the end of the run."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from tests import databases

NUMBERS = count(1)

MEASURED = pytest.StashKey[list[str]]()


@pytest.hookimpl
def pytest_configure(config: pytest.Config) -> None:
    config.stash[MEASURED] = []


@pytest.hookimpl
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.stash.get(MEASURED, []):
        terminalreporter.section("measured, not asserted")
        for line in config.stash[MEASURED]:
            terminalreporter.write_line(line)


@pytest.fixture
def measured(pytestconfig: pytest.Config) -> list[str]:
    """Append a line to have it printed at the end."""
    return pytestconfig.stash.setdefault(MEASURED, [])


@pytest.fixture(scope="module")
def shared_database(engine: databases.Engine, django_db_blocker: Any) -> Iterator[None]:
    """One copy for all tests of a module, which leave no trace in it or roll back."""
    name = f"shared_{next(NUMBERS)}"
    engine.copy(name)
    with django_db_blocker.unblock(), databases.connected_to(engine.url(name)):
        yield
    engine.drop(name)
