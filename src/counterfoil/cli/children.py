"""Processes of ours that run beside this one: started, waited for until they answer, and stopped in order."""

import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

STOP_SECONDS = 15
LOG_LINES = 12


class ChildFailed(RuntimeError):
    """A process of ours ended or does not answer; the message holds the end of what it said."""


@dataclass
class Child:
    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def failed(self, how: str) -> ChildFailed:
        said = self.log.read_text("utf-8", "replace").splitlines()[-LOG_LINES:]
        return ChildFailed("\n".join([f"{self.name} {how}; the end of {self.log}:", *said]))


class Children:
    """Each in a session of its own, so that Ctrl-C reaches this process first and the order of stopping is ours."""

    def __init__(self, *, logs: Path, environment: Mapping[str, str]) -> None:
        self.logs, self.environment = logs, dict(environment)
        self.running: list[Child] = []
        self._starting = self._interrupted = False
        logs.mkdir(mode=0o700, parents=True, exist_ok=True)

    def interrupt(self, number: int, frame: FrameType | None) -> None:
        """For a signal: KeyboardInterrupt, but never while a process has begun and nobody has written it down yet."""
        self._interrupted = True
        if not self._starting:
            raise KeyboardInterrupt

    def start(self, name: str, command: Sequence[str]) -> Child:
        log = self.logs / f"{name}.log"
        self._starting = True
        with log.open("wb") as out:
            process = subprocess.Popen(  # noqa: S603 - a command of ours
                command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        child = Child(name, process, log)
        self.running.append(child)
        self._starting = False
        if self._interrupted:
            raise KeyboardInterrupt
        return child

    def run(self, name: str, command: Sequence[str]) -> None:
        """Start and wait for its end, which must be a good one."""
        child = self.start(name, command)
        code = child.process.wait()
        self.running.remove(child)
        if code:
            raise child.failed(f"ended with {code}")

    def wait_until_it_answers(self, child: Child, address: str, *, seconds: float = 30) -> None:
        give_up_at = time.monotonic() + seconds
        while time.monotonic() < give_up_at:
            self.look()
            if _answers(address):
                return
            time.sleep(0.05)
        raise child.failed(f"does not answer at {address}")

    def look(self) -> None:
        """Raises when one of them has ended by itself."""
        for child in self.running:
            if child.process.poll() is not None:
                raise child.failed(f"ended with {child.process.returncode}")

    def stop(self, child: Child) -> None:
        """Ask it to end, and only after long silence end it."""
        child.process.send_signal(signal.SIGTERM)
        try:
            child.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()
        self.running.remove(child)

    def stop_all(self) -> None:
        """The last started first."""
        for child in reversed(list(self.running)):
            self.stop(child)


def _answers(address: str) -> bool:
    """Whether a page of this machine is there. The standard library asks: it is read in no time and knows no proxy."""
    parts = urlsplit(address)
    asked = HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    try:
        asked.request("GET", parts.path)
        return asked.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()
