"""The firm that a document belongs to, as posting sees it: its settings, closed periods, and where its copies go."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import cast

from counterfoil.core.link import DEFAULT, LinkSettings, parse_areas
from counterfoil.core.refusals import Refusal
from counterfoil.firms.rows import Question, Row, ask, day_of


@dataclass(frozen=True, slots=True)
class FirmFacts:
    """The firm's own row, how far its ledgers are closed, where its copies go, and what of them."""

    id: int
    public_id: str
    currency: str
    zone: str
    method: str
    jurisdiction: str
    chart_version: int
    general_closed: date | None
    trust_closed: date | None
    destination_id: int | None
    link: LinkSettings = DEFAULT
    answered: tuple[int, str] | None = None


def firm_question(firm_id: int, *, request_key: str | None = None) -> Question[FirmFacts]:
    """`answered` is the document that came under that request key before: (its id, the hash of what came)."""
    return Question(
        "select f.id, f.public_id, f.currency, f.zone, f.method, f.jurisdiction, f.chart_version,"
        " (select closed_through from ledger_period where firm_id = f.id and ledger = 'general'),"
        " (select closed_through from ledger_period where firm_id = f.id and ledger = 'trust'),"
        " d.id, d.areas, d.transfers, d.trust_transfers, d.numbers_only, d.lines_apart, d.keep_surplus,"
        " k.id, k.request_sha256 from firms_firm f"
        " left join outbox_destination d on d.firm_id = f.id and d.state <> 'gone'"
        " left join documents_document k on k.firm_id = f.id and k.request_key = %s where f.id = %s",
        [request_key, firm_id],
        _read_firm,
    )


def _read_firm(rows: list[Row]) -> FirmFacts:
    *firm, general, trust, destination_id = rows[0][:10]
    *settings, answered_id, answered_sha256 = rows[0][10:]
    firm_id, public_id, currency, zone, method, jurisdiction, chart_version = firm
    return FirmFacts(
        id=firm_id,
        public_id=public_id,
        currency=currency,
        zone=zone,
        method=method,
        jurisdiction=jurisdiction,
        chart_version=chart_version,
        general_closed=general and day_of(general),
        trust_closed=trust and day_of(trust),
        destination_id=destination_id,
        link=DEFAULT if destination_id is None else _link(*settings),
        answered=(answered_id, answered_sha256) if answered_id else None,
    )


@lru_cache(maxsize=200)
def _link(areas: str, transfers: str, trust_transfers: str, numbers: bool, apart: bool, keeps: bool) -> LinkSettings:
    return LinkSettings(
        parse_areas(areas),
        transfers,
        trust_transfers,
        numbers_only=bool(numbers),
        lines_apart=bool(apart),
        keep_surplus=bool(keeps),
    )


def firm_facts(firm_id: int) -> FirmFacts:
    (firm,) = ask(firm_question(firm_id))
    return cast(FirmFacts, firm)


def open_periods(day: date, *, trust: bool, firm: FirmFacts) -> None:
    """Refuse a day in a closed period, naming the first open day."""
    closed = max((end for end in (firm.general_closed, firm.trust_closed if trust else None) if end), default=None)
    if closed and day <= closed:
        raise Refusal("period-closed", "the books are closed through {closed}; date it later", closed=closed)
