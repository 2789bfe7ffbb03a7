"""`counterfoil worker`: sends copies to Xero as they become due, until it is told to stop."""

import typer

from counterfoil import config
from counterfoil.cli.saying import wrong
from counterfoil.runner.embedded import run_worker

app = typer.Typer()


@app.command()
def worker() -> None:
    """Send copies to Xero as they become due, until SIGTERM or Ctrl-C. What is under way is finished first."""
    wrong("The worker sends what is due; Ctrl-C ends it.")
    run_worker(config.load())
