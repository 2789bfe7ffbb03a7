"""/api.xro/2.0: one request to one organisation, from address and body to Xero's answer.

A batch with `summarizeErrors=false` keeps its good elements and answers 200 with each element's own verdict; without
it one bad element refuses the whole batch with a 400.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

import msgspec

from xero_sandbox.model import (
    allocations,
    attachments,
    history,
    organisation,
    rights,
    show_credit,
    texts,
    trial_balance,
)
from xero_sandbox.model.books import Call
from xero_sandbox.model.dates import NotADate, read_date, wire_now
from xero_sandbox.model.listing import listed
from xero_sandbox.model.messages import Request, Response, as_json, read_json
from xero_sandbox.model.records import ZERO_ID, Credit
from xero_sandbox.model.refusals import BadBody, BadQuery, Invalid, NoSuchThing, NotOffered
from xero_sandbox.model.resources import RESOURCES
from xero_sandbox.model.resources.shape import Resource
from xero_sandbox.model.sent import Sent

BASE = "/api.xro/2.0/"
Answer = dict[str, Any]

SCOPES = {name: resource.scope for name, resource in RESOURCES.items()} | {
    "Organisation": "accounting.settings",
    "Organisations": "accounting.settings",
    "Currencies": "accounting.settings",
    "Reports": "accounting.reports.trialbalance",
}


class Refused(Exception):
    """A whole answer that is a refusal; nothing of the request is kept."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


@lru_cache(4096)
def parts(path: str) -> tuple[str, ...]:
    return tuple(unquote(part) for part in path.removeprefix(BASE).strip("/").split("/"))


def scope_needed(path: str, method: str) -> list[str]:
    """Any one of these will do; none means there is nothing at this address."""
    asked = parts(path)
    scope = "accounting.attachments" if asked[2:3] == ("Attachments",) else SCOPES.get(asked[0])
    if scope is None:
        return []
    return [scope, f"{scope}.read"] if method == "GET" else [scope]


def answer(call: Call, request: Request) -> Response:
    mark = call.books.store.mark()
    try:
        if is_file(request):
            return _file(call, request)
        return as_json(_envelope(call) | _route(call, request))
    except Refused as refused:
        call.books.store.undo_to(mark)
        return refused.response
    except Invalid as refused:
        call.books.store.undo_to(mark)
        return _validation_exception([{"ValidationErrors": _errors(refused)}])
    except rights.NotAllowed:
        call.books.store.undo_to(mark)
        return as_json(texts.NOT_ALLOWED, 403)
    except NoSuchThing:
        return Response(404, texts.NOT_FOUND_PAGE.encode(), "text/html; charset=utf-8")
    except NotOffered:
        return Response(501, b"", None)
    except BadQuery as bad:
        return as_json({"ErrorNumber": 16, "Type": "QueryParseException", "Message": str(bad)}, 400)
    except BadBody as bad:
        return as_json({"ErrorNumber": 14, "Type": "PostDataInvalidException", "Message": str(bad)}, 400)


def _envelope(call: Call) -> Answer:
    return {
        "Id": call.books.new_id(),
        "Status": "OK",
        "ProviderName": "Xero sandbox",
        "DateTimeUTC": wire_now(call.now),
    }


def _route(call: Call, request: Request) -> Answer:
    match request.method, parts(request.path):
        case "GET", ["Organisation" | "Organisations"]:
            return {"Organisations": [organisation.show(call.books.profile)]}
        case "GET", ["Organisation", "Actions"]:
            return {"Actions": organisation.actions(call.books.profile)}
        case "GET", ["Currencies"]:
            return {"Currencies": organisation.currencies(call.books.profile)}
        case "GET", ["Reports", "TrialBalance"]:
            return {"Reports": [_trial_balance(call, request)]}
        case method, [name, *rest] if name in RESOURCES:
            return _resource(call, RESOURCES[name], method, rest, request)
        case "POST" | "PUT" | "DELETE", [name] if name in SCOPES:
            raise NotOffered
    raise NoSuchThing


def _resource(call: Call, resource: Resource, method: str, rest: list[str], request: Request) -> Answer:
    match method, rest:
        case "GET", []:
            return listed(call, resource, request)
        case "GET", [key]:
            return {resource.name: [_show(call, resource, _one(call, resource, key))]}
        case "GET", [key, "History"] if resource.told:
            return {"HistoryRecords": history.listed(call, _one(call, resource, key).id)}
        case "PUT", [key, "History"] if resource.told:
            return {"HistoryRecords": _add_notes(call, resource, key, request)}
        case "GET", [key, "Attachments"] if resource.attached:
            return {"Attachments": attachments.listed(call, resource.name, _one(call, resource, key).id)}
        case "PUT" | "POST", [key, "Attachments", name] if resource.attached:
            return {"Attachments": [_attach(call, resource, _one(call, resource, key), name, request)]}
        case "PUT" | "POST", [key, "Allocations"] if resource.spends:
            return {"Allocations": _allocate(call, _one(call, resource, key), request)}
        case "DELETE", [key, "Allocations", allocation] if resource.spends:
            credit = _one(call, resource, key)
            taken = allocations.take_back(call, credit, allocation.lower())
            return show_credit.show_allocation(call, credit, taken) | {"IsDeleted": True}
        case "PUT", [] if resource.create:
            return _write(call, resource, request, resource.create)
        case "POST", [] if resource.create_or_update:
            return _write(call, resource, request, resource.create_or_update)
        case "POST", [key] if resource.update:
            return _update(call, resource, key, request)
    raise NotOffered if len(rest) < 2 else NoSuchThing


