"""The data file: every record of the model in one SQLite table, written and synced before an answer goes out."""

import sqlite3
from pathlib import Path

import msgspec

from xero_sandbox.model.xero import Xero

SCHEMA = """
CREATE TABLE IF NOT EXISTS record (
    store TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, body BLOB NOT NULL, UNIQUE (store, kind, id)
);
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value BLOB NOT NULL);
"""
KEEP = """
INSERT INTO record (store, kind, id, body) VALUES (?, ?, ?, ?)
ON CONFLICT (store, kind, id) DO UPDATE SET body = excluded.body
"""


class Storage:
    """Without a path everything lives in memory, and the model is the only copy. One sandbox a file: it is locked."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._db: sqlite3.Connection | None = None
        if path is not None:
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=0.5)
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.executescript(SCHEMA)

    def load(self, xero: Xero) -> None:
        """In the order the records were first written, which is the order lists show them in."""
        if self._db is None:
            return
        for store, kind, key, body in self._db.execute("SELECT store, kind, id, body FROM record ORDER BY rowid"):
            tables = xero.identity.store.tables if store == "identity" else xero.open_books(store).store.tables
            tables[kind].restore(key, msgspec.json.decode(body, type=tables[kind].kind))

    def save(self, xero: Xero) -> None:
        """All that changed since the last save, in one transaction. If it cannot be kept, it has not happened."""
        stores = xero.stores()
        changes = [(store.name, *change) for store in stores for change in store.changes()]
        if changes and self._db is not None:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                for store_name, kind, key, row in changes:
                    if row is None:
                        self._db.execute(
                            "DELETE FROM record WHERE store = ? AND kind = ? AND id = ?", (store_name, kind, key)
                        )
                    else:
                        self._db.execute(KEEP, (store_name, kind, key, msgspec.json.encode(row)))
                self._db.execute("COMMIT")
            except sqlite3.Error:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                self.undo(xero)
                raise
        for store in stores:
            store.settle()

    def undo(self, xero: Xero) -> None:
        for store in xero.stores():
            store.undo_to(0)

    def clear(self) -> None:
        """Forget every record; facts (the signing key) stay."""
        if self._db is not None:
            self._db.execute("DELETE FROM record")

    def fact(self, name: str) -> bytes | None:
        if self._db is None:
            return None
        row = self._db.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return bytes(row[0]) if row else None

    def set_fact(self, name: str, value: bytes) -> None:
        if self._db is not None:
            self._db.execute("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", (name, value))

    def close(self) -> None:
        if self._db is not None:
            self._db.close()
