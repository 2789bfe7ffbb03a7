"""How the scenarios show their books: as a bookkeeper would write them down."""

from counterfoil.core.money import Money
from counterfoil.documents.models import Document
from counterfoil.ledger.models import Entry
from counterfoil.reports.checks import run_checks
from tests.builders import BuiltFirm


def journal(firm: BuiltFirm) -> str:
    """Every entry in order: account, side, amount, matter and bank of each line."""
    rows = []
    for entry in Entry.objects.filter(firm_id=firm.id).order_by("seq"):
        rows.append(f"{entry.seq} {entry.dated_on} {entry.title}")
        for line in entry.lines.order_by("id").select_related("account", "matter", "bank"):
            side = "Dr" if line.minor > 0 else "Cr"
            place = " ".join(one.code for one in (line.matter, line.bank) if one)
            rows.append(f"  {side} {line.account.code} {Money(abs(line.minor), 'AUD')!s:>9} {place}".rstrip())
    return "\n".join(rows)


def documents(firm: BuiltFirm) -> str:
    """Every document: number, version, state, total and what is still open of it."""
    return "\n".join(
        f"{one.number or '(draft)'} v{one.version} {one.state} {Money(one.total_minor, 'AUD')}"
        f" open {Money(one.open_minor, 'AUD')}"
        for one in Document.objects.filter(firm_id=firm.id).order_by("id")
    )


def assert_whole() -> None:
    assert [finding.sentence for finding in run_checks()] == []
