"""`counterfoil capabilities`: every kind of document and what Xero gets of it, as the kinds declare it."""

import typer

from counterfoil.cli.saying import table
from counterfoil.core.kinds import Kept, Kind
from counterfoil.kinds import all_kinds

app = typer.Typer()


@app.command()
def capabilities() -> None:
    """Print every kind of document, what may be done with it, and what Xero gets of it."""
    rows = [
        (kind.code, kind.title, kind.area, ", ".join(dict.fromkeys(step for _, step in kind.lifecycle)), _xero(kind))
        for kind in sorted(all_kinds().values(), key=lambda kind: (kind.area, kind.code))
    ]
    table(("Kind", "Title", "Area", "Steps", "In Xero"), rows)


def _xero(kind: Kind) -> str:
    if isinstance(kind.push, Kept):
        return f"not sent: {kind.push.reason}"
    per = {"document": "", "allocation": " for each bill paid", "remainder": " for what is left over"}
    return "; ".join(f"{record.resource} {record.type}{per[record.per]}" for record in kind.push)
