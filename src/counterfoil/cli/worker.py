"""`counterfoil worker`: sends copies to Xero as they become due, until it is told to stop."""

from typing import Annotated

import typer

from counterfoil import config
from counterfoil.cli.saying import wrong
from counterfoil.runner.process import AT_ONCE_ON_POSTGRES, run_workers

app = typer.Typer()


@app.command()
def worker(
    at_once: Annotated[
        int | None,
        typer.Option(
            min=1, max=32, help=f"Firms served side by side: {AT_ONCE_ON_POSTGRES} on PostgreSQL, 1 on SQLite."
        ),
    ] = None,
) -> None:
    """Send copies to Xero as they become due, until SIGTERM or Ctrl-C. What is under way is finished first.

    Any number may run, on any number of machines that share the database and the folder of keys.
    """
    wrong("The worker sends what is due; Ctrl-C ends it.")
    run_workers(config.load(), at_once=at_once)
