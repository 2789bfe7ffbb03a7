"""`counterfoil unlink`: documents and their copies in Xero go their own ways."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from counterfoil.cli.people import AsOption, FirmOption, firm_called, numbered, person
from counterfoil.cli.saying import say
from counterfoil.xero.unlinking import unlink as unlink_them

app = typer.Typer()


@app.command()
def unlink(
    numbers: Annotated[list[str], typer.Argument(help="The documents' numbers, such as B-1042.")],
    why: Annotated[str, typer.Option(help="The reason; it is kept with each document.")],
    firm: FirmOption = "",
    as_email: AsOption = "",
) -> None:
    """Unlink documents from their copies in Xero, all of them or none. Nothing is changed there, and nothing here.

    What settles a document goes before it or together with it. Afterwards the document can be changed here, and
    becomes another copy when it is posted again.
    """
    books = firm_called(firm)
    by = person(as_email, firm=books)
    ids = [numbered(number, firm=books) for number in numbers]
    for done in unlink_them(document_ids=ids, by=by, at=datetime.now(UTC), why=why):
        left = ", ".join(f"{resource} {remote_id}" for resource, remote_id in done.left)
        say(f"{done.number} is unlinked. Left in Xero: {left}.")
