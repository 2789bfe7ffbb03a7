"""The databases of a test run: one for tests that roll back, and one of its own for each test that commits.

`pytest --database=sqlite` (as if not said) or `--database=postgres`. The migrations run once, on a template. A test
marked `django_db` works inside a transaction on a copy of it. A test that commits - with threads, subprocesses, a live
server - takes the fixture `committed_database` and gets a copy that is thrown away afterwards. Nothing is ever flushed:
posted is for ever, and the triggers refuse it to tests as to anybody else.

pytest loads this file as a plugin, before Django reads its settings.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import pytest

from tests import postgres

TEMPLATE = "template"
SHARED = "TESTS_SHARE_A_TEMPLATE_IN"
"""Names a folder, where ./check gives one: what one process of its tests migrated, the others copy."""
ROLLED_BACK = "rolled_back"
FLUSHING = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}
USING = {"db", "engine"}


class Engine(Protocol):
    """Where databases are copied from the template: a folder of files, or a server."""

    name: str

    def url(self, database: str) -> str: ...
    def make_template(self, migrate: Callable[[], None]) -> None: ...
    def copy(self, database: str) -> None: ...
    def drop(self, database: str) -> None: ...
    def stop(self) -> None: ...


class SqliteFiles:
    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def url(self, database: str) -> str:
        return f"sqlite:///{quote(str(self._file(database)))}"

    def make_template(self, migrate: Callable[[], None]) -> None:
        self._file(TEMPLATE).parent.mkdir()
        shared = os.environ.get(SHARED)
        if not shared:
            migrate()
            return
        made = Path(shared) / "template.sqlite3"
        with made.with_suffix(".lock").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            if not made.exists():
                migrate()
                shutil.copyfile(self._file(TEMPLATE), made.with_suffix(".copying"))
                made.with_suffix(".copying").rename(made)
        shutil.copyfile(made, self._file(TEMPLATE))

    def copy(self, database: str) -> None:
        """The template is closed, so its write-ahead log has been folded into the one file."""
        self._file(database).parent.mkdir()
        shutil.copyfile(self._file(TEMPLATE), self._file(database))

    def drop(self, database: str) -> None:
        shutil.rmtree(self._file(database).parent)

    def stop(self) -> None: ...

    def _file(self, database: str) -> Path:
        return self._folder / database / "counterfoil.sqlite3"


class PostgresServer:
    """Started when the first test needs it: choosing PostgreSQL costs nothing where no test uses a database."""

    name = "postgres"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._started: postgres.Server | None = None

    def url(self, database: str) -> str:
        return postgres.server_url(self._folder, database)

    def make_template(self, migrate: Callable[[], None]) -> None:
        self._started = postgres.start(self._folder, durable=False)
        self._started.create(TEMPLATE)
        migrate()

    def copy(self, database: str) -> None:
        self._server.create(database, template=TEMPLATE)

    def drop(self, database: str) -> None:
        self._server.drop(database)

    def stop(self) -> None:
        if self._started:
            self._started.stop()

    @property
    def _server(self) -> postgres.Server:
        assert self._started is not None, "the template comes first"
        return self._started


@dataclass(frozen=True, slots=True)
class CommittedDatabase:
    """A database that Django's connections use during one test; `environment` hands it to a subprocess."""

    url: str
    engine: str
    environment: dict[str, str]


# --- the plugin -------------------------------------------------------------------------------------------------------

ENGINE = pytest.StashKey[Engine]()
FOLDER = pytest.StashKey[Path]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgres"), default="sqlite", help="where the records are kept")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, Any, Any]:
    """Django's settings are read inside this hook, so the choice must stand in the environment before it."""
    folder = Path(tempfile.mkdtemp(prefix="counterfoil-"))
    chosen = early_config.known_args_namespace.database
    engine: Engine = PostgresServer(folder) if chosen == "postgres" else SqliteFiles(folder)
    early_config.stash[FOLDER], early_config.stash[ENGINE] = folder, engine
    os.environ["COUNTERFOIL_DATA_DIR"] = str(folder / "installation")
    os.environ["COUNTERFOIL_DATABASE_URL"] = engine.url(TEMPLATE)
    os.environ.pop("COUNTERFOIL_CONFIG", None)
    return (yield)


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {config.stash[ENGINE].name}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    refuse_flushing(items)
    for item in items:
        if "browser" in fixtures_of(item):
            item.add_marker("browser")
    if config.stash[ENGINE].name != "sqlite":
        alike = [item for item in items if not differs(item)]
        items[:] = [item for item in items if differs(item)]
        config.hook.pytest_deselected(items=alike)


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[ENGINE].stop()
    shutil.rmtree(config.stash[FOLDER], ignore_errors=True)


def differs(item: pytest.Item) -> bool:
    """Whether the test may tell one database from another: it uses one, and does not say why one is enough."""
    uses = bool(item.get_closest_marker("django_db")) or bool(USING & fixtures_of(item))
    return uses and item.get_closest_marker("one_database") is None


def refuse_flushing(items: list[pytest.Item]) -> None:
    """A flush ends in a trigger's "posted is for ever"; better to say so before the first test."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if FLUSHING & fixtures_of(item) or (marker and marker.kwargs.get("transaction")):
            raise pytest.UsageError(f"{item.nodeid} would flush its database; let it use committed_database instead")
        if marker and "committed_database" in fixtures_of(item):
            raise pytest.UsageError(f"{item.nodeid} is marked django_db, which committed_database does not allow")


def fixtures_of(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


# --- where Django's connections lead ----------------------------------------------------------------------------------


@contextmanager
def connected_to(url: str) -> Iterator[None]:
    """Every connection opened meanwhile, in any thread of this process, leads to that database."""
    from django.conf import settings

    from counterfoil import databases

    before = settings.DATABASES
    described = databases.describe(url)
    if described["ENGINE"] == "counterfoil.sqlite":
        described["OPTIONS"]["init_command"] += ";PRAGMA synchronous=OFF"  # no test cuts the power; as on PostgreSQL
    _connect({"default": described})
    try:
        yield
    finally:
        _connect(before)


def _connect(described: dict[str, Any]) -> None:
    from django.conf import settings
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        del connections[connection.alias]
    settings.DATABASES = described
    connections.settings = connections.configure_settings(described)
