"""The lists of matters and of contacts, 50 a page, with what is held and owed. Totals follow the filter."""

from dataclasses import dataclass
from datetime import date

from counterfoil.core.references import FIRM
from counterfoil.firms.rows import Row, day_of, run
from counterfoil.reports.reading import PAGE, Where, firm_row, ordered, page_within, pages_of

HELD = "(select coalesce(sum(t.minor), 0) from ledger_trustbalance t where t.matter_id = m.id)"
OWED = (
    "(select coalesce(sum(k.minor), 0) from ledger_mattermonth k where k.matter_id = m.id"
    " and k.account_id = (select id from ledger_account where firm_id = m.firm_id and slot = 'RECEIVABLE'))"
)


@dataclass(frozen=True, slots=True)
class MatterRow:
    """`office_minor` above zero is owed by the client."""

    id: int
    public_id: str
    code: str
    title: str
    state: str
    sort: str
    lawyer: str
    opened_on: date
    client: str
    client_name: str
    client_public_id: str
    trust_minor: int
    office_minor: int


@dataclass(frozen=True, slots=True)
class MatterList:
    rows: tuple[MatterRow, ...]
    currency: str
    trust_minor: int
    office_minor: int
    count: int
    page: int
    pages: int


MATTER_SORTS = {
    "code": ("m.code",),
    "title": ("lower(m.title)",),
    "client": ("lower(c.name)",),
    "lawyer": ("lower(m.lawyer)",),
    "opened": ("m.opened_on",),
    "trust": (HELD,),
    "office": (OWED,),
}


def matter_list(
    *,
    firm_id: int,
    state: str = "",
    text: str = "",
    client: str = "",
    lawyer: str = "",
    sort: str = "code",
    page: int = 1,
) -> MatterList:
    """`sort` is a key of MATTER_SORTS, with a minus for the other way round. `client` is a contact's code.

    The firm's own trust ledger is no matter that anybody works on: it stands in the trust listing.
    """
    firm = firm_row(firm_id)
    where = Where.firm("m", firm_id)
    where.add("m.code <> %s", FIRM)
    if state:
        where.add("m.state = %s", state)
    if client:
        where.add("c.code = %s", client)
    if lawyer:
        where.add("m.lawyer = %s", lawyer)
    where.words(text, ("m.code", "m.title", "c.name", "m.lawyer"))
    matters = "matters_matter m join matters_contact c on c.id = m.client_id"
    ((count, held, owed),) = run(
        f"with shown as (select m.id from {matters} where {where.sql}) select (select count(*) from shown),"
        " (select coalesce(sum(minor), 0) from ledger_trustbalance where matter_id in (select id from shown)),"
        " (select coalesce(sum(minor), 0) from ledger_mattermonth where matter_id in (select id from shown)"
        "  and account_id = (select id from ledger_account where firm_id = %s and slot = 'RECEIVABLE'))",
        [*where.parameters, firm_id],
    )
    page = page_within(page, count)
    rows = run(
        "select m.id, m.public_id, m.code, m.title, m.state, m.sort, m.lawyer, m.opened_on, c.code, c.name,"
        f" c.public_id, {HELD}, {OWED} from {matters} where {where.sql}"
        f" order by {ordered(sort, MATTER_SORTS)}, m.id limit %s offset %s",
        [*where.parameters, PAGE, (page - 1) * PAGE],
    )
    shown = tuple(_matter(row) for row in rows)
    return MatterList(shown, firm.currency, int(held), int(owed), int(count), page, pages_of(count))


def _matter(row: Row) -> MatterRow:
    return MatterRow(*(*row[:7], day_of(row[7]), *row[8:11], int(row[11]), int(row[12])))


@dataclass(frozen=True, slots=True)
class ContactRow:
    """`matters` counts the open matters where the contact is the client; the amounts are of all its matters."""

    id: int
    public_id: str
    code: str
    name: str
    sort: str
    email: str
    phone: str
    matters: int
    trust_minor: int
    office_minor: int


@dataclass(frozen=True, slots=True)
class ContactList:
    rows: tuple[ContactRow, ...]
    currency: str
    count: int
    page: int
    pages: int


CONTACT_SORTS = {"name": ("lower(c.name)",), "code": ("length(c.code)", "c.code")}


def contact_list(*, firm_id: int, text: str = "", sort_of: str = "", sort: str = "name", page: int = 1) -> ContactList:
    """`sort_of` is person, company or bank; `sort` is a key of CONTACT_SORTS, with a minus for the other way round."""
    firm = firm_row(firm_id)
    where = Where.firm("c", firm_id)
    if sort_of:
        where.add("c.sort = %s", sort_of)
    where.words(text, ("c.code", "c.name", "c.email", "c.phone"))
    ((count,),) = run(f"select count(*) from matters_contact c where {where.sql}", where.parameters)
    page = page_within(page, count)
    rows = run(
        "select c.id, c.public_id, c.code, c.name, c.sort, c.email, c.phone,"
        " (select count(*) from matters_matter m where m.client_id = c.id and m.state = 'open'"
        f"  and m.code <> '{FIRM}'),"
        f" (select coalesce(sum({HELD}), 0) from matters_matter m where m.client_id = c.id),"
        f" (select coalesce(sum({OWED}), 0) from matters_matter m where m.client_id = c.id)"
        f" from matters_contact c where {where.sql} order by {ordered(sort, CONTACT_SORTS)}, c.id limit %s offset %s",
        [*where.parameters, PAGE, (page - 1) * PAGE],
    )
    shown = tuple(ContactRow(*(*row[:7], int(row[7]), int(row[8]), int(row[9]))) for row in rows)
    return ContactList(shown, firm.currency, int(count), page, pages_of(count))
