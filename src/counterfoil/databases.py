"""A database address becomes Django's description of it, the same for the product, its tests and its measurements."""

from typing import Any
from urllib.parse import unquote, urlsplit

from psycopg.conninfo import conninfo_to_dict

# FULL costs one sync per commit and is what keeps an acknowledged receipt through a power cut: under NORMAL, 100
# commits made 6 syncs instead of 107. Recursive triggers close REPLACE INTO, which else deletes without firing them.
# A posting writes some 37 pages; a checkpoint every 1,000 would come every 27 postings and cost more than they do.
# 32 MiB of cache keep the index pages that every posting touches. 64 were no faster, and an import fills them all.
SQLITE_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=10000",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA wal_autocheckpoint=8000",
    "PRAGMA cache_size=-32768",
)

# Django forbids psycopg to prepare anything; without a plan kept, PostgreSQL parsed and planned each statement of a
# posting anew, which cost it more than running them. The posting path asks for it; nothing else reaches this count.
ONLY_WHERE_ASKED = 2**31

# How many statements a connection keeps prepared. One document of each kind takes 85 of them, and reports have theirs:
# psycopg keeps 100 and sqlite3 128, and what is put out is parsed and planned again the next time.
STATEMENTS_KEPT = 200


def describe(url: str) -> dict[str, Any]:
    """`sqlite:////absolute/path`, `sqlite:///relative/path` or any address that libpq reads."""
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        return sqlite(unquote(urlsplit(url).path.removeprefix("/")))
    if scheme in ("postgresql", "postgres"):
        return postgres(url)
    raise ValueError(f"a database address begins with sqlite: or postgresql:, not with {scheme!r}")


def sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "counterfoil.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "cached_statements": STATEMENTS_KEPT,
            "init_command": ";".join(SQLITE_PRAGMAS),
        },
    }


def postgres(url: str) -> dict[str, Any]:
    options: dict[str, Any] = dict(conninfo_to_dict(url))
    options["prepare_threshold"] = ONLY_WHERE_ASKED
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": options.pop("dbname", ""),
        "USER": options.pop("user", ""),
        "PASSWORD": options.pop("password", ""),
        "HOST": options.pop("host", ""),
        "PORT": options.pop("port", ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
