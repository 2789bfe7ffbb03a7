"""The accounting package decides whether a firm may connect, whatever Xero says."""

from collections.abc import Iterator

import httpx
import pytest

from counterfoil.outbox.models import Destination
from counterfoil.xero.client import new_http
from tests.builders import a_firm
from tests.databases import CommittedDatabase
from tests.refusals import refused
from tests.xero.conftest import connected
from xero_sandbox.server.running import Running


@pytest.fixture
def http(committed_database: CommittedDatabase) -> Iterator[httpx.Client]:
    with new_http() as one:
        yield one


@pytest.mark.parametrize(
    ("package", "code"),
    [("", "package-not-chosen"), ("ledger", "package-without-xero"), ("billing", "package-without-xero")],
)
def test_a_firm_without_xero_in_its_package_is_not_connected(
    package: str, code: str, sandbox: Running, http: httpx.Client
) -> None:
    with refused(code):
        connected(a_firm(package=package), sandbox, http)

    assert not Destination.objects.exists()


@pytest.mark.parametrize("package", ["xero", "ledger_xero"])
def test_a_firm_with_xero_in_its_package_is_connected(package: str, sandbox: Running, http: httpx.Client) -> None:
    assert connected(a_firm(package=package), sandbox, http).destination.state == "live"
