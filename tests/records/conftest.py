"""What the tests of the records measured, printed at the end of the run; nothing is asserted of it."""

import pytest

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
