"""`counterfoil export`: the books as files that other programs read."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from counterfoil.cli.people import AsOption, FirmOption, firm_called, person
from counterfoil.core import shapes
from counterfoil.core.dates import local_day
from counterfoil.documents.models import Document
from counterfoil.firms.models import Firm
from counterfoil.firms.roles import require
from counterfoil.reports import plain_text

HELP = "Write the books to a file, or to standard output, as at a day."
app = typer.Typer(help=HELP, no_args_is_help=True, add_completion=False)
AsAt = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day that counts; else today.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="A new file; else standard output.")]


class Reader(StrEnum):
    """The program that the journal is for."""

    hledger = "hledger"
    ledger = "ledger"
    beancount = "beancount"


@app.command("journal")
def journal(
    firm: FirmOption = "",
    as_email: AsOption = "",
    as_at: AsAt = None,
    reader: Annotated[Reader, typer.Option("--for", help="The program that reads it.")] = Reader.hledger,
    output: Output = None,
) -> None:
    """Every posted entry as plain text, from which hledger, ledger or Beancount recompute the trial balance."""
    books, day = _books(firm, as_email, as_at)
    written = plain_text.beancount if reader is Reader.beancount else plain_text.journal
    _write(written(firm_id=books.pk, as_at=day), output)


@app.command("trial-balance")
def trial_balance(firm: FirmOption = "", as_email: AsOption = "", as_at: AsAt = None, output: Output = None) -> None:
    """The trial balance as CSV: account, debit, credit, under the names of the journal."""
    books, day = _books(firm, as_email, as_at)
    _write(plain_text.trial_balance_csv(firm_id=books.pk, as_at=day).splitlines(), output)


@app.command("documents")
def documents(
    firm: FirmOption = "",
    as_email: AsOption = "",
    as_at: AsAt = None,
    output: Output = None,
    to_enter: Annotated[
        bool, typer.Option("--to-enter", help="Posted documents alone, as `counterfoil enter` reads them.")
    ] = False,
) -> None:
    """Every document dated by then as JSON lines, in the order in which they were entered."""
    books, day = _books(firm, as_email, as_at)
    _write(_to_enter(books, day) if to_enter else plain_text.documents_json(firm_id=books.pk, as_at=day), output)


def _to_enter(books: Firm, day: date) -> Iterator[str]:
    """In the order of their posting, so that a new firm gives the bills the numbers that receipts name."""
    found = Document.objects.filter(firm=books, state="posted", dated_on__lte=day).order_by("posted_at", "id")
    for kind, number, content in found.values_list("kind", "number", "content").iterator(chunk_size=500):
        yield json.dumps({"kind": kind, "ref": number} | shapes.parse(content), ensure_ascii=False)


def _books(firm: str, as_email: str, as_at: datetime | None) -> tuple[Firm, date]:
    books = firm_called(firm)
    require(person(as_email, firm=books), "export")
    return books, as_at.date() if as_at else local_day(datetime.now(UTC), books.zone)


def _write(lines: Iterable[str], output: Path | None) -> None:
    """Line by line, so that large books need little memory; never over a file that exists."""
    if output is None:
        sys.stdout.writelines(f"{line}\n" for line in lines)
        return
    try:
        file = output.open("x", encoding="utf-8", newline="\n")
    except OSError as error:
        raise typer.BadParameter(f"{output}: {error.strerror}", param_hint="--output") from None
    with file:
        file.writelines(f"{line}\n" for line in lines)
