"""Tables of bare SQL: with the columns and indexes of ours, without seals and keys, in a place of their own."""

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from counterfoil.databases import SQLITE_PRAGMAS


def bare_tables(names: Iterable[str], folder: Path) -> tuple[Any, str]:
    """The driver's own connection to them, and how it marks a parameter.

    On SQLite a file in the folder, under the same pragmas but foreign keys; on PostgreSQL a schema beside ours.
    """
    url = os.environ.get("COUNTERFOIL_DATABASE_URL")
    return (_in_schema(names, url), "%s") if url else (_in_file(names, folder / "bare.sqlite3"), "?")


def _in_file(names: Iterable[str], path: Path) -> sqlite3.Connection:
    driver = sqlite3.connect(path, isolation_level=None)
    for pragma in (*SQLITE_PRAGMAS, "PRAGMA foreign_keys=OFF"):
        driver.execute(pragma)
    with connection.cursor() as cursor:
        for table in names:
            cursor.execute("select sql from sqlite_master where tbl_name = %s and type in ('table', 'index')", [table])
            for (statement,) in cursor.fetchall():
                if statement:
                    driver.execute(statement)
    return driver


def _in_schema(names: Iterable[str], url: str) -> psycopg.Connection:
    driver = psycopg.connect(url, autocommit=True)
    driver.execute("create schema bare")
    for table in names:
        driver.execute(f"create table bare.{table} (like public.{table} including all)")  # type: ignore[arg-type]
    driver.execute("set search_path to bare")
    return driver
