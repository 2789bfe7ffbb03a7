"""Fixtures of the sandbox's tests: a Xero without HTTP, and one that listens."""

from collections.abc import Iterator

import pytest

from tests.sandbox.harness import World, new_world
from tests.sandbox.on_http import NO_LIMITS, App, connected_to
from xero_sandbox.server.running import Running, running
from xero_sandbox.server.sandbox import Options


@pytest.fixture
def world() -> World:
    return new_world()


@pytest.fixture(scope="session")
def listening() -> Iterator[Running]:
    with running(Options(settings=NO_LIMITS)) as sandbox:
        yield sandbox


@pytest.fixture
def app(listening: Running) -> Iterator[App]:
    """An app newly connected to a sandbox that forgot all earlier tests."""
    with connected_to(listening) as one:
        yield one
