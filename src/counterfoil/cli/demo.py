"""`counterfoil demo`: the sample firm with a stand-in for Xero, the worker and the web pages, all on this machine.

Everything lies in one folder with settings of its own. No setting of the surrounding environment is used, so that the
demo can never reach a real organisation.
"""

import hashlib
import json
import os
import shutil
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from counterfoil.cli.children import ChildFailed, Children
from counterfoil.cli.saying import say, table, wrong
from counterfoil.demo.cast import FIRM, WORKERS
from counterfoil.demo.passwords import PASSWORD
from counterfoil.firms.roles import ROLES

app = typer.Typer()
OURS = ("counterfoil.sqlite3", "sandbox.sqlite3", "counterfoil.toml", "demo.json", "keys", "logs")
PACKAGE = Path(__file__).parents[1]
AS_FAST_AS_IT_GOES = ("--minute-limit", "100000", "--day-limit", "100000")
"""While the firm is built; afterwards the sandbox keeps Xero's own limits."""


@app.command()
def demo(
    data: Annotated[Path, typer.Option(help="The demo's own folder.")] = Path("var/demo"),
    reset: Annotated[bool, typer.Option("--reset", help="Begin again with a new sample firm.")] = False,
    port: Annotated[int, typer.Option(min=1, max=65534, help="Of the pages; the sandbox takes the next one.")] = 8000,
) -> None:
    """Show a sample firm: fourteen months of books, a sandbox in place of Xero, the worker and the web pages."""
    begun = time.monotonic()
    _refuse_busy(port, port + 1)
    folder = _Folder(data.absolute())
    folder.prepare(reset=reset)
    folder.write_settings(port)
    children = Children(logs=folder.path / "logs", environment=folder.environment())
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # SIGINT too: a shell's background job ignores it
        signal.signal(number, children.interrupt)
    code = 0
    try:
        _start(children, folder, port)
        _introduce(port, seconds=time.monotonic() - begun)
        while True:
            children.look()
            time.sleep(0.5)
    except ChildFailed as failed:
        wrong(str(failed))
        code = 1
    except KeyboardInterrupt:
        wrong("Stopping.")
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        children.stop_all()
    raise typer.Exit(code)


def _start(children: Children, folder: "_Folder", port: int) -> None:
    ours = [sys.executable, "-m", "counterfoil.cli"]
    sandbox = [str(Path(sys.executable).with_name("xero-sandbox")), "--port", str(port + 1)]
    sandbox += ["--data", str(folder.path / "sandbox.sqlite3")]
    status = f"http://localhost:{port + 1}/_sandbox"
    if not folder.is_ready:
        say(f"Building {FIRM} in {folder.path}; a second start takes seconds.")
        fast = children.start("sandbox", [*sandbox, *AS_FAST_AS_IT_GOES])
        children.run("migrate", [*ours, "migrate"])
        children.wait_until_it_answers(fast, status)
        children.run("demo-firm", [*ours, "demo-firm"])
        children.stop(fast)
        folder.say_ready()
    started = children.start("sandbox", sandbox)
    if not folder.is_of_this_version:
        children.run("migrate", [*ours, "migrate"])
        folder.say_ready()
    web = children.start("web", [*ours, "serve", "--port", str(port)])
    children.wait_until_it_answers(web, f"http://localhost:{port}/accounts/login/")
    children.wait_until_it_answers(started, status)
    children.start("worker", [*ours, "worker"])  # last: it would take the processor that the first page waits for


def _introduce(port: int, *, seconds: float) -> None:
    say()
    say(f"{FIRM}   http://localhost:{port}/")
    say(f"The sandbox in place of Xero   http://localhost:{port + 1}/")
    say()
    rows = [(worker.email, worker.name, ", ".join(ROLES[role].lower() for role in worker.roles)) for worker in WORKERS]
    table(("Sign in as", "Name", "Roles"), rows)
    say(f"Everybody's password: {PASSWORD}")
    say()
    say(f"Ready after {seconds:.1f} s. Ctrl-C stops everything.")


def _refuse_busy(*ports: int) -> None:
    for port in ports:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise typer.BadParameter(f"port {port} is in use; choose another", param_hint="--port") from None


class _Folder:
    """The demo's folder. `demo.json` says that it is ours, and which tables it has."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._mark = path / "demo.json"

    def prepare(self, *, reset: bool) -> None:
        """An empty folder, or ours. A build that was broken off begins again."""
        if self.path.exists() and any(self.path.iterdir()) and not self._mark.exists():
            raise typer.BadParameter(f"{self.path} holds something else; choose an empty folder", param_hint="--data")
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if reset or not self.is_ready:
            self._clear()
            self._write({"tables": None})

    def _clear(self) -> None:
        for name in OURS:
            for found in self.path.glob(f"{name}*"):
                shutil.rmtree(found) if found.is_dir() else found.unlink()

    def write_settings(self, port: int) -> None:
        sandbox = f"http://localhost:{port + 1}"
        settings = {
            "base_url": f"http://localhost:{port}",
            "xero_authorize_url": f"{sandbox}/identity/connect/authorize",
            "xero_identity_base_url": sandbox,
            "xero_api_base_url": f"{sandbox}/api.xro/2.0",
            "xero_client_id": "counterfoil-demo",
            "xero_client_secret": "counterfoil-demo-secret",
        }
        lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
        (self.path / "counterfoil.toml").write_text("\n".join(lines) + "\n", "utf-8")

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("COUNTERFOIL_", "XERO_"))}
        return kept | {"COUNTERFOIL_DATA_DIR": str(self.path)}

    @property
    def is_ready(self) -> bool:
        return self._read()["tables"] is not None

    @property
    def is_of_this_version(self) -> bool:
        return self._read()["tables"] == _tables()

    def say_ready(self) -> None:
        self._write({"tables": _tables()})

    def _read(self) -> dict[str, str | None]:
        nothing: dict[str, str | None] = {"tables": None}
        return nothing | json.loads(self._mark.read_text("utf-8")) if self._mark.exists() else nothing

    def _write(self, mark: dict[str, str | None]) -> None:
        self._mark.write_text(json.dumps(mark), "utf-8")


def _tables() -> str:
    """Changes whenever a migration or a seal does."""
    digest = hashlib.sha256()
    for path in sorted([*PACKAGE.glob("*/migrations/*.py"), *PACKAGE.glob("*/seals/*.sql")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()
