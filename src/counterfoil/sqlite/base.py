"""The database wrapper: a transaction waits for its turn at the writers' lock file before BEGIN IMMEDIATE."""

import os
import tempfile
from pathlib import Path
from typing import Any, ClassVar

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from counterfoil.sqlite.schema import DatabaseSchemaEditor
from counterfoil.sqlite.writer_lock import WriterLock, WriterLockTimeout


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = DatabaseSchemaEditor
    data_types_suffix: ClassVar[dict[str, str]] = {}
    """Plain rowids, not AUTOINCREMENT: sealed rows are never deleted, so no id comes twice, and inserts are cheaper."""

    _writers: WriterLock | None = None
    _has_turn = False

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if not self.is_in_memory_db():
            path = Path(conn_params["database"])
            _create_private(path)
            self._writers = WriterLock(path.with_name(f"{path.name}.lock"), timeout=conn_params.get("timeout", 5))
        return super().get_new_connection(conn_params)

    def _start_transaction_under_autocommit(self) -> None:
        if self._writers is not None and self.transaction_mode in ("IMMEDIATE", "EXCLUSIVE"):
            self._take_turn(self._writers)
        try:
            self._begin()
        finally:
            self._end_turn_unless_in_transaction()

    def _begin(self) -> None:
        """Straight to the driver, unless somebody watches the statements: Django's cursor costs more than the BEGIN."""
        if self.transaction_mode is None or self.execute_wrappers or self.force_debug_cursor:
            super()._start_transaction_under_autocommit()
        else:
            with self.wrap_database_errors:
                self.connection.execute(f"BEGIN {self.transaction_mode}")

    def _commit(self) -> None:
        """A deferred foreign key may refuse the commit: the transaction, and with it the turn, then lasts on."""
        try:
            super()._commit()
        finally:
            self._end_turn_unless_in_transaction()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._end_turn_unless_in_transaction()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            if self._writers is not None:
                self._writers.close()
            self._writers, self._has_turn = None, False

    def _take_turn(self, writers: WriterLock) -> None:
        try:
            writers.acquire()
        except WriterLockTimeout as late:
            raise OperationalError(f"database is locked: {late}") from late
        self._has_turn = True

    def _end_turn_unless_in_transaction(self) -> None:
        if self._has_turn and self._writers is not None and not (self.connection and self.connection.in_transaction):
            self._writers.release()
            self._has_turn = False


def _create_private(path: Path) -> None:
    """Makes the file before SQLite does, for its owner only; the write-ahead log beside it inherits the mode.

    A database that exists is never opened here: on POSIX, closing any descriptor of a file drops all locks that the
    process holds on it, SQLite's own included. So the new file is closed before it gets its name.
    """
    if path.exists():
        return
    descriptor, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    os.close(descriptor)
    try:
        os.link(made, path)
    except FileExistsError:
        pass  # another process was first
    finally:
        Path(made).unlink()
