"""A database for a whole module, and what its tests measured, printed at the end of the run."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest

from tests import databases

NUMBERS = count(1)


@pytest.hookimpl
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Gathers from the reports, which come back from parallel test processes too."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    if lines := [value for report in reports for name, value in report.user_properties if name == "measured"]:
        terminalreporter.section("measured, not asserted")
        for line in lines:
            terminalreporter.write_line(str(line))


@pytest.fixture
def measured(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Call it with a line to have it printed at the end."""
    return lambda line: record_property("measured", line)


@pytest.fixture(scope="module")
def shared_database(engine: databases.Engine, django_db_blocker: Any) -> Iterator[None]:
    """One copy for all tests of a module, which leave no trace in it or roll back."""
    name = f"shared_{next(NUMBERS)}"
    engine.copy(name)
    with django_db_blocker.unblock(), databases.connected_to(engine.url(name)):
        yield
    engine.drop(name)
