"""The figures of the home page: what is held and owed, what is unfinished, and what needs a person."""

from dataclasses import dataclass
from datetime import date, datetime

from counterfoil.core.references import FIRM
from counterfoil.firms.rows import day_of, run
from counterfoil.kinds import all_kinds
from counterfoil.reports.matter_figures import BILLS
from counterfoil.reports.reading import firm_row
from counterfoil.reports.sync_status import connection, sync_counts


@dataclass(frozen=True, slots=True)
class TrustBankHeld:
    """What is held in a trust bank for all matters, and for how many of them."""

    bank: str
    name: str
    minor: int
    matters: int


@dataclass(frozen=True, slots=True)
class DraftCount:
    kind: str
    plural: str
    count: int


@dataclass(frozen=True, slots=True)
class Attention:
    """Something that a person should look at. `code` is for the page that it leads to."""

    code: str
    sentence: str
    count: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """`receivable_minor` is the balance of receivables: open bills less receipts that are not allocated."""

    currency: str
    today: date
    held: tuple[TrustBankHeld, ...]
    receivable_minor: int
    bills_open: int
    bills_open_minor: int
    bills_overdue: int
    bills_overdue_minor: int
    drafts: tuple[DraftCount, ...]
    matters_open: int
    general_closed: date | None
    trust_closed: date | None
    attention: tuple[Attention, ...]

    @property
    def trust_minor(self) -> int:
        return sum(bank.minor for bank in self.held)


def dashboard(*, firm_id: int, at: datetime) -> Dashboard:
    firm = firm_row(firm_id)
    today = firm.day(at)
    held = run(
        "select b.code, b.name, coalesce(sum(t.minor), 0),"
        " coalesce(sum(case when t.minor > 0 and m.code <> %s then 1 else 0 end), 0)"
        " from ledger_bankaccount b left join ledger_trustbalance t on t.bank_id = b.id"
        " left join matters_matter m on m.id = t.matter_id"
        " where b.firm_id = %s and b.sort = 'trust' and (b.state = 'open' or t.minor <> 0)"
        " group by b.code, b.name order by b.code",
        [FIRM, firm_id],
    )
    ((receivable, matters, general, trust),) = run(
        "select (select coalesce(sum(k.minor), 0) from ledger_account a"
        "  join ledger_accountmonth k on k.account_id = a.id"
        "  where a.firm_id = f.id and a.slot = 'RECEIVABLE'),"
        " (select count(*) from matters_matter where firm_id = f.id and state = 'open' and code <> %s),"
        " (select closed_through from ledger_period where firm_id = f.id and ledger = 'general'),"
        " (select closed_through from ledger_period where firm_id = f.id and ledger = 'trust')"
        " from firms_firm f where f.id = %s",
        [FIRM, firm_id],
    )
    ((bills, bills_minor, overdue, overdue_minor),) = run(
        "select count(*), coalesce(sum(total_minor - settled_minor), 0),"
        " coalesce(sum(case when due_on < %s then 1 else 0 end), 0),"
        " coalesce(sum(case when due_on < %s then total_minor - settled_minor else 0 end), 0)"
        " from documents_document where firm_id = %s and kind = %s and state = 'posted'"
        " and settled_minor < total_minor",
        [today.isoformat(), today.isoformat(), firm_id, *BILLS],
    )
    return Dashboard(
        currency=firm.currency,
        today=today,
        held=tuple(TrustBankHeld(row[0], row[1], int(row[2]), int(row[3])) for row in held),
        receivable_minor=int(receivable),
        bills_open=int(bills),
        bills_open_minor=int(bills_minor),
        bills_overdue=int(overdue),
        bills_overdue_minor=int(overdue_minor),
        drafts=_drafts(firm_id),
        matters_open=int(matters),
        general_closed=day_of(general) if general else None,
        trust_closed=day_of(trust) if trust else None,
        attention=_attention(firm_id, at, int(overdue)),
    )


def _drafts(firm_id: int) -> tuple[DraftCount, ...]:
    kinds = all_kinds()
    rows = run(
        "select kind, count(*) from documents_document where firm_id = %s and state = 'draft'"
        " group by kind order by kind",
        [firm_id],
    )
    return tuple(DraftCount(kind, kinds[kind].plural if kind in kinds else kind, int(count)) for kind, count in rows)


def _attention(firm_id: int, at: datetime, overdue: int) -> tuple[Attention, ...]:
    found = []
    counts = sync_counts(firm_id=firm_id, at=at)
    link = connection(firm_id=firm_id)
    if link and link.state != "live":
        why = f": {link.state_reason}" if link.state_reason else ""
        found.append(Attention("connection", f"Pushing to Xero has stopped{why}", 1))
    if counts.failed:
        found.append(Attention("failed", _of(counts.failed, "push has failed", "pushes have failed"), counts.failed))
    if counts.needs_you:
        text = _of(counts.needs_you, "push needs a decision", "pushes need a decision")
        found.append(Attention("needs_you", text, counts.needs_you))
    if overdue:
        found.append(Attention("overdue", _of(overdue, "bill is overdue", "bills are overdue"), overdue))
    return tuple(found)


def _of(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"
