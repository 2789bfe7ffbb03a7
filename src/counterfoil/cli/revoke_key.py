"""`counterfoil revoke-key`: a key opens nothing from now on."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from counterfoil.cli.people import AsOption, FirmOption, firm_called, person
from counterfoil.cli.saying import say
from counterfoil.practice.api_keys import revoke_key as revoke

app = typer.Typer()


@app.command()
def revoke_key(
    prefix: Annotated[str, typer.Argument(help="The twelve characters after cf_.")],
    firm: FirmOption = "",
    as_email: AsOption = "",
) -> None:
    """Take a program's key back."""
    by = person(as_email, firm=firm_called(firm))
    key = revoke(prefix=prefix.removeprefix("cf_")[:12], by=by, at=datetime.now(UTC))
    say(f"The key of {key.name} opens nothing any more.")
