"""The statements that a connection to PostgreSQL keeps prepared, each with its plan."""

from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg._preparing import Key, Prepare, PrepareManager
from psycopg.types.numeric import Int8Dumper

from counterfoil.databases import STATEMENTS_KEPT

MOST_FORGOTTEN = 100
"""psycopg forgets a statement that failed, and the server keeps it: after so many everything is begun anew."""


class KeptThroughRollbacks(PrepareManager):
    """psycopg throws every plan away at a rollback, because a table may have been made since it began.

    Here only migrations make tables, and every refusal rolls back: the next posting would be parsed and planned anew.
    """

    forgotten = 0

    def clear(self) -> bool:
        return False

    def validate(self, key: Key, prep: Prepare, name: bytes, results: Sequence[Any]) -> None:
        super().validate(key, prep, name, results)
        if prep is Prepare.SHOULD and key not in self._names:
            self.forgotten += 1
        if self.forgotten > MOST_FORGOTTEN:
            self.forgotten = 0
            super().clear()


def keep_plans(driver: psycopg.Connection) -> None:
    """Of a new connection. Every whole number goes as a bigint: of two widths, one statement becomes two.

    PostgreSQL would weigh a kept plan against one made for the values at hand, and once the books have grown it plans
    some statements anew each time: the posting of a bill kept in trust took 3.5 ms in place of 2.4. Django's own
    statements have their values written into them, and are planned for these as before.
    """
    driver.execute("set plan_cache_mode = force_generic_plan")
    driver.adapters.register_dumper(int, Int8Dumper)
    kept = KeptThroughRollbacks()
    kept.prepare_threshold, kept.prepared_max = driver.prepare_threshold, STATEMENTS_KEPT
    driver._prepared = kept
