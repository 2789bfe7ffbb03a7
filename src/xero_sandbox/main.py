"""The command `xero-sandbox`."""

import sqlite3
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from xero_sandbox.model.seeds.countries import COUNTRIES
from xero_sandbox.model.settings import Settings
from xero_sandbox.server.app import build
from xero_sandbox.server.faults import BadFault
from xero_sandbox.server.running import listen, server_config
from xero_sandbox.server.sandbox import Options, Sandbox


class Seed(StrEnum):
    empty = "empty"
    demo = "demo"


class ClockKind(StrEnum):
    real = "real"
    fast = "fast"


def serve(
    host: Annotated[str, typer.Option(help="Where to listen; keep it on this machine.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="0 takes a free one.")] = 8600,
    data: Annotated[Path | None, typer.Option(help="Keep everything in this file; without it, in memory.")] = None,
    seed: Annotated[Seed, typer.Option(help="What new organisations begin with.")] = Seed.demo,
    country: Annotated[list[str] | None, typer.Option(help="AU, NZ, GB or US; repeat for more organisations.")] = None,
    clock: Annotated[ClockKind, typer.Option(help="fast: a minute passes each second.")] = ClockKind.real,
    faults: Annotated[Path | None, typer.Option(help="A JSON list of faults to begin with.")] = None,
    client_id: Annotated[str, typer.Option(envvar="XERO_SANDBOX_CLIENT_ID")] = Settings.client_id,
    client_secret: Annotated[str, typer.Option(envvar="XERO_SANDBOX_CLIENT_SECRET")] = Settings.client_secret,
    redirect_uri: Annotated[
        list[str] | None, typer.Option(help="Registered exactly; none: any on http://localhost.")
    ] = None,
    organisation_class: Annotated[str, typer.Option(help="The Class of the organisations.")] = "PREMIUM",
    demo_company: Annotated[bool, typer.Option("--demo-company", help="Say IsDemoCompany true.")] = False,
    minute_limit: Annotated[int, typer.Option(min=1, help="Calls a minute and organisation.")] = 60,
    day_limit: Annotated[int, typer.Option(min=1, help="Calls a day and organisation; 1000 is the free tier.")] = 5000,
) -> None:
    """Run a stand-in for Xero on this machine."""
    countries = tuple(one.upper() for one in country or ["AU"])
    if unknown := set(countries) - set(COUNTRIES):
        raise typer.BadParameter(f"no such country: {', '.join(sorted(unknown))}")
    settings = Settings(
        client_id=client_id,
        client_secret=client_secret,
        redirect_uris=tuple(redirect_uri or ()),
        minute_limit=minute_limit,
        day_limit=day_limit,
    )
    try:
        sandbox = Sandbox(
            Options(
                data=data,
                seed=seed,
                countries=countries,
                clock=clock,
                faults=faults,
                settings=settings,
                organisation_class=organisation_class,
                is_demo_company=demo_company,
            )
        )
    except (BadFault, ValueError) as bad:
        raise typer.BadParameter(str(bad)) from None
    except sqlite3.OperationalError as bad:
        raise typer.BadParameter(f"{data} cannot be used ({bad}); is another sandbox running on it?") from None
    listening = listen(host, port)
    named = "localhost" if host in ("127.0.0.1", "::1", "localhost") else host
    origin = f"http://{named}:{listening.getsockname()[1]}"
    sandbox.found_at(origin)
    typer.echo(f"Xero sandbox (not Xero) at {origin}")
    uvicorn.Server(server_config(build(sandbox))).run(sockets=[listening])


def main() -> None:
    typer.run(serve)
