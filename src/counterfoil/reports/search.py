"""What the box at the top finds: matters, contacts, documents by number or amount, pages and commands.

Every word typed has to stand somewhere in a hit, in capitals or not. At most eight hits a group.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from counterfoil.core.dates import LATEST
from counterfoil.firms.rows import day_of, marks, run
from counterfoil.kinds import all_kinds
from counterfoil.reports.reading import Where, amount_typed, firm_row, forms_of

MOST = 8
_NUMBER = re.compile(r"([a-z][a-z0-9-]{0,15}?)?-?(\d{1,12})\Z", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Page:
    """A page or command that can be typed for; `words` are other names people have for it."""

    title: str
    href: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """`sort` is matter, contact, document or page; `key` is the code, the public id or the address."""

    sort: str
    key: str
    public_id: str
    title: str
    detail: str
    kind: str = ""
    minor: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    currency: str
    matters: tuple[Hit, ...] = ()
    contacts: tuple[Hit, ...] = ()
    documents: tuple[Hit, ...] = ()
    pages: tuple[Hit, ...] = ()


def search(*, firm_id: int, text: str, pages: Sequence[Page] = ()) -> Found:
    """Nothing typed finds the pages alone."""
    firm = firm_row(firm_id)
    if not text.strip():
        return Found(firm.currency, pages=_pages("", pages))
    return Found(
        firm.currency,
        matters=_matters(firm_id, text),
        contacts=_contacts(firm_id, text),
        documents=_documents(firm_id, text, firm.currency),
        pages=_pages(text, pages),
    )


def _matters(firm_id: int, text: str) -> tuple[Hit, ...]:
    where = Where.firm("m", firm_id)
    where.words(text, ("m.code", "m.title", "c.name"))
    first = _first(text)
    rows = run(
        "select m.code, m.public_id, m.title, c.name, m.state from matters_matter m"
        f" join matters_contact c on c.id = m.client_id where {where.sql}"
        " order by case when lower(m.code) = %s then 0 when lower(m.code) like %s escape '!' then 1 else 2 end,"
        " case when m.state = 'open' then 0 else 1 end, m.code desc limit %s",
        [*where.parameters, text.strip().lower(), f"{first}%", MOST],
    )
    return tuple(
        Hit("matter", code, public_id, title, f"{code} {client}" + ("" if state == "open" else ", closed"))
        for code, public_id, title, client, state in rows
    )


def _contacts(firm_id: int, text: str) -> tuple[Hit, ...]:
    where = Where.firm("c", firm_id)
    where.words(text, ("c.code", "c.name", "c.email"))
    rows = run(
        f"select c.code, c.public_id, c.name, c.email from matters_contact c where {where.sql}"
        " order by case when lower(c.name) like %s escape '!' then 0 else 1 end, lower(c.name), c.id limit %s",
        [*where.parameters, f"{_first(text)}%", MOST],
    )
    return tuple(
        Hit("contact", code, public_id, name, f"{code} {email}".strip()) for code, public_id, name, email in rows
    )


def _first(text: str) -> str:
    return forms_of(text.split(maxsplit=1)[0])[0]


def _documents(firm_id: int, text: str, currency: str) -> tuple[Hit, ...]:
    """By number (`TR-1042`, `tr-10`, `1042`), then by amount (`1,894.23`)."""
    kinds = all_kinds()
    ids = [*_ids_by_number(firm_id, text.strip()), *_ids_by_amount(firm_id, text.strip(), currency)]
    if not ids:
        return ()
    ids = list(dict.fromkeys(ids))[:MOST]
    rows = run(
        "select d.id, d.public_id, d.kind, d.number, d.dated_on, d.memo, d.total_minor, c.name, m.code"
        " from documents_document d left join matters_contact c on c.id = d.contact_id"
        f" left join matters_matter m on m.id = d.matter_id where d.id in ({marks(ids)})",
        ids,
    )
    by_id = {row[0]: row for row in rows}
    hits = []
    for found in (by_id[document_id] for document_id in ids):
        kind = kinds[found[2]].title if found[2] in kinds else found[2]
        told = [kind, day_of(found[4]).isoformat(), found[7], found[8], found[5]]
        detail = ", ".join(part for part in told if part)
        title = found[3] or "Draft"
        hits.append(Hit("document", title, found[1], title, detail, found[2], int(found[6])))
    return tuple(hits)


def _ids_by_number(firm_id: int, text: str) -> list[int]:
    """A whole number in any series first, then the newest numbers that begin like it."""
    typed = _NUMBER.match(text)
    if not typed:
        return []
    every_series = [row[0] for row in run("select code from ledger_series where firm_id = %s order by code", [firm_id])]
    series, digits = (typed[1] or "").upper(), typed[2]
    if series and series not in every_series:
        return []
    exact = [f"{series}-{digits}"] if series else [f"{code}-{digits}" for code in every_series]
    rows = run(
        f"select id from documents_document where firm_id = %s and number in ({marks(exact)}) order by id desc",
        [firm_id, *exact],
    )
    if series:
        rows += run(
            "select id from documents_document where firm_id = %s and number >= %s and number < %s and number like %s"
            " order by length(number) desc, number desc limit %s",
            [firm_id, f"{series}-{digits}", _after(series, digits), f"{series}-{digits}%", MOST],
        )
    return [int(row[0]) for row in rows]


def _after(series: str, digits: str) -> str:
    """The end of the numbers that begin with those digits, in any order of letters: digits come before letters."""
    stem = digits.rstrip("9")
    return f"{series}-{stem[:-1]}{int(stem[-1]) + 1}" if stem else f"{series}-A"


def _ids_by_amount(firm_id: int, text: str, currency: str) -> list[int]:
    """The newest documents of exactly that total."""
    minor = amount_typed(text, currency)
    if minor is None:
        return []
    rows = run(
        "select id from documents_document where firm_id = %s and total_minor = %s and dated_on <= %s"
        " order by dated_on desc, id desc limit %s",
        [firm_id, minor, LATEST.isoformat(), MOST],
    )
    return [int(row[0]) for row in rows]


def _pages(text: str, pages: Sequence[Page]) -> tuple[Hit, ...]:
    words = text.lower().split()
    found = (page for page in pages if all(word in f"{page.title} {page.words}".lower() for word in words))
    return tuple(Hit("page", page.href, "", page.title, "") for page in list(found)[:MOST])
