"""What the doors share: a firm connected to a sandbox that really listens."""

from collections.abc import Iterator

import pytest

from counterfoil import config
from counterfoil.xero.client import new_http
from tests.builders import a_firm
from tests.databases import CommittedDatabase
from tests.xero.conftest import Linked, connected
from xero_sandbox.model.settings import Settings as SandboxSettings
from xero_sandbox.server.running import running
from xero_sandbox.server.sandbox import Options


@pytest.fixture
def linked(committed_database: CommittedDatabase, monkeypatch: pytest.MonkeyPatch) -> Iterator[Linked]:
    """With matter M-104 and an old bill, B-1001 of 880.00, that was posted before the connection."""
    firm = a_firm()
    firm.matter("M-104")
    firm.bill("800.00", matter="M-104")
    unlimited = Options(settings=SandboxSettings(minute_limit=100_000, day_limit=100_000))
    with running(unlimited) as sandbox, new_http() as http:
        one = connected(firm, sandbox, http)
        monkeypatch.setattr(config, "load", lambda: one.settings)
        yield one
