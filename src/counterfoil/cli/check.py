"""`counterfoil check`: the named invariants of the books, looked at on the rows as they stand."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from counterfoil.cli.people import FirmOption, firm_called
from counterfoil.cli.saying import say, table
from counterfoil.reports.checks import CHECKS, run_checks

app = typer.Typer()


@app.command()
def check(
    firm: FirmOption = "",
    as_json: Annotated[bool, typer.Option("--json", help="Answer with a line of JSON for each finding.")] = False,
) -> None:
    """Look at every invariant of the books: of all firms, or of one.

    Exit codes: 0 the books are whole, 1 something was found.
    """
    findings = run_checks(firm_id=firm_called(firm).pk if firm else None)
    if as_json:
        for finding in findings:
            say(json.dumps(asdict(finding), ensure_ascii=False))
    else:
        table(("Check", "Where", "Finding"), [(finding.check, finding.where, finding.sentence) for finding in findings])
        found = "nothing found" if not findings else f"{len(findings)} found"
        say(f"{len(CHECKS)} checks, {found}.")
    raise typer.Exit(1 if findings else 0)
