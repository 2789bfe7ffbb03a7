"""`counterfoil enter FILE`: documents from JSON lines or CSV, each entered and posted, all or nothing per document.

Each document is entered under a request key made of its `ref`, so the same file run again enters only what is missing.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Annotated, BinaryIO

import typer
from django.db import transaction

from counterfoil.cli import saying
from counterfoil.cli.files import Given, Unreadable, read_documents
from counterfoil.cli.people import AsOption, FirmOption, firm_called, person
from counterfoil.cli.saying import say
from counterfoil.core.refusals import InputRefused, Refusal
from counterfoil.documents.actions import Done
from counterfoil.documents.batches import BATCH, Wanted, enter_or_refuse
from counterfoil.firms.roles import Actor

app = typer.Typer()
MOST_SHOWN = 1000


@app.command()
def enter(
    file: Annotated[str, typer.Argument(help="JSON lines or CSV in UTF-8; - reads standard input.")],
    firm: FirmOption = "",
    as_email: AsOption = "",
    all_or_nothing: Annotated[
        bool, typer.Option("--all-or-nothing", help="Enter the whole file, or nothing when any document is refused.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer with a line of JSON for each document.")] = False,
) -> None:
    """Enter and post documents from a file.

    JSON lines hold one document each: {"kind": "client_bill", "ref": "117", "on": "2026-03-02", ...}. In CSV
    consecutive rows with the same ref are one document; columns of its rows are called items.net and so on. Every
    document needs a ref of its own: running the file again then enters only what is missing.

    Exit codes: 0 all entered, 1 some refused, 2 the file could not be read to its end.
    """
    by = person(as_email, firm=firm_called(firm))
    at = datetime.now(UTC)
    report = Report(as_json=as_json)
    with _opened(file) as lines:
        try:
            _enter_whole(lines, by, at, report) if all_or_nothing else _enter_each(lines, by, at, report)
        except Unreadable as end:
            report.unreadable = end
    report.show(undone=all_or_nothing)
    raise typer.Exit(2 if report.unreadable else 1 if report.refused else 0)


@dataclass
class Report:
    """What became of the documents; holds refusals only, and only as many as a person would read."""

    as_json: bool
    entered: int = 0
    again: int = 0
    refused: int = 0
    shown: list[tuple[str, str, str]] = field(default_factory=list)
    unreadable: Unreadable | None = None

    def note(self, given: Given, answer: Done | Refusal) -> None:
        if isinstance(answer, Refusal):
            self.refused += 1
            if self.refused <= MOST_SHOWN:
                self.shown += [(str(given.line), given.ref, line) for line in saying.refusal_lines(answer)]
        elif answer.again:
            self.again += 1
        else:
            self.entered += 1
        if self.as_json:
            say(json.dumps({"line": given.line, "ref": given.ref} | _plain(answer), ensure_ascii=False))

    def show(self, *, undone: bool) -> None:
        """`undone`: one refusal undoes the whole file."""
        undone = undone and bool(self.refused or self.unreadable)
        entered = 0 if undone else self.entered
        if self.as_json:
            counts = {"entered": entered, "entered_before": self.again, "refused": self.refused, "undone": undone}
            say(json.dumps(counts | ({"unreadable": _problem("", self.unreadable)} if self.unreadable else {})))
            return
        if self.shown:
            saying.table(("Line", "Ref", "Refused"), self.shown, right=("Line",))
        if self.refused > MOST_SHOWN:
            say(f"and {self.refused - MOST_SHOWN} more; --json shows all")
        if self.unreadable:
            saying.refused(self.unreadable)
        say(f"{entered} entered, {self.again} entered before, {self.refused} refused.")
        if undone:
            say(f"Nothing of the file was entered; {self.entered} would have been.")


def _plain(answer: Done | Refusal) -> dict[str, object]:
    if isinstance(answer, InputRefused):
        return {"refused": [_problem(where, part) for where, part in answer.fields.items()]}
    if isinstance(answer, Refusal):
        return {"refused": [_problem("", answer)]}
    return {"kind": answer.kind, "number": answer.number, "id": answer.public_id, "again": answer.again}


def _problem(where: str, refusal: Refusal) -> dict[str, str]:
    return {"field": where, "code": refusal.code, "advice": refusal.advice}


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115 - closed below; only opening it may be the caller's mistake
    except OSError as error:
        raise typer.BadParameter(f"{name}: {error.strerror}", param_hint="FILE") from None
    with file:
        yield file


def _enter_each(lines: BinaryIO, by: Actor, at: datetime, report: Report) -> None:
    """A hundred documents to a commit; reported only once they are committed."""
    source = read_documents(lines)
    ended: Unreadable | None = None
    while not ended:
        batch: list[Given] = []
        try:
            batch.extend(islice(source, BATCH))
        except Unreadable as end:
            ended = end
        if not batch:
            break
        with transaction.atomic():
            answers = [_answer(given, by, at) for given in batch]
        for given, answer in zip(batch, answers, strict=True):
            report.note(given, answer)
    if ended:
        raise ended


def _enter_whole(lines: BinaryIO, by: Actor, at: datetime, report: Report) -> None:
    with transaction.atomic():
        try:
            for given in read_documents(lines):
                report.note(given, _answer(given, by, at))
        finally:
            transaction.set_rollback(bool(report.refused) or sys.exc_info()[0] is not None)


def _answer(given: Given, by: Actor, at: datetime) -> Done | Refusal:
    if given.refusal:
        return given.refusal
    return enter_or_refuse(Wanted(given.kind, given.values, key=f"enter:{given.ref}"), by=by, at=at)
