"""Entries as templates take them: the journal of a posted document, and the one that posting would make."""

from typing import Any

from counterfoil.core.postings import Entry
from counterfoil.reports.entries import Journal
from counterfoil.web.links import Links

Values = dict[str, Any]


def foreseen_journal(entry: Entry, to: Links) -> Values:
    """What posting would write. Lines of one account and matter stay apart, as they will in the ledger."""
    lines = [
        {
            "code": line.account.code,
            "name": line.account.name,
            "href": to.account(line.account.code),
            "whose": " ".join(part for part in (line.matter, line.bank) if part),
            "debit_minor": max(line.amount.minor, 0),
            "credit_minor": max(-line.amount.minor, 0),
        }
        for line in entry.postings
    ]
    return {"title": entry.title, "lines": lines, "total_minor": sum(line["debit_minor"] for line in lines)}


def posted_journal(journal: Journal, to: Links, *, note: str) -> Values:
    lines = [
        {
            "code": line.account,
            "name": line.account_name,
            "href": to.account(line.account, through=journal.on.isoformat()),
            "whose": _whose(line.matter, line.client, line.bank),
            "debit_minor": line.debit_minor,
            "credit_minor": line.credit_minor,
        }
        for line in journal.lines
    ]
    return {
        "title": f"Journal {journal.seq}",
        "note": note,
        "links": [{"label": "Open journal", "href": to.entry(journal.seq)}] if to.ledger else [],
        "lines": lines,
        "total_minor": journal.total_minor,
    }


def _whose(matter: str | None, client: str | None, bank: str | None) -> str:
    return " ".join(part for part in (matter, client, bank) if part)
