"""Matter balances and the trust listing as files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, cast

from counterfoil.core.references import ContactCode, TrustBank
from counterfoil.core.shapes import Help, Length
from counterfoil.reports.files.sheet import Sheet, columns
from counterfoil.reports.matter_balances import SHOWS, MatterBalances, Show, matter_balances
from counterfoil.reports.standard.report import Reader, Report, chosen, told
from counterfoil.reports.trust_listing import TrustListing, trust_listing


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedMatters:
    as_at: Annotated[date | None, "As at", Help("The last day that counts; today when left empty.")] = None
    show: Annotated[str, "Show", Length(4), Help("One of any (with a balance), held (trust money), owed, and all.")] = (
        "any"
    )
    client: Annotated[ContactCode | None, "Client"] = None
    lawyer: Annotated[str, "Lawyer"] = ""
    q: Annotated[str, "Words", Help("Words of a matter's number, title, client or lawyer.")] = ""


def asked_balances(reader: Reader, asked: AskedMatters, **more: Any) -> MatterBalances:
    return matter_balances(
        firm_id=reader.firm_id,
        as_at=asked.as_at or reader.today,
        show=cast(Show, chosen(asked.show, SHOWS, field="show")),
        client=asked.client or "",
        lawyer=asked.lawyer,
        text=asked.q,
        **more,
    )


def _balances(reader: Reader, asked: AskedMatters) -> Sequence[Sheet]:
    found = asked_balances(reader, asked, page=None)
    heads = ("Matter", "Title", "Client", "Name", "Lawyer", "State", "Trust", "Owed")
    sheet = Sheet(
        name=f"matter balances {found.as_at} {asked.show} {asked.client or ''} {asked.lawyer} {asked.q}",
        title="Matter balances",
        columns=columns(*heads, money=("Trust", "Owed")),
        rows=[
            (
                *(row.code, row.title, row.client, row.client_name, row.lawyer),
                *("closed" if row.closed else "open", row.trust_minor, row.office_minor),
            )
            for row in found.rows
        ],
        currency=found.currency,
        about=[f"As at {told(found.as_at)}", *_only(asked.client or "", asked.lawyer, asked.q)],
        totals=("Total", *[""] * 5, found.trust_minor, found.office_minor),
    )
    return [sheet]


def _only(*words: str) -> list[str]:
    kept = [word for word in words if word]
    return [f"Only: {', '.join(kept)}"] if kept else []


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTrust:
    as_at: Annotated[date | None, "As at", Help("The last day that counts; today when left empty.")] = None
    bank: Annotated[TrustBank | None, "Trust account", Help("All of them when left empty.")] = None
    q: Annotated[str, "Words", Help("Words of a matter's number, title or client.")] = ""


def asked_listing(reader: Reader, asked: AskedTrust, **more: Any) -> TrustListing:
    day = asked.as_at or reader.today
    return trust_listing(firm_id=reader.firm_id, as_at=day, bank=asked.bank or "", text=asked.q, **more)


def _listing(reader: Reader, asked: AskedTrust) -> Sequence[Sheet]:
    """The matters, then what the banks and the ledger say beside them."""
    found = asked_listing(reader, asked, page=None)
    agree = "agree" if found.agrees else "do not agree"
    about = [f"As at {told(found.as_at)}", f"The three totals {agree}"]
    listing = Sheet(
        name=f"trust listing {found.as_at} {asked.bank or ''} {asked.q}",
        title="Trust listing",
        columns=columns(
            *("Matter", "Title", "Client", "Trust account", "Last movement", "Held"),
            dates=("Last movement",),
            money=("Held",),
        ),
        rows=[(row.code, row.title, row.client_name, row.bank, row.newest_on, row.minor) for row in found.rows],
        currency=found.currency,
        about=[*about, *_only(asked.bank or "", asked.q)],
        totals=("Total", "", "", "", None, found.total_minor),
    )
    amounts = ("In its ledger", "Deposited from it", "Of the matters", "Difference")
    rows: list[tuple[Any, ...]] = [
        (
            *(bank.code, bank.name, bank.account),
            *(bank.account_minor, bank.deposited_minor, bank.matters_minor, bank.difference_minor),
        )
        for bank in found.banks
    ]
    if found.deposit_minor:
        rows.append(("", "Statutory deposit", "", found.deposit_minor, -found.deposit_minor, None, 0))
    rows.append(("", "Owed to clients", found.held_account, found.held_minor, None, None, None))
    banks = Sheet(
        name=f"trust banks {found.as_at}",
        title="Banks and ledger",
        columns=columns("Code", "Trust account", "Account", *amounts, money=amounts),
        rows=rows,
        currency=found.currency,
        about=about,
    )
    return [listing, banks]


MATTER_BALANCES = Report(
    code="matter-balances",
    title="Matter balances",
    group="Matters and trust",
    says="Every matter as at a day: the trust money held for it, and what its client owes.",
    takes=AskedMatters,
    sheets=_balances,
    words="clients held owed trust office",
)
TRUST_LISTING = Report(
    code="trust-listing",
    title="Trust listing",
    group="Matters and trust",
    says="What is held for each matter in each trust account as at a day, and three totals that must agree.",
    takes=AskedTrust,
    sheets=_listing,
    words="three way reconciliation client money held",
)
