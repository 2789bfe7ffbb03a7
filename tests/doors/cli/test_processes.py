"""The real command as a process of its own: exit codes, first start, the demo from an empty folder to its end."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.databases import CommittedDatabase

COMMAND = [sys.executable, "-m", "counterfoil.cli"]


def command(*arguments: str, folder: Path, stdin: str = "") -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("COUNTERFOIL_", "XERO_"))}
    environment |= {"COUNTERFOIL_DATA_DIR": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        [*COMMAND, *arguments], env=environment, input=stdin, capture_output=True, text=True, check=False, timeout=120
    )


def test_an_installation_from_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "data"

    assert command("migrate", folder=folder).returncode == 0
    made = command(
        *("create-admin", "ann@vale.example", "--name", "Ann", "--firm", "Vale", "--jurisdiction", "au"),
        "--password-stdin",
        folder=folder,
        stdin="a long enough passphrase\n",
    )
    refused = command("enter", "-", folder=folder, stdin='{"kind": "client_bill", "ref": "1"}\n')
    kept = tmp_path / "kept.sqlite3"
    backup = command("backup", str(kept), folder=folder)
    doctor = command("doctor", folder=folder)

    assert made.returncode == 0, made.stderr
    assert (refused.returncode, refused.stdout.count("field-missing")) == (1, 3)
    assert (backup.returncode, kept.stat().st_mode & 0o777) == (0, 0o600), backup.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "kept.sqlite3"]
    assert (doctor.returncode, "All is in order." in doctor.stdout) == (0, True), doctor.stdout
    (folder / "keys" / "secret_key").chmod(0o644)
    assert (command("doctor", folder=folder).returncode, command("check", folder=folder).returncode) == (2, 2)


def test_another_command_reads_the_same_database(committed_database: CommittedDatabase) -> None:
    done = subprocess.run(
        [*COMMAND, "check", "--json"], env=committed_database.environment, capture_output=True, check=False, text=True
    )

    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def free_ports() -> int:
    """A port whose next one is free as well."""
    while True:
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", 0))
            port: int = one.getsockname()[1]
            try:
                other.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def test_the_demo_starts_twice_and_ends_with_all_its_processes(tmp_path: Path) -> None:
    port = free_ports()
    for ending in (signal.SIGINT, signal.SIGTERM):
        _show(tmp_path, port, ending)


def _show(folder: Path, port: int, ending: signal.Signals) -> None:
    log = folder / "said.txt"
    command = [*COMMAND, "demo", "--data", str(folder / "demo"), "--port", str(port)]
    with log.open("wb") as out:
        demo = subprocess.Popen(command, stdout=out, stderr=out)
    try:
        _wait_for(log, "Ready after", demo)
        page = httpx.get(f"http://localhost:{port}/accounts/login/", trust_env=False)
        sandbox = httpx.get(f"http://localhost:{port + 1}/_sandbox", trust_env=False)
    finally:
        demo.send_signal(ending)
        code = demo.wait(60)

    assert (page.status_code, sandbox.status_code, code) == (200, 200, 0), log.read_text()
    for number in (port, port + 1):
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"http://localhost:{number}/", trust_env=False)


def _wait_for(log: Path, words: str, process: "subprocess.Popen[bytes]") -> None:
    give_up_at = time.monotonic() + 120
    while words not in log.read_text("utf-8"):
        assert process.poll() is None and time.monotonic() < give_up_at, log.read_text("utf-8")
        time.sleep(0.2)


def test_a_folder_of_somebody_else_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep me")

    done = command("demo", "--data", str(tmp_path), "--reset", "--port", str(free_ports()), folder=tmp_path / "x")

    assert done.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
