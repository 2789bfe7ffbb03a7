"""`counterfoil capabilities`: what the link to Xero copies, row by row of the article; with --kinds, kind by kind."""

from typing import Annotated

import typer

from counterfoil.cli.saying import table
from counterfoil.core.kinds import Kept, Kind
from counterfoil.core.link import DEFAULT
from counterfoil.kinds import all_kinds
from counterfoil.reports.capabilities import capabilities as rows_of

app = typer.Typer()


@app.command()
def capabilities(
    kinds: Annotated[bool, typer.Option("--kinds", help="Each kind of document instead, with its steps.")] = False,
) -> None:
    """Print what the link copies to Xero and what not, with the reason for each No and the setting that changes it.

    The answers are for the settings that a new connection begins with; the page Capabilities shows those of a firm.
    """
    if kinds:
        _kinds()
        return
    table(
        ("Area", "Transaction", "Article", "Here", "Why", "Setting"),
        [(row.section, row.transaction, row.article, row.here, row.why, row.setting) for row in rows_of(all_kinds())],
    )


def _kinds() -> None:
    rows = [
        (kind.code, kind.title, kind.area, ", ".join(dict.fromkeys(step for _, step in kind.lifecycle)), _xero(kind))
        for kind in sorted(all_kinds().values(), key=lambda kind: (kind.area, kind.code))
    ]
    table(("Kind", "Title", "Area", "Steps", "In Xero"), rows)


def _xero(kind: Kind) -> str:
    if isinstance(kind.push, Kept):
        refused = f" Refused while the firm is connected: {kind.refused}." if kind.refused else ""
        return f"not sent: {kind.push.reason}{refused}"
    per = {"document": "", "allocation": " for each bill paid", "remainder": " for what is left over"}
    usual = [f"{each.resource} {each.type}".strip() + per[each.per] for each in kind.push if each.is_made(DEFAULT)]
    otherwise = [f"{each.resource} {each.type}".strip() for each in kind.push if not each.is_made(DEFAULT)]
    return "; ".join(usual) + (f"; or, by a setting, {', '.join(otherwise)}" if otherwise else "")
