"""What commands say: words and tables for a person, plain lines where no person looks, complaints on standard error."""

from collections.abc import Iterable, Sequence

import typer
from rich.console import Console
from rich.table import Table

from counterfoil.core.refusals import InputRefused, Refusal


def say(text: str = "") -> None:
    """One line on standard output, as it is: never wrapped, never coloured."""
    typer.echo(_sayable(text))


def wrong(text: str) -> None:
    """One line on standard error."""
    typer.echo(_sayable(text), err=True)


def _sayable(text: str) -> str:
    """Half a character, as JSON can smuggle one in, is shown by its number."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def refused(refusal: Refusal) -> None:
    for line in refusal_lines(refusal):
        wrong(line)


def refusal_lines(refusal: Refusal) -> list[str]:
    """`code: advice`, one line for each field that is wrong."""
    if isinstance(refusal, InputRefused):
        return [f"{part.code}: {where}: {part.advice}" for where, part in refusal.fields.items()]
    return [f"{refusal.code}: {refusal.advice}"]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[str] = ()) -> None:
    """A table on a terminal; elsewhere a line for each row with tabs between, for other programs to read."""
    console = Console()
    if not console.is_terminal:
        for row in rows:
            say("\t".join(row))
        return
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for head in heads:
        shown.add_column(head, justify="right" if head in right else "left", overflow="fold")
    for row in rows:
        shown.add_row(*row)
    console.print(shown, markup=False, highlight=False)
