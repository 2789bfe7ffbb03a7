"""The statements that a connection to PostgreSQL keeps prepared, each with its plan."""

import psycopg
from psycopg._preparing import PrepareManager
from psycopg.types.numeric import Int8Dumper

from counterfoil.databases import STATEMENTS_KEPT


class KeptThroughRollbacks(PrepareManager):
    """psycopg throws every plan away at a rollback, because a table may have been made since it began.

    Here only migrations make tables, and every refusal rolls back: the next posting would be parsed and planned anew.
    """

    def clear(self) -> bool:
        return False


def keep_plans(driver: psycopg.Connection) -> None:
    """Of a new connection. Every whole number goes as a bigint: of two widths, one statement becomes two."""
    driver.adapters.register_dumper(int, Int8Dumper)
    kept = KeptThroughRollbacks()
    kept.prepare_threshold, kept.prepared_max = driver.prepare_threshold, STATEMENTS_KEPT
    driver._prepared = kept
