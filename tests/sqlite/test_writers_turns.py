"""Writers on one SQLite file take turns, and give the turn back however their transaction ends."""

import fcntl
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from counterfoil import databases
from counterfoil.sqlite.line import Line
from counterfoil.sqlite.writer_lock import WriterLock, WriterLockTimeout

CONNECT = """
import os, signal, sys
from django.conf import settings
from counterfoil import databases
settings.configure(DATABASES={"default": databases.sqlite(sys.argv[1])})
from django.db import connection, transaction
"""

WRITE_MUCH = f"""{CONNECT}
for _ in range(100):
    with transaction.atomic():
        connection.cursor().execute("INSERT INTO entry (amount) VALUES (1)")
"""

DIE_IN_TURN = f"""{CONNECT}
with transaction.atomic():
    connection.cursor().execute("INSERT INTO entry (amount) VALUES (1)")
    os.kill(os.getpid(), signal.SIGKILL)
"""

NUMBERS = count(1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "books.sqlite3"


@pytest.fixture
def first(path: Path) -> Iterator[BaseDatabaseWrapper]:
    with_tables = connect(path)
    with with_tables.cursor() as cursor:
        cursor.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL)")
        cursor.execute("CREATE TABLE line (entry INTEGER REFERENCES entry(id) DEFERRABLE INITIALLY DEFERRED)")
    yield with_tables
    with_tables.close()


@pytest.fixture
def second(first: BaseDatabaseWrapper, path: Path) -> Iterator[BaseDatabaseWrapper]:
    impatient = connect(path, timeout=0.05)
    yield impatient
    impatient.close()


@pytest.fixture(autouse=True)
def _allowed(django_db_blocker: Any) -> Iterator[None]:
    """These connections lead to files of their own."""
    with django_db_blocker.unblock():
        yield


def test_the_database_is_readable_by_its_owner_only(first: BaseDatabaseWrapper, path: Path) -> None:
    modes = {file.name: oct(file.stat().st_mode)[-3:] for file in path.parent.iterdir()}

    beside = ("", "-wal", "-shm", ".lock", ".lock.next")
    assert modes == dict.fromkeys([f"{path.name}{end}" for end in beside], "600")


def test_the_pragmas_of_the_ledger_are_on(first: BaseDatabaseWrapper) -> None:
    wanted = {
        "foreign_keys": 1,
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": 10_000,
        "recursive_triggers": 1,
        "trusted_schema": 0,
    }

    with first.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}

    assert found == wanted


def test_a_second_writer_is_told_when_its_turn_does_not_come(
    first: BaseDatabaseWrapper, second: BaseDatabaseWrapper
) -> None:
    with begin(first), pytest.raises(OperationalError, match="database is locked: no turn to write"):
        write(second)


def test_a_commit_gives_the_turn_back(first: BaseDatabaseWrapper, second: BaseDatabaseWrapper) -> None:
    write(first)

    write(second)

    assert entries(first) == 2


def test_an_exception_gives_the_turn_back(first: BaseDatabaseWrapper, second: BaseDatabaseWrapper) -> None:
    with pytest.raises(ZeroDivisionError), begin(first):
        raise ZeroDivisionError

    write(second)

    assert entries(first) == 1


def test_a_commit_refused_by_a_deferred_key_gives_the_turn_back(
    first: BaseDatabaseWrapper, second: BaseDatabaseWrapper
) -> None:
    with pytest.raises(IntegrityError), begin(first):
        first.cursor().execute("INSERT INTO line (entry) VALUES (77)")

    write(second)

    assert entries(first) == 1


def test_closing_in_the_middle_gives_the_turn_back(first: BaseDatabaseWrapper, second: BaseDatabaseWrapper) -> None:
    with begin(first):
        first.close()

    write(second)

    assert entries(second) == 1


def test_an_inner_block_neither_waits_nor_gives_the_turn_back(
    first: BaseDatabaseWrapper, second: BaseDatabaseWrapper
) -> None:
    with begin(first):
        with pytest.raises(ZeroDivisionError), begin(first):
            raise ZeroDivisionError
        write(first)

        with pytest.raises(OperationalError, match="no turn to write"):
            write(second)

    assert entries(first) == 1


def test_reading_waits_for_nobody(first: BaseDatabaseWrapper, second: BaseDatabaseWrapper) -> None:
    with begin(first):
        assert entries(second) == 0


