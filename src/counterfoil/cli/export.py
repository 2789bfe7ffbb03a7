"""`counterfoil export`: the books as files that other programs read."""

import csv
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, TextIO

import typer

from counterfoil.cli.people import AsOption, FirmOption, firm_called, person
from counterfoil.core import shapes
from counterfoil.core.dates import local_day
from counterfoil.core.money import Money
from counterfoil.documents.models import Document
from counterfoil.firms.models import Firm
from counterfoil.firms.roles import require
from counterfoil.reports.trial_balance import trial_balance as trial_balance_of

HELP = "Write the books to a file, or to standard output, as at a day."
app = typer.Typer(help=HELP, no_args_is_help=True, add_completion=False)
AsAt = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day that counts; else today.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="A new file; else standard output.")]
BEGINS_A_FORMULA = tuple("=+-@\t\r")


@app.command("trial-balance")
def trial_balance(
    firm: FirmOption = "",
    as_email: AsOption = "",
    as_at: AsAt = None,
    output: Output = None,
    plain: Annotated[bool, typer.Option("--plain", help="For machines: names as they are.")] = False,
) -> None:
    """The trial balance as CSV: account, name, debit, credit.

    A name that a spreadsheet would take for a formula gets an apostrophe in front; --plain leaves it out.
    """
    books, day = _books(firm, as_email, as_at)
    found = trial_balance_of(firm_id=books.pk, as_at=day)
    with _written(output) as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("account", "name", "debit", "credit"))
        for row in found.rows:
            name = row.name if plain else _no_formula(row.name)
            rows.writerow((row.code, name, _plain(row.debit_minor, books), _plain(row.credit_minor, books)))
        rows.writerow(("", "Total", _plain(found.debit_minor, books), _plain(found.credit_minor, books)))


@app.command("documents")
def documents(firm: FirmOption = "", as_email: AsOption = "", as_at: AsAt = None, output: Output = None) -> None:
    """Posted documents as JSON lines, in the order of their posting: what `counterfoil enter` reads."""
    books, day = _books(firm, as_email, as_at)
    found = Document.objects.filter(firm=books, state="posted", dated_on__lte=day).order_by("posted_at", "id")
    with _written(output) as file:
        for row in found.values_list("kind", "number", "content").iterator(chunk_size=500):
            document = {"kind": row[0], "ref": row[1]} | shapes.parse(row[2])
            file.write(json.dumps(document, ensure_ascii=False) + "\n")


def _books(firm: str, as_email: str, as_at: datetime | None) -> tuple[Firm, date]:
    books = firm_called(firm)
    require(person(as_email, firm=books), "export")
    return books, as_at.date() if as_at else local_day(datetime.now(UTC), books.zone)


@contextmanager
def _written(output: Path | None) -> Iterator[TextIO]:
    if output is None:
        yield sys.stdout
        return
    try:
        file = output.open("x", encoding="utf-8", newline="")
    except OSError as error:
        raise typer.BadParameter(f"{output}: {error.strerror}", param_hint="--output") from None
    with file:
        yield file


def _no_formula(text: str) -> str:
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text


def _plain(minor: int, books: Firm) -> str:
    return Money(minor, books.currency).plain()
