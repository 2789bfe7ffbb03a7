"""From a clean clone to the demo's first page, and a second start. Package caches may be warm; the clone has nothing.

What is cloned is the last commit, not what stands uncommitted in the folder. The page is asked for as a browser would
ask, from the moment that `./demo` is typed.
"""

import os
import signal
import socket
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from benchmarks.report import Figure

ROOT = Path(__file__).parents[1]
FIRST_LIMIT, SECOND_LIMIT = 90.0, 5.0
SECOND_STARTS = 3
GIVES_UP_AFTER = 300.0


def measure(folder: Path) -> Iterator[Figure]:
    """Seconds of the clone with its first start; then of three more starts, each after the demo before has ended."""
    clone, port = folder / "clone", two_free_ports()
    began = time.monotonic()
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, clone], check=True)
    cloned = time.monotonic() - began
    yield Figure("seconds from clone to the first page", cloned + first_page(clone, port), FIRST_LIMIT, "at most")
    took = [first_page(clone, port) for _ in range(SECOND_STARTS)]
    spread = (min(took), max(took))
    yield Figure("seconds of a second start", statistics.median(took), SECOND_LIMIT, "at most", spread)


def first_page(clone: Path, port: int) -> float:
    began, address = time.monotonic(), f"http://localhost:{port}/accounts/login/"
    with demo(clone, port) as running:
        with httpx.Client(trust_env=False, timeout=10) as browser:
            while not answers(browser, address):
                assert running.poll() is None, (clone.parent / "demo.log").read_text("utf-8")
                assert time.monotonic() - began < GIVES_UP_AFTER, "./demo does not answer"
                time.sleep(0.02)
        return time.monotonic() - began


@contextmanager
def demo(clone: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """The demo from its start to the end of all its processes."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "VIRTUAL_ENV")}
    with (clone.parent / "demo.log").open("wb") as log:
        running = subprocess.Popen(["./demo", "--port", str(port)], cwd=clone, env=kept, stdout=log, stderr=log)
    try:
        yield running
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(60)


def answers(browser: httpx.Client, address: str) -> bool:
    try:
        return browser.get(address).status_code == 200
    except httpx.TransportError:
        return False


def two_free_ports() -> int:
    """A free port whose next one is free as well: the demo takes both."""
    while True:
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
            try:
                other.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