def test_a_database_in_memory_has_no_turns(django_db_blocker: Any) -> None:
    memory = connect(Path(":memory:"))

    with begin(memory):
        memory.cursor().execute("CREATE TABLE entry (id INTEGER PRIMARY KEY)")

    assert not Path(":memory:.lock").exists()


def test_threads_of_one_process_take_turns(first: BaseDatabaseWrapper, path: Path) -> None:
    def write_many(_number: int) -> None:
        own = connect(path)
        for _ in range(25):
            write(own)
        own.close()

    writers = [threading.Thread(target=write_many, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert entries(first) == 100


def test_whoever_came_first_is_next() -> None:
    line, served = Line(), list[int]()
    assert line.take(timeout=0)

    def wait(number: int) -> None:
        assert line.take(timeout=10)
        served.append(number)
        line.give_on()

    waiting = [threading.Thread(target=wait, args=(number,)) for number in range(5)]
    for length, thread in enumerate(waiting, start=1):
        thread.start()
        until(partial(has_length, line, length))
    line.give_on()
    for thread in waiting:
        thread.join()

    assert served == [0, 1, 2, 3, 4]
    assert line.take(timeout=0), "the last gave the turn back"


def test_one_that_waited_in_vain_leaves_the_line() -> None:
    line = Line()
    assert line.take(timeout=0)

    assert not line.take(timeout=0.001)

    line.give_on()
    assert line.take(timeout=0)


def test_a_process_that_never_rests_lets_another_in(tmp_path: Path) -> None:
    busy, other, again = (of_another_process(tmp_path / "books.lock", timeout=timeout) for timeout in (1, 10, 0.01))
    busy.acquire()
    waits = threading.Thread(target=other.acquire)
    waits.start()
    until(lambda: is_locked(tmp_path / "books.lock.next"))

    busy.release()
    with pytest.raises(WriterLockTimeout):
        again.acquire()

    waits.join()
    other.release()
    again.acquire()


def test_processes_take_turns(first: BaseDatabaseWrapper, path: Path) -> None:
    command = [sys.executable, "-c", WRITE_MUCH, str(path)]
    writers = [subprocess.Popen(command) for _ in range(2)]

    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    assert entries(first) == 200


def test_a_writer_that_dies_leaves_no_turn_taken(first: BaseDatabaseWrapper, path: Path) -> None:
    died = subprocess.run([sys.executable, "-c", DIE_IN_TURN, str(path)], check=False)

    write(first)

    assert died.returncode == -signal.SIGKILL
    assert entries(first) == 1


def test_sqlite_itself_still_guards_against_a_writer_without_manners(first: BaseDatabaseWrapper, path: Path) -> None:
    stranger = sqlite3.connect(path, timeout=0.05, isolation_level=None)

    with begin(first), pytest.raises(sqlite3.OperationalError, match="database is locked"):
        stranger.execute("BEGIN IMMEDIATE")

    stranger.close()


def of_another_process(path: Path, *, timeout: float) -> WriterLock:
    """It stands in no line with the others of this one."""
    lock = WriterLock(path, timeout=timeout)
    lock._line = Line()
    return lock


def has_length(line: Line, length: int) -> bool:
    return line.length == length


def is_locked(path: Path) -> bool:
    with path.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def until(holds: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < give_up_at, "it never came to that"
        time.sleep(0.001)


def connect(path: Path, *, timeout: float = 10) -> BaseDatabaseWrapper:
    """A connection beside Django's own, in Django's list for this thread, so that atomic() finds it by its alias."""
    alias = f"writer_{next(NUMBERS)}"
    described = databases.sqlite(str(path))
    described["OPTIONS"]["timeout"] = timeout
    connection: BaseDatabaseWrapper = ConnectionHandler({"default": described, alias: described})[alias]
    connections[alias] = connection
    connection.ensure_connection()
    return connection


def begin(connection: BaseDatabaseWrapper) -> transaction.Atomic:
    return transaction.atomic(using=connection.alias)


def write(connection: BaseDatabaseWrapper) -> None:
    with begin(connection), connection.cursor() as cursor:
        cursor.execute("INSERT INTO entry (amount) VALUES (1)")


def entries(connection: BaseDatabaseWrapper) -> int:
    with connection.cursor() as cursor:
        found: int = cursor.execute("SELECT count(*) FROM entry").fetchone()[0]
    return found
