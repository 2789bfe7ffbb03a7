"""`counterfoil sweep`: read back what people changed in Xero since the last time."""

import json
from typing import Annotated

import typer

from counterfoil import config
from counterfoil.cli.people import AsOption, FirmOption, firm_called, person
from counterfoil.cli.saying import say, table
from counterfoil.outbox.store import DatabaseStore
from counterfoil.xero.client import new_http
from counterfoil.xero.drift_answers import SORTS
from counterfoil.xero.drifts import Listed, drifts
from counterfoil.xero.sweep import sweep_firm

app = typer.Typer()


@app.command()
def sweep(
    firm: FirmOption = "",
    as_email: AsOption = "",
    as_json: Annotated[bool, typer.Option("--json", help="Answer with a line of JSON for each difference.")] = False,
) -> None:
    """Read back what changed in Xero since the last sweep, and list what differs from what was sent.

    It changes nothing. Exit codes: 0 nothing waits for an answer, 1 something does.
    """
    books = firm_called(firm)
    by = person(as_email, firm=books)
    with new_http() as http:
        done = sweep_firm(by=by, settings=config.load(), http=http, now=DatabaseStore().now)
    rows = _every(books.pk)
    if as_json:
        for each in rows:
            fields = ("number", "sort", "text", "resource", "remote_id")
            say(json.dumps({name: getattr(each, name) for name in fields}, ensure_ascii=False))
    else:
        table(
            ("Document", "What happened", "Difference"), [(each.number, SORTS[each.sort], each.text) for each in rows]
        )
        say(
            f"{done.records} records read back in {done.calls} calls, {done.found} new, {done.open} wait for an answer."
        )
    raise typer.Exit(1 if done.open else 0)


def _every(firm_id: int) -> list[Listed]:
    found: list[Listed] = []
    page = pages = 1
    while page <= pages:
        part = drifts(firm_id=firm_id, state="open", page=page)
        found += part.rows
        page, pages = page + 1, part.pages
    return found
