"""GET of a list: filter, order, cut into pages, show."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from xero_sandbox.model import attachments, where
from xero_sandbox.model.books import Call
from xero_sandbox.model.dates import NotADate, read_date, read_instant
from xero_sandbox.model.messages import Request
from xero_sandbox.model.refusals import BadQuery
from xero_sandbox.model.resources.basics import CONTACTS
from xero_sandbox.model.resources.documents import INVOICES
from xero_sandbox.model.resources.shape import Resource

PAGE_SIZE, PAGE_SIZE_MAX = 100, 1000
SEARCHED = ("name", "contactnumber", "emailaddress", "invoicenumber", "reference")


def listed(call: Call, resource: Resource, request: Request) -> dict[str, Any]:
    """The members of the answer: the pagination if a page was asked for, and the elements."""
    query = request.query
    members = resource.members(call.books)
    tests = list(_tests(call, resource, request, members))
    rows = [row for row in resource.table(call.books) if all(test(row) for test in tests)]
    rows = _ordered(rows, resource, members, query.get("order"))
    paged = resource.paged and ("page" in query or "pageSize" in query)
    answer: dict[str, Any] = {}
    if paged:
        size = min(max(_whole(query, "pageSize", PAGE_SIZE), 1), PAGE_SIZE_MAX)
        page = max(_whole(query, "page", 1), 1)
        answer["pagination"] = {
            "page": page,
            "pageSize": size,
            "pageCount": -(-len(rows) // size),
            "itemCount": len(rows),
        }
        begin = (page - 1) * size + (1 if call.shifted and page > 1 else 0)
        rows = rows[begin : begin + size]
    with_lines = paged and query.get("summaryOnly", "").lower() != "true"
    answer[resource.name] = [_shown(call, resource, row, with_lines) for row in rows]
    return answer


def _shown(call: Call, resource: Resource, row: Any, with_lines: bool) -> dict[str, Any]:
    shown = resource.show_listed(call, row, with_lines)
    return shown | attachments.noted(call, resource.name, row.id, brief=True) if resource.attached else shown


def _tests(
    call: Call, resource: Resource, request: Request, members: Mapping[str, where.Member]
) -> Iterator[where.Test]:
    query = request.query
    if resource.filtered and (text := query.get("where")):
        yield where.read(text, members, resource.name.removesuffix("s"))
    for parameter, member in resource.lists.items():
        if text := query.get(parameter):
            yield _one_of(members[member], text)
    if since := request.headers.get("if-modified-since"):
        yield _changed_since(since)
    if call.lag:
        yield lambda row: getattr(row, "updated_at", call.now - call.lag) <= call.now - call.lag
    if resource.dated:
        yield from _within(query)
    if resource.hides and not query.get("IDs"):
        hidden, unless = resource.hides
        if query.get(unless, "").lower() != "true":
            yield lambda row: row.status != hidden
    if query.get("createdByMyApp", "").lower() == "true" and resource is INVOICES:
        yield lambda row: row.made_by == call.who
    if (term := query.get("searchTerm", "").casefold()) and resource in (CONTACTS, INVOICES):
        searched = [members[name] for name in SEARCHED if name in members]
        yield lambda row: any(term in str(member(row)).casefold() for member in searched)


def _within(query: Mapping[str, str]) -> Iterator[where.Test]:
    try:
        first, last = (read_date(query[name]) if query.get(name) else None for name in ("DateFrom", "DateTo"))
    except NotADate as bad:
        raise BadQuery(str(bad)) from None
    yield lambda row: (first is None or row.on >= first) and (last is None or row.on <= last)


def _one_of(member: where.Member, text: str) -> where.Test:
    wanted = {one.strip().casefold() for one in text.split(",")}
    return lambda row: str(member(row)).casefold() in wanted


def _changed_since(text: str) -> where.Test:
    """Inclusive, by whole seconds; what never changes (a tax rate) is always there."""
    try:
        since = read_instant(text)
    except NotADate:
        raise BadQuery("If-Modified-Since cannot be read") from None
    return lambda row: not hasattr(row, "updated_at") or row.updated_at.replace(microsecond=0) >= since


def _ordered(rows: list[Any], resource: Resource, members: Mapping[str, where.Member], order: str | None) -> list[Any]:
    """`Date DESC, InvoiceNumber`: the last word sorts first, so that earlier ones win."""
    for part in reversed((order or "").split(",")):
        if not part.strip():
            continue
        path, _, direction = part.strip().partition(" ")
        member = members.get(path.lower())
        if member is None or direction.strip().lower() not in ("", "asc", "ascending", "desc", "descending"):
            raise BadQuery(f"No property or field '{path}' exists in type '{resource.name.removesuffix('s')}'")
        rows = sorted(rows, key=_sortable(member), reverse=direction.strip().lower().startswith("desc"))
    return rows


def _sortable(member: where.Member) -> Callable[[Any], Any]:
    def key(row: Any) -> tuple[bool, Any]:
        value = member(row)
        return (value is not None, value if value is not None else 0)

    return key


def _whole(query: dict[str, str], parameter: str, default: int) -> int:
    try:
        return int(query.get(parameter, default))
    except ValueError:
        raise BadQuery(f"{parameter} must be a whole number") from None
