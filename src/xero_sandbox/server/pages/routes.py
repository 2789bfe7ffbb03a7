"""Which address shows which page, and which button does what."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from xero_sandbox.model import organisation, people
from xero_sandbox.model.books import Books, Call
from xero_sandbox.model.refusals import Invalid
from xero_sandbox.server.arranging import Arranging
from xero_sandbox.server.faults import ALWAYS, OFFLINE, TIMED, BadFault
from xero_sandbox.server.pages.actions import ACTIONS
from xero_sandbox.server.pages.arrived import arrived_page
from xero_sandbox.server.pages.by_hand import ENTRIES, entered
from xero_sandbox.server.pages.documents import basics, credit, journals, moved, orders, sales
from xero_sandbox.server.pages.lists import SECTIONS, list_page, trial_balance_page
from xero_sandbox.server.pages.overview import overview_page
from xero_sandbox.server.pages.requests import line_page, log_page
from xero_sandbox.server.pages.switches import switches_page
from xero_sandbox.server.sandbox import Sandbox

DOCUMENTS: dict[str, tuple[Callable[[Books], Any], Callable[..., Response]]] = {
    "invoices": (lambda books: books.invoices, sales.invoice_page),
    "bills": (lambda books: books.invoices, sales.invoice_page),
    "payments": (lambda books: books.payments, moved.payment_page),
    "bank-transactions": (lambda books: books.bank_transactions, moved.bank_transaction_page),
    "bank-transfers": (lambda books: books.bank_transfers, moved.bank_transfer_page),
    "credit-notes": (lambda books: books.credit_notes, credit.credit_note_page),
    "overpayments": (lambda books: books.overpayments, credit.overpayment_page),
    "prepayments": (lambda books: books.prepayments, credit.prepayment_page),
    "purchase-orders": (lambda books: books.purchase_orders, orders.purchase_order_page),
    "manual-journals": (lambda books: books.manual_journals, journals.manual_journal_page),
    "contacts": (lambda books: books.contacts, basics.contact_page),
    "accounts": (lambda books: books.accounts, basics.account_page),
}


def page_routes(sandbox: Sandbox) -> list[Route]:
    pages = Pages(sandbox)
    return [
        Route("/", pages.first),
        Route("/o/{tenant}/", pages.overview),
        Route("/o/{tenant}/change", pages.change, methods=["POST"]),
        Route("/o/{tenant}/disconnect", pages.disconnect, methods=["POST"]),
        Route("/o/{tenant}/accounts", pages.add_bank_account, methods=["POST"]),
        Route("/o/{tenant}/{section}", pages.enter, methods=["POST"]),
        Route("/o/{tenant}/{section}", pages.section),
        Route("/o/{tenant}/{section}/{key}", pages.document),
        Route("/o/{tenant}/{section}/{key}/{action}", pages.act, methods=["POST"]),
        Route("/requests", pages.requests),
        Route("/requests/{number:int}", pages.request),
        Route("/control", pages.switches),
        Route("/control/{switch}", pages.switch, methods=["POST"]),
    ]


class Pages:
    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.arranging = Arranging(sandbox)

    async def first(self, request: Request) -> Response:
        return RedirectResponse(f"/o/{self._first_tenant()}/", 302)

    async def overview(self, request: Request) -> Response:
        return overview_page(self.sandbox, self._books(request))

    async def section(self, request: Request) -> Response:
        books, name = self._books(request), request.path_params["section"]
        if name == "trial-balance":
            return trial_balance_page(books, request, self.sandbox.clock.now().date().isoformat())
        if name == "arrived":
            return arrived_page(books)
        if name not in SECTIONS:
            raise HTTPException(404)
        return list_page(books, name, request)

    async def add_bank_account(self, request: Request) -> Response:
        books, form = self._books(request), await _form(request)
        name, number = (form.get(field, "").strip() for field in ("name", "number"))
        refusal = self._done(lambda: people.add_bank_account(self._call(books), name=name, number=number))
        if refusal:
            return list_page(books, "accounts", request, refusal)
        return RedirectResponse(f"/o/{books.tenant_id}/accounts", 303)

    async def enter(self, request: Request) -> Response:
        """A person writes a document that no app has sent."""
        books, section, form = self._books(request), request.path_params["section"], await _form(request)
        if section not in ENTRIES:
            raise HTTPException(404)
        kind, _ = ENTRIES[section]
        refusal = self._done(lambda: people.enter(self._call(books), kind, entered(section, form)))
        if refusal:
            return list_page(books, section, request, refusal)
        return RedirectResponse(f"/o/{books.tenant_id}/{section}", 303)

    async def document(self, request: Request) -> Response:
        books, row, show = self._document(request)
        return show(books, row)

    async def act(self, request: Request) -> Response:
        books, row, show = self._document(request)
        action = ACTIONS[request.path_params["section"]].get(request.path_params["action"])
        if action is None:
            raise HTTPException(404)
        form = await _form(request)
        refusal = self._done(lambda: action(self._call(books), row, form))
        if refusal:
            return show(books, row, refusal)
        return RedirectResponse(request.url.path.rpartition("/")[0], 303)

    async def change(self, request: Request) -> Response:
        """Plan, lock dates, rights or a currency, from the organisation's page."""
        books = self._books(request)
        sent = parse_qs((await request.body()).decode(), keep_blank_values=True)
        wanted: dict[str, Any] = {name: values[0] for name, values in sent.items() if name != "may"}
        if "plan" in wanted:
            wanted["demo"] = bool(wanted.get("demo"))
        if "rights" in wanted:
            wanted["denied"] = [name for name in organisation.ALLOWED if name not in sent.get("may", [])]
        try:
            self.arranging.change(books, wanted)
        except (Invalid, ValueError) as bad:
            return overview_page(self.sandbox, books, str(bad))
        return RedirectResponse(f"/o/{books.tenant_id}/", 303)

    async def disconnect(self, request: Request) -> Response:
        books = self._books(request)
        self.arranging.disconnect(books.tenant_id)
        return RedirectResponse(f"/o/{books.tenant_id}/", 303)

    async def requests(self, request: Request) -> Response:
        return log_page(self.sandbox, self._first_tenant())

    async def request(self, request: Request) -> Response:
        line = self.sandbox.journal.find(request.path_params["number"])
        if line is None:
            raise HTTPException(404)
        return line_page(line, self._first_tenant())

    async def switches(self, request: Request) -> Response:
        return switches_page(self.sandbox, self._first_tenant())

    async def switch(self, request: Request) -> Response:
        form, sandbox = await _form(request), self.sandbox
        try:
            match request.path_params["switch"]:
                case "offline" if form.get("how") in OFFLINE:
                    sandbox.faults.offline = form["how"]
                case "fault":
                    sandbox.faults.add([_fault(form)])
                case "forget":
                    sandbox.faults.waiting.clear()
                case "advance":
                    sandbox.clock.advance(timedelta(seconds=float(form.get("seconds", "0"))))
                case "organisation":
                    self.arranging.add(form)
                case "tokens":
                    self.arranging.end_tokens(form.get("end", ""))
                case "scopes":
                    self.arranging.withhold(form.get("withhold", "").split())
                case "reset":
                    sandbox.reset(keep_connections=form.get("keep") == "yes")
                case _:
                    raise HTTPException(404)
        except (BadFault, Invalid, ValueError) as bad:
            return switches_page(sandbox, self._first_tenant(), str(bad))
        return RedirectResponse("/control", 303)

    def _done(self, change: Callable[[], object]) -> str:
        """Make a person's change durable, or take it back and say why."""
        try:
            change()
        except Invalid as refused:
            self.sandbox.storage.undo(self.sandbox.xero)
            return "; ".join(refused.messages)
        self.sandbox.storage.save(self.sandbox.xero)
        return ""

    def _call(self, books: Books) -> Call:
        return self.arranging.call(books)

    def _first_tenant(self) -> str:
        return next(iter(self.sandbox.xero.organisations))

    def _books(self, request: Request) -> Books:
        books = self.sandbox.xero.organisations.get(request.path_params["tenant"])
        if books is None:
            raise HTTPException(404)
        return books

    def _document(self, request: Request) -> tuple[Books, Any, Callable[..., Response]]:
        books = self._books(request)
        table, show = DOCUMENTS.get(request.path_params["section"], (None, None))
        row = table(books).get(request.path_params["key"]) if table else None
        if row is None or show is None:
            raise HTTPException(404)
        return books, row, show


async def _form(request: Request) -> Mapping[str, str]:
    return dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))


def _fault(form: Mapping[str, str]) -> dict[str, Any]:
    kind, times = form.get("fault", ""), form.get("times") or "1"
    return {
        "fault": f"{kind}:{form.get('seconds', '')}" if kind in TIMED else kind,
        "match": {name: form[name] for name in ("method", "resource", "text") if form.get(name)},
        "times": times if times == ALWAYS else int(times),
    }
