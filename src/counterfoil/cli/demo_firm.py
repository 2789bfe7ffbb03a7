"""`counterfoil demo-firm`: the sample firm in this installation, as `counterfoil demo` builds it."""

from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from counterfoil import config
from counterfoil.cli.saying import say
from counterfoil.demo.raising import raise_firm

app = typer.Typer()
ZONE = ZoneInfo("Australia/Sydney")


@app.command()
def demo_firm(
    as_at: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The story's last day; else today.")
    ] = None,
    connected: Annotated[bool, typer.Option(help="Connect it to the sandbox that the settings name.")] = True,
) -> None:
    """Build the sample firm: fourteen months of books that look current. Only where there is no firm yet."""
    now = datetime.now(UTC)
    day = as_at.date() if as_at else now.astimezone(ZONE).date()
    raised = raise_firm(as_at=day, now=now, settings=config.load(), connected=connected)
    say(f"The sample firm stands, with {raised.documents} documents.")
