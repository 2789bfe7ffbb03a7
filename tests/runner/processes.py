"""Worker processes as an installation runs them, and patience."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.databases import CommittedDatabase
from tests.xero.conftest import Linked

PATIENCE_SECONDS = 60.0

WORKER = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "counterfoil.settings"
import django
django.setup()
from counterfoil import config
from counterfoil.runner.process import run_workers
run_workers(config.load())
"""


def until(holds: Callable[[], bool], *, seconds: float = PATIENCE_SECONDS) -> None:
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < seconds, "it never came true"
        time.sleep(0.005)


@contextmanager
def a_worker_process(linked: Linked, database: CommittedDatabase) -> Iterator[subprocess.Popen[bytes]]:
    """Its log goes where the test's own output goes: a pipe that nobody reads is full after some firms."""
    environment = database.environment | {
        "XERO_API_BASE_URL": linked.settings.xero_api_base_url,
        "XERO_IDENTITY_BASE_URL": linked.settings.xero_identity_base_url,
        "XERO_AUTHORIZE_URL": linked.settings.xero_authorize_url,
        "XERO_CLIENT_ID": "counterfoil-demo",
        "XERO_CLIENT_SECRET": "counterfoil-demo-secret",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    process = subprocess.Popen([sys.executable, "-c", WORKER], env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
