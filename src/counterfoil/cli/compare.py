"""`counterfoil compare`: our trial balance beside Xero's, and the documents that explain each difference."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Annotated, Any

import typer

from counterfoil import config
from counterfoil.cli.people import AsOption, FirmOption, firm_called, person
from counterfoil.cli.saying import say, table
from counterfoil.core.dates import local_day
from counterfoil.core.money import Money
from counterfoil.outbox.store import DatabaseStore
from counterfoil.reports.comparison import WHY, ComparedAccount, Comparison
from counterfoil.reports.reading import PAGE
from counterfoil.reports.uncopied import NamedDocument, named_documents
from counterfoil.xero.client import new_http
from counterfoil.xero.compare import ApartDocument, compared, documents_apart
from counterfoil.xero.trial_balance import Reading, read_current

app = typer.Typer()
MOST_LISTED = 10
"""So many documents that will never be copied are listed one by one; more are summed, and stand in the JSON."""
AMOUNTS = ("Here", "In Xero", "Difference", "Explained", "Unexplained")


@app.command()
def compare(
    firm: FirmOption = "",
    as_email: AsOption = "",
    as_at: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day that counts; else today.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer with a line of JSON for each account.")] = False,
) -> None:
    """Read Xero's trial balance of a day and put ours beside it, account by account, with what explains a difference.

    Exit codes: 0 every account agrees or its difference is explained by documents, 1 something is unexplained.
    """
    books = firm_called(firm)
    day = as_at.date() if as_at else local_day(datetime.now(UTC), books.zone)
    by, now = person(as_email, firm=books), DatabaseStore().now
    with new_http() as http:
        reading = read_current(by=by, as_at=day, settings=config.load(), http=http, now=now)
    at = now()
    found = compared(firm_id=books.pk, reading=reading, at=at)
    apart = documents_apart(firm_id=books.pk, accounts=found.differing, reading=reading, at=at)
    named = _named(books.pk, [each.document_id for documents in apart.values() for each in documents])
    if as_json:
        _lines_of_json(found, apart, named, books.currency)
    else:
        _tables(found, apart, named, books.currency)
        say(_in_short(found, reading))
    raise typer.Exit(1 if found.unexplained else 0)


def _named(firm_id: int, ids: Sequence[int]) -> dict[int, NamedDocument]:
    found: dict[int, NamedDocument] = {}
    unique = list(dict.fromkeys(ids))
    for first in range(0, len(unique), PAGE):
        found |= named_documents(firm_id=firm_id, ids=unique[first : first + PAGE])
    return found


def _amounts(account: ComparedAccount, currency: str) -> list[str]:
    """In the order of AMOUNTS, plain."""
    minors = (
        account.ours_minor,
        account.theirs_minor,
        account.difference_minor,
        account.explained_minor,
        account.unexplained_minor,
    )
    return [Money(minor, currency).plain() for minor in minors]


def _tables(
    found: Comparison, apart: dict[str, list[ApartDocument]], named: dict[int, NamedDocument], currency: str
) -> None:
    """Every account; then, for those that differ, the documents with their reasons, and what is left."""
    accounts = [(account.name, *_amounts(account, currency)) for account in (*found.mapped, *found.only_here)]
    accounts += [(each.name, "only in Xero", Money(each.minor, currency).plain()) for each in found.only_in_xero]
    table(("Account in Xero", *AMOUNTS), accounts, right=AMOUNTS)
    rows = [row for account in found.differing for row in _documents(account, apart[account.key], named, currency)]
    if rows:
        say()
        table(("Account in Xero", "Date", "Document", "Why", "Amount", "Reason"), rows, right=("Amount",))


def _documents(
    account: ComparedAccount, apart: Sequence[ApartDocument], named: dict[int, NamedDocument], currency: str
) -> Iterator[tuple[str, ...]]:
    """A row for each document, one for all of a reason where there are many that will never be copied, and the rest."""
    for why, of_why in groupby(apart, key=lambda each: each.why):
        alike = list(of_why)
        if why in ("before", "kept") and len(alike) > MOST_LISTED:
            total = Money(sum(each.minor for each in alike), currency).plain()
            yield (account.name, "", f"{len(alike)} documents", WHY[why], total, alike[0].reason)
            continue
        for each in alike:
            amount, number = Money(each.minor, currency).plain(), _number(each, named)
            yield (account.name, str(each.on), number, WHY[why], amount, each.reason)
    if account.unexplained_minor:
        left = Money(account.unexplained_minor, currency).plain()
        yield (account.name, "", "", "unexplained", left, "no document explains it")


def _number(apart: ApartDocument, named: dict[int, NamedDocument]) -> str:
    """The document's; of what was made in Xero, the record's own or its id."""
    if apart.record and not apart.document_id:
        return apart.record.number or apart.record.remote_id
    return named[apart.document_id].number


def _lines_of_json(
    found: Comparison, apart: dict[str, list[ApartDocument]], named: dict[int, NamedDocument], currency: str
) -> None:
    names = [name.lower().replace(" ", "_") for name in AMOUNTS]
    for account in (*found.mapped, *found.only_here):
        line: dict[str, Any] = {"account": account.name, "ours": [member.code for member in account.ours]}
        line |= dict(zip(names, _amounts(account, currency), strict=True))
        line["documents"] = [
            {
                "on": str(each.on),
                "number": _number(each, named),
                "why": each.why,
                "reason": each.reason,
                "amount": Money(each.minor, currency).plain(),
            }
            for each in apart.get(account.key, ())
        ]
        say(json.dumps(line, ensure_ascii=False))
    for alone in found.only_in_xero:
        line = {"account": alone.name, "ours": [], "in_xero": Money(alone.minor, currency).plain()}
        say(json.dumps(line, ensure_ascii=False))


def _in_short(found: Comparison, reading: Reading) -> str:
    differing, left = len(found.differing), len(found.unexplained)
    return (
        f"As at {reading.as_at}: {len(found.agreeing)} accounts agree, {differing - left} differ by documents,"
        f" {left} unexplained, {len(found.only_in_xero)} only in Xero."
    )
