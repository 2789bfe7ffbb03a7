"""`counterfoil create-key`: a key to the API for one program. It is shown once; only a hash of it is kept."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from counterfoil.cli.people import AsOption, FirmOption, firm_called, person
from counterfoil.cli.saying import say, wrong
from counterfoil.practice.api_keys import give_key

app = typer.Typer()


@app.command()
def create_key(
    name: Annotated[str, typer.Argument(help="The program that gets the key; its work is signed with this name.")],
    firm: FirmOption = "",
    as_email: AsOption = "",
    days: Annotated[int, typer.Option(help="How long it lasts, 730 at most.")] = 365,
) -> None:
    """Give a program a key to the API of one firm. Standard output gets the key alone, ready to be stored."""
    by = person(as_email, firm=firm_called(firm))
    key, token = give_key(name=name, days=days, by=by, at=datetime.now(UTC))
    say(token)
    wrong(f"Key {key.prefix} for {key.name}, until {key.expires_at:%Y-%m-%d}. It is not shown again.")
