"""`counterfoil migrate`: the tables as this version needs them, with their seals."""

import typer
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from counterfoil.cli.saying import say

app = typer.Typer()


@app.command()
def migrate() -> None:
    """Make or update the tables. Run it after every update; where nothing is to be done it changes nothing."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    call_command("migrate", interactive=False, verbosity=0)
    steps = "1 step" if len(plan) == 1 else f"{len(plan)} steps"
    say(f"The tables were brought up to date in {steps}." if plan else "The tables are up to date.")