def _one(call: Call, resource: Resource, key: str) -> Any:
    """By id, or by the number people know it by."""
    found = resource.table(call.books).get(key.lower()) or next(iter(resource.by_number(call.books, key)), None)
    if found is None:
        raise NoSuchThing
    return found


def _show(call: Call, resource: Resource, row: Any) -> Answer:
    shown = resource.show(call, row)
    return shown | attachments.noted(call, resource.name, row.id, brief=False) if resource.attached else shown


def _update(call: Call, resource: Resource, key: str, request: Request) -> Answer:
    before, update = _one(call, resource, key), resource.update
    assert update is not None

    def change(call: Call, sent: Sent) -> Any:
        return update(call, before, sent)

    return _write(call, resource, request, change)


def _write(call: Call, resource: Resource, request: Request, save: Callable[[Call, Sent], Any]) -> Answer:
    elements = _elements(request, resource.name)
    if resource.one_at_a_time:
        elements = elements[:1]

    def made(sent: Sent) -> Answer:
        rights.check(call.books.profile, resource.name, sent)
        return _show(call, resource, save(call, sent))

    def echo(sent: Sent) -> Answer:
        """What was sent, not what is stored; the zero id means nothing was made."""
        return {resource.id_member: ZERO_ID, **sent, resource.error_flag: True}

    each_alone = _each_alone(request) and request.method not in resource.always_summarised
    return {resource.name: _each(call, elements, made, echo, each_alone=each_alone)}


def _allocate(call: Call, credit: Credit, request: Request) -> list[Answer]:
    def made(sent: Sent) -> Answer:
        current = allocations.find(call.books, credit.id)
        return show_credit.show_allocation(call, current, allocations.allocate(call, current, sent))

    return _each(call, _elements(request, "Allocations"), made, dict, each_alone=_each_alone(request))


def _add_notes(call: Call, resource: Resource, key: str, request: Request) -> list[Answer]:
    def made(sent: Sent) -> Answer:
        document = resource.table(call.books).get(key.lower())
        if document is None:
            raise Invalid(texts.NOTE_WITHOUT_DOCUMENT)
        return history.show(history.add(call, document.id, sent))

    return _each(call, _elements(request, "HistoryRecords"), made, dict, each_alone=False)


def _attach(call: Call, resource: Resource, document: Any, name: str, request: Request) -> Answer:
    online = request.query.get("IncludeOnline", "").lower() == "true"
    kind = request.headers.get("content-type", "")
    made = attachments.attach(call, document, name, kind, request.body, online=online)
    return attachments.show(call, resource.name, made)


def is_file(request: Request) -> bool:
    """A file is asked for, whose bytes are the whole answer."""
    asked = parts(request.path)
    return len(asked) == 4 and asked[2] == "Attachments" and request.method == "GET"


def _file(call: Call, request: Request) -> Response:
    name, key, _, file = parts(request.path)
    resource = RESOURCES.get(name)
    if resource is None or not resource.attached:
        raise NoSuchThing
    found = attachments.one_of(call, _one(call, resource, key).id, file)
    return Response(200, found.content, found.kind)


def _each_alone(request: Request) -> bool:
    return request.query.get("summarizeErrors", "true").lower() == "false"


def _each(
    call: Call,
    elements: list[Sent],
    made: Callable[[Sent], Answer],
    echo: Callable[[Sent], Answer],
    *,
    each_alone: bool,
) -> list[Answer]:
    """Element by element: kept and shown, or taken back and echoed with the reasons."""
    shown: list[Answer] = []
    refusals: list[Answer] = []
    for sent in elements:
        mark = call.books.store.mark()
        call.warnings.clear()
        try:
            one = made(sent)
            shown.append(one | _verdict(call.warnings, each_alone))
        except Invalid as refused:
            call.books.store.undo_to(mark)
            verdict = {"StatusAttributeString": "ERROR"} if each_alone else {}
            refusals.append(echo(sent) | verdict | {"ValidationErrors": _errors(refused)})
            shown.append(refusals[-1])
    if refusals and not each_alone:
        raise Refused(_validation_exception(refusals))
    return shown


def _verdict(warnings: list[str], each_alone: bool) -> Answer:
    verdict: Answer = {"StatusAttributeString": "WARNING" if warnings else "OK"} if each_alone else {}
    return verdict | ({"Warnings": [{"Message": one} for one in warnings]} if warnings else {})


def _errors(refused: Invalid) -> list[Answer]:
    return [{"Message": message} for message in refused.messages]


def _validation_exception(elements: list[Answer]) -> Response:
    return as_json(
        {
            "ErrorNumber": 10,
            "Type": "ValidationException",
            "Message": texts.A_VALIDATION_EXCEPTION,
            "Elements": elements,
        },
        400,
    )


def _elements(request: Request, name: str) -> list[Sent]:
    """One object, or many under the plural name; nothing else is a document."""
    try:
        body = read_json(request.body)
    except msgspec.DecodeError as bad:
        raise BadBody(f"The request body cannot be read: {bad}") from None
    if isinstance(body, dict) and name in body:
        body = body[name]
    elements = body if isinstance(body, list) else [body]
    if not elements or not all(isinstance(one, dict) and one for one in elements):
        raise BadBody(f"The request body holds no {name}")
    return elements


def _trial_balance(call: Call, request: Request) -> Answer:
    if request.query.get("paymentsOnly", "").lower() == "true":
        raise NotOffered
    try:
        on = read_date(request.query["date"]) if request.query.get("date") else call.today
    except NotADate as bad:
        raise BadQuery(str(bad)) from None
    return trial_balance.report(call.books, on) | {"UpdatedDateUTC": wire_now(call.now)}
