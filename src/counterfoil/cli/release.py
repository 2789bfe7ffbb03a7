"""`counterfoil release`: a trust manager has looked after a restore, and the push goes on."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from counterfoil.cli.people import AsOption, FirmOption, firm_called, person
from counterfoil.cli.saying import say
from counterfoil.outbox.current import destination_of
from counterfoil.xero.sync_actions import leave_safe

app = typer.Typer()


@app.command()
def release(
    why: Annotated[str, typer.Option(help="What you looked at, and what you found; it is kept.")],
    firm: FirmOption = "",
    as_email: AsOption = "",
) -> None:
    """Let the push go on after a restore has held it. What was waiting then is looked up in Xero before it is sent.

    Look first at what the books miss since the backup: `counterfoil sweep` lists copies in Xero that belong to nobody.
    """
    books = firm_called(firm)
    destination = destination_of(books.pk)
    if destination is None:
        raise typer.BadParameter("the firm is not connected to Xero; connect it under Xero sync", param_hint="--firm")
    leave_safe(destination_id=destination.pk, by=person(as_email, firm=books), at=datetime.now(UTC), why=why)
    say("The push goes on. What was in doubt is looked up first.")
