"""How many runs are made beside a pencil, and of how many steps. `python -m tools.soak pencil` says otherwise."""

import os

FIRST = int(os.environ.get("COUNTERFOIL_PENCIL_FIRST", "1"))
STEPS = int(os.environ.get("COUNTERFOIL_PENCIL_STEPS", "50"))
SLOWER_ON_POSTGRES = 3
"""A run takes that many times as long there, where each step is a savepoint on a server: fewer are made."""


def runs(so_many: int) -> int:
    said = os.environ.get("COUNTERFOIL_PENCIL_RUNS")
    on_postgres = os.environ["COUNTERFOIL_DATABASE_URL"].startswith("postgres")
    return int(said) if said else so_many // (SLOWER_ON_POSTGRES if on_postgres else 1)
